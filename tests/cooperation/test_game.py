"""Games as tables of coalitions: their names, numbers and faults."""

import numpy as np
import pytest

from sanjiang.cooperation import Game, check_core
from sanjiang.cooperation.game import CoalitionError


def test_coalitions_have_names_and_values():
    game = Game.from_coalitions({"one": 3, "two": 4, "one, two": 9})
    assert game.players == ("one", "two")
    assert (game.value(["two"]), game.value(["two", "one"]), game.value([])) == (4, 9, 0)
    assert game.total == 9
    assert game.alone.tolist() == [3, 4]
    assert dict(game.named()) == {"one": 3, "two": 4, "one,two": 9}


def test_coalitions_are_listed_small_ones_first_in_the_players_order():
    game = Game.of(("c", "a", "b"), len)
    assert [name for name, _ in game.named()] == ["c", "a", "b", "c,a", "c,b", "a,b", "c,a,b"]


def test_a_coalition_that_cannot_stand_has_no_value():
    game = Game.of(("a", "b"), lambda c: float("nan") if c == {"b"} else 1.0)
    assert dict(game.named()) == {"a": 1.0, "b": None, "a,b": 1.0}


def test_each_coalition_is_asked_once_and_none_is_not_asked():
    asked = []
    Game.of(("a", "b", "c"), lambda c: asked.append(c) or 0.0)
    assert len(asked) == len(set(asked)) == 7
    assert frozenset() not in asked


def test_games_of_the_same_players_add():
    one, two = (Game.of(("a", "b"), lambda c, k=k: k * len(c)) for k in (1, 10))
    assert (one + two).value(["a", "b"]) == 22
    with pytest.raises(CoalitionError, match="cannot be added"):
        one + Game.of(("a",), len)


@pytest.mark.parametrize(
    ("players", "what"),
    [((), "blank"), (("a", "a"), "stands twice"), (("a,b", "c"), "comma"), ((" ", "c"), "blank")],
)
def test_players_without_a_name_of_their_own_are_refused(players, what):
    with pytest.raises(CoalitionError, match=what):
        Game.of(players, len)


def test_too_many_players_to_list_are_refused_before_anything_is_asked():
    with pytest.raises(CoalitionError, match="at most 20"):
        Game.of([f"p{i}" for i in range(21)], lambda _: pytest.fail("asked"))


def test_values_must_fit_the_players():
    with pytest.raises(CoalitionError, match="do not fit"):
        Game(("a", "b"), np.zeros(3))
    with pytest.raises(CoalitionError, match="do not fit"):
        Game(("a",), np.array([1.0, 2.0]))


@pytest.mark.parametrize("endless", [np.inf, -np.inf])
def test_nobody_earns_without_end(endless):
    with pytest.raises(CoalitionError, match="do not fit"):
        Game(("a", "b"), np.array([0.0, 1.0, 2.0, endless]))
    with pytest.raises(CoalitionError, match="do not fit"):
        Game.from_coalitions({"a": 1, "a,b": endless})


def test_a_coalition_that_stands_twice_is_named():
    with pytest.raises(CoalitionError, match="stands twice: b, a"):
        Game.from_coalitions({"a": 1, "a,b": 3, "b, a": 4})


def test_shares_that_are_no_numbers_are_in_no_core():
    with pytest.raises(CoalitionError, match="shares are not numbers"):
        check_core(Game.of(("a", "b"), len), np.array([1.0, np.nan]))


def test_an_unknown_player_is_named():
    with pytest.raises(CoalitionError, match="no such player: x"):
        Game.of(("a", "b"), len).value(["x"])
