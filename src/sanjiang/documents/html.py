"""HTML to plain text: block elements end lines, table cells are parted by tabs, scripts and styles are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from operator import attrgetter

from sanjiang.documents.declared import declared
from sanjiang.documents.elements import BLOCKS, Elements
from sanjiang.documents.html_tables import Tables
from sanjiang.documents.main_text import Line, outside
from sanjiang.documents.tags import tokens

_CELLS = frozenset(("td", "th"))
_ENDS_LINE = BLOCKS | {"br", "hr"}
_CAPTURED = frozenset(("title", "h1"))
_LINKS = frozenset(("a", "button"))
_STARTS = _ENDS_LINE | _LINKS | {"title", "template", "meta"}
_ENDS = frozenset(f"/{name}" for name in _STARTS)
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_LEAD = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # all but one plain space
_SPACES = re.compile(" {2,}")
_TITLE_CHARACTERS = 120  # a longer heading was never closed
_LINK_CHARACTERS = 200  # a longer link was never closed, or is the whole article's
_CELL_LINES, _CELL_LINE = 4, 20
"""A cell of several lines is one of a table's row if they are so few and short; else it is a column of the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an HTML page, its ``<title>`` (None without one) and its ``<h1>`` headings.

    Parameters
    ----------
    text : str
    title : str or None
    headings : tuple of str
    declared : mapping of str to str
        What the page declares for machines: ``title``, ``published``, ``source``.
    outside : frozenset of int
        Where lines of `text` begin, without their white space, that do not belong to the page's article.
    nodes : sequence of (int, str)
        Where the text nodes begin in the source, and what stands there.
    """

    text: str
    title: str | None
    headings: tuple[str, ...]
    declared: Mapping[str, str] = field(default_factory=dict)
    outside: frozenset[int] = field(default=frozenset(), repr=False)
    nodes: Sequence[tuple[int, str]] = field(default=(), repr=False)


def is_html(text: str, name: str) -> bool:
    """Tell by the suffix of `name` or by the first tag whether `text` is HTML."""
    return name.lower().endswith(_SUFFIXES) or _LEAD.match(text) is not None


def page(source: str) -> Page:
    """Return the text that `source` shows; never fails, whatever the markup."""
    reader = _Reader()
    reader.read(source)
    title, headings = reader.title(), reader.headings()
    out = outside(reader.lines, reader.elements, title, headings)
    starts, at = [], 0
    for line, is_out in zip(reader.lines, out, strict=True):
        if is_out:
            starts.append(at + len(line.text) - len(line.text.lstrip()))
        at += len(line.text) + 1
    text = "\n".join(line.text for line in reader.lines)
    return Page(text, title, headings, reader.declared, frozenset(starts), reader.nodes)


class _Reader:
    """Gathers lines in one pass."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.nodes: list[tuple[int, str]] = []
        self.elements = Elements()
        self.declared: dict[str, str] = {}
        self._tables = Tables()
        self._pieces: list[str] = []
        self._element = self._linked = self._cell = 0
        self._rows: list[tuple[int, int, int]] = []  # element, depth, first line or -1 where another row is inside
        self._captured: list[tuple[str, list[str]]] = []
        self._capturing: str | None = None
        self._link_line = self._link_length = 0
        self._templates = self._verbatim = self._link = 0  # how many elements are open where a link began

    def read(self, source: str) -> None:
        for at, text, name, attributes in tokens(source):
            if text and not self._templates and (self._pieces or self._capturing or not text.isspace()):
                self._text(at, text)
            if name in _STARTS:
                self._starts(name, attributes)
            elif name in _ENDS:
                self._ends(name[1:])
        self._end_line()
        self._tables.leave(self.lines)
        self._end_rows()
        self._tables.end("table", self.lines)

    def title(self) -> str | None:
        return next((text for tag, text in self._texts() if tag == "title"), None)

    def headings(self) -> tuple[str, ...]:
        return tuple(text for tag, text in self._texts() if tag == "h1")

    def _texts(self) -> list[tuple[str, str]]:
        texts = [(tag, " ".join("".join(pieces).split())) for tag, pieces in self._captured]
        return [(tag, text) for tag, text in texts if 0 < len(text) <= _TITLE_CHARACTERS]

    def _starts(self, name: str, attributes: str) -> None:
        if name in _CAPTURED:
            self._capturing = name
            self._captured.append((name, []))
        elif self._capturing == "title":
            self._capturing = None  # a title holds no tags: this one was never closed
        if name in _LINKS:
            self._link = self.elements.depth if name == "button" or "href" in attributes else 0
            self._link_line, self._link_length = len(self.lines), 0
        elif name in _ENDS_LINE:
            self._end_line()
            if name in BLOCKS:
                self._opens(name, attributes)
        elif name == "template":
            self._templates += 1
        elif name == "meta" and (said := declared(attributes)):
            self.declared.setdefault(*said)

    def _opens(self, name: str, attributes: str) -> None:
        element = self.elements.open(name, attributes)
        if self._link and self.elements.depth <= self._link:
            self._link = 0  # never closed
        if name in _CELLS or name == "tr":
            self._tables.leave(self.lines)
        if self._rows:
            self._end_rows()
        self._tables.start(name, attributes, self.lines)
        if name in _CELLS:
            self._cell += 1
        elif name == "tr":
            if self._rows:
                self._rows[-1] = (*self._rows[-1][:2], -1)
            self._rows.append((element, self.elements.depth - 1, len(self.lines)))
        elif name == "pre":
            self._verbatim += 1

    def _ends(self, name: str) -> None:
        if name == self._capturing:
            self._capturing = None
        if name in _LINKS:
            self._link = 0
        elif name in _ENDS_LINE:
            self._end_line()
            self.elements.close(name)
            if self._link and self.elements.depth < self._link:
                self._link = 0
            if name in _CELLS or name in ("tr", "table"):
                self._tables.leave(self.lines)
            if self._rows:
                self._cell += name in _CELLS
                self._end_rows()
            self._tables.end(name, self.lines)
            if name == "pre":
                self._verbatim = max(0, self._verbatim - 1)
        elif name == "template":
            self._templates = max(0, self._templates - 1)

    def _text(self, at: int, source: str) -> None:
        data = unescape(source) if "&" in source else source
        shown = data if self._verbatim else _SPACE.sub(_space, data)
        if self._capturing:
            self._captured[-1][1].append(shown)
            if self._capturing == "title":
                return
        self.nodes.append((at, source))
        if not self._pieces:
            if shown == " ":
                return
            self._element = self.elements.current
        self._pieces.append(shown)
        if self._link:
            self._linked += len(shown)
            self._link_length += len(shown)
            if self._link_length > _LINK_CHARACTERS:
                self._undo_link()

    def _undo_link(self) -> None:
        """Take a link back that goes around too much to be one."""
        first = self._link_line
        self.lines[first:] = [line._replace(linked=0) for line in self.lines[first:]]
        self._linked = self._link = 0

    def _end_line(self) -> None:
        if not self._pieces:
            return
        text = "".join(self._pieces)
        for shown in text.split("\n") if "\n" in text else (text,):
            if line := _tidy(shown):
                self.lines.append(Line(line, self._element, self._linked, self._cell))
        self._pieces.clear()
        self._linked = 0

    def _end_rows(self) -> None:
        """Make one line of each row of a table that has been closed."""
        while self._rows and not self.elements.is_open(*self._rows[-1][:2]):
            element, _, first = self._rows.pop()
            if first < 0:
                continue
            cells = [list(lines) for _, lines in groupby(self.lines[first:], attrgetter("cell"))]
            if len(cells) > 1 and all(map(_is_cell, cells)):
                linked = sum(line.linked for line in self.lines[first:])
                text = "\t".join(_in_one(line.text for line in lines) for lines in cells)
                self.lines[first:] = [Line(text, element, linked, self._cell)]


def _is_cell(lines: list[Line]) -> bool:
    if len(lines) == 1:
        return "\t" not in lines[0].text
    return len(lines) <= _CELL_LINES and all(len(line.text) <= _CELL_LINE and "\t" not in line.text for line in lines)


def _in_one(lines: Iterable[str]) -> str:
    return _SPACE.sub(_space, "\n".join(lines))


def _space(run: re.Match[str]) -> str:
    """White space in source is one space, except a line break between Chinese characters, which is none."""
    inside = run.start() > 0 and run.end() < len(run.string)
    if inside and "\n" in run.group() and _is_wide(run.string[run.start() - 1]) and _is_wide(run.string[run.end()]):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”‘’…—"


def _tidy(line: str) -> str:
    if "\t" in line:
        line = "\t".join(filter(None, (cell.strip(" ") for cell in line.split("\t"))))
    line = _SPACES.sub(" ", line).strip(" ")
    return line if line.strip() else ""
