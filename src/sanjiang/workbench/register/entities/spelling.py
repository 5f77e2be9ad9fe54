"""Names in one spelling, and whether two spellings differ by a slip of the pen or by a word."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from rapidfuzz.distance import OSA

_BESIDE = re.compile(r"(?!(?<=\d)[.~/-](?=\d))(?:[^\w()]|_)")
USUAL, SHARE, TIMES = 8, 0.001, 5
"""Two neighbouring characters are a word if they stand in so many names, and in such a share of them; and a slip makes
of a word what is so many times rarer."""


def spelled_alike(texts: Sequence[str]) -> list[str]:
    """Return texts in simplified half-width characters, without spaces and signs; round brackets stay."""
    from opencc import OpenCC

    lines = "\n".join(unicodedata.normalize("NFKC", " ".join(text.split())).casefold() for text in texts)
    plain = OpenCC("t2s").convert(lines).split("\n") if texts else []
    return [_BESIDE.sub("", line.replace("[", "(").replace("]", ")")) for line in plain]


def without_one(text: str) -> Iterator[str]:
    """Yield a text, and it without each one of its characters: texts one slip apart have one of these in common."""
    yield text
    for at in range(len(text)):
        yield text[:at] + text[at + 1 :]


class Words:
    """How usual two neighbouring characters are among many names.

    Parameters
    ----------
    texts : iterable of str
        Each text counts once.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        once = set(texts)
        self._counts = Counter(pair for text in once for pair in {text[i : i + 2] for i in range(len(text) - 1)})
        self._usual = max(USUAL, SHARE * len(once))

    def slip(self, one: str, other: str) -> bool:
        """Tell whether two texts differ by one slip: a character lost, twice, swapped with its neighbour, or wrong.

        A difference by which both are made of usual words (渔业, 林业) is none. A wrong character sounds like the right
        one, or makes of a usual word what is none.
        """
        if one == other or OSA.distance(one, other, score_cutoff=1) > 1:
            return False
        start, a, b = _difference(one, other)
        if sorted(a) != sorted(b) and _tells(a) and _tells(b):
            return False
        mine, others = self._around(one, start, len(a)), self._around(other, start, len(b))
        if min(mine + others, default=0) >= self._usual:
            return False
        if len(a) == len(b) == 1:
            return same_sound(a, b) or self._made_of(mine, others) or self._made_of(others, mine)
        return True

    def _around(self, text: str, start: int, length: int) -> list[int]:
        """Return how usual the neighbours are in which the differing characters stand."""
        ends = range(max(0, start - 1), min(len(text) - 1, start + length))
        return [self._counts[text[i : i + 2]] for i in ends]

    def _made_of(self, usual: list[int], rare: list[int]) -> bool:
        return bool(usual and rare) and max(usual) >= max(self._usual, TIMES * max(rare))


def _tells(chars: str) -> bool:
    """Tell whether names of different things differ by such characters, or by having or lacking one."""
    return not chars or not _TELLING.isdisjoint(chars)


_TELLING = frozenset(".-/~0123456789零〇一二三四五六七八九十百千万亿甲乙丙丁东西南北上下前后左右")


def _difference(one: str, other: str) -> tuple[int, str, str]:
    """Return where two texts begin to differ, and what stands there in each."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, one[start : len(one) - end], other[start : len(other) - end]


def same_sound(one: str, other: str) -> bool:
    """Tell whether two characters have a reading in common, tones aside; z and zh, n and l, in and ing are as one."""
    return bool(_sounds(one) & _sounds(other))


@cache
def _sounds(char: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    every = pinyin(char, style=Style.NORMAL, heteronym=True)
    return frozenset(_ALIKE.sub("", sound).replace("l", "n") for each in every for sound in each)


_ALIKE = re.compile(r"(?<=^[zcs])h|(?<=n)g$")
