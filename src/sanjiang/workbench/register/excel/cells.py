"""The cells of a workbook as they are typed: text, number, day; what is merged; within the limits of documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sanjiang.brief.characters import BREAKS
from sanjiang.core.errors import RegisterError
from sanjiang.documents.archive import Archive, Budget
from sanjiang.documents.kinds import extract, kind_of
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.office import main_part
from sanjiang.documents.xlsx import Workbook, open_workbook
from sanjiang.documents.xlsx_sheets import place, unescaped
from sanjiang.documents.xml_parts import local, read_xml
from sanjiang.workbench.register.storable import storable

IMPORT_LIMITS = replace(LIMITS, cells=2_000_000, characters=50_000_000)
"""A table of 100,000 projects; other documents are shorter."""
_LATEST = 2_958_465  # 31 December 9999


class Cell(NamedTuple):
    """A cell: its kind, and what it holds; ``month`` is the first day of one, ``formula`` one without a result."""

    kind: Literal["text", "number", "day", "month", "truth", "error", "formula"]
    value: str | float | date


@dataclass(slots=True)
class SheetCells:
    """A sheet: row (from 1) to column (from 0) to cell, the references of merged cells, and which rows are hidden."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def read_sheets(data: bytes, name: str) -> tuple[list[SheetCells], list[str]]:
    """Return the sheets of a workbook, and the names of hidden ones, which are not read.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, an old .xls, or beyond a limit.
    RegisterError
        If it is no workbook.
    """
    if kind_of(data) == "old office":
        extract(data, name, IMPORT_LIMITS)  # says what it is
    archive = Archive(data, name, Budget(IMPORT_LIMITS, name)) if kind_of(data) == "zip" else None
    kind, part = main_part(archive) if archive else ("zip", "")
    if archive is None or kind != "xlsx":
        raise RegisterError("不是工作簿 not a workbook", name, "给出 .xlsx 或 .jsonl give an .xlsx or a .jsonl")
    book = open_workbook(archive, part)
    sheets = []
    for tab in book.tabs:
        if tab.part and not tab.is_hidden:
            reader = _Reader(book, SheetCells(tab.name))
            read_xml(archive.read(tab.part), reader, f"{name}/{tab.part}", archive.budget.clock)
            sheets.append(reader.sheet)
    return sheets, [tab.name for tab in book.tabs if tab.is_hidden]


def reference(row: int, column: int) -> str:
    """Return a cell's reference, such as ``B7`` for row 7 and column 1."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


class _Reader:
    """Takes the XML of a sheet."""

    def __init__(self, book: Workbook, sheet: SheetCells) -> None:
        self.sheet = sheet
        self._book = book
        self._place = (0, -1)
        self._kind, self._style = "n", 0
        self._pieces: list[str] = []
        self._in_value = self._in_reading = self._has_formula = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local(tag)
        if name == "row":
            self._place = (_index(attrs.get("r")) or self._place[0] + 1, -1)
            if attrs.get("hidden") in ("1", "true"):
                self.sheet.hidden.add(self._place[0])
        elif name == "c":
            self._place = place(attrs.get("r", "")) or (self._place[0], self._place[1] + 1)
            self._kind, self._style = attrs.get("t", "n"), _index(attrs.get("s")) or 0
            self._pieces, self._has_formula = [], False
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._in_reading = True
        elif name in ("v", "t"):
            self._in_value = not self._in_reading
        elif name == "mergeCell":
            self.sheet.merged.append(attrs.get("ref", ""))

    def end(self, tag: str) -> None:
        name = local(tag)
        if name in ("v", "t"):
            self._in_value = False
        elif name == "rPh":
            self._in_reading = False
        elif name == "c" and (cell := self._cell("".join(self._pieces))):
            self._book.room.take(str(cell.value))
            self.sheet.rows.setdefault(self._place[0], {})[self._place[1]] = cell

    def data(self, text: str) -> None:
        if self._in_value:
            self._pieces.append(text)

    def _cell(self, value: str) -> Cell | None:
        if self._has_formula and self._kind != "str" and not value.strip():
            return Cell("formula", "")
        if self._kind in ("s", "str", "inlineStr"):
            if self._kind == "s":
                at = _index(value.strip())
                value = self._book.texts[at] if at is not None and at < len(self._book.texts) else ""
            text = clean(unescaped(value))
            return Cell("text", text) if text else None
        value = value.strip()
        if not value:
            return None
        if self._kind == "e":
            return Cell("error", value)
        if self._kind == "b":
            return Cell("truth", "TRUE" if value == "1" else "FALSE")
        return self._day(value) if self._kind == "d" else self._number(value)

    def _day(self, value: str) -> Cell:
        try:
            return Cell("day", date.fromisoformat(value[:10]))
        except ValueError:
            return Cell("text", clean(value))

    def _number(self, value: str) -> Cell:
        try:
            number = float(value)
        except ValueError:
            return Cell("text", clean(value))
        formats = self._book.formats
        shape = formats[self._style].shape if self._style < len(formats) else "plain"
        if shape in ("day", "month") and 1 <= number <= _LATEST - 1462:
            day = (date(1904, 1, 1) if self._book.from_1904 else date(1899, 12, 30)) + timedelta(days=int(number))
            return Cell("month" if shape == "month" else "day", day)
        return Cell("number", number) if abs(number) < float("inf") else Cell("text", value)


def clean(text: str) -> str:
    """Return a cell's text without white space at its ends, with plain ends of lines, as every database takes it."""
    return str(storable(BREAKS.sub("\n", text))).strip()


def _index(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None
