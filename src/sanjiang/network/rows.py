"""What binds a network, as rows of its programme: balances, lanes, what is built, named limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sanjiang.network.balances import Balances
from sanjiang.network.columns import Columns, Floats, Integers, Places, limits, sorted_table
from sanjiang.network.row_checks import matches
from sanjiang.network.schema import TABLES
from sanjiang.network.tables import Network
from sanjiang.network.timeline import Timeline

Entries = tuple[Places, Places, Floats]
"""Rows within their kind, columns in the programme, and values of a sparse matrix's entries."""
Kinds = Mapping[str, Columns]
NO_ENTRIES: Entries = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of one kind.

    Parameters
    ----------
    name : str
        ``balances``, ``lanes``, ``standing`` (what is built bounds what it runs), ``largest`` and ``smallest`` (what is
        built in lumps), or ``limits``.
    frame : polars.DataFrame
        What they are about; a row is one of its rows in one period.
    row, period : int arrays, shape (rows,)
        Period −1 means all of them.
    lower, upper : float arrays, shape (rows,)
    entries : Entries
        Of balances none: `Balances` tells them, a period at a time.
    """

    name: str
    frame: pl.DataFrame
    row: Integers
    period: Integers
    lower: Floats
    upper: Floats
    entries: Entries

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self.row.size


def rows_of(network: Network, timeline: Timeline, kinds: Kinds, balances: Balances) -> Iterator[Rows]:
    """Yield every kind of row in the order in which they stand in the programme."""
    yield _balances(balances)
    yield _lanes(network, timeline, kinds["flows"])
    yield _standing(kinds)
    yield from _lumps(kinds)
    yield _limits(network, timeline, kinds)


def _balances(balances: Balances) -> Rows:
    row, period = balances.places()
    size = balances.size
    return Rows("balances", balances.frame, row, period, *_bounds(size, 0.0, np.inf), NO_ENTRIES)


def _lanes(network: Network, timeline: Timeline, flows: Columns) -> Rows:
    """A lane of finite capacity: the total over products, per direction and period."""
    lanes = network.table("lanes").with_row_index("lane").sort(TABLES["lanes"].key)
    lanes = lanes.filter(pl.col("capacity").is_not_null())
    count, height = len(timeline.names), lanes.height
    number = np.full(network.table("lanes").height, -1, dtype=np.int64)
    number[lanes["lane"].to_numpy()] = np.arange(height)
    of = number[flows.rows["lane"].to_numpy()] if flows.size else np.zeros(0, dtype=np.int64)
    bound = np.flatnonzero(of[flows.row] >= 0)
    rows = of[flows.row[bound]] + flows.period[bound].astype(np.int64) * height
    row = np.tile(np.arange(height, dtype=np.int32), count)
    period = np.repeat(np.arange(count, dtype=np.int32), height)
    upper = limits(lanes["capacity"])[row]
    entries = (rows, bound + flows.first, np.ones(bound.size))
    return Rows("lanes", lanes, row, period, np.broadcast_to(-np.inf, row.size), upper, entries)


def _standing(kinds: Kinds) -> Rows:
    """What is built runs no more than what stands by then."""
    new, builds = kinds["new"], kinds["builds"]
    height = new.frame.height
    own = (np.arange(new.size), new.places(), np.ones(new.size))
    count = int(new.period.max()) + 1 if new.size else 0
    lead = new.frame["lead_periods"].to_numpy().astype(np.int64)
    start = builds.period + lead[builds.row]
    many = np.maximum(count - start, 0)
    which = np.repeat(np.arange(builds.size), many)
    period = start[which] + np.arange(which.size) - np.repeat(np.cumsum(many) - many, many)
    rows = builds.row[which].astype(np.int64) + period * height
    stand = (rows, which + builds.first, np.full(which.size, -1.0))
    bounds = _bounds(new.size, -np.inf, 0.0)
    return Rows("standing", new.frame, new.row, new.period, *bounds, stacked([own, stand]))


def _lumps(kinds: Kinds) -> Iterator[Rows]:
    """A lump is as large as its bounds where it is chosen, and nothing where it is not."""
    builds, chosen = kinds["builds"], kinds["chosen"]
    height = builds.frame.height
    place = np.full(height * (int(builds.period.max()) + 1 if builds.size else 0), -1, dtype=np.int64)
    place[builds.row + builds.period.astype(np.int64) * height] = builds.places()
    sizes = place[chosen.row + chosen.period.astype(np.int64) * height] if chosen.size else np.zeros(0, dtype=np.int64)
    each = np.arange(chosen.size)
    least = chosen.frame["min_size"].fill_null(0.0).to_numpy()
    for name, bound, low, high in (
        ("largest", limits(chosen.frame["max_size"]), -np.inf, 0.0),
        ("smallest", least, 0.0, np.inf),
    ):
        values = -bound[chosen.row] if chosen.size else np.zeros(0)
        entries = stacked([(each, sizes, np.ones(each.size)), (each, chosen.places(), values)])
        kept = entries[2] != 0
        entries = (entries[0][kept], entries[1][kept], entries[2][kept])
        yield Rows(name, chosen.frame, chosen.row, chosen.period, *_bounds(each.size, low, high), entries)


def _bounds(size: int, low: float, high: float) -> tuple[Floats, Floats]:
    """Return the same bounds for all rows of a kind; they take no memory."""
    return np.broadcast_to(low, size), np.broadcast_to(high, size)


COUNTED = {
    "plants": ("activity",),
    "processes": ("activity", "new"),
    "lanes": ("flows",),
    "freight": ("flows",),
    "supplies": ("purchases",),
    "demands": ("sales",),
    "candidates": ("builds",),
    "stores": ("stock",),
}
"""Which columns a limit's term counts, by table."""
ROUNDING = 1e-14
ONCE = ("builds", "stock")
"""What is counted once over all periods; what goes on year by year is counted in each of its years."""


def _limits(network: Network, timeline: Timeline, kinds: Kinds) -> Rows:
    """Named totals: of each period, of one, or of all periods and their years."""
    frame = sorted_table(network, "limits")
    count = len(timeline.names)
    named = timeline.positions(frame["period"], -1)
    every = (frame["period"] == "all").fill_null(False).to_numpy()
    places = [
        (i, t)
        for i in range(frame.height)
        for t in ([-1] if every[i] else range(count) if named[i] < 0 else [int(named[i])])
    ]
    row, period = (np.array([p[k] for p in places], dtype=np.int32) for k in (0, 1))
    amount = frame["amount"].to_numpy()[row]
    sense = frame["sense"].to_numpy()[row]
    names = frame["limit"].to_numpy()[row]
    terms = sorted_table(network, "limit_terms").iter_rows(named=True)
    counted = [
        entry
        for term in terms
        for entry in _terms(term, np.flatnonzero(names == term["limit"]), period, timeline, kinds)
    ]
    lower, upper = np.where(sense == "<=", -np.inf, amount), np.where(sense == ">=", np.inf, amount)
    return Rows("limits", frame, row, period, lower, upper, summed(stacked(counted)))


def _terms(
    term: Mapping[str, Any], mine: Places, period: Integers, timeline: Timeline, kinds: Kinds
) -> Iterator[Entries]:
    """Yield what a term counts in each row of its limit."""
    for name in COUNTED[term["table"]]:
        kind = kinds[name]
        meant = kind.frame.with_columns(meant=matches(term["table"], term["key"]))["meant"]
        chosen = meant.to_numpy()[kind.row]
        for at in mine:
            inside = np.flatnonzero(chosen & ((period[at] < 0) | (kind.period == period[at])))
            weight = (
                timeline.years[kind.period[inside]] if period[at] < 0 and name not in ONCE else np.ones(inside.size)
            )
            yield np.full(inside.size, at), inside + kind.first, term["per_unit"] * weight


def stacked(entries: list[Entries]) -> Entries:
    """Return entries as one."""
    if not entries:
        return NO_ENTRIES
    rows, columns, values = zip(*entries, strict=True)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def summed(entries: Entries) -> Entries:
    """Return entries with those of the same place added up, as when two terms of a limit count the same column.

    What is left by rounding alone of terms that cancel is nothing.
    """
    rows, columns, values = entries
    if not rows.size:
        return entries
    width = int(columns.max()) + 1
    places, inverse = np.unique(rows * width + columns, return_inverse=True)
    totals, sizes = (np.bincount(inverse, weights=told).astype(np.float64) for told in (values, np.abs(values)))
    kept = np.abs(totals) > ROUNDING * sizes
    return places[kept] // width, places[kept] % width, totals[kept]
