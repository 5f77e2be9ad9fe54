"""What joining a neighbour is worth: v(both) − v(each alone), by hand; running and announced told apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_chain import PRICES, make_chain, make_scene, plant

from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.partners import find_partners
from sanjiang.core.statement import STAGES

HERE = [plant("make-a", 80), plant("make-c", 8)]
RUNNING = plant("make-b", 10, region="there")
BUILDING = plant("make-b", 30, region="there", stage="under_construction")
PLANNED = plant("make-b", 5, region="there", stage="planned")


def partners(*plants, **options):
    return find_partners(make_scene(make_chain(), plants, **options))


# Between the two, 50 km apart, freight is 0.5 + 0.005 × 50 = 0.75; to the market of either it is 1.
# Alone the region sells 80 a at 8 and buys b at 67; the other buys a at 12 and sells b at 53.
#   an a that goes to the other is worth     12 − 8 − 0.75  =  3.25
#   a b that comes back is worth             67 − 53 − 0.75 = 13.25


def test_both_together_less_each_alone():
    (found,) = partners(*HERE, RUNNING, BUILDING)
    # 40 b take all 80 a, and 16 of them feed the 8 c.
    assert found.worth == pytest.approx(80 * 3.25 + 16 * 13.25)  # 472
    assert (found.region, found.step.id, found.rank, found.unit) == ("there", "step-b", 1, "t")
    assert found.distance is not None
    assert found.distance.value == 50


def test_each_side_by_hand():
    scene = make_scene(make_chain(), [*HERE, RUNNING, BUILDING])
    base = scene.cases[0]
    alone = scene.solve(base, ["here"]).objective
    other = scene.solve(base, ["there"]).objective
    both = scene.solve(base, ["here", "there"]).objective
    assert alone == pytest.approx(600)  # 80 × (8 − 3) + 8 × (179 − 20 − 2 × 67)
    assert other == pytest.approx(40 * (53 - 5 - 2 * 12))  # 960
    # 8 c 1,272; 24 b sold 1,272; 80 a made −240 and moved −60; 40 b made −200; 16 b moved −12.
    assert both == pytest.approx(1_272 + 1_272 - 240 - 60 - 200 - 12)
    assert find_partners(scene)[0].worth == pytest.approx(both - alone - other)


def test_running_and_announced_are_told_and_valued_apart():
    (found,) = partners(*HERE, RUNNING, BUILDING, PLANNED)
    assert (found.operating, found.announced) == (10, 35)  # announced: being built or planned
    assert found.worth == pytest.approx(472)  # at the horizon: what is only planned adds nothing
    # With what runs today: 10 b take 20 a, and all go to c.
    assert found.worth_running == pytest.approx(20 * 3.25 + 10 * 13.25)  # 197.5


def test_a_neighbour_that_only_plans_is_named_and_worth_nothing_yet():
    (found,) = partners(*HERE, PLANNED)
    assert (found.operating, found.announced) == (0, 5)
    assert (found.worth, found.worth_running) == pytest.approx((0, 0))
    assert found.exchanged == ()


def test_what_would_be_exchanged():
    (found,) = partners(*HERE, RUNNING, BUILDING)
    moved = {(e.product.id, e.origin, e.destination): e.amount for e in found.exchanged}
    assert moved == pytest.approx({("a", "here", "there"): 80, ("b", "there", "here"): 16})


def test_the_range_is_over_the_cases():
    cases = {"base": PRICES, "cheap b": {**PRICES, "b": 30.0}}
    (found,) = partners(*HERE, RUNNING, BUILDING, cases=cases)
    # b at 30: bought 34, sold 26. The other makes none alone (26 − 5 − 24 < 0), and together sells none beyond c:
    # 16 b from 32 a, made there for 5 and moved: 34 − 5 − 2 × (8 + 0.75) − 0.75 = 10.75 each; the other 24 b earn
    # 26 − 5 − 2 × 8.75 = 3.5 each from the region's a.
    assert found.worth_low == pytest.approx(16 * 10.75 + 24 * 3.5)  # 256
    assert found.worth_high == found.worth == pytest.approx(472)


def test_no_partner_where_no_neighbour_holds_what_is_missing():
    assert partners(*HERE) == ()
    assert partners(*HERE, plant("make-a", 50, region="there")) == ()  # it holds what is here already


def test_no_partner_for_a_chain_without_a_gap():
    assert partners(*HERE, plant("make-b", 16), RUNNING) == ()


def test_the_partner_worth_most_comes_first():
    far = plant("make-b", 2, region="away")
    found = partners(*HERE, far, RUNNING, BUILDING)
    assert [(p.rank, p.region) for p in found] == [(1, "there"), (2, "away")]
    assert found[0].worth > found[1].worth > 0


def test_a_partner_rests_on_its_plants_and_on_the_rows_of_its_worth():
    (found,) = partners(*HERE, RUNNING)
    assert set(found.evidence) == {*RUNNING.evidence, *make_scene(make_chain(), HERE).solved_evidence(["here"])}


def test_a_partner_of_unknown_capacity_says_so():
    (found,) = partners(*HERE, plant("make-b", 0, high=10, region="there"), unknown_high=True)
    assert (found.operating, found.announced, found.without_figure) == (0, 0, 1)
    assert (found.worth, found.worth_low) == pytest.approx((0, 0))
    assert found.worth_high == pytest.approx(20 * 3.25 + 10 * 13.25)


amounts = st.integers(0, 60).map(float)
USELESS = [plant("make-b", 40, region="useless", stage="planned"), plant("make-a", 0, region="useless")]


@settings(max_examples=20, deadline=None)
@given(amounts, amounts, amounts, st.sampled_from(STAGES[2:6]))
def test_a_neighbour_with_nothing_that_stands_changes_nothing(a, b, c, stage):
    plants = [plant("make-a", a), plant("make-c", c), plant("make-b", b, region="there", stage=stage)]
    without, beside = make_scene(make_chain(), plants), make_scene(make_chain(), [*plants, *USELESS])
    there = [p for p in find_partners(beside) if p.region != "useless"]
    assert [p.worth for p in there] == pytest.approx([p.worth for p in find_partners(without)], abs=1e-6)
    assert all(p.worth == pytest.approx(0, abs=1e-6) for p in find_partners(beside) if p.region == "useless")
    gaps = [[(g.kind, g.item.id, g.verdict) for g in find_gaps(s)] for s in (without, beside)]
    assert gaps[0] == gaps[1]


@settings(max_examples=20, deadline=None)
@given(amounts, amounts, amounts, st.integers(0, 100).map(float))
def test_joining_never_costs_while_the_market_takes_all(a, b, c, price):
    plants = [plant("make-a", a), plant("make-c", c), plant("make-b", b, region="there")]
    found = partners(*plants, cases={"base": {**PRICES, "b": price}}, takes=100_000)
    assert all(p.worth >= -1e-6 for p in found)
    assert all(p.worth == pytest.approx(p.worth_running) for p in found)  # all of it runs


def test_the_market_that_both_sell_to_is_not_counted_twice():
    there = [plant("make-b", 10, region="there"), plant("make-a", 80, region="there")]
    (found,) = find_partners(make_scene(make_chain(), [*HERE, *there], takes=100))
    assert found.worth >= 0
