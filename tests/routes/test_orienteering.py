"""The orienteering search against brute force, and what it may never do."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.routes.orienteering import Orienteering, best_tour, length, shortened


def instance(seed, size=8):
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 100, size=(size, 2))
    distance = np.rint(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)))
    return Orienteering(distance, rng.integers(1, 100, size=size).astype(float), float(rng.integers(100, 280)))


def best_by_force(asked):
    """Try every order of every set of places."""
    others = range(1, len(asked.score))
    return max(
        asked.score[[0, *chosen]].sum()
        for many in range(len(asked.score))
        for chosen in permutations(others, many)
        if length(asked.distance, np.array([0, *chosen])) <= asked.limit
    )


@pytest.mark.parametrize("seed", range(6))
def test_small_instances_are_solved_to_the_optimum(seed):
    asked = instance(seed, 7)
    assert asked.score[best_tour(asked, rounds=150)].sum() == best_by_force(asked)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 14))
def test_a_tour_begins_at_the_start_visits_once_and_keeps_the_limit(seed, size):
    asked = instance(seed, size)
    tour = best_tour(asked, seed, rounds=20)
    assert tour[0] == 0
    assert len(set(tour)) == len(tour)
    assert length(asked.distance, np.array(tour)) <= asked.limit


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 14))
def test_shortening_keeps_the_places_and_the_start_and_never_lengthens(seed, size):
    asked = instance(seed, size)
    tour = np.arange(size)
    after = shortened(asked.distance, tour)
    assert after[0] == 0
    assert sorted(after) == list(range(size))
    assert length(asked.distance, after) <= length(asked.distance, tour)


def test_the_same_seed_gives_the_same_tour():
    asked = instance(3, 30)
    assert best_tour(asked, 5, 60) == best_tour(asked, 5, 60)


def test_a_limit_of_nothing_leaves_the_start_alone():
    asked = instance(1)
    assert best_tour(Orienteering(asked.distance, asked.score, 0.0), rounds=5) == [0]
