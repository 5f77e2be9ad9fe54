"""The periods of a network: how long each is, what money in it is worth at the start, when what is built stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sanjiang.network.tables import Network

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Periods in the order of their table.

    Parameters
    ----------
    names : tuple of str
        One nameless period where the table `periods` has no rows.
    years : float array, shape (periods,)
        Whole; 1 where quantities are per period.
    discount : float array, shape (periods,)
        The sum of (1 + rate) ** −y over the years y of each period, the first of all being y = 0; 1 where quantities
        are per period.
    rate : float
        A year's.
    """

    names: tuple[str, ...]
    years: Floats
    discount: Floats
    rate: float

    @classmethod
    def of(cls, network: Network) -> Timeline:
        """Return a network's periods."""
        table = network.table("periods")
        rate = float(network.setting("discount_rate") or 0.0)
        count = max(table.height, 1)
        names = tuple(table["period"].to_list()) or ("",)
        if network.setting("quantities") == "per_period":
            return cls(names, np.ones(count), np.ones(count), rate)
        years = table["years"].to_numpy() if table.height else np.ones(1)
        ends = np.cumsum(years)
        factors = (1 + rate) ** -np.arange(int(ends[-1]), dtype=np.float64)
        sums = np.concatenate([[0.0], np.cumsum(factors)])
        discount = sums[ends.astype(int)] - sums[(ends - years).astype(int)]
        return cls(names, years.astype(np.float64), discount, rate)

    def positions(self, periods: pl.Series, otherwise: int) -> npt.NDArray[np.int32]:
        """Return the place of each period, or `otherwise` where none is named."""
        if self.names == ("",):
            return np.full(periods.len(), otherwise, dtype=np.int32)
        places = {name: place for place, name in enumerate(self.names)}
        found = periods.replace_strict(places, default=otherwise, return_dtype=pl.Int32)
        return found.fill_null(otherwise).to_numpy()

    def annuity(self, life_years: Floats) -> Floats:
        """Return what a unit of capital costs a year over a life: r / (1 − (1 + r) ** −life), or 1 / life at r = 0."""
        if self.rate == 0:
            return np.asarray(1.0 / life_years)
        return np.asarray(self.rate / -np.expm1(-life_years * np.log1p(self.rate)))

    def standing(self, lead: npt.NDArray[np.int64]) -> Floats:
        """Return the discount sums of the periods in which what is built stands.

        Returns
        -------
        float array, shape (len(lead), periods)
            For what is built in each period; 0 where it would never stand.
        """
        count = len(self.names)
        tail = np.concatenate([np.cumsum(self.discount[::-1])[::-1], np.zeros(1)])
        first = np.minimum(np.arange(count)[None, :] + lead[:, None], count)
        return np.asarray(tail[first])
