"""Statements as rows for lists: what they say, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sanjiang.workbench.register.clocks import Standing
from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.models import Document, Statement

Row = dict[str, Any]


def row_of(each: Standing) -> Row:
    """Return a statement as a row: the contract's fields, and `decision`, `changed`, `judged`, `told`, `sector`."""
    row, found = each.row, each.current
    return {
        **found.said,
        "decision": found.decision or None,
        "changed": found.changed,
        "judged": row.judged,
        "told": row.told.isoformat() if row.told else None,
        "sector": row.sector,
    }


def document_row(document: Document) -> Row:
    """Return a document as a row; `copy_of` and `supersedes` are names of other documents' bytes (sha256)."""
    return {
        "sha256": document.original_id,
        "name": document.name,
        "title": document.title,
        "source": document.source,
        "published": document.published.isoformat() if document.published else None,
        "home": document.home,
        "came": document.came.isoformat(),
        "copy_of": document.copy_of.original_id if document.copy_of else None,
        "supersedes": document.supersedes.original_id if document.supersedes else None,
        "notes": document.notes,
    }


def history_of(statement: Statement) -> list[Row]:
    """Return all that happened to a statement, the earliest first: readings, judgements, follow-ups."""
    return sorted(_events(statement), key=lambda event: (event["at"], event["event"] != "read"))


def _events(statement: Statement) -> Iterator[Row]:
    judgements = list(statement.judgements.select_related("undoes").order_by("ordinal"))
    standing = {judgement.id for judgement in in_force(judgements)}
    for version in statement.versions.select_related("reading").order_by("id"):
        reading = version.reading
        yield _event("read", reading.at, reading.by, reader=reading.reader, said=version.said)
    for judgement in judgements:
        yield _event(
            judgement.decision,
            judgement.at,
            judgement.by,
            number=judgement.ordinal,
            fields=judgement.fields or None,
            undoes=judgement.undoes.ordinal if judgement.undoes else None,
            in_force=judgement.id in standing,
            note=judgement.note or None,
        )
    for word in statement.follow_ups.order_by("ordinal"):
        due = word.due.isoformat() if word.due else None
        told = {"owner": word.owner, "due": due, "progress": word.progress, "note": word.note or None}
        yield _event("follow-up", word.at, word.by, number=word.ordinal, **told)


def _event(event: str, at: Any, by: str, **told: Any) -> Row:
    return {"event": event, "at": at.isoformat(), "by": by, **{k: v for k, v in told.items() if v is not None}}
