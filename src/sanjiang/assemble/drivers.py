"""What may move the answers: prices, spread and unknowns together, and every figure of the library that has a range."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

import polars as pl

from sanjiang.assemble.plants import UNKNOWN
from sanjiang.assemble.tables import Level, Row, Tables
from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import Case, Driver, End
from sanjiang.core.evidence import Assumption
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Process, Product
from sanjiang.network import Network

PRICES = Assumption("market.prices")
"""Prices stand at a year's low or high all together."""

ATLAS_NAMES = {
    "market.distance_km": ("到外部市场的距离", "distance to the outside market"),
    "road.freight": ("公路运费", "road freight"),
    "road.fixed": ("装卸费", "loading and unloading"),
}
TAKES = "market.takes."
Pinned = Callable[[Figure], Tables]
"""The tables with one figure in the place of another."""


@dataclass(frozen=True)
class Base:
    """The base network with the rows that it was made of."""

    tables: Tables
    plants: tuple[Plant, ...]
    network: Network
    rows: dict[str, list[Row]]

    def changed(self, tables: Tables, prices: Level = "value", spread: Level = "value") -> Network:
        """Return the network of other figures.

        Where only numbers differ, they are put into the checked tables, which is many times faster than a new check.
        """
        rows = tables.rows(self.plants, prices, spread)
        frames = dict(self.network.tables)
        for name, new in rows.items():
            old = self.rows[name]
            if len(new) != len(old):
                return Network.from_rows(rows)
            columns = {c for a, b in zip(old, new, strict=True) for c in a if a[c] != b[c]}
            if columns:
                frames[name] = frames[name].with_columns(
                    pl.Series(c, [row[c] for row in new], dtype=frames[name].schema[c]) for c in sorted(columns)
                )
        return Network(frames)


def drivers(tables: Tables, plants: Sequence[Plant], network: Network) -> tuple[Driver, ...]:
    """Return what may move an answer about the base network, each alone.

    Parameters
    ----------
    tables : Tables
        With every figure at its value.
    plants : sequence of Plant
    network : Network
        What `tables` make of `plants`.
    """
    base = Base(tables, tuple(plants), network, tables.rows(plants))
    return (*_together(base), *(_driver(base, *named) for named in _figures(tables)))


def _together(base: Base) -> Iterator[Driver]:
    """Yield the readings that gaps' low–high is made of: prices, spread, unknown capacities."""

    def case(what: str, end: End) -> Case:
        if what == "unknown":
            return Case(what, what, base.network, unknown_high=end == "high")
        prices: Level = end if what == "prices" else "value"
        spread: Level = end if what == "spread" else "value"
        return Case(what, what, base.changed(base.tables, prices, spread))

    kept = cache(case)
    lost = base.tables.atlas.figure("market.spread")
    names = {
        "prices": (PRICES.assumption, "全部产品的价格年景", "the year's prices of all products"),
        "spread": ("market.spread", "对外买卖价差", "spread of the outside market"),
        "unknown": (UNKNOWN.assumption, "未写明的产能", "capacities that nobody states"),
    }
    for what, (name, zh, en) in names.items():
        if what == "spread":
            yield Driver(name, zh, en, lost.unit, lost.low, lost.high, None, partial(kept, what), lost.evidence)
        else:
            yield Driver(name, zh, en, None, None, None, None, partial(kept, what), (Assumption(name),))


def _driver(base: Base, name: str, names: tuple[str, str], process: str | None, figure: Figure, pin: Pinned) -> Driver:
    @cache
    def case(end: End) -> Case:
        value = figure.low if end == "low" else figure.high
        return Case(*names, base.changed(pin(replace(figure, value=value))))

    return Driver(name, *names, figure.unit, figure.low, figure.high, process, case, figure.evidence)


def _figures(tables: Tables) -> Iterator[tuple[str, tuple[str, str], str | None, Figure, Pinned]]:
    """Yield every figure of the network that is known within a range only, and how to put another in its place."""
    for name, names, process, figure, pin in (*_of_the_atlas(tables), *_of_the_chain(tables)):
        if figure.low < figure.high:
            yield name, names, process, figure, pin


def _of_the_atlas(tables: Tables) -> Iterator[tuple[str, tuple[str, str], str | None, Figure, Pinned]]:
    atlas = tables.atlas
    named = {name: names for name, names in ATLAS_NAMES.items() if name in atlas.figures}
    for product in tables.chain.products:
        if f"{TAKES}{product.id}" in atlas.figures:
            zh, en = (
                f"外部市场一年吸纳的{product.name_zh}",
                f"what the outside market takes of {product.name_en} a year",
            )
            named[f"{TAKES}{product.id}"] = (zh, en)
    for name, names in named.items():
        yield name, names, None, atlas.figures[name], partial(_pin_atlas, tables, name)


def _pin_atlas(tables: Tables, name: str, figure: Figure) -> Tables:
    return replace(tables, atlas=replace(tables.atlas, figures={**tables.atlas.figures, name: figure}))


def _of_the_chain(tables: Tables) -> Iterator[tuple[str, tuple[str, str], str | None, Figure, Pinned]]:
    chain = tables.chain
    for product in chain.products:
        if product.tonnes_per_unit is not None:
            names = (f"{product.name_zh}单位重量", f"weight of {product.name_en}")
            pin = partial(_pin_weight, tables, product)
            yield f"{product.id}.tonnes_per_unit", names, None, product.tonnes_per_unit, pin
    for process in chain.processes:
        names = (f"{process.name_zh}运行成本", f"operating cost of {process.name_en}")
        yield f"{process.id}.cost", names, process.id, process.cost, partial(_pin_cost, tables, process)
        for item in process.inputs:
            product = chain.product(item.product)
            names = (f"{process.name_zh}的{product.name_zh}单耗", f"{product.name_en} per unit of {process.name_en}")
            pin = partial(_pin_input, tables, process, item.product)
            yield f"{process.id}.{item.product}", names, process.id, item.amount, pin
        for made in process.outputs:
            product = chain.product(made.product)
            names = (f"{process.name_zh}副产{product.name_zh}", f"{product.name_en} that comes with {process.name_en}")
            pin = partial(_pin_output, tables, process, made.product)
            yield f"{process.id}.{made.product}", names, process.id, made.amount, pin


def _pin_weight(tables: Tables, product: Product, figure: Figure) -> Tables:
    products = (replace(p, tonnes_per_unit=figure) if p is product else p for p in tables.chain.products)
    return replace(tables, chain=replace(tables.chain, products=tuple(products)))


def _pin_cost(tables: Tables, process: Process, figure: Figure) -> Tables:
    return _with_process(tables, process, replace(process, cost=figure))


def _pin_input(tables: Tables, process: Process, product: str, figure: Figure) -> Tables:
    inputs = tuple(replace(i, amount=figure) if i.product == product else i for i in process.inputs)
    return _with_process(tables, process, replace(process, inputs=inputs))


def _pin_output(tables: Tables, process: Process, product: str, figure: Figure) -> Tables:
    outputs = tuple(replace(o, amount=figure) if o.product == product else o for o in process.outputs)
    return _with_process(tables, process, replace(process, outputs=outputs))


def _with_process(tables: Tables, old: Process, new: Process) -> Tables:
    processes = tuple(new if p is old else p for p in tables.chain.processes)
    return replace(tables, chain=replace(tables.chain, processes=processes))
