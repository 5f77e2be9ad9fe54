"""From a network to its optimum in one call."""

from __future__ import annotations

from sanjiang.core.errors import NetworkError
from sanjiang.network.build import Programme
from sanjiang.network.solution import Solution
from sanjiang.network.tables import Network


def solve(network: Network) -> Solution:
    """Return the optimum of a network.

    Raises
    ------
    NetworkError
        If the network holds candidates, which would change the answer.
    SolveError
        If there is none: it names a demand that falls short, or what is gained without end.
    """
    if network.table("candidates").height:
        raise NetworkError(
            "candidates are not built yet by a solve / 求解尚不新建装置",
            "candidates.csv",
            "remove it, or ask `sanjiang recruit` / 请移除, 或改用 sanjiang recruit",
        )
    return Programme(network).solve()
