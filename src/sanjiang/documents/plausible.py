"""How much of a text is what Chinese texts are made of: tells a right decoding from a wrong one."""

from __future__ import annotations

import re
from functools import cache

PLAUSIBLE = 0.8
"""News read rightly has a share above 0.95; Big5 read as GB 18030, or UTF-8 as either, below 0.7."""

_ASCII = bytes(range(0x80))


def plausibility(text: str) -> float:
    """Return the share (0 to 1) of common Chinese characters and punctuation among the characters beyond ASCII."""
    beyond = beyond_ascii(text)
    return sum(map(len, _common().findall(beyond))) / len(beyond) if beyond else 1.0


def is_readable(text: str) -> bool:
    """Tell whether few characters of a text are neither ASCII nor common in Chinese, as accents of names are."""
    return (1 - plausibility(text)) * len(beyond_ascii(text)) <= (1 - PLAUSIBLE) * len(text)


def beyond_ascii(text: str) -> str:
    """Return the characters beyond ASCII; quick, because as bytes ASCII is taken out at once."""
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")


@cache
def _common() -> re.Pattern[str]:
    """Match a run of common characters: a tenth of the time that asking for each takes."""
    return re.compile(f"[{re.escape(''.join(sorted(_common_characters())))}]+")


@cache
def _common_characters() -> frozenset[str]:
    """Return the first-level characters and the punctuation of GB 2312 and of Big5, as their codecs list them."""
    tables = (
        ("gb2312", (0xA1, 0xA3, *range(0xB0, 0xD8)), range(0xA1, 0xFF)),
        ("big5", range(0xA1, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))),
    )
    cells = (
        bytes((lead, trail)).decode(codec, "ignore")
        for codec, leads, trails in tables
        for lead in leads
        for trail in trails
    )
    # What users type today beside the two tables: the middle dot, the long dash and the no-break space.
    return frozenset("".join(cells)) - frozenset(map(chr, range(0x80))) | frozenset("·—–\u00a0\ufeff")
