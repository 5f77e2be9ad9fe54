"""Orienteering: one closed tour from a start that collects the most score within a length.

Ruin and recreate (Schrimpf et al. 2000) on the places of the tour: a stretch or a neighbourhood leaves it, 2-opt and
Or-opt shorten what stays, and places enter where score per added length is best, until nothing fits. A worse tour is
kept now and then (record-to-record travel, Dueck 1993), the best of all is answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
ROUNDS = 3_000
DEVIATION = 0.03
"""How much worse than the best a tour may be and still be gone on from."""


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
    now = _recreated(asked, np.array([asked.start]), rng)
    best, best_score = now, asked.score[now].sum()
    for _ in range(rounds):
        tried = _recreated(asked, shortened(asked.distance, _ruined(asked, now, rng)), rng)
        score = asked.score[tried].sum()
        if score > best_score or (score == best_score and length(asked.distance, tried) < length(asked.distance, best)):
            best, best_score = tried, score
        if score >= best_score * (1 - DEVIATION * rng.random()):
            now = tried
    return [int(place) for place in best]


def length(distance: Floats, tour: Places) -> float:
    """Return the length of the closed tour."""
    return float(distance[tour, np.roll(tour, -1)].sum())


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
