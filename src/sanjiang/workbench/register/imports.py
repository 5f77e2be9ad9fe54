"""Imports: a file's rows come in together, all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from django.utils import timezone

from sanjiang.core.errors import RegisterError
from sanjiang.documents.read import document_from_text
from sanjiang.grammar.reader import Reading as WhatIsRead
from sanjiang.workbench.register.add import READER, add_statements, keep_document
from sanjiang.workbench.register.current import Said
from sanjiang.workbench.register.import_judgements import Change, judge_all
from sanjiang.workbench.register.models import Arrival, Document, Import, Reading
from sanjiang.workbench.register.storable import storable

NOTE = "由导入的表整理成文，一行一句 / made of an imported table, a sentence a row"


@dataclass(slots=True)
class Batch:
    """What a file brings.

    Parameters
    ----------
    name : str
    data : bytes
    text : str
        What the statements' evidence counts in.
    new : list of dict
        Statements as the contract has them.
    days : dict or None
        By id, from when they stand; None takes each one's own date.
    decided : dict
        By id, what had been decided about new ones where the file comes from.
    changes : list of Change
    """

    name: str
    data: bytes
    text: str = ""
    new: list[Said] = field(default_factory=list)
    days: dict[str, date | None] | None = None
    decided: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class Imported:
    """What an import brings, or would.

    Parameters
    ----------
    name : str
    new, changed, unchanged : int
        Rows.
    rows : list of dict
        Of new and changed rows: where they stand, their name and, of changes, the fields.
    faults : list of RegisterError
        With any of them nothing is kept.
    notes : list of str
        What was not read.
    number : int or None
        The import's, where something was kept or its bytes were known.
    known, undone : bool
        Its bytes came before; that import was taken back.
    """

    name: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rows: list[dict[str, object]] = field(default_factory=list)
    faults: list[RegisterError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    number: int | None = None
    known: bool = False
    undone: bool = False

    def to_json(self) -> dict[str, object]:
        """Return what it brings as JSON has it."""
        told = {name: getattr(self, name) for name in self.__slots__ if name != "faults"}
        return {**told, "faults": [{"what": f.what, "where": f.where, "mend": f.mend} for f in self.faults]}


Comparison = Callable[[], tuple[Batch, Imported]]
"""Compares a file that was read with the register; the batch is whole where nothing is wrong."""


def known_import(data: bytes, name: str, by: str | None) -> Import | None:
    """Return the import of these bytes, if there is one; that they came again is noted, where somebody is named.

    Raises
    ------
    RegisterError
        If they were added as a document, which is read as one.
    """
    document = Document.objects.filter(original=sha256(data).hexdigest()).first()
    if document is None:
        return None
    found = document.imports.order_by("-id").first()
    if found is None:
        raise RegisterError(
            "已作为文件入册，读出的陈述已在册 added as a document already, its statements are there",
            name,
            "改动后另存再导入 change it, save it and import it again",
        )
    if by is not None:
        Arrival.objects.create(document=document, name=storable(name)[:400], at=timezone.now(), by=by)
    return found


def keep(batch: Batch, by: str) -> Import:
    """Keep what a file brings, within the caller's transaction.

    Raises
    ------
    ConflictError
        If somebody judged one of its statements meanwhile.
    """
    document = replace(
        document_from_text(batch.text, batch.name),
        sha256=sha256(batch.data).hexdigest(),
        title=None,
        published=None,
        source=None,
        notes=(NOTE,),
    )
    kept = keep_document(document, batch.data, WhatIsRead(document, None, ()), by, None)
    source = Import.objects.create(document=kept, at=kept.came, by=by)
    reading = Reading.objects.create(document=kept, reader=READER, at=kept.came, by=by)
    rows = add_statements(kept, batch.new, reading, source, batch.days)
    decided = [Change(row, 0, batch.decided[row.uid], {}) for row in rows if row.uid in batch.decided]
    judge_all([*batch.changes, *decided], source, by)
    return source
