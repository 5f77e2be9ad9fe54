"""The brief in a terminal: it prints for any brief, and what documents say is printed as text."""

import copy
import json
import re
from pathlib import Path

import pytest

from sanjiang.brief.terminal import statement_table, summary

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
EMPTY = {
    **BRIEF,
    "documents": [{**BRIEF["documents"][0], "statements": 0, "note": None}],
    "statements": 0,
    "ladder": [],
    "gaps": [],
    "partners": [],
    "partners_note": {"zh": "没有可分析的产业链。", "en": "There is no chain to analyse."},
    "unplaced": [],
    "lacking": [{"zh": "文件中没有项目", "en": "the documents name no project", "evidence": []}],
    "statement_list": [],
}
HOSTILE = "[bold]甲[/bold] [/red] [link=x]乙[/link] [丙]"


@pytest.fixture
def printed(capsys, monkeypatch):
    """Print and return it, its blanks as one; a wide terminal, so that words stay whole."""
    monkeypatch.setenv("COLUMNS", "400")

    def run(show, *arguments):
        show(*arguments)
        out, err = capsys.readouterr()
        assert err == ""
        assert "\x1b" not in out, "no terminal, no colours"
        return re.sub(r"\s+", " ", out)

    return run


def test_a_full_brief_tells_ladder_gaps_and_partners(printed):
    out = printed(summary, BRIEF, [Path("deep/page.html")])
    names = [item["name_zh"] for part in ("ladder", "gaps") for item in BRIEF[part]]
    names += [p["name"] for p in BRIEF["partners"]]
    assert len(names) > 10
    assert [name for name in names if name not in out] == []
    assert "缺 absent" in out
    assert [lack["en"] for lack in BRIEF["lacking"] if re.sub(r"\s+", " ", lack["en"]) not in out] == []
    assert out.rstrip().endswith(str(Path("deep/page.html")))


def test_gaps_stand_in_their_order_with_verdicts(printed):
    out = printed(summary, BRIEF, ())
    listed = [g for g in BRIEF["gaps"] if g["kind"] != "supporting"]
    places = [out.index(f" {g['rank']}. ") for g in listed]
    assert places == sorted(places)
    assert [g["verdict"] for g in listed if g["verdict"] not in out] == []
    assert "page" not in out


def test_an_empty_brief_says_what_it_lacks(printed):
    out = printed(summary, EMPTY, ())
    assert EMPTY["partners_note"]["zh"] in out
    assert EMPTY["partners_note"]["en"] in out
    assert "文件中没有项目" in out
    assert "阶梯" not in out


def test_projects_not_placed_are_counted(printed):
    unplaced = [{"statement": "0", "because": "不知道", "because_en": "not known"}] * 7
    assert "projects not placed: 7" in printed(summary, {**EMPTY, "unplaced": unplaced}, ())


def test_what_documents_say_is_text_and_no_markup(printed):
    brief = copy.deepcopy(EMPTY)
    brief["documents"][0] |= {"name": HOSTILE, "note": f"note {HOSTILE}"}
    brief["lacking"] = [{"zh": f"zh {HOSTILE}", "en": f"en {HOSTILE}", "evidence": []}]
    out = printed(summary, brief, [Path(HOSTILE)])
    assert out.count(HOSTILE) == 5


def test_names_of_partners_and_regions_are_text(printed):
    brief = copy.deepcopy(BRIEF)
    brief["region"] |= {"name": HOSTILE, "name_en": HOSTILE}
    brief["partners"][0] |= {"name": HOSTILE, "name_en": HOSTILE}
    assert printed(summary, brief, ()).count(HOSTILE) == 4


def test_statements_are_printed_with_their_quotes(printed):
    statements = BRIEF["statement_list"]
    out = printed(statement_table, statements, "a.txt", [])
    assert f"a.txt: {len(statements)}" in out
    organisations = {s["organisation"] for s in statements if "organisation" in s}
    assert organisations
    assert [o for o in organisations if o not in out] == []


def test_statements_are_text_and_no_markup(printed):
    statement = {
        "kind": "agreement",
        "name": HOSTILE,
        "organisation": HOSTILE,
        "parties": [{"name": HOSTILE}],
        "product": HOSTILE,
        "place": {"name": HOSTILE},
        "evidence": [{"start": 3, "end": 9, "quote": HOSTILE}],
    }
    out = printed(statement_table, [statement], HOSTILE, [HOSTILE])
    assert out.count(HOSTILE) == 8
    assert "3–9" in out


def test_no_statement_is_an_empty_table(printed):
    assert "a.txt: 0" in printed(statement_table, [], "a.txt", [])
