"""The Shapley value: what a player adds to those who came before it, on average over all orders of coming."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np

from sanjiang.cooperation.game import Bools, Floats, Game

Worth = Callable[[Bools], float]
"""What the coalition of those who are inside earns; bool array, shape (players,)."""


def shapley(game: Game) -> Floats:
    """Return each player's Shapley value, exactly, shape (players,); not numbers where a coalition cannot stand.

    Of n players, S without i has the weight |S|! (n − |S| − 1)! / n!.

    Source: L. S. Shapley, A value for n-person games, 1953.
    """
    count = len(game.players)
    sizes = game.inside.sum(axis=1)
    weights = np.array([1.0 / (count * comb(count - 1, size)) for size in range(count)])
    shares = np.empty(count)
    for player in range(count):
        without = np.flatnonzero(~game.inside[:, player])
        added = game.values[without | 1 << player] - game.values[without]
        shares[player] = weights[sizes[without]] @ added
    return shares


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """Shares as the mean over sampled orders.

    Parameters
    ----------
    shares, errors : float arrays, shape (players,)
        The mean of what each adds, and its standard error; not numbers where a coalition cannot stand.
    orders : int
        How many were drawn.
    """

    shares: Floats
    errors: Floats
    orders: int


def sampled_shapley(worth: Worth, players: int, pairs: int, seed: int = 0) -> Sampled:
    """Return the Shapley value by sampled orders, each taken forwards and backwards (antithetic).

    Every order adds up to what all earn, hence the shares do too.

    Parameters
    ----------
    worth : callable
        Asked `players` times an order, with one more player each time.
    players : int
    pairs : int
        Orders drawn, at least 2; each counts once, as the mean of it and its reverse.
    seed : int

    Source: J. Castro, D. Gómez, J. Tejada, Polynomial calculation of the Shapley value based on sampling, 2009.
    """
    if pairs < 2:
        raise ValueError(f"{pairs} pairs of orders, expected at least 2: one has no standard error")
    random = np.random.default_rng(seed)
    means = np.empty((pairs, players))
    for drawn in means:
        order = random.permutation(players)
        drawn[:] = (_added(worth, order) + _added(worth, order[::-1])) / 2
    return Sampled(means.mean(axis=0), means.std(axis=0, ddof=1) / np.sqrt(pairs), 2 * pairs)


def _added(worth: Worth, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Return what each player adds when it comes in this order."""
    inside = np.zeros(order.size, dtype=bool)
    added = np.empty(order.size)
    before = 0.0
    for player in order:
        inside[player] = True
        now = worth(inside)
        added[player], before = now - before, now
    return added
