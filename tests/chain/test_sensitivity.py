"""What moves a worth: one thing at a time, the largest swing first, against worths worked out with it in place."""

from dataclasses import replace

import pytest
from small_chain import PRICES, figure, make_chain, make_network, make_scene, plant

from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.scene import Case, Driver
from sanjiang.chain.sensitivity import sensitivities
from sanjiang.chain.worth import worth_of
from sanjiang.core.evidence import Citation

HERE = [plant("make-a", 80), plant("make-c", 8)]
ADDED = {"make-b": 16.0}


def price_driver(product, low, high, process=None):
    """Return a driver of one product's price, and what its scene's networks are made of."""
    chain = make_chain()
    ends = {
        end: Case(end, end, make_network(chain, HERE, {**PRICES, product: value}))
        for end, value in (("low", low), ("high", high))
    }
    why = (Citation("round"),)
    return Driver(f"{product}.price", product, product, "CNY/t", low, high, process, ends.__getitem__, why)


def scene(*drivers, chain=None):
    return replace(make_scene(chain or make_chain(), HERE), drivers=drivers)


def test_a_driver_moves_the_worth_as_far_as_its_networks_say():
    # Cells b: bought they cost price × 1.1 + 1, so 16 b save 16 × 1.1 more a unit of price.
    b = price_driver("b", 55.0, 65.0)
    (found,) = sensitivities(scene(b), ADDED)
    base = worth_of(scene(), 8, ADDED, ["here"], scene().cases).base
    assert (found.at_low, found.at_high) == pytest.approx((base - 16 * 5.5, base + 16 * 5.5))
    assert found.swing == pytest.approx(16 * 11)
    assert (found.name, found.low, found.high, found.unit) == ("b.price", 55.0, 65.0, "CNY/t")


def test_the_largest_swing_comes_first_and_what_moves_nothing_is_left_out():
    a, b, c = price_driver("a", 9.9, 10.1), price_driver("b", 50.0, 70.0), price_driver("c", 199.0, 201.0)
    # c sells all its 8 with and without b, so its price moves nothing.
    assert [s.name for s in sensitivities(scene(a, b, c), ADDED)] == ["b.price", "a.price"]


def test_a_driver_of_a_process_that_is_not_here_is_passed_over():
    b = price_driver("b", 55.0, 65.0, process="make-x")
    assert sensitivities(scene(b), ADDED) == ()
    assert [s.name for s in sensitivities(scene(replace(b, process="make-b")), ADDED)] == ["b.price"]  # what is added
    assert [s.name for s in sensitivities(scene(replace(b, process="make-a")), ADDED)] == ["b.price"]  # what stands


def test_capital_life_and_interest_move_the_annuity():
    chain = make_chain()
    (old,) = [p for p in chain.processes if p.id == "make-b"]
    new = replace(
        old, capex=replace(figure(42.0), low=40.0, high=50.0), life_years=replace(figure(2.0), low=1.0, high=4.0)
    )
    wide = replace(chain, processes=tuple(new if p is old else p for p in chain.processes))
    found = {s.name: s for s in sensitivities(replace(scene(chain=wide), discount_rate=RATE), ADDED)}
    gross = 736.0  # see test_worth
    assert set(found) == {"make-b.capex", "make-b.life_years", "finance.discount_rate"}
    assert found["make-b.capex"].at_low == pytest.approx(gross - 16 * 40 * 121 / 210)
    assert found["make-b.capex"].at_high == pytest.approx(gross - 16 * 50 * 121 / 210)
    assert found["make-b.life_years"].at_low == pytest.approx(gross - 16 * 42 * 1.1)
    assert found["finance.discount_rate"].at_low == pytest.approx(gross - 16 * 42 / 2)
    # 20 %: 42 × 0.2 / (1 − 1.2⁻²) = 42 × 144/220
    assert found["finance.discount_rate"].at_high == pytest.approx(gross - 16 * 42 * 144 / 220)


RATE = replace(figure(0.1, "ratio"), low=0.0, high=0.2)


def test_a_gap_names_what_moves_it_most():
    a, b = price_driver("a", 9.9, 10.1), price_driver("b", 50.0, 70.0)
    (gap,) = [g for g in find_gaps(scene(a, b)) if g.kind == "fill"]
    out = gap.to_json("CNY")
    assert out["moved_most_by"] == "b.price"
    assert [s["name"] for s in out["sensitivity"]] == ["b.price", "a.price"]
    assert all(s["evidence"] for s in out["sensitivity"])
