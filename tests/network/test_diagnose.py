from __future__ import annotations

import pytest

from sanjiang.core.errors import SolveError
from sanjiang.network import Network, Programme, solve


def failure(tables) -> SolveError:
    with pytest.raises(SolveError) as caught:
        solve(Network.from_rows(tables))
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_shortage_is_named_with_its_size(chain):
    chain["demands"][0] |= {"quantity": 150, "minimum": 100.31}
    error = failure(chain)
    assert "steel at east: short by / 缺口 0.31 t" in error.what
    assert error.where == "demands.csv minimum"
    assert "lower the minimum" in error.mend


def test_a_shortage_adds_the_price_steps_of_one_market(chain):
    chain["demands"] = [dict(chain["demands"][0], minimum=80, price=price) for price in (10, 20)]
    assert "steel at east: short by / 缺口 60 t" in failure(chain).what


def test_a_market_that_nothing_reaches(chain):
    chain["lanes"] = []
    chain["demands"][0]["minimum"] = 3
    assert "steel at east: short by / 缺口 3 t" in failure(chain).what


def test_a_shortage_after_a_change_of_capacity(chain):
    chain["demands"][0]["minimum"] = 60
    programme = Programme(Network.from_rows(chain))
    programme.solve()
    programme.set_capacities({"works": 45})
    with pytest.raises(SolveError, match="short by / 缺口 15 t"):
        programme.solve()
    programme.set_capacities({"works": 100})
    assert programme.solve().sales["amount"].to_list() == [80.0]


def test_a_sale_without_end_is_named(chain):
    chain["plants"][0]["capacity"] = None
    chain["demands"][0]["quantity"] = None
    error = failure(chain)
    assert "unbounded / 无界: steel at east is sold" in error.what
    assert error.where == "demands.csv"


def test_a_purchase_without_end_is_named(chain):
    chain["supplies"][0]["price"] = -1
    assert "ore at west is bought" in failure(chain).what


def test_a_plant_that_earns_by_running_is_named(chain):
    chain["plants"][0] |= {"cost": -1000, "capacity": None}
    error = failure(chain)
    assert "works runs at a gain without end" in error.what
    assert error.where == "plants.csv"


def test_a_bound_elsewhere_keeps_an_endless_market_bounded(chain):
    chain["demands"][0]["quantity"] = None
    assert solve(Network.from_rows(chain)).sales["amount"].to_list() == [100.0]


LIMIT = {"limit": "power", "table": "plants", "key": "*", "per_unit": 1}


def test_what_reaches_a_market_and_what_is_in_conflict_are_named(chain):
    chain["demands"][0] |= {"quantity": 150, "minimum": 100.31}
    what = failure(chain).what
    assert "plants there reach / 当地产能 0, supplies / 供给 0, 1 lane brings it" in what
    conflict = what.partition("in conflict / 互相冲突: ")[2]
    assert set(conflict.split(", ")) == {
        "balance of steel at east",
        "balance of steel at west",
        "capacity of works",
        "minimum of steel at east",
    }


def test_what_runs_short_upstream_is_in_the_conflict(chain):
    chain["demands"][0]["minimum"] = 50
    chain["supplies"][0]["quantity"] = 0.05
    what = failure(chain).what
    assert "short by / 缺口 25 t" in what
    assert "supply of ore at west" in what


def test_a_market_without_a_lane_is_told_so(chain):
    chain["lanes"] = []
    chain["demands"][0]["minimum"] = 3
    assert "no lane brings it" in failure(chain).what


def test_a_limit_that_keeps_a_demand_unmet(chain):
    chain["demands"][0]["minimum"] = 50
    chain["limits"], chain["limit_terms"] = [{"limit": "power", "sense": "<=", "amount": 30}], [LIMIT]
    error = failure(chain)
    assert "short by / 缺口 20 t" in error.what
    assert "limit power" in error.what


def test_limits_that_cannot_hold_together(chain):
    chain["limits"] = [
        {"limit": "power", "sense": "<=", "amount": 20},
        {"limit": "jobs", "sense": ">=", "amount": 30},
    ]
    chain["limit_terms"] = [LIMIT, {**LIMIT, "limit": "jobs"}]
    error = failure(chain)
    assert "limit jobs: short by / 不足 10; in conflict / 互相冲突: " in error.what
    assert error.where == "limits.csv amount"
    assert "loosen the limit" in error.mend


def test_a_shortage_of_one_period_is_told_with_it(chain):
    chain["periods"] = [{"period": "2021"}, {"period": "2024"}]
    chain["demands"][0] |= {"minimum": 50}
    chain["plants"][0] |= {"from": "2024"}
    assert "steel at east in 2021: short by / 缺口 50 t" in failure(chain).what


def test_a_cycle_without_end_is_named_with_its_gain(chain):
    chain["demands"].append({"region": "west", "product": "steel", "quantity": None, "price": 60})
    chain["supplies"].append({"region": "east", "product": "steel", "quantity": None, "price": 50})
    chain["lanes"].append({"origin": "east", "destination": "west", "mode": "rail", "distance_km": 50})
    what = failure(chain).what
    assert "steel at west is sold" in what
    assert "with / 连同 steel from east to west by rail, supply of steel at east" in what
    assert what.endswith("a round gains / 每轮获利 4")


def test_a_round_of_several_periods_is_that_of_one(chain):
    chain["periods"] = [{"period": "2021", "years": 2}, {"period": "2024"}]
    chain["plants"][0]["capacity"] = None
    chain["demands"][0]["quantity"] = None
    what = failure(chain).what
    assert "2024" not in what
    assert what.endswith("a round gains / 每轮获利 14")


def test_what_reaches_a_market_is_that_of_its_period(chain):
    chain["periods"] = [{"period": "2021"}, {"period": "2024"}]
    supply = {"region": "east", "product": "steel", "price": 1}
    chain["supplies"] += [{**supply, "quantity": 5, "period": "2021"}, {**supply, "quantity": 70, "period": "2024"}]
    chain["demands"][0] |= {"quantity": 120, "minimum": 120}
    what = failure(chain).what
    assert (
        "steel at east in 2021: short by / 缺口 15 t — plants there reach / 当地产能 0, supplies / 供给 5, 1 lane"
        in what
    )
    assert "2024" not in what.partition(";")[0]


def test_what_could_be_built_there_is_told(chain):
    chain["periods"] = [{"period": "2021"}, {"period": "2024"}]
    chain["candidates"] = [{"region": "west", "process": "smelt", "max_size": 10, "lead_periods": 1}]
    chain["demands"][0] |= {"region": "west", "quantity": 130, "minimum": 130}
    what = failure(chain).what
    assert "in 2021: short by / 缺口 30 t — plants there reach / 当地产能 100, supplies" in what
    assert "in 2024: short by / 缺口 20 t — plants there reach / 当地产能 100, new ones / 可新建 10, supplies" in what


def test_lumps_that_do_not_fit_are_named(chain):
    chain["plants"] = []
    chain["candidates"] = [{"region": "west", "process": "smelt", "min_size": 50, "max_size": 100}]
    chain["limits"] = [{"limit": "land", "sense": "<=", "amount": 40}]
    chain["limit_terms"] = [{"limit": "land", "table": "candidates", "key": "*|*", "per_unit": 1}]
    chain["demands"][0] |= {"quantity": 30, "minimum": 30}
    what = failure(chain).what
    assert what.startswith("infeasible")
    assert "limit land: exceeded by / 超出 10" in what
    assert "whole lumps of new / 整批的新建 smelt at west" in what


def test_many_shortages_are_counted(chain):
    chain["regions"] += [{"region": f"r{i}"} for i in range(8)]
    chain["demands"] += [{"region": f"r{i}", "product": "steel", "minimum": 1} for i in range(8)]
    what = failure(chain).what
    assert what.count("short by") == 5
    assert "(and 3 more / 另有 3 处)" in what


def test_what_can_be_mended_stands_first_in_a_conflict(chain):
    chain["demands"][0] |= {"quantity": 150, "minimum": 100.31}
    conflict = failure(chain).what.partition("in conflict / 互相冲突: ")[2].split(", ")
    assert [part.split(" ")[0] for part in conflict] == ["minimum", "capacity", "balance", "balance"]


def test_a_conflict_is_sought_for_so_long_only(chain, monkeypatch):
    """HiGHS has a time limit of its own for it."""
    from sanjiang.network import conflict

    monkeypatch.setattr(conflict, "SECONDS", 0.0)
    chain["demands"][0] |= {"quantity": 150, "minimum": 100.31}
    assert "in conflict" not in failure(chain).what
