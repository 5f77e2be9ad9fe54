"""Traditional characters as simplified ones, by OpenCC's tables; OpenCC is loaded only where a text has any."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import cache

from sanjiang.documents.edits import Edits, edit

_LINE = re.compile(r"[^\n]+")
_QUOTES = str.maketrans("「」『』", "“”‘’")


def simplified(text: str) -> tuple[str, Edits | None, int]:
    """Return `text` in simplified characters, the map of it (None where lengths are kept) and how many changed.

    Only lines with a character that is traditional and nothing else are converted: characters that are used in
    simplified texts as well (乾, 著) depend on the words around them.
    """
    if not _traditional().search(text):
        return text, None, 0
    convert = _converter()
    parts: list[tuple[int, int, str]] = []
    for line in _LINE.finditer(text):
        if _traditional().search(line[0]):
            plain = convert(line[0])
            if plain != line[0]:
                parts += _parts(line[0], plain.translate(_QUOTES), line.start())
    count = sum(1 for start, end, words in parts for a, b in zip(text[start:end], words, strict=False) if a != b)
    done, edits = edit(text, parts)
    alike = all(end - start == len(words) for start, end, words in parts)
    return done, None if alike else edits, count


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

    # Each brings its own variants to the common characters, and those to simplified ones: 著 is Taiwan's, 衞 Hong Kong's.
    taiwan, hong_kong = OpenCC("tw2s"), OpenCC("hk2s")

    def convert(words: str) -> str:
        plain: str = hong_kong.convert(taiwan.convert(words))
        return plain

    return convert


@cache
def _traditional() -> re.Pattern[str]:
    """Match one character that Big5 lists and GB 2312 does not: traditional, or rare and left alone by OpenCC."""
    cells = (bytes((lead, trail)) for lead in range(0xA4, 0xFA) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    listed = "".join(cell.decode("big5", "ignore") for cell in cells)
    plain = listed.encode("gb2312", "ignore").decode("gb2312")
    rest = sorted({char for char in listed if char >= "\u3400"} - set(plain))
    return re.compile(f"[{''.join(rest)}]")
