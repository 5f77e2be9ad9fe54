"""A solution as tables in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from sanjiang.network.solution import Solution

TITLES = {
    "activity": "产量 activity",
    "flows": "运量 flows",
    "sales": "销售 sales",
    "purchases": "采购 purchases",
}
MOST = 40
"""Rows of a table that are printed; the rest is counted."""


def tables(solution: Solution) -> None:
    """Print the objective, and what runs, moves, is sold and bought."""
    console = Console()
    size = f"{solution.rows} × {solution.columns}"
    console.print(f"{solution.status}  目标值 objective {solution.objective:.10g} {solution.currency or ''}  {size}")
    for name, title in TITLES.items():
        frame = getattr(solution, name)
        frame = frame.filter(frame["amount"] > 0)
        if frame.is_empty():
            continue
        table = Table(*frame.columns, title=title)
        for row in frame.head(MOST).iter_rows():
            table.add_row(*(f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row))
        console.print(table)
        if frame.height > MOST:
            console.print(f"… {frame.height - MOST} 行未列 more rows, see --json")
