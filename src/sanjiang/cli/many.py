"""Reading very many documents: what is shown meanwhile, and told in the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sanjiang.cli.printing import print_statements, progress_bar, report
from sanjiang.core.errors import DocumentError, FilesSkippedError

if TYPE_CHECKING:
    from sanjiang.batch import Summary


def write_many(sources: list[Path], out: Path, workers: int | None, seconds: float | None) -> None:
    """Read documents into a file and tell what came of it; exit code 2 if something failed, 130 after Ctrl-C."""
    from sanjiang.batch import read_many
    from sanjiang.batch.run import DOCUMENT_SECONDS, files_of

    files_of(out)
    paths, faults = _found(sources)
    with progress_bar() as show:
        summary = read_many(paths, out, workers=workers, seconds=seconds or DOCUMENT_SECONDS, progress=show)
    _tell(summary, out)
    if summary.unfinished is not None:
        raise typer.Abort
    report([*faults, *summary.failures])


def print_many(sources: list[Path], form: str, workers: int | None, seconds: float | None) -> None:
    """Read documents with several processes and print their statements in the documents' order."""
    from sanjiang.batch import read_in_order
    from sanjiang.batch.run import DOCUMENT_SECONDS

    paths, failures = _found(sources)
    for record, statements, faults in read_in_order(paths, workers=workers, seconds=seconds or DOCUMENT_SECONDS):
        if faults:
            failures += faults
        else:
            told = [json.loads(s) for s in statements]
            print_statements(told, form, record["document"], record.get("notes") or ())
    report(failures)


def _found(sources: list[Path]) -> tuple[list[str], list[DocumentError]]:
    from sanjiang.documents.gather import find

    paths: list[str] = []
    faults: list[DocumentError] = []
    for item in find(sources):
        if isinstance(item, DocumentError):
            faults.append(item)
        else:
            paths.append(str(item))
    return paths, faults


def _tell(summary: Summary, out: Path) -> None:
    failed = sum(not isinstance(failure, FilesSkippedError) for failure in summary.failures)
    typer.echo(
        f"文件 documents {summary.documents:,}: 读成 read {summary.documents - failed - (summary.unfinished or 0):,}, "
        f"失败 failed {failed:,}; 陈述 statements {summary.statements:,}"
    )
    if summary.kept:
        typer.echo(f"沿用上次读完的 finished by an earlier run: {summary.kept:,}")
    if summary.joined or summary.versions:
        typer.echo(
            f"重复 copies: {summary.joined:,} (陈述只写一次 statements written once); "
            f"更正 corrected versions: {summary.versions:,}"
        )
    if summary.unfinished is None:
        typer.echo(f"{out}")
    else:
        typer.echo(
            f"已停止,还有 stopped, left: {summary.unfinished:,}; 再执行一次即继续 the same command goes on from here"
        )
