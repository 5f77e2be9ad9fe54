"""Tables of projects in HTML: a row becomes one line that keeps its empty and its merged cells; other tables stay."""

from __future__ import annotations

from dataclasses import dataclass

from sanjiang.documents.project_tables import heading_row
from sanjiang.documents.table_headings import DITTO, MOST_COLUMNS, may_be_table

KEPT = "\v"
"""Parts the cells of a row so that empty ones are kept."""

_CELLS = ("td", "th")


@dataclass(slots=True)
class _Cell:
    """Which pieces of text a cell holds, half-open; the one before opens it."""

    first: int
    last: int
    columns: int
    rows: int


_Row = list[_Cell]


class Tables:
    """Follows the tables of a page while its text is gathered in pieces.

    Only tables that hold no others are looked at: the others lay a page out.
    """

    def __init__(self) -> None:
        self._rows: list[_Row] | None = None
        self._is_open = False

    def start(self, tag: str, attrs: list[tuple[str, str | None]], pieces: list[str]) -> None:
        """Take the beginning of an element, after its own piece."""
        if tag == "table":
            self._rows, self._is_open = [], False
        elif self._rows is not None and (tag == "tr" or tag in _CELLS):
            self._close(len(pieces) - 1)
            if tag == "tr" or not self._rows:
                self._rows.append([])
            if tag in _CELLS:
                spans = (_span(attrs, name) for name in ("colspan", "rowspan"))
                self._rows[-1].append(_Cell(len(pieces), len(pieces), *spans))
                self._is_open = True

    def end(self, tag: str, pieces: list[str]) -> None:
        """Take the end of an element, before its own piece."""
        if self._rows is None:
            return
        if tag in (*_CELLS, "tr", "table"):
            self._close(len(pieces))
        if tag == "table":
            _settle(self._rows, pieces)
            self._rows = None

    def _close(self, at: int) -> None:
        if self._is_open and self._rows:
            self._rows[-1][-1].last = at
            self._is_open = False


def _settle(rows: list[_Row], pieces: list[str]) -> None:
    """Make lines of the rows of a table of projects, from its heading on."""
    grid = _grid(rows)
    head = heading_row([[_text(pieces, cell) for cell in row] for row in grid])
    if head is not None:
        width = max(map(len, grid))
        for row in grid[head:]:
            _put(row, width, pieces)


def _grid(rows: list[_Row]) -> list[list[_Cell | str]]:
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


def _text(pieces: list[str], cell: _Cell | str) -> str:
    return cell if isinstance(cell, str) else " ".join("".join(pieces[cell.first : cell.last]).split())


def _put(row: list[_Cell | str], width: int, pieces: list[str]) -> None:
    """Change the pieces between a row's texts so that it is one line with every cell; the texts stay as they are."""
    own = [cell for cell in row if not isinstance(cell, str)]
    if not own:
        return
    for at in range(own[0].first, own[-1].last):
        if pieces[at] in ("\n", "\t"):
            pieces[at] = " "
    gap = ""
    for place, cell in enumerate(row):
        gap += KEPT if place else ""
        if isinstance(cell, str):
            gap += cell
        else:
            pieces[cell.first - 1] = gap
            gap = ""
    gap += KEPT * (width - len(row))
    last = own[-1].last
    if last == len(pieces):
        pieces.append("\n")
    pieces[last] = gap + pieces[last].removeprefix("\t")


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    """Return how many rows or columns a cell covers."""
    value = next((value for key, value in attrs if key == name), None)
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 6):
        return 1
    return min(max(1, int(value)), MOST_COLUMNS)
