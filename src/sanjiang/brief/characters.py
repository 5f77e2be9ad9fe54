"""Characters that no XML or UTF-8 file can hold, and how wide text stands on a page."""

from __future__ import annotations

import re
import unicodedata

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids: control characters, lone surrogates, two of the noncharacters."""
BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Whatever one program or another takes for the end of a line."""


def legal(text: str) -> str:
    """Return the text with a replacement character for every one that XML forbids.

    Examples
    --------
    >>> legal("a\\x00b\\ud800")
    'a\ufffdb\ufffd'
    """
    return ILLEGAL.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return the text with a space for every end of a line, and nothing that XML forbids."""
    return legal(BREAKS.sub(" ", text))


def width(text: str) -> int:
    """Return how many Latin letters wide the longest line is; a Chinese character takes two.

    Examples
    --------
    >>> width("GW 组件")
    7
    """
    return max((sum(_width(character) for character in line) for line in text.split("\n")), default=0)


def cut(text: str, units: int) -> str:
    """Return the text, with … at its end if it is longer than this many UTF-16 units: so Excel counts."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (units - 1)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
