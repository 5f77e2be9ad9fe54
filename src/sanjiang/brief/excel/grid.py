"""A table as a spreadsheet holds it: a number a cell, its unit in the next column, a range in two."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sanjiang.brief.labels import SOURCES, sources
from sanjiang.brief.numbers import MISSING, WORDS, Text
from sanjiang.brief.report import Cell, Column, Language, Number, Report, Row, Table, plain, said

Value = str | float | None
"""What stands in a cell; None leaves it empty."""

LARGEST = 9.99e307
"""Larger numbers Excel does not hold."""
GROUP, STATE, NOTES = Text("分组", "Group"), Text("有无", "Here or not"), Text("说明", "Notes")
UNIT, LOW, HIGH = Text("单位", "unit"), Text("低", "low"), Text("高", "high")
MARKS = {"breaks": Text("缺 · 断链", "absent · break"), "absent": Text("缺", "absent")}
NAMED = {"ratio": Text("比率", "ratio"), "a": Text("年", "years")}
"""Units whose symbols nobody would read."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading, and how it stands: words, numbers to the right, long text that wraps, labels, codes."""

    title: str
    kind: Literal["words", "number", "long", "labels", "code"] = "words"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of plain values; `still` columns stay in sight when the others are scrolled."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    still: int = 1
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A column of a grid, and how a row of the table fills it."""

    head: Head
    of: Callable[[Row], Value]


def grid(table: Table, report: Report, language: Language) -> Grid:
    """Return a table of a report as a grid."""
    parts = tuple(_parts(table, report, language))
    grouped = any(row.group for row in table.rows)
    return Grid(
        said(table.caption, language),
        tuple(part.head for part in parts),
        tuple(tuple(part.of(row) for part in parts) for row in table.rows),
        2 if grouped else 1,
    )


def finite(value: object) -> float | None:
    """Return a number that a spreadsheet can hold, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= LARGEST and not math.isnan(value) else None


def unit_word(unit: str, language: Language) -> str:
    """Return a unit as the language writes it.

    Examples
    --------
    >>> unit_word("CNY/a", "zh"), unit_word("CNY/a", "en"), unit_word("GW", "zh")
    ('元/年', 'CNY/a', 'GW')
    """
    if unit in NAMED:
        return said(NAMED[unit], language)
    return re.sub(r"[A-Za-z]+2?", lambda word: WORDS.get(word[0], word[0]), unit) if language == "zh" else unit


def of_column(title: Text, part: Text, language: Language) -> str:
    """Return the heading of a column that holds a part of what another heading names, such as its unit."""
    return f"{title.zh}：{part.zh}" if language == "zh" else f"{title.en}: {part.en}"


def _parts(table: Table, report: Report, language: Language) -> Iterator[Part]:
    rows = table.rows
    if any(row.group for row in rows):
        yield Part(Head(said(GROUP, language)), lambda row: said(row.group, language) if row.group else None)
    for place, column in enumerate(table.columns):
        yield from _column(column, place, rows, language)
    if any(row.mark for row in rows):
        yield Part(Head(said(STATE, language)), lambda row: said(MARKS[row.mark], language) if row.mark else None)
    if any(row.notes for row in rows):
        notes = Head(said(NOTES, language), "long")
        yield Part(notes, lambda row: "\n".join(note.plain(language) for note in row.notes) or None)
    if table.sourced:
        yield Part(Head(said(SOURCES, language), "labels"), lambda row: sources(report.grounds(row.key), language))


def _column(column: Column, place: int, rows: Sequence[Row], language: Language) -> Iterator[Part]:
    numbers = [cell for row in rows if isinstance(cell := row.cells[place], Number)]
    title = said(column.title, language)
    if not numbers:
        yield Part(Head(title), lambda row: plain(row.cells[place], language))
        return
    if any(n.low is not None or n.high is not None for n in numbers):
        for end, name in (("low", LOW), ("high", HIGH)):
            yield _numbers(of_column(column.title, name, language), place, end, language)
    else:
        yield _numbers(title, place, "value", language)
    if any(n.unit for n in numbers):
        yield Part(Head(of_column(column.title, UNIT, language)), lambda row: _unit(row.cells[place], language))


def _numbers(title: str, place: int, field: str, language: Language) -> Part:
    return Part(Head(title, "number"), lambda row: _number(row.cells[place], field, language))


def _number(cell: Cell, field: str, language: Language) -> Value:
    """Return a figure's number; its words where it has none, such as the dash of what is unknown."""
    if not isinstance(cell, Number):
        return plain(cell, language)
    number = finite(getattr(cell, field))
    if number is None and field != "value":
        number = finite(cell.value)  # a single value among ranges is both ends
    if number is not None:
        return number
    return plain(cell, language) if cell.low is None and cell.high is None else MISSING


def _unit(cell: Cell, language: Language) -> Value:
    """Return a figure's unit, or nothing where no number stands beside it."""
    if not isinstance(cell, Number) or all(finite(n) is None for n in (cell.value, cell.low, cell.high)):
        return None
    return unit_word(cell.unit, language) or None
