"""How much room text takes: widths in ems, lines, and the pages that pieces of a text fill."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

EDGE = re.compile(r"(?<=[\u2e80-\uffef])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u2e80-\uffef])")
"""Where Word puts a quarter of an em between Chinese and western characters."""
SEPARATOR = 12.0
"""Points above the first footnote of a page."""


def ems(text: str) -> float:
    """Return the width of text in ems of its type."""
    wide = sum(unicodedata.east_asian_width(c) in "WFA" for c in text)
    capitals = sum(c.isupper() for c in text)
    return wide + 0.5 * (len(text) - wide) + 0.18 * capitals + 0.25 * len(EDGE.findall(text))


def lines(text: str, width: float, indent: float = 0) -> int:
    """Return how many lines of `width` ems text fills."""
    return sum(max(1, math.ceil((ems(line) + indent) / width)) for line in text.split("\n")) if text else 1


@dataclass(frozen=True, slots=True)
class Room:
    """What a piece takes: lines and their height, points around them, points of notes; whether it keeps the next."""

    lines: int
    line: float
    around: float = 0
    notes: float = 0
    keep: bool = False


def pages(pieces: Sequence[Room], height: float) -> int:
    """Return how many pages of `height` points the pieces fill: by lines, never a kept piece without what follows."""
    page, used, noted = 1, 0.0, False
    for group in _kept_together(pieces):
        first = sum(p.lines * p.line + p.around for p in group[:-1]) + group[-1].line + group[-1].around
        notes = group[-1].notes if group[-1].lines == 1 else 0
        if used and used + first + notes > height:
            page, used, noted = page + 1, 0.0, False
        used += first
        for _ in range(group[-1].lines - 1):
            if used + group[-1].line > height:
                page, used, noted = page + 1, 0.0, False
            used += group[-1].line
        total = sum(p.notes for p in group)
        if total:
            total += 0 if noted else SEPARATOR
            if used + total > height:
                page, used = page + 1, 2 * group[-1].line  # its last lines go with it
            used, noted = used + total, True
    return page


def _kept_together(pieces: Iterable[Room]) -> Iterable[list[Room]]:
    group: list[Room] = []
    for piece in pieces:
        group.append(piece)
        if not piece.keep:
            yield group
            group = []
    if group:
        yield group
