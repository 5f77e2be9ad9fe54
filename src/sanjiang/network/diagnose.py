"""Why a programme has no optimum, by name: what falls short and what keeps it so, or what is gained without end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import NO_INTEGERS, Arrays, Labels, matrix_of
from sanjiang.network.columns import Floats
from sanjiang.network.conflict import conflict
from sanjiang.network.names import column_name, reach
from sanjiang.network.solver import OPTIMAL, load, run

SHORT = 1e-6
"""The part of a minimum or a limit that may be lacking by rounding alone."""
MOST = 5
"""As many shortages as a message names."""


def explain(arrays: Arrays, labels: Labels, status: str) -> SolveError:
    """Return the error that names what keeps the programme from an optimum; `status` is what the solver said."""
    linear = replace(arrays, integer=NO_INTEGERS)
    return (
        _shortage(linear, labels)
        or _endless(linear, labels)
        or SolveError(
            f"the solver stopped: {status} / 求解中止",
            "HiGHS",
            "choose units that keep figures nearer to 1, or lumps that fit / 请选用更接近 1 的单位, 或可行的规模",
        )
    )


def _shortage(arrays: Arrays, labels: Labels) -> SolveError | None:
    """Serve as much of every minimum, and break every limit by as little, as can be: nothing else binds from below."""
    elastic, minimum = _elastic(arrays, labels)
    values = _optimum(elastic)
    if values is None:
        return None
    width = arrays.gain.size
    short = minimum - values[:width]
    demands = _short_demands(arrays, labels, short, minimum)
    limits = _broken_limits(labels, values[width:])
    named = demands + limits
    if not named:
        return None
    more = f" (and {len(named) - MOST} more / 另有 {len(named) - MOST} 处)" if len(named) > MOST else ""
    kept = conflict(arrays, labels)
    why = f"; in conflict / 互相冲突: {', '.join(kept)}" if kept else ""
    return SolveError(
        "infeasible / 无可行解: " + "; ".join(named[:MOST]) + more + why,
        "demands.csv minimum" if demands else "limits.csv amount",
        "lower the minimum, or add capacity, supply or a lane to it / 请降低最低量, 或增加产能、供给或运输线路"
        if demands
        else "loosen the limit, or add what serves it / 请放宽限额, 或增加满足它的装置",
    )


def _elastic(arrays: Arrays, labels: Labels) -> tuple[Arrays, Floats]:
    """Return the programme that serves minimums as far as it can, with a slack on either side of every limit."""
    from scipy import sparse  # slow to import, and only a programme without an optimum needs it

    minimum = arrays.lower
    asked = minimum > 0
    gain = np.divide(1.0, minimum, out=np.zeros_like(minimum), where=asked)
    upper = np.where(asked, minimum, arrays.upper)
    place = labels.row_slice("limits")
    count = place.stop - place.start
    finite = np.where(np.isfinite(arrays.row_upper), arrays.row_upper, arrays.row_lower)[place]
    weight = -1.0 / np.maximum(np.abs(finite), 1.0)
    rows = np.arange(place.start, place.stop)
    slack = sparse.csc_array(
        (np.concatenate([np.ones(count), -np.ones(count)]), (np.tile(rows, 2), np.arange(2 * count))),
        shape=(arrays.row_lower.size, 2 * count),
    )
    matrix = sparse.csc_array(sparse.hstack([matrix_of(arrays), slack], format="csc"))
    elastic = replace(
        arrays,
        gain=np.concatenate([gain, np.tile(weight, 2)]),
        lower=np.zeros(minimum.size + 2 * count),
        upper=np.concatenate([upper, np.full(2 * count, np.inf)]),
        start=matrix.indptr.astype(np.int32),
        index=matrix.indices.astype(np.int32),
        value=matrix.data.astype(np.float64),
    )
    return elastic, minimum


def _short_demands(arrays: Arrays, labels: Labels, short: Floats, minimum: Floats) -> list[str]:
    """Name every market that is short, by how much, and what reaches it; the price steps of one market are one."""
    place = labels.columns["sales"].span
    frame = labels.column_frame("sales").with_columns(
        short=pl.Series(short[place], dtype=pl.Float64), least=pl.Series(minimum[place], dtype=pl.Float64)
    )
    frame = frame.filter(pl.col("short") > SHORT * pl.col("least"))
    keys = [name for name in ("region", "product", "unit", "period") if name in frame.columns]
    frame = frame.group_by(keys, maintain_order=True).agg(pl.col("short").sum())
    return [
        f"{row['product']} at {row['region']}{_when(row.get('period'))}: short by / 缺口"
        f" {row['short']:.6g} {row['unit']} — {reach(arrays, labels, row['region'], row['product'])}"
        for row in frame.iter_rows(named=True)
    ]


def _broken_limits(labels: Labels, slack: Floats) -> list[str]:
    frame = labels.row_frame("limits")
    count = frame.height
    if not count:
        return []
    under, over = slack[:count], slack[count:]
    told = []
    for row, lacking, beyond in zip(frame.iter_rows(named=True), under, over, strict=True):
        size = SHORT * max(abs(row["amount"]), 1.0)
        where = f"limit {row['limit']}{_when(row.get('period'))}"
        if lacking > size:
            told.append(f"{where}: short by / 不足 {lacking:.6g}")
        elif beyond > size:
            told.append(f"{where}: exceeded by / 超出 {beyond:.6g}")
    return told


def _when(period: str | None) -> str:
    return f" in {period}" if period else ""


def _endless(arrays: Arrays, labels: Labels) -> SolveError | None:
    """Look for a gain that needs nothing finite: the same programme with finite bounds shut and infinite ones at 1."""
    upper = np.where(np.isinf(arrays.upper), 1.0, 0.0)
    row_upper = np.where(np.isinf(arrays.row_upper), np.inf, 0.0)
    row_lower = np.where(np.isinf(arrays.row_lower), -np.inf, 0.0)
    free = _optimum(replace(arrays, lower=np.zeros_like(upper), upper=upper, row_upper=row_upper, row_lower=row_lower))
    if free is None:
        return None
    gains = arrays.gain * free
    if gains.sum() <= SHORT * np.abs(gains).sum():
        return None
    first = int(np.argmax(gains))
    name, table = column_name(labels, first)
    others = [
        column_name(labels, int(i))[0] for i in np.argsort(-free, kind="stable") if free[i] > SHORT and i != first
    ]
    does = {
        "demands": "is sold at a gain without end / 可无限获利销售",
        "supplies": "is bought at a gain without end / 可无限获利购入",
    }.get(table, "runs at a gain without end / 可无限获利运行")
    with_it = f", with / 连同 {', '.join(others[:MOST])}" if others else ""
    return SolveError(
        f"unbounded / 无界: {name} {does}{with_it}; a round gains / 每轮获利 {gains.sum():.6g}",
        f"{table}.csv",
        "write a quantity or a capacity where it is blank / 请在空白处填写数量或产能",
    )


def _optimum(arrays: Arrays) -> Floats | None:
    highs = load(arrays)
    return np.array(highs.getSolution().col_value) if run(highs) in OPTIMAL else None
