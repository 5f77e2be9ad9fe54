"""Statements of one kind that count by two clocks, the earliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from django.db.models import QuerySet

from sanjiang.systems.told import Told
from sanjiang.workbench.register.clocks import NOW, Clocks, counting_now, standing
from sanjiang.workbench.register.current import sector_in
from sanjiang.workbench.register.models import Document, Statement


@dataclass(frozen=True, slots=True)
class Seen(Told):
    """A statement that counts, amendments included; its document is the key of the register's.

    Parameters
    ----------
    decision : str
        ``accept``, ``amend``, or nothing.
    """

    decision: str


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
        yield told or date.min, id_, Seen(uid, said, told, sector, document, home, decision)


def _then(clocks: Clocks, rows: QuerySet[Statement], homes: Homes) -> Iterator[Sortable]:
    for each in standing(clocks, rows):
        row, said = each.row, each.current.said
        sector = row.sector if said == row.said else sector_in(said)
        home = homes.get(row.document_id) or ""
        item = Seen(row.uid, said, row.told, sector, row.document_id, home, each.current.decision)
        yield row.told or date.min, row.id, item
