"""Channels by price, loss, cost and margin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Assumption
from sanjiang.library.farms import load_channels
from sanjiang.systems.channels import compare, margin

SHARE = st.floats(0.01, 0.9)


def test_the_largest_margin_first_and_whether_it_is_told_apart(told):
    rows = compare(load_channels(), [told("policy", "农超对接")])
    assert [r["margin"]["value"] for r in rows] == sorted((r["margin"]["value"] for r in rows), reverse=True)
    assert {r["channel"]: len(r["statements"]) for r in rows}["supermarket"] == 1
    assert compare(load_channels(), [told("policy", "农超对接", sector="industry")])[0]["statements"] == []


@given(price=st.floats(0.5, 5), loss=SHARE, cost=SHARE)
def test_a_margin_is_what_is_left(price, loss, cost):
    assumed = {"wholesale.price": price, "wholesale.loss": loss, "wholesale.cost": cost}
    [wholesale, *others] = load_channels(assumed)
    left = margin(wholesale)
    kept = price * (1 - loss)
    assert left.value == left.low == left.high == pytest.approx(kept - kept * cost - 1)
    assert left.evidence == tuple(Assumption(f"wholesale.{f}") for f in ("price", "loss", "cost"))
    assert all(margin(c).low <= margin(c).value <= margin(c).high for c in others)


@pytest.mark.parametrize("assumed", [{"wholesale.loss": 1}, {"wholesale.cost": 1.2}, {"barter.loss": 0.1}])
def test_what_is_no_channels_figure(assumed):
    with pytest.raises(LibraryError):
        load_channels(assumed)
