"""The answer of `share`: the base case, and the range of every figure over the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from sanjiang.cooperation.deal import Outcome
from sanjiang.cooperation.members import Members
from sanjiang.cooperation.production import ProductionGame
from sanjiang.cooperation.recommend import Reason
from sanjiang.cooperation.share import Share, share
from sanjiang.cooperation.synergy import Synergy
from sanjiang.core.evidence import Citation, Evidence, from_source
from sanjiang.network import Network

Names = Mapping[str, tuple[str, str]]
"""Chinese and English names by id."""


@dataclass(frozen=True, eq=False)
class Case:
    """One reading of what is not known for sure, and the shares in it."""

    zh: str
    en: str
    share: Share


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between two players that a document already shows.

    Parameters
    ----------
    statement : str
        Its id.
    kind : str
        ``agreement`` or ``alliance``.
    name, date, quote : str
        As written; empty where the text does not say.
    """

    statement: str
    kind: str
    name: str
    date: str
    quote: str

    def to_json(self) -> dict[str, object]:
        """Return it as plain values."""
        told = {"kind": self.kind, "name": self.name, "date": self.date, "quote": self.quote}
        return {"statement": self.statement, **{key: value for key, value in told.items() if value}}


@dataclass(frozen=True, eq=False)
class Sharing:
    """Shares of what regions earn together.

    Parameters
    ----------
    cases : tuple of Case
        The base first.
    members : Members
    names : Names
        Of players.
    goods : Names
        Of products.
    unit : str
        Of money.
    of : str or None
        The player whose partners are ranked.
    evidence : tuple of Evidence
        Everything that went into it.
    ties : mapping of str to tuple of Tie
        What documents already show between `of` and each other player.
    deals : tuple of Outcome
        What a proposed deal gives its parties, a case each; empty where none was proposed.
    notes : tuple of Reason
        Beside those of the shares.
    others : Names
        Of regions with ties that do not play.
    """

    cases: tuple[Case, ...]
    members: Members
    names: Names
    goods: Names
    unit: str
    of: str | None = None
    evidence: tuple[Evidence, ...] = ()
    ties: Mapping[str, tuple[Tie, ...]] = field(default_factory=dict)
    deals: tuple[Outcome, ...] = ()
    notes: tuple[Reason, ...] = ()
    others: Names = field(default_factory=dict)

    @property
    def base(self) -> Share:
        """The shares of the base case."""
        return self.cases[0].share

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of shares, and more."""
        base = self.base
        worth = self._rounded
        return {
            "total": worth(base.total),
            "total_low": self._low(lambda s: s.total),
            "total_high": self._high(lambda s: s.total),
            "gain": worth(base.gain),
            "gain_low": self._low(lambda s: s.gain),
            "gain_high": self._high(lambda s: s.gain),
            "unit": self.unit,
            **self._who(),
            "coalitions": {name: worth(value) for name, value in base.coalitions.items()},
            "alone": self._by_player(base.alone),
            "shares": {name: self._by_player(values) for name, values in base.shares.items()},
            "gains": {name: self._by_player(values - base.alone) for name, values in base.shares.items()},
            "dual_range": self._dual_range(),
            "errors": {} if base.errors is None else {"shapley": self._by_player(base.errors)},
            "ranges": self._ranges(),
            "core": {name: check.to_json(worth) for name, check in base.checks.items()},
            "extreme": {
                name: [{"player": player, **reason.to_json()} for player, reason in found]
                for name, found in base.extremes.items()
            },
            "common_rents": worth(base.common_rents),
            "recommendation": base.recommendation.to_json(),
            "synergy": [self._synergy(s) for s in base.synergy],
            "other_ties": [
                {"region": r, "name_zh": zh, "name_en": en, "documented": [t.to_json() for t in self.ties[r]]}
                for r, (zh, en) in self.others.items()
            ],
            "cannot_stand": [{"coalition": name, "because": why} for name, why in base.cannot_stand],
            "cannot_stand_more": base.others_lost,
            "deal": self._deal(),
            "cases": [self._case(case) for case in self.cases],
            "notes": [note.to_json() for note in (*base.notes, *self.notes)],
            "evidence": [e.to_json() for e in self.evidence],
        }

    def _who(self) -> dict[str, object]:
        players = self.base.players
        return {
            "players": list(players),
            "names": {p: {"zh": self.names[p][0], "en": self.names[p][1]} for p in players},
            "regions": {p: list(self.members.regions(p)) for p in players},
            "common": list(self.members.common),
            "left_out": list(self.members.left_out),
            "of": self.of,
        }

    def _dual_range(self) -> dict[str, list[float | None]]:
        """Return least and most of dual allocation over all duals of the optimum, by player; None without end."""
        found = self.base.dual_ranges
        ends = [] if found is None else [[self._rounded(end) for end in row] for row in found.tolist()]
        return dict(zip(self.base.players, ends, strict=False))

    def _deal(self) -> dict[str, object] | None:
        """Return the outcome in the base case, with the range of each party's gain over all."""
        if not self.deals:
            return None
        base = self.deals[0]
        spans = {p: [each.gains[p] for each in self.deals] for p in base.parties}
        ranges = {p: [min(gains), max(gains)] for p, gains in spans.items()}
        supplies = [{**s.to_json(), **self._named(s.term.product)} for s in base.supplies]
        verdicts = [each.verdict for each in self.deals]
        return {**base.to_json(), "supplies": supplies, "ranges": ranges, "verdicts": verdicts}

    def _named(self, product: str) -> dict[str, str]:
        zh, en = self.goods[product]
        return {"product_zh": zh, "product_en": en}

    def _by_player(self, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, float | None]:
        return dict(zip(self.base.players, map(self._rounded, values.tolist()), strict=True))

    def _rounded(self, value: float | None) -> float | None:
        """Return money to twelve digits of the total: what is left beyond is the solver's rounding."""
        if value is None or not np.isfinite(value):
            return None
        return round(value, 11 - int(np.floor(np.log10(max(abs(self.base.total), 1e-300))))) + 0.0

    def _low(self, of: Callable[[Share], float | None]) -> float | None:
        return self._rounded(min(self._known(of), default=None))

    def _high(self, of: Callable[[Share], float | None]) -> float | None:
        return self._rounded(max(self._known(of), default=None))

    def _known(self, of: Callable[[Share], float | None]) -> list[float]:
        found = (of(case.share) for case in self.cases)
        return [float(value) for value in found if value is not None and not np.isnan(value)]

    def _ranges(self) -> dict[str, dict[str, list[float | None]]]:
        """Return low and high of shares, and of their gains, by share and player, over the cases."""
        found: dict[str, dict[str, list[float | None]]] = {}
        for name in self.base.shares:
            for label, less in ((name, 0.0), (f"{name}_gain", 1.0)):
                found[label] = {}
                for place, player in enumerate(self.base.players):

                    def at(s: Share, name: str = name, place: int = place, less: float = less) -> float | None:
                        return float(s.shares[name][place] - less * s.alone[place]) if name in s.shares else None

                    found[label][player] = [self._low(at), self._high(at)]
        return found

    def _synergy(self, synergy: Synergy) -> dict[str, object]:
        def worth(s: Share) -> float | None:
            return next((other.worth for other in s.synergy if set(other.pair) == set(synergy.pair)), None)

        goods = [{**e.to_json(), **self._named(e.product)} for e in synergy.exchanged]
        return {
            "pair": list(synergy.pair),
            "worth": self._rounded(synergy.worth),
            "worth_low": self._low(worth),
            "worth_high": self._high(worth),
            "exchanged": goods,
            "documented": [t.to_json() for p in synergy.pair if p != self.of for t in self.ties.get(p, ())],
        }

    def _case(self, case: Case) -> dict[str, object]:
        total, gain = (self._rounded(value) for value in (case.share.total, case.share.gain))
        return {"name_zh": case.zh, "name_en": case.en, "total": total, "gain": gain}


def share_cases(
    games: Sequence[tuple[str, str, ProductionGame]], of: str | None = None, workers: int = 1
) -> tuple[Case, ...]:
    """Return the shares of each case, the base first, which alone tells all of `share`; errors as its.

    Parameters
    ----------
    games : sequence of (str, str, ProductionGame)
        Chinese and English name of each case.
    of : str, optional
    workers : int
    """
    return tuple(Case(zh, en, share(game, of, workers, base=place == 0)) for place, (zh, en, game) in enumerate(games))


def evidence_of(network: Network, *, capital: bool = False) -> tuple[Evidence, ...]:
    """Return what a network's figures rest on: the sources of its rows, and the table itself where a row names none.

    Parameters
    ----------
    network : Network
    capital : bool
        Whether a project is paid back, at the discount rate; over periods, and with candidates, money is anyway.
    """
    tables = {name: table for name, table in network.tables.items() if name not in UNTOLD}
    if capital or network.table("periods").height or network.table("candidates").height:
        tables["settings"] = network.table("settings").filter(pl.col("key") == "discount_rate")
    found: dict[Evidence, None] = {}
    for name, table in tables.items():
        for source in table["source"].unique(maintain_order=True) if table.height else ():
            found |= dict.fromkeys(from_source(source) if source else (Citation(f"{name}.csv"),))
    return tuple(found)


UNTOLD = ("regions", "members", "periods", "settings")
"""Tables of names and of what is agreed, which hold no figure of shares but the discount rate."""


def goods_of(network: Network) -> Names:
    """Return the names of a network's products, their ids where they have none."""
    table = network.table("products").select("product", "name_zh", "name_en")
    return {p: (zh or en or p, en or zh or p) for p, zh, en in table.iter_rows()}
