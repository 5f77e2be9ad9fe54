from __future__ import annotations

import itertools

import highspy
import pytest

from sanjiang.core.errors import SolveError
from sanjiang.network import Change, Method, Network, Programme, Scenario, build, solve, solver


def test_an_option_that_highs_does_not_know_is_refused(chain, monkeypatch):
    """HiGHS itself carries on with another solver."""
    monkeypatch.setitem(solver.OPTIONS, "solver", "simplexx")
    with pytest.raises(SolveError, match="option solver = simplexx"):
        solve(Network.from_rows(chain))


def test_a_coefficient_that_highs_would_drop_is_refused(chain):
    chain["periods"] = [{"period": "a"}, {"period": "b", "years": 100}]
    chain["stores"] = [{"region": "west", "product": "steel", "loss": 1 - 1e-8}]  # a share of a year's of the next
    with pytest.raises(SolveError, match=r"did not take the programme as it is.*choose units"):
        solve(Network.from_rows(chain))


def test_a_time_limit_is_that_of_each_solve(chain):
    """HiGHS's own clock runs on from one run to the next."""
    programme = Programme(Network.from_rows(chain), Method(seconds=0.2))
    prices = itertools.cycle((10, 50))  # below and above what it costs
    while programme._highs.getRunTime() < 0.3:
        dear = Scenario("x", (Change("demands", "*|*|*|*", "price", value=next(prices)),))
        assert programme.solve(dear).status == "optimal"


def test_money_that_highs_takes_for_infinite_is_refused(chain):
    chain["lanes"][0]["distance_km"] = chain["freight"][0]["per_km"] = 1e12
    with pytest.raises(SolveError, match="did not take the prices"):
        solve(Network.from_rows(chain))
    chain["lanes"][0]["distance_km"] = 1e3
    programme = Programme(Network.from_rows(chain))
    dear = Scenario("dear", (Change("lanes", "*|*|*", "distance_km", value=1e12),))
    with pytest.raises(SolveError, match="did not take the prices"):
        programme.solve(dear)
    assert programme.solve().objective == 0


def test_what_was_stopped_has_no_prices(chain, monkeypatch):
    programme = Programme(Network.from_rows(chain))

    def stop(highs):
        solver.run(highs)
        return highspy.HighsModelStatus.kTimeLimit

    monkeypatch.setattr(build, "run", stop)
    found = programme.solve()
    assert found.status == "time limit"
    assert found.sales["amount"].to_list() == [80.0]
    assert found.prices["price"].is_nan().all()
    assert found.rents["rent"].is_nan().all()
