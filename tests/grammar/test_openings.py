"""What is tried less often finds the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.alternatives import by_first_letter
from sanjiang.grammar.openings import glance

WORDS = ["企业家", "企业", "企", "工厂", "年?产值", "产|工", "产值(?=企|工)", "[企产]值", "(?:工|产)业", "值", "年"]
SOURCES = [
    "(?:企|工)?(?<!年)业",
    "(?P<name>企业|工厂)?(?:产值|年)+",
    "^企|(?<=年)产",
    "[产-企]值?|年",
    "(?=企)[企业]+",
    "(?:[^企]|企)?业",
    "(?i:GW|企)业?",
    "",
]
TEXTS = st.text(alphabet="企业家工厂年产值gW-]", max_size=12)


def found(source: str, text: str) -> list[tuple[tuple[int, int], ...]]:
    return [match.regs for match in re.compile(source).finditer(text)]


@given(st.lists(st.sampled_from(WORDS), min_size=1), TEXTS)
def test_words_by_their_first_letters_match_what_they_do_one_by_one(words: list[str], text: str):
    assert found(by_first_letter(words), text) == found("|".join(words), text)


@pytest.mark.parametrize("source", SOURCES)
@given(text=TEXTS)
def test_a_glance_changes_no_match(source: str, text: str):
    assert found(glance(source), text) == found(source, text)
    assert found(f"年*(?:{glance(source, inside=True)})", text) == found(f"年*(?:{source})", text)


def test_a_glance_is_worth_it_where_parts_are_optional():
    assert glance("(?:甲|乙)?(?<!子)[丙^]") == "(?=[\\^丙乙甲])(?:(?:甲|乙)?(?<!子)[丙^])"
    assert glance("甲|乙?") == "甲|乙?"
