"""The solver: HiGHS, opened with pinned options, every return code checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import highspy
import numpy as np
from highspy._core import _Highs

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays
from sanjiang.network.columns import Floats

Option = bool | int | str | float
Algorithm = Literal["auto", "simplex", "ipx"]
ALGORITHMS: tuple[Algorithm, ...] = get_args(Algorithm)

OPTIONS: dict[str, Option] = {
    "output_flag": False,
    "solver": "simplex",
    "parallel": "off",
    "random_seed": 0,
    "no_unnecessary_rebuild_refactor": False,
}
"""Simplex starts from the last optimum when bounds change, and factors its basis anew whenever it rebuilds, which is a
tenth quicker from one coalition to the next; one thread and a fixed seed repeat the same answer."""

OPTIMAL = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
STOPPED = {
    highspy.HighsModelStatus.kInterrupt: "interrupted",
    highspy.HighsModelStatus.kTimeLimit: "time limit",
}
"""Stopped by the user or by the clock: the best so far may stand."""


INFINITE_COST = 1e20
"""What HiGHS takes for infinite, by its option of this name."""
LARGE = 20_000
"""Columns from which an interior point is the quicker beginning."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a programme is solved.

    Parameters
    ----------
    algorithm : {"auto", "simplex", "ipx"}
        For programmes without lumps: simplex starts from the last optimum, ``ipx`` is an interior-point method, quicker
        on large ones and always from the beginning; ``auto`` solves a programme of more than `LARGE` columns by ``ipx``
        first and by simplex from then on. Programmes with lumps are solved by branch and bound.
    crossover : bool
        Whether ``ipx`` ends at a corner, as simplex does; without it, answers are quicker and within tolerances only.
    gap : float
        With lumps: how far from the best possible, as a share of it, an answer may be called optimal.
    seconds : float or None
        Stop then, with the best so far.
    """

    algorithm: Algorithm = "auto"
    crossover: bool = True
    gap: float = 1e-7
    seconds: float | None = None

    def options(self, mixed: bool) -> dict[str, Option]:
        """Return HiGHS's options; `mixed` with integer columns, where "simplex" would leave the integers out."""
        chosen: dict[str, Option] = {
            **OPTIONS,
            "time_limit": highspy.kHighsInf if self.seconds is None else self.seconds,
        }
        if mixed:
            return {**chosen, "solver": "choose", "mip_rel_gap": self.gap, "mip_feasibility_tolerance": 1e-9}
        if self.algorithm == "ipx":
            return {**chosen, "solver": "ipx", "run_crossover": "on" if self.crossover else "off"}
        return chosen


def load(arrays: Arrays, options: Mapping[str, Option] | None = None) -> _Highs:
    """Return HiGHS holding the programme; `options` default to the simplex's, or to branch and bound for integers.

    Raises
    ------
    SolveError
        If HiGHS refuses an option or the programme, or would change either.
    """
    highs = _Highs()  # `highspy.Highs` prints a banner before it can be told not to
    set_options(highs, Method().options(arrays.integer.size > 0) if options is None else options)
    finite(arrays.gain)
    whole = np.zeros(arrays.gain.size, dtype=np.int32)
    whole[arrays.integer] = int(highspy.HighsVarType.kInteger)
    taken = highs.passModel(
        arrays.gain.size,
        arrays.row_lower.size,
        arrays.value.size,
        int(highspy.MatrixFormat.kColwise),
        int(highspy.ObjSense.kMaximize),
        0.0,
        arrays.gain,
        arrays.lower,
        arrays.upper,
        arrays.row_lower,
        arrays.row_upper,
        arrays.start,
        arrays.index,
        arrays.value,
        whole,
    )
    accept(taken, "the programme")
    return highs


def finite(gain: Floats) -> None:
    """Refuse money that HiGHS would take for infinite: it would call infinity an optimum."""
    if np.abs(gain).max(initial=0.0) >= INFINITE_COST:
        accept(highspy.HighsStatus.kError, "the prices")


def set_options(highs: _Highs, options: Mapping[str, Option]) -> None:
    """Set options, and look whether HiGHS took them."""
    for option, value in options.items():
        accept(highs.setOptionValue(option, value), f"the option {option} = {value}")
        if highs.getOptionValue(option) != (highspy.HighsStatus.kOk, value):
            accept(highspy.HighsStatus.kError, f"the option {option} = {value}")


def accept(status: highspy.HighsStatus, thing: str) -> None:
    """Raise a `SolveError` unless HiGHS took the thing as it is: a warning means that it changed it."""
    if status != highspy.HighsStatus.kOk:
        raise SolveError(
            f"the solver did not take {thing} as it is / 求解器未原样接受",
            "HiGHS",
            "choose units that keep figures between 1e-9 and 1e15 / 请选用使数值介于 1e-9 与 1e15 之间的单位",
        )


def run(highs: _Highs) -> highspy.HighsModelStatus:
    """Solve, and return what became of the programme."""
    if highs.run() == highspy.HighsStatus.kError:
        accept(highspy.HighsStatus.kError, "the run")
    return highs.getModelStatus()
