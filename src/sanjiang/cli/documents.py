"""Commands on documents: brief, read, check, and the patterns that read them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Alone, AsOf, Assume, Files, Json, RegionName, make_request
from sanjiang.cli.printing import print_json, progress, report
from sanjiang.core.errors import SanjiangError


@app.command("brief")
def brief_command(
    documents: Files,
    *,
    region: RegionName,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(help="写到这个 .html 文件 write the page here.")] = None,
    alone: Alone = False,
    assume: Assume = None,
    as_json: Json = False,
) -> None:
    """从文件到简报 From documents to a brief: ladder, gaps, partners, every statement with its quote."""
    from sanjiang.pipeline import brief

    with progress(quiet=as_json) as show:
        content, failures = brief(make_request(documents, region, as_of, alone, assume), show)
    faults: list[SanjiangError] = [*failures]
    value = content.to_json()
    if out is not None:
        from sanjiang.brief.html import render
        from sanjiang.brief.outline import lay_out

        try:
            _write(out, render(lay_out(value)))
        except SanjiangError as error:
            faults.append(error)
            out = None
    if as_json:
        print_json(value)
    else:
        from sanjiang.brief.terminal import summary

        summary(value, out)
    report(faults)


@app.command("read")
def read_command(
    files: Files,
    form: Annotated[
        str, typer.Option("--format", help="表格或逐行 JSON table, or jsonl: one statement a line.")
    ] = "table",
    text: Annotated[
        bool, typer.Option("--text", help="只输出正文文本 print the text that offsets count in, nothing else.")
    ] = False,
) -> None:
    """读成陈述 Read documents into statements, each with its quote and offsets."""
    if form not in ("jsonl", "table"):
        raise SanjiangError(f"没有这种格式 no such format: {form}", "--format", "用 jsonl 或 table use jsonl or table")
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
    report(failures)


@app.command("check")
def check_command(files: Files, as_json: Json = False) -> None:
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


def _print_statements(statements: list[dict[str, object]], form: str, name: str) -> None:
    if form == "jsonl":
        for statement in statements:
            print_json(statement)
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
