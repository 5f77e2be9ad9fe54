"""Synergy of two players: what they earn together beyond what each earns alone, and what they would exchange."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import combinations

import numpy as np
import polars as pl

from sanjiang.cooperation.game import Game, noise
from sanjiang.cooperation.production import ProductionGame
from sanjiang.network import Solution

LEAST = 1e-6
"""Flows below this are the solver's tolerance."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What goes from one player's regions to another's, a year, before any loss; summed over periods × years."""

    product: str
    origin: str
    destination: str
    amount: float
    unit: str

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "product": self.product,
            "from": self.origin,
            "to": self.destination,
            "amount": self.amount,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class Synergy:
    """What two players gain by joining, with what they exchange then.

    Parameters
    ----------
    pair : (str, str)
    worth : float or None
        v(both) − v(the one) − v(the other); None where one of them cannot stand alone.
    exchanged : tuple of Exchange
        Empty where nothing is gained.
    """

    pair: tuple[str, str]
    worth: float | None
    exchanged: tuple[Exchange, ...] = ()


def synergies(
    game: ProductionGame, of: str | None = None, table: Game | None = None, *, exchanged: bool = True
) -> tuple[Synergy, ...]:
    """Return the synergy of all pairs, or of those with one player; the largest first, unknown ones last.

    Parameters
    ----------
    game : ProductionGame
    of : str, optional
    table : Game, optional
        What coalitions earn, where that is known already.
    exchanged : bool
        Whether to say what they would exchange, for which each pair is solved again.
    """
    pairs = [pair for pair in combinations(game.players, 2) if of is None or of in pair]
    if of is not None:
        pairs = [pair if pair[0] == of else (pair[1], pair[0]) for pair in pairs]
    worth = table.value if table is not None else lru_cache(None)(partial(_worth, game))
    found = [_synergy(game, pair, worth, exchanged) for pair in pairs]
    order = {player: place for place, player in enumerate(game.players)}
    return tuple(sorted(found, key=lambda s: (s.worth is None, -(s.worth or 0.0), order[s.pair[0]], order[s.pair[1]])))


def _worth(game: ProductionGame, coalition: tuple[str, ...]) -> float:
    return game.worth(np.array([player in coalition for player in game.players]))


def _synergy(
    game: ProductionGame, pair: tuple[str, str], worth: Callable[[tuple[str, ...]], float], exchanged: bool
) -> Synergy:
    both, alone = worth(pair), [worth((player,)) for player in pair]
    gain = both - sum(alone)
    if np.isnan(gain):
        return Synergy(pair, None)
    if abs(gain) <= noise([both, *alone]):
        return Synergy(pair, 0.0)
    return Synergy(pair, gain, exchanges(game, game.solve(pair), pair) if exchanged else ())


def exchanges(game: ProductionGame, solution: Solution, players: Sequence[str]) -> tuple[Exchange, ...]:
    """Return what goes between the regions of some players, by product, in the order of products."""
    owner = dict(game.members.owner)
    flows = solution.flows.with_columns(
        pl.col("origin").replace(owner), pl.col("destination").replace(owner), pl.col("amount") * _years(game, solution)
    ).filter(
        (pl.col("origin") != pl.col("destination"))
        & pl.col("origin").is_in(list(players))
        & pl.col("destination").is_in(list(players))
        & (pl.col("amount") > LEAST)
    )
    keys = ["product", "origin", "destination", "unit"]
    summed = flows.group_by(keys).agg(pl.col("amount").sum()).sort(keys)
    return tuple(Exchange(**row) for row in summed.iter_rows(named=True))


def _years(game: ProductionGame, solution: Solution) -> pl.Expr:
    timeline = solution.labels.timeline
    if timeline.names == ("",):
        return pl.lit(1.0)
    years = dict(zip(timeline.names, timeline.years.tolist(), strict=True))
    return pl.col("period").replace_strict(years, return_dtype=pl.Float64)
