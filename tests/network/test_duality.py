"""The optimum certifies itself: on random networks of the whole contract, duals are feasible and close the gap."""

from __future__ import annotations

import itertools
import os
import signal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_build import networks

from sanjiang.core.errors import SolveError
from sanjiang.network import Method, Network, Programme, solve
from sanjiang.network.arrays import matrix_of, to_arrays

NEAR = 1e-6


@st.composite
def whole(draw):
    """Networks of several periods with stores, windows, candidates without lumps, and limits that allow nothing."""
    tables = draw(networks())
    count = draw(st.integers(1, 3))
    names = ["a", "b", "c"][:count]
    tables["periods"] = [{"period": name, "years": draw(st.integers(1, 3))} for name in names]
    tables["settings"] = [
        {"key": "discount_rate", "value": draw(st.sampled_from(["0", "0.08"]))},
        {"key": "quantities", "value": draw(st.sampled_from(["per_year", "per_period"]))},
    ]
    for table in ("supplies", "demands"):
        for row in tables[table]:
            row["period"] = draw(st.sampled_from([None, *names]))
    for row in tables["plants"]:
        row["from"] = draw(st.sampled_from([None, names[0]]))
        row["to"] = draw(st.sampled_from([None, names[-1]]))
    sizes = st.sampled_from([1.0, 2.5, 4.0])
    stored = draw(st.lists(st.sampled_from(["p0", "p1"]), unique=True))
    tables["stores"] = [
        {
            "region": "r0",
            "product": p,
            "capacity": draw(st.none() | sizes),
            "cost": draw(sizes),
            "loss": draw(st.sampled_from([0, 0.5])),
        }
        for p in stored
    ]
    built = draw(st.lists(st.sampled_from([row["process"] for row in tables["processes"]]), unique=True))
    tables["candidates"] = [
        {
            "region": "r1",
            "process": x,
            "capex": draw(sizes),
            "max_size": draw(sizes),
            "lead_periods": draw(st.integers(0, 2)),
        }
        for x in built
    ]
    if draw(st.booleans()):
        tables["limits"] = [
            {
                "limit": "x",
                "sense": "<=",
                "amount": draw(sizes),
                "period": draw(st.sampled_from([None, "all", names[0]])),
            }
        ]
        tables["limit_terms"] = (
            [{"limit": "x", "table": "freight", "key": "*|*", "per_unit": 1}]
            if tables["lanes"] and tables["freight"]
            else []
        )
        tables["limit_terms"] += [{"limit": "x", "table": "processes", "key": "*", "per_unit": draw(sizes)}]
    return tables


@settings(max_examples=80, deadline=None)
@given(whole())
def test_duals_are_feasible_and_close_the_gap(tables):
    network = Network.from_rows(tables)
    arrays, _ = to_arrays(network)
    solution = solve(network)
    x, d, y = solution.values, solution.col_dual, solution.row_dual
    matrix = matrix_of(arrays)
    activity = matrix @ x
    scale = 1 + np.abs(arrays.gain).max(initial=0)
    assert np.all(x >= arrays.lower - NEAR)
    assert np.all(x <= arrays.upper + NEAR)
    assert np.all(activity >= arrays.row_lower - NEAR)
    assert np.all(activity <= arrays.row_upper + NEAR)
    assert np.abs(arrays.gain - matrix.T @ y - d).max(initial=0) <= NEAR * scale
    bound = np.where(d > NEAR, arrays.upper, np.where(d < -NEAR, arrays.lower, 0.0))
    row_bound = np.where(y > NEAR, arrays.row_upper, np.where(y < -NEAR, arrays.row_lower, 0.0))
    assert np.isfinite(bound).all()  # what has a price is bound
    assert np.isfinite(row_bound).all()
    priced = np.where(np.abs(d) > NEAR, d, 0.0) @ bound + np.where(np.abs(y) > NEAR, y, 0.0) @ row_bound
    assert priced == pytest.approx(solution.objective, abs=1e-5 * scale)
    assert np.abs((x - bound)[np.abs(d) > NEAR]).max(initial=0) <= 1e-5  # complementary slackness
    assert np.abs((activity - row_bound)[np.abs(y) > NEAR]).max(initial=0) <= 1e-5
    assert arrays.gain @ x == pytest.approx(solution.objective, abs=1e-7 * scale)


@settings(max_examples=20, deadline=None)
@given(whole())
def test_methods_agree(tables):
    network = Network.from_rows(tables)
    simplex, ipx, centre = (
        solve(network, method).objective for method in (Method(), Method("ipx"), Method("ipx", crossover=False))
    )
    assert ipx == pytest.approx(simplex, rel=1e-7, abs=1e-7)
    assert centre == pytest.approx(simplex, rel=1e-5, abs=1e-4)


@st.composite
def lumps(draw):
    """A market that three candidates may serve, each in lumps: a fixed cost, a least size, or both."""
    sizes = st.sampled_from([5.0, 10.0, 20.0])
    return {
        "regions": [{"region": "r"}],
        "products": [{"product": "p", "unit": "t"}],
        "processes": [
            {"process": f"x{i}", "unit": "t", "cost": draw(st.sampled_from([1.0, 2.0, 4.0]))} for i in range(3)
        ],
        "coefficients": [{"process": f"x{i}", "product": "p", "amount": 1} for i in range(3)],
        "plants": [],
        "demands": [{"region": "r", "product": "p", "quantity": draw(sizes), "price": price} for price in (6.0, 3.0)],
        "candidates": [
            {
                "region": "r",
                "process": f"x{i}",
                "max_size": 20.0,
                "min_size": draw(st.sampled_from([None, 4.0, 12.0])),
                "fixed_cost": draw(st.sampled_from([0.0, 7.0, 30.0])),
                "capex": draw(st.sampled_from([0.0, 10.0])),
            }
            for i in range(3)
        ],
    }


@settings(max_examples=40, deadline=None)
@given(lumps())
def test_lumps_against_every_choice(tables):
    """Every choice of what is built, solved as a linear programme with plants of at least and at most those sizes."""
    best = 0.0
    for chosen in itertools.product((False, True), repeat=3):
        rows = [c for c, taken in zip(tables["candidates"], chosen, strict=True) if taken]
        limits, terms = [], []
        for c in rows:
            if c["min_size"]:
                limits.append({"limit": c["process"], "sense": ">=", "amount": c["min_size"]})
                terms.append({"limit": c["process"], "table": "candidates", "key": f"r|{c['process']}", "per_unit": 1})
        plain = [{**c, "min_size": None, "fixed_cost": 0.0} for c in rows]
        network = Network.from_rows({**tables, "candidates": plain, "limits": limits, "limit_terms": terms})
        best = max(best, solve(network).objective - sum(c["fixed_cost"] for c in rows))
    solution = solve(Network.from_rows(tables))
    assert solution.objective == pytest.approx(best, abs=1e-6)


@pytest.fixture
def knapsack():
    """Whole plants that share five scarce things: a good answer is easy, its proof is not."""
    rng = np.random.default_rng(3)
    names = [f"r{i}" for i in range(150)]
    takes = rng.integers(1, 1000, (5, len(names)))
    prices = takes.sum(axis=0) / 5 + rng.integers(1, 500, len(names))
    return Network.from_rows(
        {
            "regions": [{"region": r} for r in names],
            "products": [{"product": "p", "unit": "t"}],
            "processes": [{"process": "x", "unit": "t"}],
            "coefficients": [{"process": "x", "product": "p", "amount": 1}],
            "plants": [],
            "demands": [
                {"region": r, "product": "p", "quantity": 1, "price": float(w)}
                for r, w in zip(names, prices, strict=True)
            ],
            "candidates": [{"region": r, "process": "x", "min_size": 1, "max_size": 1} for r in names],
            "limits": [{"limit": f"l{k}", "sense": "<=", "amount": float(takes[k].sum() // 2)} for k in range(5)],
            "limit_terms": [
                {"limit": f"l{k}", "table": "candidates", "key": f"{r}|x", "per_unit": float(takes[k, i])}
                for k in range(5)
                for i, r in enumerate(names)
            ],
        }
    )


def test_the_best_so_far_is_left_when_time_is_up(knapsack):
    solution = Programme(knapsack, Method(gap=0.0, seconds=1.0)).solve()
    assert solution.status == "time limit"
    assert 0 < solution.gap < 0.2
    assert solution.to_json()["gap"] == solution.gap
    assert 0 < solution.objective == pytest.approx(solution.sales["price"].dot(solution.sales["amount"]))


def test_ctrl_c_stops_kindly_with_the_best_so_far(knapsack):
    told = []

    def press_once(text):
        if not told:
            os.kill(os.getpid(), signal.SIGINT)
        told.append(text)

    before = signal.getsignal(signal.SIGINT)
    solution = Programme(knapsack, Method(gap=0.0, seconds=120)).solve(progress=press_once)
    assert signal.getsignal(signal.SIGINT) == before
    assert solution.status == "interrupted"
    assert solution.objective > 0
    assert "界 bound" in told[0]


def test_stopped_before_anything_is_found_is_one_line():
    rng = np.random.default_rng(1)
    names = [f"r{i}" for i in range(300)]
    tables = {
        "regions": [{"region": r} for r in names],
        "products": [{"product": "p", "unit": "t"}],
        "processes": [],
        "coefficients": [],
        "plants": [],
        "lanes": [
            {"origin": a, "destination": b, "mode": "m", "distance_km": float(rng.integers(1, 99))}
            for a, b in itertools.permutations(names, 2)
            if rng.random() < 0.3
        ],
        "freight": [{"product": "p", "mode": "m", "per_km": 1}],
        "supplies": [{"region": r, "product": "p", "quantity": 10} for r in names[:150]],
        "demands": [{"region": r, "product": "p", "quantity": 9, "minimum": 9} for r in names[150:]],
    }
    with pytest.raises(SolveError, match="stopped before anything was found"):
        solve(Network.from_rows(tables), Method(seconds=1e-6))
