"""What commands write: a JSON value, faults one a line, a line of progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from sanjiang.core.errors import FilesSkippedError, NetworkError, SanjiangError


def print_json(value: object) -> None:
    """Write one JSON value and nothing else."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def print_statements(statements: list[dict[str, Any]], form: str, name: str, notes: Iterable[str]) -> None:
    """Write a document's statements, as a table with what the reader had to decide, or a line each."""
    if form == "jsonl":
        for statement in statements:
            print_json(statement)
        return
    from sanjiang.brief.terminal import statement_table

    statement_table(statements, name, notes)


def fail(error: SanjiangError) -> None:
    """Print a fault, every problem of a network's tables on its own line, and leave with exit code 2."""
    problems = getattr(error, "problems", ()) if isinstance(error, NetworkError) else ()
    report(problems or [error])


def report(failures: Iterable[object]) -> None:
    """Print what went wrong, after what could be read was written; leave with exit code 2 if anything did.

    Files that are no documents are told, but nothing went wrong with them.
    """
    listed = list(failures)
    for error in listed:
        typer.echo(f"sanjiang: {error}", err=True)
    if any(not isinstance(error, FilesSkippedError) for error in listed):
        raise SystemExit(2)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Any]:
    """Show a line of progress on standard error while the work lasts; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("…") as status:
        yield lambda told: status.update(escape(told))


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show on standard error how much of the work is done, as `progress` does."""
    if not sys.stderr.isatty():
        yield lambda _done, _of, _told: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    told = TextColumn("{task.description}", table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1))
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), told)
    with Progress(*columns, console=Console(stderr=True), transient=True, expand=True) as bar:
        task = bar.add_task("…", total=None)
        yield lambda done, of, told: bar.update(task, completed=done, total=of, description=escape(told))


def answer(ask: Callable[[Any], Any], tell: Callable[[Any], None], *, as_json: bool) -> None:
    """Ask, and print the answer as JSON or for people; then what could not be read.

    Parameters
    ----------
    ask : callable
        Takes what shows progress; returns an answer with its `value` and `failures`.
    tell : callable
        Prints the answer for people.
    as_json : bool
    """
    with progress(quiet=as_json) as show:
        found = ask(show)
    if as_json:
        print_json(found.value)
    else:
        tell(found)
    report(found.failures)
