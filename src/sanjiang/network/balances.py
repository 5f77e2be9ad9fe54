"""The balances: of each product at each region and in each period, what comes in is at least what goes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sanjiang.network.columns import Columns, Floats, Integers, Table
from sanjiang.network.joined import Joined, codes
from sanjiang.network.tables import Network
from sanjiang.network.timeline import Timeline


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """What the rows of a kind put into balances: for each of them a stretch of `goods` and `values`.

    Parameters
    ----------
    first : int array, shape (rows + 1,), or None
        Where each row's stretch begins; None where each row has one entry.
    goods : int array, shape (entries,)
        Numbers of (region, product).
    values : float array, shape (entries,)
    later : int
        The balance is so many periods after the column's own.
    """

    first: Integers | None
    goods: Integers
    values: Floats
    later: int = 0

    def counts(self, rows: Integers) -> Integers:
        """Return how many entries each of some rows has."""
        if self.first is None:
            return np.ones(rows.size, dtype=np.int32)
        return self.first[rows + 1] - self.first[rows]

    def stretch(self, rows: Integers, place: Integers) -> tuple[Integers, Integers]:
        """Return the place of each entry of some rows here, and where it goes if a row's go from `place`."""
        if self.first is None:
            return rows, place
        at = self.first[rows]
        many = self.first[rows + 1] - at
        before = np.cumsum(many, dtype=np.int32) - many
        within = np.arange(many.sum(), dtype=np.int32) - np.repeat(before, many)
        return within + np.repeat(at, many), within + np.repeat(place, many)


@dataclass(frozen=True, slots=True, eq=False)
class Balances:
    """Every balance that some column touches.

    Parameters
    ----------
    frame : polars.DataFrame
        Region, product and unit of each number of goods, in the order of their names.
    numbers : int array, shape (goods × periods,)
        The row of each balance, −1 where no column touches it.
    layers : mapping of str to list of Layer
        By kind of column.
    years : float array, shape (periods,)
    """

    frame: pl.DataFrame
    numbers: Integers
    layers: Mapping[str, list[Layer]]
    years: Floats

    @classmethod
    def of(cls, network: Network, timeline: Timeline, kinds: Mapping[str, Columns]) -> Balances:
        """Return the balances of a network."""
        regions, goods = network.table("regions")["region"].sort(), network.table("products").sort("product")
        products = goods["product"]
        where, what = np.repeat(np.arange(regions.len()), goods.height), np.tile(np.arange(goods.height), regions.len())
        frame = pl.DataFrame([regions.gather(where), products.gather(what), goods["unit"].gather(what)])
        layers = dict(_layers(network, kinds, pl.Enum(regions), pl.Enum(products)))
        used = np.zeros(frame.height * len(timeline.names), dtype=bool)
        for kind in kinds.values():
            for layer in layers.get(kind.name, ()):
                for period, start, end in kind.spans():
                    rows, _ = kind.part(start, end)
                    at, _ = layer.stretch(rows, rows)
                    used[layer.goods[at] + (period + layer.later) * frame.height] = True
        numbers = np.where(used, np.cumsum(used) - 1, -1).astype(np.int32)
        return cls(frame, numbers, layers, timeline.years)

    @property
    def size(self) -> int:
        """How many balances there are."""
        return int(self.numbers.max(initial=-1)) + 1

    def places(self) -> tuple[Integers, Integers]:
        """Return row of the frame and period of each balance."""
        period, row = np.divmod(np.flatnonzero(self.numbers >= 0).astype(np.int32), max(self.frame.height, 1))
        return row, period

    def count(self, kind: Columns, into: Integers) -> None:
        """Write how many balances each column of a kind has a part in."""
        for _, begin, end in kind.spans():
            rows, _ = kind.part(begin, end)
            for layer in self.layers.get(kind.name, ()):
                into[begin:end] += layer.counts(rows)

    def fill(self, kind: Columns, start: Integers, index: Integers, value: Floats) -> None:
        """Write a kind's entries into A, compressed by column; `start` says where each column of the kind begins."""
        for period, begin, end in kind.spans():
            (rows, _), place = kind.part(begin, end), start[begin:end]
            for layer in self.layers.get(kind.name, ()):
                at, to = layer.stretch(rows, place)
                index[to] = self.numbers[layer.goods[at] + (period + layer.later) * self.frame.height]
                value[to] = layer.values[at]
                if kind.name == "stock":  # an amount, where balances are per year
                    value[to] /= self.years[period + layer.later]
                place = place + layer.counts(rows)


def _layers(
    network: Network, kinds: Mapping[str, Columns], regions: pl.Enum, products: pl.Enum
) -> Iterator[tuple[str, list[Layer]]]:
    def goods(frame: Table, region: str = "region") -> Integers:
        told = ((region, regions), ("product", products))
        where, what = (frame.codes(*each) if isinstance(frame, Joined) else codes(frame, *each) for each in told)
        return np.asarray(where * np.int32(len(products.categories)) + what)

    def each(frame: Table, values: Floats, region: str = "region", later: int = 0) -> Layer:
        kept = values != 0  # what is lost whole arrives nowhere
        if kept.all():
            return Layer(None, goods(frame, region), values, later)
        first = np.concatenate([[0], np.cumsum(kept)]).astype(np.int32)
        return Layer(first, goods(frame, region)[kept], values[kept], later)

    flows, stock = kinds["flows"].rows, kinds["stock"].frame
    sales, purchases = kinds["sales"].frame, kinds["purchases"].frame
    leaving, arriving = np.broadcast_to(-1.0, flows.height), 1.0 - flows["loss"].to_numpy()
    if (arriving == 1.0).all():
        arriving = np.broadcast_to(1.0, flows.height)
    yield "flows", [each(flows, leaving, "origin"), each(flows, arriving, "destination")]
    yield "sales", [each(sales, np.full(sales.height, -1.0))]
    yield "purchases", [each(purchases, np.ones(purchases.height))]
    kept = 1.0 - stock["loss"].to_numpy()
    yield "stock", [each(stock, np.full(stock.height, -1.0)), each(stock, kept, later=1)]
    coefficients = network.table("coefficients").filter(pl.col("amount") != 0).select("process", "product", "amount")
    for name in ("activity", "new"):
        base = kinds[name].frame.select("process", "region").with_row_index("line")
        worked = base.join(coefficients, on="process").sort("line", "product")
        first = np.searchsorted(worked["line"].to_numpy(), np.arange(base.height + 1)).astype(np.int32)
        yield name, [Layer(first, goods(worked), worked["amount"].to_numpy())]
