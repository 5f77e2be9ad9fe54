"""Tables of projects in HTML: a row becomes one line that keeps its empty and its merged cells; other tables stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sanjiang.documents.main_text import Line
from sanjiang.documents.project_tables import heading_row
from sanjiang.documents.table_headings import DITTO, MOST_COLUMNS, may_be_table

_CELLS = ("td", "th")
_SPANS = {
    name: re.compile(rf"(?<![\w-]){name}\s*=\s*[\"']?\s*(\d{{1,5}})(?!\d)", re.I) for name in ("colspan", "rowspan")
}


@dataclass(slots=True)
class _Cell:
    """What a cell says, once it has ended, and how many columns and rows it covers."""

    first: int
    columns: int
    rows: int
    text: str = ""


@dataclass(slots=True)
class _Row:
    """Where a row's lines begin, and its cells."""

    first: int
    cells: list[_Cell] = field(default_factory=list)


class Tables:
    """Follows the tables of a page while its lines are gathered.

    Only tables that hold no others are looked at: the others lay a page out.
    """

    def __init__(self) -> None:
        self._rows: list[_Row] | None = None
        self._open: _Cell | None = None

    def start(self, name: str, attributes: str, lines: list[Line]) -> None:
        """Take the beginning of an element; the lines before it are ended."""
        if name == "table":
            self._rows, self._open = [], None
        elif self._rows is not None and (name == "tr" or name in _CELLS):
            if name == "tr" or not self._rows:
                self._rows.append(_Row(len(lines)))
            if name in _CELLS:
                self._open = _Cell(len(lines), _span(attributes, "colspan"), _span(attributes, "rowspan"))
                self._rows[-1].cells.append(self._open)

    def leave(self, lines: list[Line]) -> None:
        """End the cell that is open, before its row's lines are made one."""
        if self._open is not None:
            self._open.text = " ".join(" ".join(line.text for line in lines[self._open.first :]).split())
            self._open = None

    def end(self, name: str, lines: list[Line]) -> None:
        """Take the end of an element, after its rows' lines were made one."""
        if name == "table" and self._rows is not None:
            _settle(self._rows, lines)
            self._rows = None


def _settle(rows: list[_Row], lines: list[Line]) -> None:
    """Make one line of each row of a table of projects, from its heading on."""
    grid = _grid([row.cells for row in rows])
    texts = [[cell if isinstance(cell, str) else cell.text for cell in row] for row in grid]
    head = heading_row(texts)
    if head is None:
        return
    width = max(map(len, texts))
    made: list[Line] = []
    for at in range(head, len(rows)):
        own = lines[rows[at].first : rows[at + 1].first if at + 1 < len(rows) else None]
        if own:
            text = "\t".join([*texts[at], *[""] * (width - len(texts[at]))])
            made.append(own[0]._replace(text=text, linked=sum(line.linked for line in own)))
    lines[rows[head].first :] = made


def _grid(rows: list[list[_Cell]]) -> list[list[_Cell | str]]:
    """Return the cells by their columns: those that another covers are DITTO below it and "" beside it.

    Nothing is returned for what is no table of projects by its size.
    """
    count, widest = sum(map(len, rows)), 0
    covered: dict[int, tuple[int, str]] = {}
    grid: list[list[_Cell | str]] = []
    for cells in rows:
        grid.append(_across(cells, covered))
        widest = max(widest, len(grid[-1]))
        if widest > 1 and not may_be_table(len(grid), widest, count):
            return []
    return grid


def _across(cells: list[_Cell], covered: dict[int, tuple[int, str]]) -> list[_Cell | str]:
    """Return a row by its columns.

    Parameters
    ----------
    cells : list of _Cell
    covered : dict
        Columns that cells above cover: over how many rows more, and what is shown there. It is carried on.
    """
    row: list[_Cell | str] = []
    waiting = list(reversed(cells))
    while (waiting or len(row) in covered) and len(row) <= MOST_COLUMNS:
        if len(row) in covered:
            left, shown = covered.pop(len(row))
            if left > 1:
                covered[len(row)] = left - 1, shown
            row.append(shown)
            continue
        cell = waiting.pop()
        for place in range(cell.columns):
            if cell.rows > 1:
                covered[len(row)] = cell.rows - 1, "" if place else DITTO
            row.append("" if place else cell)
    return row


def _span(attributes: str, name: str) -> int:
    """Return how many rows or columns a cell covers."""
    found = _SPANS[name].search(attributes)
    return min(max(1, int(found[1])), MOST_COLUMNS) if found else 1
