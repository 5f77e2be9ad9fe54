"""What the charts draw, read back from their options."""

import json
from pathlib import Path

import pytest

from sanjiang.brief.charts.kinds import kinds_chart
from sanjiang.brief.charts.ladder import ladder_chart
from sanjiang.brief.charts.partner_map import partner_map
from sanjiang.brief.charts.pipeline import STYLES, pipeline_chart
from sanjiang.brief.charts.sankey import sankey_chart
from sanjiang.brief.charts.style import BREAK
from sanjiang.brief.charts.worth import worth_chart
from sanjiang.brief.outline import lay_out
from sanjiang.brief.steps import chains
from sanjiang.brief.words import STAGES

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))


LADDER = list(enumerate(BRIEF["ladder"]))


def values(series):
    return [item["value"] for item in series["data"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_is_a_row_and_low_plus_rest_is_high(language):
    option = ladder_chart(LADDER, language)
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
    option = ladder_chart(list(enumerate(steps)), "zh")
    broken = [step["name_zh"] == "电池片" for step in steps]
    assert [item.get("textStyle", {}).get("color") == BREAK for item in option["yAxis"]["data"]] == broken
    absent = option["series"][2]["data"]
    assert [item["value"] is not None for item in absent] == [step["plants"] == 0 for step in steps]
    assert (absent[0]["label"]["formatter"], absent[4]["label"]["formatter"]) == ("缺", "缺 · 断链")
    assert absent[0]["itemStyle"]["borderColor"] != BREAK
    assert "itemStyle" not in absent[4]
    assert option["series"][2]["itemStyle"]["borderColor"] == BREAK
    assert BREAK not in json.dumps(worth_chart(BRIEF["gaps"], "zh"))


def test_each_chain_is_drawn_alone():
    steel = {**BRIEF["ladder"][0], "chain": "steel"}
    drawn = [ladder_chart(steps, "zh") for _, steps in chains({"ladder": [*BRIEF["ladder"], steel]})]
    assert [len(option["yAxis"]["data"]) for option in drawn] == [len(BRIEF["ladder"]), 1]
    assert [row["row"] for row in drawn[1]["series"][0]["data"]] == [f"ladder-{len(BRIEF['ladder'])}"]


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
    base, above, below, points = map(values, worth_chart([gap], "zh")["series"])
    negative, positive = min(base[0], 0) + below[0], max(base[0], 0) + above[0]
    drawn = (negative or base[0], positive or base[0])
    assert drawn == pytest.approx((low / 1e8, high / 1e8))
    assert points[0][0] == pytest.approx(worth / 1e8)


def test_every_size_has_its_row_and_what_is_not_valued_has_none():
    rows = [item["row"] for item in worth_chart(BRIEF["gaps"], "zh")["series"][3]["data"]]
    assert rows == ["gap-0", "gap-0", "gap-1", "gap-2"]


def test_nothing_to_draw_is_no_rows():
    assert ladder_chart([], "zh")["yAxis"]["data"] == []
    assert worth_chart([{"worth": None}], "zh")["yAxis"]["data"] == []


def step(name, high, plants=1, **more):
    return {
        "process": name,
        "name_zh": name,
        "plants": plants,
        "final": {"low": high, "high": high, "unit": "GW"},
        **more,
    }


def test_a_band_is_as_wide_as_the_narrower_step_and_red_at_the_break():
    steps = list(enumerate([step("硅片", 20), step("电池", 0, plants=0), step("组件", 8), step("电站", 5)]))
    series = sankey_chart(steps, "zh")["series"][0]
    assert [(line["source"], line["target"], line["value"]) for line in series["links"]] == [
        ("0", "1", 20),
        ("1", "2", 8),
        ("2", "3", 5),
    ]
    assert [line["lineStyle"]["color"] == BREAK for line in series["links"]] == [True, True, False]
    assert [node["itemStyle"]["borderColor"] == BREAK for node in series["data"]] == [False, True, False, False]
    assert "缺 · 断链" in series["data"][1]["label"]["formatter"]


def test_branches_are_linked_as_they_say_and_an_end_is_no_break():
    steps = list(
        enumerate(
            [
                step("矿", 0, plants=0),
                step("渣", 9, before=["矿"]),
                step("白", 4, before=["矿"]),
                step("钛", 3, before=["渣", "白"]),
            ]
        )
    )
    series = sankey_chart(steps, "en")["series"][0]
    assert [(line["source"], line["target"]) for line in series["links"]] == [
        ("0", "1"),
        ("0", "2"),
        ("1", "3"),
        ("2", "3"),
    ]
    assert BREAK not in json.dumps(series)


def test_partners_are_points_one_a_region_and_dashed_where_nothing_runs():
    home = {"name": "乐山市", "lat": 29.6, "lon": 103.8}
    runs = {"region": "1", "name": "甲", "lat": 30.0, "lon": 103.8, "operating": 5}
    told = {"region": "2", "name": "乙", "lat": 25.0, "lon": 101.5, "operating": 0}
    lost = {"region": "3", "name": "丙", "lat": None, "lon": None, "operating": 1}
    option = partner_map(home, [runs, runs, told, lost], "zh")
    lines = [s["lineStyle"]["type"] for s in option["series"] if s["type"] == "line"]
    assert lines == ["solid", "dashed"]
    rows = [item["row"] for s in option["series"] if s["type"] == "scatter" for item in s["data"] if "row" in item]
    assert rows == ["partner-0", "partner-2"]
    for axis, names in (("xAxis", ("lon",)), ("yAxis", ("lat",))):
        for place in (home, runs, told):
            assert option[axis]["min"] < place[names[0]] < option[axis]["max"]
    assert partner_map({"name": "乐山市"}, [runs], "zh")["series"] == []
    assert partner_map(home, [lost], "zh")["series"] == []


def test_stages_are_told_apart_without_colour():
    def look(style):
        grey = sum(int(style["color"][i : i + 2], 16) for i in (1, 3, 5)) // 3 // 32
        return grey, json.dumps(style.get("decal")), style.get("borderType")

    assert set(STYLES) == set(STAGES)
    assert len({look(style) for style in STYLES.values()}) == len(STAGES)


def test_projects_stand_in_their_quarter_and_stage():
    option = pipeline_chart(["2020Q4", "2021Q2"], {"signed": {"2020Q4": 2}, "operating": {"2021Q2": 1}}, "zh")
    drawn = {s["name"]: values(s) for s in option["series"]}
    assert drawn == {"已签约": [2, None], "在产": [None, 1]}


def test_kinds_are_counted():
    option = kinds_chart({"project": 3, "brand": 1}, "en")
    assert values(option["series"][0]) == [3, 1]
    assert [item["value"] for item in option["yAxis"]["data"]] == ["Projects", "Brands"]


def test_every_chart_of_a_brief_stands_beside_a_table_of_its_numbers():
    report = lay_out(BRIEF)
    tables = {table.name for table in report.tables()}
    charts = report.charts()
    assert {c.name for c in charts} >= {"chain-0", "ladder-0", "worth", "pipeline", "kinds"}
    assert {c.table for c in charts} <= tables


def test_options_are_plain_json():
    for chart in lay_out(BRIEF).charts():
        for option in chart.options.values():
            assert json.loads(json.dumps(option, allow_nan=False)) == option
