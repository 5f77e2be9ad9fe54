"""A folder of network tables as scenes: its chains in the order that coefficients give, its outside markets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import polars as pl

from sanjiang.chain.network_chains import Maker, find_chains, makers
from sanjiang.chain.plant import HORIZON, Plant
from sanjiang.chain.scene import Case, Offer, Scene
from sanjiang.core.errors import NetworkError
from sanjiang.core.evidence import Citation, from_source
from sanjiang.core.figure import Figure
from sanjiang.core.statement import STAGES, Stage
from sanjiang.library.processes import Chain
from sanjiang.network import Network
from sanjiang.network.problem import suggest
from sanjiang.network.schema import TABLES

EMPTY = Chain("", "", "", (), (), (), ())
"""The chain of tables without a process."""


def read_scenes(network: Network, region: str, rate: Figure, *, alone: bool, capital: bool) -> tuple[Scene, ...]:
    """Return a scene for each chain of a network, seen from one of its regions.

    Regions without a plant are outside markets: they buy and sell whoever else is in the network. Tables hold one value
    a figure, so the base is the only case.

    Parameters
    ----------
    network : Network
    region : str
        A region's id, name or code in the table `regions`.
    rate : Figure
        The discount rate where `settings` gives none.
    alone : bool
        Leave the other regions with plants out.
    capital : bool
        Whether capital costs are needed: then a blank `capex` is an error.

    Raises
    ------
    NetworkError
        If the region is unknown, a capacity or a needed capital cost is blank, a process makes nothing, or processes
        make something from nothing.
    """
    base, chains, _ = _read(network, region, rate, alone=alone, capital=capital)
    return tuple(replace(base, chain=chain) for chain in chains if _has_a_plant(chain, base.plants, base.region))


def read_offers(network: Network, region: str, rate: Figure, *, alone: bool) -> Scene:
    """Return one scene of all chains of a network, with what the table `candidates` offers to build in the region.

    Errors as `read_scenes`'; also if nothing is offered there, or a candidate lacks its lump, its limit or its capital.
    """
    base, chains, scaled = _read(network, region, rate, alone=alone, capital=False)
    offers = dict(_offers(scaled, base.region))
    steps = {step.id: step for chain in chains for step in chain.steps}
    processes = {p.id: p for chain in chains for p in chain.processes}
    if not offers.keys() & processes.keys():
        raise NetworkError(
            f"网络表里没有候选 the tables offer nothing to build in {base.region}",
            "candidates.csv",
            "写上 region,process,min_size,max_size add a row of region,process,min_size,max_size",
        )
    whole = replace(chains[0], id="all", steps=tuple(steps.values()), processes=tuple(processes.values()))
    return replace(base, chain=whole, offers=offers)


def _read(
    network: Network, region: str, rate: Figure, *, alone: bool, capital: bool
) -> tuple[Scene, tuple[Chain, ...], Network]:
    """Return what all scenes of a network share, its chains (the first is the scene's own), and its tables scaled."""
    home = _region(network, region)
    network = _with_sources(network)
    made = makers(network)
    scaled = _per_output(network, made)
    plants = tuple(_plants(scaled))
    holders = {p.region for p in plants}
    ids = list(network.table("regions")["region"])
    inside = [r for r in ids if r == home or (r in holders and not alone)]
    given = network.setting("discount_rate")
    labels = network.table("regions").with_columns(pl.coalesce("name", "region").alias("label"))
    names = {r: (label, label) for r, label in labels.select("region", "label").iter_rows() if r in inside}
    standing = scaled.table("plants").filter(pl.col("stage").fill_null("operating").is_in(HORIZON))
    chains = tuple(find_chains(scaled, made, capital=capital))
    nothing_to_build = scaled.table(
        "candidates"
    ).clear()  # a plant stands or does not; what to build is asked, not done
    scene = Scene(
        chain=chains[0] if chains else EMPTY,
        region=home,
        names=names,
        plants=tuple(p for p in plants if p.region in inside),
        cases=(Case("基准", "base", Network({**scaled.tables, "plants": standing, "candidates": nothing_to_build})),),
        discount_rate=rate if given is None else _setting(given),
        distance_km=dict(_distances(scaled, home, inside)),
        outside=frozenset(r for r in ids if r not in holders and r != home),
        currency=network.setting("currency") or "money",
    )
    return scene, chains, scaled


def _has_a_plant(chain: Chain, plants: Iterable[Plant], region: str) -> bool:
    ids = {p for step in chain.steps for p in step.processes}
    return any(p.region == region and p.process in ids for p in plants)


def _region(network: Network, region: str) -> str:
    table = network.table("regions")
    for column in ("region", "adcode", "name"):
        found = table.filter(pl.col(column) == region)["region"]
        if found.len() == 1:
            return str(found[0])
    mend = suggest(region, table["region"], f"可用 use one of {', '.join(table['region'].head(12))}")
    raise NetworkError(f"没有这个地区 no such region: {region}", "regions.csv", mend)


def _setting(text: str) -> Figure:
    try:
        rate = float(text)
    except ValueError:
        rate = -1.0
    if not 0 <= rate < 1:
        raise NetworkError(
            f"折现率不对 no discount rate: {text}",
            "settings.csv discount_rate",
            "写 0 至 1 的小数 write a share, e.g. 0.08",
        )
    return Figure(rate, "ratio", rate, rate, "settings", (Citation("settings.csv: discount_rate"),))


def _with_sources(network: Network) -> Network:
    """Return the network in the order of its keys, with a source in every row: where none is given, the row itself."""
    tables = {}
    for name, frame in network.tables.items():
        key = [pl.col(k).cast(pl.String).fill_null("") for k in TABLES[name].key]
        row = pl.concat_str([pl.lit(f"{name}.csv: "), pl.concat_str(key, separator="|")])
        tables[name] = frame.with_columns(source=pl.coalesce("source", row)).sort(TABLES[name].key)
    return Network(tables, network.read_seconds)


def _per_output(network: Network, made: Mapping[str, Maker]) -> Network:
    """Return the network with each activity counted by its main output, so that one unit makes one."""
    amounts = {"process": list(made), "each": [m.amount for m in made.values()]}
    each = pl.DataFrame(amounts, schema={"process": pl.String, "each": pl.Float64})

    def scaled(name: str, up: Iterable[str], down: Iterable[str]) -> pl.DataFrame:
        frame = network.table(name).join(each, on="process", how="left", maintain_order="left")
        frame = frame.with_columns(pl.col("each").fill_null(1.0))
        frame = frame.with_columns(
            *(pl.col(c) * pl.col("each") for c in up), *(pl.col(c) / pl.col("each") for c in down)
        )
        return frame.drop("each")

    return Network(
        {
            **network.tables,
            "coefficients": scaled("coefficients", (), ("amount",)),
            "processes": scaled("processes", (), ("cost", "capex")),
            "plants": scaled("plants", ("capacity",), ("cost",)),
            "candidates": scaled("candidates", ("min_size", "max_size"), ("capex",)),
        }
    )


def _plants(network: Network) -> Iterator[Plant]:
    for row in network.table("plants").iter_rows(named=True):
        if row["capacity"] is None:
            raise NetworkError(
                f"装置没有产能数字 a plant without a capacity: {row['plant']!r}",
                "plants.csv capacity",
                "填上产能;“不限”无法折算 fill it in: the ladder cannot count what is unlimited",
            )
        stage: Stage = row["stage"] or "operating"
        if stage not in STAGES:
            raise NetworkError(
                f"没有这种阶段 no such stage: {stage!r}",
                f"plants.csv stage of {row['plant']}",
                f"可用 use one of {', '.join(STAGES)}",
            )
        capacity = row["capacity"]
        evidence = from_source(row["source"])
        owner = row["owner"] or ""
        yield Plant(row["plant"], row["process"], row["region"], owner, stage, capacity, capacity, True, evidence)


def _offers(network: Network, home: str) -> Iterator[tuple[str, Offer]]:
    """Yield what the table `candidates` offers to build in a region; a size without a lump or a limit is an error."""
    costs = {row["process"]: row["capex"] for row in network.table("processes").iter_rows(named=True)}
    for row in network.table("candidates").filter(pl.col("region") == home).iter_rows(named=True):
        capex = costs[row["process"]] if row["capex"] is None else row["capex"]
        for name, value in (("min_size", row["min_size"]), ("max_size", row["max_size"]), ("capex", capex)):
            if value is None or (name == "min_size" and not value > 0):
                raise NetworkError(
                    f"候选没有 a candidate without {name}: {row['process']!r}",
                    f"candidates.csv {name} of {row['process']}",
                    "填上;规模是 min_size 的整数倍 fill it in: sizes are multiples of min_size up to max_size",
                )
        most = max(row["min_size"], row["max_size"])
        yield row["process"], Offer(row["min_size"], most, capex, row["fixed_cost"], from_source(row["source"]))


def _distances(network: Network, home: str, inside: Iterable[str]) -> Iterator[tuple[str, Figure]]:
    """Yield the shortest lane between a region and each other one."""
    for other in inside:
        ends = pl.col("origin").is_in([home, other]) & pl.col("destination").is_in([home, other])
        lane = network.table("lanes").filter(ends).sort("distance_km").head(1)
        if other != home and lane.height:
            km = lane["distance_km"][0]
            yield other, Figure(km, "km", km, km, "lanes", from_source(lane["source"][0]))
