"""Single spaces inside Chinese prose, where Chinese has none; spaces that part words of a table or a list stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

_HAN = "\u3400-\u9fff"
_SPACE = "[ \u00a0\u2002-\u200a\u202f]"
_BESIDE = f"{_HAN}0-9，。；：、！？％%"
_STRAY = re.compile(
    rf"{_SPACE}(?<=[{_BESIDE}]{_SPACE})(?=[{_BESIDE}])(?:(?<![0-9]{_SPACE})|(?![0-9]))(?:(?<=[{_HAN}]{_SPACE})|(?=[{_HAN}，。；：、！？]))"
)
_SPREAD = re.compile(rf"(?<![^\s])[{_HAN}](?:{_SPACE}[{_HAN}]){{3,}}(?![^\s，。；：、])")
"""Four characters or more with a space between each: 会 议 纪 要."""
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
_HEAD = 12
"""So many characters at most may a line have before its text that only a space parts from it: 2009年5月 一汽大众…"""
_PAUSE = re.compile("[，。；：、！？]")


def stray_spaces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the spaces that part nothing: in a line of prose, or between all characters of a heading."""
    if not _STRAY.search(text):
        return
    for line in _LINE.finditer(text):
        start, end = line.span()
        if start == end or not _STRAY.search(text, start, end):
            continue
        found = _in_prose(text, start, end) if _is_prose(line[0]) else ()
        spread = (place for run in _SPREAD.finditer(text, start, end) for place in range(run.start() + 1, run.end(), 2))
        yield from ((place, place + 1, "") for place in sorted({*chain(found, spread)}))


def _is_prose(line: str) -> bool:
    return "。" in line or len(_PAUSE.findall(line)) >= 2


def _in_prose(text: str, start: int, end: int) -> Iterator[int]:
    """Yield a line's stray spaces, but the one behind its head: there it stands for a colon."""
    for match in _STRAY.finditer(text, start, end):
        place = match.start()
        head = text[start:place].strip()
        if len(head) > _HEAD or _PAUSE.search(head) or _STRAY.search(text, start, place):
            yield place
