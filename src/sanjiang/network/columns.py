"""What a network may do, as columns of its programme: run, ship, sell, buy, store, build — one a row and period."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from sanjiang.network.joined import Joined
from sanjiang.network.schema import TABLES
from sanjiang.network.tables import Network
from sanjiang.network.timeline import Timeline

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Table = pl.DataFrame | Joined
TOGETHER = 8_192
"""As many columns are made at once, so that what is only on the way takes little memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """Money per unit, discounted, and bounds of some columns; float arrays, shape (columns,)."""

    gain: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """The columns of one kind.

    Parameters
    ----------
    name : str
        ``activity``, ``flows``, ``sales``, ``purchases``, ``stock``, ``new`` (activity of what is built), ``builds``
        (its size) or ``chosen`` (whether it is built, where that matters).
    rows : polars.DataFrame or Joined
        A column is one of them in one period; `frame` is the same as a table.
    periods : int
        The first so many periods, one after the other, each with all rows: the grid of what there might be.
    kept : int array, shape (columns,), or None
        The places of the grid that are columns; None where all are.
    first : int
        The place of its first column in the programme.
    """

    name: str
    rows: pl.DataFrame | Joined
    periods: int
    kept: Places | None = None
    first: int = 0

    @property
    def frame(self) -> pl.DataFrame:
        """Its rows as a table."""
        return self.rows.frame if isinstance(self.rows, Joined) else self.rows

    @property
    def size(self) -> int:
        """How many columns there are."""
        return self.rows.height * self.periods if self.kept is None else self.kept.size

    @property
    def row(self) -> Integers:
        """The row of each column; int array, shape (columns,)."""
        return self.part(0, self.size)[0]

    @property
    def period(self) -> Integers:
        """The period of each column, in ascending order; int array, shape (columns,)."""
        return self.part(0, self.size)[1]

    def part(self, begin: int, end: int) -> tuple[Integers, Integers]:
        """Return row and period of a stretch of columns: worked out when asked for, as there may be very many."""
        place = np.arange(begin, end) if self.kept is None else self.kept[begin:end]
        period, row = np.divmod(place.astype(np.int32), np.int32(max(self.rows.height, 1)))
        return row, period

    @property
    def span(self) -> slice:
        """Where they stand in the programme."""
        return slice(self.first, self.first + self.size)

    def spans(self) -> Iterator[tuple[int, int, int]]:
        """Yield stretches of columns of one period: the period, the first column and the one after the last."""
        edges = np.arange(self.periods + 1) * self.rows.height
        if self.kept is not None:
            edges = np.searchsorted(self.kept, edges)
        for period, (start, end) in enumerate(pairwise(edges.tolist())):
            for first in range(start, end, TOGETHER):
                yield period, first, min(first + TOGETHER, end)

    def places(self) -> Places:
        """Return the place of each column in the programme."""
        return np.arange(self.first, self.first + self.size)

    def vectors(self, timeline: Timeline, frame: pl.DataFrame | None = None) -> Vectors:
        """Return gain and bounds of all columns; `frame` may stand in for the own one, its rows being the same."""
        told = self.frame if frame is None else frame
        return self._part(told, KINDS[self.name](told, timeline), timeline, (0, self.size))

    def pieces(self, timeline: Timeline) -> Iterator[tuple[slice, Vectors]]:
        """Yield stretches of the columns, by their place in the programme, with their gain and bounds."""
        rows = KINDS[self.name](self.rows, timeline)
        for _, begin, end in self.spans():
            part = self._part(self.rows, rows, timeline, (begin, end))
            yield slice(self.first + begin, self.first + end), part

    def _part(self, frame: Table, rows: Vectors, timeline: Timeline, part: tuple[int, int]) -> Vectors:
        row, period = self.part(*part)
        if self.name in ("builds", "chosen"):
            lead = self.rows["lead_periods"].to_numpy().astype(np.int64)
            discount = timeline.standing(lead)[row, period]
        else:
            discount = timeline.discount[period]
        upper = rows.upper[row]
        if self.name == "activity":
            start, end = _windows(frame, timeline)
            upper[(period < start[row]) | (period > end[row])] = 0.0
        return Vectors(rows.gain[row] * discount, rows.lower[row], upper)


def columns_of(network: Network, timeline: Timeline) -> dict[str, Columns]:
    """Return every kind of column in the order in which they stand in the programme."""
    count = len(timeline.names)
    activity, flows = _activity(network), _flows(network)
    sales, purchases, stores = (_with_units(network, name) for name in ("demands", "supplies", "stores"))
    candidates = _candidates(network)
    kinds = (
        Columns("activity", activity, count),
        Columns("flows", flows, count),
        Columns("sales", sales, count, _told(sales, timeline)),
        Columns("purchases", purchases, count, _told(purchases, timeline)),
        Columns("stock", stores, count - 1),  # it starts and ends at nothing
        Columns("new", candidates, count),
        Columns("builds", candidates, count, np.flatnonzero(_useful(candidates, timeline))),
        Columns("chosen", candidates, count, np.flatnonzero(_useful(candidates, timeline) & _lumpy(candidates))),
    )
    placed: dict[str, Columns] = {}
    first = 0
    for kind in kinds:
        placed[kind.name] = replace(kind, first=first)
        first += kind.size
    return placed


def sorted_table(network: Network, name: str) -> pl.DataFrame:
    """Return a table in the order of its key, so that the order of its rows changes nothing."""
    return network.table(name).sort(TABLES[name].key)


def limits(series: pl.Series) -> Floats:
    """Return upper bounds; blank is unlimited."""
    return np.array(series.cast(pl.Float64).fill_null(np.inf).to_numpy())


# ---- the rows of each kind --------------------------------------------------------------------------------------


def _activity(network: Network) -> pl.DataFrame:
    told = network.table("processes").select("process", "unit", process_cost="cost")
    return sorted_table(network, "plants").join(told, on="process", maintain_order="left")


def _flows(network: Network) -> Joined:
    """Return one row per lane and tradable product that its mode carries: there may be very many."""
    products = network.table("products").filter("tradable").select("product", "unit")
    carried = network.table("freight").select("mode", "product", "fixed", "per_km").join(products, on="product")
    carried = carried.sort("mode", "product")
    lanes = network.table("lanes").select("origin", "destination", "mode", "distance_km", "loss").with_row_index("lane")
    lanes = lanes.sort(TABLES["lanes"].key)
    modes = pl.Enum(pl.concat([lanes["mode"], carried["mode"]]).unique().sort())
    mode, own = (frame["mode"].cast(modes).to_physical().to_numpy() for frame in (lanes, carried))
    edges = np.searchsorted(own, np.arange(len(modes.categories) + 1)).astype(np.int32)
    first, many = edges[mode], edges[mode + 1] - edges[mode]
    lane = np.repeat(np.arange(lanes.height, dtype=np.int32), many)
    before = np.cumsum(many, dtype=np.int32) - many
    good = np.arange(lane.size, dtype=np.int32) + np.repeat(first - before, many)
    return Joined(lanes, carried.drop("mode"), lane, good)


def _with_units(network: Network, name: str) -> pl.DataFrame:
    units = network.table("products").select("product", "unit")
    return sorted_table(network, name).join(units, on="product", maintain_order="left")


def _candidates(network: Network) -> pl.DataFrame:
    """Return what may be built, with the cost and life of its process."""
    told = network.table("processes").select("process", "unit", "cost", "life_years", process_capex="capex")
    frame = sorted_table(network, "candidates").join(told, on="process", maintain_order="left")
    return frame.with_columns(capex=pl.coalesce("capex", "process_capex").fill_null(0.0))


# ---- in which periods -------------------------------------------------------------------------------------------


def _told(frame: pl.DataFrame, timeline: Timeline) -> Places | None:
    """Return the places of each row in its period, and in every one where it names none; None where none does."""
    place = timeline.positions(frame["period"], -1)
    if (place < 0).all():
        return None
    return np.flatnonzero((place < 0) | (place == np.arange(len(timeline.names))[:, np.newaxis]))


def _windows(plants: Table, timeline: Timeline) -> tuple[Integers, Integers]:
    """Return the first and the last period in which each plant may run."""
    return timeline.positions(plants["from"], 0), timeline.positions(plants["to"], len(timeline.names) - 1)


def _useful(candidates: pl.DataFrame, timeline: Timeline) -> npt.NDArray[np.bool_]:
    """Tell what would stand before the end if it were built then; shape (periods, rows)."""
    count = len(timeline.names)
    stands: npt.NDArray[np.bool_] = np.arange(count)[:, np.newaxis] + candidates["lead_periods"].to_numpy() < count
    return stands


def _lumpy(candidates: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell what is built in lumps: with a fixed cost or a least size; shape (rows,)."""
    lumpy = (pl.col("fixed_cost") > 0) | (pl.col("min_size").fill_null(0.0) > 0)
    return candidates.select(lumpy).to_series().to_numpy()


# ---- gain and bounds of each row, undiscounted ------------------------------------------------------------------


def _runs(frame: Table, _: Timeline) -> Vectors:
    cost = frame["cost"].zip_with(frame["cost"].is_not_null(), frame["process_cost"]).to_numpy()
    return Vectors(-cost, np.zeros(frame.height), limits(frame["capacity"]))


def _ships(frame: Table, _: Timeline) -> Vectors:
    gain = frame["per_km"].to_numpy() * frame["distance_km"].to_numpy()
    gain += frame["fixed"].to_numpy()
    np.negative(gain, out=gain)
    return Vectors(gain, np.broadcast_to(0.0, frame.height), np.broadcast_to(np.inf, frame.height))


def _sells(frame: Table, _: Timeline) -> Vectors:
    return Vectors(frame["price"].to_numpy(), frame["minimum"].to_numpy(), limits(frame["quantity"]))


def _buys(frame: Table, _: Timeline) -> Vectors:
    return Vectors(-frame["price"].to_numpy(), np.zeros(frame.height), limits(frame["quantity"]))


def _stores(frame: Table, _: Timeline) -> Vectors:
    return Vectors(-frame["cost"].to_numpy(), np.zeros(frame.height), limits(frame["capacity"]))


def _runs_new(frame: Table, _: Timeline) -> Vectors:
    return Vectors(-frame["cost"].to_numpy(), np.zeros(frame.height), np.full(frame.height, np.inf))


def _builds(frame: Table, timeline: Timeline) -> Vectors:
    yearly = frame["capex"].to_numpy() * timeline.annuity(frame["life_years"].to_numpy())
    return Vectors(-yearly, np.zeros(frame.height), limits(frame["max_size"]))


def _chooses(frame: Table, _: Timeline) -> Vectors:
    return Vectors(-frame["fixed_cost"].to_numpy(), np.zeros(frame.height), np.ones(frame.height))


KINDS: Mapping[str, Callable[[Table, Timeline], Vectors]] = {
    "activity": _runs,
    "flows": _ships,
    "sales": _sells,
    "purchases": _buys,
    "stock": _stores,
    "new": _runs_new,
    "builds": _builds,
    "chosen": _chooses,
}
