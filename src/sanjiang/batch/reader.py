"""What a process of the pool does with a file: reads it into its line, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from sanjiang.batch.record import Task, line_of, line_of_archive, line_of_failure
from sanjiang.core.errors import DocumentError, FilesSkippedError, SanjiangError
from sanjiang.documents.gather import Found, gather

Reader = Callable[[Task], bytes]
Opener = Callable[[], Reader]
"""Called once in each process; it can be pickled, so it is a function of a module."""

_TELL = "请单独读这个文件,并报告这个错误 read this file alone and report the error"


def open_reader() -> Reader:
    """Load the library and return the function that makes a document's line, or that of an archive."""
    # As `pipeline.read` does, without what assembles and solves: each process holds half the memory.
    from sanjiang.documents.fingerprint import fingerprint
    from sanjiang.grammar.reader import read_statements
    from sanjiang.library.processes import load_chains
    from sanjiang.library.regions import load_regions

    regions, chains, archives = load_regions(), load_chains(), Archives()

    def line(task: Task) -> bytes:
        try:
            found = _only(task) if task.member is None else archives.member(task.path, task.member)
            if found is None:
                return _listed(task)
            task = task._replace(name=found.name)
            reading = read_statements(found.document(), regions, chains)
            return line_of(task, reading, fingerprint(reading.document))
        except SanjiangError as error:
            return line_of_failure(task, error, again=isinstance(error, ChangedError))
        except MemoryError:
            mend = "减少 --workers 或拆分文件 fewer --workers, or split it"
            return line_of_failure(task, DocumentError("内存不够 out of memory", task.name, mend), again=True)
        except Exception as error:  # a fault of ours must not cost the other documents
            what = f"读的程序出错 the reader failed ({type(error).__name__}: {error})"
            return line_of_failure(task, DocumentError(what, task.name, _TELL), again=True)

    return line


class ChangedError(DocumentError):
    """An archive no longer holds what it held when it was listed."""


class Archives:
    """What lies in an archive, one after the other: what comes later is reached without opening the archive again."""

    def __init__(self) -> None:
        self._path, self._next = "", 0
        self._rest: Iterator[Found] = iter(())

    def member(self, path: str, place: int) -> Found:
        """Return what stands at a place of all that is found in an archive; ChangedError if there is nothing."""
        if path != self._path or place < self._next:
            self._path, self._next, self._rest = path, 0, gather([Path(path)])
        for found in self._rest:
            self._next += 1
            if self._next > place:
                return found
        self._path = ""
        raise ChangedError("压缩包变了 the archive has changed meanwhile", path, "请再读一次 read it again")


def _only(task: Task) -> Found | None:
    """Return what a file holds if that is the file itself, None if it is an archive."""
    first, *more = islice(gather([Path(task.path)]), 2)
    return first if first.name == task.name and not more else None


def _listed(task: Task) -> bytes:
    """Return the line of an archive; its documents are looked at as reading does, so that the same limits hold."""
    names: list[str | None] = []
    skipped: list[SanjiangError] = []
    for found in gather([Path(task.path)]):
        if isinstance(found.source, FilesSkippedError):
            names.append(None)
            skipped.append(found.source)
        else:
            names.append(found.name)
    return line_of_archive(task, names, skipped)
