"""A tour and a day's deliveries in the brief: every number with its evidence, in every rendering and both languages."""

import json
from pathlib import Path

import pytest

from sanjiang.brief.charts.route_map import route_map
from sanjiang.brief.outline import lay_out
from sanjiang.brief.renderings import save
from sanjiang.brief.report import Number, Sentence, Table
from sanjiang.brief.with_routes import with_routes
from sanjiang.routes.answer import deliver, tour

ROOT = Path(__file__).parents[2]
BRIEF = json.loads((Path(__file__).parent / "fixture/brief.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def brief():
    answers = {"tour": tour(ROOT / "docs/tour", "bases"), "deliver": deliver(ROOT / "docs/deliver")}
    return with_routes(BRIEF, answers)


def tables(brief, name):
    report = lay_out(brief)
    (section,) = [s for s in report.sections if s.name == name]
    return report, [block for block in section.blocks if isinstance(block, Table)]


def numbers(table):
    for row in table.rows:
        for cell in row.cells:
            if isinstance(cell, Number):
                yield cell
            elif isinstance(cell, Sentence):
                yield from (run for run in cell.zh if isinstance(run, Number))


@pytest.mark.parametrize(("name", "rows"), [("tour", 16), ("deliver", 60)])
def test_every_number_of_timetable_and_board_rests_on_something(brief, name, rows):
    report, (first, *others) = tables(brief, name)
    assert len(first.rows) >= rows
    for table in (first, *others):
        for number in numbers(table):
            assert report.evidence[number.key].references, number


def test_no_evidence_is_missing_from_the_annexes(brief):
    before = lay_out(BRIEF).references.kind("missing")
    assert len(lay_out(brief).references.kind("missing")) == len(before)


def test_without_routes_there_is_no_section():
    names = {section.name for section in lay_out(BRIEF).sections}
    assert names & {"tour", "deliver"} == set()


@pytest.mark.parametrize("ending", [".html", ".docx", ".xlsx", ".md", ".json"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rendering_is_written(brief, tmp_path, ending, language):
    path = tmp_path / f"b{ending}"
    save(path, lay_out(brief), brief, language)
    assert path.stat().st_size > 10_000


def test_the_map_has_every_point_and_a_line_along_each_route(brief):
    (route,) = brief["tour"]["routes"]
    line = [stop["id"] for day in route["days"] for stop in day["stops"]]
    option = route_map(route["points"], [line], {line[0]: "tour-0-0-0"}, "en")
    scattered = [item for series in option["series"] if series["type"] == "scatter" for item in series["data"]]
    assert len(scattered) == len(route["points"])
    assert [item["row"] for item in scattered if "row" in item] == ["tour-0-0-0"]
    (drawn,) = [series["data"] for series in option["series"] if series["type"] == "line"]
    assert len(drawn) == len(line)
    assert route_map([], [], {}, "zh")["series"] == []


def test_unserved_orders_are_told(brief):
    left = {**brief["deliver"], "unserved": [{"id": "o1", "because": "没有车", "because_en": "no vehicle"}]}
    _, (*_, last) = tables({**brief, "deliver": left}, "deliver")
    assert last.rows[0].cells[1].plain("en") == "no vehicle"
