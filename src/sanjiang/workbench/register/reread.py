"""Reads documents again with the reader of today: what people decided stays, and what reads otherwise is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from sanjiang.assemble.assembly import Library
from sanjiang.documents.read import document_from_bytes
from sanjiang.grammar.reader import read_statements
from sanjiang.workbench.register.add import READER, add_statements, refresh_void
from sanjiang.workbench.register.current import claims
from sanjiang.workbench.register.judge import refresh
from sanjiang.workbench.register.models import Document, Reading, Statement, Version
from sanjiang.workbench.register.storable import storable
from sanjiang.workbench.register.turns import my_turn


@dataclass(slots=True)
class Reread:
    """How many statements are new, read otherwise, found no more, and as before."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    same: int = 0


def reread(document: Document, library: Library, by: str) -> Reread:
    """Read a document's bytes again and keep what differs, as one more version of each statement.

    Raises
    ------
    DocumentError
        If today's reader cannot read it; nothing is changed then.
    """
    data = bytes(document.original.data)
    found = read_statements(document_from_bytes(data, document.name), library.regions, library.chains)
    said = {each["id"]: each for each in (storable(s.to_json()) for s in found.statements)}
    came = Reread()
    with my_turn():
        reading = Reading.objects.create(document=document, reader=READER, at=timezone.now(), by=by)
        for statement in Statement.objects.filter(document=document, source=None).order_by("id"):
            _again(statement, said.pop(statement.uid, None), reading, came)
        came.new = len(add_statements(document, said.values(), reading))
        refresh_void([document.id])
    return came


def _again(statement: Statement, said: dict[str, object] | None, reading: Reading, came: Reread) -> None:
    last = statement.versions.order_by("-id").first()
    before = last.said if last else None
    if said == before or (said and before and said == {**before, "document": said["document"]}):
        came.same += 1
        return
    Version.objects.create(statement=statement, reading=reading, said=said)
    if said is None:
        came.gone += 1
    elif before is None or claims(said) != claims(before):
        came.changed += 1
    else:
        came.same += 1
    refresh(statement)
