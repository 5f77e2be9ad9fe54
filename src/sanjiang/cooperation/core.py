"""The core: shares that no coalition can better by leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import JOINT, Bools, CoalitionError, Floats, Game, noise
from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays
from sanjiang.network.solver import OPTIMAL, load, run


@dataclass(frozen=True, slots=True)
class Check:
    """Whether shares lie in the core.

    Parameters
    ----------
    coalition : tuple of str
        The one that is worst off: whose excess is largest.
    excess : float
        What it earns by itself less its shares; above 0 it gains by leaving.
    looked_at : int
        How many coalitions were looked at.
    every : bool
        Whether these are all that can stand.
    """

    coalition: tuple[str, ...]
    excess: float
    looked_at: int
    every: bool = True

    @property
    def inside(self) -> bool:
        """No coalition that was looked at earns more by itself than its shares."""
        return self.excess <= 0

    def to_json(self, worth: Callable[[float], float | None] = float) -> dict[str, object]:
        """Return the contract's shape of a core check; `worth` rounds money."""
        worst = {"coalition": JOINT.join(self.coalition), "excess": worth(self.excess)}
        return {"inside": self.inside, "worst": worst, "looked_at": self.looked_at, "every": self.every}


def check_core(game: Game, shares: Floats) -> Check:
    """Look at every coalition that can stand, but the empty one and that of all.

    Dummies that get what they earn alone change no excess: the worst coalition is named without them, and is not all
    the others, whose excess is nothing.

    Parameters
    ----------
    game : Game
    shares : float array, shape (players,)
    """
    values = game.values.copy()
    values[[0, -1]] = np.nan
    known = int((~np.isnan(values)).sum())
    apart = dummies(game) & (np.abs(shares - game.alone) <= game.noise)
    if (~apart).sum() > 1:
        values[game.inside[:, apart].any(axis=1) | game.inside[:, ~apart].all(axis=1)] = np.nan
    coalition, excess = _worst(game.players, shares, game.inside, values, game.noise)
    return Check(coalition, excess, known)


def dummies(game: Game) -> Bools:
    """Tell which players add nothing to any coalition but what they earn alone, shape (players,)."""
    found = np.zeros(len(game.players), dtype=bool)
    for player in range(found.size):
        without = np.flatnonzero(~game.inside[:, player])
        added = game.values[without | 1 << player] - game.values[without] - game.alone[player]
        found[player] = bool((np.abs(added) <= game.noise).all())
    return found


def cost_of_stability(game: Game) -> float:
    """Return the least that all must get beyond what they earn, for shares that no coalition betters by leaving.

    It is 0 where there is a core. By duality the most that balanced coalitions earn, each player's time shared out
    among them, less what all earn.

    Raises
    ------
    SolveError
        If all together cannot stand, or the solver finds no optimum.

    Source: L. S. Shapley, On balanced sets and cores, 1967; Y. Bachrach et al., The cost of stability in coalitional
    games, 2009.
    """
    known = np.flatnonzero(~np.isnan(game.values))[1:]
    size = np.abs(game.values[known]).max()
    inside = game.inside[known]
    count, players = inside.shape
    each = np.ones(players)
    start = np.append(0, np.cumsum(inside.sum(axis=1))).astype(np.int32)
    index = np.nonzero(inside)[1].astype(np.int32)
    gain = game.values[known] / max(size, 1e-300)
    highs = load(Arrays(gain, np.zeros(count), np.full(count, np.inf), each, each, start, index, np.ones(index.size)))
    if np.isnan(game.total) or run(highs) not in OPTIMAL:
        what = "稳住全体的代价没有求出 the cost of stability was not found"
        raise SolveError(what, "HiGHS", "放宽最低需求 lower a minimum")
    found = float(size * highs.getInfo().objective_function_value) - game.total
    return 0.0 if found <= game.noise else found


def check_some(players: tuple[str, ...], shares: Floats, inside: Bools, values: Floats) -> Check:
    """Look at some coalitions only.

    Parameters
    ----------
    players : tuple of str
    shares : float array, shape (players,)
    inside : bool array, shape (coalitions, players)
        Each once.
    values : float array, shape (coalitions,)
        What they earn; not a number where one cannot stand.
    """
    tolerance = noise(np.append(values, shares.sum()))
    coalition, excess = _worst(players, shares, inside, values, tolerance)
    return Check(coalition, excess, int((~np.isnan(values)).sum()), every=False)


def _worst(
    players: tuple[str, ...], shares: Floats, inside: Bools, values: Floats, tolerance: float
) -> tuple[tuple[str, ...], float]:
    """Return the coalition whose excess is largest, and that; all where there is one player, or nobody can stand."""
    if np.isnan(shares).any():
        mend = "换用求得出的分法 take shares that could be worked out"
        raise CoalitionError("分额不是数 shares are not numbers", "check_core", mend)
    excess = values - inside @ shares
    if np.isnan(excess).all():
        return players, 0.0
    worst = int(np.nanargmax(excess))
    named = tuple(p for p, there in zip(players, inside[worst], strict=True) if there)
    return named, 0.0 if abs(excess[worst]) <= tolerance else float(excess[worst])
