"""The nucleolus: the shares that make the loudest objection as small as can be, then the next loudest, and so on.

An objection is a coalition's excess: what it earns by itself less its shares. Where shares exist that no coalition can
better, the nucleolus is among them; it always exists, and it is one point.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import highspy
import numpy as np
import numpy.typing as npt

from sanjiang.cooperation.game import Bools, Floats, Game
from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays
from sanjiang.network.solver import OPTIMAL, load, run

Places = npt.NDArray[np.int64]
PRICED = 1e-5
"""A coalition binds in every optimum of a round if its multiplier is above this; multipliers of a round add up to 1."""
SAME = 1e-9
"""Differences of normalised games below this are rounding."""
ENDLESS = (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible)
"""Each round can be met: what may be either is without end."""
TOGETHER = 200
"""As many objections are taken into a programme at once, the loudest first."""


def nucleolus(game: Game) -> Floats:
    """Return the nucleolus, shape (players,).

    Nobody gets less than alone, where that can be. Coalitions that cannot stand object to nothing; where, for want of
    objections, somebody could be charged without end, there is no nucleolus and no share is a number. Each round
    minimises the largest excess by a linear programme and settles the coalitions that bind in all its optima, until the
    settled ones leave one point: at most one round a player.

    Raises
    ------
    SolveError
        If the solver finds no optimum, or all together cannot stand.

    Source: D. Schmeidler, The nucleolus of a characteristic function game, 1969; M. Maschler, B. Peleg, L. S. Shapley,
    Geometric properties of the kernel, nucleolus, and related solution concepts, 1979; settling by multipliers:
    B. Fromen, Reducing the number of linear programs needed for solving the nucleolus problem, 1997.
    """
    if np.isnan(game.total):
        raise SolveError("全体也撑不住 all together cannot stand", "nucleolus", "放宽最低需求 lower a minimum")
    alone = np.nan_to_num(game.alone)
    normal = game.values - game.inside @ alone
    size = np.nanmax(np.abs(normal))
    if size <= SAME * max(np.nanmax(np.abs(game.values)), 1e-300) or len(game.players) == 1:
        return np.asarray(alone + normal[-1] / len(game.players))
    rounds = _Rounds(game.inside.astype(np.float64), normal / size, normal[-1] >= 0 and not np.isnan(game.alone).any())
    while rounds.next():
        if np.isnan(rounds.shares).any():
            return rounds.shares
    return np.asarray(alone + size * rounds.polished())


@dataclass(eq=False)
class _Rounds:
    """What is settled so far.

    Parameters
    ----------
    inside : float array, shape (coalitions, players)
    values : float array, shape (coalitions,)
        Of the normalised game: players alone earn 0, and the largest value is 1.
    rational : bool
        Whether nobody may get less than alone.
    settled : list of (int, int)
        Coalition and round; the coalition of all belongs to no round, −1.
    """

    inside: Floats
    values: Floats
    rational: bool
    settled: list[tuple[int, int]] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    shares: Floats = field(default_factory=lambda: np.zeros(0))
    looked_at: Bools = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        count = self.inside.shape[1]
        self.settled.append((self.values.size - 1, -1))
        sizes = self.inside.sum(axis=1)
        self.looked_at = (sizes == 1) | (sizes == count - 1) | (not self.rational)  # unbounded, few may have no end

    def next(self) -> bool:
        """Settle a round; return whether there is something left."""
        rows = self.inside[[s for s, _ in self.settled]]
        open_ = np.flatnonzero(~_spanned(rows, self.inside) & ~np.isnan(self.values))
        open_ = open_[open_ > 0]
        if not open_.size:
            if not self.shares.size:  # only all together stand: nothing tells them apart
                self.shares = np.full(self.inside.shape[1], self.values[-1] / self.inside.shape[1])
            return False
        level, multipliers, asked = self._least(open_)
        self.levels.append(level)
        self.settled += [(int(s), len(self.levels) - 1) for s in asked[multipliers > PRICED]]
        return True

    def _least(self, open_: Places) -> tuple[float, Floats, Places]:
        """Return the least largest excess of the open coalitions, and the multipliers of those that were asked."""
        while True:
            asked = open_[self.looked_at[open_]]
            if not asked.size:
                asked = open_[:TOGETHER]
                self.looked_at[asked] = True
            level, multipliers = self._solve(asked)
            excess = self.values[open_] - self.inside[open_] @ self.shares
            louder = open_[(excess > level + SAME) & ~self.looked_at[open_]]
            if not louder.size:
                return level, multipliers, asked
            loudest = np.argsort(-(self.values[louder] - self.inside[louder] @ self.shares), kind="stable")
            self.looked_at[louder[loudest[:TOGETHER]]] = True

    def _solve(self, asked: Places) -> tuple[float, Floats]:
        kept = [s for s, _ in self.settled]
        equal = self.values[kept] - [0.0 if k < 0 else self.levels[k] for _, k in self.settled]
        independent = _independent(self.inside[kept])
        rows = np.vstack([self.inside[asked], self.inside[kept][independent]])
        level = np.append(np.ones(asked.size), np.zeros(len(independent)))
        highs = load(self._programme(np.column_stack([rows, level]), asked, equal[independent]))
        status = run(highs)
        solved = highs.getSolution()
        count = self.inside.shape[1]
        if status in ENDLESS:
            self.shares = np.full(count, np.nan)
            return np.nan, np.zeros(asked.size)
        if status not in OPTIMAL:
            told = highs.modelStatusToString(status)
            mend = "换用别的分法 take another share"
            raise SolveError(f"核仁没有求出 the nucleolus was not found: {told}", "HiGHS", mend)
        point = np.array(solved.col_value)
        self.shares = point[:count]
        return float(point[count]), np.abs(np.array(solved.row_dual)[: asked.size])

    def _programme(self, matrix: Floats, asked: Places, equal: Floats) -> Arrays:
        """Return the programme of a round: the largest excess as small as can be, the last column of the matrix."""
        width = matrix.shape[1]
        lower = np.full(width, 0.0 if self.rational else -np.inf)
        lower[-1] = -np.inf
        column, row = np.nonzero(matrix.T)
        return Arrays(
            np.append(np.zeros(width - 1), -1.0),
            lower,
            np.full(width, np.inf),
            np.append(self.values[asked], equal),
            np.append(np.full(asked.size, np.inf), equal),
            np.searchsorted(column, np.arange(width + 1)).astype(np.int32),
            row.astype(np.int32),
            matrix[row, column],
        )

    def polished(self) -> Floats:
        """Return the point that is left, from one system of equations: free of the solver's rounding."""
        count, levels = self.inside.shape[1], len(self.levels)
        rows = np.zeros((len(self.settled), count + levels))
        for i, (coalition, level) in enumerate(self.settled):
            rows[i, :count] = self.inside[coalition]
            if level >= 0:
                rows[i, count + level] = 1.0
        point = np.linalg.lstsq(rows, self.values[[s for s, _ in self.settled]], rcond=None)[0][:count]
        near = np.abs(point - self.shares).max() <= 1e-6
        return np.asarray(point if near else self.shares)


def _spanned(rows: Floats, asked: Floats) -> Bools:
    """Tell which of the asked coalitions are combinations of some rows: their shares are settled, too."""
    basis = np.linalg.svd(rows, full_matrices=False)
    kept = basis.Vh[SAME * basis.S.max() < basis.S]
    return np.asarray(np.abs(asked - asked @ kept.T @ kept).max(axis=1) < SAME)


def _independent(rows: Floats) -> list[int]:
    """Return the places of rows of which none is a combination of those before it."""
    kept: list[int] = []
    for i in range(len(rows)):
        if not kept or not _spanned(rows[kept], rows[i : i + 1])[0]:
            kept.append(i)
    return kept
