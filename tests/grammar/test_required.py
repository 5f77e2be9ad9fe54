"""What a pattern requires stands in every text that it matches, and patterns are found due where they match."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.grammar.narrative_patterns import TOLD
from sanjiang.grammar.patterns import load_patterns
from sanjiang.grammar.required import Triggers, required

SOURCES = [*(pattern.pattern for _, pattern, _ in TOLD), *(pattern.source for pattern in load_patterns())]
EVERY = [(re.compile(source), required(source)) for source in SOURCES]
LETTERS = sorted(set("".join(word for _, sets in EVERY for one in sets for word in one)))


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
    assert sorted(map(sorted, required(source))) == sorted(map(sorted, sets))


def test_letters_of_either_case_are_not_required():
    assert required("(?i)GDP") == ()


@given(st.lists(st.sampled_from([*LETTERS, "其他", "，"]), max_size=30).map("".join))
def test_a_pattern_that_matches_is_due(text: str):
    due = set(Triggers([sets for _, sets in EVERY]).due(text))
    assert {i for i, (pattern, _) in enumerate(EVERY) if pattern.search(text)} <= due


def test_every_pattern_but_few_requires_something():
    assert [pattern.pattern for pattern, sets in EVERY if not sets] == []
