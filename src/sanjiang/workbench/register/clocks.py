"""Two clocks: what stood on a day, and what we knew on a day. What counts then, as plain statements and readings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sanjiang.core.errors import RegisterError
from sanjiang.core.statement import Statement as Told
from sanjiang.core.statement import statement_from_json
from sanjiang.documents.read import document_from_text
from sanjiang.grammar.reader import Reading as WhatIsRead
from sanjiang.library.regions import Regions
from sanjiang.workbench.register.current import Current, current
from sanjiang.workbench.register.models import Document, Import, ImportDecision, Judgement, Statement, Version


@dataclass(frozen=True, slots=True)
class Clocks:
    """Two days.

    Parameters
    ----------
    as_of : date or None
        What was told later does not stand; None takes all.
    known : datetime or None
        What came, was read or was decided later is not known; None takes all.
    """

    as_of: date | None = None
    known: datetime | None = None


NOW = Clocks()


def end_of(told: str) -> datetime:
    """Return the moment that a text names, a day's being its end.

    Raises
    ------
    RegisterError
        If it names none.
    """
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise RegisterError(
            f"不是时间 not a time: {told}", "--known", "写成 2021-04-30 write it as 2021-04-30"
        ) from None
    if len(told) <= len("2021-04-30"):
        moment += timedelta(days=1, microseconds=-1)
    return moment if moment.tzinfo else timezone.make_aware(moment)


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement and how it counts by two clocks."""

    row: Statement
    current: Current


def standing(clocks: Clocks = NOW, rows: QuerySet[Statement] | None = None) -> Iterator[Standing]:
    """Yield the statements that count, by their document and place; those that were rejected are left out.

    Parameters
    ----------
    clocks : Clocks
    rows : QuerySet, optional
        Statements to choose from, by what does not change: document, id, source.
    """
    rows = (Statement.objects.all() if rows is None else rows).order_by("document_id", "id")
    if clocks == NOW:
        for row in counting_now(rows).iterator(2000):
            yield Standing(row, Current(row.said, row.decision, row.gone, row.changed))
        return
    for each in every(clocks, rows):
        if not each.current.gone and each.current.decision != "reject":
            yield each


def counting_now(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Return those of the statements that count now."""
    return rows.filter(void=False, gone=False).exclude(decision="reject")


def every(clocks: Clocks, rows: QuerySet[Statement]) -> Iterator[Standing]:
    """Yield the statements of documents that count by two clocks, rejected ones and those that are gone too."""
    documents = documents_at(clocks)
    if clocks.as_of:
        rows = rows.filter(Q(told=None) | Q(told__lte=clocks.as_of))
    undone = imports_undone_at(clocks)
    versions, judgements = known_at(clocks)
    for _, group in groupby(rows.iterator(2000), key=lambda row: row.document_id // 20):
        some = [row for row in group if row.document_id in documents and row.source_id not in undone]
        between = (some[0].document_id, some[-1].document_id) if some else (0, 0)
        yield from fold(
            some,
            versions.filter(statement__document__id__range=between),
            judgements.filter(statement__document__id__range=between),
        )


def known_at(clocks: Clocks) -> tuple[QuerySet[Version], QuerySet[Judgement]]:
    """Return the versions and the judgements that are known."""
    versions, judgements = Version.objects.order_by("id"), Judgement.objects.order_by("ordinal")
    if clocks.known:
        versions = versions.filter(reading__at__lte=clocks.known)
        judgements = judgements.filter(at__lte=clocks.known)
    return versions, judgements


def fold(rows: Sequence[Statement], versions: Iterable[Version], judgements: Iterable[Judgement]) -> Iterator[Standing]:
    """Yield how statements count after these versions and judgements, each in their order; not those before all."""
    of_version, of_judgement = defaultdict(list), defaultdict(list)
    for version in versions:
        of_version[version.statement_id].append(version)
    for judgement in judgements:
        of_judgement[judgement.statement_id].append(judgement)
    for row in rows:
        if found := current(of_version[row.id], of_judgement[row.id]):
            yield Standing(row, found)


def documents_at(clocks: Clocks, among: Collection[int] | None = None) -> set[int]:
    """Return the documents whose statements count, of all or of some: of copies one, of versions the latest."""
    rows = Document.objects.all()
    if among is not None:
        of = rows.filter(id__in=among).values_list("id", "copy_of")
        originals = {copy_of or id_ for id_, copy_of in of}
        rows = rows.filter(Q(id__in=originals) | Q(copy_of__in=originals) | Q(supersedes__in=among))
    if clocks.known:
        rows = rows.filter(came__lte=clocks.known)
    if clocks.as_of:
        imported = Exists(Import.objects.filter(document=OuterRef("id")))
        rows = rows.filter(Q(published=None) | Q(published__lte=clocks.as_of) | imported)
    copies: dict[int, list[tuple[bool, date, int]]] = defaultdict(list)
    superseded = set()
    for id_, copy_of, supersedes, published in rows.values_list("id", "copy_of", "supersedes", "published"):
        copies[copy_of or id_].append((copy_of is not None, published or date.max, id_))
        superseded.add(supersedes)
    counting = {min(each)[2] for each in copies.values()} - superseded
    return counting if among is None else counting.intersection(among)


def imports_undone_at(clocks: Clocks) -> set[int]:
    """Return the imports that were taken back."""
    rows = ImportDecision.objects.order_by("ordinal")
    if clocks.known:
        rows = rows.filter(at__lte=clocks.known)
    last = dict(rows.values_list("source", "undone"))
    return {source for source, undone in last.items() if undone}


def readings_at(clocks: Clocks, regions: Regions) -> list[WhatIsRead]:
    """Return what counts as readings, as if documents had just been read: what briefs and networks are made of."""
    names = Counter(Document.objects.values_list("name", flat=True))
    readings = []
    for id_, group in groupby(standing(clocks), key=lambda each: each.row.document_id):
        document = Document.objects.get(id=id_)
        name = document.name if names[document.name] == 1 else f"{document.name} ({document.original_id[:8]})"
        home = regions.by_code(document.home) if document.home else None
        read = document_from_text(document.text, name)
        read = replace(read, title=document.title, source=document.source, notes=tuple(document.notes))
        days: dict[date | None, list[Told]] = defaultdict(list)
        for each in group:
            days[each.row.told].append(statement_from_json(each.current.said))
        for day, told in days.items():
            called = name if len(days) == 1 else f"{name} {day or ''}".rstrip()
            shown = replace(read, name=called, sha256=document.original_id, published=day)
            readings.append(WhatIsRead(shown, home, tuple(_of(called, each) for each in told)))
    return readings


def _of(document: str, told: Told) -> Told:
    """Return a statement as one of the document of this name."""
    return replace(told, document=document, evidence=tuple(e._replace(document=document) for e in told.evidence))
