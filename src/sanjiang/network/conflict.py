"""An irreducible conflict: rows and bounds that cannot hold together, while without any one of them they can."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from sanjiang.network.arrays import Arrays, Labels
from sanjiang.network.names import column_name, row_name
from sanjiang.network.solver import OPTIONS, load

LARGEST = 20_000
"""Rows up to which the conflict is sought: each of its members costs a solve."""
NAMED = 8
"""As many members as a message names."""
SECONDS = 20.0
"""After so long the conflict is left untold."""

BELOW, ABOVE = (
    tuple(int(end) for end in (highspy.IisBoundStatus.kIisBoundStatusBoxed, own))
    for own in (highspy.IisBoundStatus.kIisBoundStatusLower, highspy.IisBoundStatus.kIisBoundStatusUpper)
)
BOUND = {"demands": "quantity of ", "supplies": "", "candidates": "largest size of "}
"""What the upper bound of a table's columns is called."""


def conflict(arrays: Arrays, labels: Labels) -> list[str]:
    """Return the names of a conflict's members, none where none was found in time.

    What can be mended stands first: balances, which only join it, last.
    """
    if arrays.row_lower.size > LARGEST:
        return []
    strategy = int(highspy.IisStrategy.kIisStrategyFromLp) | int(highspy.IisStrategy.kIisStrategyIrreducible)
    # only whether it can be met counts: a gain without end would end the search before it began
    met = replace(arrays, gain=np.zeros_like(arrays.gain))
    highs = load(met, {**OPTIONS, "iis_strategy": strategy, "time_limit": SECONDS, "iis_time_limit": SECONDS})
    status, found = highs.getIis()
    if status != highspy.HighsStatus.kOk or not found.valid_:
        return []
    least, most = [], []
    for i, bound in zip(found.col_index_, found.col_bound_, strict=True):
        name, table = column_name(labels, int(i))
        if bound in BELOW and arrays.lower[int(i)] > 0:
            least.append(f"minimum of {name}")
        if bound in ABOVE and np.isfinite(arrays.upper[int(i)]):
            most.append(f"{BOUND.get(table, 'capacity of ')}{name}")
    balances = labels.rows["balances"].size  # they stand first
    joined, rows = ([row_name(labels, int(i)) for i in found.row_index_ if (i < balances) is b] for b in (True, False))
    members = list(dict.fromkeys([*least, *rows, *most, *joined]))  # the price steps of one market have one name
    return members[:NAMED] + (["…"] if len(members) > NAMED else [])
