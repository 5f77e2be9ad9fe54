from __future__ import annotations

import pytest

from sanjiang.core.errors import SolveError
from sanjiang.network import Network, solve, solver


def test_an_option_that_highs_does_not_know_is_refused(chain, monkeypatch):
    """HiGHS itself carries on with another solver."""
    monkeypatch.setitem(solver.OPTIONS, "solver", "simplexx")
    with pytest.raises(SolveError, match="option solver = simplexx"):
        solve(Network.from_rows(chain))


def test_a_coefficient_that_highs_would_drop_is_refused(chain):
    chain["lanes"][0]["loss"] = 1 - 1e-12
    with pytest.raises(SolveError, match=r"did not take the programme as it is.*choose units"):
        solve(Network.from_rows(chain))
