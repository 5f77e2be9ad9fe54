"""A solution as tables in a terminal, and as CSV files."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sanjiang.core.errors import NetworkError
from sanjiang.network.solution import MEANING, Solution

TITLES = {
    "activity": "产量 activity",
    "flows": "运量 flows",
    "sales": "销售 sales",
    "purchases": "采购 purchases",
    "stock": "库存 stock",
    "builds": "新建 builds",
}
MOST = 40
"""Rows of a table that are printed; the rest is counted."""


def tables(solution: Solution) -> None:
    """Print the objective, and what runs, moves, is sold and bought."""
    console = Console()
    size = f"{solution.rows} × {solution.columns}"
    console.print(
        f"{solution.status}  目标值 objective {solution.objective:.10g} {escape(solution.currency or '')}  {size}"
    )
    for name, title in TITLES.items():
        frame = getattr(solution, name)
        frame = frame.filter(frame["amount"] > 0)
        if frame.is_empty():
            continue
        zh, en = MEANING[name]
        table = Table(*frame.columns, title=f"{title}: {zh} {en}")
        for row in frame.head(MOST).iter_rows():
            table.add_row(*(f"{cell:.6g}" if isinstance(cell, float) else escape(str(cell)) for cell in row))
        console.print(table)
        if frame.height > MOST:
            console.print(f"… {frame.height - MOST} 行未列 more rows, see --json")


def write(solution: Solution, folder: Path) -> None:
    """Write every table of a solution as a CSV file.

    Raises
    ------
    NetworkError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in solution.tables().items():
            frame.with_columns(pl.col(pl.String).str.replace("^([=+@\t\r-])", "'$1")).write_csv(folder / f"{name}.csv")
    except OSError as error:
        raise NetworkError(
            f"cannot be written / 无法写入: {error.strerror}", str(folder), "choose another folder / 请选择其他文件夹"
        ) from error
