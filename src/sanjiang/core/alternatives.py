"""Words as the branches of a regular expression, those of one first letter together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SPECIAL: Final = frozenset("\\.^$*+?{}[]|()<")
"""What opens no plain word; ``<`` opens the name of a mention in the pattern files."""
QUANTIFIERS: Final = frozenset("?*+{")
BRACKETS: Final = re.compile(r"\([^()]*\)")


def by_first_letter(words: Iterable[str]) -> str:
    """Return the branches of an expression that matches what ``"|".join(words)`` does.

    `re` tries one branch after the other, so that a hundred words of thirty first letters cost thirty trials, and those
    of the letter at hand. Their order changes only where it cannot matter: a word that opens with anything but a plain
    letter keeps its place among the others.

    Examples
    --------
    >>> by_first_letter(["企业家", "工厂", "企业", "年?产值", "企"])
    '企(?:业家|业)|工厂|年?产值|企'
    """
    branches: list[str] = []
    groups: dict[str, list[str]] = {}
    for word in words:
        if _opens_plainly(word):
            groups.setdefault(word[0], []).append(word[1:])
        else:
            branches += map(_branch, groups, groups.values())
            groups = {}
            branches.append(word)
    return "|".join((*branches, *map(_branch, groups, groups.values())))


def _opens_plainly(word: str) -> bool:
    """Tell whether a word is one branch that opens with one plain letter."""
    outside, count = word, 1
    while count:
        outside, count = BRACKETS.subn("", outside)
    return bool(word) and word[0] not in SPECIAL and word[1:2] not in QUANTIFIERS and "|" not in outside


def _branch(first: str, rests: list[str]) -> str:
    return first + (rests[0] if len(rests) == 1 else f"(?:{'|'.join(rests)})")
