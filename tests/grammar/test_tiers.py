"""The sums of a list are each for one of the things listed before them."""

import pytest

from sanjiang.grammar.tiers import MOST, tiers


def names(words: str, number: int) -> list[str]:
    return [words[a:b] for a, b in tiers(words, len(words), number)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("对新评定的国家级、省级绿色工厂，分别奖励", ["国家级", "省级绿色工厂"]),
        ("一等奖、二等奖和三等奖,分别给予", ["一等奖", "二等奖", "三等奖"]),
        ("对获批国家级、市级工作站的企业，分别给予", ["国家级", "市级工作站"]),
    ],
)
def test_names_what_each_sum_is_for(words, expected):
    assert names(words, len(expected)) == expected


def test_a_list_of_another_length_names_nothing():
    assert names("对国家级、省级、市级园区，分别奖励", 2) == []
    assert names("对企业，分别奖励", 2) == []


def test_the_nearest_list_counts():
    assert names("支持甲类、乙类产业，对省级、市级园区，分别奖励", 2) == ["省级", "市级园区"]


def test_a_very_long_list_is_not_paired():
    assert names("、".join(["甲乙"] * (MOST + 1)) + "，分别奖励", MOST + 1) == []
