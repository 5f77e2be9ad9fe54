"""Figures that no other pattern took: each is read in its own clause, by what stands before or after it there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import AMOUNTS

REACH = 32
"""A figure's clause is read from so many letters before it."""
MARKS = f"，,；;：:。！？!?（）()、{AMOUNTS}"
MARK = re.compile(f"[{MARKS}]")
LEADING = f"[^{MARKS}]{{0,{REACH}}}?"


class General:
    """The general patterns, by the letters of the figures that they read.

    Parameters
    ----------
    patterns : iterable of Pattern
        In the order in which they are tried; `needs` of each names its figure's letters.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._of: dict[str, list[tuple[Pattern, re.Pattern[str]]]] = defaultdict(list)
        for pattern in patterns:
            for letter in pattern.needs:
                self._of[letter].append((pattern, re.compile(LEADING + pattern.regex.pattern)))

    def matches(self, letters: str, claimed: Callable[[int], bool]) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Yield what the patterns read of the figures that are not claimed when their turn comes."""
        start = 0
        for mark in MARK.finditer(letters):
            at, begin = mark.start(), max(start, mark.start() - REACH)
            start = mark.end()
            for pattern, regex in self._of.get(letters[at], ()):
                if claimed(at):
                    break
                match = regex.match(letters, begin)
                if match and any(first == at for first, _ in match.regs[1:]):
                    yield pattern, match
