"""The core: shares that no coalition can better by leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import JOINT, Bools, Floats, Game

TOLERANCE = 1e-7
"""Excesses below this share of the total are the solver's tolerance, and no reason to leave."""


@dataclass(frozen=True, slots=True)
class Check:
    """Whether shares lie in the core.

    Parameters
    ----------
    inside : bool
        No coalition that was looked at earns more by itself than its shares.
    coalition : tuple of str
        The one that is worst off: whose excess is largest.
    excess : float
        What it earns by itself less its shares; above 0 it gains by leaving.
    shares : float
        What the shares of that coalition add up to.
    looked_at : int
        How many coalitions were looked at.
    every : bool
        Whether these are all that can stand.
    """

    inside: bool
    coalition: tuple[str, ...]
    excess: float
    shares: float
    looked_at: int
    every: bool = True

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
    excess = game.values - game.inside @ shares
    excess[[0, -1]] = np.nan
    known = int((~np.isnan(excess)).sum())
    noise = TOLERANCE * max(abs(game.total), 1e-9)
    apart = dummies(game) & (np.abs(shares - game.alone) <= noise)
    if (~apart).sum() > 1:
        excess[game.inside[:, apart].any(axis=1) | game.inside[:, ~apart].all(axis=1)] = np.nan
    if np.isnan(excess).all():  # one player, or nobody can stand without the others
        return Check(True, game.players, 0.0, game.total, known)
    worst = int(np.nanargmax(excess))
    most = float(excess[worst])
    return Check(most <= noise, game.coalition(worst), most, float(game.values[worst]) - most, known)


def dummies(game: Game) -> Bools:
    """Tell which players add nothing to any coalition but what they earn alone, shape (players,)."""
    noise = TOLERANCE * max(abs(game.total), 1e-9)
    found = np.zeros(len(game.players), dtype=bool)
    for player in range(found.size):
        without = np.flatnonzero(~game.inside[:, player])
        added = game.values[without | 1 << player] - game.values[without] - game.alone[player]
        found[player] = bool((np.abs(added) <= noise).all())
    return found


def check_some(
    players: tuple[str, ...], shares: Floats, inside: np.ndarray[tuple[int, int], np.dtype[np.bool_]], values: Floats
) -> Check:
    """Look at some coalitions only.

    Parameters
    ----------
    players : tuple of str
    shares : float array, shape (players,)
    inside : bool array, shape (coalitions, players)
    values : float array, shape (coalitions,)
        What they earn; not a number where one cannot stand.
    """
    excess = values - inside @ shares
    if np.isnan(excess).all():
        return Check(True, players, 0.0, float(shares.sum()), 0, every=False)
    worst = int(np.nanargmax(excess))
    most = float(excess[worst])
    noise = TOLERANCE * max(abs(float(shares.sum())), 1e-9)
    named = tuple(p for p, there in zip(players, inside[worst], strict=True) if there)
    return Check(most <= noise, named, most, float(values[worst]) - most, int((~np.isnan(excess)).sum()), every=False)
