"""What new capacity is worth: the network solved with it and without it, less the annuity of its capital."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sanjiang.chain.scene import Case, Scene
from sanjiang.library.processes import Process


@dataclass(frozen=True, slots=True)
class Worth:
    """The worth of new capacity over the cases, in money a year and net of the annuity.

    Parameters
    ----------
    size : float
        In the chain's final product.
    base, low, high : float
        In the base case, and the least and most of all cases.
    gross : float
        The base case's gain before the annuity.
    capital : float
        Capital cost in money.
    worst : Case
        The case of `low`.
    """

    size: float
    base: float
    low: float
    high: float
    gross: float
    capital: float
    worst: Case

    @property
    def payback_years(self) -> float | None:
        """Years of gross gain that repay the capital; None where there is no gain."""
        return self.capital / self.gross if self.gross > 0 else None

    def to_json(self) -> dict[str, object]:
        """Return size, worth and its range."""
        return {"size": self.size, "worth": self.base, "worth_low": self.low, "worth_high": self.high}


def annuity_factor(rate: float, life_years: float) -> float:
    """Return the yearly payment for one unit of capital, r/(1−(1+r)^−life), or 1/life at r = 0.

    Examples
    --------
    >>> round(annuity_factor(0.08, 10), 5)
    0.14903
    >>> annuity_factor(0.0, 20)
    0.05
    """
    return rate / (1 - (1 + rate) ** -life_years) if rate else 1 / life_years


def annuity(process: Process, capacity: float, rate: float) -> float:
    """Return what the capital of new capacity costs a year, in money, with interest until it first bears fully."""
    waited = (1 + rate) ** process.lead_years.value if process.lead_years else 1.0
    return process.capex.value * capacity * waited * annuity_factor(rate, process.life_years.value)


def worth_of(
    scene: Scene, size: float, added: Mapping[str, float], regions: Iterable[str], cases: Iterable[Case]
) -> Worth:
    """Return what `added` capacity is worth to the regions together.

    Parameters
    ----------
    size : float
        The capacity in the chain's final product, for the record.
    added : mapping of str to float
        New yearly capacity by process, in the process's unit.
    regions, cases
        Who is in the network, and which cases to solve; the first case is the base.
    """
    chosen = tuple(regions)
    processes = [scene.chain.process(p) for p in added]
    capital = sum(p.capex.value * added[p.id] for p in processes)
    payments = sum(annuity(p, added[p.id], scene.discount_rate.value) for p in processes)
    gains = [(scene.value(c, chosen, added) - scene.value(c, chosen), c) for c in cases]
    low, worst = min(gains, key=lambda g: g[0])
    high = max(g[0] for g in gains)
    gross = gains[0][0]
    return Worth(size, gross - payments, low - payments, high - payments, gross, capital, worst)
