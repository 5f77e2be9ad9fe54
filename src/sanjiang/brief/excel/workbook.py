"""Lays a brief's sheets out, in reading order, and writes them to one workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import xlsxwriter

from sanjiang.brief.characters import cut, legal
from sanjiang.brief.excel.first import first_sheet
from sanjiang.brief.excel.grid import Grid, Head, Value, grid
from sanjiang.brief.excel.names import named, sheet_names
from sanjiang.brief.excel.sheet import FONTS, Book, write_grid
from sanjiang.brief.excel.statements import statements
from sanjiang.brief.labels import SOURCES, sources
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Language, Listing, Paragraph, Report, Sentence, said

ROWS = 1_048_575
"""As many rows as Excel holds below a header; more go on in a further sheet."""
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
FINDINGS, NOTES = Text("要点", "Findings"), Text("说明", "Notes")
DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")


def render(report: Report, language: Language = "zh") -> bytes:
    """Write a brief as an Excel workbook; the same brief gives the same bytes.

    Parameters
    ----------
    report : Report
        From `lay_out`.
    language : {"zh", "en"}
        The language of headings, names of sheets and units.

    Returns
    -------
    bytes
        The .xlsx file.
    """
    parts = [(name, part) for name, whole in _grids(report, language) for part in _parts(whole)]
    names = sheet_names([FINDINGS, *(name for name, _ in parts)], language)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as workbook:
        title = legal(said(report.title, language))
        workbook.set_properties({"title": cut(title, 255), "created": _as_of(report)})
        book = Book(workbook, title, FONTS[language])
        sheets = [book.add(name) for name in names]
        captions = [(name, part.caption) for name, (_, part) in zip(names[1:], parts, strict=True)]
        first_sheet(book, sheets[0], report, captions, language)
        for sheet, (_, part) in zip(sheets[1:], parts, strict=True):
            write_grid(book, sheet, part)
    return file.getvalue()


def _grids(report: Report, language: Language) -> Iterator[tuple[Text, Grid]]:
    """Yield a grid a table, each with its short name; what is said beside tables comes between parts and annexes."""
    for table, name in named(report.sections):
        yield name, grid(table, report, language)
    yield NOTES, _said(report, language)
    for table, name in named(report.annexes):
        if table.name == "statements":
            yield name, statements(report, table.caption, language)
        else:
            yield name, grid(table, report, language)


def _said(report: Report, language: Language) -> Grid:
    """Return the sentences that stand beside the tables."""
    heads = (
        Head(said(Text("部分", "Part"), language)),
        Head(said(NOTES, language), "long"),
        Head(said(SOURCES, language), "labels"),
    )
    rows: list[tuple[Value, ...]] = []
    for section in report.sections:
        for block in section.blocks:
            found: tuple[Sentence, ...] = ()
            if isinstance(block, Paragraph):
                found = (block.sentence,)
            elif isinstance(block, Listing):
                found = block.items
            for sentence in found:
                labels = sources(report.grounds(sentence.key), language) or None
                rows.append((said(section.short, language), sentence.plain(language), labels))
    return Grid(said(Text("表外的说明", "What is said beside the tables"), language), heads, tuple(rows))


def _parts(whole: Grid) -> Iterator[Grid]:
    """Yield a grid in as many pieces as Excel needs; an empty one is one."""
    for start in range(0, max(len(whole.rows), 1), ROWS):
        yield Grid(whole.caption, whole.heads, whole.rows[start : start + ROWS], whole.still, whole.wide)


def _as_of(report: Report) -> datetime:
    """Return the day of the brief, or of its latest document: a workbook's time of making must not vary."""
    days = [value.zh for _, value in report.facts if isinstance(value, Text)]
    days += sorted((str(document.get("published")) for document in report.documents), reverse=True)
    for day in filter(DAY.fullmatch, days):
        try:
            return datetime.fromisoformat(day).replace(tzinfo=UTC)
        except ValueError:
            continue
    return datetime(2000, 1, 1, tzinfo=UTC)
