"""Numbers read the same in both languages, and an unknown one is never a number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.brief.numbers import MISSING, amount, between


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (2.1e9, "CNY/a", "21 亿元/年", "CNY 2.1 bn/a"),
        (-4e6, "CNY/a", "−0.04 亿元/年", "CNY −0.004 bn/a"),
        (100_000, "t", "10 万吨", "100 kt"),
        (45_000, "t", "4.5 万吨", "45 kt"),
        (9_000, "t", "9,000 吨", "9,000 t"),
        (7.53, "GW", "7.5 GW", "7.5 GW"),
        (0.127, "GW", "0.13 GW", "0.13 GW"),
        (0.03, "ratio", "3%", "3%"),
        (71.4, "km", "71 公里", "71 km"),
        (430e6, "CNY/GW", "4.3 亿元/GW", "CNY 0.43 bn/GW"),
        (55_000, "CNY/t", "55,000 元/吨", "55,000 CNY/t"),
        (6_298_000_000, "CNY", "62.98 亿元", "CNY 6.298 bn"),
        (38_288_000, "m2", "3,829 万平方米", "38.29 million m2"),
        (3.2, "a", "3.2 年", "3.2 years"),
        (0, "GW", "0 GW", "0 GW"),
        (3, "", "3", "3"),
        (12, "台", "12 台", "12 台"),
        (None, "GW", MISSING, MISSING),
        (float("nan"), "GW", MISSING, MISSING),
    ],
)
def test_amounts_as_people_write_them(value, unit, zh, en):
    text = amount(value, unit)
    assert (text.zh, text.en) == (zh, en)


def test_a_range_shows_its_ends_once_if_they_read_alike():
    assert between(-1e8, 3e9, "CNY/a").zh == "−1 至 30 亿元/年"
    assert between(48, 48.0, "GW").en == "48 GW"
    assert between(None, None, "GW").zh == MISSING
    assert between(None, 5, "GW").zh == "5 GW"


@given(st.floats(min_value=-1e12, max_value=1e12).filter(lambda v: v == 0 or abs(v) > 1e3))
def test_money_says_the_same_in_both_languages(value):
    text = amount(value, "CNY/a")
    zh, en = (float(re.search(r"−?[\d,.]+", t)[0].replace("−", "-").replace(",", "")) for t in (text.zh, text.en))
    assert zh * 1e8 == pytest.approx(en * 1e9, rel=1e-12)
    assert zh * 1e8 == pytest.approx(value, rel=0.051)
