"""The files that a run leaves: the statements, and beside them what became of every document."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanjiang.batch.journal import Journal
from sanjiang.batch.record import Record
from sanjiang.documents.duplicates import Group, Pile

FORMS = (".jsonl", ".parquet")
"""How the name of an output may end."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The files of an output: itself, its journal, and a line for every document."""

    out: Path

    @property
    def journal(self) -> Path:
        """The file from which an interrupted run goes on."""
        return self.out.with_name(f"{self.out.name}.journal")

    @property
    def documents(self) -> Path:
        """The file that tells what became of every document."""
        return self.out.with_name(f"{self.out.stem}.documents.jsonl")

    def all(self) -> tuple[Path, ...]:
        """Return every file that a run writes."""
        named = (self.out, self.journal, self.documents)
        return (*named, *(_new(path) for path in named))


@dataclass(frozen=True, slots=True)
class Joined:
    """Documents that are one article: copies with the one that stands for them, and the groups by their first."""

    copies: dict[str, str]
    groups: dict[str, Group]


def join(journal: Journal, paths: Collection[str]) -> Joined:
    """Find the documents that are one article."""
    pile = Pile()
    for record in journal.records(paths):
        if "fingerprint" in record:
            day = date.fromisoformat(record["published"]) if record["published"] else None
            pile.add(record["document"], record["title"], day, b64decode(record["fingerprint"]))
    groups = pile.groups()
    return Joined({copy: g.first for g in groups for copy in g.also}, {g.first: g for g in groups})


def write(journal: Journal, paths: Collection[str], joined: Joined, files: Beside) -> None:
    """Write both files, each whole or not at all."""
    try:
        _write_new(journal, paths, joined, files)
        for path in (files.documents, files.out):
            _new(path).replace(path)
    finally:
        for path in (files.documents, files.out):
            _new(path).unlink(missing_ok=True)


def _write_new(journal: Journal, paths: Collection[str], joined: Joined, files: Beside) -> None:
    with _new(files.documents).open("wb") as out:
        for record in journal.records(paths):
            out.write(json.dumps(_told(record, joined), ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    statements = _statements(journal, [path for path in paths if path not in joined.copies])
    if files.out.suffix == ".parquet":
        from sanjiang.batch.table import write_table

        write_table(statements, _new(files.out))
    else:
        with _new(files.out).open("wb") as out:
            out.writelines(statement + b"\n" for statement in statements)
    for path in (files.documents, files.out):
        with _new(path).open("rb+") as written:
            os.fsync(written.fileno())


def _statements(journal: Journal, paths: Collection[str]) -> Iterator[bytes]:
    for _, statements in journal.parts(paths):
        yield from statements


def _told(record: Record, joined: Joined) -> Record:
    """Return a document's record as users see it."""
    shown = {key: value for key, value in record.items() if key != "fingerprint" and value is not None}
    if "failure" in shown:
        shown["failure"] = {key: shown["failure"][key] for key in ("what", "where", "mend")}
    name = record["document"]
    if name in joined.copies:
        shown["same_as"] = joined.copies[name]
    if group := joined.groups.get(name):
        if group.also:
            shown["also"] = list(group.also)
        if group.supersedes is not None:
            shown["supersedes"] = group.supersedes
    return shown


def _new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")
