"""What columns and rows of a programme are called, and what can bring a product to a region."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from sanjiang.network.arrays import Arrays, Labels, matrix_of


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
        return f"{row['product']} at {row['region']}"
    return f"new {row['process']} at {row['region']}"


def _row(name: str, row: Mapping[str, Any]) -> str:
    if name == "balances":
        return f"balance of {row['product']} at {row['region']}"
    if name == "lanes":
        return f"lane {row['origin']}–{row['destination']} by {row['mode']}"
    if name == "limits":
        return f"limit {row['limit']}"
    return f"size of new {row['process']} at {row['region']}"


def reach(arrays: Arrays, labels: Labels, region: str, product: str) -> str:
    """Say what plants make of a product at a region, what is supplied there, and what lanes bring."""
    made = _made(arrays, labels, region, product)
    here = (pl.col("region") == region) & (pl.col("product") == product)
    supplies = labels.columns["purchases"].frame.filter(here)["quantity"]
    flows = labels.columns["flows"].frame.filter((pl.col("destination") == region) & (pl.col("product") == product))
    imports = f"{flows.height} lanes bring it / 条线路运入" if flows.height else "no lane brings it / 没有线路运入"
    supplied = "unlimited / 不限" if supplies.null_count() else f"{supplies.sum() or 0:.6g}"
    return f"plants there reach / 当地产能 {made}, supplies / 供给 {supplied}, {imports}"


def _made(arrays: Arrays, labels: Labels, region: str, product: str) -> str:
    """Return how much plants of a region can make of a product in a period, their inputs aside."""
    plants, balances = labels.columns["activity"], labels.rows["balances"]
    goods = balances.frame.select((pl.col("region") == region) & (pl.col("product") == product)).to_series().to_numpy()
    most = 0.0
    for row in np.flatnonzero(goods[balances.row]):
        takes = matrix_of(arrays)[:, plants.span].tocsr()[[int(row)], :].tocoo()
        made = takes.data > 0
        most = max(most, float((arrays.upper[plants.span][takes.col[made]] * takes.data[made]).sum()))
    return "unlimited / 不限" if np.isinf(most) else f"{most:.6g}"
