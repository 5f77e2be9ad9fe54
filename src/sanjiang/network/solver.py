"""The solver: HiGHS, opened with pinned options, every return code checked."""

from __future__ import annotations

from collections.abc import Mapping

import highspy
from highspy._core import _Highs

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays

OPTIONS: dict[str, bool | int | str | float] = {
    "output_flag": False,
    "solver": "simplex",
    "parallel": "off",
    "random_seed": 0,
}
"""Simplex starts from the last optimum when bounds change; one thread and a fixed seed repeat the same answer."""

MIXED: dict[str, bool | int | str | float] = {
    **OPTIONS,
    "solver": "choose",  # "simplex" would leave the integers out
    "mip_rel_gap": 1e-7,
}
"""For programmes with integer columns."""

OPTIMAL = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)


def load(arrays: Arrays, options: Mapping[str, bool | int | str | float] = OPTIONS) -> _Highs:
    """Return HiGHS holding the programme.

    Raises
    ------
    SolveError
        If HiGHS refuses an option or the programme, or would change either.
    """
    highs = _Highs()  # `highspy.Highs` prints a banner before it can be told not to
    for option, value in options.items():
        accept(highs.setOptionValue(option, value), f"the option {option} = {value}")
        if highs.getOptionValue(option) != (highspy.HighsStatus.kOk, value):
            accept(highspy.HighsStatus.kError, f"the option {option} = {value}")
    programme = highspy.HighsLp()
    programme.sense_ = highspy.ObjSense.kMaximize
    programme.num_col_, programme.num_row_ = arrays.gain.size, arrays.row_lower.size
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = arrays.gain, arrays.lower, arrays.upper
    programme.row_lower_, programme.row_upper_ = arrays.row_lower, arrays.row_upper
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.num_col_, programme.a_matrix_.num_row_ = arrays.gain.size, arrays.row_lower.size
    programme.a_matrix_.start_, programme.a_matrix_.index_ = arrays.start, arrays.index
    programme.a_matrix_.value_ = arrays.value
    accept(highs.passModel(programme), "the programme")
    return highs


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
