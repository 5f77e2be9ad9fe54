"""The optimum of a network: what runs, moves, is sold and bought, and the prices and rents that explain it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
import polars as pl

from sanjiang.core.shown import html_table
from sanjiang.network.arrays import Floats, Labels


@dataclass(frozen=True, eq=False, repr=False)
class Solution:
    """An optimum. Its tables are made when they are first asked for; quantities are per year.

    Where an optimum is degenerate, prices and rents are one choice among several that explain it equally well.

    Parameters
    ----------
    status : str
        ``optimal``.
    objective : float
        Sales less purchases, operating cost and freight, in `currency` per year.
    rows, columns : int
        The size of the programme.
    seconds : mapping of str to float
        ``read``, ``build`` and ``solve``.
    currency : str or None
        As the table `settings` says.
    labels, values : Labels, highspy.HighsSolution
        What the columns and rows mean, and the solver's figures for them.
    """

    status: str
    objective: float
    rows: int
    columns: int
    seconds: Mapping[str, float]
    currency: str | None
    labels: Labels
    values: highspy.HighsSolution

    def __repr__(self) -> str:
        return f"Solution({self.status}, objective={self.objective:.10g}, rows={self.rows}, columns={self.columns})"

    def _repr_html_(self) -> str:
        """Show the objective and what runs, moves, is sold and bought, in a notebook."""
        shown = [html_table(repr(self), [])]
        for name in ("activity", "flows", "sales", "purchases"):
            frame: pl.DataFrame = getattr(self, name)
            shown.append(html_table(name, frame.filter(pl.col("amount") > 0).to_dicts()))
        return "".join(shown)

    @cached_property
    def activity(self) -> pl.DataFrame:
        """Plant, process, region, amount: in the process's unit."""
        return self._amounts(self.labels.plants).select("plant", "process", "region", "amount")

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Origin, destination, mode, product, amount: as shipped, before any loss."""
        return self._amounts(self.labels.flows).select("origin", "destination", "mode", "product", "amount")

    @cached_property
    def sales(self) -> pl.DataFrame:
        """Region, product, price, amount: one row per demand."""
        return self._amounts(self.labels.sales).select("region", "product", "price", "amount")

    @cached_property
    def purchases(self) -> pl.DataFrame:
        """Region, product, price, amount: one row per supply."""
        return self._amounts(self.labels.purchases).select("region", "product", "price", "amount")

    @cached_property
    def prices(self) -> pl.DataFrame:
        """Region, product, price: what one more unit there would add to the objective, at least 0.

        A product that nothing in the region can make, use, move, sell or buy has no row.
        """
        balances = self.labels.balances
        return balances.with_columns(price=_positive(-np.array(self.values.row_dual)[: balances.height]))

    @cached_property
    def rents(self) -> pl.DataFrame:
        """Plant, rent: what one more unit of its capacity would add to the objective, at least 0."""
        plants = self.labels.plants
        return plants.select("plant").with_columns(rent=_positive(np.array(self.values.col_dual)[: plants.height]))

    def to_json(self) -> dict[str, object]:
        """Return status, objective, currency, rows, columns and seconds as plain values."""
        return {
            "status": self.status,
            "objective": self.objective,
            "currency": self.currency,
            "rows": self.rows,
            "columns": self.columns,
            "seconds": dict(self.seconds),
        }

    @cached_property
    def _columns(self) -> Floats:
        return np.array(self.values.col_value) + 0.0  # no negative zeros

    def _amounts(self, labels: pl.DataFrame) -> pl.DataFrame:
        return labels.with_columns(amount=self._columns[labels["column"].to_numpy()])


def _positive(duals: Floats) -> pl.Series:
    return pl.Series(np.maximum(duals, 0.0) + 0.0, dtype=pl.Float64)
