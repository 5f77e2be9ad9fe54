"""Projects as plain values: the stages they went through, what was promised and came, how late they are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sanjiang.assemble.lives import dated
from sanjiang.core.evidence import StatementRef
from sanjiang.core.statement import Statement as Told
from sanjiang.core.statement import statement_from_json
from sanjiang.history import MILESTONES, RANK, Life, Sighting, reached, slippage, spans
from sanjiang.systems.told import last, uids, within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.projects import Project, projects
from sanjiang.workbench.register.holdings.seen import Seen
from sanjiang.workbench.register.rows import Row


def project_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield the projects of the regions whose codes begin so, each with its parts."""
    for project in projects(clocks):
        if within(project.seen, prefix):
            yield {**_row(project), "parts": [_row(part) for part in project.parts]}


def _row(project: Project) -> Row:
    items = project.seen
    life = _life(project)
    late = slippage(life) if life else None
    return {
        "id": project.id,
        "names": sorted({item.name for item in items if item.name}),
        "organisation": last(items, "organisation"),
        "product": last(items, "product"),
        "phase": last(items, "phase"),
        "place": last(items, "place"),
        "region": project.region() or None,
        "origin": last(items, "origin"),
        "sector": items[-1].sector,
        "stage": project.stage,
        "status": life.status if life else None,
        "capacity": _latest(items, "capacity"),
        "investment": _latest(items, "investment"),
        "arrived": _latest(items, "arrived"),
        "stages": [
            {"stage": i.said["stage"], "told": i.told_on, "date": i.said.get("date"), "statement": i.uid}
            for i in items
            if "stage" in i.said
        ],
        "milestones": _milestones(project, life),
        "spans": [span.to_json() for span in spans(life)] if life else [],
        "slippage": {"months": late[0], "open": late[1]} if late else None,
        "statements": uids(items),
    }


def _latest(items: tuple[Seen, ...], field: str) -> Row | None:
    """Return the latest figure of a field and the statement that says it."""
    return next(({**i.said[field], "statement": i.uid} for i in reversed(items) if i.said.get(field)), None)


def _milestones(project: Project, life: Life | None) -> Row:
    """Return when it was signed, money first arrived, it started and ran: the day as told, not before, not after."""
    out: Row = {}
    for milestone in MILESTONES:
        if (found := reached(life, milestone) if life else None) and (shown := project.showing(milestone)):
            days = {"day": found.day, "low": found.low, "high": found.high}
            told = {key: day.isoformat() if day else None for key, day in days.items()}
            out[milestone] = {**told, "statements": uids(shown)}
        else:
            out[milestone] = None
    came = next((item for item in project.seen if item.said.get("arrived")), None)
    out["arrived"] = came and {"day": came.told_on, "low": None, "high": came.told_on, "statements": [came.uid]}
    return out


def _life(project: Project) -> Life | None:
    """Return the project's stages over time; None where no dated document tells of any."""
    seen = tuple(_sightings(project.seen))
    if not seen:
        return None
    name = project.seen[0].name
    return Life(project.id, str(last(project.seen, "organisation") or ""), "", name, name, project.region(), "", seen)


def _sightings(items: tuple[Seen, ...]) -> Iterator[Sighting]:
    for item in items:
        if item.told and item.said.get("stage") in (*RANK, "suspended", "cancelled"):
            told: Told = statement_from_json(item.said)
            since, until, due = dated(told, item.told)
            low, high = (told.capacity.low, told.capacity.high) if told.capacity else (0.0, 0.0)
            evidence = (StatementRef(item.uid),)
            stage: Any = told.stage
            yield Sighting(stage, item.told, since, until, due, low, high, told.capacity is not None, evidence)
