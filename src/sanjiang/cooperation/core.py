"""The core: shares that no coalition can better by leaving."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import JOINT, Floats, Game

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
    looked_at : int
        How many coalitions were looked at.
    every : bool
        Whether these are all that can stand.
    """

    inside: bool
    coalition: tuple[str, ...]
    excess: float
    looked_at: int
    every: bool = True

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of a core check."""
        worst = {"coalition": JOINT.join(self.coalition), "excess": self.excess}
        return {"inside": self.inside, "worst": worst, "looked_at": self.looked_at, "every": self.every}


def check_core(game: Game, shares: Floats) -> Check:
    """Look at every coalition that can stand, but the empty one and that of all.

    Parameters
    ----------
    game : Game
    shares : float array, shape (players,)
    """
    excess = game.values - game.inside @ shares
    excess[[0, -1]] = np.nan
    if np.isnan(excess).all():  # one player, or nobody can stand without the others
        return Check(True, game.players, 0.0, 0)
    worst = int(np.nanargmax(excess))
    most = float(excess[worst])
    noise = TOLERANCE * max(abs(game.total), 1e-9)
    return Check(most <= noise, game.coalition(worst), most, int((~np.isnan(excess)).sum()))


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
        return Check(True, players, 0.0, 0, every=False)
    worst = int(np.nanargmax(excess))
    most = float(excess[worst])
    noise = TOLERANCE * max(abs(float(shares.sum())), 1e-9)
    named = tuple(p for p, there in zip(players, inside[worst], strict=True) if there)
    return Check(most <= noise, named, most, int((~np.isnan(excess)).sum()), every=False)
