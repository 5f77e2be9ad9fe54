"""The first sheet: title, facts, the brief in one sentence, the findings, and what the other sheets hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sanjiang.brief.excel.grid import finite
from sanjiang.brief.excel.measures import row_height
from sanjiang.brief.excel.sheet import INK, LINE, PAPER, Book, set_pages, write_text
from sanjiang.brief.labels import SOURCES, sources
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Language, Number, Report, Sentence, plain, said

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (20, 84, 34)
LEAD, WHAT, BECAUSE = Text("一句话", "In a sentence"), Text("结论", "Finding"), Text("为什么", "Why")
SHEETS = Text("工作表", "Sheets")

Line = tuple[str, str, str]


def first_sheet(
    book: Book, sheet: Worksheet, report: Report, others: Sequence[tuple[str, str]], language: Language
) -> None:
    """Write the first sheet; `others` are the names and captions of the other sheets."""
    for column, wide in enumerate(WIDTHS):
        sheet.set_column(column, column, wide)
    sheet.set_row(0, 28)
    write_text(sheet, 0, 0, said(report.title, language), book.style(bold=True, font_size=16))
    row = _facts(book, sheet, report, language)
    for heading, lines in _blocks(report, language):
        row = _block(book, sheet, row + 1, heading, lines)
    _index(book, sheet, row + 1, others, language)
    set_pages(book, sheet, "")
    sheet.set_portrait()


def _facts(book: Book, sheet: Worksheet, report: Report, language: Language) -> int:
    """Write the facts, counts as numbers; return the row after them."""
    for row, (label, value) in enumerate(report.facts, 1):
        write_text(sheet, row, 0, said(label, language), book.text(bold=True))
        number = finite(value.value) if isinstance(value, Number) else None
        if number is None:
            write_text(sheet, row, 1, plain(value, language), book.text())
        else:
            sheet.write_number(row, 1, number, book.number(number, "left"))
    return 1 + len(report.facts)


def _blocks(report: Report, language: Language) -> Iterator[tuple[Line, list[Line]]]:
    """Yield each block's heading, and its lines of label, sentence and evidence."""

    def line(label: Text, sentence: Sentence) -> Line:
        return said(label, language), sentence.plain(language), sources(report.grounds(sentence.key), language)

    evidence = said(SOURCES, language)
    yield (said(LEAD, language), "", evidence), [line(Text("", ""), report.lead)]
    for place, point in enumerate(report.points, 1):
        lines = [line(WHAT, point.say), line(BECAUSE, point.because), *(line(*of) for of in point.lines)]
        yield (f"{place}. {said(point.title, language)}", "", evidence), lines


def _block(book: Book, sheet: Worksheet, row: int, heading: Line, lines: Sequence[Line]) -> int:
    """Write a block from a row on; return the row after it."""
    for column, text in enumerate(heading):
        write_text(sheet, row, column, text, book.style(bold=True, font_color=INK, bg_color=PAPER))
    for below, line in enumerate(lines, row + 1):
        sheet.set_row(below, row_height(line, WIDTHS))
        for column, text in enumerate(line):
            write_text(sheet, below, column, text, book.text() if column else book.text(bold=True))
    return row + 1 + len(lines)


def _index(book: Book, sheet: Worksheet, row: int, others: Sequence[tuple[str, str]], language: Language) -> None:
    """Write what the other sheets are called and hold; a click leads there."""
    _block(book, sheet, row, (said(SHEETS, language), "", ""), ())
    link = book.style(font_color=PAPER, underline=1, bottom=1, bottom_color=LINE)
    for below, (name, caption) in enumerate(others, row + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(below, 0, f"internal:'{quoted}'!A1", link, name)
        write_text(sheet, below, 1, caption, book.text())
