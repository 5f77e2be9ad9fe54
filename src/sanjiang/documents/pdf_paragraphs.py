"""Printed lines to paragraphs: a line that ends at the right margin goes on in the next one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from sanjiang.documents.pdf_lines import Line, is_wide

_COLUMN = 3.0  # lines that begin within so many characters of each other stand in one column
_RAGGED = 1.7  # so far from the margin, in characters, a full line may end: no line begins with a comma
_NARROW = 10.0  # a column of fewer characters has no full lines
_INDENT = 1.2
_HANGING = 5.0
_GAP = 1.5  # of the usual distance between lines
_SIZES = (0.84, 1.2)
_TITLE_SIZE = 1.2
_TITLE_LINES, _TITLE_CHARACTERS = 12, 80

_MARKER = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,3}[、.．)）]|[（(]\d{1,2}[)）]|\d{1,2}[、.．)）](?!\d)|第[一二三四五六七八九十百\d]{1,4}[章节条]|[●■◆•·▪★◇□○]"
)
_ENDS = "。！？!?；;：:"
# What stays on one line: a word or number, or a character, with the marks that may not be parted from it.
_UNIT = re.compile(
    r"[“‘（《「『【(\[]*(?:[\x21-\x7e０-９．％]+|.)[，。、；：？！”’）》」』】％,.;:?!)\]]*[“‘（《「『【]?"
)


class _Flow(NamedTuple):
    """A line, the margins of its column, the usual distance between lines, its page, and whether it is large."""

    line: Line
    left: float
    margin: float
    pitch: float
    page: int
    is_large: bool


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Return the lines of pages joined to paragraphs, across pages too; rows of tables stay as they are."""
    large = _TITLE_SIZE * _usual(pages)
    flow = [item for number, page in enumerate(pages) for item in _flow(page, number, large)]
    joined: list[list[str]] = []
    for row, item in enumerate(flow):
        if row and _goes_on(flow[row - 1], item):
            joined[-1].append(item.line.text)
        else:
            joined.append([item.line.text])
    return [text for pieces in joined if (text := _joined(pieces))]


def title(pages: Sequence[Sequence[Line]]) -> str | None:
    """Return what the first page prints largest, if that is larger than the text; None otherwise."""
    lines = [line for page in pages for line in page]
    if not lines or not pages[0]:
        return None
    large = _TITLE_SIZE * _usual(pages)
    first = pages[0][:_TITLE_LINES]
    largest = max(first, key=lambda line: line.em).em
    if largest < large:
        return None
    row = next(row for row, line in enumerate(first) if line.em == largest)
    pieces = []
    for line in first[row:]:
        if line.em < 0.97 * largest:
            break
        pieces.append(line.text)
    text = _joined(pieces)
    return text if 1 < len(text) <= _TITLE_CHARACTERS else None


def _usual(pages: Sequence[Sequence[Line]]) -> float:
    """Return the size of most of the text."""
    sizes = sorted((line.em, len(line.text)) for page in pages for line in page)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return size
    return 1.0


def _flow(page: Sequence[Line], number: int, large: float) -> list[_Flow]:
    margins = _margins(page, large)
    steps = [a.bottom - b.bottom for a, b in itertools.pairwise(page) if 0 < a.bottom - b.bottom < 3 * a.height]
    pitch = median(steps) if steps else 0.0
    return [_Flow(line, *margin, pitch, number, line.em >= large) for line, margin in zip(page, margins, strict=True)]


def _margins(page: Sequence[Line], large: float) -> list[tuple[float, float]]:
    """Return the margins of each line's column: the farthest ends of its lines; rows of tables and titles have none."""
    if not page:
        return []
    width = _COLUMN * median(line.em for line in page)
    ends: dict[int, tuple[float, float]] = {}
    for line in page:
        if "\t" not in line.text and line.em < large:
            column = int(line.left // width)
            left, right = ends.get(column, (line.left, line.right))
            ends[column] = min(left, line.left), max(right, line.right)
    margins = []
    for line in page:
        column = int(line.left // width)
        near = [ends[place] for place in (column - 1, column, column + 1) if place in ends]
        margins.append((min((left for left, _ in near), default=line.left), max((end for _, end in near), default=0.0)))
    return margins


def _goes_on(before: _Flow, after: _Flow) -> bool:
    """Tell whether a line ends at its margin and the next one carries it on."""
    a, b = before.line, after.line
    if "\t" in a.text or "\t" in b.text or not _SIZES[0] <= b.em / a.em <= _SIZES[1]:
        return False
    if a.text.endswith("\u00ad"):
        return True
    if before.is_large and after.is_large and before.page == after.page and 0 < a.bottom - b.bottom < 2 * a.height:
        return _MARKER.match(b.text) is None  # the lines of a title are centred, and need not be full
    if (
        a.right < before.margin - _room(b.text) * a.em
        or before.margin - a.left < _NARROW * a.em
        or _MARKER.match(b.text)
    ):
        return False
    step = a.bottom - b.bottom
    same_column = before.page == after.page and step > 0
    if same_column and step > _GAP * max(before.pitch, 0.5 * a.height):
        return False
    # In the next column a line is indented if others of that column begin before it.
    indent = b.left - (a.left if before.page == after.page and step > -a.height else after.left)
    return indent <= _INDENT * a.em or (indent <= _HANGING * a.em and a.text[-1] not in _ENDS)


def _room(text: str) -> float:
    """Return how far from the margin, in characters, a full line may end if what follows begins with `text`."""
    unit = _UNIT.match(text)
    widths = [1.0 if is_wide(char) or char in "“”‘’" else 0.65 for char in unit[0]] if unit else []
    return max(_RAGGED, sum(widths) + 1.2)


def _joined(pieces: Sequence[str]) -> str:
    text = ""
    for piece in pieces:
        if text.endswith("\u00ad"):
            text = text[:-1] + piece
        elif text and _needs_space(text[-1], piece[0]):
            text += " " + piece
        else:
            text += piece
    return text.replace("\u00ad", "-") if text.endswith("\u00ad") else text.replace("\u00ad", "")


def _needs_space(end: str, start: str) -> bool:
    """Words of letters are parted; Chinese characters, and the digits of a number, are not."""
    if is_wide(end) or is_wide(start) or not (end.isascii() and start.isascii()):
        return False
    return not (end in "/_" or (end.isdigit() and start.isdigit()))
