"""Why a programme has no optimum, by name: what falls short and what keeps it so, or what is gained without end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import NO_INTEGERS, Arrays, Labels, matrix_of
from sanjiang.network.columns import Floats
from sanjiang.network.conflict import conflict
from sanjiang.network.names import column_name, column_periods, reach
from sanjiang.network.solver import LARGE, OPTIMAL, Method, load, run

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
        or (_shortage(arrays, labels) if arrays.integer.size else None)
        or SolveError(
            f"the solver stopped: {status} / 求解中止",
            "HiGHS",
            "choose units that keep figures nearer to 1 / 请选用更接近 1 的单位",
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
    demands, markets = _short_demands(arrays, labels, short, minimum)
    limits = _broken_limits(labels, values[width:])
    named = demands + limits
    if not named:
        return None
    untold = markets + len(limits) - len(named[:MOST])
    more = f" (and {untold} more / 另有 {untold} 处)" if untold else ""
    kept = _lumps(labels) if arrays.integer.size else conflict(arrays, labels)
    why = f"; in conflict / 互相冲突: {', '.join(kept)}" if kept else ""
    return SolveError(
        "infeasible / 无可行解: " + "; ".join(named[:MOST]) + more + why,
        "demands.csv minimum" if demands else "limits.csv amount",
        "lower the minimum, or add capacity, supply or a lane to it / 请降低最低量, 或增加产能、供给或运输线路"
        if demands
        else "loosen the limit, or add what serves it / 请放宽限额, 或增加满足它的装置",
    )


def _lumps(labels: Labels) -> list[str]:
    """Name what is built in lumps: in parts of them, everything could be met."""
    frame = labels.columns["chosen"].frame
    named = [
        f"whole lumps of new / 整批的新建 {row['process']} at {row['region']}"
        for row in frame[labels.columns["chosen"].row].unique(maintain_order=True).iter_rows(named=True)
    ]
    return named[:MOST] + (["…"] if len(named) > MOST else [])


def _elastic(arrays: Arrays, labels: Labels) -> tuple[Arrays, Floats]:
    """Return the programme that serves minimums as far as it can, with a slack on either side of every limit."""
    from scipy import sparse  # slow to import, and only a programme without an optimum needs it

    minimum = arrays.lower
    asked = minimum > 0
    gain = np.divide(1.0, minimum, out=np.zeros_like(minimum), where=asked)
    upper = np.where(asked, np.minimum(minimum, arrays.upper), arrays.upper)
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


def _short_demands(arrays: Arrays, labels: Labels, short: Floats, minimum: Floats) -> tuple[list[str], int]:
    """Name the first markets that are short, by how much, and what reaches them; and say how many there are.

    The price steps of one market are one.
    """
    place = labels.columns["sales"].span
    frame = labels.column_frame("sales").with_columns(
        short=pl.Series(short[place], dtype=pl.Float64), least=pl.Series(minimum[place], dtype=pl.Float64)
    )
    frame = frame.filter(pl.col("short") > SHORT * pl.col("least"))
    keys = [name for name in ("region", "product", "unit", "period") if name in frame.columns]
    frame = frame.group_by(keys, maintain_order=True).agg(pl.col("short").sum())
    told = [
        f"{row['product']} at {row['region']}{_when(row.get('period'))}: short by / 缺口"
        f" {row['short']:.6g} {row['unit']} — {reach(arrays, labels, row)}"
        for row in frame.head(MOST).iter_rows(named=True)
    ]
    return told, frame.height


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
    """Look for a round that gains and needs nothing finite."""
    free = _round(arrays)
    if free is None or not free.any():
        return None
    free /= free.max()
    gains = arrays.gain * free
    if gains.sum() <= SHORT * np.abs(gains).sum():
        return None
    periods = column_periods(labels, np.flatnonzero(free > SHORT))
    discount = labels.timeline.discount[periods[0]] if len(periods) == 1 else 1.0  # then in its own period's money
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
        f"unbounded / 无界: {name} {does}{with_it}; a round gains / 每轮获利 {gains.sum() / discount:.6g}",
        f"{table}.csv",
        "write a quantity or a capacity where it is blank / 请在空白处填写数量或产能",
    )


def _round(arrays: Arrays) -> Floats | None:
    """Return the best way, of a total size of 1, to run with finite bounds shut: a corner is one round."""
    from scipy import sparse  # slow to import, and only a programme without an optimum needs it

    together = sparse.csc_array(np.ones((1, arrays.gain.size)))
    matrix = sparse.csc_array(sparse.vstack([matrix_of(arrays), together], format="csc"))
    return _optimum(
        replace(
            arrays,
            lower=np.zeros_like(arrays.lower),
            upper=np.where(np.isinf(arrays.upper), np.inf, 0.0),
            row_lower=np.append(np.where(np.isinf(arrays.row_lower), -np.inf, 0.0), -np.inf),
            row_upper=np.append(np.where(np.isinf(arrays.row_upper), np.inf, 0.0), 1.0),
            start=matrix.indptr.astype(np.int32),
            index=matrix.indices.astype(np.int32),
            value=matrix.data.astype(np.float64),
        )
    )


def _optimum(arrays: Arrays) -> Floats | None:
    method = Method("ipx") if arrays.gain.size > LARGE else Method()
    highs = load(arrays, method.options(arrays.integer.size > 0))
    return np.array(highs.getSolution().col_value) if run(highs) in OPTIMAL else None
