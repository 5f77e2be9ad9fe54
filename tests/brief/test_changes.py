"""What changed between two briefs: nothing where they are the same, else the rows that differ and what they rest on."""

import copy
import json
from pathlib import Path

import pytest

from sanjiang.brief.changes import changes, with_changes
from sanjiang.brief.outline import lay_out, lay_out_changes
from sanjiang.brief.parts.changes import heading
from sanjiang.brief.saved import read_brief
from sanjiang.core.errors import DocumentError

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))


def other(**tables):
    """Return the brief as it would be with other rows."""
    return {**copy.deepcopy(BRIEF), **tables}


def test_the_same_brief_has_not_changed():
    found = changes(BRIEF, BRIEF)
    assert [found[table] for table in ("steps", "gaps", "partners", "assumptions")] == [[], [], [], []]
    assert found["documents"] == {"added": [], "removed": []}
    assert found["statements"] == {"added": 0, "removed": 0}
    report = lay_out_changes(BRIEF, BRIEF)
    assert "两份简报的结果相同。" in "".join(b.sentence.zh[0] for s in report.sections for b in s.blocks)


def test_the_solvers_tolerance_is_no_change():
    gaps = copy.deepcopy(BRIEF["gaps"])
    gaps[0]["worth"] *= 1 + 1e-9
    assert changes(BRIEF, other(gaps=gaps))["gaps"] == []


def test_a_plant_that_joined_is_named_as_the_reason():
    ladder = copy.deepcopy(BRIEF["ladder"])
    ladder[3] |= {"operating": 5, "plants": 1, "final": {"low": 5, "high": 5, "unit": "GW"}}
    ladder[3]["evidence"] = [{"statement": "new"}]
    new = {**BRIEF["statement_list"][0], "id": "new"}
    after = other(ladder=ladder, statement_list=[*BRIEF["statement_list"], new])
    found = changes(BRIEF, after)
    (step,) = found["steps"]
    assert step["process"] == BRIEF["ladder"][3]["process"]
    assert (step["before"]["operating"], step["after"]["operating"]) == (0, 5)
    assert step["why"] == [{"statement": "new"}]
    assert found["statements"] == {"added": 1, "removed": 0}


def test_an_assumption_of_another_value_is_named_as_the_reason():
    assumptions, gaps = copy.deepcopy(BRIEF["assumptions"]), copy.deepcopy(BRIEF["gaps"])
    used = next(e["assumption"] for e in gaps[0]["evidence"] if "assumption" in e)
    changed = next(a for a in assumptions if a["name"] == used)
    changed["value"] = (changed["value"] or 1) * 2
    gaps[0]["worth"] *= 2
    found = changes(BRIEF, other(assumptions=assumptions, gaps=gaps))
    assert [a["name"] for a in found["assumptions"]] == [used]
    assert {"assumption": used} in found["gaps"][0]["why"]
    report = lay_out_changes(BRIEF, other(assumptions=assumptions, gaps=gaps))
    assert used in report.grounds("change-gaps-0").references[0].content.values()


def test_what_came_and_went_has_no_values_on_one_side():
    found = changes(BRIEF, other(gaps=BRIEF["gaps"][1:], partners=[]))
    assert found["gaps"][0]["after"] is None
    assert found["gaps"][0]["before"]["worth"] == BRIEF["gaps"][0]["worth"]
    assert {p["region"] for p in found["partners"]} == {p["region"] for p in BRIEF["partners"]}


def test_two_cities_are_named_and_two_days_are_dated():
    later = other(as_of="2022-04-30")
    assert heading(changes(BRIEF, later)).zh == "2021-04-30 → 2022-04-30"
    city = other(region={"name": "包头市", "name_en": "Baotou", "adcode": "150200"})
    assert heading(changes(BRIEF, city)).en == "Leshan 2021-04-30 → Baotou 2021-04-30"


def test_every_figure_of_the_changes_rests_on_something():
    ladder = copy.deepcopy(BRIEF["ladder"])
    ladder[0]["operating"] += 1
    gaps = copy.deepcopy(BRIEF["gaps"])
    gaps[0]["worth"] += 1e8
    report = lay_out(with_changes(BRIEF, other(ladder=ladder, gaps=gaps)))
    section = next(s for s in report.sections if s.name == "changes")
    rows = [row for block in section.blocks for row in getattr(block, "rows", ())]
    assert len(rows) == 4
    assert all(report.grounds(row.key).references for row in rows)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"region": 1, "as_of": "x"}', "[" * 100_000, '{"region": {}, "as_of": 1, "gaps": [1]}']
)
def test_what_is_no_brief_is_refused_in_one_line(tmp_path, text):
    path = tmp_path / "brief.json"
    path.write_text(text, "utf-8")
    with pytest.raises(DocumentError, match="no brief's JSON") as caught:
        read_brief(path)
    assert "\n" not in str(caught.value)


def test_a_saved_brief_is_read(tmp_path):
    path = tmp_path / "brief.json"
    path.write_text(json.dumps(BRIEF), "utf-8")
    assert read_brief(path) == BRIEF
