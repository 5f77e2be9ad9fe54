"""Commands on documents: read, check, and the patterns that read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Files, Json
from sanjiang.cli.printing import print_json, print_statements, report
from sanjiang.core.errors import SanjiangError


@app.command("read")
def read_command(
    files: Files,
    form: Annotated[
        str, typer.Option("--format", help="表格或逐行 JSON table, or jsonl: one statement a line.")
    ] = "table",
    text: Annotated[
        bool, typer.Option("--text", help="只输出正文文本 print the text that offsets count in, nothing else.")
    ] = False,
    *,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="写到这里 write here (.jsonl, .parquet); goes on where it was interrupted."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="几个进程 how many processes. Default with --out: one a processor.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help="一份文件最多读几秒 most seconds for one document. Default: 120.")
    ] = None,
) -> None:
    """读成陈述 Read documents into statements, each with its quote and offsets."""
    if form not in ("jsonl", "table"):
        raise SanjiangError(f"没有这种格式 no such format: {form}", "--format", "用 jsonl 或 table use jsonl or table")
    if text and (out or workers or seconds):
        raise SanjiangError("--text 只打印文本 --text prints texts only", "--text", "去掉其他选项 drop others")
    from sanjiang.cli.many import print_many, write_many

    if out:
        write_many(files, out, workers, seconds)
    elif workers or seconds:
        print_many(files, form, workers, seconds)
    else:
        _read_here(files, form, text)


def _read_here(files: list[Path], form: str, text: bool) -> None:
    """Read documents one after the other in this process, and print them."""
    from sanjiang.documents.gather import gather
    from sanjiang.pipeline import load_library, read

    failures: list[SanjiangError] = []
    library = None if text else load_library()
    for found in gather(files):
        try:
            if library is None:
                sys.stdout.write(found.document().text)
            else:
                reading = read(found, library)
                print_statements(reading.to_json(), form, found.name, reading.document.notes)
        except SanjiangError as error:
            failures.append(error)
    report(failures)


@app.command("check")
def check_command(files: Files, as_json: Json = False) -> None:
    """找矛盾 Find what documents say that cannot be so: two figures for one works, wrong sums, implausible figures."""
    from sanjiang.pipeline import check, load_library, read_all

    readings, faults = read_all(files, load_library())
    found = [f.to_json() for f in check(readings)]
    if as_json:
        print_json(found)
    elif readings:
        from sanjiang.brief.terminal import findings_list

        findings_list(found)
    report(faults)


@app.command("patterns")
def patterns_command(as_json: Json = False) -> None:
    """检查句式 Check that every pattern of the grammar reads its own examples and none of its counter-examples."""
    from sanjiang.pipeline import check_patterns

    checked, found = check_patterns()
    if as_json:
        print_json({"patterns": checked, "failures": [f.to_json() for f in found]})
    else:
        typer.echo(f"句式 patterns: {checked}, 不符 failures: {len(found)}")
    report(
        SanjiangError(
            f"反例被读出 a counter-example is read: {f.sentence}"
            if f.counter
            else f"例句没读出 an example is not read: {f.sentence}",
            f.pattern,
            "改句式或例句 mend the pattern or the example",
        )
        for f in found
    )
