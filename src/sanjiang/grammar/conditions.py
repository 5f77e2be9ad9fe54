"""Figures that a benefit asks for ("对产值达到5亿元的企业，奖励10万元") tell nothing of what there is."""

from __future__ import annotations

import re
from typing import Final

AWARD: Final = re.compile("给予|予以|奖励|奖补|补助|补贴|资助")
ITEM: Final = r"(?:[\d一二三四五六七八九十.]{1,3}[.、])?"
BEFORE: Final = re.compile(rf"(?:^|[，,；;。：:）)、]){ITEM}(?:对(?![外内口接比])|凡|如果?|若)")
BEHIND: Final = re.compile(
    r"(?:[（(][^（）()]{0,10}[）)])?(?:及?以[上下])?的?[，,（(、](?<=[的上下].)|[^，,]{0,6}[，,]按照?每"
)
"""What stands before, or right behind, a figure that is a condition."""
MARKS: Final = "。；;"
REACH: Final = 60
"""So many letters behind the figure the benefit is told."""


def is_condition(letters: str, at: int) -> bool:
    """Tell whether the figure at a letter is what a benefit asks for."""
    if not AWARD.search(letters, at):
        return False
    end = min((i for i in (letters.find(mark, at) for mark in MARKS) if i >= 0), default=len(letters))
    if not AWARD.search(letters, at + 1, min(end, at + REACH)):
        return False
    start = max(letters.rfind(mark, 0, at) for mark in MARKS) + 1
    return bool(BEFORE.search(letters, start, at) or BEHIND.match(letters, at + 1))
