"""Workbooks: the rows of each sheet, cells parted by tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sanjiang.documents.archive import Archive
from sanjiang.documents.extracted import Extracted, from_lines
from sanjiang.documents.number_formats import Format, Formats
from sanjiang.documents.office import relations
from sanjiang.documents.project_tables import table_lines
from sanjiang.documents.table_headings import DITTO, may_be_table
from sanjiang.documents.xlsx_sheets import Room, Rows, SharedTexts, Sheet
from sanjiang.documents.xml_parts import Handler, local, read_xml

_NOTE = "偏移量以 xlsx 中提取的文字计 / offsets count in the text taken from the xlsx"


class Tab(NamedTuple):
    """A sheet: its name, its part of the file ("" where that is absent), whether it is hidden."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the sheets of a workbook share.

    Parameters
    ----------
    tabs : list of Tab
    texts : list of str
        Cells refer to them.
    formats : list of Format
        What each style makes of numbers.
    from_1904 : bool
        Whether days are counted from 1904.
    room : Room
        How much more its cells may hold.
    """

    tabs: list[Tab]
    texts: list[str]
    formats: list[Format]
    from_1904: bool
    room: Room


class _Index:
    """Gathers the names of sheets, whether they are hidden, and from when days are counted."""

    def __init__(self) -> None:
        self.tabs: list[Tab] = []
        self.from_1904 = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local(tag)
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if key.endswith("}id")), "")
            hidden = attrs.get("state", "visible") != "visible"
            self.tabs.append(Tab(" ".join(attrs.get("name", "").split()), relation, hidden))
        elif name == "workbookPr":
            self.from_1904 = attrs.get("date1904") in ("1", "true")

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


def read_xlsx(archive: Archive, part: str) -> Extracted:
    """Return the text of a workbook, and of what is hidden in it, which notes tell.

    Raises
    ------
    DocumentError
        If it is damaged or beyond a limit.
    """
    book = open_workbook(archive, part)
    lines: list[str] = []
    titles: list[str] = []
    seen: set[str] = set()
    rows = columns = unsolved = 0
    for tab in book.tabs:
        if not tab.part or tab.part in seen:
            continue
        seen.add(tab.part)
        sheet = Sheet(book.texts, book.formats, book.from_1904, book.room)
        _read(archive, tab.part, sheet)
        above = _heading(sheet.rows)
        titles += [above] if above else []
        lines += _lines(sheet)
        hidden_rows, hidden_columns = sheet.hidden()
        rows, columns, unsolved = rows + hidden_rows, columns + hidden_columns, unsolved + sheet.unsolved
    notes = [_NOTE]
    if hidden := [tab.name for tab in book.tabs if tab.is_hidden]:
        notes.append(_hidden(hidden))
    if rows or columns:
        notes.append(f"也读了隐藏的行 {rows}、列 {columns} / hidden rows and columns are read too: {rows}, {columns}")
    if unsolved:
        notes.append(f"公式没有算出的值：{unsolved}，请另存 / formulas without a value, save it again: {unsolved}")
    return from_lines(lines, titles[0] if titles else None, tuple(notes))


def open_workbook(archive: Archive, part: str) -> Workbook:
    """Return what the sheets of a workbook share; DocumentError if it is damaged or beyond a limit."""
    room = Room(archive.budget.limits, archive.where)
    index, shared, formats = _Index(), SharedTexts(room), Formats()
    _read(archive, part, index, "index_bytes")
    related = relations(archive, part)
    for kind, path in related.values():
        if kind in ("sharedStrings", "styles") and path in archive:
            if kind == "styles":
                _read(archive, path, formats, "index_bytes")
            else:
                _read(archive, path, shared)
    paths = [related.get(tab.part, ("", ""))[1] for tab in index.tabs]
    tabs = [tab._replace(part=path if path in archive else "") for tab, path in zip(index.tabs, paths, strict=True)]
    return Workbook(tabs, shared.texts, formats.formats, index.from_1904, room)


def _read(archive: Archive, path: str, handler: Handler, most: str = "part_bytes") -> None:
    read_xml(archive.read(path, most), handler, f"{archive.where}/{path}", archive.budget.clock)


def _lines(sheet: Sheet) -> list[str]:
    """Return a line a row; only tables of projects keep the cells that are empty or covered."""
    covered = sheet.covered()
    columns = sorted({column for row in sheet.rows.values() for column in row})
    rows = sorted(sheet.rows)
    if may_be_table(len(rows), len(columns), sum(map(len, sheet.rows.values()))):
        cells = [[sheet.rows[row].get(c, DITTO if (row, c) in covered else "") for c in columns] for row in rows]
        if (lines := table_lines(cells)) is not None:
            return lines
    filled = {row: dict(sheet.rows[row]) for row in rows}
    for (row, column), text in covered.items():
        filled[row][column] = text
    return ["\t".join(" ".join(filled[row][column].split()) for column in sorted(filled[row])) for row in rows]


def _heading(rows: Rows) -> str | None:
    """Return the one cell of the first row, if it stands alone above others."""
    first = next(iter(sorted(rows)), None)
    if first is None or len(rows) < 2 or len(rows[first]) != 1:
        return None
    text = " ".join(next(iter(rows[first].values())).split())
    return text if len(text) <= 60 else None


def _hidden(names: list[str]) -> str:
    shown = "、".join(names[:5]) + ("…" if len(names) > 5 else "")
    return f"也读了隐藏的工作表：{shown} / hidden sheets are read too: {shown}"
