"""The examples of docs/hand-calculations.md: the program finds what the page works out by hand."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.answers import gaps_of, ladder_of, partners_of, recruit_of
from sanjiang.pipeline import Request

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "hand-calculations.md").read_text("utf-8")
HAND = DOCS / "hand"
ROUND = {
    name: float(value)
    for name, _, value in (line.partition("=") for line in (HAND / "assumptions.txt").read_text("utf-8").splitlines())
}
YI = 1e8


def request(*names, alone=True, **assumed):
    return Request(tuple(HAND / f"{n}.txt" for n in names), "海口", date(2021, 4, 30), alone, {**ROUND, **assumed})


def gaps(name, **assumed):
    """Return the valued gaps of an example by step: kind, best size, worths in 亿元 by size in GW of modules."""
    found = gaps_of(request(name, **{k.replace("__", "."): v for k, v in assumed.items()})).value
    return {
        g["process"]: (g["kind"], g["size"], {s["final"]: round(s["worth"] / YI, 4) for s in g["sizes"]})
        for g in found
        if g["kind"] != "supporting"
    }


def low_high(name, process):
    (gap,) = [g for g in gaps_of(request(name)).value if g["process"] == process]
    return [gap[k] / YI for k in ("worth", "worth_low", "worth_high")], gap["moved_most_by"]


def test_broken_in_the_middle():
    assert gaps("broken") == {
        "pv-cell": ("fill", 20, {8: 32.8, 20: 58}),
        "pv-module": ("strengthen", 12, {12: 15.6}),
        "industrial-silicon": ("extend", 50_000, {20: 2.5}),
    }


def test_one_narrow_step():
    assert gaps("narrow") == {
        "pv-wafer": ("strengthen", 30, {30: 61.5}),
        "industrial-silicon": ("extend", 100_000, {40: 5}),
    }


def test_complete():
    assert gaps("complete") == {}
    steps = ladder_of(request("complete")).value
    assert [(s["final"]["low"], s["final"]["high"]) for s in steps] == [(10, 10)] * 6


def test_only_unknown_capacities():
    assert gaps("unknown")["pv-cell"] == ("fill", 5, {4: 3.6, 5: 4.5})
    worths, most = low_high("unknown", "pv-cell")
    assert worths == pytest.approx([4.5, 4.5, 12.5])
    assert most == "plant.unknown"


def test_the_missing_step_does_not_pay():
    assert gaps("not-paying", **{"pv-cell.price": 6.2e8})["pv-cell"] == ("fill", 8, {8: -0.64, 10: -1.64})
    found = gaps_of(request("not-paying", **{"pv-cell.price": 6.2e8})).value
    assert found[0]["verdict"] == "does not pay at these prices"


def test_a_partner():
    (found,) = partners_of(request("broken", "partner", alone=False)).value
    assert (found["name"], found["process"], found["operating"], found["announced"]) == ("三亚市", "pv-cell", 10, 0)
    assert found["worth"] / YI == pytest.approx(28)
    assert found["worth_running"] / YI == pytest.approx(28)
    moved = {(e["product"], e["from"], e["to"]): e["amount"] for e in found["exchanged"]}
    assert moved == pytest.approx({("pv-wafer", "460100", "460200"): 10, ("pv-cell", "460200", "460100"): 8})


def test_recruiting_within_a_budget():
    plan = recruit_of(request("broken"), ["money=30亿元"]).value
    builds = {b["process"]: b for b in plan["builds"]}
    assert {p: (b["size"], b["lumps"]) for p, b in builds.items()} == {
        "pv-module": (20, 5),
        "industrial-silicon": (60_000, 2),
    }
    assert plan["objective_gain"] / YI == pytest.approx(28.8)
    assert {p: b["worth"] / YI for p, b in builds.items()} == pytest.approx(
        {"pv-module": 26, "industrial-silicon": 2.8}
    )
    assert plan["budget"]["money"]["used"] / YI == pytest.approx(26)
    assert builds["pv-module"]["payback_years"] == pytest.approx(1 + 1 + 6 / 28)
    assert [c["process"] for c in plan["too_large"]] == ["polysilicon"]


@pytest.mark.parametrize("path", sorted(HAND.glob("*.txt")), ids=lambda p: p.name)
def test_every_text_stands_on_the_page(path):
    assert f"(hand/{path.name})" in PAGE
