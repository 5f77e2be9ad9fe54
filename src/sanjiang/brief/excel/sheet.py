"""Writes a grid to a sheet: text as text whatever it begins with, numbers as numbers, columns as wide as they need."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sanjiang.brief.characters import BREAKS, cut, legal, one_line
from sanjiang.brief.excel.grid import Grid, Head, Value
from sanjiang.brief.excel.measures import ROOM, column_widths, digits, row_height

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""As many UTF-16 units as a cell holds."""
FORMULA = ("=", "+", "-", "@")
"""What a formula begins with where people type."""
A4, A3 = 9, 8
FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
SAMPLE = 5_000
"""As many rows as a column's width looks at."""
INK, PAPER, LINE = "#FFFFFF", "#1F5A6B", "#C9D3D6"


@dataclass
class Book:
    """A workbook with the formats that it uses, each made once."""

    workbook: Workbook
    title: str
    font: str
    formats: dict[str, Format] = field(default_factory=dict)
    """By their properties."""

    def add(self, name: str) -> Worksheet:
        """Add a sheet."""
        return self.workbook.add_worksheet(name)

    def style(self, **properties: object) -> Format:
        """Return a format, the same one for the same properties."""
        key = str(properties)
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(
                {"font_name": self.font, "font_size": 10, "valign": "top", **properties}
            )
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


def as_text(value: str) -> str:
    """Return text that a cell can hold."""
    return cut(legal(BREAKS.sub("\n", value)), LONGEST)


def write_text(sheet: Worksheet, row: int, column: int, value: str, style: Format) -> None:
    """Write text as text: what begins with =, +, - or @ is no formula."""
    sheet.write_string(row, column, as_text(value), style)


def write_grid(book: Book, sheet: Worksheet, grid: Grid) -> None:
    """Write a grid: a header that stays, filters, and pages that print."""
    columns = list(zip(*grid.rows[:SAMPLE], strict=True)) or [()] * len(grid.heads)
    widths = column_widths(grid.heads, columns)
    for column, (head, wide) in enumerate(zip(grid.heads, widths, strict=True)):
        sheet.set_column(column, column, wide)
        write_text(sheet, 0, column, head.title, book.header())
    sheet.set_row(0, row_height([head.title for head in grid.heads], [wide - 1 for wide in widths]))
    for row, values in enumerate(grid.rows, 1):
        sheet.set_row(row, row_height(values, widths))
        for column, (head, value) in enumerate(zip(grid.heads, values, strict=True)):
            _write(book, sheet, (row, column), value, head)
    sheet.freeze_panes(1, min(grid.still, len(grid.heads) - 1))
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.heads) - 1)
    sheet.repeat_rows(0)
    if grid.wide:
        sheet.repeat_columns(0, grid.still - 1)
    set_pages(book, sheet, grid.caption, paper=A3 if sum(widths) > 1.2 * ROOM else A4, across=3 if grid.wide else 1)


def set_pages(book: Book, sheet: Worksheet, caption: str, *, paper: int = A4, across: int = 1) -> None:
    """Set a sheet up for printing: landscape, as wide as one page, or as several."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(across, 0)
    sheet.set_header(f"&L{_coded(book.title)}&R{_coded(caption)}")
    sheet.set_footer("&L&A&R&P / &N")


def _write(book: Book, sheet: Worksheet, place: tuple[int, int], value: Value, head: Head) -> None:
    if value is None:
        sheet.write_blank(*place, None, book.text())
    elif isinstance(value, str):
        look: dict[str, object] = {"align": "right"} if head.kind == "number" else {}
        if value.startswith(FORMULA):
            look["quote_prefix"] = True  # stays text when somebody edits the cell, too
        write_text(sheet, *place, value, book.text(**look))
    else:
        sheet.write_number(*place, value, book.number(value))


def _coded(text: str) -> str:
    """Return text for a page's header, where & begins a code and 255 characters are the most."""
    return cut(one_line(text), 50).replace("&", "&&")
