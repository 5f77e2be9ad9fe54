"""The journal beside an output: a line for every document that is finished. It only grows, and it is the truth."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO

from sanjiang.batch.record import Record, Task, members_of, parts, record_of
from sanjiang.core.errors import SanjiangError, printable

FINISHED = b'{"finished": true}\n'
"""Closes a run; what a later run should try again is tried then, not when an interrupted run goes on."""
_MARK = b'{"journal": 1, '


@dataclass(slots=True)
class _Known:
    """Where a file's line begins, the file's digest and, of an archive, where the lines of what it holds begin."""

    at: int
    sha256: bytes | None
    members: dict[int, int] | None


class Journal:
    """Finished documents by file, on disk; in memory only where each line begins.

    Parameters
    ----------
    path : Path
        The file. A line that was only half written is cut off, and one that cannot be read is passed over; a
        journal of another version of the package is begun anew.

    Raises
    ------
    SanjiangError
        If the file is something else, another run writes it, or it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._files: dict[str, _Known] = {}
        self.added = 0
        """How many lines this run has added."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = path.open("a+b")
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            _lock(self._file, path)
            self._load(path)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and let others have it."""
        with suppress(OSError):  # what a full disk did not take was said already, and is cut off by the next run
            self._file.close()

    def rest(self, path: str, digest: Callable[[str], str | None]) -> list[Task]:
        """Return what of a file is still to be read: all of it if it has changed since, nothing if it is finished."""
        known = self._files.get(path)
        if known is None or known.sha256 is None or known.sha256.hex() != digest(path):
            self._files.pop(path, None)
            return [Task(path, printable(path))]
        if known.members is None:
            return []
        return [task for task in members_of(self._record(known.at)) if task.member not in known.members]

    def count(self, paths: Iterable[str]) -> int:
        """Return how many documents of these files are finished."""
        found = (self._files[path].members for path in paths if path in self._files)
        return sum(1 if members is None else len(members) for members in found)

    def add(self, line: bytes) -> Record:
        """Append a document's line and return its record."""
        record = record_of(line)
        at = self._file.seek(0, os.SEEK_END)
        self._write(line)
        self._keep(record, at)
        self.added += 1
        return record

    def finish(self) -> None:
        """Mark a run as finished."""
        self._write(FINISHED)

    def records(self, paths: Iterable[str]) -> Iterator[Record]:
        """Yield the records of files, in the order asked for; after an archive's those of what it holds."""
        return (record_of(line) for line in self._lines(paths))

    def parts(self, paths: Iterable[str]) -> Iterator[tuple[Record, list[bytes]]]:
        """Yield the records, as `records` does, and the statements."""
        return (parts(line) for line in self._lines(paths))

    def _lines(self, paths: Iterable[str]) -> Iterator[bytes]:
        for path in paths:
            if known := self._files.get(path):
                for _, at in (-1, known.at), *sorted((known.members or {}).items()):
                    self._file.seek(at)
                    yield self._file.readline()

    def _record(self, at: int) -> Record:
        self._file.seek(at)
        return record_of(self._file.readline())

    def _load(self, path: Path) -> None:
        head = _MARK + json.dumps({"reader": reader_version()}).encode()[1:] + b"\n"
        self._file.seek(0)
        first = self._file.readline()
        if first and not first.startswith(_MARK[: len(first)]):
            raise SanjiangError(
                "这不是读文件的记录 this is no journal of reading",
                str(path),
                "移走它或换一个 -o move it, or another -o",
            )
        if first != head:
            self._file.truncate(0)
            self._write(head)
            return
        at, again = len(first), list[Record]()
        for line in self._file:
            if not line.endswith(b"\n"):
                self._file.truncate(at)
                break
            if line == FINISHED:
                for record in again:
                    self._forget(record)
                again.clear()
            with suppress(ValueError, KeyError):
                record = record_of(line)
                self._keep(record, at)
                if record.get("failure", {}).get("again"):
                    again.append(record)
            at += len(line)

    def _keep(self, record: Record, at: int) -> None:
        path, place, sha256 = record["file"], record.get("member"), record["sha256"]
        if place is None:
            digest = bytes.fromhex(sha256) if sha256 else None
            self._files[path] = _Known(at, digest, {} if "members" in record else None)
        elif (known := self._files.get(path)) and known.members is not None:
            known.members[place] = at

    def _forget(self, record: Record) -> None:
        known = self._files[record["file"]]
        if known.members is None:
            known.sha256 = None
        else:
            known.members.pop(record.get("member", -1), None)

    def _write(self, line: bytes) -> None:
        try:
            self._file.write(line)
            self._file.flush()
        except OSError as error:
            raise unwritable(Path(self._file.name), error) from error


@cache
def reader_version() -> str:
    """Return a digest of the package's programs and data: what another version read is not taken over."""
    root = Path(__file__).parents[1]
    found = sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".toml", ".csv", ".txt", ".json"):
            found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _lock(file: IO[bytes], path: Path) -> None:
    """Keep a second run out as long as the file is open, where the system can."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise SanjiangError(
            "另一个命令正在写它 another command is writing it", str(path), "等它结束,或换一个 -o wait, or another -o"
        ) from error


def unwritable(path: Path, error: OSError) -> SanjiangError:
    """Return the error of a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    return SanjiangError(f"写不了 cannot be written ({reason})", str(path), "检查路径、权限和空间 check path and space")
