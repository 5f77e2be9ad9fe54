"""Reads very many documents: journal, processes, then the files; or in order, for printing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from sanjiang.batch.journal import Journal, unwritable
from sanjiang.batch.outputs import FORMS, Beside, join, write
from sanjiang.batch.pool import Pool, processors
from sanjiang.batch.reader import Opener, open_reader
from sanjiang.batch.record import Record, Task, faults_of, members_of, parts, sha256_of
from sanjiang.core.errors import DocumentError, SanjiangError, printable

DOCUMENT_SECONDS = 120.0
"""How long one document may take, if the user sets no limit: the largest takes some 20."""
AHEAD_IN_ORDER = 64
"""How many documents a process, finished before their turn, may wait in memory to be printed."""

Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Summary:
    """What came of a run.

    Parameters
    ----------
    documents, kept : int
        How many there are, and how many of them an earlier run had finished.
    statements : int
        Of all that were read; those of copies too.
    failures : list of DocumentError
        Of the documents that could not be read, and what of archives is skipped.
    joined, versions : int
        Copies whose statements are not written twice, and later versions that supersede an earlier one.
    unfinished : int or None
        How many were left when the run was stopped, an unopened archive counting as one; the output is then not
        written. None of a run that ended.
    """

    documents: int = 0
    kept: int = 0
    statements: int = 0
    failures: list[DocumentError] = field(default_factory=list)
    joined: int = 0
    versions: int = 0
    unfinished: int | None = None


def read_many(
    paths: Sequence[str],
    out: Path,
    *,
    workers: int | None = None,
    seconds: float = DOCUMENT_SECONDS,
    progress: Progress = lambda _done, _of, _told: None,
    opener: Opener = open_reader,
) -> Summary:
    """Read documents into one file of statements; what an earlier, interrupted run has finished is not read again.

    Parameters
    ----------
    paths : sequence of str
        Documents and archives of documents, each once; the output keeps their order.
    out : Path
        ``.jsonl`` or ``.parquet``. Beside it stand ``NAME.documents.jsonl``, what became of every document, and
        the journal from which an interrupted run goes on.
    workers : int, optional
        How many processes; as many as there are processors by default.
    seconds : float
        How long one document may take.
    progress : callable
        Told how many documents are done, of how many, and what is going on.
    opener : Opener
        Called once in each process; returns the function that makes a line of a task.

    Raises
    ------
    SanjiangError
        If the output cannot be written. What is wrong with a document stands in the summary.
    """
    files = files_of(out)
    summary = Summary()
    with Journal(files.journal) as journal:
        rest = [task for path in paths for task in journal.rest(path, sha256_of)]
        summary.kept = journal.count(paths)
        pool = Pool(opener, workers or processors(), seconds)
        try:
            _read(journal, rest, pool, progress)
            progress(pool.asked, pool.asked, "找重复、写文件 finding copies, writing")
            _write(journal, paths, files, summary)
        except KeyboardInterrupt:
            summary.unfinished = pool.asked - journal.added
        for record in journal.records(paths):
            _count(summary, record)
        summary.documents += summary.unfinished or 0
    return summary


def read_in_order(
    paths: Sequence[str],
    *,
    workers: int | None = None,
    seconds: float = DOCUMENT_SECONDS,
    opener: Opener = open_reader,
) -> Generator[tuple[Record, list[bytes], list[DocumentError]], None, None]:
    """Yield record, statements as JSON, and faults of every document in their order; settings as `read_many`'s."""
    count = workers or processors()
    pool = Pool(opener, count, seconds)
    rest = (Task(path, printable(path)) for path in paths)
    early: dict[Task, bytes] = {}
    order = deque(islice(rest, count * AHEAD_IN_ORDER))
    pool.ask(order)
    with closing(pool.lines()) as lines:
        for finished, its_line in lines:
            early[finished] = its_line
            while order and (line := early.pop(order[0], None)):
                order.popleft()
                record, statements = parts(line)
                members, faults = members_of(record), faults_of(record)
                if faults or not members:
                    yield record, statements, faults
                more = list(islice(rest, max(0, count * AHEAD_IN_ORDER - len(order) - len(members))))
                pool.ask([*members, *more])
                order.extendleft(reversed(members))
                order.extend(more)


def files_of(out: Path) -> Beside:
    """Return the files of an output; SanjiangError if its name has an unknown ending."""
    if out.suffix not in FORMS:
        raise SanjiangError(
            f"没有这种格式 no such format: {out.name}", "--out", f"以这些结尾 end it with {' '.join(FORMS)}"
        )
    if out.is_dir():
        raise SanjiangError(f"这是文件夹 a folder: {out}", "--out", "换一个名字 choose another name")
    return Beside(out)


def _read(journal: Journal, rest: Sequence[Task], pool: Pool, progress: Progress) -> None:
    failed = statements = 0
    pool.ask(rest)
    with closing(pool.lines()) as lines:
        for task, line in lines:
            record = journal.add(line)
            pool.ask(members_of(record))
            statements += record.get("statements", 0)
            failed += "failure" in record
            counted = f"陈述 statements {statements:,}, 失败 failed {failed}"
            progress(journal.added, pool.asked, f"{counted}: {task.name}")


def _write(journal: Journal, paths: Sequence[str], files: Beside, summary: Summary) -> None:
    joined = join(journal, paths)
    try:
        write(journal, paths, joined, files)
    except OSError as error:
        raise unwritable(files.out, error) from error
    journal.finish()
    summary.joined = len(joined.copies)
    summary.versions = sum(group.supersedes is not None for group in joined.groups.values())


def _count(summary: Summary, record: Record) -> None:
    summary.documents += "members" not in record
    summary.failures += faults_of(record)
    summary.statements += record.get("statements", 0)
