"""A network as the arrays of one programme, and what each of its columns and rows means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import polars.selectors as cs

from sanjiang.network.balances import Balances
from sanjiang.network.columns import Columns, Floats, Integers, columns_of
from sanjiang.network.rows import Entries, Rows, rows_of, stacked
from sanjiang.network.tables import Network
from sanjiang.network.timeline import Timeline

if TYPE_CHECKING:
    from scipy import sparse

NO_INTEGERS: Integers = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Maximise gain·x, subject to lower ≤ x ≤ upper and row_lower ≤ A·x ≤ row_upper.

    Parameters
    ----------
    gain, lower, upper : float arrays, shape (columns,)
        Money per unit of a column, and its bounds.
    row_lower, row_upper : float arrays, shape (rows,)
    start, index, value : arrays, shapes (columns + 1,), (entries,), (entries,)
        A, compressed by column.
    integer : int array
        The columns that must be whole.
    """

    gain: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: Integers
    index: Integers
    value: Floats
    integer: Integers = field(default_factory=lambda: NO_INTEGERS)


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """What the columns and rows mean.

    Parameters
    ----------
    timeline : Timeline
    columns : mapping of str to Columns
        In the order in which they stand.
    rows : mapping of str to Rows
    first_row : mapping of str to int
        The place of each kind's first row.
    """

    timeline: Timeline
    columns: Mapping[str, Columns]
    rows: Mapping[str, Rows]
    first_row: Mapping[str, int]

    def column_frame(self, name: str) -> pl.DataFrame:
        """Return what each column of a kind is: its row, and its period where the network has periods."""
        kind = self.columns[name]
        return self._with_period(_named(kind.frame)[kind.row], kind.period)

    def row_frame(self, name: str) -> pl.DataFrame:
        """Return what each row of a kind is: its row, and its period where the network has periods."""
        kind = self.rows[name]
        return self._with_period(kind.frame[kind.row], kind.period)

    def row_slice(self, name: str) -> slice:
        """Return where the rows of a kind stand."""
        first = self.first_row[name]
        return slice(first, first + self.rows[name].size)

    def _with_period(self, frame: pl.DataFrame, period: Integers) -> pl.DataFrame:
        if self.timeline.names == ("",):
            return frame.drop("period", strict=False)
        names = pl.Series("period", (*self.timeline.names, "all"), dtype=pl.String)
        return frame.with_columns(names.gather(np.where(period < 0, len(self.timeline.names), period)))


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame with its codes as names."""
    return frame.with_columns(cs.enum().cast(pl.String), cs.categorical().cast(pl.String))


def matrix_of(arrays: Arrays) -> sparse.csc_array:
    """Return A."""
    from scipy import sparse  # slow to import, and only doubts need it

    shape = (arrays.row_lower.size, arrays.gain.size)
    return sparse.csc_array((arrays.value, arrays.index, arrays.start), shape=shape)


def to_arrays(network: Network) -> tuple[Arrays, Labels]:
    """Return the programme of a network; the order of its tables' rows changes nothing.

    A balance stands for each (region, product, period) that some column touches; a lane has a row if its capacity is
    finite.
    """
    timeline = Timeline.of(network)
    columns = columns_of(network, timeline)
    gain, lower, upper = _vectors(columns, timeline)
    balances = Balances.of(network, timeline, columns)
    rows = {kind.name: kind for kind in rows_of(network, timeline, columns, balances)}
    first: dict[str, int] = {}
    height = 0
    for name, kind in rows.items():
        first[name] = height
        height += kind.size
    arrays = Arrays(
        gain,
        lower,
        upper,
        np.concatenate([kind.lower for kind in rows.values()]),
        np.concatenate([kind.upper for kind in rows.values()]),
        *_compressed(columns, balances, _others(rows, first), gain.size),
        columns["chosen"].places().astype(np.int32),
    )
    return arrays, Labels(timeline, columns, rows, first)


def _vectors(columns: Mapping[str, Columns], timeline: Timeline) -> tuple[Floats, Floats, Floats]:
    """Return gain and bounds of all columns, written a stretch at a time, so that little is held twice."""
    width = sum(kind.size for kind in columns.values())
    gain, lower, upper = np.empty(width), np.zeros(width), np.empty(width)
    for kind in columns.values():
        for at, vectors in kind.pieces(timeline):
            gain[at], upper[at] = vectors.gain, vectors.upper
            if vectors.lower.any():  # else the zeros stay untouched, and take no memory
                lower[at] = vectors.lower
    return gain, lower, upper


def _others(rows: Mapping[str, Rows], first: Mapping[str, int]) -> Entries:
    """Return the entries of all rows but balances, by column."""
    parts = [(kind.entries, first[name]) for name, kind in rows.items() if kind.entries[0].size]
    row, column, value = stacked([(entries[0] + start, entries[1], entries[2]) for entries, start in parts])
    order = np.lexsort((row, column))
    return row[order], column[order], value[order]


def _compressed(
    columns: Mapping[str, Columns], balances: Balances, others: Entries, width: int
) -> tuple[Integers, Integers, Floats]:
    """Return start, index and value of A, each written once, in place."""
    row, column, amount = others
    start = np.zeros(width + 1, dtype=np.int32)
    for kind in columns.values():
        balances.count(kind, start[1:][kind.span])
    own = start[column + 1]
    counted, many = np.unique(column, return_counts=True)
    start[counted + 1] += many.astype(np.int32)
    np.cumsum(start, out=start)
    index = np.empty(int(start[-1]), dtype=np.int32)
    value = np.empty(index.size)
    for kind in columns.values():
        balances.fill(kind, start[kind.span], index, value)
    to = start[column] + own + np.arange(column.size) - np.repeat(np.cumsum(many) - many, many)
    index[to], value[to] = row, amount
    return start, index, value
