"""Dual allocation: each player is paid the optimum's rents of what it owns.

The rents of all that is owned add up to what all earn. No coalition earns more by itself than the rents of its own
things: the optimum's duals are feasible for its dual programme, too. So the shares lie in the core, for any number of
players and at the cost of one solve. Where several duals explain the optimum, each gives other shares.

Source: G. Owen, On the core of linear production games, Mathematical Programming 9, 1975.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import Floats
from sanjiang.cooperation.production import ProductionGame
from sanjiang.core.errors import SolveError


@dataclass(frozen=True, slots=True, eq=False)
class DualAllocation:
    """Shares by rents.

    Parameters
    ----------
    shares : float array, shape (players,)
    common : float
        The rents of what is common, of which each player's share holds an equal part.
    """

    shares: Floats
    common: float


STEP = 1e-4
"""By so small a share endowments are made larger and smaller: what a player's things are worth at the margin."""
ALIKE = 1e-6
"""Shares of the total that are the same but for the step and the solver's tolerance."""


def dual_ranges(game: ProductionGame, shares: Floats) -> Floats | None:
    """Return the least and the most that dual allocation may pay each, whichever of the optimum's duals are chosen.

    What all earn is concave in what a player owns, and its slopes to either side are the ends of what duals pay for it:
    what a little more of all its things would add is the least, what a little less would take away the most.

    Returns
    -------
    float array, shape (players, 2), or None
        None with lumps, where slopes say nothing, and where there is no dual allocation.
    """
    if game.lumpy or np.isnan(shares).any():
        return None
    total = game.whole.objective
    found = np.column_stack([shares, shares])
    for player in range(len(game.players)):
        more, less = (game.with_endowment(player, 1.0 + step) for step in (STEP, -STEP))
        low, high = (more - total) / STEP, (total - less) / STEP
        if not np.isnan(low + high) and high - low > ALIKE * max(abs(total), 1e-9):
            found[player] = min(low, shares[player]), max(high, shares[player])
    return found


def dual_allocation(game: ProductionGame) -> DualAllocation:
    """Return what each player's own things earn at the optimum's prices.

    With lumps, rents are those of the programme in which the lumps stay as they are; the shares add up all the same,
    but they may leave the core.

    Raises
    ------
    SolveError
        If there is no optimum, or it came without duals.
    """
    whole = game.whole
    column_rents, row_rents = whole.col_dual, whole.row_dual
    if np.isnan(column_rents).any() or np.isnan(row_rents).any():
        raise SolveError(
            "求解器没有给出对偶 the solver gave no duals", "dual allocation", "换用别的分法 take another share"
        )
    priced = np.array(whole.priced.col_value)  # with lumps, the solution that the duals belong to
    activity = np.array(whole.priced.row_value)
    own, common = game.ownership.divided(column_rents * priced, row_rents * activity)
    return DualAllocation(own + common / len(game.players), common)
