"""The win–win test: of a proposed deal, who gains, who loses, and which side payment makes all gain.

A deal is a project in one player's region that another may pay for, and prices at which the parties supply one
another. Its parties run what they have, and the project, as is best for all of them. Goods and the use of what each
owns are paid at the optimum's own prices, as in `dual_allocation`, but for those that the deal names: the seller then
gets the deal's price where the goods set out, and the buyer carries them; where several optima exist, what is moved is
that of one of them. Who pays for the project pays its annuities.
Each party's gain is what it has then less what it earns alone, without the project; what of it the project itself adds
is told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sanjiang.cooperation.dual_allocation import rents
from sanjiang.cooperation.game import noise
from sanjiang.cooperation.production import ProductionGame
from sanjiang.cooperation.project import Project, annuities, with_project
from sanjiang.cooperation.synergy import LEAST
from sanjiang.core.errors import NetworkError
from sanjiang.network import Solution
from sanjiang.network.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Term:
    """A price at which one player supplies another.

    Parameters
    ----------
    seller, buyer, product : str
    price : float
        Money per unit where the goods set out.
    """

    seller: str
    buyer: str
    product: str
    price: float


@dataclass(frozen=True, slots=True)
class Deal:
    """A project, prices, or both."""

    project: Project | None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Supply:
    """What moves under a term, over all periods and years, and what the buyer pays beyond the optimum's own price."""

    term: Term
    amount: float
    unit: str
    paid_more: float

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "seller": self.term.seller,
            "buyer": self.term.buyer,
            "product": self.term.product,
            "price": self.term.price,
            "amount": self.amount,
            "unit": self.unit,
            "paid_more": self.paid_more,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deal gives each party, in money of the objective.

    Parameters
    ----------
    parties : tuple of str
    alone, after : mapping of str to float
        What each earns alone, and with the deal before any side payment.
    capital : float
        The project's annuities, which its payer has paid in `after`.
    supplies : tuple of Supply
    without_project : float or None
        What all parties earn together without the project; None where there is none.
    rate : float
        A year's interest, at which the project is paid back.
    """

    parties: tuple[str, ...]
    alone: Mapping[str, float]
    after: Mapping[str, float]
    capital: float
    supplies: tuple[Supply, ...]
    without_project: float | None = None
    rate: float = 0.0

    @property
    def gains(self) -> dict[str, float]:
        """What each party gains by the deal before any side payment."""
        least = noise([*self.after.values(), *self.alone.values()])
        found = {p: self.after[p] - self.alone[p] for p in self.parties}
        return {p: 0.0 if abs(gain) <= least else gain for p, gain in found.items()}

    @property
    def total(self) -> float:
        """What all parties gain together."""
        return sum(self.gains.values())

    @property
    def project_adds(self) -> float | None:
        """What the project itself adds to what the parties earn together: below 0 they gain more without it."""
        if self.without_project is None:
            return None
        added = sum(self.after.values()) - self.without_project
        return 0.0 if abs(added) <= noise([*self.after.values(), self.without_project]) else added

    @property
    def verdict(self) -> str:
        """``all gain``, ``all gain with side payments`` or ``not all can gain``."""
        if all(gain > 0 for gain in self.gains.values()):
            return "all gain"
        return "all gain with side payments" if self.total > 0 else "not all can gain"

    @property
    def side_payments(self) -> dict[str, float]:
        """What each party receives (below 0: pays) so that all gain the same; none where all gain already or cannot."""
        if self.verdict != "all gain with side payments":
            return {}
        return {p: self.total / len(self.parties) - gain for p, gain in self.gains.items()}

    @property
    def lacking(self) -> dict[str, float]:
        """What each party that loses must receive at least, not to lose."""
        return {p: -gain for p, gain in self.gains.items() if gain < 0}

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        return {
            "parties": list(self.parties),
            "alone": dict(self.alone),
            "after": dict(self.after),
            "gains": self.gains,
            "gain": self.total,
            "capital": self.capital,
            "discount_rate": self.rate,
            "project_adds": self.project_adds,
            "supplies": [supply.to_json() for supply in self.supplies],
            "verdict": self.verdict,
            "lacking": self.lacking,
            "side_payments": self.side_payments,
        }


def try_deal(game: ProductionGame, deal: Deal) -> Outcome:
    """Return what a deal gives its parties.

    Parameters
    ----------
    game : ProductionGame
        Without the project.
    deal : Deal

    Raises
    ------
    NetworkError
        If the project's process has no capital cost, or a party cannot stand alone.
    SolveError
        If the parties together have no optimum, or it came without prices.
    """
    parties = _parties(game, deal)
    alone = {p: game.worth(np.array([p == q for q in game.players])) for p in parties}
    lost = next((p for p, value in alone.items() if np.isnan(value)), None)
    if lost is not None:
        raise NetworkError(
            f"{lost} 单独撑不住,没有可比的 {lost} cannot stand alone: nothing to compare with",
            "deal",
            "降低它的最低需求 lower its minimum",
        )
    project = deal.project
    built = game if project is None else with_project(game, project)
    solution = built.solve(parties)
    inside = np.array([p in parties for p in built.players])
    shares = rents(built, solution, inside).shares[inside]
    after = dict(zip(parties, shares.tolist(), strict=True))
    capital = 0.0 if project is None else annuities(game.network, project)
    if project is not None:
        after[project.paid_by] -= capital
    supplies = tuple(_supply(built, solution, term) for term in deal.terms)
    for supply in supplies:
        after[supply.term.seller] += supply.paid_more
        after[supply.term.buyer] -= supply.paid_more
    together = None if project is None else game.worth(inside)
    return Outcome(parties, alone, after, capital, supplies, together, Timeline.of(game.network).rate)


def _parties(game: ProductionGame, deal: Deal) -> tuple[str, ...]:
    named = {p for term in deal.terms for p in (term.seller, term.buyer)}
    if deal.project is not None:
        named |= {deal.project.paid_by, game.members.owner[deal.project.region]}
    return tuple(p for p in game.players if p in named)


def _supply(game: ProductionGame, solution: Solution, term: Term) -> Supply:
    """Return what moves under a term, and what the buyer pays beyond the price where the goods set out."""
    owner = game.members.owner
    origins = [region for region, player in owner.items() if player == term.seller]
    ends = [region for region, player in owner.items() if player == term.buyer]
    moved = solution.flows.filter(
        (pl.col("product") == term.product)
        & pl.col("origin").is_in(origins)
        & pl.col("destination").is_in(ends)
        & (pl.col("amount") > LEAST)
    )
    keys = [name for name in ("period",) if name in moved.columns]
    prices = solution.prices.filter(pl.col("product") == term.product).rename({"region": "origin"})
    moved = moved.join(prices.select("origin", *keys, "price"), on=["origin", *keys], how="left")
    timeline = solution.labels.timeline
    years_of = (timeline.years.tolist(), timeline.discount.tolist())
    weights = {name: (y, d) for name, y, d in zip(timeline.names, *years_of, strict=True)}
    amount = paid = 0.0
    for row in moved.iter_rows(named=True):
        years, discount = weights[row.get("period") or ""]
        amount += row["amount"] * years
        paid += row["amount"] * discount * (term.price - (row["price"] or 0.0))
    unit = game.network.table("products").filter(pl.col("product") == term.product)["unit"][0]
    return Supply(term, amount, unit, paid)
