"""A park rises where it meets all that the next tier asks for; unknown stays unknown."""

import pytest

from sanjiang.core.errors import LibraryError
from sanjiang.library.farms import load_tiers
from sanjiang.systems.parks import parks, tier_of

TIERS = load_tiers()
NAME = "龙江荔枝现代农业园区"


def rise(told, tier, *facts, tiers=TIERS):
    items = [told("park", NAME, quote=f"{NAME}被认定为{tier}园区"), *facts]
    [row] = parks(items, tiers)
    return row["rise"]["answer"], row["rise"]["lacking"], row["rise"]["unknown"]


def facts(told, area, share, rate):
    return [
        told("park", NAME, value=area, unit="mu"),
        told("indicator", f"{NAME}主导产业产值占比", value=share, unit="ratio"),
        told("indicator", f"{NAME}初加工转化率", value=rate, unit="ratio"),
    ]


@pytest.mark.parametrize(
    ("area", "share", "rate", "answer"),
    [
        (50_000, 0.5, 0.7, ("yes", [], [])),
        (49_999, 0.5, 0.7, ("no", ["area"], [])),
        (50_000, 0.4, 0.6, ("no", ["leading_share", "processing"], [])),
        ([40_000, 60_000], 0.5, 0.7, ("unknown", [], ["area"])),
    ],
)
def test_from_city_to_province(told, area, share, rate, answer):
    assert rise(told, "市级", *facts(told, area, share, rate)) == answer


def test_what_nobody_tells_is_unknown(told):
    assert rise(told, "市级") == ("unknown", [], ["area", "leading_share", "processing"])
    other = told("indicator", "别的园区初加工转化率", value=0.9, unit="ratio")
    assert rise(told, "市级", other)[2] == ["area", "leading_share", "processing"]


def test_an_unsaid_tier_is_checked_against_all_and_rises_nowhere(told):
    [row] = parks([told("park", NAME, value=60, unit="km2")], TIERS)
    assert row["rise"] == {"to": None, "answer": "unknown", "lacking": [], "unknown": ["tier"]}
    assert [c["tier"] for c in row["conditions"]][:1] == ["county"]
    assert row["area"]["low"] == pytest.approx(90_000)
    assert {c["met"] for c in row["conditions"] if c["condition"] == "area"} == {"yes"}


def test_nothing_is_above_the_highest(told):
    assert rise(told, "国家级") == (None, [], [])


def test_a_condition_is_changed_by_its_name(told):
    tiers = load_tiers({"provincial.area": 30_000})
    assert rise(told, "市级", *facts(told, 40_000, 0.5, 0.7), tiers=tiers)[0] == "yes"
    with pytest.raises(LibraryError, match=r"county\.size"):
        load_tiers({"county.size": 1})


def test_every_condition_has_a_source_or_is_an_assumption():
    assert [c for t in TIERS for c in t.conditions if not c.least.evidence] == []
    assert [t.id for t in TIERS] == ["national", "provincial", "municipal", "county"]


@pytest.mark.parametrize(
    ("text", "tier"),
    [("省级园区", "provincial"), ("县级园区", "county"), ("全省富硒农产品加工园", None), ("白马园区", None)],
)
def test_words_tell_a_tier(text, tier):
    found = tier_of({"name": text})
    assert (found and found.id) == tier


def test_a_figure_is_a_parks_where_the_park_is_its_place(told):
    output = told("indicator", "综合产值", value=8.5e9, unit="CNY", place={"name": NAME})
    elsewhere = told("indicator", "综合产值", value=1e9, unit="CNY", place={"name": "龙江"})
    [row] = parks([told("park", NAME), output, elsewhere], TIERS)
    assert row["output"]["low"] == 8.5e9


def test_taxes_and_investment_are_no_output(told):
    taxes = told("indicator", f"{NAME}税收", value=5e8, unit="CNY")
    spent = told("indicator", f"{NAME}完成投资", value=3e8, unit="CNY")
    [row] = parks([told("park", NAME), taxes, spent], TIERS)
    assert row["output"] is None


@pytest.mark.parametrize(
    ("words", "tier"),
    [("省四星级", "provincial"), ("省级", "provincial"), ("市级", "municipal"), ("国家级", "national"), ("二期", None)],
)
def test_a_tier_in_brackets_behind_the_name(told, words, tier):
    item = told("park", NAME, quote=f"{NAME}（{words}）种植面积3.2万亩")
    found = tier_of(item.said)
    assert (found.id if found else None) == tier
