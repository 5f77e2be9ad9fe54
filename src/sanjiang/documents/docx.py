"""Word files: paragraphs and tables in order; headers, footers, notes, comments and hidden text are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from sanjiang.documents.archive import Archive
from sanjiang.documents.extracted import Extracted, from_lines
from sanjiang.documents.limits import Limits, beyond
from sanjiang.documents.office import relations
from sanjiang.documents.project_tables import table_lines
from sanjiang.documents.table_headings import DITTO, may_be_table
from sanjiang.documents.xml_parts import local, read_xml

_WORD = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/(?:wordprocessingml|officeDocument)/"
)
_SKIPPED = frozenset(("Fallback", "moveFrom", "rt", "delText", "instrText", "sectPr"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_NOTES = ("footnoteReference", "endnoteReference")
_OFF = ("0", "false", "off")
_TITLE = re.compile(r"title|标题", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|标题)\s*1", re.IGNORECASE)


class _Styles:
    """Gathers which styles are titles and which are first headings."""

    def __init__(self) -> None:
        self.ranks: dict[str, int] = {}
        self._style = ""

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local(tag)
        if name == "style":
            self._style = _attribute(attrs, "styleId")
        elif name == "name" and self._style:
            rank = _rank(_attribute(attrs, "val"))
            if rank is not None:
                self.ranks[self._style] = rank
        elif name == "outlineLvl" and self._style and _attribute(attrs, "val") == "0":
            self.ranks.setdefault(self._style, 1)

    def end(self, tag: str) -> None:
        if local(tag) == "style":
            self._style = ""

    def data(self, text: str) -> None:
        pass


class _Paragraph(NamedTuple):
    pieces: list[str]
    rank: list[int]


@dataclass(slots=True)
class _Cell:
    """The lines of a cell, how many columns it is wide, and whether the one above covers it."""

    lines: list[str]
    width: int = 1
    is_covered: bool = False


_Table = list[list[_Cell]]
"""Rows of cells."""


class _Body:
    """Gathers the lines of a document's body; text boxes stand before the paragraph that they are fastened to."""

    def __init__(self, ranks: dict[str, int], limits: Limits, where: str) -> None:
        self.lines: list[str] = []
        self.titles: dict[int, str] = {}
        self.notes = 0
        """How many notes at the foot of pages or at the end there are."""
        self._ranks, self._limits, self._where = ranks, limits, where
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._skipped = 0
        self._in_text = self._is_hidden = False
        self._characters = self._cells = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local(tag)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif not _WORD.match(tag):
            return
        elif name == "p":
            self._paragraphs.append(_Paragraph([], []))
            self._is_hidden = False
        elif name == "tbl":
            self._tables.append([])
        elif self._tables and self._in_table(name, attrs):
            return
        elif self._paragraphs:
            self._inside(name, attrs)

    def _in_table(self, name: str, attrs: dict[str, str]) -> bool:
        """Take what belongs to a table; False where an element does not."""
        table = self._tables[-1]
        if name == "tr":
            table.append([])
        elif name in ("tc", "gridBefore") and table:
            self._cells += 1
            if self._cells > self._limits.cells:
                raise beyond(self._limits, "cells", self._where)
            table[-1].append(_Cell([], _span(_attribute(attrs, "val")) if name == "gridBefore" else 1))
        elif name == "gridSpan" and table and table[-1]:
            table[-1][-1].width = _span(_attribute(attrs, "val"))
        elif name == "vMerge" and table and table[-1]:
            table[-1][-1].is_covered = _attribute(attrs, "val") != "restart"
        else:
            return False
        return True

    def _inside(self, name: str, attrs: dict[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if name == "r":
            self._is_hidden = False
        elif name == "vanish":
            self._is_hidden = _attribute(attrs, "val") not in _OFF
        elif self._is_hidden:
            return
        elif name == "t":
            self._in_text = True
        elif name in _NOTES:
            self.notes += 1
        elif name in _BREAKS and not (name == "tab" and attrs):  # with attributes it is a tab stop of the layout
            paragraph.pieces.append(_BREAKS[name])
        elif name == "pStyle" and (rank := self._ranks.get(_attribute(attrs, "val"))) is not None:
            paragraph.rank.append(rank)
        elif name == "outlineLvl" and _attribute(attrs, "val") == "0":
            paragraph.rank.append(1)

    def end(self, tag: str) -> None:
        name = local(tag)
        if self._skipped:
            self._skipped -= 1
        elif not _WORD.match(tag):
            return
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._paragraphs:
            self._end_paragraph(self._paragraphs.pop())
        elif name == "tbl" and self._tables:
            for line in _lines_of(self._tables.pop()):
                self._put(line)

    def data(self, text: str) -> None:
        if self._in_text and not self._skipped and self._paragraphs:
            self._characters += len(text)
            if self._characters > self._limits.characters:
                raise beyond(self._limits, "characters", self._where)
            self._paragraphs[-1].pieces.append(text)

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        lines = [line.strip() for line in "".join(paragraph.pieces).split("\n")]
        said = [line for line in lines if line]
        if said and paragraph.rank:
            self.titles.setdefault(min(paragraph.rank), " ".join(" ".join(said).split()))
        for line in said:
            self._put(line)

    def _put(self, line: str) -> None:
        table = self._tables[-1] if self._tables else None
        (table[-1][-1].lines if table and table[-1] else self.lines).append(line)


def read_docx(archive: Archive, part: str) -> Extracted:
    """Return the text of a Word file; its title is the first paragraph styled as title, else as first heading.

    Raises
    ------
    DocumentError
        If it is damaged or beyond a limit.
    """
    clock, limits = archive.budget.clock, archive.budget.limits
    styles = _Styles()
    for kind, path in relations(archive, part).values():
        if kind == "styles" and path in archive:
            read_xml(archive.read(path, "index_bytes"), styles, f"{archive.where}/{path}", clock)
    body = _Body(styles.ranks, limits, archive.where)
    read_xml(archive.read(part), body, f"{archive.where}/{part}", clock)
    title = next((body.titles[rank] for rank in sorted(body.titles)), None)
    notes = ["偏移量以 docx 中提取的文字计 / offsets count in the text taken from the docx"]
    if body.notes:
        notes.append(f"脚注 {body.notes} 条没有读 / notes at the foot that are not read: {body.notes}")
    return from_lines(body.lines, title, tuple(notes))


def _lines_of(table: _Table) -> list[str]:
    """Return the lines of a table: a row is one, its cells parted by tabs."""
    columns = max((sum(cell.width for cell in row) for row in table), default=0)
    if (
        may_be_table(len(table), columns, sum(map(len, table)))
        and (lines := table_lines([_row(row) for row in table])) is not None
    ):
        return lines
    return [line for row in table for line in _row_lines(row)]


def _row(row: list[_Cell]) -> list[str]:
    """Return the texts of a row's cells, one for each column of the table."""
    return [
        text for cell in row for text in (DITTO if cell.is_covered else " ".join(cell.lines), *[""] * (cell.width - 1))
    ]


def _row_lines(row: list[_Cell]) -> list[str]:
    """Return a row as one line, empty cells left out; a row of one cell is a frame around its lines."""
    cells = [cell.lines for cell in row if cell.lines]
    if len(cells) <= 1:
        return [line for cell in cells for line in cell]
    return ["\t".join(" ".join(" ".join(cell).split()) for cell in cells)]


def _span(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 4 and int(value) else 1


def _rank(style: str) -> int | None:
    """Return 0 for a title's style, 1 for a first heading's, None for others."""
    if _TITLE.fullmatch(style):
        return 0
    return 1 if _HEADING.fullmatch(style) else None


def _attribute(attrs: dict[str, str], name: str) -> str:
    return next((value for key, value in attrs.items() if local(key) == name), "")
