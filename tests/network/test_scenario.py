"""What if: every change gives what the changed tables give, and leaves the programme as it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.core.errors import NetworkError, SolveError
from sanjiang.network import Change, Network, Programme, Scenario, solve, sweep, tornado


@pytest.fixture
def years(chain):
    chain["periods"] = [{"period": "a", "years": 1}, {"period": "b", "years": 2}, {"period": "c", "years": 1}]
    chain["settings"].append({"key": "discount_rate", "value": "0.05"})
    chain["lanes"].append({"origin": "west", "destination": "east", "mode": "road", "distance_km": 60, "capacity": 100})
    chain["freight"].append({"product": "steel", "mode": "road", "fixed": 1, "per_km": 0.1})
    chain["stores"] = [{"region": "east", "product": "steel", "capacity": 20, "cost": 1}]
    chain["candidates"] = [{"region": "west", "process": "smelt", "capex": 40, "max_size": 30, "lead_periods": 1}]
    chain["limits"] = [{"limit": "power", "sense": "<=", "amount": 90}]
    chain["limit_terms"] = [{"limit": "power", "table": "processes", "key": "smelt", "per_unit": 1}]
    chain["demands"][0]["quantity"] = 120
    return chain


CHANGES = [
    (Change("plants", "works", "capacity", value=50), ("plants", 0, {"capacity": 50})),
    (Change("plants", "works", "cost", value=20), ("plants", 0, {"cost": 20})),
    (Change("plants", "works", "capacity", value=float("inf")), ("plants", 0, {"capacity": None})),
    (Change("plants", "works", "cost", times=2), ("plants", 0, {"cost": 20})),
    (Change("plants", "works", "to", plus=-3), ("plants", 0, {"capacity": 0})),
    (Change("lanes", "*|*|*", "capacity", value=0), ("lanes", slice(0, 2), {"capacity": 0})),
    (Change("lanes", "*|*|*", "capacity", times=0.1), ("lanes", 1, {"capacity": 10})),
    (Change("plants", "*", "from", plus=1), ("plants", 0, {"from": "b"})),
    (Change("plants", "works", "to", plus=-2), ("plants", 0, {"to": "a"})),
    (Change("processes", "smelt", "cost", times=1.5), ("processes", 0, {"cost": 15})),
    (Change("demands", "*|steel|*|*", "quantity", times=1.1), ("demands", 0, {"quantity": 132})),
    (Change("demands", "east|*||40", "price", plus=5), ("demands", 0, {"price": 45})),
    (Change("demands", "*|*|*|*", "minimum", value=10), ("demands", 0, {"minimum": 10})),
    (Change("supplies", "west|ore|*|*", "price", value=6000), ("supplies", 0, {"price": 6000})),
    (Change("supplies", "west|ore|*|*", "quantity", value=0.1), ("supplies", 0, {"quantity": 0.1})),
    (Change("lanes", "west|east|road", "capacity", value=10), ("lanes", 1, {"capacity": 10})),
    (Change("lanes", "west|east|rail", "capacity", value=0), ("lanes", 0, {"capacity": 0})),
    (Change("lanes", "*|*|rail", "distance_km", times=2), ("lanes", 0, {"distance_km": 100})),
    (Change("freight", "steel|rail", "per_km", value=0.2), ("freight", 0, {"per_km": 0.2})),
    (Change("stores", "east|steel", "capacity", value=5), ("stores", 0, {"capacity": 5})),
    (Change("candidates", "west|smelt", "capex", times=0.5), ("candidates", 0, {"capex": 20})),
    (Change("limits", "power", "amount", value=60), ("limits", 0, {"amount": 60})),
]


@pytest.mark.parametrize(("change", "row"), CHANGES, ids=[f"{c.table}.{c.column} {c.key}" for c, _ in CHANGES])
def test_a_scenario_gives_what_the_changed_tables_give(years, change, row):
    programme = Programme(Network.from_rows(years))
    before = programme.solve().objective
    found = programme.solve(Scenario("what if", (change,)))
    table, place, fields = row
    for changed in years[table][place] if isinstance(place, slice) else [years[table][place]]:
        changed.update(fields)
    expected = solve(Network.from_rows(years))
    assert found.objective == pytest.approx(expected.objective, rel=1e-9)
    assert programme.solve().objective == pytest.approx(before, rel=1e-12)


def test_a_plant_late_past_the_end_never_runs(years):
    programme = Programme(Network.from_rows(years))
    late = programme.solve(Scenario("never", (Change("plants", "works", "from", plus=3),)))
    assert set(late.activity.filter(late.activity["plant"] == "works")["amount"]) == {0.0}


def test_changes_of_one_scenario_hold_together(years):
    programme = Programme(Network.from_rows(years))
    both = Scenario(
        "both", (Change("plants", "works", "capacity", times=0.5), Change("plants", "works", "capacity", plus=10))
    )
    years["plants"][0]["capacity"] = 60
    assert programme.solve(both).objective == pytest.approx(solve(Network.from_rows(years)).objective)


def test_a_key_means_the_rows_of_the_tables_whatever_changed_before(years):
    programme = Programme(Network.from_rows(years))
    dear = Change("demands", "east|steel|*|40", "price", value=50)
    less = Change("demands", "east|steel|*|40", "quantity", value=30)
    years["demands"][0] |= {"price": 50, "quantity": 30}
    found = programme.solve(Scenario("both", (dear, less)))
    assert found.objective == pytest.approx(solve(Network.from_rows(years)).objective)


def test_a_lane_that_is_not_there_is_told_though_another_was_shut(years):
    shut = Change("lanes", "west|east|rail", "capacity", value=0)
    with pytest.raises(NetworkError, match="matches no row of lanes"):
        Programme(Network.from_rows(years)).solve(
            Scenario("x", (shut, Change("lanes", "west|north|*", "capacity", value=0)))
        )


def test_a_demand_that_falls_below_its_minimum_is_named(years):
    years["demands"][0]["minimum"] = 60
    fallen = Scenario("half", (Change("demands", "*|*|*|*", "quantity", value=50),))
    with pytest.raises(SolveError, match="steel at east in a: short by / 缺口 10 t") as caught:
        Programme(Network.from_rows(years)).solve(fallen)
    assert "minimum of steel at east" in caught.value.what
    assert "quantity of steel at east" in caught.value.what


BAD = [
    (Change("plants", "mill", "capacity", value=1), "matches no row of plants"),
    (Change("plants", "works|x", "capacity", value=1), "2 parts"),
    (Change("plants", "works", "region", value=1), "cannot change plants.region"),
    (Change("plants", "works", "capacity", plus=-200), "below 0"),
    (Change("lanes", "west|east|rail", "capacity", value=5), "no capacity to change"),
    (Change("limits", "water", "amount", value=5), "matches no row of limits"),
    (Change("demands", "*|*|*|*", "price", value=float("nan")), "not a number"),
    (Change("demands", "*|*|*|*", "price", value=float("inf")), "not a number"),
    (Change("demands", "*|*|*|*", "price", value=1e25), "beyond 1e"),
    (Change("demands", "*|*|*|*", "price", times=1e308), "beyond 1e"),
    (Change("limits", "power", "amount", value=float("inf")), "not a number"),
    (Change("lanes", "*|*|*", "capacity", value=5), "no capacity to change"),
    (Change("plants", "works", "from", plus=0.5), "whole periods"),
    (Change("plants", "works", "to", value=1), "whole periods"),
]


@pytest.mark.parametrize(("change", "what"), BAD, ids=[f"{c.table} {w}" for c, w in BAD])
def test_what_cannot_be_changed_is_one_line_and_changes_nothing(years, change, what):
    programme = Programme(Network.from_rows(years))
    before = programme.solve().objective
    with pytest.raises(NetworkError, match=what) as caught:
        programme.solve(Scenario("x", (change,)))
    assert "scenario x" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert programme.solve().objective == before


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(range(len(CHANGES))), st.floats(0.25, 2.0)), min_size=1, max_size=6))
def test_scenarios_in_any_order_leave_no_trace(steps):
    tables = {
        "regions": [{"region": "west"}, {"region": "east"}],
        "products": [{"product": "ore", "unit": "kt", "tradable": False}, {"product": "steel", "unit": "t"}],
        "processes": [{"process": "smelt", "unit": "t", "cost": 10}],
        "coefficients": [
            {"process": "smelt", "product": "ore", "amount": -0.002},
            {"process": "smelt", "product": "steel", "amount": 1},
        ],
        "plants": [{"plant": "works", "process": "smelt", "region": "west", "capacity": 100}],
        "lanes": [{"origin": "west", "destination": "east", "mode": "rail", "distance_km": 50, "capacity": 90}],
        "freight": [{"product": "steel", "mode": "rail", "fixed": 1, "per_km": 0.1}],
        "supplies": [{"region": "west", "product": "ore", "quantity": None, "price": 5000}],
        "demands": [{"region": "east", "product": "steel", "quantity": 80, "price": 40}],
    }
    programme = Programme(Network.from_rows(tables))
    base = programme.solve().objective
    figures = [
        ("plants", "works", "capacity"),
        ("demands", "*|*|*|*", "price"),
        ("lanes", "*|*|*", "capacity"),
        ("processes", "*", "cost"),
    ]
    for place, times in steps:
        table, key, column = figures[place % len(figures)]
        change = Change(table, key, column, times=times)
        row = tables[table][0]
        changed = {**tables, table: [{**row, column: row[column] * times}]}
        found = programme.solve(Scenario("x", (change,))).objective
        assert found == pytest.approx(solve(Network.from_rows(changed)).objective, abs=1e-6)
    assert programme.solve().objective == pytest.approx(base, rel=1e-12)


def test_a_sweep_says_what_each_scenario_changes(chain):
    programme = Programme(Network.from_rows(chain))
    scenarios = [
        Scenario("more", (Change("demands", "*|*|*|*", "quantity", times=1.25),)),
        Scenario(
            "too much",
            (Change("demands", "*|*|*|*", "quantity", value=200), Change("demands", "*|*|*|*", "minimum", value=150)),
        ),
    ]
    table = sweep(programme, scenarios)
    assert table["change"].to_list() == [pytest.approx(20 * 14), None]
    assert table["status"][0] == "optimal"
    assert "short by / 缺口 50 t" in table["status"][1]


def test_a_tornado_puts_what_moves_most_first(chain):
    programme = Programme(Network.from_rows(chain))

    def driver(table, key, column):
        ends = (Scenario(f"{column} {t}", (Change(table, key, column, times=t),)) for t in (0.9, 1.1))
        return (f"{table}.{column}", *ends)

    table = tornado(programme, [driver("processes", "smelt", "cost"), driver("demands", "*|*|*|*", "price")])
    assert table["driver"].to_list() == ["demands.price", "processes.cost"]
    assert table["swing"].to_list() == pytest.approx([80 * 8, 80 * 2])
    assert table["at_low"].to_list() == pytest.approx([80 * 10, 80 * 15])
