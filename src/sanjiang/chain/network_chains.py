"""The chains of a network: its products in the order that coefficients give, and the faults that leave none."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from sanjiang.core.errors import NetworkError
from sanjiang.core.evidence import from_source
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Chain, Input, Process, Product, Step, Supporting
from sanjiang.network import Network
from sanjiang.network.cycles import from_nothing

MOST = 5
"""Names that a fault lists."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What a process makes first of all, how much of it a unit of activity gives, and what it takes.

    Of several outputs the main one is what another process takes or somebody buys, and of those the largest.
    """

    output: str
    amount: float
    inputs: tuple[str, ...]


def makers(network: Network) -> dict[str, Maker]:
    """Return what each process makes, by its id.

    Raises
    ------
    NetworkError
        If a process makes nothing, or processes make something from nothing.
    """
    table = network.table("coefficients").filter(pl.col("amount") != 0)
    taken = set(table.filter(pl.col("amount") < 0)["product"])
    bought = set(network.table("demands")["product"])
    found: dict[str, Maker] = {}
    for process in sorted(network.table("processes")["process"]):
        rows = table.filter(pl.col("process") == process).sort("product")
        inputs = tuple(rows.filter(pl.col("amount") < 0)["product"])
        made = list(rows.filter(pl.col("amount") > 0).select("product", "amount").iter_rows())
        if not made:
            raise NetworkError(
                f"工艺没有产出 makes nothing: {process!r}",
                f"coefficients.csv process {process}",
                "写上产出的系数 add a positive amount",
            )
        output, amount = max(made, key=lambda m: (m[0] in taken or m[0] in bought, m[1], m[0]))
        found[process] = Maker(output, amount, inputs)
    lunch = from_nothing(network)
    if lunch is not None:
        raise NetworkError(
            f"循环无中生有 a cycle makes something from nothing: {' → '.join(lunch.processes)} leave "
            f"{lunch.amount:.4g} {lunch.product} a round",
            "coefficients.csv",
            "改其中的系数,或补上投入 mend a coefficient among them, or add what they take",
        )
    return found


def faults(network: Network) -> list[NetworkError]:
    """Return what is wrong with tables that are answered all the same, one fault a kind with the names it touches.

    Processes that take nothing; products that nobody makes or supplies; products that nobody takes or buys, where some
    process makes nothing else. A by-product may be disposed of for free, and a supply may stay unused.
    """
    table = network.table("coefficients").filter(pl.col("amount") != 0)
    made, taken = (set(table.filter(sign)["product"]) for sign in (pl.col("amount") > 0, pl.col("amount") < 0))
    sold, bought = (set(network.table(name)["product"]) for name in ("supplies", "demands"))
    products = sorted(network.table("products")["product"])
    idle = set(network.table("processes")["process"]) - set(table.filter(pl.col("amount") < 0)["process"])
    found = (
        (
            "工艺没有投入 takes nothing",
            "coefficients.csv",
            sorted(idle),
            "写上投入,原料写入 supplies add what it takes",
        ),
        (
            "没有人生产也没有人供应 nobody makes or supplies",
            "products.csv",
            [p for p in products if p not in made | sold],
            "加上工艺或供应 add a process that makes it, or a row to supplies.csv",
        ),
        (
            "没有人用也没有人买 nobody takes or buys",
            "products.csv",
            [p for p in products if p in made and p not in taken | bought and _alone(table, p)],
            "加上需求 add a process that takes it, or a row to demands.csv",
        ),
    )
    return [NetworkError(f"{what}: {_listed(names)}", where, mend) for what, where, names, mend in found if names]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST]) + (f" (另有 and {len(names) - MOST} more)" if len(names) > MOST else "")


def _alone(table: pl.DataFrame, product: str) -> bool:
    """Tell whether some process makes nothing but this product."""
    outputs = table.filter(pl.col("amount") > 0)
    return outputs.filter(pl.len().over("process") == 1).filter(pl.col("product") == product).height > 0


def find_chains(network: Network, made: Mapping[str, Maker], *, capital: bool) -> Iterator[Chain]:
    """Yield the chains of a network: from each first product that is made to each final one, the longest way.

    A product is final if no process takes it; if some such are bought, those alone. A chain whose steps another one has
    too is left out.

    Parameters
    ----------
    network : Network
        With every activity counted by its main output.
    made : mapping of str to Maker
    capital : bool
        Whether a blank `capex` is an error.
    """
    before = _before(made)
    taken = {product for maker in made.values() for product in maker.inputs if product != maker.output}
    bought = set(network.table("demands")["product"])
    finals = [p for p in before if p not in taken]
    finals = [p for p in finals if p in bought] or finals or [p for p in before if p in bought]
    ways = [way for product in sorted(finals) for way in _ways(product, before)]
    for way in ways:
        if not any(set(way) < set(other) for other in ways):
            yield _chain(network, made, way, capital)


def _before(made: Mapping[str, Maker]) -> dict[str, list[str]]:
    """Return the made products that go into each made product; what a cycle gives back does not go in."""
    products = sorted({m.output for m in made.values()})
    into = {p: sorted({i for m in made.values() if m.output == p for i in m.inputs} & set(products)) for p in products}
    levels, circles = _levels(made, products), _circles(products, into)
    return {q: [p for p in into[q] if circles[p] != circles[q] or levels[p] < levels[q]] for q in products}


def _levels(made: Mapping[str, Maker], products: Sequence[str]) -> dict[str, float]:
    """Return how many processes at least lie between raw materials and a product, infinite where none leads to it."""
    levels = dict.fromkeys(products, math.inf)
    changed = True
    while changed:
        changed = False
        for maker in made.values():
            level = 1 + max((levels[i] for i in maker.inputs if i in levels), default=-1)
            if level < levels[maker.output]:
                levels[maker.output], changed = level, True
    return levels


def _circles(products: Sequence[str], into: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return a number for each product, equal for products that go into one another."""
    if not products:
        return {}
    place = {p: i for i, p in enumerate(products)}
    edges = [(place[p], place[q]) for q in products for p in into[q]]
    rows, columns = ([e[end] for e in edges] for end in (0, 1))
    graph = sparse.csr_array((np.ones(len(edges)), (rows, columns)), shape=(len(products), len(products)))
    _, labels = connected_components(graph, directed=True, connection="strong")
    return dict(zip(products, labels.tolist(), strict=True))


def _ways(final: str, before: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """Return the longest way to a product from each first one, raw material first."""
    known: dict[str, dict[str, tuple[str, ...]]] = {}

    def longest(product: str) -> dict[str, tuple[str, ...]]:
        """Return the longest way to a product by where it starts."""
        if product not in known:
            found: dict[str, tuple[str, ...]] = {}
            for earlier in before[product]:
                for start, way in longest(earlier).items():
                    found[start] = max(found.get(start, ()), (*way, product), key=lambda w: (len(w), w))
            known[product] = found or {product: (product,)}
        return known[product]

    return [way for _, way in sorted(longest(final).items())]


def _chain(network: Network, made: Mapping[str, Maker], way: Sequence[str], capital: bool) -> Chain:
    products = tuple(_product(row) for row in network.table("products").sort("product").iter_rows(named=True))
    names = {p.id: p for p in products}
    steps: list[Step] = []
    for earlier, product in zip([None, *way], way, strict=False):
        makes = sorted(
            (p for p, m in made.items() if m.output == product), key=lambda p: (earlier not in made[p].inputs, p)
        )
        steps.append(Step(makes[0], names[product].name_zh, names[product].name_en, product, tuple(makes)))
    ids = {p: step for step in steps for p in step.processes}
    rows = network.table("processes").filter(pl.col("process").is_in(list(ids)))
    first = {step.processes[0] for step in steps}
    processes = tuple(
        _process(network, row, made, capital and row["process"] in first) for row in rows.iter_rows(named=True)
    )
    sides = tuple(_supporting(network, made, steps, way))
    ends = list(dict.fromkeys((names[way[0]], names[way[-1]])))
    return Chain(
        id="→".join(p.id for p in ends),
        name_zh="→".join(p.name_zh for p in ends),
        name_en="→".join(p.name_en for p in ends),
        steps=tuple(steps),
        supporting=sides,
        products=products,
        processes=processes,
    )


def _product(row: Mapping[str, str]) -> Product:
    name = row["product"]
    return Product(name, row["unit"], row["name_zh"] or name, row["name_en"] or name, None)


def _process(network: Network, row: Mapping[str, object], made: Mapping[str, Maker], capital: bool) -> Process:
    name, unit = str(row["process"]), str(row["unit"])
    if capital and row["capex"] is None:
        raise NetworkError(
            f"没有单位投资,算不出净值 no capital cost, so nothing can be valued: {name!r}",
            f"processes.csv capex of {name}",
            "填上单位产能投资 fill in the capital cost of a unit of yearly capacity",
        )
    evidence = from_source(str(row["source"]))

    def figure(value: object, of: str) -> Figure:
        number = float(value) if isinstance(value, int | float) else 0.0
        return Figure(number, of, number, number, "processes.csv", evidence)

    taken = network.table("coefficients").filter((pl.col("process") == name) & (pl.col("amount") < 0)).sort("product")
    inputs = tuple(
        Input(product, Figure(-amount, "", -amount, -amount, "coefficients.csv", from_source(source)))
        for product, amount, source in taken.select("product", "amount", "source").iter_rows()
    )
    return Process(
        id=name,
        unit=unit,
        name_zh=str(row["name_zh"] or name),
        name_en=str(row["name_en"] or name),
        output=made[name].output,
        inputs=inputs,
        cost=figure(row["cost"], "money"),
        capex=figure(row["capex"], "money"),
        life_years=figure(row["life_years"], "a"),
        typical_size=figure(None, unit),
        words=(),
        words_if=(),
    )


def _supporting(
    network: Network, made: Mapping[str, Maker], steps: Sequence[Step], way: Sequence[str]
) -> Iterator[Supporting]:
    """Yield what some process makes and a step takes beside the main way."""
    outputs = {m.output for m in made.values()}
    names = {row["product"]: _product(row) for row in network.table("products").iter_rows(named=True)}
    seen: set[str] = set()
    for step in steps:
        for product in made[step.processes[0]].inputs:
            if product in outputs and product not in way and product not in seen:
                seen.add(product)
                yield Supporting(product, names[product].name_zh, names[product].name_en, product, step.id, ())
