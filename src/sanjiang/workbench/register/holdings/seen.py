"""Statements of one kind that count by two clocks, the earliest first, and what the latest of them say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from sanjiang.workbench.register.clocks import NOW, Clocks, counting_now, standing
from sanjiang.workbench.register.current import Said, sector_in
from sanjiang.workbench.register.models import Document, Statement


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement that counts.

    Parameters
    ----------
    uid : str
    said : dict
        As the contract of `sanjiang read` has it, amendments included.
    told : date or None
        The day from which it stands; None where its document bears no date.
    sector : str
    decision : str
        ``accept``, ``amend``, or nothing.
    document : int
        The key of its document.
    home : str
        The code of the region that its document is about; empty if unknown.
    """

    uid: str
    said: Said
    told: date | None
    sector: str
    decision: str
    document: int
    home: str

    @property
    def name(self) -> str:
        """What it calls its thing; empty where it gives no name."""
        return str(self.said.get("name") or "")

    @property
    def adcode(self) -> str:
        """The code of the narrowest region known to hold its place; empty where it gives none."""
        return (self.said.get("place") or {}).get("adcode") or ""

    @property
    def told_on(self) -> str | None:
        """The day on which it was told, as JSON has it."""
        return self.told.isoformat() if self.told else None

    def day(self, end: str) -> date | None:
        """Return the `start` or the `end` of its date; None where it is open or unsaid."""
        value = (self.said.get("date") or {}).get(end)
        return date.fromisoformat(value) if value else None


def seen(kind: str, clocks: Clocks) -> list[Seen]:
    """Return the statements of a kind that count, the earliest first; those of undated documents come before."""
    homes: Homes = dict(Document.objects.values_list("id", "home"))
    rows = Statement.objects.filter(kind=kind)
    found = sorted(_now(rows, homes) if clocks == NOW else _then(clocks, rows, homes), key=itemgetter(0, 1))
    return [item for _, _, item in found]


Homes = dict[int, str | None]
Sortable = tuple[date, int, Seen]


def _now(rows: QuerySet[Statement], homes: Homes) -> Iterator[Sortable]:
    """Yield what counts now, without making an object of every row: lists and figures read many."""
    columns = ("id", "document_id", "uid", "said", "told", "sector", "decision")
    for id_, document, uid, said, told, sector, decision in counting_now(rows).values_list(*columns).iterator(2000):
        home = homes.get(document) or ""
        yield told or date.min, id_, Seen(uid, said, told, sector, decision, document, home)


def _then(clocks: Clocks, rows: QuerySet[Statement], homes: Homes) -> Iterator[Sortable]:
    for each in standing(clocks, rows):
        row, said = each.row, each.current.said
        sector = row.sector if said == row.said else sector_in(said)
        home = homes.get(row.document_id) or ""
        item = Seen(row.uid, said, row.told, sector, each.current.decision, row.document_id, home)
        yield row.told or date.min, row.id, item


def last(items: Sequence[Seen], field: str) -> Any:
    """Return what the latest statement that fills a field says in it; None where none does."""
    return next((s.said[field] for s in reversed(items) if s.said.get(field) is not None), None)


def uids(items: Iterable[Seen]) -> list[str]:
    """Return the ids of statements, which are the evidence of what is made of them."""
    return [item.uid for item in items]


def within(items: Iterable[Seen], prefix: str | None) -> bool:
    """Say whether one of the statements is of the regions whose codes begin so; None takes any.

    One that gives no place is of the region that its document is about.
    """
    return prefix is None or any((item.adcode or item.home).startswith(prefix) for item in items)
