"""Workbooks: each sheet's rows; tables of projects become a form a row, other rows have their cells parted by tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sanjiang.documents.archive import Archive
from sanjiang.documents.extracted import Extracted, from_lines
from sanjiang.documents.number_formats import Formats, Shape
from sanjiang.documents.office import relations
from sanjiang.documents.project_tables import table_lines
from sanjiang.documents.xlsx_sheets import Room, Rows, SharedTexts, Sheet
from sanjiang.documents.xml_parts import Handler, local, read_xml

_NOTE = (
    "偏移量以 xlsx 中提取的文字计，项目表每行写成一句 / "
    "offsets count in the text taken from the xlsx; each row of a table of projects is written as a sentence"
)


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
    shapes : list of str
        What each style makes of numbers.
    from_1904 : bool
        Whether days are counted from 1904.
    room : Room
        How much more its cells may hold.
    """

    tabs: list[Tab]
    texts: list[str]
    shapes: list[Shape]
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
    """Return the text of a workbook, hidden sheets too, which notes tell.

    Raises
    ------
    DocumentError
        If it is damaged or beyond a limit.
    """
    book = open_workbook(archive, part)
    lines: list[str] = []
    titles: list[str] = []
    for tab in book.tabs:
        if not tab.part:
            continue
        sheet = Sheet(book.texts, book.shapes, book.from_1904, book.room)
        _read(archive, tab.part, sheet)
        above = _heading(sheet.rows)
        sheet.fill_merged()
        titles += [above] if above else []
        lines += table_lines(sheet.rows)
    hidden = [tab.name for tab in book.tabs if tab.is_hidden]
    notes = (_NOTE, *([_hidden(hidden)] if hidden else []))
    return from_lines(lines, titles[0] if titles else None, notes)


def open_workbook(archive: Archive, part: str) -> Workbook:
    """Return what the sheets of a workbook share; DocumentError if it is damaged or beyond a limit."""
    room = Room(archive.budget.limits, archive.where)
    index, shared, formats = _Index(), SharedTexts(room), Formats()
    _read(archive, part, index)
    related = relations(archive, part)
    for kind, path in related.values():
        if kind in ("sharedStrings", "styles") and path in archive:
            _read(archive, path, shared if kind == "sharedStrings" else formats)
    paths = [related.get(tab.part, ("", ""))[1] for tab in index.tabs]
    tabs = [tab._replace(part=path if path in archive else "") for tab, path in zip(index.tabs, paths, strict=True)]
    return Workbook(tabs, shared.texts, formats.shapes, index.from_1904, room)


def _read(archive: Archive, path: str, handler: Handler) -> None:
    read_xml(archive.read(path), handler, f"{archive.where}/{path}", archive.budget.clock)


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
