"""A game: what every coalition of its players can earn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sanjiang.core.errors import SanjiangError

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
MOST = 20
"""Players up to which every coalition is listed: 2 ** 20 are a million."""
JOINT = ","
"""Stands between the players of a coalition's name."""
TOLERANCE = 1e-7
"""Differences below this share of the most that anybody earns are the solver's tolerance."""


class CoalitionError(SanjiangError):
    """Players or coalitions that make no game."""


@dataclass(frozen=True, eq=False)
class Game:
    """What every coalition can earn.

    Parameters
    ----------
    players : tuple of str
        At most `MOST`; no name twice, none with a comma.
    values : float array, shape (2 ** players,)
        By coalition: its number has bit i where player i is in it. The empty coalition, number 0, earns nothing. Not a
        number where a coalition cannot stand.

    Examples
    --------
    Two left gloves and one right one; only pairs are worth something.

    >>> gloves = Game.of(("l1", "l2", "r"), lambda c: float("r" in c and len(c) > 1))
    >>> gloves.value(["l1", "r"]), gloves.total
    (1.0, 1.0)
    """

    players: tuple[str, ...]
    values: Floats

    def __post_init__(self) -> None:
        check_players(self.players)
        if len(self.players) > MOST:
            raise CoalitionError(
                f"{len(self.players)} 个参与方,联盟太多 too many coalitions to list",
                "Game",
                f"最多 {MOST} 个 at most {MOST} players; sample the others' shares",
            )
        if self.values.shape != (1 << len(self.players),) or self.values[0] != 0 or np.isinf(self.values).any():
            raise CoalitionError(
                "各联盟的值不全 the values do not fit the players",
                "Game",
                "每个联盟一个有限的值,空联盟为 0 give 2 ** players finite values, the first one 0",
            )

    @classmethod
    def of(cls, players: Iterable[str], worth: Callable[[frozenset[str]], float]) -> Game:
        """Make a game of a function that says what a coalition earns; it is asked once for each but the empty one."""
        named = tuple(players)
        check_players(named)
        if len(named) > MOST:
            return cls(named, np.zeros(1))
        values = [0.0] + [float(worth(frozenset(_named(named, mask)))) for mask in range(1, 1 << len(named))]
        return cls(named, np.array(values))

    @classmethod
    def from_coalitions(cls, coalitions: Mapping[str, float]) -> Game:
        """Make a game of named coalitions, such as ``{"one": 3, "two": 4, "one,two": 9}``; what is absent earns 0."""
        known: dict[frozenset[str], float] = {}
        players: dict[str, None] = {}
        for key, value in coalitions.items():
            named = [name.strip() for name in key.split(JOINT)]
            if frozenset(named) in known:
                mend = "每个联盟写一次 name each coalition once"
                raise CoalitionError(f"联盟写了两次 a coalition stands twice: {key}", "Game", mend)
            known[frozenset(named)] = value
            players |= dict.fromkeys(named)
        return cls.of(players, lambda coalition: known.get(coalition, 0.0))

    def number(self, coalition: Iterable[str]) -> int:
        """Return a coalition's place among the values."""
        mask = 0
        for name in coalition:
            if name not in self.players:
                raise CoalitionError(
                    f"没有这个参与方 no such player: {name}", "Game", f"可用 use one of {', '.join(self.players)}"
                )
            mask |= 1 << self.players.index(name)
        return mask

    def value(self, coalition: Iterable[str]) -> float:
        """Return what a coalition earns."""
        return float(self.values[self.number(coalition)])

    def coalition(self, number: int) -> tuple[str, ...]:
        """Return the players of a coalition."""
        return _named(self.players, number)

    @property
    def total(self) -> float:
        """What all players earn together."""
        return float(self.values[-1])

    @cached_property
    def noise(self) -> float:
        """How much of a difference between coalitions is the solver's tolerance."""
        return noise(self.values)

    @property
    def alone(self) -> Floats:
        """What each player earns alone, shape (players,)."""
        return np.asarray(self.values[1 << np.arange(len(self.players))])

    @cached_property
    def inside(self) -> Bools:
        """Who is in each coalition, shape (2 ** players, players)."""
        numbers = np.arange(self.values.size)
        return (numbers[:, None] >> np.arange(len(self.players))[None, :] & 1).astype(bool)

    def named(self) -> Iterator[tuple[str, float | None]]:
        """Yield name and value of every coalition but the empty one, small ones first; None where it cannot stand."""
        order = sorted(range(1, self.values.size), key=lambda m: (m.bit_count(), [*self.inside[m]][::-1]))
        for number in order:
            value = float(self.values[number])
            yield JOINT.join(self.coalition(number)), None if np.isnan(value) else value

    def __add__(self, other: Game) -> Game:
        """Return the game in which coalitions earn what they earn in both."""
        if self.players != other.players:
            raise CoalitionError(
                "参与方不同,不能相加 games of other players cannot be added",
                "Game",
                "用同样的参与方 use the same players",
            )
        return Game(self.players, self.values + other.values)


def noise(amounts: npt.ArrayLike) -> float:
    """Return how much of a difference between amounts is the solver's tolerance; nan is passed over."""
    return TOLERANCE * float(np.nanmax(np.abs(amounts), initial=1e-9))


def check_players(players: tuple[str, ...]) -> None:
    """Raise `CoalitionError` unless there are players, each named once and without a comma."""
    faulty = next((p for i, p in enumerate(players) if not p.strip() or JOINT in p or p in players[:i]), None)
    if faulty is not None or not players:
        raise CoalitionError(
            f"参与方为空、重名或含逗号 a player is blank, stands twice or holds a comma: {faulty!r}",
            "players",
            "给每个参与方一个不含逗号的名称 give each player a name of its own without a comma",
        )


def _named(players: tuple[str, ...], number: int) -> tuple[str, ...]:
    return tuple(p for i, p in enumerate(players) if number >> i & 1)
