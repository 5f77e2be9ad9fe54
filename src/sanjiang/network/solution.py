"""The optimum of a network: what runs, moves, is sold, bought, stored and built, and the prices and rents behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import highspy
import numpy as np
import polars as pl

from sanjiang.core.shown import html_table
from sanjiang.network.arrays import Labels
from sanjiang.network.columns import Floats

MEANING: dict[str, tuple[str, str]] = {
    "activity": ("装置一年开工多少", "what each plant runs a year, in its process's unit"),
    "flows": ("一年运出多少，未扣损耗", "what is shipped a year, before any loss"),
    "sales": ("每一档需求卖出多少", "what each row of demand takes"),
    "purchases": ("每一档供给买入多少", "what is bought of each row of supply"),
    "stock": ("期末库存", "stock at the end of each period but the last"),
    "builds": ("何时建多大", "what is built in each period, and how large"),
    "prices": (
        "当地多一个单位，目标值增加多少（当期货币）",
        "what one more unit there would add, in money of its period",
    ),
    "rents": ("装置产能多一个单位，目标值增加多少", "what one more unit of a plant's capacity would add"),
    "lane_rents": ("线路运力多一个单位，目标值增加多少", "what one more unit of a lane's capacity would add"),
    "limit_rents": ("限额多一个单位，目标值增加多少", "what one more unit of a limit would add"),
}
"""What each table of a solution says, in Chinese and English.

Prices and rents of a period are in its own money: a change of the objective over the period's discount.
"""


@dataclass(frozen=True, eq=False, repr=False)
class Solution:
    """An optimum, or the best found before it was stopped. Its tables are made when they are first asked for.

    Quantities are per year, or per period where the settings say so. Where an optimum is degenerate, prices and rents
    are one choice among several that explain it equally well; with lumps they hold while the lumps stay as they are. A
    linear programme that was stopped has none: they are not a number.

    Parameters
    ----------
    status : str
        ``optimal``, ``interrupted`` or ``time limit``.
    objective : float
        Discounted sales less purchases, costs, freight, storage and annuities, in `currency`.
    rows, columns : int
        The size of the programme.
    seconds : mapping of str to float
        ``read``, ``build`` and ``solve``.
    currency : str or None
        As the table `settings` says.
    labels : Labels
        What the columns and rows mean.
    solved, priced : highspy.HighsSolution
        The solver's figures for them; with lumps, duals are those of the programme in which the lumps stay as they are.
    gap : float or None
        With lumps, how far from the best possible, as a share.
    """

    status: str
    objective: float
    rows: int
    columns: int
    seconds: Mapping[str, float]
    currency: str | None
    labels: Labels
    solved: highspy.HighsSolution
    priced: highspy.HighsSolution
    gap: float | None = None

    def __repr__(self) -> str:
        return f"Solution({self.status}, objective={self.objective:.10g}, rows={self.rows}, columns={self.columns})"

    def _repr_html_(self) -> str:
        """Show the objective and what runs, moves, is sold, bought, stored and built, in a notebook."""
        shown = [html_table(repr(self), [])]
        for name, frame in self.tables().items():
            if "amount" in frame.columns:
                shown.append(html_table(name, frame.filter(pl.col("amount") > 0).to_dicts()))
        return "".join(shown)

    @cached_property
    def values(self) -> Floats:
        """The amount of every column."""
        return np.array(self.solved.col_value)

    @cached_property
    def col_dual(self) -> Floats:
        """What one more unit of every column's bound would add; not a number where there are no duals."""
        return self._dual(self.priced.col_dual, self.columns)

    @cached_property
    def row_dual(self) -> Floats:
        """What one more unit of every row's bound would add; not a number where there are no duals."""
        return self._dual(self.priced.row_dual, self.rows)

    def _dual(self, duals: Sequence[float], size: int) -> Floats:
        return np.array(duals) if self.priced.dual_valid else np.full(size, np.nan)

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return every table by its name; `MEANING` says what each is."""
        return {name: getattr(self, name) for name in MEANING}

    @cached_property
    def activity(self) -> pl.DataFrame:
        """Plant, process, region, period, amount, unit; what is newly built is named ``process@region``."""
        own = self._amounts("activity", "plant", "process", "region")
        named = pl.format("{}@{}", "process", "region").alias("plant")
        new = self._frame("new").with_columns(named)
        return pl.concat([own, self._told(new, "new", "plant", "process", "region")])

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Origin, destination, mode, product, period, amount, unit: as shipped, before any loss."""
        return self._amounts("flows", "origin", "destination", "mode", "product")

    @cached_property
    def sales(self) -> pl.DataFrame:
        """Region, product, price, period, amount, unit: one row per demand and period."""
        return self._amounts("sales", "region", "product", "price")

    @cached_property
    def purchases(self) -> pl.DataFrame:
        """Region, product, price, period, amount, unit: one row per supply and period."""
        return self._amounts("purchases", "region", "product", "price")

    @cached_property
    def stock(self) -> pl.DataFrame:
        """Region, product, period, amount, unit: at the end of the period."""
        return self._amounts("stock", "region", "product")

    @cached_property
    def builds(self) -> pl.DataFrame:
        """Process, region, period, amount, unit: what is built in the period."""
        return self._amounts("builds", "process", "region")

    @cached_property
    def prices(self) -> pl.DataFrame:
        """Region, product, period, price, unit: what one more unit there would add, at least 0.

        A product that nothing in the region can make, use, move, sell or buy has no row.
        """
        return self._duals("balances", "price", "region", "product", sign=-1.0)

    @cached_property
    def rents(self) -> pl.DataFrame:
        """Plant, period, rent, unit: what one more unit of its capacity would add, at least 0."""
        kind = self.labels.columns["activity"]
        rent = np.maximum(self.col_dual[kind.span] / self.labels.timeline.discount[kind.period], 0.0) + 0.0
        return self._select(
            self._frame("activity").with_columns(rent=pl.Series(rent, dtype=pl.Float64)), "plant", "rent"
        )

    @cached_property
    def lane_rents(self) -> pl.DataFrame:
        """Origin, destination, mode, period, rent: of lanes with a capacity."""
        return self._duals("lanes", "rent", "origin", "destination", "mode")

    @cached_property
    def limit_rents(self) -> pl.DataFrame:
        """Limit, period, rent: below 0 where the limit asks for at least so much."""
        return self._duals("limits", "rent", "limit")

    def to_json(self) -> dict[str, object]:
        """Return status, objective, currency, rows, columns and seconds as plain values; with lumps the gap."""
        told: dict[str, object] = {
            "status": self.status,
            "objective": self.objective,
            "currency": self.currency,
            "rows": self.rows,
            "columns": self.columns,
            "seconds": dict(self.seconds),
        }
        return told if self.gap is None else {**told, "gap": self.gap}

    def _frame(self, name: str) -> pl.DataFrame:
        return self.labels.column_frame(name)

    def _amounts(self, name: str, *columns: str) -> pl.DataFrame:
        return self._told(self._frame(name), name, *columns)

    def _told(self, frame: pl.DataFrame, name: str, *columns: str) -> pl.DataFrame:
        amount = self.values[self.labels.columns[name].span] + 0.0  # no negative zeros
        return self._select(frame.with_columns(amount=pl.Series(amount, dtype=pl.Float64)), *columns, "amount")

    def _duals(self, name: str, called: str, *columns: str, sign: float = 1.0) -> pl.DataFrame:
        rows, timeline = self.labels.rows[name], self.labels.timeline
        discount = np.where(rows.period < 0, 1.0, timeline.discount[rows.period])
        dual = sign * self.row_dual[self.labels.row_slice(name)] / discount
        worth = (dual if name == "limits" else np.maximum(dual, 0.0)) + 0.0
        frame = self.labels.row_frame(name).with_columns(pl.Series(called, worth, dtype=pl.Float64))
        return self._select(frame, *columns, called)

    @staticmethod
    def _select(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        """Return these columns, the period before the last one and the unit behind it, where there are such."""
        *names, last = columns
        period = [name for name in ("period",) if name in frame.columns]
        unit = [name for name in ("unit",) if name in frame.columns]
        return frame.select(*names, *period, last, *unit)
