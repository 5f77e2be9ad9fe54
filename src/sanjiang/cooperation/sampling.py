"""Coalitions of many players: too many to solve all, so some are drawn, within a budget of work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sanjiang.cooperation.game import Bools, Floats
from sanjiang.cooperation.production import ProductionGame
from sanjiang.cooperation.shapley import Sampled, sampled_shapley

WORK = 1.2e12
"""Solves × columns²: about a minute or two of work, for the time of a solve grows so."""
FEWEST, MOST = 100, 4_000
"""Coalitions that are drawn at least and at most."""
RANDOM = 200
"""Coalitions that are drawn at random for the core check, beside those on the way of sampled orders."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What was drawn.

    Parameters
    ----------
    inside : bool array, shape (coalitions, players)
        Neither none nor all, each once.
    values : float array, shape (coalitions,)
        What they earn; not a number where one cannot stand.
    alone : float array, shape (players,)
    shapley : Sampled or None
        None where too few orders fit the budget.
    """

    inside: Bools
    values: Floats
    alone: Floats
    shapley: Sampled | None


def sample(game: ProductionGame, seed: int = 0) -> Sample:
    """Draw coalitions of a game; equal calls draw the same."""
    count = len(game.players)
    known: dict[bytes, float] = {}

    def worth(inside: Bools) -> float:
        if inside.all():
            return game.whole.objective
        drawn = inside.tobytes()
        if drawn not in known:
            known[drawn] = game.worth(inside)
        return known[drawn]

    alone = np.array([worth(row) for row in np.eye(count, dtype=bool)])
    budget = int(np.clip(WORK / game.columns**2, FEWEST, MOST))
    pairs = (budget - RANDOM) // (2 * count)
    found = sampled_shapley(worth, count, pairs, seed) if pairs >= 2 else None
    for row in random_coalitions(count, min(RANDOM, budget), seed):
        worth(row)
    inside = np.frombuffer(b"".join(known), dtype=bool).reshape(-1, count)
    return Sample(inside, np.array(list(known.values())), alone, found)


def random_coalitions(players: int, count: int, seed: int) -> Bools:
    """Return coalitions of all sizes, each about as likely: bool array, shape (count, players).

    Neither none nor all are among them.
    """
    random = np.random.default_rng(seed)
    drawn = random.random((count, players)) < random.random((count, 1))
    one = random.integers(0, players, count)
    drawn[np.arange(count), one] |= ~drawn.any(axis=1)
    drawn[np.arange(count), one] &= ~drawn.all(axis=1)
    return np.asarray(drawn)
