"""Lists of statements a page at a time: by the indexed columns as they are now, by a bounded look at the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import StrIndex

from sanjiang.workbench.register.clocks import (
    NOW,
    Clocks,
    Standing,
    documents_at,
    fold,
    imports_undone_at,
    known_at,
)
from sanjiang.workbench.register.current import Current
from sanjiang.workbench.register.listing import Wanted, adcodes_within, check, of_document, wish
from sanjiang.workbench.register.models import Statement
from sanjiang.workbench.register.rows import Row, row_of

SEARCHED = 20_000
"""So many statements are searched for one page, which may hence be short."""
LOOKED = 112
"""So many statements of the past are looked at for one page, which may hence be short."""
AT_ONCE = 56
MANY = 2**62
AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list.

    Parameters
    ----------
    rows : list
    next : int or None
        What the next page begins after; None where this is the last.
    """

    rows: list[Row]
    next: int | None


def page(wanted: Wanted, clocks: Clocks, after: int, limit: int) -> Page:
    """Return the statements that are wanted, in the order in which they came, `limit` at most.

    Parameters
    ----------
    wanted : Wanted
    clocks : Clocks
    after : int
        The `next` of the page before; 0 for the first.
    limit : int

    Raises
    ------
    RegisterError, LibraryError
        If there is no such kind, decision, sector, stage, region or document.
    """
    check(wanted)
    return _now(wanted, after, limit) if clocks == NOW else _past(wanted, clocks, after, limit)


def cut(rows: QuerySet[AnyModel], after: int, limit: int) -> tuple[list[AnyModel], int | None]:
    """Return the rows of a page, by id, and what the next begins after."""
    ids = list(rows.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[: limit + 1])
    found = rows.in_bulk(ids[:limit])
    return [found[id_] for id_ in ids[:limit] if id_ in found], ids[limit - 1] if len(ids) > limit else None


def _now(wanted: Wanted, after: int, limit: int) -> Page:
    rows = of_document(wanted.document).filter(void=False)
    if wanted.decision == "reject":
        rows = rows.filter(decision="reject")
    else:
        rows = rows.filter(gone=False).exclude(decision="reject")
        if wanted.decision:
            rows = rows.filter(decision="" if wanted.decision == "open" else wanted.decision)
    for column in ("kind", "sector", "stage"):
        if value := getattr(wanted, column):
            rows = rows.filter(**{column: value})
    if (within := adcodes_within(wanted.region)) is not None:
        rows = rows.filter(region__gte=within, region__lt=f"{int(within) + 1}")
    end = None
    if wanted.q:
        end = Statement.objects.filter(id__gt=after + SEARCHED).order_by("id").values_list("id", flat=True).first()
        rows = rows.alias(place=StrIndex("words", Value(wanted.q.lower()))).filter(place__gt=0, id__lt=end or MANY)
    found, following = cut(rows, after, limit)
    if following is None and end:
        following = end - 1
    said = [Standing(row, Current(row.said, row.decision, row.gone, row.changed)) for row in found]
    return Page([row_of(each) for each in said], following)


def _past(wanted: Wanted, clocks: Clocks, after: int, limit: int) -> Page:
    wants, undone = wish(wanted), imports_undone_at(clocks)
    rows = of_document(wanted.document).only("document_id", "source_id", "judged", "told", "sector").order_by("id")
    if clocks.as_of:
        rows = rows.filter(Q(told=None) | Q(told__lte=clocks.as_of))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    found: list[Row] = []
    for _ in range(LOOKED // AT_ONCE):
        looked = list(rows.filter(id__gt=after)[:AT_ONCE])
        documents = documents_at(clocks, {row.document_id for row in looked})
        counted = [row for row in looked if row.document_id in documents and row.source_id not in undone]
        versions, judgements = known_at(clocks)
        for each in fold(counted, versions.filter(statement__in=counted), judgements.filter(statement__in=counted)):
            is_in = wanted.decision == "reject" or not (each.current.gone or each.current.decision == "reject")
            if is_in and wants(each):
                found.append(row_of(each))
                if len(found) == limit:
                    return Page(found, each.row.id)
        if len(looked) < AT_ONCE:
            return Page(found, None)
        after = looked[-1].id
    return Page(found, after)
