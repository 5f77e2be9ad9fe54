"""The programme of a network: built once, solved again and again as capacities, prices or scenarios change."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property

import highspy
import numpy as np

from sanjiang.core.errors import NetworkError, SolveError
from sanjiang.network.arrays import NO_INTEGERS, Arrays, Labels, to_arrays
from sanjiang.network.columns import Floats, Integers
from sanjiang.network.diagnose import explain
from sanjiang.network.problem import suggest
from sanjiang.network.scenario import Scenario, changed
from sanjiang.network.solution import Solution
from sanjiang.network.solver import LARGE, OPTIMAL, STOPPED, Method, accept, finite, load, run, set_options
from sanjiang.network.tables import Network
from sanjiang.network.watch import Progress, watched


class Programme:
    """Maximise sales − purchases − operating cost − freight − storage − annuities, subject to balances and bounds.

    Parameters
    ----------
    network : Network
        Its tables; later changes are made here, on the same programme.
    method : Method, optional
        How it is solved.
    """

    def __init__(self, network: Network, method: Method | None = None) -> None:
        started = time.perf_counter()
        self._method = method or Method()
        self._arrays, self._labels = to_arrays(network)
        self._now = self._arrays
        self._highs = load(self._arrays, self._method.options(self._arrays.integer.size > 0))
        self._currency = network.setting("currency")
        self._begun = False
        self._read, self._build = network.read_seconds, time.perf_counter() - started

    @cached_property
    def _plants(self) -> dict[str, int]:
        return {plant: place for place, plant in enumerate(self._labels.columns["activity"].frame["plant"])}

    @property
    def labels(self) -> Labels:
        """What the programme's columns and rows mean."""
        return self._labels

    @property
    def arrays(self) -> Arrays:
        """The programme as it stands: figures of the tables, and capacities as last set."""
        return self._arrays

    def set_capacities(self, capacities: Mapping[str, float]) -> None:
        """Change what plants can do at most in each period; the next `solve` starts from the last optimum.

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
        kind = self._labels.columns["activity"]
        limit = np.full(kind.frame.height, np.nan)
        limit[[self._plants[plant] for plant in capacities]] = list(capacities.values())
        upper = self._arrays.upper.copy()
        own = upper[kind.span]
        upper[kind.span] = np.where(np.isnan(limit[kind.row]), own, limit[kind.row])
        self._arrays = replace(self._arrays, upper=upper)

    def solve(self, scenario: Scenario | None = None, progress: Progress | None = None) -> Solution:
        """Return the optimum, of a scenario if one is given; it starts from the last one.

        Parameters
        ----------
        scenario : Scenario, optional
            What is otherwise than in the tables, this time only.
        progress : callable, optional
            Is told how far a long solve is. Ctrl-C then stops it, with the best so far.

        Raises
        ------
        NetworkError
            If the scenario names what the network does not have.
        SolveError
            If there is no optimum: it names what falls short, or what is gained without end.
        """
        wanted = self._arrays if scenario is None else changed(self._arrays, self._labels, scenario)
        return self.solve_with(wanted, progress)

    def optimum_with(self, wanted: Arrays) -> float | None:
        """Return the objective alone, with other prices and bounds this time; None where nothing meets them.

        Errors as `solve`'s, but for what cannot be met.
        """
        self._become(wanted)
        status = self._run()
        if status not in OPTIMAL:
            self._highs.clearSolver()  # far from the last optimum the solver may lose its way: from the beginning, then
            status = self._run()
        if status in OPTIMAL:
            return float(self._highs.getInfo().objective_function_value) + 0.0
        if status in UNMET and not _unbounded(wanted, status):
            return None
        raise explain(wanted, self._labels, self._status(status))

    def solve_with(self, wanted: Arrays, progress: Progress | None = None, *, afresh: bool = False) -> Solution:
        """Return the optimum with other prices and bounds this time; errors as `solve`'s.

        Parameters
        ----------
        wanted : Arrays
            `arrays` with other gains and bounds; the matrix stays.
        progress : callable, optional
        afresh : bool
            Begin without the last optimum: of several optima it is then always the same, whatever was solved before.
        """
        started = time.perf_counter()
        if afresh:
            accept(self._highs.clearSolver(), "a new beginning")
        self._become(wanted)
        with watched(self._highs, progress) if progress else nullcontext():
            status = self._run()
        found = self._highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if status not in OPTIMAL and not (status in STOPPED and found):
            raise _stopped(status) if status in STOPPED else explain(self._now, self._labels, self._status(status))
        solved = self._highs.getSolution()
        if status not in OPTIMAL and not self._now.integer.size:
            solved.dual_valid = False  # what explains no optimum explains nothing
        seconds = {"read": self._read, "build": self._build, "solve": time.perf_counter() - started}
        return Solution(
            STOPPED.get(status, "optimal"),
            self._highs.getInfo().objective_function_value + 0.0,
            self._now.row_lower.size,
            self._now.gain.size,
            seconds,
            self._currency,
            self._labels,
            solved,
            self._priced(solved),
            self._highs.getInfo().mip_gap if self._now.integer.size else None,
        )

    def _run(self) -> highspy.HighsModelStatus:
        """Solve; where the interior point gets nowhere, as it may on tiny degenerate programmes, simplex ends it."""
        algorithm, size = self._method.algorithm, self._now.gain.size
        begin = algorithm == "auto" and not self._begun and size > LARGE and not self._now.integer.size
        self._begun = True
        if self._method.seconds is not None:  # the solver's clock runs on from one solve to the next
            set_options(self._highs, {"time_limit": self._highs.getRunTime() + self._method.seconds})
        if begin:
            set_options(self._highs, {"solver": "ipx"})
        status = run(self._highs)
        if begin or (status == highspy.HighsModelStatus.kUnknown and algorithm == "ipx"):
            set_options(self._highs, {"solver": "simplex"})
        if status == highspy.HighsModelStatus.kUnknown and not self._now.integer.size:
            status = run(self._highs)
        if algorithm == "ipx" and not self._now.integer.size:
            set_options(self._highs, {"solver": "ipx"})
        return status

    def _status(self, status: highspy.HighsModelStatus) -> str:
        return self._highs.modelStatusToString(status)

    def _become(self, wanted: Arrays) -> None:
        """Change what differs on the solver's own programme.

        With lumps it then begins anew: HiGHS 1.16 else keeps something of the last branch and bound, and may call
        optimal what no solution earns.
        """
        now, highs = self._now, self._highs
        if now.integer.size:
            accept(highs.clearSolver(), "a new beginning")
        costs = _differing((now.gain, wanted.gain))
        if costs.size:
            finite(wanted.gain[costs])
            accept(highs.changeColsCost(costs.size, costs, wanted.gain[costs]), "the prices")
        bounds = _differing((now.lower, wanted.lower), (now.upper, wanted.upper))
        if bounds.size:
            accept(
                highs.changeColsBounds(bounds.size, bounds, wanted.lower[bounds], wanted.upper[bounds]),
                "the capacities",
            )
        rows = _differing((now.row_lower, wanted.row_lower), (now.row_upper, wanted.row_upper))
        for row in rows.tolist():
            accept(highs.changeRowBounds(row, wanted.row_lower[row], wanted.row_upper[row]), "the limits")
        self._now = wanted

    def _priced(self, solved: highspy.HighsSolution) -> highspy.HighsSolution:
        """Return the figures whose duals count: with lumps, those of the programme in which they stay as they are."""
        whole = self._now.integer
        if not whole.size:
            return solved
        lower, upper = self._now.lower.copy(), self._now.upper.copy()
        lower[whole] = upper[whole] = np.round(np.array(solved.col_value)[whole])
        fixed = load(replace(self._now, lower=lower, upper=upper, integer=NO_INTEGERS))
        # the lumps hold within a tolerance only: rounded, they may not
        return fixed.getSolution() if run(fixed) in OPTIMAL else solved


UNMET = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)


def _unbounded(arrays: Arrays, status: highspy.HighsModelStatus) -> bool:
    """Tell whether what is either unbounded or infeasible can be met: then it is unbounded."""
    if status == highspy.HighsModelStatus.kInfeasible:
        return False
    return run(load(replace(arrays, gain=np.zeros_like(arrays.gain)))) in OPTIMAL


def _differing(*pairs: tuple[Floats, Floats]) -> Integers:
    """Return the places at which the arrays of some pair differ."""
    told = [now != wanted for now, wanted in pairs if now is not wanted]
    return np.flatnonzero(np.logical_or.reduce(told)).astype(np.int32) if told else NO_INTEGERS


def _stopped(status: highspy.HighsModelStatus) -> SolveError:
    return SolveError(
        "stopped before anything was found / 尚无可行解时已停止",
        "HiGHS",
        "give it more time, or another method / 请给更多时间, 或换一种算法",
    )
