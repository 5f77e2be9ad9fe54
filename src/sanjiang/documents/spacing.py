"""Single spaces inside Chinese text, where Chinese has none; spaces that part words of a table or a list stay."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from itertools import groupby

from sanjiang.documents.furniture import menu_items

_HAN = "\u3400-\u9fff"
SPACES = " \u00a0\u2002-\u200a\u202f"
_SPACE = f"[{SPACES}]"
_MARKS = "，。；：、！？"


def _between(beside: str) -> re.Pattern[str]:
    """Match a space between two characters of a class, one of them Chinese or the second a mark."""
    return re.compile(rf"{_SPACE}(?<=[{beside}]{_SPACE})(?=[{beside}])(?:(?<=[{_HAN}]{_SPACE})|(?=[{_HAN}{_MARKS}]))")


_STRAY = _between(f"{_HAN}0-9{_MARKS}％%")
_ANY = _between(f"{_HAN}0-9A-Za-z{_MARKS}％%“”‘’（）《》()")
"""Where spaces stand all over a document, those beside Latin letters, quotes and brackets are no better."""
_SPREAD = re.compile(rf"(?<!\S)[{_HAN}](?:{_SPACE}[{_HAN}]){{3,}}(?![^\s{_MARKS}])")
"""Four characters or more with a space between each: 会 议 纪 要."""
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HEAD = 12
"""So many characters at most may a line have before its text that only a space parts from it: 2009年5月 一汽大众…"""
_PAUSE = re.compile(f"[{_MARKS},;:!?]")
_FEW, _APART = 2, 150
"""Spaces stand all over a document if its prose has so many at least, and one in so many characters or more."""


def stray_spaces(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the spaces that part nothing.

    They are those in a line of prose, those between all the characters of a heading, and, in a document whose prose is
    full of them, those of every line that is no row of a table and no menu.
    """
    if not _STRAY.search(text):  # which those of a heading are, too
        return
    lines = [match.span() for match in _LINE.finditer(text)]
    prose = [span for span in lines if _is_prose(text[slice(*span)])]
    found = array("q", (place for span in prose for place in _in_prose(text, *span)))
    if len(found) >= _FEW and len(found) * _APART >= sum(end - start for start, end in prose):
        loose = [span for span in lines if not _is_row(text[slice(*span)])]
        found.extend(match.start() for span in loose for match in _ANY.finditer(text, *span))
    found.extend(place for run in _SPREAD.finditer(text) for place in range(run.start() + 1, run.end(), 2))
    yield from ((place, place + 1, "") for place, _ in groupby(sorted(found)))


def _is_prose(line: str) -> bool:
    return "。" in line or len(_PAUSE.findall(line)) >= 2


def _is_row(line: str) -> bool:
    return "\t" in line or "|" in line or menu_items(line) > 0


def _in_prose(text: str, start: int, end: int) -> Iterator[int]:
    """Yield a line's stray spaces, but the one behind its head: there it stands for a colon."""
    for match in _STRAY.finditer(text, start, end):
        place = match.start()
        head = text[start:place].strip()
        if len(head) > _HEAD or _PAUSE.search(head) or _STRAY.search(text, start, place):
            yield place
