"""The whole contract by hand: periods, windows, what is built and when, lumps, stock, limits, lane capacities."""

from __future__ import annotations

import polars as pl
import pytest

from sanjiang.network import Network, solve


def rows(frame, *columns):
    return [tuple(row[c] for c in columns) for row in frame.iter_rows(named=True)]


@pytest.fixture
def years(chain):
    """The chain over three periods of 1, 2 and 3 years at 10 %."""
    chain["periods"] = [{"period": "a", "years": 1}, {"period": "b", "years": 2}, {"period": "c", "years": 3}]
    chain["settings"].append({"key": "discount_rate", "value": "0.1"})
    return chain


D = (1.0, 1 / 1.1 + 1 / 1.1**2, 1 / 1.1**3 + 1 / 1.1**4 + 1 / 1.1**5)
A_YEAR = 80 * (40 - 10 - 10 - 6)
"""What the chain earns in a year: sales less ore, smelting and freight."""


def test_each_year_counts_at_its_discount(years):
    solution = solve(Network.from_rows(years))
    assert solution.objective == pytest.approx(A_YEAR * sum(D))
    assert rows(solution.sales, "period", "amount") == [("a", 80.0), ("b", 80.0), ("c", 80.0)]


def test_prices_of_a_period_are_in_its_own_money(years):
    solution = solve(Network.from_rows(years))
    prices = {row["period"]: row["price"] for row in solution.prices.iter_rows(named=True) if row["region"] == "east"}
    assert prices == pytest.approx({"a": 26, "b": 26, "c": 26})


def test_per_period_quantities_are_not_discounted(years):
    years["settings"].append({"key": "quantities", "value": "per_period"})
    assert solve(Network.from_rows(years)).objective == pytest.approx(3 * A_YEAR)


def test_a_plant_runs_in_its_window_only(years):
    years["plants"][0] |= {"from": "b", "to": "b"}
    solution = solve(Network.from_rows(years))
    assert rows(solution.activity, "period", "amount") == [("a", 0.0), ("b", 80.0), ("c", 0.0)]
    assert solution.objective == pytest.approx(A_YEAR * D[1])


def test_a_demand_of_one_period_and_another_price_of_each(years):
    years["demands"] = [dict(years["demands"][0], period=p, price=q) for p, q in (("a", 40), ("c", 50))]
    solution = solve(Network.from_rows(years))
    assert solution.objective == pytest.approx(A_YEAR * D[0] + (A_YEAR + 800) * D[2])


@pytest.mark.parametrize("rate", [0.0, 0.1])
def test_what_is_built_stands_after_its_lead_and_pays_its_annuity(years, rate):
    years["plants"] = []
    years["settings"][-1]["value"] = str(rate)
    years["processes"][0] |= {"capex": 20, "life_years": 4}
    years["candidates"] = [{"region": "west", "process": "smelt", "lead_periods": 1, "max_size": 60}]
    solution = solve(Network.from_rows(years))
    annuity = 20 * rate / (1 - (1 + rate) ** -4) if rate else 5.0
    discount = D if rate else (1.0, 2.0, 3.0)
    gain = 40 - 10 - 10 - 6
    # a build a period is a plant of its own: 60 in a stands in b and c, 20 more in b stands in c
    expected = (60 * (gain - annuity)) * (discount[1] + discount[2]) + 20 * (gain - annuity) * discount[2]
    assert solution.objective == pytest.approx(expected)
    assert rows(solution.builds, "period", "amount") == [("a", 60.0), ("b", 20.0)]
    assert rows(solution.activity, "plant", "period", "amount") == [
        ("smelt@west", "a", 0.0),
        ("smelt@west", "b", 60.0),
        ("smelt@west", "c", 80.0),
    ]


def test_a_fixed_cost_is_paid_once_it_is_built_and_never_in_part(chain):
    chain["plants"] = []
    chain["candidates"] = [{"region": "west", "process": "smelt", "max_size": 100, "fixed_cost": 1119}]
    solution = solve(Network.from_rows(chain))
    assert solution.objective == pytest.approx(A_YEAR - 1119)
    assert solution.gap == pytest.approx(0, abs=1e-7)
    chain["candidates"][0]["fixed_cost"] = 1121
    assert solve(Network.from_rows(chain)).objective == pytest.approx(0)


def test_a_least_size_is_built_whole_or_not_at_all(chain):
    chain["plants"] = []
    chain["candidates"] = [
        {"region": "west", "process": "smelt", "max_size": 200, "min_size": 100, "capex": 200, "life": 20}
    ]
    del chain["candidates"][0]["life"]
    solution = solve(Network.from_rows(chain))
    assert solution.objective == pytest.approx(A_YEAR - 100 * 200 / 20)
    assert rows(solution.builds, "amount") == [(100.0,)]
    chain["candidates"][0]["capex"] = 230
    assert solve(Network.from_rows(chain)).objective == pytest.approx(0)


def test_with_lumps_prices_are_those_of_the_lumps_as_they_are(chain):
    chain["plants"] = []
    chain["candidates"] = [{"region": "west", "process": "smelt", "max_size": 60, "fixed_cost": 10}]
    solution = solve(Network.from_rows(chain))
    prices = {(row["region"], row["product"]): row["price"] for row in solution.prices.iter_rows(named=True)}
    assert prices["east", "steel"] == pytest.approx(40)  # sixty are built, eighty are wanted


def test_stock_carries_what_is_left_less_its_loss(chain):
    chain["periods"] = [{"period": "summer"}, {"period": "winter"}]
    chain["settings"].append({"key": "quantities", "value": "per_period"})
    chain["plants"] = []
    chain["lanes"] = []
    chain["supplies"] = [{"region": "east", "product": "steel", "quantity": 100, "price": 1, "period": "summer"}]
    chain["demands"] = [{"region": "east", "product": "steel", "quantity": 80, "price": 10, "period": "winter"}]
    chain["stores"] = [{"region": "east", "product": "steel", "capacity": 50, "cost": 2, "loss": 0.1}]
    solution = solve(Network.from_rows(chain))
    assert rows(solution.stock, "period", "amount") == [("summer", 50.0)]
    assert solution.objective == pytest.approx(45 * 10 - 50 * (1 + 2))


def test_stock_is_an_amount_whatever_the_years_of_its_periods(chain):
    chain["periods"] = [{"period": "a", "years": 2}, {"period": "b", "years": 1}]
    chain["plants"] = []
    chain["lanes"] = []
    chain["supplies"] = [{"region": "east", "product": "steel", "quantity": 10, "price": 0, "period": "a"}]
    chain["demands"] = [{"region": "east", "product": "steel", "quantity": 100, "price": 1, "period": "b"}]
    chain["stores"] = [{"region": "east", "product": "steel"}]
    solution = solve(Network.from_rows(chain))
    assert rows(solution.stock, "amount") == [(20.0,)]  # two years of ten
    assert solution.objective == pytest.approx(20)


LIMITS = [
    ("plants", "works", "<=", 30, 30),
    ("processes", "smelt", "<=", 30, 30),
    ("lanes", "west|east|*", "<=", 20, 20),
    ("freight", "steel|rail", "<=", 20, 20),
    ("supplies", "west|ore|*|*", "<=", 0.08, 40),
    ("demands", "east|*||40", "<=", 10, 10),
    ("demands", "*|*|*|*", "=", 7, 7),
]


@pytest.mark.parametrize(("table", "key", "sense", "amount", "sold"), LIMITS)
def test_a_limit_counts_what_its_terms_name(chain, table, key, sense, amount, sold):
    chain["limits"] = [{"limit": "x", "sense": sense, "amount": amount}]
    chain["limit_terms"] = [{"limit": "x", "table": table, "key": key, "per_unit": 1}]
    solution = solve(Network.from_rows(chain))
    assert solution.sales["amount"].to_list() == pytest.approx([sold])
    assert solution.limit_rents["rent"].to_list() == pytest.approx([14 * sold / amount])


def test_terms_add_up_and_a_limit_may_ask_for_at_least_so_much(chain):
    chain["demands"][0]["price"] = 20  # a loss of six
    chain["limits"] = [{"limit": "x", "sense": ">=", "amount": 50}]
    chain["limit_terms"] = [
        {"limit": "x", "table": "plants", "key": "*", "per_unit": 2},
        {"limit": "x", "table": "processes", "key": "smelt", "per_unit": 3},
    ]
    solution = solve(Network.from_rows(chain))
    assert solution.activity["amount"].to_list() == pytest.approx([10.0])
    # what is smelted need not be sold: disposal is free, and cheaper than freight at this price
    assert solution.limit_rents["rent"].to_list() == pytest.approx([solution.objective / 50])


def test_terms_that_cancel_count_nothing(chain):
    chain["limits"] = [{"limit": "x", "sense": "<=", "amount": 0}]
    chain["limit_terms"] = [
        {"limit": "x", "table": "plants", "key": "*", "per_unit": 0.3},
        {"limit": "x", "table": "plants", "key": "works", "per_unit": -0.1 - 0.2},
    ]
    assert solve(Network.from_rows(chain)).sales["amount"].to_list() == pytest.approx([80])


def test_a_limit_of_each_period_of_one_and_of_all(years):
    years["limit_terms"] = [{"limit": "x", "table": "plants", "key": "*", "per_unit": 1}]
    for period, amount, sold in ((None, 10, (10, 10, 10)), ("b", 10, (80, 10, 80))):
        years["limits"] = [{"limit": "x", "period": period, "sense": "<=", "amount": amount}]
        assert solve(Network.from_rows(years)).sales["amount"].to_list() == pytest.approx(list(sold))
    years["limits"] = [{"limit": "x", "period": "all", "sense": "<=", "amount": 100}]
    sold = solve(Network.from_rows(years)).sales["amount"].to_list()
    # a ton-year of b is worth D/years of it: the first year before the others
    assert sold == pytest.approx([80, 10, 0])


def test_a_term_may_name_the_period_of_its_rows(years):
    years["demands"].append({**years["demands"][0], "period": "b"})
    years["limits"] = [{"limit": "x", "sense": "<=", "amount": 10}]
    years["limit_terms"] = [{"limit": "x", "table": "demands", "key": "*|*|b|*", "per_unit": 1}]
    sold = solve(Network.from_rows(years)).sales.filter(pl.col("period") == "b")["amount"].to_list()
    assert sorted(sold) == pytest.approx([10, 80])


def test_a_lane_s_capacity_holds_over_products_in_each_direction_and_period(years):
    years["lanes"][0]["capacity"] = 30
    solution = solve(Network.from_rows(years))
    assert solution.flows["amount"].to_list() == pytest.approx([30, 30, 30])
    assert solution.lane_rents["rent"].to_list() == pytest.approx([14, 14, 14])


def test_the_order_of_rows_changes_nothing(years):
    years["candidates"] = [{"region": r, "process": "smelt", "capex": 30, "max_size": 50} for r in ("west", "east")]
    years["stores"] = [{"region": "east", "product": "steel", "cost": 1}, {"region": "west", "product": "steel"}]
    first = solve(Network.from_rows(years))
    turned = {name: list(reversed(table)) for name, table in years.items() if name != "periods"}
    second = solve(Network.from_rows({**turned, "periods": years["periods"]}))
    assert second.objective == pytest.approx(first.objective, rel=1e-12)
    for name, frame in first.tables().items():
        assert second.tables()[name].equals(frame), name
