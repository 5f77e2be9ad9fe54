"""What each sentence may hold: works, clauses of a story, patterns; a whole paragraph's told in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sanjiang.grammar.heads import core_words
from sanjiang.grammar.narrative_patterns import ANAPHOR, TOLD
from sanjiang.grammar.patterns import load_patterns
from sanjiang.grammar.required import Triggers, indices, required, telling


class Due(NamedTuple):
    """What one sentence may hold.

    Parameters
    ----------
    works : bool
        Whether it has a head word, a capacity or a phase; only things counted by the thousand make a works without.
    goes_on : bool
        Whether it may go on about the project of the paragraph before, as `ANAPHOR` tells.
    told : list of int
        The indices of the clauses of `TOLD`.
    patterns : list of int
        The indices of the patterns of `load_patterns`.
    """

    works: bool
    goes_on: bool
    told: list[int]
    patterns: list[int]


def due_of_each(sentences: Sequence[str]) -> list[Due]:
    """Return what each of some sentences' letters may hold."""
    return [_due(bits) if bits else NOTHING for bits in _triggers().due_of_each(sentences)]


NOTHING: Final = Due(False, False, [], [])
"""What most sentences may hold."""


@lru_cache(maxsize=1024)
def _due(bits: int) -> Due:
    """Return what the bits of `_triggers` say; many sentences share them."""
    behind, clauses = 2 + len(TOLD), (1 << len(TOLD)) - 1
    return Due(bool(bits & 1), bool(bits & 2), indices(bits >> 2 & clauses), indices(bits >> behind))


@cache
def _triggers() -> Triggers:
    """Return the triggers of the works, of `ANAPHOR`, then those of `TOLD`, then those of the patterns."""
    told = [telling(required(pattern.pattern)) for _, pattern, _ in TOLD]
    patterns = [(*([p.needs] if p.needs else []), *telling(p.required)) for p in load_patterns() if not p.general]
    return Triggers([(core_words(),), required(ANAPHOR[0].pattern), *told, *patterns])
