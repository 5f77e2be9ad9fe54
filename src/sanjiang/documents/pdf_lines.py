"""The printed lines of a pdf page, with where they stand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from sanjiang.documents.limits import Clock

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_CELL_GAP = 1.8  # wider than this, in characters, a gap parts the cells of a table
_WORD_GAP = 0.22  # wider than this it parts words
_ASKED = 5000  # after so many characters the clock is asked
_HYPHENS = "\u0002\u00ad\ufffe"  # what stands for a hyphen at which a word was parted
_SLANT = 0.06  # of a quarter turn


class _Glyph(NamedTuple):
    char: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line.

    Parameters
    ----------
    text : str
        Wide gaps, as between cells, are tabs; "\u00ad" at the end tells that a word was parted.
    left, right, bottom, top : float
        In points, from the lower left.
    em : float
        The width of a Chinese character.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    em: float

    @property
    def height(self) -> float:
        """How high the line is."""
        return self.top - self.bottom


def page_lines(page: PdfPage, text: PdfTextPage, clock: Clock) -> list[Line]:
    """Return the lines of a page as they were written; slanted ones, as of watermarks, are left out."""
    return [line for glyphs in _runs(text, page.get_size(), clock) if (line := _line(glyphs))]


def _runs(text: PdfTextPage, size: tuple[float, float], clock: Clock) -> Iterator[list[_Glyph]]:
    """Yield the characters of each line, as if it ran from left to right."""
    import pypdfium2.raw as pdfium

    run: list[_Glyph] = []
    held = 0
    for place in range(text.count_chars()):
        if place % _ASKED == 0:
            clock.check()
        code = pdfium.FPDFText_GetUnicode(text.raw, place)
        if pdfium.FPDFText_IsGenerated(text.raw, place) == 1:
            if code in (10, 13) and run:
                yield run
                run = []
            continue
        char = _char(code)
        quarters = _quarters(pdfium.FPDFText_GetCharAngle(text.raw, place))
        if not char or quarters is None:
            continue
        left, bottom, right, top = text.get_charbox(place, loose=True)
        glyph = _turned(_Glyph(char, left, right, bottom, top), quarters, size)
        if run and (quarters != held or _begins_line(run[-1], glyph)):
            yield run
            run = []
        run.append(glyph)
        held = quarters
    if run:
        yield run


def _begins_line(before: _Glyph, glyph: _Glyph) -> bool:
    """Tell whether a character stands below the one before and to its left; after a hyphen nothing else tells it."""
    return glyph.left < before.left and (glyph.bottom + glyph.top) / 2 < before.bottom


def _char(code: int) -> str:
    """Return what a code stands for: nothing for those that are no characters, a space for tabs and line ends."""
    char = chr(code)
    if char in _HYPHENS:
        return "\u00ad"
    if char in "\t\r\n\v\f\u0085\u2028\u2029":
        return " "
    return "" if code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code == 0xFFFF else char


def _quarters(angle: float) -> int | None:
    """Return by how many quarters, clockwise, a character is turned; None where it is slanted."""
    turns = angle / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < _SLANT else None


def _turned(glyph: _Glyph, quarters: int, size: tuple[float, float]) -> _Glyph:
    """Return a glyph where it stands when the page is held so that it reads from left to right."""
    char, left, right, bottom, top = glyph
    width, height = size
    if quarters == 3:
        return _Glyph(char, bottom, top, width - right, width - left)
    if quarters == 2:
        return _Glyph(char, width - right, width - left, height - top, height - bottom)
    if quarters == 1:
        return _Glyph(char, height - top, height - bottom, left, right)
    return glyph


def _line(glyphs: list[_Glyph]) -> Line | None:
    """Return the line of glyphs, from left to right: a mark of another font may be written after all others."""
    glyphs = sorted(glyphs, key=lambda glyph: glyph.left)
    ink = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not ink:
        return None
    wide = [glyph.right - glyph.left for glyph in ink if is_wide(glyph.char)]
    height = median(glyph.top - glyph.bottom for glyph in ink)
    em = max(1.0, median(wide) if wide else 0.8 * height)
    text = _spaced(glyphs, em)
    left, right = ink[0].left, max(glyph.right for glyph in ink)
    return Line(text, left, right, median(g.bottom for g in ink), median(g.top for g in ink), em)


def _spaced(glyphs: list[_Glyph], em: float) -> str:
    """Return the text; gaps part words and cells, between Chinese characters only the white space that is written."""
    pieces: list[str] = []
    end = glyphs[0].left
    spread = median([0.0, *(b.left - a.right for a, b in pairwise(glyphs))])  # letters that are spaced out
    word = (_WORD_GAP + min(0.5, max(0.0, spread / em))) * em
    for glyph in glyphs:
        space = glyph.char.isspace()
        gap = glyph.left - end
        before = pieces[-1] if pieces else " "
        if gap > _CELL_GAP * em and not space:
            pieces.append("\t")
        elif gap > word and not before.isspace() and not (is_wide(before) or is_wide(glyph.char)):
            pieces.append(" ")
        pieces.append(glyph.char)
        end = glyph.right if not space else max(end, glyph.right)
    return " ".join(
        "\t".join(" ".join(cell.split()) for cell in "".join(pieces).split("\t") if cell.strip()).split(" ")
    )


def is_wide(char: str) -> bool:
    """Tell whether a character is as wide as a Chinese one."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff60"
        or char >= "\U00020000"
    )
