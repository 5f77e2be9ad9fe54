"""The core: shares that no coalition can better by leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import JOINT, Bools, Floats, Game, noise


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
    excess = values - inside @ shares
    if np.isnan(excess).all():
        return players, 0.0
    worst = int(np.nanargmax(excess))
    named = tuple(p for p, there in zip(players, inside[worst], strict=True) if there)
    return named, 0.0 if abs(excess[worst]) <= tolerance else float(excess[worst])
