"""Deepening the strongest step: one more of a typical size, valued as a gap is, and no gap."""

import pytest
from small_chain import make_chain, make_scene, plant

from sanjiang.chain.deepen import deepen
from sanjiang.chain.worth import worth_of


def test_one_more_of_a_typical_size_at_the_widest_step():
    scene = make_scene(make_chain(), [plant("make-a", 80), plant("make-c", 8)])
    found = deepen(scene)
    assert (found.rung.step.id, found.size) == ("step-a", 10)  # 80 a are worth 20 c
    assert found.worth.base == worth_of(scene, 2.5, {"make-a": 10}, ["here"], scene.cases).base
    assert found.worth.base == pytest.approx(10 * (8 - 3) - 10 * 24.2)
    out = found.to_json("CNY")
    assert out["evidence"]
    assert out["worth_low"] <= out["worth"] <= out["worth_high"]


def test_what_is_not_sure_is_not_strong():
    known, unknown = plant("make-c", 8), plant("make-a", 0, high=80)
    assert deepen(make_scene(make_chain(), [known, unknown])).rung.step.id == "step-c"
    assert deepen(make_scene(make_chain(), [unknown])) is None
