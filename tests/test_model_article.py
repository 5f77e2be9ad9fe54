"""What the brief must say of the article that the project is measured on."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.documents import read_document
from sanjiang.pipeline import Request, brief

ARTICLE = Path(__file__).parents[1] / "../shared/corpus/seed.txt"
PARAGRAPH = "五通桥新型工业基地"
AS_OF = date(2021, 4, 30)

pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="the shared corpus is not beside this repository")

RUNNING, BUILDING = "operating", "under_construction"
PROJECTS = [  # the owner's name begins with, what it makes, capacity, phase, stage; in the order of the text
    ("永祥", "polysilicon-rod", None, None, RUNNING),
    ("永祥新能源", None, None, "一期", RUNNING),
    ("晶科能源", None, None, "一期", RUNNING),
    ("晶科能源", None, None, "二期", RUNNING),
    ("保利协鑫", "polysilicon-granular", (100_000, "t", "10万吨"), None, BUILDING),
    ("永祥新能源", "polysilicon-rod", None, "二期", BUILDING),
    ("京运通", "pv-ingot", (24, "GW", "24GW"), None, BUILDING),
    ("晶科能源", "pv-ingot", (5, "GW", "5GW"), "三期", BUILDING),
    ("晶科能源", "pv-wafer", (20, "GW", "20GW"), None, BUILDING),
    ("晶科能源", "pv-wafer", (10, "GW", "10GW"), "一期", BUILDING),
    ("永祥", "pv-ingot", (15, "GW", "15GW"), None, BUILDING),
    ("四川武骏", "pv-module", (8, "GW", "8GW"), None, BUILDING),
    ("青岛高测", "pv-wafer", None, None, BUILDING),
]


def written(alone):
    content, failures = brief(Request((ARTICLE,), "乐山", AS_OF, alone, {}))
    assert failures == []
    return content.to_json()


@pytest.fixture(scope="module")
def whole():
    return written(alone=False)


@pytest.fixture(scope="module")
def alone():
    return written(alone=True)


@pytest.fixture(scope="module")
def text():
    return read_document(ARTICLE).text


@pytest.fixture(scope="module")
def copies(text):
    """Where the paragraph stands: the article is in the file twice."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.lstrip().startswith(PARAGRAPH):
            found.append((start, start + len(line)))
        start += len(line)
    assert len(found) == 2
    return found


@pytest.fixture(scope="module")
def projects(whole, copies):
    start, end = copies[0]
    projects = [s for s in whole["statement_list"] if s["kind"] == "project"]
    return [s for s in projects if start <= s["evidence"][0]["start"] < end]


def step(value, process):
    return next(s for s in value["ladder"] if s["process"] == process)


def gaps(value, kind):
    return [g["process"] for g in value["gaps"] if g["kind"] == kind]


def test_every_quote_stands_where_its_statement_says(whole, text):
    spans = [e for s in whole["statement_list"] for e in s["evidence"]]
    assert len(whole["statement_list"]) == whole["statements"] > 50
    assert [e for e in spans if not e["quote"] or text[e["start"] : e["end"]] != e["quote"]] == []
    assert len({s["id"] for s in whole["statement_list"]}) == whole["statements"]


def test_the_paragraph_s_projects_once_each(projects):
    read = []
    for s in projects:
        capacity = s.get("capacity")
        amount = capacity and (capacity["value"], capacity["unit"], capacity["as_written"])
        read.append((s["organisation"], s.get("process_id"), amount, s.get("phase"), s["stage"]))
    assert [r[1:] for r in read] == [p[1:] for p in PROJECTS]
    assert [r[0] for r, p in zip(read, PROJECTS, strict=True) if not r[0].startswith(p[0])] == []


def test_the_paragraph_s_projects_stand_in_their_park(projects):
    assert {s["place"]["adcode"] for s in projects} == {"511112"}


def test_the_article_s_second_copy_gives_no_statement_of_its_own(whole, copies):
    start, end = copies[1]
    again = [e["quote"] for s in whole["statement_list"] for e in s["evidence"] if start <= e["start"] < end]
    assert again == []


def test_phase_one_of_the_slicing_is_part_of_its_whole(projects, whole):
    sliced, part = (s for s in projects if s.get("process_id") == "pv-wafer" and "capacity" in s)
    assert part["part_of"] == sliced["id"]
    assert [s["id"] for s in projects if "part_of" in s] == [part["id"]]
    assert part["id"] in {u["statement"] for u in whole["unplaced"]}
    assert step(whole, "pv-wafer")["under_construction"] == 20


def test_the_ladder_adds_up(whole):
    assert [s["process"] for s in whole["ladder"]] == [
        *("industrial-silicon", "polysilicon", "pv-ingot", "pv-wafer", "pv-cell", "pv-module")
    ]
    assert step(whole, "polysilicon")["under_construction"] == 100_000
    assert step(whole, "pv-ingot")["under_construction"] == 24 + 5 + 15
    assert step(whole, "pv-module")["under_construction"] == 8
    module = step(whole, "pv-module")["final"]
    assert module == {"low": 8, "high": 8, "unit": "GW"}
    for rung in whole["ladder"]:
        assert rung["operating"] == 0, "no running plant of the article has a figure"
        assert rung["final"]["low"] <= rung["final"]["high"]
        assert (rung["final"]["low"] < rung["final"]["high"]) == (rung["without_figure"] > 0)


def test_running_plants_without_a_figure_are_here(whole):
    assert step(whole, "polysilicon")["without_figure"] == 3  # 永祥, and both phases of 永祥新能源
    assert step(whole, "pv-ingot")["without_figure"] == 2  # phases one and two of 晶科能源, of ingot or of slicing


def test_cells_are_absent(whole):
    cells = step(whole, "pv-cell")
    assert cells["plants"] == cells["without_figure"] == 0
    assert cells["operating"] == cells["under_construction"] == cells["planned"] == 0
    assert cells["final"] == {"low": 0, "high": 0, "unit": "GW"}


def test_the_first_gap_is_to_fill_cells_and_nothing_else_is_to_fill(whole):
    assert whole["gaps"][0]["rank"] == 1
    assert (whole["gaps"][0]["process"], whole["gaps"][0]["kind"]) == ("pv-cell", "fill")
    assert gaps(whole, "fill") == ["pv-cell"]


def test_cells_are_tried_at_the_widths_of_modules_and_of_wafers(whole):
    assert [s["size"] for s in whole["gaps"][0]["sizes"]] == [8, 20]


def test_slicing_is_to_strengthen_and_polysilicon_possibly_narrow(whole):
    assert "pv-wafer" in gaps(whole, "strengthen")
    assert gaps(whole, "possibly narrow") == ["polysilicon"]


def test_gaps_stand_in_order_with_a_range_a_verdict_and_a_reason(whole):
    assert [g["rank"] for g in whole["gaps"]] == list(range(1, len(whole["gaps"]) + 1))
    order = ["fill", "strengthen", "possibly narrow", "extend", "supporting"]
    kinds = [order.index(g["kind"]) for g in whole["gaps"]]
    assert kinds == sorted(kinds)
    for gap in (g for g in whole["gaps"] if g["kind"] != "supporting"):
        assert gap["worth_low"] <= gap["worth"] <= gap["worth_high"]
        assert gap["worth"] == max(s["worth"] for s in gap["sizes"])
        assert gap["worth_unit"] == "CNY/a"
        assert gap["verdict"] in ("pays", "pays only if no partner serves", "does not pay at these prices")
        assert (gap["worth"] > 0) == gap["verdict"].startswith("pays")
        assert gap["because"]
        assert gap["because_en"]


def test_side_materials_are_apart(whole):
    assert set(gaps(whole, "supporting")) >= {"pv-glass", "eva-film", "aluminium-frame"}
    assert {s["process"] for s in whole["ladder"]} & set(gaps(whole, "supporting")) == set()


def test_partners_hold_cells_running_and_announced_apart(whole):
    cells = {p["name"]: (p["operating"], p["announced"]) for p in whole["partners"] if p["process"] == "pv-cell"}
    assert cells["眉山市"] == (15, 0)
    assert cells["成都市"][0] > 0
    assert cells["成都市"][1] == 30
    worths = [p["worth"] for p in whole["partners"]]
    assert worths == sorted(worths, reverse=True)
    assert [p["rank"] for p in whole["partners"]] == list(range(1, len(worths) + 1))
    assert whole["partners_note"] is None


def test_a_partner_s_worth_of_today_needs_running_plants(whole):
    for partner in whole["partners"]:
        assert partner["worth_low"] <= partner["worth"] <= partner["worth_high"]
        assert partner["operating"] > 0 or partner["worth_running"] == pytest.approx(0, abs=1)


def test_alone_the_gaps_stay_and_partners_are_empty_with_a_reason(whole, alone):
    def told(value):
        return [(g["kind"], g["process"], g["size"], pytest.approx(g["worth"])) for g in value["gaps"]]

    assert told(alone) == told(whole)
    assert alone["ladder"] == whole["ladder"]
    assert alone["partners"] == []
    assert "--alone" in alone["partners_note"]["zh"]
    assert "--alone" in alone["partners_note"]["en"]
    assert alone["gaps"][0]["verdict"] != "pays only if no partner serves"


@pytest.mark.parametrize("part", ["ladder", "gaps", "partners", "lacking"])
def test_every_evidence_leads_somewhere(whole, part):
    statements = {s["id"] for s in whole["statement_list"]}
    assumptions = {a["name"] for a in whole["assumptions"]}
    assert whole[part]
    for item in whole[part]:
        assert item["evidence"], item
        for evidence in item["evidence"]:
            ((shape, value),) = evidence.items()
            resolved = {"statement": value in statements, "assumption": value in assumptions}
            assert resolved.get(shape, shape == "citation" and value.strip() != ""), evidence


def test_every_assumption_says_why_in_words(whole):
    names = [a["name"] for a in whole["assumptions"]]
    assert len(set(names)) == len(names)
    assert [a["name"] for a in whole["assumptions"] if not (a["because"] and a["because_en"])] == []
    figures = [a for a in whole["assumptions"] if a["kind"] == "assumption"]
    assert [a["name"] for a in figures if not (a["unit"] and a["low"] <= a["value"] <= a["high"])] == []


def test_what_is_not_placed_is_listed_with_a_reason(whole):
    projects = {s["id"] for s in whole["statement_list"] if s["kind"] == "project"}
    unplaced = {u["statement"] for u in whole["unplaced"]}
    used = {e["statement"] for s in whole["ladder"] for e in s["evidence"] if "statement" in e}
    assert unplaced <= projects
    assert projects - used == unplaced
    assert [u for u in whole["unplaced"] if not (u["because"] and u["because_en"])] == []
