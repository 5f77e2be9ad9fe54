"""Traditional characters as simplified ones, by OpenCC's tables; OpenCC is loaded only where a text has any."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from operator import ne

from sanjiang.documents.edits import Edits, edit

_LINE = re.compile(r"[^\n]+")
_QUOTES = str.maketrans("「」『』", "“”‘’")
_EITHER = frozenset("昇徵氾谿劄")
"""Standard in today's mainland names, though the tables simplify them: no sign of a traditional line."""
_OF_PLACES = frozenset("埇沚瀍猇鄠")
"""Simplified as well, though GB 2312 lacks them: 瀍河区, 鄠邑区."""
_STAYS = re.compile("乾(?=[安县縣])")
"""乾 in the names of two counties."""


def simplified(text: str) -> tuple[str, Edits | None, int]:
    """Return `text` in simplified characters, the map of it (None where lengths are kept) and how many changed.

    Only lines with more traditional than simplified characters are converted, of those that one script has and the
    other has not: a single name in old style stays as it is, and characters that simplified texts use as well (乾, 著)
    depend on the words around them.
    """
    if not _foreign().search(text) or not _traditional().search(text):
        return text, None, 0
    parts: list[tuple[int, int, str]] = []
    count = 0
    for match in _LINE.finditer(text):
        line = match[0]
        if len(_traditional().findall(line)) > len(_mainland().findall(line)):
            plain = _plain(line)
            count += sum(map(ne, line, plain))
            parts += _parts(line, plain, match.start())
    if not parts:
        return text, None, 0
    done, edits = edit(text, parts)
    alike = all(end - start == len(words) for start, end, words in parts)
    return done, None if alike else edits, count


def _plain(line: str) -> str:
    plain = _converter()(line).translate(_QUOTES)
    if len(plain) == len(line) and _STAYS.search(line):
        kept = {match.start() for match in _STAYS.finditer(line)}
        plain = "".join(line[i] if i in kept else char for i, char in enumerate(plain))
    return plain


def _parts(line: str, plain: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Yield what to replace in a line: all of it where its length is kept, else the stretches that differ."""
    if len(line) == len(plain):
        yield at, at + len(line), plain
        return
    for what, a, b, c, d in SequenceMatcher(None, line, plain, autojunk=False).get_opcodes():
        if what != "equal":
            yield at + a, at + b, plain[c:d]


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    # Each brings its own variants to the common characters, then to simplified ones: 著 is Taiwan's, 衞 Hong Kong's.
    taiwan, hong_kong = OpenCC("tw2s"), OpenCC("hk2s")

    def convert(words: str) -> str:
        plain: str = hong_kong.convert(taiwan.convert(words))
        return plain

    return convert


@cache
def _scripts() -> tuple[str, str]:
    """Return the characters of Big5 that GB 2312 lacks, less those of places, and those of GB 2312 that Big5 lacks."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = _listed("big5", range(0xA4, 0xFA), trails)
    gb2312 = _listed("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF))
    return "".join(sorted(big5 - gb2312 - _OF_PLACES)), "".join(sorted(gb2312 - big5))


def _listed(codec: str, leads: Iterable[int], trails: Sequence[int]) -> set[str]:
    cells = b"\n".join(bytes((lead, trail)) for lead in leads for trail in trails)
    return {char for char in cells.decode(codec, "ignore") if char >= "\u3400"}


def foreign() -> str:
    """Return the characters that may be traditional: OpenCC need not be loaded to know that a text has none."""
    return _scripts()[0]


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(f"[{foreign()}]")


@cache
def _mainland() -> re.Pattern[str]:
    return re.compile(f"[{_scripts()[1]}]")


@cache
def _traditional() -> re.Pattern[str]:
    """Match a character that has a simplified form, and is none itself."""
    foreign = _scripts()[0]
    plain = "".join(_converter()("\n".join(foreign)).split("\n"))
    changed = (a for a, b in zip(foreign, plain, strict=True) if a != b and a not in _EITHER)
    return re.compile(f"[{''.join(changed)}]")
