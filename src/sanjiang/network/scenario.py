"""What if: a plant late, demand a tenth higher, a lane shut, another price — on the same programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
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
    columns = {name: kind.frame for name, kind in labels.columns.items()}
    rows = {name: labels.rows[name].frame for name in ("lanes", "limits")}
    shut = np.zeros(labels.columns["flows"].frame.height, dtype=bool)
    for change in scenario.changes:
        _check(change, scenario.name)
        kinds = COLUMNS[change.table, change.column]
        met = [_change(columns, name, column, change, labels) for name, column in kinds]
        if (change.table, change.column) == ("lanes", "capacity"):
            met = [_change(rows, "lanes", "capacity", change, labels)]
            if not met[0]:
                shut |= _shut(columns["flows"], change, scenario.name)
                met = [bool(shut.any())]
        elif change.table == "limits":
            met = [_change(rows, "limits", "amount", change, labels)]
        if not any(met):
            raise _no_row(change, scenario.name)
        figures = [columns[name][column] for name, column in kinds]
        if change.table == "lanes" and change.column == "capacity":
            figures.append(rows["lanes"]["capacity"])
        _at_least_nothing(change, figures, scenario.name)
    return _rows(_columns(arrays, labels, columns, shut), labels, rows)


def _change(frames: dict[str, pl.DataFrame], name: str, column: str, change: Change, labels: Labels) -> bool:
    """Change a column of a kind's rows in `frames`; return whether any row is meant."""
    frame = frames[name]
    keyed = _limit_key(change.key) if change.table == "limits" else matches(change.table, change.key)
    met = frame.select(pl.lit(True).and_(keyed).alias("met"))["met"]
    if not met.any():
        return False
    if column in ("from", "to"):
        frames[name] = _shifted(frame, met, change, labels)
    else:
        new = pl.when(pl.lit(met)).then(change.of(pl.col(column))).otherwise(pl.col(column))
        frames[name] = frame.with_columns(new.alias(column))
    return True


def _columns(arrays: Arrays, labels: Labels, frames: Mapping[str, pl.DataFrame], shut: npt.NDArray[np.bool_]) -> Arrays:
    """Return the programme with the gain and bounds that changed rows give."""
    gain, lower, upper = arrays.gain.copy(), arrays.lower.copy(), arrays.upper.copy()
    for name, kind in labels.columns.items():
        if frames[name] is kind.frame:
            continue
        before, after = kind.vectors(labels.timeline), kind.vectors(labels.timeline, frames[name])
        for target, part in ((gain, "gain"), (lower, "lower"), (upper, "upper")):
            old, new = getattr(before, part), getattr(after, part)
            moved = old != new
            target[kind.places()[moved]] = new[moved]
    if shut.any():
        flows = labels.columns["flows"]
        upper[flows.places()[shut[flows.row]]] = 0.0
    return replace(arrays, gain=gain, lower=lower, upper=upper)


def _rows(arrays: Arrays, labels: Labels, frames: Mapping[str, pl.DataFrame]) -> Arrays:
    """Return the programme with the bounds that limits and lanes now have."""
    lower, upper = arrays.row_lower.copy(), arrays.row_upper.copy()
    for name, column in (("lanes", "capacity"), ("limits", "amount")):
        rows = labels.rows[name]
        if frames[name] is rows.frame:
            continue
        amount = limits(frames[name][column])[rows.row]
        place = labels.row_slice(name)
        for target, own in ((lower, rows.lower), (upper, rows.upper)):
            target[place] = np.where(np.isfinite(own), amount, own)
    return replace(arrays, row_lower=lower, row_upper=upper)


def _shut(flows: pl.DataFrame, change: Change, scenario: str) -> npt.NDArray[np.bool_]:
    """Return the flows of a lane without a capacity, which has no row but can be shut all the same."""
    met = flows.select(pl.lit(True).and_(matches("lanes", change.key)).alias("met"))["met"]
    if met.any() and (change.value != 0 or change.plus != 0):
        raise NetworkError(
            f"the lane {change.key} has no capacity to change, only to shut / 线路未写运力, 只能关闭",
            f"scenario {scenario}",
            "write its capacity in lanes.csv, however large / 请先在 lanes.csv 中写上运力",
        )
    return np.broadcast_to(met.to_numpy(), flows.height)


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


def _at_least_nothing(change: Change, figures: Sequence[pl.Series], scenario: str) -> None:
    """Refuse sizes and distances below nothing; prices and costs may be."""
    if change.column in ("price", "cost", "from", "to"):
        return
    for least in (series.min() for series in figures):
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
