"""The programme of a network: built once, solved again and again as capacities change."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np

from sanjiang.core.errors import NetworkError
from sanjiang.network.arrays import to_arrays
from sanjiang.network.diagnose import explain
from sanjiang.network.problem import suggest
from sanjiang.network.solution import Solution
from sanjiang.network.solver import OPTIMAL, accept, load, run
from sanjiang.network.tables import Network


class Programme:
    """Maximise sales − purchases − operating cost − freight, subject to balances, capacities and lanes.

    Parameters
    ----------
    network : Network
        Its tables; later changes of capacity are made here, on the same programme.
    """

    def __init__(self, network: Network) -> None:
        started = time.perf_counter()
        self._arrays, self._labels = to_arrays(network)
        self._highs = load(self._arrays)
        self._plants = {plant: column for column, plant in enumerate(self._labels.plants["plant"])}
        self._currency = network.setting("currency")
        self._read, self._build = network.read_seconds, time.perf_counter() - started

    def set_capacities(self, capacities: Mapping[str, float]) -> None:
        """Change what plants can do at most, per year; the next `solve` starts from the last optimum.

        Parameters
        ----------
        capacities : mapping of str to float
            By plant; infinity lifts the limit. Plants that are not named keep theirs.

        Raises
        ------
        NetworkError
            If a plant is unknown, or a capacity is negative or not a number; nothing is changed then.
        """
        for plant, capacity in capacities.items():
            if plant not in self._plants:
                mend = suggest(plant, self._plants, "name a plant of the network / 请给出网络中的装置")
                raise NetworkError(f"unknown plant {plant!r} / 未知装置", "set_capacities", mend)
            if not capacity >= 0:
                what = f"capacity of {plant!r} is {capacity}, expected at least 0 / 产能应不小于 0"
                raise NetworkError(what, "set_capacities", "give a number, or infinity / 请给出数值或无穷大")
        columns = np.array([self._plants[plant] for plant in capacities], dtype=np.int32)
        limits = np.array(list(capacities.values()), dtype=np.float64)
        changed = self._highs.changeColsBounds(columns.size, columns, np.zeros_like(limits), limits)
        accept(changed, "the capacities")
        self._arrays.upper[columns] = limits

    def solve(self) -> Solution:
        """Return the optimum.

        Raises
        ------
        SolveError
            If there is none: it names a demand that falls short, or what is gained without end.
        """
        started = time.perf_counter()
        status = run(self._highs)
        seconds = {"read": self._read, "build": self._build, "solve": time.perf_counter() - started}
        if status not in OPTIMAL:
            raise explain(self._arrays, self._labels, self._highs.modelStatusToString(status))
        return Solution(
            "optimal",
            self._highs.getInfo().objective_function_value + 0.0,
            self._arrays.row_lower.size,
            self._arrays.gain.size,
            seconds,
            self._currency,
            self._labels,
            self._highs.getSolution(),
        )
