"""What if: a plant late, demand a tenth higher, a lane shut, another price — on the same programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from sanjiang.core.errors import NetworkError
from sanjiang.network.arrays import Arrays, Labels
from sanjiang.network.columns import limits
from sanjiang.network.problem import suggest
from sanjiang.network.row_checks import matches
from sanjiang.network.schema import TERMS

KEYS: dict[str, tuple[str, ...]] = {**TERMS, "limits": ("limit", "period")}
COLUMNS: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = {
    ("plants", "capacity"): (("activity", "capacity"),),
    ("plants", "cost"): (("activity", "cost"),),
    ("plants", "from"): (("activity", "from"),),
    ("plants", "to"): (("activity", "to"),),
    ("processes", "cost"): (("activity", "process_cost"), ("new", "cost")),
    ("freight", "fixed"): (("flows", "fixed"),),
    ("freight", "per_km"): (("flows", "per_km"),),
    ("lanes", "distance_km"): (("flows", "distance_km"),),
    ("supplies", "quantity"): (("purchases", "quantity"),),
    ("supplies", "price"): (("purchases", "price"),),
    ("demands", "quantity"): (("sales", "quantity"),),
    ("demands", "minimum"): (("sales", "minimum"),),
    ("demands", "price"): (("sales", "price"),),
    ("stores", "capacity"): (("stock", "capacity"),),
    ("stores", "cost"): (("stock", "cost"),),
    ("candidates", "capex"): (("builds", "capex"),),
    ("candidates", "fixed_cost"): (("chosen", "fixed_cost"),),
    ("lanes", "capacity"): (),
    ("limits", "amount"): (),
}
"""Which figures a scenario may change, and in which rows of columns they stand."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of some rows of a table: the new figure is ``value``, or else ``times`` the old one, and ``plus``.

    Parameters
    ----------
    table, key, column : str
        The key is the row's key columns joined by ``|``, ``*`` for any: ``east|steel|*|*`` of `demands`.
    value, times, plus : float
        Of ``from`` and ``to``, `plus` counts periods.

    Examples
    --------
    A works that runs a period late; demand for steel a tenth higher; a lane shut; a price.

    >>> late = Change("plants", "works", "from", plus=1)
    >>> more = Change("demands", "*|steel|*|*", "quantity", times=1.1)
    >>> shut = Change("lanes", "west|east|rail", "capacity", value=0)
    >>> dear = Change("supplies", "west|ore|*|*", "price", value=12.0)
    """

    table: str
    key: str
    column: str
    value: float | None = None
    times: float = 1.0
    plus: float = 0.0

    def of(self, old: pl.Expr) -> pl.Expr:
        """Return the new figure."""
        base = old * self.times if self.value is None else pl.lit(self.value, dtype=pl.Float64)
        return base + self.plus


@dataclass(frozen=True, slots=True)
class Scenario:
    """Changes that hold together, under a name."""

    name: str
    changes: tuple[Change, ...]


def changed(arrays: Arrays, labels: Labels, scenario: Scenario) -> Arrays:
    """Return the programme of a scenario.

    Raises
    ------
    NetworkError
        If it names a table, column or row that is not there, or makes a figure that cannot be.
    """
    for change in scenario.changes:
        _check(change, scenario.name)
        if change.table == "limits" or (change.table, change.column) == ("lanes", "capacity"):
            arrays = _rows(arrays, labels, change, scenario.name)
        for name, column in COLUMNS[change.table, change.column]:
            arrays = _columns(arrays, labels, change, (name, column), scenario.name)
    return arrays


def _columns(arrays: Arrays, labels: Labels, change: Change, where: tuple[str, str], scenario: str) -> Arrays:
    """Return the programme with the gain and bounds that a kind of column now has."""
    name, column = where
    kind = labels.columns[name]
    met = kind.frame.select(pl.lit(True).and_(matches(change.table, change.key)).alias("met"))["met"]
    if not met.any():
        if name == "new":  # nothing is built of this process
            return arrays
        raise _no_row(change, scenario)
    if column in ("from", "to"):
        frame = _shifted(kind.frame, met, change, labels)
    else:
        new = pl.when(met).then(change.of(pl.col(column))).otherwise(pl.col(column))
        frame = kind.frame.with_columns(new.alias(column))
        if change.column not in ("price", "cost") and frame.filter(met)[column].min() is not None:
            _at_least_nothing(frame.filter(met)[column], change, scenario)
    before, after = (kind.vectors(labels.timeline, f) for f in (kind.frame, frame))
    gain, lower, upper = arrays.gain.copy(), arrays.lower.copy(), arrays.upper.copy()
    for target, old, now in (
        (gain, before.gain, after.gain),
        (lower, before.lower, after.lower),
        (upper, before.upper, after.upper),
    ):
        moved = old != now
        target[kind.places()[moved]] = now[moved]
    return replace(arrays, gain=gain, lower=lower, upper=upper)


def _rows(arrays: Arrays, labels: Labels, change: Change, scenario: str) -> Arrays:
    """Return the programme with the bounds that limits or lanes now have."""
    rows = labels.rows["lanes" if change.table == "lanes" else "limits"]
    keyed = matches(change.table, change.key) if change.table in TERMS else _limit_key(change.key)
    met = rows.frame.select(pl.lit(True).and_(keyed).alias("met"))["met"]
    if change.table == "lanes" and not met.any():
        return _shut(arrays, labels, change, scenario)
    if not met.any():
        raise _no_row(change, scenario)
    old = rows.frame[change.column]
    new = rows.frame.select(pl.when(met).then(change.of(pl.col(change.column))).otherwise(pl.col(change.column)))
    amount, moved = limits(new.to_series())[rows.row], met.to_numpy()[rows.row]
    place = labels.row_slice(rows.name)
    lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    for target in (lower, upper):
        own = target[place]
        target[place] = np.where(moved & np.isfinite(own), amount, own)
    if change.table == "lanes":
        _at_least_nothing(new.to_series().filter(met), change, scenario)
        upper[place] = np.where(moved, amount, upper[place])
    del old
    return replace(arrays, row_lower=lower, row_upper=upper)


def _shut(arrays: Arrays, labels: Labels, change: Change, scenario: str) -> Arrays:
    """A lane without a capacity has no row; it can be shut all the same."""
    flows = labels.columns["flows"]
    met = flows.frame.select(pl.lit(True).and_(matches("lanes", change.key)).alias("met"))["met"]
    if not met.any():
        raise _no_row(change, scenario)
    if change.value != 0 or change.plus != 0:
        raise NetworkError(
            f"the lane {change.key} has no capacity to change, only to shut / 线路未写运力, 只能关闭",
            f"scenario {scenario}",
            "write its capacity in lanes.csv, however large / 请先在 lanes.csv 中写上运力",
        )
    upper = arrays.upper.copy()
    upper[flows.places()[met.to_numpy()[flows.row]]] = 0.0
    return replace(arrays, upper=upper)


def _shifted(frame: pl.DataFrame, met: pl.Series, change: Change, labels: Labels) -> pl.DataFrame:
    """Return the plants with their first or last period moved by whole periods; past the end, it never runs."""
    names = labels.timeline.names
    last = len(names) - 1
    place = labels.timeline.positions(frame[change.column], 0 if change.column == "from" else last)
    moved = place + int(change.plus)
    if change.column == "from":
        never = met.to_numpy() & (moved > last)
        frame = frame.with_columns(capacity=pl.when(pl.Series(never)).then(0.0).otherwise("capacity"))
    told = pl.Series([names[min(max(m, 0), last)] for m in moved], dtype=pl.String)
    return frame.with_columns(pl.when(met).then(told).otherwise(pl.col(change.column)).alias(change.column))


def _limit_key(key: str) -> pl.Expr:
    name, _, period = key.partition("|")
    found = pl.lit(True) if name == "*" else pl.col("limit") == name
    if period in ("*", ""):
        return found & (pl.lit(True) if period == "*" or "|" not in key else pl.col("period").is_null())
    return found & (pl.col("period") == period)


def _check(change: Change, scenario: str) -> None:
    where = f"scenario {scenario}"
    told = f"{change.table}.{change.column}"
    if (change.table, change.column) not in COLUMNS:
        known = [f"{table}.{column}" for table, column in COLUMNS]
        raise NetworkError(
            f"a scenario cannot change {told} / 情景不能改这一项",
            where,
            suggest(told, known, f"one of / 可选: {', '.join(known)}"),
        )
    parts = len(change.key.split("|"))
    if parts != len(KEYS[change.table]) and change.table != "limits":
        raise NetworkError(
            f"{change.key!r} has {parts} parts, expected {'|'.join(KEYS[change.table])} / 键的段数不符",
            where,
            "join them by |, * for any / 以 | 连接, * 表示任意",
        )
    if not np.isfinite([change.times, change.plus]).all() or (change.value is not None and np.isnan(change.value)):
        raise NetworkError(f"{told}: not a number / 不是数", where, "give finite numbers / 请给出有限的数")


def _at_least_nothing(figures: pl.Series, change: Change, scenario: str) -> None:
    least = figures.min()
    if isinstance(least, float) and least < 0:
        raise NetworkError(
            f"{change.table}.{change.column} of {change.key} becomes {least:g}, below 0 / 低于 0",
            f"scenario {scenario}",
            "change it by less / 请改小一些",
        )


def _no_row(change: Change, scenario: str) -> NetworkError:
    return NetworkError(
        f"{change.key!r} matches no row of {change.table} / 没有匹配的行",
        f"scenario {scenario}",
        f"take names from {change.table}.csv, * for any / 请用 {change.table}.csv 中的名称",
    )
