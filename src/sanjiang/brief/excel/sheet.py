"""Writes a grid to a sheet: text as text whatever it begins with, numbers as numbers, columns as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sanjiang.brief.characters import BREAKS, cut, legal, one_line, width
from sanjiang.brief.excel.grid import Grid, Head, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""As many UTF-16 units as a cell holds."""
A4, A3 = 9, 8
NARROWEST, LONG = 6, 56
WIDEST = {"words": 40, "number": 30, "long": LONG}
BUTTON = 3
"""What the filter's button takes of a header."""
SAMPLE = 5_000
"""As many rows as a column's width looks at."""
INK, PAPER, LINE = "#FFFFFF", "#1F5A6B", "#C9D3D6"


@dataclass
class Book:
    """A workbook with the formats that it uses, each made once."""

    workbook: Workbook
    title: str
    formats: dict[str, Format] = field(default_factory=dict)
    """By their properties."""

    def add(self, name: str) -> Worksheet:
        """Add a sheet."""
        return self.workbook.add_worksheet(name)

    def style(self, **properties: object) -> Format:
        """Return a format, the same one for the same properties."""
        key = str(properties)
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format({"valign": "top", **properties})
        return self.formats[key]

    def header(self) -> Format:
        """Return the format of a header's cells."""
        return self.style(bold=True, font_color=INK, bg_color=PAPER, text_wrap=True, valign="vcenter")

    def text(self, **more: object) -> Format:
        """Return the format of text in a table."""
        return self.style(text_wrap=True, bottom=1, bottom_color=LINE, **more)

    def number(self, number: float, align: str = "right") -> Format:
        """Return the format in which a number stands in a table."""
        return self.style(num_format=digits(number), align=align, bottom=1, bottom_color=LINE)


def digits(number: float) -> str:
    """Return the pattern by which Excel shows a number; the cell holds all its digits."""
    size = abs(number)
    if size >= 1000 or number == round(number):
        return "#,##0"
    return "0.0##" if size >= 1 else "0.0#####"


def as_text(value: str) -> str:
    """Return text that a cell can hold."""
    return cut(legal(BREAKS.sub("\n", value)), LONGEST)


def write_text(sheet: Worksheet, row: int, column: int, value: str, style: Format) -> None:
    """Write text as text: what begins with =, +, - or @ is no formula."""
    sheet.write_string(row, column, as_text(value), style)


def write_grid(book: Book, sheet: Worksheet, grid: Grid) -> None:
    """Write a grid: a header that stays, filters, and pages that print."""
    for column, head in enumerate(grid.heads):
        write_text(sheet, 0, column, head.title, book.header())
        wide = column_width(head, [row[column] for row in grid.rows[:SAMPLE]])
        sheet.set_column(column, column, wide)
    for row, values in enumerate(grid.rows, 1):
        for column, (head, value) in enumerate(zip(grid.heads, values, strict=True)):
            _write(book, sheet, (row, column), value, head)
    sheet.freeze_panes(1, min(grid.still, len(grid.heads) - 1))
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.heads) - 1)
    sheet.repeat_rows(0)
    if grid.wide:
        sheet.repeat_columns(0, grid.still - 1)
    set_pages(book, sheet, grid.caption, wide=grid.wide)


def set_pages(book: Book, sheet: Worksheet, caption: str, *, wide: bool = False) -> None:
    """Set a sheet up for printing: landscape, one page wide; a wide one on three pages of double size."""
    sheet.set_landscape()
    sheet.set_paper(A3 if wide else A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(3 if wide else 1, 0)
    sheet.set_header(f"&L{_coded(book.title)}&R{_coded(caption)}")
    sheet.set_footer("&L&A&R&P / &N")


def column_width(head: Head, values: Sequence[Value]) -> float:
    """Return a column's width: a number is never cut, text wraps at the widest, a heading may take two lines."""
    widths = [width(digits_of(v)) if isinstance(v, int | float) else width(v) for v in values if v is not None]
    needed = max(widths, default=0) + 2
    heading = max(width(head.title) / 2, *(width(word) for word in head.title.split())) + BUTTON
    widest = max(WIDEST[head.kind], *(width(digits_of(v)) + 2 for v in values if isinstance(v, int | float)), 0)
    return min(max(needed, min(heading, 24), NARROWEST), widest)


def digits_of(number: float) -> str:
    """Return a number about as Excel shows it."""
    pattern = digits(number)
    if pattern == "#,##0":
        return f"{number:,.0f}" if abs(number) < 1e15 else f"{number:.0f}"
    return f"{number:.3f}" if pattern == "0.0##" else f"{number:.6f}"


def _write(book: Book, sheet: Worksheet, place: tuple[int, int], value: Value, head: Head) -> None:
    if value is None:
        sheet.write_blank(*place, None, book.text())
    elif isinstance(value, str):
        write_text(sheet, *place, value, book.text(align="right") if head.kind == "number" else book.text())
    else:
        sheet.write_number(*place, value, book.number(value))


def _coded(text: str) -> str:
    """Return text for a page's header, where & begins a code and 255 characters are the most."""
    return cut(one_line(text), 50).replace("&", "&&")
