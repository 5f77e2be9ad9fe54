"""How wide a column must be and how high a row, so that no number is cut and text is seen whole.

Excel would find heights by itself on opening, other programs do not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanjiang.brief.characters import width

if TYPE_CHECKING:
    from sanjiang.brief.excel.grid import Head, Value

NARROWEST = 6
WIDEST = {"words": 32, "number": 24, "long": 48, "labels": 28, "code": 66}
LONG = 90
"""Words longer than this make their column a long one."""
ROOM, ROOMIEST = 150, 100
"""As many letters as a line on A4 holds while it can be read, and as a long column takes of them."""
LINE, HIGHEST = 15.0, 409.0
"""Points of a line, and of the highest row that Excel holds."""
SLACK = 0.97
"""How full lines are on average: words are not broken."""
BUTTON = 3
"""What the filter's button takes of a heading."""
WORD = re.compile(r"[\x21-\u2e7f]+")
"""What is not broken at the end of a line: Latin words."""


def digits(number: float) -> str:
    """Return the pattern by which Excel shows a number; the cell holds all its digits."""
    size = abs(number)
    if size >= 1e15 or 0 < size < 1e-5:
        return "0.000E+00"
    if size >= 1000 or number == round(number):
        return "#,##0"
    return "0.0##" if size >= 1 else "0.0#####"


def shown(number: float) -> str:
    """Return a number about as Excel shows it."""
    pattern = digits(number)
    if pattern == "#,##0":
        return f"{number:,.0f}"
    return {"0.000E+00": f"{number:.3E}", "0.0##": f"{number:.3f}"}.get(pattern, f"{number:.6f}")


def column_widths(heads: Sequence[Head], columns: Sequence[Sequence[Value]]) -> list[float]:
    """Return the columns' widths; long text takes what room the others leave."""
    wanted = [max((width(v) + 2 for v in values if isinstance(v, str)), default=0) for values in columns]
    long = [head.kind == "long" or (head.kind == "words" and of > LONG) for head, of in zip(heads, wanted, strict=True)]
    widest = [WIDEST["long" if is_long else head.kind] for head, is_long in zip(heads, long, strict=True)]
    widths = [_width(*of) for of in zip(heads, columns, wanted, widest, strict=True)]
    left = (ROOM - sum(widths)) / max(sum(long), 1)
    return [
        max(w, min(w + left, of, ROOMIEST)) if is_long else w
        for w, of, is_long in zip(widths, wanted, long, strict=True)
    ]


def _width(head: Head, values: Sequence[Value], text: float, widest: float) -> float:
    """Return a column's width: a number is never cut, text wraps at the widest, a heading may take three lines."""
    numbers = max((width(shown(v)) + 2 for v in values if isinstance(v, int | float)), default=0)
    title = max(width(head.title) / 3, *(len(word) for word in WORD.findall(head.title)), 0) + BUTTON
    return max(min(max(text, title), widest), numbers, NARROWEST)


def row_height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Return a row's height, its text wrapped at the columns' widths."""
    lines = (_lines(v, w) for v, w in zip(values, widths, strict=True) if isinstance(v, str))
    return min(LINE * max(lines, default=1), HIGHEST)


def _lines(text: str, room: float) -> int:
    return sum(
        1 if (wide := width(line)) <= room - 1 else math.ceil(wide / (room * SLACK)) for line in text.split("\n")
    )
