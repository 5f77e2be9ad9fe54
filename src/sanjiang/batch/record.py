"""One document's line: its record and, parted by tabs, its statements, each as `sanjiang read` prints it."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import file_digest
from typing import TYPE_CHECKING, Any, NamedTuple

from sanjiang.core.errors import DocumentError, FilesSkippedError, SanjiangError, printable
from sanjiang.documents.limits import LIMITS

if TYPE_CHECKING:
    from sanjiang.grammar.reader import Reading

Record = dict[str, Any]
"""What is known of a file or of what lies in an archive: `document`, `file`, `member`, `sha256`, and either `title`,
`published`, `source`, `notes`, `statements` and `fingerprint`; or `failure` (what, where, mend, and whether another try
may end otherwise); or, of an archive, `members`, the names of what it holds, and `skipped`, what of it is not read."""


class Task(NamedTuple):
    """What a process is asked to read.

    Parameters
    ----------
    path : str
        A file.
    name : str
        What the document is called.
    member : int or None
        Its place among all that is found in an archive; None for a file as it lies there.
    """

    path: str
    name: str
    member: int | None = None


def line_of(task: Task, reading: Reading, printed: bytes) -> bytes:
    """Return the line of a document that was read; JSON holds no bare tab or line end."""
    document = reading.document
    record = {
        **_head(task, document.sha256),
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "source": document.source,
        "notes": document.notes or None,
        "statements": len(reading.statements),
        "fingerprint": b64encode(printed).decode(),
    }
    return _line(record, (json.dumps(s, ensure_ascii=False, allow_nan=False).encode() for s in reading.to_json()))


def line_of_failure(task: Task, error: SanjiangError, *, again: bool) -> bytes:
    """Return the line of a document that could not be read; `again` if a later run should try anew."""
    digest = sha256_of(task.path) if task.member is None else None
    return _line({**_head(task, digest), "failure": {**_told(error), "again": again}})


def line_of_archive(task: Task, names: Sequence[str | None], skipped: Sequence[SanjiangError]) -> bytes:
    """Return the line of an archive: the documents it holds, by place, and what is said of the rest of it."""
    told = [_told(error) for error in skipped]
    return _line({**_head(task, sha256_of(task.path)), "members": names, "skipped": told})


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


def members_of(record: Record) -> list[Task]:
    """Return the documents of an archive's record; none if it is no archive's."""
    names = enumerate(record.get("members", ()))
    return [Task(record["file"], name, place) for place, name in names if name is not None]


def faults_of(record: Record) -> list[DocumentError]:
    """Return why a document was not read, or what of an archive is not."""
    failure = record.get("failure")
    found = [DocumentError(failure["what"], failure["where"], failure["mend"])] if failure else []
    return [*found, *(FilesSkippedError(**told) for told in record.get("skipped", ()))]


def sha256_of(path: str) -> str | None:
    """Return the digest of a file as it lies there, None if it cannot be read or is larger than any that is."""
    try:
        if not os.path.isfile(path) or os.path.getsize(path) > LIMITS.archive_bytes:
            return None
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _head(task: Task, digest: str | None) -> Record:
    place = {} if task.member is None else {"member": task.member}
    return {"document": task.name, "file": task.path, **place, "sha256": digest}


def _told(error: SanjiangError) -> dict[str, str]:
    return {"what": printable(error.what), "where": printable(error.where), "mend": error.mend}


def _line(record: Record, statements: Iterable[bytes] = ()) -> bytes:
    return b"\t".join((json.dumps(record).encode(), *statements)) + b"\n"
