"""The game of a network: players own what lies in their regions; a coalition runs it on the lanes among them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from sanjiang.cooperation.game import Bools, Floats, Game
from sanjiang.cooperation.members import Members, read_members, within
from sanjiang.cooperation.ownership import Ownership
from sanjiang.core.errors import SolveError
from sanjiang.network import Network, Programme, Solution

EXACT = 12
"""Players up to which every coalition is solved; more are sampled."""
PAYS = 6.0
"""Seconds of work left from which further processes, which take a second or two to begin, pay."""
TRIED = 16
"""Coalitions solved before it is known how long the others take."""


class ProductionGame:
    """What coalitions of a network's players can earn, on one programme whose bounds are changed.

    Parameters
    ----------
    network : Network
    members : Members, optional
        As the tables say, by default.

    Attributes
    ----------
    players : tuple of str
    network : Network
        Without what is left out.
    ownership : Ownership
        Whose every column and row of the programme is.

    Raises
    ------
    NetworkError
        As `read_members`.
    """

    def __init__(self, network: Network, members: Members | None = None) -> None:
        self.members = members or read_members(network)
        self.network = within(network, self.members)
        self.players = self.members.players
        self._programme = Programme(self.network)
        self._arrays = self._programme.arrays
        self.ownership = Ownership.of(self.members, self._programme.labels)

    @property
    def lumpy(self) -> bool:
        """Whether something is built in lumps."""
        return bool(self._arrays.integer.size)

    @property
    def columns(self) -> int:
        """The width of the programme."""
        return self._arrays.gain.size

    @cached_property
    def whole(self) -> Solution:
        """The optimum of all players together.

        Raises
        ------
        SolveError
            If there is none: it names what falls short, or what is gained without end.
        """
        return self._programme.solve_with(self._arrays)

    def worth(self, inside: Bools) -> float:
        """Return what the coalition of those who are inside earns; not a number where it cannot meet a minimum.

        Parameters
        ----------
        inside : bool array, shape (players,)
        """
        if not inside.any():
            return 0.0
        found = self._programme.optimum_with(self.ownership.bounded(self._arrays, inside))
        return np.nan if found is None else found

    def with_endowment(self, player: int, times: float) -> float:
        """Return what all would earn if a player had `times` what it has; not a number where they could not stand."""
        found = self._programme.optimum_with(self.ownership.endowed(self._arrays, player, times))
        return np.nan if found is None else found

    def solve(self, coalition: Iterable[str]) -> Solution:
        """Return the optimum of a coalition by name, whatever was solved before; SolveError where it has none."""
        chosen = set(coalition)
        inside = np.array([player in chosen for player in self.players])
        return self._programme.solve_with(self.ownership.bounded(self._arrays, inside), afresh=True)

    def why_not(self, coalition: Iterable[str]) -> str:
        """Say what a coalition cannot meet."""
        try:
            self.solve(coalition)
        except SolveError as error:
            return error.what.replace(" — ", "; ")
        return ""

    def game(self, workers: int = 1) -> Game:
        """Solve every coalition, each one player away from the one before.

        Parameters
        ----------
        workers : int
            Processes to use where that pays.

        Raises
        ------
        SolveError
            If all together have no optimum.
        """
        values = np.zeros(1 << len(self.players))
        values[-1] = self.whole.objective
        order = self._order()
        started = time.perf_counter()
        values[order[:TRIED]] = self.values(order[:TRIED])
        left = order[TRIED:]
        if workers > 1 and (time.perf_counter() - started) / TRIED * len(left) > PAYS:
            values[left] = self._in_processes(left, workers)
        else:
            values[left] = self.values(left)
        return Game(self.players, values)

    def values(self, numbers: Sequence[int]) -> Floats:
        """Return what coalitions earn, by number: bit i is player i."""
        places = np.arange(len(self.players))
        return np.array([self.worth((number >> places & 1).astype(bool)) for number in numbers])

    def _order(self) -> list[int]:
        """Return all coalitions but none and all in Gray order from that of all; who has least goes and comes most."""
        count = len(self.players)
        bits = [1 << int(player) for player in np.argsort(self.ownership.sizes(), kind="stable")]
        gray = (step ^ step >> 1 for step in range(1, 1 << count))
        numbers = (sum(bit for i, bit in enumerate(bits) if not code >> i & 1) for code in gray)
        return [number for number in numbers if number]

    def _in_processes(self, numbers: Sequence[int], workers: int) -> Floats:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        edges = np.linspace(0, len(numbers), workers + 1).astype(int).tolist()
        parts = [numbers[start:end] for start, end in pairwise(edges)]
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            futures = [pool.submit(_values, self.network, self.members, part) for part in parts]
            return np.concatenate([future.result() for future in futures])


def _values(network: Network, members: Members, numbers: Sequence[int]) -> Floats:
    return ProductionGame(network, members).values(numbers)
