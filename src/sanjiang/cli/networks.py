"""Commands on network tables alone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sanjiang.cli.app import app
from sanjiang.cli.options import Json
from sanjiang.cli.printing import print_json


@app.command("solve")
def solve_command(
    folder: Annotated[Path, typer.Argument(help="网络表文件夹 folder of network tables (CSV).")],
    as_json: Json = False,
) -> None:
    """解一个网络 Solve a network folder to optimality."""
    from sanjiang.network import Network, solve

    solution = solve(Network.read(folder))
    if as_json:
        print_json(solution.to_json())
        return
    from sanjiang.network.report import tables

    tables(solution)
