"""What the charts draw, read back from their options."""

import json
from pathlib import Path

import pytest

from sanjiang.brief.charts import BREAK, ladder_chart, worth_chart

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))


def values(series):
    return [item["value"] for item in series["data"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_is_a_row_and_low_plus_rest_is_high(language):
    option = ladder_chart(BRIEF, language)
    assert [item["value"] for item in option["yAxis"]["data"]] == [step[f"name_{language}"] for step in BRIEF["ladder"]]
    sure, rest, _ = map(values, option["series"])
    for step, low, more in zip(BRIEF["ladder"], sure, rest, strict=True):
        if step["plants"]:
            assert low == step["final"]["low"]
            assert low + more == pytest.approx(step["final"]["high"])
        else:
            assert low is None
            assert more is None


def test_red_marks_the_break_and_nothing_else():
    start = {**BRIEF["ladder"][3], "name_zh": "工业硅"}
    steps = [start, *BRIEF["ladder"]]
    option = ladder_chart({"ladder": steps})
    broken = [step["name_zh"] == "电池片" for step in steps]
    assert [item.get("textStyle", {}).get("color") == BREAK for item in option["yAxis"]["data"]] == broken
    absent = option["series"][2]["data"]
    assert [item["value"] is not None for item in absent] == [step["plants"] == 0 for step in steps]
    assert (absent[0]["label"]["formatter"], absent[4]["label"]["formatter"]) == ("缺", "缺 · 断链")
    assert absent[0]["itemStyle"]["borderColor"] != BREAK
    assert "itemStyle" not in absent[4]
    assert option["series"][2]["itemStyle"]["borderColor"] == BREAK
    assert BREAK not in json.dumps(worth_chart(BRIEF))


def test_each_chain_is_drawn_alone():
    steel = {**BRIEF["ladder"][0], "chain": "steel"}
    brief = {"ladder": [*BRIEF["ladder"], steel]}
    assert len(ladder_chart(brief)["yAxis"]["data"]) == len(BRIEF["ladder"])
    rows = ladder_chart(brief, chain="steel")["series"][0]["data"]
    assert [row["row"] for row in rows] == [f"ladder-{len(BRIEF['ladder'])}"]


@pytest.mark.parametrize(("low", "worth", "high"), [(-2e8, 1e8, 3e8), (1e8, 2e8, 3e8), (-3e8, -2e8, -1e8), (0, 0, 0)])
def test_a_bar_of_worth_reaches_from_low_to_high(low, worth, high):
    gap = {
        "name_zh": "电池片",
        "size": 8,
        "size_unit": "GW",
        "worth_unit": "CNY/a",
        "worth": worth,
        "worth_low": low,
        "worth_high": high,
    }
    base, above, below, points = map(values, worth_chart({"gaps": [gap]})["series"])
    negative, positive = min(base[0], 0) + below[0], max(base[0], 0) + above[0]
    drawn = (negative or base[0], positive or base[0])
    assert drawn == pytest.approx((low / 1e8, high / 1e8))
    assert points[0][0] == pytest.approx(worth / 1e8)


def test_every_size_has_its_row_and_what_is_not_valued_has_none():
    rows = [item["row"] for item in worth_chart(BRIEF)["series"][3]["data"]]
    assert rows == ["gap-0", "gap-0", "gap-1", "gap-2"]


def test_nothing_to_draw_is_no_rows():
    assert ladder_chart({})["yAxis"]["data"] == []
    assert worth_chart({"gaps": [{"worth": None}]})["yAxis"]["data"] == []


def test_options_are_plain_json():
    for option in (ladder_chart(BRIEF), worth_chart(BRIEF, "en")):
        assert json.loads(json.dumps(option, allow_nan=False)) == option
