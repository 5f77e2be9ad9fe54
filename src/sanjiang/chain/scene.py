"""Everything that the chain's questions are asked of: the chain, the plants, and the networks of every case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from sanjiang.chain.plant import Plant
from sanjiang.core.evidence import Evidence, from_source
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Chain, Step
from sanjiang.network import Network, Programme, Solution

MARKET = "market"
"""The region where the outside market buys; lanes lead to it only, so that nothing is passed on there for free."""
SUPPLY = "market-supply"
"""The region where the outside market sells; lanes lead from it only."""
OUTSIDE = (MARKET, SUPPLY)
SELLING = " (selling)"
"""Marks the half of an outside region that sells, where it must pass nothing on from one to another."""
End = Literal["low", "high"]
"""The two ends of what is known of a figure."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reading of what is not known for sure.

    Parameters
    ----------
    name_zh, name_en : str
        What differs from the first case, which is the base.
    network : Network
        All regions and the market at this case's prices and spreads.
    unknown_high : bool
        Whether plants without a stated capacity stand at their typical size rather than at nothing.
    """

    name_zh: str
    name_en: str
    network: Network
    unknown_high: bool = False


@dataclass(frozen=True, slots=True)
class Driver:
    """Something that is known within a range only, and may move an answer.

    Parameters
    ----------
    name : str
        As in `--assume`, or a rule of ``assumptions.toml``.
    name_zh, name_en : str
    unit : str or None
    low, high : float or None
        The range; None where several figures move together.
    process : str or None
        The only process that it touches; None where it may touch all.
    case : callable
        The base case with this at its low or at its high; equal calls give the same case.
    evidence : tuple of Evidence
    """

    name: str
    name_zh: str
    name_en: str
    unit: str | None
    low: float | None
    high: float | None
    process: str | None
    case: Callable[[End], Case]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What network tables offer to build of a process: sizes that are multiples of `lump`, up to `most`.

    Parameters
    ----------
    lump, most : float
        Yearly capacity in the process's unit.
    capex : float
        Money per unit of yearly capacity.
    fixed_cost : float
        Money a year, whatever the size.
    evidence : tuple of Evidence
    """

    lump: float
    most: float
    capex: float
    fixed_cost: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Scene:
    """A region's chain among its neighbours.

    Parameters
    ----------
    chain : Chain
    region : str
        The region that asks.
    names : mapping of str to (str, str)
        Chinese and English names of regions.
    plants : sequence of Plant
        Of all regions.
    cases : sequence of Case
        The base first.
    discount_rate : Figure
        Per year.
    distance_km : mapping of str to Figure
        From `region` to each neighbour whose place is known, over the road.
    sides : frozenset of str
        Side materials (products) that documents place in `region`, with or without a figure.
    drivers : tuple of Driver
        What may move an answer, each alone.
    currency : str
        What money is counted in.
    offers : mapping of str to Offer, optional
        By process, where tables say what may be built; without them each step's first process may, in typical sizes.
    outside : frozenset of str
        The regions that only buy and sell, whoever else is in the network.
    """

    chain: Chain
    region: str
    names: Mapping[str, tuple[str, str]]
    plants: tuple[Plant, ...]
    cases: tuple[Case, ...]
    discount_rate: Figure
    distance_km: Mapping[str, Figure]
    sides: frozenset[str] = frozenset()
    drivers: tuple[Driver, ...] = ()
    currency: str = "CNY"
    outside: frozenset[str] = frozenset(OUTSIDE)
    offers: Mapping[str, Offer] | None = None
    _programmes: dict[tuple[Network, frozenset[str], bool], Programme] = field(
        default_factory=dict, init=False, repr=False
    )
    _values: dict[tuple[object, ...], float] = field(default_factory=dict, init=False, repr=False)

    def holders(self, step: Step) -> tuple[str, ...]:
        """Return the other regions with a plant at this step, running or announced."""
        found = {p.region for p in self.plants if p.process in step.processes and p.region != self.region}
        return tuple(sorted(found))

    def value(self, case: Case, regions: Iterable[str], added: Mapping[str, float] | None = None) -> float:
        """Return what `solve` finds the regions to earn, money a year; the same question is solved once."""
        key = (case.network, case.unknown_high, frozenset(regions), tuple(sorted((added or {}).items())))
        if key not in self._values:
            self._values[key] = self.solve(case, key[2], added).objective
        return self._values[key]

    def solve(
        self,
        case: Case,
        regions: Iterable[str],
        added: Mapping[str, float] | None = None,
        *,
        running_only: bool = False,
        joined: bool = True,
    ) -> Solution:
        """Solve one case for some regions and the market.

        Parameters
        ----------
        case : Case
        regions : iterable of str
        added : mapping of str to float, optional
            New capacity in `region`, by process, in the process's unit.
        running_only : bool
            Leave out what only stands at the horizon, in the other regions.
        joined : bool
            Whether goods move between the regions; if not, they only share the market.
        """
        chosen = frozenset(regions)
        key = (case.network, chosen, joined)
        if key not in self._programmes:
            self._programmes[key] = Programme(self.within(case.network, chosen, joined))
        programme = self._programmes[key]
        capacities = self.capacities(case, chosen, running_only=running_only)
        if self.region in chosen:
            capacities |= {new_plant(process): (added or {}).get(process, 0.0) for process in self.new_processes()}
        programme.set_capacities(capacities)
        return programme.solve()

    def capacities(self, case: Case, regions: Iterable[str], *, running_only: bool = False) -> dict[str, float]:
        """Return what each plant of some regions can do a year in a case, by its id."""
        return {
            p.id: self._capacity(p, case, running_only) for p in self.plants if p.region in regions and p.at_horizon
        }

    def _capacity(self, plant: Plant, case: Case, running_only: bool) -> float:
        if running_only and plant.region != self.region and plant.stage != "operating":
            return 0.0
        return plant.high if case.unknown_high else plant.low

    def new_processes(self) -> list[str]:
        """Return the processes that the region may build, raw material first."""
        return list(dict.fromkeys([*(step.processes[0] for step in self.chain.steps), *(self.offers or {})]))

    def within(self, network: Network, chosen: Iterable[str], joined: bool = True) -> Network:
        """Return the network of some regions, with a plant of no capacity yet for each step where the region may build.

        The rows come from a checked network and refer to one another as before, so they are not checked again.
        """
        regions = self.outside.union(chosen)
        kept = {
            name: network.table(name).filter(pl.col("region").is_in(regions))
            for name in ("regions", "plants", "supplies", "demands")
        }
        kept["lanes"] = network.table("lanes").filter(
            pl.col("origin").is_in(regions) & pl.col("destination").is_in(regions)
        )
        if not joined:
            abroad = pl.col("origin").is_in(self.outside) | pl.col("destination").is_in(self.outside)
            kept |= _without_transit({**kept, "lanes": kept["lanes"].filter(abroad)}, self.outside)
        if self.region in regions:
            new = [
                {"plant": new_plant(p), "process": p, "region": self.region, "capacity": 0.0}
                for p in self.new_processes()
            ]
            kept["plants"] = pl.concat([kept["plants"], pl.DataFrame(new, schema=network.table("plants").schema)])
        return Network({**network.tables, **kept})

    def solved_evidence(self, regions: Iterable[str]) -> tuple[Evidence, ...]:
        """Return the evidence of every row that a solution for these regions rests on, in the base case."""
        network = self.cases[0].network
        chosen = [*regions, *self.outside]
        lanes = network.table("lanes").filter(pl.col("origin").is_in(chosen) & pl.col("destination").is_in(chosen))
        frames = [network.table(name) for name in ("processes", "coefficients", "freight")]
        frames += [network.table(name).filter(pl.col("region").is_in(chosen)) for name in ("supplies", "demands")]
        sources = (source for frame in (*frames, lanes) for source in frame["source"] if source)
        return tuple(dict.fromkeys(e for source in sources for e in from_source(source)))


def _without_transit(tables: Mapping[str, pl.DataFrame], outside: frozenset[str]) -> dict[str, pl.DataFrame]:
    """Return the tables with each outside region that both buys and sells in two, so that it passes nothing on."""
    lanes = tables["lanes"]
    both = outside.intersection(lanes["origin"], lanes["destination"])
    sellers = {region: f"{region}{SELLING}" for region in sorted(both)}
    twins = tables["regions"].filter(pl.col("region").is_in(sellers)).with_columns(pl.col("region").replace(sellers))
    return {
        **tables,
        "regions": pl.concat([tables["regions"], twins]),
        "lanes": lanes.with_columns(pl.col("origin").replace(sellers)),
        "supplies": tables["supplies"].with_columns(pl.col("region").replace(sellers)),
    }


def new_plant(process: str) -> str:
    """Name the plant that the region may build."""
    return f"new:{process}"
