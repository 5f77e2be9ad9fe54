"""What a statement is: its latest version, or the one that people decided on, with what they amended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sanjiang.brief.sectors import sector_of
from sanjiang.core.statement import Statement as Told
from sanjiang.core.statement import statement_from_json
from sanjiang.library.processes import load_chains
from sanjiang.workbench.register.models import Joining, Judgement, Statement, Version

Said = dict[str, Any]
"""A statement as the contract of `sanjiang read` has it."""
Decided = TypeVar("Decided", Judgement, Joining)
LONGEST = 400
"""How many characters of a statement's names can be searched."""
_NOT_CLAIMED = ("document", "confidence", "rule")


@dataclass(frozen=True, slots=True)
class Current:
    """How a statement counts.

    Parameters
    ----------
    said : dict
    decision : str
        ``accept``, ``reject``, ``amend``, or nothing.
    gone : bool
        The latest reading finds it no more, and nobody accepted it.
    changed : bool
        It reads otherwise than the version that was judged.
    """

    said: Said
    decision: str
    gone: bool
    changed: bool


def current(versions: Sequence[Version], judgements: Iterable[Judgement]) -> Current | None:
    """Return how a statement counts after these versions and judgements, each in their order; None before the first."""
    read: dict[int, Said] = {v.id: v.said for v in versions if v.said is not None}
    if not read:
        return None
    standing = in_force(judgements)
    latest, newest = versions[-1].said, list(read.values())[-1]
    if not standing:
        return Current(newest, "", latest is None, False)
    last = standing[-1]
    kept = read.get(last.version_id, newest)
    changed = latest is None or claims(latest) != claims(kept)
    said = newest if last.decision == "reject" else kept
    for judgement in standing:
        if judgement.decision == "amend":
            said = amended(said, judgement.fields)
    decision = last.decision
    if decision == "accept" and any(j.decision == "amend" for j in standing):
        decision = "amend"
    return Current(said, decision, latest is None and decision == "reject", changed)


def in_force(judgements: Iterable[Decided]) -> list[Decided]:
    """Return the decisions on one thing that are not undone, in their order; an undoing may be undone too."""
    undone: set[int | None] = set()
    kept = []
    for judgement in sorted(judgements, key=lambda j: j.ordinal, reverse=True):
        if judgement.id in undone:
            continue
        if judgement.decision == "undo":
            undone.add(judgement.undoes_id)
        else:
            kept.append(judgement)
    return kept[::-1]


def amended(said: Said, fields: Said) -> Said:
    """Return a statement with some of its fields set; null takes one away."""
    return {key: value for key, value in {**said, **fields}.items() if value is not None}


def claims(said: Said) -> Said:
    """Return what a statement claims, without how it was found."""
    return {key: value for key, value in said.items() if key not in _NOT_CLAIMED}


def show(statement: Statement, found: Current) -> None:
    """Set the columns of a statement that follow from how it counts; the caller saves them."""
    told = statement_from_json(found.said)
    statement.said, statement.decision = found.said, found.decision
    statement.gone, statement.changed = found.gone, found.changed
    statement.kind, statement.confidence = told.kind, told.confidence
    for column in ("name", "organisation", "product", "stage"):
        setattr(statement, column, getattr(told, column) or "")
    statement.words = words_of(found.said)
    statement.region = (told.place and told.place.adcode) or ""
    statement.origin = (told.origin and told.origin.adcode) or ""
    statement.sector = _sector(told)
    statement.starts, statement.ends = (told.date.start, told.date.end) if told.date else (None, None)
    for column in ("invested", "arrived"):
        quantity = told.investment if column == "invested" else told.arrived
        low, high = (quantity.low, quantity.high) if quantity and quantity.unit == "CNY" else (None, None)
        setattr(statement, f"{column}_low", low)
        setattr(statement, f"{column}_high", high)


def words_of(said: Said) -> str:
    """Return a statement's names as they are searched: name, organisation and product in small letters, a line each."""
    names = (said.get(column) for column in ("name", "organisation", "product"))
    return "\n".join(name for name in names if name).lower()[:LONGEST]


SHOWN = (
    *("said", "decision", "gone", "changed", "kind", "confidence", "name", "organisation", "product", "stage"),
    *(
        "words",
        "region",
        "origin",
        "sector",
        "starts",
        "ends",
        "invested_low",
        "invested_high",
        "arrived_low",
        "arrived_high",
    ),
)
"""The columns that `show` sets."""


def _sector(told: Told) -> str:
    return sector_of(told, _chains())


def sector_in(said: Said) -> str:
    """Return the sector that a statement belongs to."""
    return _sector(statement_from_json(said))


@cache
def _chains() -> Any:
    return load_chains()


def told_on(said: Said, published: date | None, imported: bool) -> date | None:
    """Return the day from which a statement stands: its document's, but of an imported row its own."""
    start = (said.get("date") or {}).get("start") if imported else None
    return date.fromisoformat(start) if start else published
