"""Figures that no other pattern took: each is read in its own clause, by what stands before or after it there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from sanjiang.grammar.encode import Encoded
from sanjiang.grammar.expression import naming
from sanjiang.grammar.openings import glance
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import AMOUNTS

REACH: Final = 32
"""A figure's clause is read from so many letters before it."""
MARKS: Final = f"，,；;：:。！？!?（）()、{AMOUNTS}"
CLOSING: Final = frozenset("）)")
BRACKET: Final = re.compile(rf"[（(][^（）(){AMOUNTS}]{{1,10}}[）)]\Z")
LEADING: Final = f"[^{MARKS}]{{0,{REACH}}}?"


class General:
    """The general patterns, by the letters of the figures that they read.

    Parameters
    ----------
    patterns : iterable of Pattern
        In the order in which they are tried; `needs` of each names its figure's letters. A regex that opens with ``^``
        is read from where the figure's clause begins.
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._of: dict[str, list[tuple[Pattern, re.Pattern[str]]]] = defaultdict(list)
        for pattern in patterns:
            for letter in pattern.needs:
                source = pattern.source
                leading = "" if source.startswith("^") else LEADING
                whole = leading + glance(source.removeprefix("^"), inside=True)
                with naming(pattern.id):
                    self._of[letter].append((pattern, re.compile(whole)))

    def matches(self, encoded: Encoded, claimed: Callable[[int], bool]) -> Iterator[tuple[Pattern, re.Match[str]]]:
        """Yield what the patterns read of the figures that are not claimed when their turn comes."""
        letters = encoded.letters
        for at in encoded.positions:
            patterns = self._of.get(letters[at])
            if patterns is None or claimed(at):
                continue
            start = clause_start(letters, at)
            wider = clause_start(letters, bracket(letters, start))
            for pattern, regex in patterns:
                match = regex.match(letters, start) or (regex.match(letters, wider) if wider < start else None)
                if match and any(first == at for first, _ in match.regs[1:]):
                    yield pattern, match
                    if claimed(at):
                        break


def bracket(letters: str, start: int) -> int:
    """Return where the short bracket opens that ends at `start`: "养殖场（小区）272个" is one clause; else `start`."""
    if letters[start - 1 : start] not in CLOSING:
        return start
    found = BRACKET.search(letters, max(0, start - REACH), start)
    return found.start() if found else start


def clause_start(letters: str, at: int) -> int:
    """Return where the words before the figure at a letter begin: after the mark or figure before them."""
    start, floor = at, max(0, at - REACH)
    while start > floor and letters[start - 1] not in MARKS:
        start -= 1
    return start
