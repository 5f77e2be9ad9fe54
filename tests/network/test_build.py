from __future__ import annotations

import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy.optimize import linprog

from sanjiang.core.errors import NetworkError
from sanjiang.network import Network, Programme, solve

REGIONS, PRODUCTS, MODES = ["r0", "r1", "r2"], ["p0", "p1", "p2"], ["rail", "road"]
amounts = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5, 7.25])
money = st.sampled_from([0.0, 0.25, 1.0, 1.75, 3.0, 8.0])
limits = st.none() | amounts


def unique(draw, *choices, max_size):
    return draw(st.lists(st.sampled_from(list(itertools.product(*choices))), unique=True, max_size=max_size))


@st.composite
def networks(draw):
    """Networks that have an optimum: no demand must be met, none is endless, nothing is paid for taking it."""
    processes = ["x0", "x1", "x2"][: draw(st.integers(1, 3))]
    coefficient = st.sampled_from([-2.0, -0.75, 0.5, 1.0, 1.5])
    return {
        "regions": [{"region": region} for region in REGIONS],
        "products": [{"product": p, "unit": "t", "tradable": draw(st.booleans())} for p in PRODUCTS],
        "processes": [{"process": x, "unit": "t", "cost": draw(money)} for x in processes],
        "coefficients": [
            {"process": x, "product": p, "amount": draw(coefficient)}
            for x, p in unique(draw, processes, PRODUCTS, max_size=6)
        ],
        "plants": [
            {"plant": f"{x}@{r}", "process": x, "region": r, "capacity": draw(limits), "cost": draw(st.none() | money)}
            for x, r in unique(draw, processes, REGIONS, max_size=5)
        ],
        "lanes": [
            {"origin": o, "destination": d, "mode": m, "distance_km": draw(amounts), "capacity": draw(limits)}
            | {"loss": draw(st.sampled_from([0.0, 0.25, 1.0]))}
            for o, d, m in unique(draw, REGIONS, REGIONS, MODES, max_size=6)
            if o != d
        ],
        "freight": [
            {"product": p, "mode": m, "fixed": draw(money), "per_km": draw(st.sampled_from([0.0, 0.125]))}
            for p, m in unique(draw, PRODUCTS, MODES, max_size=5)
        ],
        "supplies": [
            {"region": r, "product": p, "quantity": draw(limits), "price": price}
            for r, p, price in unique(draw, REGIONS, PRODUCTS, [0.5, 2.0], max_size=6)
        ],
        "demands": [
            {"region": r, "product": p, "quantity": draw(amounts), "minimum": 0, "price": price}
            for r, p, price in unique(draw, REGIONS, PRODUCTS, [4.0, 20.0], max_size=6)
        ],
    }


def flows(tables):
    """Each (lane, product) that may move, with its freight per unit: said once more, in plain loops."""
    tradable = {row["product"] for row in tables["products"] if row["tradable"]}
    for lane in tables["lanes"]:
        for row in tables["freight"]:
            if row["mode"] == lane["mode"] and row["product"] in tradable:
                yield lane, row["product"], row["fixed"] + row["per_km"] * lane["distance_km"]


def oracle(tables) -> float:
    """The optimum by another solver over a dense matrix that shares no code with the programme."""
    balance = {key: i for i, key in enumerate(itertools.product(REGIONS, PRODUCTS))}
    columns, gains, bounds = [], [], []

    def column(gain, upper, entries):
        columns.append(entries)
        gains.append(gain)
        bounds.append((0, upper))

    costs = {row["process"]: row["cost"] for row in tables["processes"]}
    for plant in tables["plants"]:
        cost = costs[plant["process"]] if plant["cost"] is None else plant["cost"]
        made = [row for row in tables["coefficients"] if row["process"] == plant["process"]]
        column(-cost, plant["capacity"], {balance[plant["region"], row["product"]]: row["amount"] for row in made})
    limited = [lane for lane in tables["lanes"] if lane["capacity"] is not None]
    for lane, product, freight in flows(tables):
        entries = {balance[lane["origin"], product]: -1.0, balance[lane["destination"], product]: 1 - lane["loss"]}
        if lane in limited:
            entries[len(balance) + limited.index(lane)] = -1.0
        column(-freight, None, entries)
    for row in tables["demands"]:
        column(row["price"], row["quantity"], {balance[row["region"], row["product"]]: -1.0})
    for row in tables["supplies"]:
        column(-row["price"], row["quantity"], {balance[row["region"], row["product"]]: 1.0})
    if not columns:
        return 0.0
    matrix = np.zeros((len(balance) + len(limited), len(columns)))
    for j, entries in enumerate(columns):
        for i, value in entries.items():
            matrix[i, j] = value
    least = np.array([0.0] * len(balance) + [-lane["capacity"] for lane in limited])
    found = linprog(-np.array(gains), A_ub=-matrix, b_ub=-least, bounds=bounds, method="highs-ipm")
    assert found.status == 0
    return -found.fun


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_optimum_is_that_of_an_independent_assembly(tables):
    assert solve(Network.from_rows(tables)).objective == pytest.approx(oracle(tables), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_prices_and_rents_certify_the_optimum(tables):
    """Strong duality, from the published tables alone: what the bounds are worth at these prices is the objective."""
    solution = solve(Network.from_rows(tables))
    prices = {(r, p): price for r, p, price, _ in solution.prices.iter_rows()}
    capacity = {row["plant"]: row["capacity"] for row in tables["plants"]}
    worth = 0.0

    def add(limit, rent):
        nonlocal worth
        if limit is None:
            assert rent <= 1e-6
        else:
            worth += limit * max(rent, 0.0)

    for plant, rent, _ in solution.rents.iter_rows():
        assert rent >= 0
        add(capacity[plant], rent)
    for row in tables["supplies"]:
        add(row["quantity"], prices[row["region"], row["product"]] - row["price"])
    for row in tables["demands"]:
        add(row["quantity"], row["price"] - prices[row["region"], row["product"]])
    margins = {}
    for lane, product, freight in flows(tables):
        arriving = prices[lane["destination"], product] * (1 - lane["loss"]) if lane["loss"] < 1 else 0.0
        margin = arriving - prices[lane["origin"], product] - freight
        key = lane["origin"], lane["destination"], lane["mode"]
        margins[key] = max(margin, margins.get(key, (0.0,))[0]), lane["capacity"]
    for margin, limit in margins.values():
        add(limit, margin)
    assert worth == pytest.approx(solution.objective, abs=1e-6)
    assert all(price >= 0 for price in prices.values())


@settings(max_examples=25, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tables, rng: random.Random):
    shuffled = {name: rng.sample(rows, len(rows)) for name, rows in tables.items()}
    one, other = solve(Network.from_rows(tables)), solve(Network.from_rows(shuffled))
    assert one.objective == other.objective
    for name in ("activity", "flows", "sales", "purchases", "prices", "rents"):
        assert_frame_equal(getattr(one, name), getattr(other, name), check_exact=True)


@settings(max_examples=25, deadline=None)
@given(networks(), st.data())
def test_changing_capacities_is_rebuilding_and_more_never_hurts(tables, data):
    programme = Programme(Network.from_rows(tables))
    before = programme.solve()
    for _ in range(3 if tables["plants"] else 0):
        plant = data.draw(st.sampled_from(tables["plants"]))
        capacity = data.draw(st.sampled_from([0.0, 0.5, 4.0, math.inf]))
        old = math.inf if plant["capacity"] is None else plant["capacity"]
        plant["capacity"] = None if math.isinf(capacity) else capacity
        programme.set_capacities({plant["plant"]: capacity})
        after = programme.solve()
        rebuilt = solve(Network.from_rows(tables))
        assert after.objective == pytest.approx(rebuilt.objective, abs=1e-6)
        if capacity >= old:
            assert after.objective >= before.objective - 1e-6
        else:
            assert after.objective <= before.objective + 1e-6
        before = after


def test_a_solution_outlives_later_solves(chain):
    programme = Programme(Network.from_rows(chain))
    before = programme.solve()
    programme.set_capacities({"works": 0})
    assert programme.solve().activity["amount"].to_list() == [0.0]
    assert before.activity["amount"].to_list() == [80.0]


@pytest.mark.parametrize(
    ("capacities", "what"),
    [
        ({"works": 1, "work": 2}, "unknown plant 'work'.*did you mean 'works'"),
        ({"works": -1}, "capacity of 'works' is -1"),
        ({"works": math.nan}, "capacity of 'works' is nan"),
    ],
)
def test_a_wrong_capacity_changes_nothing(chain, capacities, what):
    programme = Programme(Network.from_rows(chain))
    with pytest.raises(NetworkError, match=what):
        programme.set_capacities(capacities)
    assert programme.solve().activity["amount"].to_list() == [80.0]


def test_losses_and_lane_capacities_count(chain):
    chain["lanes"][0] |= {"capacity": 50, "loss": 0.2}
    solution = solve(Network.from_rows(chain))
    assert solution.flows["amount"].to_list() == [50.0]
    assert solution.sales["amount"].to_list() == [40.0]
    assert solution.objective == pytest.approx(40 * 40 - 50 * (10 + 10 + 6))


def test_a_plants_cost_overrides_its_processs(chain):
    chain["plants"][0]["cost"] = 0
    assert solve(Network.from_rows(chain)).objective == pytest.approx(80 * (40 - 10 - 6))
