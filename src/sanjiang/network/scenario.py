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
from sanjiang.network.schema import LARGEST, TERMS

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
    ("lanes", "capacity"): (("lanes", "capacity"),),
    ("limits", "amount"): (("limits", "amount"),),
}
"""Which figures a scenario may change, and in which frames of columns and rows they stand."""
SIGNED = ("price", "cost", "amount")
"""Figures that may be below nothing."""
OPEN = ("capacity", "quantity")
"""Figures that may be without end."""


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
    frames = {name: labels.rows[name].frame for name in ("lanes", "limits")}
    frames |= {name: kind.frame for name, kind in labels.columns.items()}
    shut = np.zeros(labels.columns["flows"].frame.height, dtype=bool)
    for change in scenario.changes:
        _check(change, scenario.name)
        places = COLUMNS[change.table, change.column]
        met = [_change(frames, name, column, change, labels) for name, column in places]
        if (change.table, change.column) == ("lanes", "capacity"):
            free = _without_capacity(labels, change)
            if free.any() and (change.value is not None or not any(met)):
                _only_shut(change, scenario.name)
                shut |= free
            met.append(bool(free.any()))
        if not any(met):
            raise _no_row(change, scenario.name)
        _within_bounds(change, [frames[name][column] for name, column in places], scenario.name)
    return _rows(_columns(arrays, labels, frames, shut), labels, frames)


def _change(frames: dict[str, pl.DataFrame], name: str, column: str, change: Change, labels: Labels) -> bool:
    """Change a column in `frames`, in the rows that the tables' own figures mean; return whether there are any."""
    told = labels.rows[name].frame if name in labels.rows else labels.columns[name].frame
    met = _meant(told, change)
    if not met.any():
        return False
    if column in ("from", "to"):
        frames[name] = _shifted(frames[name], met, change, labels)
    else:
        old = pl.coalesce("cost", "process_cost") if (name, column) == ("activity", "cost") else pl.col(column)
        new = pl.when(pl.lit(met)).then(change.of(old)).otherwise(pl.col(column))
        frames[name] = frames[name].with_columns(new.alias(column))
    return True


def _meant(frame: pl.DataFrame, change: Change) -> pl.Series:
    """Tell which rows a change's key means."""
    keyed = _limit_key(change.key) if change.table == "limits" else matches(change.table, change.key)
    return frame.with_columns(keyed.fill_null(False).alias("meant"))["meant"]


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


def _without_capacity(labels: Labels, change: Change) -> npt.NDArray[np.bool_]:
    """Return the flows of the lanes meant that have no capacity: they have no row, but can be shut all the same."""
    flows = labels.columns["flows"].frame
    free = ~flows["lane"].is_in(labels.rows["lanes"].frame["lane"].implode())
    return (_meant(flows, change) & free).to_numpy()


def _only_shut(change: Change, scenario: str) -> None:
    if change.value != 0 or change.plus != 0:
        raise NetworkError(
            f"the lane {change.key} has no capacity to change, only to shut / 线路未写运力, 只能关闭",
            f"scenario {scenario}",
            "write its capacity in lanes.csv, however large / 请先在 lanes.csv 中写上运力",
        )


def _shifted(frame: pl.DataFrame, met: pl.Series, change: Change, labels: Labels) -> pl.DataFrame:
    """Return the plants with their first or last period moved by whole periods; past either end, they never run."""
    names = labels.timeline.names
    last = len(names) - 1
    place = labels.timeline.positions(frame[change.column], 0 if change.column == "from" else last)
    moved = place + int(change.plus)
    never = met.to_numpy() & ((moved > last) if change.column == "from" else (moved < 0))
    told = pl.Series([names[min(max(m, 0), last)] for m in moved], dtype=pl.String)
    return frame.with_columns(
        pl.when(met).then(told).otherwise(pl.col(change.column)).alias(change.column),
        capacity=pl.when(pl.Series(never)).then(0.0).otherwise("capacity"),
    )


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
    figures = [change.times, change.plus, 0.0 if change.value is None else change.value]
    endless = change.column in OPEN and change.value == np.inf
    if not np.isfinite(figures[:2] if endless else figures).all():
        raise NetworkError(f"{told}: not a number / 不是数", where, "give finite numbers / 请给出有限的数")
    if change.column in ("from", "to") and (change.value is not None or change.times != 1 or change.plus % 1):
        raise NetworkError(
            f"{told} moves by whole periods / 只能按整期移动", where, "give plus=1 or such / 请写 plus=1 之类"
        )


def _within_bounds(change: Change, figures: Sequence[pl.Series], scenario: str) -> None:
    """Refuse sizes and distances below nothing, and what the solver cannot take."""
    if change.column in ("from", "to"):
        return
    for series in figures:
        told = series.drop_nulls().to_numpy()
        least, most = told.min(initial=0.0), np.abs(told).max(initial=0.0)
        if least < 0 and change.column not in SIGNED:
            beyond = f"{least:g}, below 0 / 低于 0"
        elif most > LARGEST and change.column not in OPEN:
            beyond = f"{most:g}, beyond {LARGEST:g} / 超出 {LARGEST:g}"
        else:
            continue
        raise NetworkError(
            f"{change.table}.{change.column} of {change.key} becomes {beyond}",
            f"scenario {scenario}",
            "change it by less / 请改小一些",
        )


def _no_row(change: Change, scenario: str) -> NetworkError:
    return NetworkError(
        f"{change.key!r} matches no row of {change.table} / 没有匹配的行",
        f"scenario {scenario}",
        f"take names from {change.table}.csv, * for any / 请用 {change.table}.csv 中的名称",
    )
