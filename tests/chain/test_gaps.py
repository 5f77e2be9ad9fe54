"""Gaps: in order, each with its verdict, its best size and what it rests on."""

from dataclasses import replace

import pytest
from small_chain import PRICES, make_chain, make_scene, plant

from sanjiang.chain.breaks import KIND_ORDER
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.worth import worth_of

HERE = [plant("make-a", 80), plant("make-c", 8)]
THERE = plant("make-b", 40, region="there")


def gaps(*plants, chain=None, **options):
    return find_gaps(make_scene(chain or make_chain(), plants, **options))


def fill(*plants, **options):
    (found,) = [g for g in gaps(*plants, **options) if g.kind == "fill"]
    return found


def test_each_size_is_valued_and_the_best_is_taken():
    # The sizes are the 8 c after it and the 80 a = 20 c before it: 16 and 40 b, worth 348.8 and 536 (see test_worth).
    found = fill(*HERE)
    assert [w.size for w in found.tiers] == [8, 20]
    assert [w.base for w in found.tiers] == pytest.approx([348.8, 536])
    assert found.best is found.tiers[1]
    assert (found.size, found.size_unit) == (40, "t")  # in the step's own unit
    assert found.item.id == "step-b"
    # A captive b is worth 548.8 at the first size and −32 at the second.
    captive = fill(*HERE, chain=make_chain(captive=["b"]))
    assert [w.base for w in captive.tiers] == pytest.approx([548.8, -32])
    assert captive.size == 16


def test_verdicts():
    assert fill(*HERE).verdict == "pays"
    assert fill(*HERE, chain=make_chain(capex=1_000.0)).verdict == "does not pay at these prices"
    # At a capital of 50 the annuity is 50 × 121/210 = 28.81: 40 b pay alone, 1,504 − 1,152. With the other's 40 b
    # the market and its own a are left, each b gaining 53 − 5 − 2 × 12 = 24, and its a stay here: 1,032 − 1,152 < 0.
    served = fill(*HERE, THERE, chain=make_chain(capex=50.0))
    assert served.best is not None
    assert served.best.base == pytest.approx(1_504 - 40 * 50 * 121 / 210)
    assert served.verdict == "pays only if no partner serves"
    together = make_scene(make_chain(capex=50.0), [*HERE, THERE])
    shared = worth_of(together, 20, {"make-b": 40}, ["here", "there"], together.cases)
    assert shared.gross == pytest.approx(1_032)
    # At 42 the annuity of 968 is below 1,032: it pays although a partner serves.
    assert fill(*HERE, THERE).verdict == "pays"


def test_a_partner_that_only_plans_does_not_serve():
    planned = plant("make-b", 40, region="there", stage="planned")
    assert fill(*HERE, planned, chain=make_chain(capex=50.0)).verdict == "pays"


def test_neighbours_change_no_worth():
    alone, beside = fill(*HERE), fill(*HERE, THERE)
    assert [w.to_json() for w in beside.tiers] == [pytest.approx(w.to_json()) for w in alone.tiers]


def test_kinds_come_in_order_and_within_a_kind_the_worthiest_first():
    links = {"a": 0.0, "b": 1.0, "c": 1.0, "d": 1.0}
    chain = make_chain(links)
    prices = {"a": 30.0, "b": 60.0, "c": 110.0, "d": 200.0}
    found = gaps(plant("make-b", 10), plant("make-d", 6), chain=chain, cases={"base": prices})
    assert [(g.kind, g.item.id) for g in found] == [
        ("fill", "step-c"),
        ("strengthen", "step-d"),
        ("extend", "step-a"),
        ("supporting", "glass"),
    ]
    assert [g.rank for g in found] == [1, 2, 3, 4]
    two = gaps(plant("make-a", 10), plant("make-d", 6), chain=chain, cases={"base": prices})[:2]
    assert [g.kind for g in two] == ["fill", "fill"]
    assert two[0].best.base >= two[1].best.base
    assert [KIND_ORDER.index(g.kind) for g in found] == sorted(KIND_ORDER.index(g.kind) for g in found)


def test_neighbouring_absent_steps_are_tested_together():
    chain = make_chain({"a": 0.0, "b": 1.0, "c": 1.0, "d": 1.0}, captive=["b", "c"])
    found = gaps(plant("make-a", 80), plant("make-d", 8), chain=chain, cases={"base": {"a": 10.0, "d": 200.0}})
    fills = [g for g in found if g.kind == "fill"]
    assert [g.item.id for g in fills] == ["step-b", "step-c"]
    for g in fills:
        assert g.best is not None
        assert g.best.base == pytest.approx(-8 * 24.2)  # one without the other goes nowhere
        assert g.together is not None
        steps, worth = g.together
        assert steps == ("step-b", "step-c")
        assert worth.base == pytest.approx(1_008 - 2 * 8 * 24.2)  # see test_worth
        assert g.to_json("CNY")["together"]["processes"] == ["step-b", "step-c"]


def test_a_lone_gap_has_nothing_to_be_tested_with():
    assert fill(*HERE).together is None


def test_no_gap_in_a_complete_chain_but_its_side_materials():
    found = gaps(plant("make-a", 40), plant("make-b", 20), plant("make-c", 10))
    assert [(g.kind, g.item.id) for g in found] == [("supporting", "glass")]
    # 10 c take half a unit of glass each.
    assert (found[0].size, found[0].size_unit) == (5, "t")
    assert found[0].best is None
    assert found[0].verdict == "not valued"


def test_no_side_material_where_the_step_that_takes_it_is_absent():
    assert [g.kind for g in gaps(plant("make-a", 80), plant("make-b", 20))] == ["strengthen", "extend"]


def test_a_side_material_that_documents_place_here_is_no_gap():
    scene = make_scene(make_chain(), HERE)
    assert "glass" in [g.item.id for g in find_gaps(scene)]
    assert "glass" not in [g.item.id for g in find_gaps(replace(scene, sides=frozenset({"glass"})))]


def test_nothing_here_is_no_gap():
    assert gaps(THERE) == ()


def test_json_has_the_contracts_keys_and_every_gap_its_evidence():
    for g in gaps(*HERE, cases={"base": PRICES, "cheap b": {**PRICES, "b": 30.0}}):
        out = g.to_json("CNY")
        keys = {"rank", "kind", "process", "name_zh", "region", "size", "size_unit", "worth", "worth_low", "worth_high"}
        assert keys | {"worth_unit", "payback_years", "verdict", "because", "evidence"} <= set(out)
        assert out["worth_unit"] == "CNY/a"
        assert out["evidence"]
        if g.best:
            assert out["worth_low"] <= out["worth"] <= out["worth_high"]


def test_a_gap_that_pays_only_with_its_neighbour_is_not_told_as_not_paying():
    chain = make_chain({"a": 0.0, "b": 1.0, "c": 1.0, "d": 1.0}, captive=["b", "c"])
    scene = make_scene(chain, [plant("make-a", 80), plant("make-d", 8)], cases={"base": {"a": 10.0, "d": 200.0}})
    first = find_gaps(scene)[0]
    assert first.together is not None
    assert first.together[1].base > 0
    assert "together" in first.because_en
