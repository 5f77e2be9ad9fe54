"""What holds for every game: the axioms of Shapley, the balance of the nucleolus, and dual allocation in the core."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sanjiang.cooperation import Game, check_core, nucleolus, sampled_shapley, shapley
from sanjiang.cooperation.core import cost_of_stability
from sanjiang.cooperation.sampling import random_coalitions


@st.composite
def games(draw, least=1, most=5):
    count = draw(st.integers(least, most))
    values = draw(st.lists(st.integers(-50, 100), min_size=(1 << count) - 1, max_size=(1 << count) - 1))
    return Game(tuple(f"p{i}" for i in range(count)), np.array([0.0, *values]))


def monotonic(game):
    """Return the game in which a coalition earns what its best part earns, and each alone nothing."""
    values = game.values.copy()
    values[1 << np.arange(len(game.players))] = 0.0
    for number in range(values.size):
        for player in range(len(game.players)):
            if number >> player & 1:
                values[number] = max(values[number], values[number ^ 1 << player])
    return Game(game.players, values)


@given(games())
def test_both_share_out_all_that_is_earned(game):
    assert shapley(game).sum() == pytest.approx(game.total, abs=1e-9)
    assert nucleolus(game).sum() == pytest.approx(game.total, abs=1e-9)


@given(games(least=2), games(least=2))
def test_shapley_of_a_sum_is_the_sum(one, two):
    count = min(len(one.players), len(two.players))
    one, two = (Game(g.players[:count], g.values[: 1 << count]) for g in (one, two))
    assert shapley(one + two) == pytest.approx(shapley(one) + shapley(two), abs=1e-9)


@given(games(least=2), st.integers(0, 4), st.integers(-20, 20))
def test_a_dummy_gets_what_it_earns_alone(game, place, worth):
    """A player is added that adds the same to everybody."""
    place %= len(game.players) + 1
    players = (*game.players[:place], "dummy", *game.players[place:])
    with_dummy = Game.of(players, lambda c: game.value(c - {"dummy"}) + (worth if "dummy" in c else 0))
    assert shapley(with_dummy)[place] == pytest.approx(worth, abs=1e-9)
    assert np.delete(shapley(with_dummy), place) == pytest.approx(shapley(game), abs=1e-9)
    base = monotonic(game)
    beside = Game.of(players, lambda c: base.value(c - {"dummy"}) + (worth if "dummy" in c else 0))
    assert nucleolus(beside)[place] == pytest.approx(worth, abs=1e-6)
    assert np.delete(nucleolus(beside), place) == pytest.approx(nucleolus(base), abs=1e-6)


@given(games(least=2), st.permutations(range(5)))
def test_names_and_their_order_change_nothing(game, order):
    order = [i for i in order if i < len(game.players)]
    renamed = Game.of([game.players[i] for i in order], game.value)
    for solution in (shapley, nucleolus):
        assert solution(renamed) == pytest.approx(solution(game)[order], abs=1e-6)


@given(games(least=3, most=4))
def test_players_who_add_the_same_get_the_same(game):
    """The first two are made equal: coalitions earn what they earn with either."""
    values = game.values.copy()
    for number in range(values.size):
        swapped = number & ~3 | (number & 1) << 1 | number >> 1 & 1
        values[number] = game.values[number] + game.values[swapped]
    even = Game(game.players, values)
    for solution in (shapley, nucleolus):
        shares = solution(even)
        assert shares[0] == pytest.approx(shares[1], abs=1e-6)


@given(games(), st.floats(0.5, 1e7), st.lists(st.integers(-1000, 1000), min_size=5, max_size=5))
def test_other_units_and_other_incomes_change_shares_alike(game, scale, own):
    own = np.array(own[: len(game.players)], dtype=float)
    other = Game(game.players, scale * game.values + game.inside @ own)
    for solution in (shapley, nucleolus):
        assert solution(other) == pytest.approx(scale * solution(game) + own, rel=1e-7, abs=1e-6 * scale)


def balanced(rows):
    """Tell whether coalitions are balanced with a positive weight for each: Σ λ_S 1_S = 1, every λ_S > 0."""
    count = len(rows)
    found = linprog(
        [*np.zeros(count), -1.0],
        A_eq=np.column_stack([rows.T, np.zeros(rows.shape[1])]),
        b_eq=np.ones(rows.shape[1]),
        A_ub=np.column_stack([-np.eye(count), np.ones(count)]),
        b_ub=np.zeros(count),
        bounds=[(None, 10)] * (count + 1),
    )
    return found.status == 0 and found.x[-1] > 1e-9


@settings(max_examples=60)
@given(games(least=2))
def test_the_nucleolus_is_balanced_at_every_level(game):
    """Kohlberg 1971: shares are the nucleolus if and only if the coalitions above each excess are balanced.

    Here nobody loses by coming, so that the bound by what each earns alone does not bind.
    """
    game = monotonic(game)
    shares = nucleolus(game)
    excess = (game.values - game.inside @ shares)[1:-1]
    for level in np.unique(excess.round(6)):
        rows = game.inside[1:-1][excess >= level - 1e-5].astype(float)
        assert balanced(rows), (shares, level)


@settings(max_examples=60)
@given(games(least=2))
def test_where_there_is_a_core_the_nucleolus_is_in_it(game):
    """The least that can be shared so that no coalition, all together too, has less than it earns."""
    found = linprog(
        np.ones(len(game.players)), A_ub=-game.inside[1:].astype(float), b_ub=-game.values[1:], bounds=(None, None)
    )
    assert cost_of_stability(game) == pytest.approx(found.fun - game.total, abs=1e-6)
    assert check_core(game, nucleolus(game)).inside == (found.fun <= game.total + 1e-6)


@given(games(least=2))
def test_the_worst_coalition_is_the_worst(game):
    shares = shapley(game)
    found = check_core(game, shares)
    excess = (game.values - game.inside @ shares)[1:-1]
    assert found.excess == pytest.approx(max(excess), abs=1e-6)
    named = game.value(found.coalition) - sum(shares[game.players.index(p)] for p in found.coalition)
    assert named == pytest.approx(found.excess, abs=1e-9)


def test_nobody_gets_less_than_alone_though_the_loudest_would_rather():
    """A game with a loss of coming: without the bound, the second would get less than its 0."""
    game = Game.from_coalitions({"a": 0, "b": 0, "c": 0, "a,b": 10, "a,c": 10, "b,c": 0, "a,b,c": 4})
    assert nucleolus(game) == pytest.approx([4, 0, 0], abs=1e-9)


def test_though_one_cannot_stand_alone_the_others_objections_bound_its_shares():
    """Neither b nor most of three can stand; pairs object all the same, and every level is balanced (Kohlberg)."""
    none = np.nan
    game = Game(tuple("abcd"), np.array([0, 2, none, none, 2, 2, 1, none, 4, 1, 5, 0, none, 1, 6, 2.0]))
    shares = nucleolus(game)
    assert shares == pytest.approx([-1, -0.5, 0.5, 3], abs=1e-9)
    known = ~np.isnan(game.values)
    known[[0, -1]] = False
    excess, inside = (game.values - game.inside @ shares)[known], game.inside[known]
    for level in np.unique(excess.round(6)):
        assert balanced(inside[excess >= level - 1e-5].astype(float))


@pytest.mark.parametrize("count", [8, 12])
def test_many_players(count):
    random = np.random.default_rng(count)
    sizes = random.uniform(1, 3, count)
    players = tuple(map(str, range(count)))
    game = Game.of(players, lambda c: sum(sizes[int(p)] for p in c) ** 2)
    for shares in (shapley(game), nucleolus(game)):
        assert shares.sum() == pytest.approx(game.total, rel=1e-12)
        assert check_core(game, shares).inside  # a convex game


@given(games(least=3), st.integers(0, 5))
def test_sampled_shapley_adds_up(game, seed):
    found = sampled_shapley(lambda inside: game.value(np.array(game.players)[inside]), len(game.players), 3, seed)
    assert found.orders == 6
    assert found.shares.sum() == pytest.approx(game.total, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_sampled_shapley_comes_as_near_as_its_errors_say(seed):
    sizes = np.random.default_rng(seed).uniform(1, 3, 7)
    game = Game.of(tuple("abcdefg"), lambda c: sum(sizes["abcdefg".index(p)] for p in c) ** 3 + 5 * ({"a", "b"} <= c))
    found = sampled_shapley(lambda inside: game.value(np.array(game.players)[inside]), 7, 60, seed)
    off = np.abs(found.shares - shapley(game))
    assert (off <= 4 * found.errors).all()
    assert (found.errors > 0).all()
    assert off.max() < 0.1 * shapley(game).max()


def test_sampled_shapley_is_the_same_again_and_needs_two_orders():
    game = Game.of(tuple("abcde"), lambda c: len(c) ** 2 + ("a" in c))

    def worth(inside):
        return game.value(np.array(game.players)[inside])

    assert (sampled_shapley(worth, 5, 5).shares == sampled_shapley(worth, 5, 5).shares).all()
    with pytest.raises(ValueError, match="at least 2"):
        sampled_shapley(worth, 5, 1)


@given(st.integers(2, 40), st.integers(1, 50), st.integers(0, 9))
def test_random_coalitions_are_neither_none_nor_all(players, count, seed):
    drawn = random_coalitions(players, count, seed)
    assert drawn.shape == (count, players)
    assert drawn.any(axis=1).all()
    assert not drawn.all(axis=1).any()
