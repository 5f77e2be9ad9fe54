"""Tables of projects in HTML: a row becomes one line that keeps its empty and its merged cells; other tables stay."""

from __future__ import annotations

from dataclasses import dataclass, field

from sanjiang.documents.project_tables import DITTO, heading_row
from sanjiang.documents.table_headings import MOST_COLUMNS

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


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    is_open: bool = False
    holds_tables: bool = False


class Tables:
    """Follows the tables of a page while its text is gathered in pieces; depth costs nothing."""

    def __init__(self) -> None:
        self._open: list[_Table] = []

    def start(self, tag: str, attrs: list[tuple[str, str | None]], pieces: list[str]) -> None:
        """Take the beginning of an element, after its own piece."""
        if tag == "table":
            if self._open:
                self._open[-1].holds_tables = True
            self._open.append(_Table())
        elif self._open and (tag == "tr" or tag in _CELLS):
            table = self._open[-1]
            _close(table, len(pieces) - 1)
            if tag == "tr" or not table.rows:
                table.rows.append([])
            if tag in _CELLS:
                said = dict(attrs)
                spans = _span(said.get("colspan")), _span(said.get("rowspan"))
                table.rows[-1].append(_Cell(len(pieces), len(pieces), *spans))
                table.is_open = True

    def end(self, tag: str, pieces: list[str]) -> None:
        """Take the end of an element, before its own piece."""
        if not self._open:
            return
        if tag in (*_CELLS, "tr", "table"):
            _close(self._open[-1], len(pieces))
        if tag == "table":
            _settle(self._open.pop(), pieces)

    def finish(self, pieces: list[str]) -> None:
        """End the tables that the page never ends."""
        while self._open:
            self.end("table", pieces)


def _close(table: _Table, at: int) -> None:
    if table.is_open:
        table.rows[-1][-1].last = at
        table.is_open = False


def _settle(table: _Table, pieces: list[str]) -> None:
    """Make lines of the rows of a table of projects, from its heading on."""
    if table.holds_tables or max(map(len, table.rows), default=0) < 2:
        return
    grid = _grid(table)
    head = heading_row([[_text(pieces, cell) for cell in row] for row in grid])
    if head is not None:
        width = max(map(len, grid))
        for row in grid[head:]:
            _put(row, width, pieces)


def _grid(table: _Table) -> list[list[_Cell | str]]:
    """Return the cells by their columns: those that another covers are DITTO below it and "" beside it."""
    covered: dict[int, tuple[int, str]] = {}  # column to how many rows more, and what is shown
    grid: list[list[_Cell | str]] = []
    for cells in table.rows:
        row: list[_Cell | str] = []
        waiting = list(reversed(cells))
        while waiting or len(row) in covered:
            if len(row) > MOST_COLUMNS:
                return []
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
        grid.append(row)
    return grid


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


def _span(value: str | None) -> int:
    """Return how many rows or columns a cell covers."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 6):
        return 1
    return min(max(1, int(value)), MOST_COLUMNS)
