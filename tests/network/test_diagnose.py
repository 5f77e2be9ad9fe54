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
