"""Why a programme has no optimum, by name: a demand that cannot be met, or a sale or purchase without end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays, Floats, Labels
from sanjiang.network.solver import OPTIMAL, load, run

SHORT = 1e-6
"""The part of a minimum that may be lacking by rounding alone."""


def explain(arrays: Arrays, labels: Labels, status: str) -> SolveError:
    """Return the error that names what keeps the programme from an optimum; `status` is what the solver said."""
    return (
        _shortage(arrays, labels)
        or _endless(arrays, labels)
        or SolveError(
            f"the solver stopped: {status} / 求解中止",
            "HiGHS",
            "choose units that keep figures nearer to 1 / 请选用使数值更接近 1 的单位",
        )
    )


def _shortage(arrays: Arrays, labels: Labels) -> SolveError | None:
    """Serve as much of every minimum as can be: minimums are all that can make a programme infeasible."""
    minimum = arrays.lower
    asked = minimum > 0
    gain = np.divide(1.0, minimum, out=np.zeros_like(minimum), where=asked)
    upper = np.where(asked, minimum, arrays.upper)
    served = _optimum(replace(arrays, gain=gain, lower=np.zeros_like(minimum), upper=upper))
    if served is None:
        return None
    short = (minimum - served)[labels.sales["column"].to_numpy()]
    lacking = labels.sales.with_columns(short=pl.Series(short, dtype=pl.Float64))
    lacking = lacking.filter(pl.col("short") > SHORT * pl.col("minimum"))
    lacking = lacking.group_by("region", "product", "unit", maintain_order=True).agg(pl.col("short").sum())
    if lacking.is_empty():
        return None
    named = [
        f"{product} at {region}: short by / 缺口 {amount:.6g} {unit}"
        for region, product, unit, amount in lacking.select("region", "product", "unit", "short").iter_rows()
    ]
    more = f" (and {len(named) - 5} more / 另有 {len(named) - 5} 处)" if len(named) > 5 else ""
    return SolveError(
        "infeasible / 无可行解: " + "; ".join(named[:5]) + more,
        "demands.csv minimum",
        "lower the minimum, or add capacity, supply or a lane to it / 请降低最低量, 或增加产能、供给或运输线路",
    )


def _endless(arrays: Arrays, labels: Labels) -> SolveError | None:
    """Look for a gain that needs nothing finite: the same programme with finite bounds shut and infinite ones at 1."""
    upper = np.where(np.isinf(arrays.upper), 1.0, 0.0)
    row_upper = np.where(np.isinf(arrays.row_upper), np.inf, 0.0)
    free = _optimum(replace(arrays, lower=np.zeros_like(upper), upper=upper, row_upper=row_upper))
    if free is None:
        return None
    gains = arrays.gain * free
    if gains.sum() <= SHORT * np.abs(gains).sum():
        return None
    name, table = _name(labels, int(np.argmax(gains)))
    return SolveError(
        f"unbounded / 无界: {name}",
        f"{table}.csv",
        "write a quantity or a capacity where it is blank / 请在空白处填写数量或产能",
    )


def _name(labels: Labels, column: int) -> tuple[str, str]:
    for table, frame, does in (
        ("demands", labels.sales, "is sold at a gain without end / 可无限获利销售"),
        ("supplies", labels.purchases, "is bought at a gain without end / 可无限获利购入"),
    ):
        row = frame.filter(pl.col("column") == column)
        if row.height:
            return f"{row['product'][0]} at {row['region'][0]} {does}", table
    plant = labels.plants.filter(pl.col("column") == column)["plant"]
    return f"{plant[0]} runs at a gain without end / 可无限获利运行", "plants"


def _optimum(arrays: Arrays) -> Floats | None:
    highs = load(arrays)
    return np.array(highs.getSolution().col_value) if run(highs) in OPTIMAL else None
