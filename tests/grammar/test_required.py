"""What a pattern requires stands in every text that it matches, and patterns are found due where they match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.grammar.narrative_patterns import TOLD
from sanjiang.grammar.patterns import load_patterns
from sanjiang.grammar.required import Triggers, required

EVERY = [pattern for _, pattern, _ in TOLD] + [pattern.regex for pattern in load_patterns()]
LETTERS = sorted(set("".join(word for pattern in EVERY for one in required(pattern) for word in one)))


@pytest.mark.parametrize(
    ("source", "sets"),
    [
        ("由(?:甲|乙丙)(?:丁|[0-9])?", [{"由甲", "由乙丙"}]),
        ("(?:甲|乙?)丙", [{"丙"}]),
        ("甲(?!乙)(?=丙|丁)", [{"甲"}, {"丙", "丁"}]),
        ("甲(?:乙|甲乙)丙?", [{"甲乙"}]),
        ("甲*乙+(?i:a)", [{"乙"}]),
        ("[^甲乙]|[甲乙]", []),
        ("(?:甲乙){2,}丙", [{"丙"}, {"甲乙"}]),
    ],
)
def test_sets_of_words_that_no_match_is_without(source: str, sets: list[set[str]]):
    assert sorted(map(sorted, required(re.compile(source)))) == sorted(map(sorted, sets))


def test_letters_of_either_case_are_not_required():
    assert required(re.compile("GDP", re.IGNORECASE)) == ()


@given(st.lists(st.sampled_from([*LETTERS, "其他", "，"]), max_size=30).map("".join))
def test_a_pattern_that_matches_is_due(text: str):
    due = set(Triggers([required(pattern) for pattern in EVERY]).due(text))
    assert {i for i, pattern in enumerate(EVERY) if pattern.search(text)} <= due


def test_every_pattern_but_few_requires_something():
    assert [pattern.pattern for pattern in EVERY if not required(pattern)] == []
