"""One document's line: its record and, parted by tabs, its statements, each as `sanjiang read` prints it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import file_digest
from typing import TYPE_CHECKING, Any

from sanjiang.core.errors import DocumentError

if TYPE_CHECKING:
    from sanjiang.grammar.reader import Reading

Record = dict[str, Any]
"""What is known of a document: `document`, `sha256`, and either `title`, `published`, `source`, `statements` and
`fingerprint`, or `failure` (what, where, mend, and whether another try may end otherwise)."""


def line_of(reading: Reading, printed: bytes) -> bytes:
    """Return the line of a document that was read; JSON holds no bare tab or line end."""
    document = reading.document
    record = {
        "document": document.name,
        "sha256": document.sha256,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "statements": len(reading.statements),
        "fingerprint": b64encode(printed).decode(),
    }
    return _line(
        record, (json.dumps(s.to_json(), ensure_ascii=False, allow_nan=False).encode() for s in reading.statements)
    )


def line_of_failure(path: str, what: str, where: str, mend: str, *, again: bool) -> bytes:
    """Return the line of a document that could not be read; `again` if a later run should try anew."""
    failure = {"what": _shown(what), "where": _shown(where), "mend": mend, "again": again}
    return _line({"document": path, "sha256": sha256_of(path), "failure": failure}, ())


def parts(line: bytes) -> tuple[Record, list[bytes]]:
    """Return a line's record and the statements; ValueError if it is no such line."""
    record, *statements = line.rstrip(b"\n").split(b"\t")
    return record_of(record), statements


def record_of(line: bytes) -> Record:
    """Return a line's record; ValueError if it is no such line."""
    found = json.loads(line.split(b"\t", 1)[0])
    if not isinstance(found, dict):
        raise ValueError("no record")
    return found


def error_of(record: Record) -> DocumentError | None:
    """Return why a document was not read, None if it was."""
    failure = record.get("failure")
    return DocumentError(failure["what"], failure["where"], failure["mend"]) if failure else None


def sha256_of(path: str) -> str | None:
    """Return the digest of a file as it lies there, None if it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _line(record: Record, statements: Iterable[bytes]) -> bytes:
    return b"\t".join((json.dumps(record).encode(), *statements)) + b"\n"


def _shown(text: str) -> str:
    """Return a text that any terminal takes: a file's name need not be UTF-8."""
    return text.encode("utf-8", "backslashreplace").decode()
