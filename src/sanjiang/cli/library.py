"""Commands on the process library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json, report

process_app = typer.Typer(
    help="工艺库:产业链、工艺、系数 The process library: chains, processes, coefficients.",
    rich_markup_mode=None,
)
app.add_typer(process_app, name="process")


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
        print_json(checked.to_json())
    else:
        typer.echo(
            f"产业链 chains: {checked.chains}, 工艺 processes: {checked.processes}, "
            f"数字 figures: {checked.figures}, 不符 faults: {len(checked.faults)}"
        )
    report(checked.faults)
