"""Orienteering: one closed tour from a start that collects the most score within a length.

A pool of tours is bettered a tour at a time: what two of them share, or one after a stretch or a neighbourhood of it
has left (ruin and recreate, Schrimpf et al. 2000), is shortened by 2-opt and moves of one place, and filled again by
score per added length until nothing fits. Pools of tours and what they share: Kobeaga, Merino, Lozano 2018.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
ROUNDS = 8_000
"""On up to `FULL` places; on more of them fewer, as each takes longer."""
FULL = 100
POOL = 40
"""Tours that are kept, each of another score."""
SHARED = 0.6
"""How often two tours are joined by what they share; else one is ruined."""


@dataclass(frozen=True, slots=True)
class Orienteering:
    """What is asked.

    Parameters
    ----------
    distance : float array, shape (places, places)
        Symmetric.
    score : float array, shape (places,)
        At least 0; the start's own counts.
    limit : float
        The longest that the closed tour may be.
    start : int
    """

    distance: Floats
    score: Floats
    limit: float
    start: int = 0


def best_tour(asked: Orienteering, seed: int = 0, rounds: int = ROUNDS) -> list[int]:
    """Return the places of the best tour found, from the start on, each once; the same seed gives the same tour."""
    rng = np.random.default_rng(seed)
    pool = [_random(asked, rng) for _ in range(POOL)]
    scores = [float(asked.score[tour].sum()) for tour in pool]
    for _ in range(rounds):
        one, other = (int(place) for place in rng.choice(POOL, 2, replace=False))
        joined = rng.random() < SHARED
        kept = _shared(pool[one], pool[other], rng) if joined else _ruined(asked, pool[one], rng)
        tour = _recreated(asked, shortened(asked.distance, kept), rng)
        score = float(asked.score[tour].sum())
        if score in scores:
            like = scores.index(score)
            if length(asked.distance, tour) < length(asked.distance, pool[like]):
                pool[like] = tour
            continue
        worse = min(range(POOL) if rng.random() < 0.3 else (one, other), key=scores.__getitem__)
        if score > scores[worse]:
            pool[worse], scores[worse] = tour, score
    return [int(place) for place in pool[scores.index(max(scores))]]


def length(distance: Floats, tour: Places) -> float:
    """Return the length of the closed tour."""
    return float(distance[tour, np.roll(tour, -1)].sum())


def _random(asked: Orienteering, rng: np.random.Generator) -> Places:
    """Return a tour about some places at random, as many of them as the limit allows, filled."""
    others = rng.permutation(np.delete(np.arange(len(asked.score)), asked.start))
    tour = np.concatenate([[asked.start], others[: int(rng.integers(len(asked.score)) // 3)]])
    tour = shortened(asked.distance, tour)
    while length(asked.distance, tour) > asked.limit:
        tour = shortened(asked.distance, np.delete(tour, int(rng.integers(1, tour.size))))
    return _recreated(asked, tour, rng)


def _shared(one: Places, other: Places, rng: np.random.Generator) -> Places:
    """Return what of a tour another has too, and some of the rest by chance."""
    kept = np.isin(one, other) | (rng.random(one.size) < 0.5 * rng.random())
    kept[0] = True
    return one[kept]


def _ruined(asked: Orienteering, tour: Places, rng: np.random.Generator) -> Places:
    """Return the tour without a stretch of it, without what lies near a place, or without some at random."""
    inner = tour[1:]
    if not inner.size:
        return tour
    many = int(rng.integers(1, max(2, inner.size // 2)))
    way = rng.integers(3)
    if way == 0:
        at = int(rng.integers(inner.size))
        gone = inner[(at + np.arange(many)) % inner.size]
    elif way == 1:
        near = asked.distance[int(rng.integers(len(asked.score))), inner]
        gone = inner[np.argsort(near, kind="stable")[:many]]
    else:
        gone = rng.choice(inner, size=many, replace=False)
    return np.concatenate([tour[:1], inner[~np.isin(inner, gone)]])


def _recreated(asked: Orienteering, tour: Places, rng: np.random.Generator) -> Places:
    """Return the tour with places put in, score per added length first, blurred by chance, until nothing fits."""
    outside = np.setdiff1d(np.arange(len(asked.score)), tour)
    power = rng.uniform(0.5, 2.0)
    blur = rng.uniform(0.7, 1.3, size=len(asked.score))
    used = length(asked.distance, tour)
    shorter = False
    while outside.size:
        after = np.roll(tour, -1)
        added = asked.distance[tour][:, outside] + asked.distance[after][:, outside]
        added = added - asked.distance[tour, after][:, None]
        place = added.argmin(0)
        least = added[place, np.arange(outside.size)]
        fits = used + least <= asked.limit + 1e-9
        if not fits.any():
            if shorter:
                break
            tour, shorter = shortened(asked.distance, tour), True
            used = length(asked.distance, tour)
            continue
        worth = np.where(fits, (asked.score[outside] * blur[outside]) ** power / np.maximum(least, 1e-6), -1.0)
        which = int(worth.argmax())
        tour = np.insert(tour, place[which] + 1, outside[which])
        used += float(least[which])
        outside = np.delete(outside, which)
        shorter = False
    return tour


def shortened(distance: Floats, tour: Places) -> Places:
    """Return the tour after every exchange of two edges (2-opt) and move of one place that shortens it."""
    while tour.size > 3:
        after = np.roll(tour, -1)
        edge = distance[tour, after]
        gain = edge[:, None] + edge[None, :] - distance[np.ix_(tour, tour)] - distance[np.ix_(after, after)]
        i, j = divmod(int(np.triu(gain, 1).argmax()), tour.size)
        if i < j and gain[i, j] > 1e-9:
            tour = np.concatenate([tour[: i + 1], tour[i + 1 : j + 1][::-1], tour[j + 1 :]])
            continue
        moved = _moved(distance, tour, edge)
        if moved is None:
            break
        tour = moved
    return tour


def _moved(distance: Floats, tour: Places, edge: Floats) -> Places | None:
    """Return the tour with the one place moved that shortens it most; None where none does."""
    before, after = np.roll(tour, 1), np.roll(tour, -1)
    freed = np.roll(edge, 1) + edge - distance[before, after]
    added = distance[np.ix_(tour, tour)] + distance[np.ix_(tour, after)] - edge[None, :]
    own = np.arange(tour.size)
    added[own, own] = added[own, (own - 1) % tour.size] = np.inf
    gain = freed[:, None] - added
    gain[0] = -np.inf
    i, j = divmod(int(gain.argmax()), tour.size)
    if gain[i, j] <= 1e-9:
        return None
    place = tour[i]
    rest = np.delete(tour, i)
    return np.insert(rest, int(np.flatnonzero(rest == tour[j])[0]) + 1, place)
