"""What columns and rows of a programme are called, and what can bring a product to a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from sanjiang.network.arrays import Arrays, Labels, matrix_of
from sanjiang.network.columns import Columns, Floats, Places


def column_name(labels: Labels, place: int) -> tuple[str, str]:
    """Return the name of a column, and the table that it comes from."""
    for name, kind in labels.columns.items():
        if kind.first <= place < kind.first + kind.size:
            at = place - kind.first
            row = kind.frame.row(int(kind.row[at]), named=True)
            period = labels.timeline.names[kind.period[at]]
            return _column(name, row) + (f" in {period}" if period else ""), TABLE_OF[name]
    raise ValueError(f"no column {place}")


def row_name(labels: Labels, place: int) -> str:
    """Return the name of a row."""
    for name, kind in labels.rows.items():
        first = labels.first_row[name]
        if first <= place < first + kind.size:
            at = place - first
            row = kind.frame.row(int(kind.row[at]), named=True)
            period = labels.timeline.names[kind.period[at]] if kind.period[at] >= 0 else "all"
            return _row(name, row) + (f" in {period}" if period else "")
    raise ValueError(f"no row {place}")


TABLE_OF = {
    "activity": "plants",
    "flows": "lanes",
    "sales": "demands",
    "purchases": "supplies",
    "stock": "stores",
    "new": "candidates",
    "builds": "candidates",
    "chosen": "candidates",
}


def _column(name: str, row: Mapping[str, Any]) -> str:
    if name == "activity":
        return str(row["plant"])
    if name == "flows":
        return f"{row['product']} from {row['origin']} to {row['destination']} by {row['mode']}"
    if name in ("sales", "purchases", "stock"):
        kind = {"sales": "", "purchases": "supply of ", "stock": "store of "}[name]
        return f"{kind}{row['product']} at {row['region']}"
    return f"new {row['process']} at {row['region']}"


def _row(name: str, row: Mapping[str, Any]) -> str:
    if name == "balances":
        return f"balance of {row['product']} at {row['region']}"
    if name == "lanes":
        return f"lane {row['origin']}–{row['destination']} by {row['mode']}"
    if name == "limits":
        return f"limit {row['limit']}"
    return f"size of new {row['process']} at {row['region']}"


def column_periods(labels: Labels, places: Places) -> list[int]:
    """Return the periods of some columns, each once."""
    kinds = labels.columns.values()
    of = np.concatenate([kind.period for kind in kinds])
    return sorted({int(period) for period in of[places]})


def reach(arrays: Arrays, labels: Labels, market: Mapping[str, Any]) -> str:
    """Say what can be made of a product at a region in a period, what is supplied there, and what lanes bring."""
    period = labels.timeline.names.index(market.get("period", labels.timeline.names[0]))
    at = (pl.col("product") == market["product"]) & (pl.col("region") == market["region"])
    to = (pl.col("product") == market["product"]) & (pl.col("destination") == market["region"])
    supplied = arrays.upper[_places(labels.columns["purchases"], at, period)].sum()
    lanes = int((arrays.upper[_places(labels.columns["flows"], to, period)] > 0).sum())
    brings = "1 lane brings it" if lanes == 1 else f"{lanes} lanes bring it" if lanes else "no lane brings it"
    imports = f"{brings} / {f'{lanes} 条线路运入' if lanes else '没有线路运入'}"
    plants = f"plants there reach / 当地产能 {_shown(_made(arrays, labels, at, period))}"
    new = _buildable(arrays, labels, market, period)
    built = f", new ones / 可新建 {_shown(new)}" if new else ""
    return f"{plants}{built}, supplies / 供给 {_shown(supplied)}, {imports}"


def _places(kind: Columns, rows: pl.Expr, period: int) -> Places:
    """Return the places of the columns of some rows in a period."""
    meant = kind.frame.select(rows).to_series().to_numpy()
    here: Places = np.flatnonzero(meant[kind.row] & (kind.period == period))
    return here + kind.first


def _shown(amount: float) -> str:
    return "unlimited / 不限" if np.isinf(amount) else f"{amount:.6g}"


def _per_unit(arrays: Arrays, labels: Labels, kind: Columns, goods: pl.Expr, period: int) -> Floats:
    """Return what one unit of each column of a kind makes of a product at a region in a period; takings are nothing."""
    balances = labels.rows["balances"]
    meant = balances.frame.select(goods).to_series().to_numpy()
    row = np.flatnonzero(meant[balances.row] & (balances.period == period))
    if not row.size:
        return np.zeros(kind.size)
    made: Floats = matrix_of(arrays).tocsr()[row, :].toarray()[0, kind.span]
    return np.maximum(made, 0.0)


def _made(arrays: Arrays, labels: Labels, goods: pl.Expr, period: int) -> float:
    """Return how much plants can make of a product in a period, their inputs aside."""
    plants = labels.columns["activity"]
    made = _per_unit(arrays, labels, plants, goods, period)
    makes = made > 0
    return float((arrays.upper[plants.span][makes] * made[makes]).sum())


def _buildable(arrays: Arrays, labels: Labels, market: Mapping[str, Any], period: int) -> float:
    """Return how much of a product plants could make in a period that can stand by then, their inputs aside."""
    new, builds = labels.columns["new"], labels.columns["builds"]
    goods = (pl.col("product") == market["product"]) & (pl.col("region") == market["region"])
    made = np.zeros(new.frame.height)
    here = new.period == period
    made[new.row[here]] = _per_unit(arrays, labels, new, goods, period)[here]
    lead = builds.frame["lead_periods"].to_numpy()[builds.row]
    stands = (builds.period + lead <= period) & (made[builds.row] > 0)
    return float((arrays.upper[builds.span][stands] * made[builds.row[stands]]).sum())
