"""What a brief says: every answer with its evidence, every assumption that it rests on, and why a table is empty."""

import json
from dataclasses import replace
from datetime import date

import pytest

from sanjiang.brief.content import Source, named_figures
from sanjiang.pipeline import Request, brief, load_library

AS_OF = date(2021, 4, 30)
ARTICLE = """自贡光伏企业投产
2021年4月20日

沱江硅业自贡10万吨多晶硅项目、沱江硅业自贡20GW单晶拉棒切方项目、沱江硅业自贡20GW切片项目已建成投产,釜溪光能自贡组件项目正在施工。
"""


def made(folder, alone):
    path = folder / "zigong.txt"
    path.write_text(ARTICLE, "utf-8")
    content, _ = brief(Request((path,), "自贡", AS_OF, alone, {}))
    return content


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return made(tmp_path_factory.mktemp("alone"), alone=True)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return made(tmp_path_factory.mktemp("whole"), alone=False)


def evidence(value):
    answers = [item for part in ("ladder", "gaps", "deepen", "partners", "lacking") for item in value[part]]
    answers += value["realisation"]["plants"]
    answers += [company for visit in value["visits"] for company in visit["companies"]]
    answers += [value["share"]] if value["share"] else []
    return [e for item in answers for e in item["evidence"]]


def test_the_json_is_strict_json_and_holds_what_the_contract_names(whole):
    value = whole.to_json()
    assert json.loads(json.dumps(value, allow_nan=False)) == value
    assert {"region", "as_of", "documents", "statements", "ladder", "gaps", "partners"} <= set(value)
    assert (value["region"]["adcode"], value["as_of"]) == ("510300", "2021-04-30")
    assert value["statements"] == len(value["statement_list"]) == 4


def test_worths_are_in_money_a_year(whole):
    value = whole.to_json()
    assert {item["worth_unit"] for item in value["gaps"] + value["partners"]} == {"CNY/a"}


def test_assumptions_are_those_that_some_answer_rests_on(whole):
    value = whole.to_json()
    named = {e["assumption"] for e in evidence(value) if "assumption" in e}
    assert [a["name"] for a in value["assumptions"]] == sorted(named)
    assert "market.spread" in named
    rules = {a["name"]: a for a in value["assumptions"] if a["kind"] == "rule"}
    assert "plant.unknown" in rules
    assert all(a["value"] is None and a["because"] and a["because_en"] for a in rules.values())


def test_every_figure_that_is_assumed_can_be_set_by_its_name(whole):
    figures = [a for a in whole.to_json()["assumptions"] if a["kind"] == "assumption"]
    library = load_library({a["name"]: a["value"] for a in figures})
    found = named_figures(library, AS_OF)
    assert figures
    for assumption in figures:
        figure = found[assumption["name"]]
        assert figure.value == figure.low == figure.high == assumption["value"]
        assert figure.unit == assumption["unit"]


def test_named_figures_hold_the_library_s_in_their_own_units():
    figures = named_figures(load_library(), AS_OF)
    assert figures["pv-module.pv-cell"].value == pytest.approx(1, abs=0.1)  # GW of cells in a GW of modules
    assert figures["pv-cell.capex"].unit == "CNY/GW"
    assert figures["finance.discount_rate"].unit == "ratio"
    assert figures["polysilicon.price"].low <= figures["polysilicon.price"].value <= figures["polysilicon.price"].high


def test_partners_need_no_note_where_there_are_some(whole):
    assert whole.partners
    assert whole.partners_note() is None
    assert whole.to_json()["partners_note"] is None


def test_an_empty_partner_table_says_why(alone, whole):
    notes = [
        alone.partners_note(),
        replace(whole, partners=()).partners_note(),
        replace(whole, partners=(), rungs=()).partners_note(),
        replace(whole, partners=(), rungs=tuple(r for r in whole.rungs if r.here)).partners_note(),
    ]
    assert [note["en"] for note in notes] == [
        "Asked to stand alone (--alone): no neighbour was considered.",
        "Neither the atlas nor the documents know a neighbour that holds a missing step.",
        *["No step of a main chain is missing, or there is no chain to analyse."] * 2,
    ]
    assert all(note["zh"] for note in notes)


def test_a_source_says_what_is_known_of_it():
    source = Source("a.txt", None, None, None, "0" * 64, 0, False, "left out")
    assert source.to_json() == {
        "name": "a.txt",
        "title": None,
        "published": None,
        "source": None,
        "sha256": "0" * 64,
        "statements": 0,
        "used": False,
        "note": "left out",
    }
    assert replace(source, published=AS_OF).to_json()["published"] == "2021-04-30"


def test_a_brief_is_the_same_each_time(alone, tmp_path):
    again = made(tmp_path, alone=True).to_json()
    first = alone.to_json()
    assert {k: v for k, v in again.items() if k not in ("documents", "statement_list")} == {
        k: v for k, v in first.items() if k not in ("documents", "statement_list")
    }


def test_each_gap_of_a_step_names_whom_to_visit_with_evidence(whole):
    value = whole.to_json()
    steps = {g["process"] for g in value["gaps"] if g["kind"] != "supporting"}
    cell = next(v for v in value["visits"] if v["process"] == "pv-cell")
    assert {v["process"] for v in value["visits"]} <= steps
    for company in (c for v in value["visits"] for c in v["companies"]):
        assert company["evidence"]
        assert company["plants"]
        assert all(p["region"] != value["region"]["adcode"] and p["evidence"] for p in company["plants"])
    assert cell["companies"][0]["plants"][0]["stage"] == "operating"
