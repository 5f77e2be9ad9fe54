"""Lists of statements: those wanted, by two clocks; and what people should look at next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q

from sanjiang.core.errors import RegisterError
from sanjiang.core.statement import KINDS
from sanjiang.library.regions import load_regions
from sanjiang.workbench.register.adcodes import inside
from sanjiang.workbench.register.clocks import NOW, Clocks, Standing, every, standing
from sanjiang.workbench.register.current import Current
from sanjiang.workbench.register.models import Statement
from sanjiang.workbench.register.rows import Row, row_of

DECISIONS = ("accept", "amend", "reject", "open")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements; None takes all, but rejected ones only where they are asked for.

    Parameters
    ----------
    kind : str or None
    region : str or None
        A name or a code; those within it too.
    decision : str or None
        One of `DECISIONS`.
    """

    kind: str | None = None
    region: str | None = None
    decision: str | None = None


def listed(wanted: Wanted, clocks: Clocks = NOW) -> Iterator[Row]:
    """Yield the rows of statements that are wanted, by their document and place.

    Raises
    ------
    RegisterError, LibraryError
        If there is no such kind, decision or region.
    """
    known_word(wanted.kind, KINDS, "--kind")
    known_word(wanted.decision, DECISIONS, "--decision")
    within = adcodes_within(wanted.region)
    rows = Statement.objects.order_by("document_id", "id")
    for each in every(clocks, rows) if wanted.decision == "reject" else standing(clocks):
        row, said = each.row, each.current.said
        place = (said.get("place") or {}).get("adcode") or ""
        if wanted.kind and said["kind"] != wanted.kind:
            continue
        if within is not None and not place.startswith(within):
            continue
        if wanted.decision and (each.current.decision or "open") != wanted.decision:
            continue
        yield row_of(Standing(row, each.current))


def adcodes_within(region: str | None) -> str | None:
    """Return how the codes of all regions within a region begin; None where none is named."""
    if region is None:
        return None
    return inside(load_regions().find(region).adcode)


def shown(statement: Statement) -> Row:
    """Return a statement as it counts now."""
    statement.refresh_from_db()
    return row_of(Standing(statement, _now(statement)))


def to_review(count: int = 20) -> Iterator[Row]:
    """Yield what people should look at next: what reads otherwise than it was judged, then the least sure."""
    rows = Statement.objects.filter(void=False, gone=False).filter(Q(changed=True) | Q(decision=""))
    for row in rows.order_by(F("changed").desc(), "confidence", "id")[:count]:
        yield row_of(Standing(row, _now(row)))


def _now(row: Statement) -> Current:
    return Current(row.said, row.decision, row.gone, row.changed)


def known_word(word: str | None, words: tuple[str, ...], where: str) -> None:
    """Raise a `RegisterError` where a word is none of those that can be asked for; None asks for nothing."""
    if word is not None and word not in words:
        raise RegisterError(f"没有这一种 no such: {word}", where, f"用其一 one of: {', '.join(words)}")
