"""From a network to its optimum in one call."""

from __future__ import annotations

from sanjiang.network.build import Programme
from sanjiang.network.solution import Solution
from sanjiang.network.solver import Method
from sanjiang.network.tables import Network
from sanjiang.network.watch import Progress


def solve(network: Network, method: Method | None = None, progress: Progress | None = None) -> Solution:
    """Return the optimum of a network.

    Parameters
    ----------
    network : Network
    method : Method, optional
        Simplex by default, branch and bound where the network has lumps.
    progress : callable, optional
        Is told how far a long solve is. Ctrl-C then stops it, with the best so far.

    Raises
    ------
    SolveError
        If there is no optimum: it names what falls short, or what is gained without end.
    """
    return Programme(network, method).solve(progress=progress)
