"""What each of several sums is for: "对国家级、省级示范园，分别奖励50万元、20万元" has two tiers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sanjiang.grammar.pattern_fields import listed

REACH: Final = 80
"""So many letters before the sums may name what they are for."""
MOST: Final = 8
"""A longer list is not paired."""
LEADING: Final = re.compile(r".*(?:获批|获得|认定|评为|评定|[对为是按获到的])(?=[^、]{2})")
"""What stands before the first tier in its clause ("对新认定的")."""


def tiers(letters: str, at: int, number: int) -> list[tuple[int, int]]:
    """Return the spans of the `number` things that the nearest list before `at` names, else none.

    Examples
    --------
    >>> words = "对国家级、省级示范园，分别奖励"
    >>> [words[a:b] for a, b in tiers(words, len(words), 2)]
    ['国家级', '省级示范园']
    """
    if number > MOST:
        return []
    found = None
    for match in _lists(number).finditer(letters, max(0, at - REACH), at):
        found = match
    if found is None:
        return []
    start, end = found.span("list")
    lead = LEADING.match(letters, start, letters.find("、", start) if "、" in letters[start:end] else end)
    items = list(listed(letters, lead.end() if lead else start, end))
    return items if len(items) == number else []


@lru_cache(maxsize=MOST)
def _lists(number: int) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[，,；;。：:]))(?P<list>(?:[^，,。；;、]{{1,30}}?[、和]){{{number - 1}}}[^，,。；;、]{{1,30}}?)"
        r"(?:的(?:[\u4e00-\u9fff]{0,8}))?(?=[，,])"
    )
