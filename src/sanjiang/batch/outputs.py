"""The files that a run leaves: the statements, and beside them what became of every document."""

from __future__ import annotations

import json
import os
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanjiang.batch.journal import Journal
from sanjiang.batch.record import Record
from sanjiang.documents.duplicates import Group, Pile

FORMS = (".jsonl", ".parquet")
"""How the name of an output may end."""
_OURS = ("file", "member", "fingerprint")  # what of a record is for the journal only


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


@dataclass(frozen=True, slots=True)
class Joined:
    """Documents that are one article: copies with the name of the one that stands for them, and groups by their first.

    Documents are told apart by `key_of`: two may have one name.
    """

    copies: dict[str, str]
    groups: dict[str, Group]


def key_of(record: Record) -> str:
    """Return what tells a document from every other: its file, and its place if that is an archive."""
    path: str = record["file"]
    return f"{path}\0{record['member']:06}" if "member" in record else path


def join(journal: Journal, paths: Iterable[str]) -> Joined:
    """Find the documents that are one article."""
    pile = Pile()
    names: dict[str, str] = {}
    for record in journal.records(paths):
        if "fingerprint" in record:
            key = key_of(record)
            if key != record["document"]:
                names[key] = record["document"]
            day = date.fromisoformat(record["published"]) if record["published"] else None
            pile.add(key, record["title"], day, b64decode(record["fingerprint"]))
    groups = pile.groups()
    return Joined(
        {copy: names.get(group.first, group.first) for group in groups for copy in group.also},
        {group.first: _named(group, names) for group in groups},
    )


def _named(group: Group, names: Mapping[str, str]) -> Group:
    earlier = group.supersedes
    return Group(
        names.get(group.first, group.first),
        tuple(names.get(key, key) for key in group.also),
        earlier and names.get(earlier, earlier),
    )


def write(journal: Journal, paths: Iterable[str], joined: Joined, files: Beside) -> None:
    """Write both files, each whole or not at all."""
    try:
        _write_new(journal, paths, joined, files)
        for path in (files.documents, files.out):
            _new(path).replace(path)
    finally:
        for path in (files.documents, files.out):
            _new(path).unlink(missing_ok=True)


def _write_new(journal: Journal, paths: Iterable[str], joined: Joined, files: Beside) -> None:
    with _new(files.documents).open("wb") as out:
        for record in journal.records(paths):
            if "members" not in record:
                out.write(json.dumps(_told(record, joined), ensure_ascii=False).encode() + b"\n")
    statements = _statements(journal, paths, joined)
    if files.out.suffix == ".parquet":
        from sanjiang.batch.table import write_table

        write_table(statements, _new(files.out))
    else:
        with _new(files.out).open("wb") as out:
            out.writelines(statement + b"\n" for statement in statements)
    for path in (files.documents, files.out):
        with _new(path).open("rb+") as written:
            os.fsync(written.fileno())


def _statements(journal: Journal, paths: Iterable[str], joined: Joined) -> Iterator[bytes]:
    for record, statements in journal.parts(paths):
        if key_of(record) not in joined.copies:
            yield from statements


def _told(record: Record, joined: Joined) -> Record:
    """Return a document's record as users see it."""
    shown = {key: value for key, value in record.items() if key not in _OURS and value is not None}
    if "failure" in shown:
        shown["failure"] = {key: shown["failure"][key] for key in ("what", "where", "mend")}
    key = key_of(record)
    if key in joined.copies:
        shown["same_as"] = joined.copies[key]
    if group := joined.groups.get(key):
        if group.also:
            shown["also"] = list(group.also)
        if group.supersedes is not None:
            shown["supersedes"] = group.supersedes
    return shown


def _new(path: Path) -> Path:
    return path.with_name(f"{path.name}.new")
