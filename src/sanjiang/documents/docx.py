"""Word files: paragraphs and tables in order; headers, footers, notes and comments are left out."""

from __future__ import annotations

import re
from typing import NamedTuple

from sanjiang.documents.archive import Archive
from sanjiang.documents.extracted import Extracted, from_lines
from sanjiang.documents.limits import Limits, beyond
from sanjiang.documents.office import relations
from sanjiang.documents.xml_parts import local, read_xml

_WORD = re.compile(
    r"\{http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/(?:wordprocessingml|officeDocument)/"
)
_SKIPPED = frozenset(("Fallback", "moveFrom", "rt", "delText", "instrText", "sectPr"))
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
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


class _Cells(NamedTuple):
    """A row of a table: the lines of each of its cells."""

    cells: list[list[str]]


class _Body:
    """Gathers the lines of a document's body; text boxes stand before the paragraph that they are fastened to."""

    def __init__(self, ranks: dict[str, int], limits: Limits, where: str) -> None:
        self.lines: list[str] = []
        self.titles: dict[int, str] = {}
        self._ranks, self._limits, self._where = ranks, limits, where
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[_Cells] = []
        self._skipped = 0
        self._in_text = False
        self._characters = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        name = local(tag)
        if self._skipped or name in _SKIPPED:
            self._skipped += 1
        elif not _WORD.match(tag):
            return
        elif name == "p":
            self._paragraphs.append(_Paragraph([], []))
        elif name == "tr":
            self._rows.append(_Cells([]))
        elif name == "tc" and self._rows:
            self._rows[-1].cells.append([])
        elif self._paragraphs:
            self._inside(name, attrs)

    def _inside(self, name: str, attrs: dict[str, str]) -> None:
        paragraph = self._paragraphs[-1]
        if name == "t":
            self._in_text = True
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
        elif name == "tr" and self._rows:
            for line in _row_lines(self._rows.pop()):
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
        inside = bool(self._rows) and bool(self._rows[-1].cells)
        (self._rows[-1].cells[-1] if inside else self.lines).append(line)


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
            read_xml(archive.read(path), styles, f"{archive.where}/{path}", clock)
    body = _Body(styles.ranks, limits, archive.where)
    read_xml(archive.read(part), body, f"{archive.where}/{part}", clock)
    title = next((body.titles[rank] for rank in sorted(body.titles)), None)
    return from_lines(
        body.lines, title, ("偏移量以 docx 中提取的文字计 / offsets count in the text taken from the docx",)
    )


def _row_lines(row: _Cells) -> list[str]:
    """Return a row as one line, cells parted by tabs; a row of one cell is a frame around its lines."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) <= 1:
        return [line for cell in cells for line in cell]
    return ["\t".join(" ".join(" ".join(cell).split()) for cell in cells)]


def _rank(style: str) -> int | None:
    """Return 0 for a title's style, 1 for a first heading's, None for others."""
    if _TITLE.fullmatch(style):
        return 0
    return 1 if _HEADING.fullmatch(style) else None


def _attribute(attrs: dict[str, str], name: str) -> str:
    return next((value for key, value in attrs.items() if local(key) == name), "")
