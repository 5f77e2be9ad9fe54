"""Writes workbooks of projects: the template, and an export that re-imports unchanged."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from sanjiang.brief.excel.sheet import A3, FONTS, FORMULA, INK, Book, set_pages, write_text
from sanjiang.brief.excel.workbook import OPTIONS, ROWS
from sanjiang.brief.words import STAGES
from sanjiang.workbench.register.excel.columns import COLUMNS, NEEDED, NOTES, SHEET, Column
from sanjiang.workbench.register.excel.values import Value, number_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Row = Mapping[str, Value | None]
TEMPLATE_ROWS = 1000
"""Rows of the template that have a list to choose a stage from."""
QUIET = "#7F8C90"
"""The colour of headings that the register fills in."""
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same rows give the same bytes."""
_HEAD = (
    "一行一个项目，从第2行写起；列的次序随意，不用的列可以删，只有项目名称、所在地两列必须有。",
    "A row a project, from row 2 on; columns in any order, and only project and place are needed.",
    "先看会怎样 Look first: sanjiang register import FILE.xlsx --dry-run",
)


def template() -> bytes:
    """Return the workbook to be filled in: the sheet of projects, and one that says what to write."""
    return _written([], [column for column in COLUMNS if column.kind != "shown"], TEMPLATE_ROWS)


def export(rows: Iterable[Row]) -> bytes:
    """Return projects as a workbook, one a row; `rows` hold each column's value by its key, amounts in plain units."""
    return _written(list(rows), list(COLUMNS), 0)


def _written(rows: list[Row], columns: list[Column], more: int) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        workbook.set_properties({"created": MADE})
        book = Book(workbook, SHEET, FONTS["zh"])
        for number, start in enumerate(range(0, max(len(rows), 1), ROWS), 1):
            sheet = book.add(SHEET if number == 1 else f"{SHEET}{number}")
            _table(book, sheet, rows[start : start + ROWS], columns, more)
        _notes(book, book.add(NOTES), columns)
    return file.getvalue()


def _table(book: Book, sheet: Worksheet, rows: list[Row], columns: list[Column], more: int) -> None:
    quiet = book.style(bold=True, font_color=INK, bg_color=QUIET, text_wrap=True, valign="vcenter")
    styles = {
        "money": book.style(num_format="#,##0.##########"),
        "number": book.style(num_format="0.##########"),
        "date": book.style(num_format="yyyy-mm-dd", align="left"),
        "text": book.style(),
        "quoted": book.style(quote_prefix=True),
    }
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.wide, styles.get(column.kind, styles["text"]))
        own = column.kind in ("shown", "count") or column.key == "id"
        write_text(sheet, 0, at, column.title, quiet if own else book.header())
    sheet.set_row(0, 34)
    for line, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            _write(sheet, (line, at), row.get(column.key), column, styles)
    last = max(len(rows), more, 1)
    stage = next(at for at, column in enumerate(columns) if column.key == "stage")
    chosen = {"validate": "list", "source": [text.zh for text in STAGES.values()]}
    sheet.data_validation(1, stage, last, stage, {**chosen, "error_type": "warning"})
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.repeat_rows(0)
    set_pages(book, sheet, "", paper=A3)


def _write(
    sheet: Worksheet, place: tuple[int, int], value: Value | None, column: Column, styles: Mapping[str, Format]
) -> None:
    """Write a value; text as text whatever it begins with, money in 万元."""
    if value is None or value == "":
        return
    scale = 10**4 if column.kind == "money" else 1
    if isinstance(value, tuple):
        value = "–".join(number_text(end / scale) for end in value)
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime(value.year, value.month, value.day), styles["date"])
    elif isinstance(value, str):
        style = styles["quoted" if value.startswith(FORMULA) else "text"]
        write_text(sheet, *place, value, style)
    else:
        sheet.write_number(*place, value / scale, styles["money" if column.kind == "money" else "number"])


def _notes(book: Book, sheet: Worksheet, columns: list[Column]) -> None:
    for at, wide in enumerate((18, 22, 90)):
        sheet.set_column(at, at, wide)
    for row, text in enumerate(_HEAD):
        write_text(sheet, row, 0, text, book.style())
    for row, column in enumerate(columns, len(_HEAD) + 1):
        write_text(sheet, row, 0, column.zh, book.text(bold=column.key in NEEDED))
        write_text(sheet, row, 1, column.en, book.text())
        write_text(sheet, row, 2, column.note, book.text())
    row = len(_HEAD) + len(columns) + 2
    stages = "、".join(f"{text.zh} {text.en}" for text in STAGES.values())
    write_text(sheet, row, 0, f"阶段 stages: {stages}", book.style())
    set_pages(book, sheet, "")
