"""Dual allocation: each player is paid the optimum's rents of what it owns.

The rents of all that is owned add up to what all earn. No coalition earns more by itself than the rents of its own
things: the optimum's duals are feasible for its dual programme, too. So the shares lie in the core, for any number of
players and at the cost of one solve. Where several duals explain the optimum, each gives other shares.

Source: G. Owen, On the core of linear production games, Mathematical Programming 9, 1975.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import Bools, Floats
from sanjiang.cooperation.production import ProductionGame
from sanjiang.core.errors import SolveError
from sanjiang.network import Solution


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
    what a little more of all its things would add is the least, what a little less would take away the most. Where so
    little more or less cannot meet a minimum, there is no end.

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
        low = -np.inf if np.isnan(more) else (more - total) / STEP
        high = np.inf if np.isnan(less) else (total - less) / STEP
        if high - low > ALIKE * max(abs(total), 1e-9):
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
    return rents(game, game.whole, np.ones(len(game.players), dtype=bool))


def rents(game: ProductionGame, solution: Solution, inside: Bools) -> DualAllocation:
    """Return what the own things of each of a coalition earn at the prices of its optimum.

    Parameters
    ----------
    game : ProductionGame
    solution : Solution
        The coalition's optimum.
    inside : bool array, shape (players,)

    Raises
    ------
    SolveError
        If the optimum came without duals.
    """
    column_rents, row_rents = solution.col_dual, solution.row_dual
    if np.isnan(column_rents).any() or np.isnan(row_rents).any():
        mend = "换用别的分法,或去掉整批建设 take another share, or leave out lumps"
        raise SolveError("求解器没有给出对偶 the solver gave no duals", "dual allocation", mend)
    priced = np.array(solution.priced.col_value)  # with lumps, the solution that the duals belong to
    activity = np.array(solution.priced.row_value)
    own, common = game.ownership.divided(column_rents * priced, row_rents * activity, inside)
    return DualAllocation(own + inside * (common / inside.sum()), common)
