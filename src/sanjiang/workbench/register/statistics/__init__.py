"""Statistics of projects: how many, how much was promised, signed and came, and how many really started and run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sanjiang.core.statement import KINDS
from sanjiang.systems.told import uids, within
from sanjiang.workbench.register.clocks import NOW, Clocks
from sanjiang.workbench.register.holdings.projects import Project, projects
from sanjiang.workbench.register.holdings.seen import Seen, seen
from sanjiang.workbench.register.listing import adcodes_within, known_word
from sanjiang.workbench.register.statistics.amounts import amount
from sanjiang.workbench.register.statistics.dimensions import DIMENSIONS, Key
from sanjiang.workbench.register.statistics.published import published


def statistics(
    by: Sequence[str], clocks: Clocks = NOW, region: str | None = None, kind: str = "project"
) -> dict[str, Any]:
    """Return counts and sums of projects by one or several dimensions, their total, and published figures beside.

    Parameters
    ----------
    by : sequence of str
        Of `DIMENSIONS`; each project is in one row, a part in that of its whole only.
    clocks : Clocks
    region : str, optional
        A name or a code: projects that lie in it.
    kind : str
        Of another kind than projects each statement counts for itself, and no figures are published.

    Raises
    ------
    RegisterError, LibraryError
        If there is no such dimension, kind or region.
    """
    for name in by:
        known_word(name, tuple(DIMENSIONS), "--by")
    known_word(kind, KINDS, "--kind")
    prefix = adcodes_within(region)
    told = seen(kind, clocks)
    found = projects(clocks, told) if kind == "project" else [Project((item,)) for item in told]
    wanted = [project for project in found if within(project.seen, prefix)]
    rows: dict[tuple[Key, ...], list[Project]] = {}
    for project in wanted:
        rows.setdefault(tuple(DIMENSIONS[name](project) for name in by), []).append(project)
    return {
        "by": list(by),
        "kind": kind,
        "rows": [{**_keys(by, keys), **figures(rows[keys])} for keys in sorted(rows, key=_order)],
        "total": figures(wanted),
        "published": list(published([*seen("indicator", clocks), *told], found, prefix)) if kind == "project" else [],
    }


def figures(projects: Sequence[Project]) -> dict[str, Any]:
    """Return how many projects there are and how much was promised; of them those signed, with money, started, running.

    Each figure has the ids of the statements that it is made of.
    """
    signed = [project for project in projects if project.showing("signed")]
    paid = [items for project in projects if (items := [item for item in project.seen if item.said.get("arrived")])]
    return {
        "count": len(projects),
        "statements": uids(item for project in projects for item in project.seen),
        "investment": amount(projects, "investment"),
        "signed": {**_shown(signed, "signed"), "investment": amount(signed, "investment")},
        "arrived": {**_counted(paid), "amount": amount(projects, "arrived")},
        "started": _shown(projects, "started"),
        "operating": _shown(projects, "operating"),
    }


def _shown(projects: Sequence[Project], milestone: str) -> dict[str, Any]:
    return _counted([items for project in projects if (items := project.showing(milestone))])


def _counted(shown: Sequence[Sequence[Seen]]) -> dict[str, Any]:
    return {"count": len(shown), "statements": uids(item for items in shown for item in items)}


def _keys(by: Sequence[str], keys: Sequence[Key]) -> dict[str, Any]:
    names = {name: {"id": key.id, "zh": key.name.zh, "en": key.name.en} for name, key in zip(by, keys, strict=True)}
    return {"keys": names}


def _order(keys: tuple[Key, ...]) -> list[tuple[bool, str]]:
    """Return where a row stands: by its ids, the unknown last."""
    return [(key.id is None, key.id or "") for key in keys]
