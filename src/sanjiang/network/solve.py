"""From a network to its optimum in one call."""

from __future__ import annotations

from sanjiang.network.build import Programme
from sanjiang.network.solution import Solution
from sanjiang.network.tables import Network


def solve(network: Network) -> Solution:
    """Return the optimum of a network.

    Raises
    ------
    SolveError
        If there is none: it names a demand that falls short, or what is gained without end.
    """
    return Programme(network).solve()
