"""A document comes in: its bytes, what is read of them, and what it is to the documents that are there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.utils import timezone

import sanjiang
from sanjiang.assemble.assembly import Library
from sanjiang.documents import Document as Read
from sanjiang.documents.fingerprint import fingerprint
from sanjiang.documents.gather import Found
from sanjiang.documents.read import document_from_bytes, read_bytes
from sanjiang.grammar.reader import Reading as WhatIsRead
from sanjiang.grammar.reader import read_statements
from sanjiang.workbench.register.alike import Relation, Shelf
from sanjiang.workbench.register.current import Current, Said, show, told_on
from sanjiang.workbench.register.mentions import mention
from sanjiang.workbench.register.models import Arrival, Document, Import, Original, Reading, Statement, Version
from sanjiang.workbench.register.storable import storable
from sanjiang.workbench.register.turns import my_turn

READER = f"sanjiang {sanjiang.__version__}"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a document.

    Parameters
    ----------
    document : Document
    known : bool
        Its bytes were there already; that they came again is noted.
    statements : int
        How many the document has.
    """

    document: Document
    known: bool
    statements: int

    def to_json(self) -> dict[str, object]:
        """Return what came of it; other documents by their names."""
        copy, earlier = self.document.copy_of, self.document.supersedes
        return {
            "sha256": self.document.original_id,
            "known": self.known,
            "statements": self.statements,
            "copy_of": copy.name if copy else None,
            "supersedes": earlier.name if earlier else None,
        }


def add(found: Found, library: Library, by: str, shelf: Shelf | None = None) -> Added:
    """Read a document and keep it: all of it or, where anything fails, nothing.

    Parameters
    ----------
    found : Found
        The document as `gather` finds it.
    library : Library
    by : str
        Who gives it.
    shelf : Shelf, optional
        Kept from one document to the next, it spares reading all fingerprints again.

    Raises
    ------
    DocumentError
        If it cannot be read.
    """
    data = _bytes(found)
    if (known := _come_again(data, found.name, by)) is not None:
        return known
    document = document_from_bytes(data, found.name, found.limits)
    reading = read_statements(document, library.regions, library.chains)
    said = [storable(statement.to_json()) for statement in reading.statements]
    with my_turn():
        if (known := _come_again(data, found.name, by)) is not None:  # from somebody else, meanwhile
            return known
        kept = keep_document(document, data, reading, by, shelf or Shelf())
        add_statements(kept, said, Reading.objects.create(document=kept, reader=READER, at=kept.came, by=by))
        refresh_void([kept.id])
    return Added(kept, False, len(said))


def _bytes(found: Found) -> bytes:
    if isinstance(found.source, Path):
        return read_bytes(found.source, "file_bytes", found.limits)
    if isinstance(found.source, bytes):
        return found.source
    raise found.source


def _come_again(data: bytes, name: str, by: str) -> Added | None:
    known = Document.objects.filter(original=sha256(data).hexdigest()).first()
    if known is None:
        return None
    Arrival.objects.create(document=known, name=storable(name)[:400], at=timezone.now(), by=by)
    return Added(known, True, known.statements.count())


def keep_document(
    document: Read, data: bytes, reading: WhatIsRead, by: str, shelf: Shelf | None, published: date | None = None
) -> Document:
    """Keep a document and what it is to those of a shelf, within the caller's transaction."""
    printed, now = fingerprint(document), timezone.now()
    published = published or document.published
    relation = shelf.relate(printed, document.title, published) if shelf else Relation()
    kept = Document.objects.create(
        original=Original.objects.create(sha256=document.sha256, data=data),
        name=storable(document.name)[:400],
        title=storable(document.title),
        source=storable(document.source),
        published=published,
        home=reading.home.adcode if reading.home else None,
        text=storable(document.text),
        notes=storable(list(document.notes)),
        fingerprint=printed,
        came=now,
        copy_of_id=relation.copy_of,
        supersedes_id=relation.supersedes,
    )
    if relation.superseded_by:
        Document.objects.filter(id=relation.superseded_by).update(supersedes=kept)
    Arrival.objects.create(document=kept, name=kept.name, at=now, by=by)
    return kept


def add_statements(
    document: Document,
    said: Iterable[Said],
    reading: Reading,
    source: Import | None = None,
    days: Mapping[str, date | None] | None = None,
) -> list[Statement]:
    """Keep new statements of a document as one reading has them, within the caller's transaction.

    `days`, by id, are those from which statements stand, where an import tells them.
    """
    rows = []
    for each in said:
        row = Statement(uid=each["id"], document=document, source=source)
        row.told = told_on(each, document.published, source is not None) if days is None else days[row.uid]
        show(row, Current(each, "", False, False))
        rows.append(row)
    Statement.objects.bulk_create(rows, batch_size=500)
    Version.objects.bulk_create(
        [Version(statement=row, reading=reading, said=row.said) for row in rows], batch_size=500
    )
    mention(rows)
    return rows


def refresh_void(documents: Iterable[int], now: datetime | None = None) -> None:
    """Set which statements of these documents, and of those that they copy or correct, do not count."""
    ids = set(documents)
    related = Document.objects.filter(id__in=ids)
    ids |= {id_ for row in related.values_list("copy_of", "supersedes") for id_ in row if id_}
    for document in Document.objects.filter(id__in=ids):
        void = document.copy_of_id is not None or document.superseded_by.exists()
        Statement.objects.filter(document=document, source=None).update(void=void)
