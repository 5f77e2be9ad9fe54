"""Imports: a file's rows come in together, all or none, and are taken back together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.documents.read import document_from_text
from sanjiang.grammar.reader import Reading as WhatIsRead
from sanjiang.workbench.register.add import READER, add_statements, keep_document
from sanjiang.workbench.register.current import SHOWN, Said, current, in_force, show
from sanjiang.workbench.register.judge import check_fields
from sanjiang.workbench.register.mentions import mention
from sanjiang.workbench.register.models import (
    Arrival,
    Document,
    Import,
    ImportDecision,
    Judgement,
    Reading,
    Statement,
    Version,
)
from sanjiang.workbench.register.storable import storable

NOTE = "由导入的表整理成文，一行一句 / made of an imported table, a sentence a row"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Change:
    """What a row says of a statement that is there: a judgement after those that were seen."""

    statement: Statement
    seen: int
    decision: str
    fields: Said
    note: str = ""


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
    _judge([*batch.changes, *decided], source, by)
    return source


def undo(which: str, by: str, *, back: bool = False) -> Import:
    """Take an import back as a whole, its statements and its judgements; or put it in force again.

    Parameters
    ----------
    which : str
        The import's number, or ``latest``: of those that are in force.
    by : str
    back : bool, optional
        Undo the undoing.

    Raises
    ------
    RegisterError
        If there is no such import, or it is so already.
    ConflictError
        If somebody was quicker.
    """
    try:
        with transaction.atomic():
            source = _found(which)
            last = source.decisions.order_by("-ordinal").first()
            if (last is not None and last.undone) is not back:
                raise RegisterError(
                    "这次导入没有撤销过 the import was not undone" if back else "已经撤销 undone already",
                    f"import {source.id}",
                    "register import --undo" if back else "register import --redo",
                )
            ordinal = last.ordinal + 1 if last else 1
            ImportDecision.objects.create(source=source, ordinal=ordinal, undone=not back, at=timezone.now(), by=by)
            source.statements.update(void=not back)
            _judge(list(_undoings(source, back)), source, by)
    except IntegrityError:
        raise ConflictError(
            "别人同时在撤销 somebody undoes it at the same time", f"import {which}", "看过之后再定 look at it again"
        ) from None
    return source


def is_undone(source: Import) -> bool:
    """Tell whether an import was taken back."""
    last = source.decisions.order_by("-ordinal").first()
    return last is not None and last.undone


def _found(which: str) -> Import:
    if which == "latest":
        found = next((each for each in Import.objects.order_by("-id") if not is_undone(each)), None)
    else:
        found = Import.objects.filter(id=int(which)).first() if which.isascii() and which.isdigit() else None
    if found is None:
        raise RegisterError(
            f"没有这次导入 no such import: {which}", "--undo", "写它的编号，或 latest its number, or latest"
        )
    return found


@dataclass(frozen=True, slots=True)
class _Undoing:
    statement: Statement
    undoes: Judgement


def _undoings(source: Import, back: bool) -> Iterator[_Undoing]:
    """Yield the judgements to be taken back: the import's, or the last undoing of each."""
    statements = Statement.objects.filter(judgements__source=source).distinct()
    for statement in statements:
        judgements = list(statement.judgements.order_by("ordinal"))
        standing = {judgement.id for judgement in in_force(judgements)}
        own = [j for j in judgements if j.source_id == source.id]
        for judgement in own:
            if judgement.decision == "undo":
                continue
            if not back and judgement.id in standing:
                yield _Undoing(statement, judgement)
            if back and judgement.id not in standing:
                last = [j for j in own if j.decision == "undo" and _root(j) == judgement.id]
                if last:
                    yield _Undoing(statement, last[-1])


def _root(judgement: Judgement) -> int | None:
    """Return the judgement, itself no undoing, that a chain of undoings is about."""
    found: Judgement | None = judgement
    while found and found.decision == "undo":
        found = found.undoes
    return found.id if found else None


def _judge(words: Sequence[Change | _Undoing], source: Import, by: str) -> None:
    """Append judgements of an import and set what follows from them; ConflictError where somebody was quicker."""
    now = timezone.now()
    for start in range(0, len(words), CHUNK):
        some = words[start : start + CHUNK]
        statements = {each.statement.id: each.statement for each in some}
        versions, earlier = _versions(statements), _judgements(statements)
        rows = []
        for each in some:
            statement, before = each.statement, earlier[each.statement.id]
            row = Judgement(statement=statement, ordinal=len(before) + 1, source=source, at=now, by=by)
            row.version = [v for v in versions[statement.id] if v.said is not None][-1]
            if isinstance(each, _Undoing):
                row.decision, row.undoes = "undo", each.undoes
            else:
                if each.seen != len(before):
                    raise _meanwhile(statement)
                if each.fields:
                    check_fields(statement, each.fields)
                row.decision, row.fields, row.note = each.decision, storable(each.fields), storable(each.note)
            before.append(row)
            rows.append(row)
        try:
            with transaction.atomic():
                Judgement.objects.bulk_create(rows)
        except IntegrityError:
            raise _meanwhile(rows[0].statement) from None
        for id_, statement in statements.items():
            if found := current(versions[id_], earlier[id_]):
                show(statement, found)
            statement.judged = len(earlier[id_])
        Statement.objects.bulk_update(statements.values(), [*SHOWN, "judged"], batch_size=100)
        mention(list(statements.values()))


def _versions(ids: dict[int, Statement]) -> dict[int, list[Version]]:
    found = defaultdict(list)
    for row in Version.objects.filter(statement__in=list(ids)).order_by("id"):
        found[row.statement_id].append(row)
    return found


def _judgements(ids: dict[int, Statement]) -> dict[int, list[Judgement]]:
    found = defaultdict(list)
    for row in Judgement.objects.filter(statement__in=list(ids)).order_by("ordinal"):
        found[row.statement_id].append(row)
    return found


def _meanwhile(statement: Statement) -> ConflictError:
    return ConflictError(
        "别人同时判定了 somebody judged it meanwhile",
        statement.uid[:12],
        "什么都没有写入，再导入一次 nothing was written, import again",
    )
