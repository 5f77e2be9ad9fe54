"""The command line: parses, calls one public function, prints."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from sanjiang.core.errors import SanjiangError

app = typer.Typer(
    help="三江 Sanjiang: 读产业文件,组网求解,出简报 reads what cities publish, solves the network, writes the brief.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

process_app = typer.Typer(
    help="工艺库:产业链、工艺、系数 The process library: chains, processes, coefficients.",
    rich_markup_mode=None,
)
app.add_typer(process_app, name="process")

Json = Annotated[bool, typer.Option("--json", help="只输出一个 JSON 值 print one JSON value and nothing else.")]


@app.command("brief")
def brief_command(
    documents: Annotated[list[Path], typer.Argument(help="文件 documents (.txt .md .html).")],
    *,
    region: Annotated[str, typer.Option(help="地区名或代码 region: name or code, e.g. 乐山 or 511100.")],
    as_of: Annotated[
        str | None,
        typer.Option(help="基准日 day, e.g. 2021-04-30; later documents are left out. Default: the latest document's."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="写到这个 .html 文件 write the page here.")] = None,
    alone: Annotated[bool, typer.Option("--alone", help="不考虑相邻地区 leave neighbours out.")] = False,
    assume: Annotated[
        list[str] | None, typer.Option(help="改一个假设 change an assumption: NAME=VALUE, e.g. market.spread=0.05.")
    ] = None,
    as_json: Json = False,
) -> None:
    """从文件到简报 From documents to a brief: ladder, gaps, partners, every statement with its quote."""
    from sanjiang.pipeline import Request, brief

    with _progress(quiet=as_json) as progress:
        request = Request(tuple(documents), region, _day(as_of), alone, dict(map(_assumption, assume or [])))
        content, failures = brief(request, progress)
    faults: list[SanjiangError] = [*failures]
    value = content.to_json()
    if out is not None:
        from sanjiang.brief.html import render

        try:
            _write(out, render(value))
        except SanjiangError as error:
            faults.append(error)
            out = None
    if as_json:
        _print_json(value)
    else:
        from sanjiang.brief.terminal import summary

        summary(value, out)
    _report(faults)


@app.command("read")
def read_command(
    files: Annotated[list[Path], typer.Argument(help="文件 documents (.txt .md .html).")],
    form: Annotated[
        str, typer.Option("--format", help="表格或逐行 JSON table, or jsonl: one statement a line.")
    ] = "table",
    text: Annotated[
        bool, typer.Option("--text", help="只输出正文文本 print the text that offsets count in, nothing else.")
    ] = False,
) -> None:
    """读成陈述 Read documents into statements, each with its quote and offsets."""
    if form not in ("jsonl", "table"):
        _fail(SanjiangError(f"没有这种格式 no such format: {form}", "--format", "用 jsonl 或 table use jsonl or table"))
    from sanjiang.documents import read_document
    from sanjiang.pipeline import load_library, read

    failures: list[SanjiangError] = []
    library = None if text else load_library()
    for path in files:
        try:
            if library is None:
                sys.stdout.write(read_document(path, str(path)).text)
            else:
                _print_statements([s.to_json() for s in read(path, library).statements], form, str(path))
        except SanjiangError as error:
            failures.append(error)
    _report(failures)


@app.command("check")
def check_command(
    files: Annotated[list[Path], typer.Argument(help="文件 documents (.txt .md .html).")],
    as_json: Json = False,
) -> None:
    """找矛盾 Find what documents say that cannot be so: two figures for one works, wrong sums, implausible figures."""
    from sanjiang.pipeline import check, load_library, read

    library = load_library()
    readings, faults = [], []
    for path in dict.fromkeys(files):
        try:
            readings.append(read(path, library))
        except SanjiangError as error:
            faults.append(error)
    found = [f.to_json() for f in check(readings)]
    if as_json:
        _print_json(found)
    elif readings:
        from sanjiang.brief.terminal import findings_list

        findings_list(found)
    _report(faults)


@app.command("solve")
def solve_command(
    folder: Annotated[Path, typer.Argument(help="网络表文件夹 folder of network tables (CSV).")],
    as_json: Json = False,
) -> None:
    """解一个网络 Solve a network folder to optimality."""
    from sanjiang.network import Network, TableError, solve

    try:
        solution = solve(Network.read(folder))
    except TableError as error:
        for problem in error.problems:
            typer.echo(f"sanjiang: {problem}", err=True)
        raise SystemExit(2) from None
    if as_json:
        _print_json(solution.to_json())
        return
    from sanjiang.network.report import tables

    tables(solution)


@process_app.command("check")
def process_check_command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="产业链文件 chain files (.toml); 不写则查随附的 default: the package's.")
    ] = None,
    as_json: Json = False,
) -> None:
    """检查产业链文件 Check chain files: sources, units, mass, cycles that make something from nothing."""
    from sanjiang.library.process_check import check_processes

    checked = check_processes(files or ())
    if as_json:
        _print_json(checked.to_json())
    else:
        typer.echo(
            f"产业链 chains: {checked.chains}, 工艺 processes: {checked.processes}, "
            f"数字 figures: {checked.figures}, 不符 faults: {len(checked.faults)}"
        )
    _report([*checked.faults])


@app.command("patterns")
def patterns_command(as_json: Json = False) -> None:
    """检查句式 Check that every pattern of the grammar reads its own examples and none of its counter-examples."""
    from sanjiang.pipeline import check_patterns

    checked, found = check_patterns()
    if as_json:
        _print_json({"patterns": checked, "failures": [f.to_json() for f in found]})
    else:
        typer.echo(f"句式 patterns: {checked}, 不符 failures: {len(found)}")
    faults = [
        SanjiangError(
            f"反例被读出 a counter-example is read: {f.sentence}"
            if f.counter
            else f"例句没读出 an example is not read: {f.sentence}",
            f.pattern,
            "改句式或例句 mend the pattern or the example",
        )
        for f in found
    ]
    _report(faults)


def main() -> None:
    """Run the command line; a fault becomes one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a text's own line ends must survive, and Chinese any terminal's code page
            stream.reconfigure(encoding="utf-8", newline="\n")
    try:
        sys.exit(app(sys.argv[1:] or ["--help"], standalone_mode=False))
    except SanjiangError as error:
        _fail(error)
    except TyperException as error:
        _fail(_miswritten(error))
    except typer.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _miswritten(error: TyperException) -> SanjiangError:
    """Return what is wrong with how the command was written; Typer's own message says it."""
    tell = getattr(error, "format_message", error.__str__)
    command = " ".join(["sanjiang", *sys.argv[1:2]])
    return SanjiangError(f"命令写得不对 {tell().rstrip('.')}", command, "用法见 usage: sanjiang COMMAND --help")


def _fail(error: SanjiangError) -> None:
    typer.echo(f"sanjiang: {error}", err=True)
    raise SystemExit(2)


def _report(failures: list[Any]) -> None:
    """Print what went wrong with some of the documents, after what could be read was written."""
    for error in failures:
        typer.echo(f"sanjiang: {error}", err=True)
    if failures:
        raise SystemExit(2)


def _print_json(value: object) -> None:
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def _print_statements(statements: list[dict[str, object]], form: str, name: str) -> None:
    if form == "jsonl":
        for statement in statements:
            _print_json(statement)
        return
    from sanjiang.brief.terminal import statement_table

    statement_table(statements, name)


def _write(path: Path, page: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise SanjiangError(
            f"写不出文件 cannot write the page: {error.strerror}",
            str(path),
            "换一个可写的位置 choose a place that can be written",
        ) from error


def _day(text: str | None) -> Any:
    from datetime import date

    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise SanjiangError(
            f"不是日期 not a date: {text}", "--as-of", "写成 2021-04-30 write it as 2021-04-30"
        ) from None


def _assumption(text: str) -> tuple[str, float]:
    name, _, number = text.partition("=")
    try:
        return name.strip(), float(number)
    except ValueError:
        raise SanjiangError(
            f"不是 名称=数值 not NAME=VALUE: {text}", "--assume", "例如 for example market.spread=0.05"
        ) from None


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Any]:
    """Show a line of progress on standard error while the work lasts; nothing where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    with Console(stderr=True).status("…") as status:
        yield status.update


if __name__ == "__main__":
    main()
