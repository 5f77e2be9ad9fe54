"""A scene solves any set of regions, with capacity added or without, and each solve stands alone."""

import pytest
from small_chain import make_chain, make_scene, plant

from sanjiang.chain.scene import OUTSIDE, new_plant
from sanjiang.core.evidence import Citation

PLANTS = [
    plant("make-a", 80),
    plant("make-c", 8),
    plant("make-b", 10, region="there"),
    plant("make-b", 30, region="there", stage="under_construction"),
    plant("make-b", 100, region="there", stage="planned"),
]


@pytest.fixture(scope="module")
def scene():
    return make_scene(make_chain(), PLANTS)


def test_holders_are_the_other_regions_with_the_step_running_or_announced(scene):
    a, b, c = scene.chain.steps
    assert scene.holders(b) == ("there",)
    assert scene.holders(a) == scene.holders(c) == ()  # the region itself is no holder
    announced = make_scene(make_chain(), [*PLANTS[:2], PLANTS[4]])
    assert announced.holders(b) == ("there",)


def test_each_solve_stands_alone(scene):
    base = scene.cases[0]
    before = scene.solve(base, ["here"]).objective
    more = scene.solve(base, ["here"], {"make-b": 16.0}).objective
    assert more > before
    assert scene.solve(base, ["here"]).objective == pytest.approx(before)
    both = scene.solve(base, ["here", "there"]).objective
    running = scene.solve(base, ["here", "there"], running_only=True).objective
    assert running < both
    assert scene.solve(base, ["there", "here"]).objective == pytest.approx(both)


def test_only_the_chosen_regions_and_the_market_take_part(scene):
    found = scene.solve(scene.cases[0], ["there"])
    assert set(found.activity["region"]) == {"there"}
    assert set(found.flows["origin"]) | set(found.flows["destination"]) == {"there", *OUTSIDE}
    assert new_plant("make-b") not in found.activity["plant"].to_list()


def test_what_is_only_planned_never_runs(scene):
    both = scene.solve(scene.cases[0], ["here", "there"])
    made = both.activity.filter(process="make-b", region="there")["amount"].sum()
    assert made == pytest.approx(40)


def test_running_only_leaves_the_asking_regions_own_works_standing():
    building = [plant("make-a", 80, stage="under_construction"), plant("make-c", 8, stage="partly_operating")]
    scene = make_scene(make_chain(), building)
    running = scene.solve(scene.cases[0], ["here"], running_only=True).objective
    assert running == pytest.approx(scene.solve(scene.cases[0], ["here"]).objective)
    assert running > 0


def test_unknown_capacities_stand_in_the_high_cases_alone():
    scene = make_scene(make_chain(), [plant("make-a", 0, high=10)], unknown_high=True)
    # 10 a at 8 − 3 each.
    assert [scene.solve(case, ["here"]).objective for case in scene.cases] == pytest.approx([0.0, 50.0])


def test_evidence_is_that_of_every_row_solved(scene):
    assert scene.solved_evidence(["here"]) == (Citation("round"),)


def test_the_market_passes_nothing_on(scene):
    apart = scene.solve(scene.cases[0], ["here", "there"], joined=False)
    each = sum(scene.solve(scene.cases[0], [r]).objective for r in ("here", "there"))
    assert apart.objective == pytest.approx(each)  # the market is wide enough for both
    assert scene.solve(scene.cases[0], ["here", "there"]).objective > apart.objective
