"""Lines of a text, and the one form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HALF_WIDTH = {0x3000: " "} | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open span of each non-blank line, without the white space at its ends."""
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(bare)


def half_width(text: str) -> str:
    """Return `text` with full-width ASCII and spaces made half-width; offsets stay as they are."""
    return text.translate(_HALF_WIDTH)
