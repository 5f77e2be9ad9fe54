"""HTML to plain text: block elements end lines, table cells are parted by tabs, scripts and styles are left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from sanjiang.documents.html_tables import KEPT, Tables

_BLOCK_ELEMENTS = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption
figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p
pre section select summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_ELEMENTS.split())
_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset(("script", "style", "template"))
_CAPTURED = frozenset(("title", "h1"))
_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_LEAD = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_SPACES = re.compile(" +")
_TAG = re.compile(r"<[^<>]*>")
_TAG_NAME = re.compile(r"[a-zA-Z][^\t\n\r\f />\x00]*")
_TAG_CHARACTERS = 1 << 16
_MAX_STALLS = 20  # each unclosed tag costs one more pass over the rest; beyond so many, tags are only cut out
_TITLE_CHARACTERS = 120  # a longer heading was never closed


@dataclass(frozen=True, slots=True)
class Page:
    """The text of an HTML page, its ``<title>`` (None without one) and its ``<h1>`` headings."""

    text: str
    title: str | None
    headings: tuple[str, ...]


def is_html(text: str, name: str) -> bool:
    """Tell by the suffix of `name` or by the first tag whether `text` is HTML."""
    return name.lower().endswith(_SUFFIXES) or _LEAD.match(text) is not None


def page(source: str) -> Page:
    """Return the text that `source` shows; never fails, whatever the markup."""
    reader = _Reader()
    reader.feed(source)
    for _ in range(_MAX_STALLS):
        if not reader.resume():
            break
    reader.finish()
    return Page(_tidy("".join(reader.pieces)), reader.title(), reader.headings())


class _Reader(HTMLParser):
    """Gathers text in one pass; depth is a counter, so nesting costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._captured: list[tuple[str, list[str]]] = []
        self._capturing: str | None = None
        self._templates = 0
        self._verbatim = 0
        self._tables = Tables()

    def parse_starttag(self, i: int) -> int:
        """Read a very long tag without its attributes, which would take two hundred times its size."""
        end = self.rawdata.find(">", i)
        name = _TAG_NAME.match(self.rawdata, i + 1)
        if name is None or (end if end >= 0 else len(self.rawdata)) - i <= _TAG_CHARACTERS:
            return super().parse_starttag(i)
        if end < 0:
            return -1
        tag = name[0].lower()
        self.handle_starttag(tag, [])
        if tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)
        return end + 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CAPTURED:
            self._capturing = tag
            self._captured.append((tag, []))
        elif self._capturing == "title":
            self._capturing = None  # a title holds no tags: this one was never closed
        self._templates += tag == "template"
        self._verbatim += tag == "pre"
        self._part(tag)
        self._tables.start(tag, attrs, self.pieces)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._capturing:
            self._capturing = None
        self._templates = max(0, self._templates - (tag == "template"))
        self._verbatim = max(0, self._verbatim - (tag == "pre"))
        self._tables.end(tag, self.pieces)
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if self._templates or self.cdata_elem in _HIDDEN:
            return
        shown = data if self._verbatim else _SPACE.sub(_space, data)
        if self._capturing:
            self._captured[-1][1].append(shown)
        if self._capturing != "title":
            self.pieces.append(shown)

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Skip ``<![…>`` as browsers do; the standard library raises AssertionError on unknown sections."""
        return self.rawdata.find(">", i) + 1 or -1

    def resume(self) -> bool:
        """Take the ``<`` that the parser waits at for a character, and read on; False when nothing waits."""
        if not self.rawdata or self.cdata_elem:
            return False
        rest, self.rawdata = self.rawdata, ""
        self.handle_data(rest[0])
        self.feed(rest[1:])
        return True

    def finish(self) -> None:
        """Read what is left without its tags; a script that was never closed is left out."""
        if self.rawdata and not self.cdata_elem:
            self.handle_data(unescape(_TAG.sub("\n", self.rawdata)))
        self._tables.end("table", self.pieces)

    def title(self) -> str | None:
        return next((text for tag, text in self._texts() if tag == "title"), None)

    def headings(self) -> tuple[str, ...]:
        return tuple(text for tag, text in self._texts() if tag == "h1")

    def _texts(self) -> list[tuple[str, str]]:
        texts = [(tag, " ".join("".join(pieces).split())) for tag, pieces in self._captured]
        return [(tag, text) for tag, text in texts if 0 < len(text) <= _TITLE_CHARACTERS]

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append("\t")


def _space(run: re.Match[str]) -> str:
    """White space in source is one space, except a line break between Chinese characters, which is none."""
    inside = run.start() > 0 and run.end() < len(run.string)
    if inside and "\n" in run.group() and _is_wide(run.string[run.start() - 1]) and _is_wide(run.string[run.end()]):
        return ""
    return " "


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or char in "“”‘’…—"


def _tidy(text: str) -> str:
    tidied = (_row(line) if KEPT in line else _line(line) for line in text.split("\n"))
    return "\n".join(line for line in tidied if line.strip())


def _line(line: str) -> str:
    return "\t".join(filter(None, (_SPACES.sub(" ", cell).strip(" ") for cell in line.split("\t"))))


def _row(line: str) -> str:
    return "\t".join(" ".join(cell.split()) for cell in line.split(KEPT))
