"""Reads very many documents: journal, processes, then the files; or in order, for printing."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sanjiang.batch.journal import Journal, unwritable
from sanjiang.batch.outputs import FORMS, Beside, join, write
from sanjiang.batch.pool import Pool, processors
from sanjiang.batch.reader import Opener, open_reader
from sanjiang.batch.record import Record, error_of, parts, sha256_of
from sanjiang.core.errors import DocumentError, SanjiangError

DOCUMENT_SECONDS = 120.0
"""How long one document may take, if the user sets no limit: the largest takes some 20."""
AHEAD_IN_ORDER = 64
"""How many documents a process, finished before their turn, may wait in memory to be printed."""

Progress = Callable[[str], None]


@dataclass(slots=True)
class Summary:
    """What came of a run.

    Parameters
    ----------
    documents, kept : int
        How many were asked for, and how many of them an earlier run had finished.
    statements : int
        Of all that were read; those of copies too.
    failures : list of DocumentError
        Of the documents that could not be read.
    joined, versions : int
        Copies whose statements are not written twice, and later versions that supersede an earlier one.
    unfinished : int or None
        How many were left when the run was stopped; the output is then not written. None of a run that ended.
    """

    documents: int
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
    progress: Progress = lambda _: None,
    opener: Opener = open_reader,
) -> Summary:
    """Read documents into one file of statements; what an earlier, interrupted run has finished is not read again.

    Parameters
    ----------
    paths : sequence of str
        The documents, each once; the output keeps their order.
    out : Path
        ``.jsonl`` or ``.parquet``. Beside it stand ``NAME.documents.jsonl``, what became of every document, and
        the journal from which an interrupted run goes on.
    workers : int, optional
        How many processes; as many as there are processors by default.
    seconds : float
        How long one document may take.
    progress : callable
        Told what is going on.
    opener : Opener
        Called once in each process; returns the function that makes a document's line of its path.

    Raises
    ------
    SanjiangError
        If the output cannot be written. What is wrong with a document stands in the summary.
    """
    files = files_of(out)
    summary = Summary(len(paths))
    with Journal(files.journal) as journal:
        rest = [path for path in paths if not journal.holds(path, sha256_of)]
        summary.kept = len(paths) - len(rest)
        try:
            _read(journal, rest, Pool(opener, workers or processors(), seconds), progress)
            progress("找重复、写文件 finding copies, writing")
            joined = join(journal, paths)
            try:
                write(journal, paths, joined, files)
            except OSError as error:
                raise unwritable(out, error) from error
            journal.finish()
            summary.joined = len(joined.copies)
            summary.versions = sum(group.supersedes is not None for group in joined.groups.values())
        except KeyboardInterrupt:
            summary.unfinished = len(rest) - journal.added
        for record in journal.records(paths):
            _count(summary, record)
    return summary


def read_in_order(
    paths: Sequence[str],
    *,
    workers: int | None = None,
    seconds: float = DOCUMENT_SECONDS,
    opener: Opener = open_reader,
) -> Generator[tuple[str, list[bytes], DocumentError | None], None, None]:
    """Yield path, statements as JSON, and the fault of every document in their order; settings as `read_many`'s."""
    count = workers or processors()
    pool = Pool(opener, count, seconds, window=count * AHEAD_IN_ORDER)
    early: dict[int, bytes] = {}
    turn = 0
    with closing(pool.lines(paths)) as lines:
        for place, line in lines:
            early[place] = line
            while turn in early:
                record, statements = parts(early.pop(turn))
                yield paths[turn], statements, error_of(record)
                turn += 1


def files_of(out: Path) -> Beside:
    """Return the files of an output; SanjiangError if its name has an unknown ending."""
    if out.suffix not in FORMS:
        raise SanjiangError(
            f"没有这种格式 no such format: {out.name}", "--out", f"以这些结尾 end it with {' '.join(FORMS)}"
        )
    return Beside(out)


def _read(journal: Journal, paths: Sequence[str], pool: Pool, progress: Progress) -> None:
    failed = statements = 0
    with closing(pool.lines(paths)) as lines:
        for done, (place, line) in enumerate(lines, 1):
            record = journal.add(line)
            statements += record.get("statements", 0)
            failed += "failure" in record
            counted = f"陈述 statements {statements:,}, 失败 failed {failed}"
            progress(f"读 reading {done:,}/{len(paths):,}, {counted}: {paths[place]}")


def _count(summary: Summary, record: Record) -> None:
    if fault := error_of(record):
        summary.failures.append(fault)
    summary.statements += record.get("statements", 0)
