"""Dual allocation on networks at random and a published market: in the core, and how far it depends on the duals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sanjiang.cooperation import ProductionGame, dual_allocation, share
from sanjiang.cooperation.deal import Deal, Term, try_deal
from sanjiang.cooperation.dual_allocation import dual_ranges
from sanjiang.cooperation.project import Project
from sanjiang.network import Network

MADE = (("smelt", "ore", -2), ("smelt", "steel", 1), ("forge", "steel", -1), ("forge", "tools", 2))
amounts = st.integers(0, 30).map(float)


@st.composite
def networks(draw):
    """Four towns; ore, steel and tools; plants, supplies, demands and lanes at random; one may be common."""
    regions = ["a", "b", "c", "d"]
    pairs = [(o, d) for o in regions for d in regions if o != d]
    price = st.integers(0, 40).map(float)

    def rows(most, **fields):
        return draw(st.lists(st.fixed_dictionaries(fields), max_size=most))

    def once(listed, *keys):
        return list({tuple(row[k] for k in keys): row for row in listed}.values())

    where = {"region": st.sampled_from(regions), "product": st.sampled_from(["ore", "steel", "tools"])}
    plants = rows(5, process=st.sampled_from(["smelt", "forge"]), region=st.sampled_from(regions), capacity=amounts)
    lanes = draw(st.lists(st.sampled_from(pairs), max_size=8, unique=True))
    capacity = st.one_of(st.none(), amounts)
    return Network.from_rows(
        {
            "regions": [{"region": r} for r in regions],
            "products": [{"product": p, "unit": "t"} for p in ("ore", "steel", "tools")],
            "processes": [{"process": p, "unit": "t", "cost": 1, "capex": 40} for p in ("smelt", "forge")],
            "coefficients": [{"process": p, "product": q, "amount": a} for p, q, a in MADE],
            "plants": [{"plant": f"{i}", **row} for i, row in enumerate(plants)],
            "lanes": [
                {"origin": o, "destination": d, "mode": "road", "distance_km": 1, "capacity": draw(capacity)}
                for o, d in lanes
            ],
            "freight": [{"product": p, "mode": "road", "fixed": 1} for p in ("ore", "steel", "tools")],
            "supplies": once(rows(5, **where, quantity=amounts, price=price), "region", "product", "price"),
            "demands": once(rows(5, **where, quantity=amounts, price=price), "region", "product", "price"),
            "members": [{"region": r, "player": draw(st.sampled_from([r, "*"])) if r == "d" else r} for r in regions],
        }
    )


@settings(max_examples=40)
@given(networks())
def test_dual_allocation_lies_in_the_core_whoever_owns_what(network):
    game = ProductionGame(network)
    table = game.game()
    shares = dual_allocation(game).shares
    assert shares.sum() == pytest.approx(table.total, rel=1e-9, abs=1e-9)
    assert (table.values - table.inside @ shares).max() <= 1e-6
    assert (table.values >= -1e-9).all()


def test_where_several_duals_explain_the_optimum_their_range_is_told(towns):
    """Ore for 10 t meets a smelter of 10 t: the 300 may go to either, and the one dual that is chosen says little."""
    even = ProductionGame(towns(supplies=[{"region": "a", "product": "ore", "quantity": 10, "price": 3}]))
    ranges = dual_ranges(even, dual_allocation(even).shares)
    assert ranges == pytest.approx(np.array([[0, 300], [0, 300], [0, 0]]), abs=1e-3)
    plenty = ProductionGame(towns())
    assert dual_ranges(plenty, dual_allocation(plenty).shares) == pytest.approx(np.array([[0, 0], [300, 300], [0, 0]]))


def test_where_a_minimum_is_only_just_met_the_range_of_duals_has_no_end(towns):
    """All the smelter can make is what c must have: c can be charged anything for it, and the smelter be paid it."""
    game = ProductionGame(
        towns(demands=[{"region": "c", "product": "steel", "minimum": 10, "quantity": 30, "price": 40}])
    )
    ranges = dual_ranges(game, dual_allocation(game).shares)
    assert ranges == pytest.approx(np.array([[0, 0], [300, np.inf], [-np.inf, 0]]))
    assert any("has no end" in note.en for note in share(game).notes)


def market(worth):
    """Return sellers of a house each and buyers of one home, to whom it is worth so much more than to its seller."""
    sellers, buyers = [f"s{j}" for j in range(len(worth[0]))], [f"b{i}" for i in range(len(worth))]
    pairs = [(i, j) for i in range(len(buyers)) for j in range(len(sellers))]
    return Network.from_rows(
        {
            "regions": [{"region": r} for r in (*buyers, *sellers)],
            "products": [{"product": p, "unit": "unit"} for p in (*sellers, "home")],
            "processes": [{"process": f"b{i} in s{j}", "unit": "unit", "cost": 10 - worth[i][j]} for i, j in pairs],
            "coefficients": [
                row
                for i, j in pairs
                for row in (
                    {"process": f"b{i} in s{j}", "product": f"s{j}", "amount": -1},
                    {"process": f"b{i} in s{j}", "product": "home", "amount": 1},
                )
            ],
            "plants": [{"plant": f"{i} {j}", "process": f"b{i} in s{j}", "region": f"b{i}"} for i, j in pairs],
            "lanes": [
                {"origin": s, "destination": b, "mode": "deed", "distance_km": 0} for s in sellers for b in buyers
            ],
            "freight": [{"product": s, "mode": "deed"} for s in sellers],
            "supplies": [{"region": s, "product": s, "quantity": 1, "price": 0} for s in sellers],
            "demands": [{"region": b, "product": "home", "quantity": 1, "price": 10} for b in buyers],
        }
    )


def test_a_market_of_houses():
    """Shapley and Shubik 1971, The assignment game I: three houses, three buyers, 16 in all.

    There the core is the duals: their range is the core's.
    """
    game = ProductionGame(market(((5, 8, 2), (7, 9, 6), (2, 3, 0))))
    table = game.game()
    assert table.total == pytest.approx(16)
    assert dual_ranges(game, dual_allocation(game).shares) == pytest.approx(core_ranges(table), abs=1e-6)


@settings(max_examples=15)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3))
def test_in_a_market_of_houses_the_range_of_duals_is_the_cores(worth):
    game = ProductionGame(market(worth))
    assert dual_ranges(game, dual_allocation(game).shares) == pytest.approx(core_ranges(game.game()), abs=1e-6)


def core_ranges(table):
    """Return the least and the most that each may have in the core."""
    rows = {"A_ub": -table.inside[1:-1].astype(float), "b_ub": -table.values[1:-1]}
    whole = {"A_eq": np.ones((1, len(table.players))), "b_eq": [table.total], "bounds": (None, None)}
    ends = [[sign * linprog(sign * one, **rows, **whole).fun for sign in (1, -1)] for one in np.eye(len(table.players))]
    return np.array(ends)


@settings(max_examples=30)
@given(networks())
def test_the_range_of_duals_holds_the_dual_that_was_chosen_and_every_sum_of_a_core(network):
    game = ProductionGame(network)
    shares = dual_allocation(game).shares
    ranges = dual_ranges(game, shares)
    assert (ranges[:, 0] <= shares + 1e-6).all()
    assert (shares <= ranges[:, 1] + 1e-6).all()
    assert ranges[:, 0].sum() <= game.whole.objective + 1e-6 <= ranges[:, 1].sum() + 2e-6


@settings(max_examples=30)
@given(networks(), st.booleans(), st.integers(0, 40))
def test_a_deal_shares_out_what_its_parties_earn_and_at_own_prices_costs_nobody(network, built, price):
    game = ProductionGame(network)
    term, project = Term("a", "b", "ore", price), Project("smelt", "b", 3.0, "c")
    found = try_deal(game, Deal(project, (term,)) if built else Deal(None, (term,)))
    together = game.worth(np.array([player in found.parties for player in game.players]))
    assert sum(found.after.values()) - (found.project_adds or 0.0) == pytest.approx(together, abs=1e-5)
    assert sum(found.side_payments.values()) == pytest.approx(0, abs=1e-5)
    for player in found.side_payments:
        assert found.gains[player] + found.side_payments[player] > 0
    own = dict(found.after)
    for supply in found.supplies:
        own["a"] -= supply.paid_more
        own["b"] += supply.paid_more
    for player in found.parties:
        assert own[player] + (found.capital if player == "c" else 0.0) >= found.alone[player] - 1e-5


@settings(max_examples=40)
@given(networks())
def test_joining_never_costs(network):
    table = ProductionGame(network).game()
    for one in range(1, table.values.size):
        for other in range(1, table.values.size):
            if not one & other:
                assert table.values[one | other] >= table.values[one] + table.values[other] - 1e-6
