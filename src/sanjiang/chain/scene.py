"""Everything that the chain's questions are asked of: the chain, the plants, and the networks of every case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    """

    chain: Chain
    region: str
    names: Mapping[str, tuple[str, str]]
    plants: tuple[Plant, ...]
    cases: tuple[Case, ...]
    discount_rate: Figure
    distance_km: Mapping[str, Figure]
    sides: frozenset[str] = frozenset()
    _programmes: dict[tuple[int, frozenset[str], bool], Programme] = field(default_factory=dict, repr=False)

    def holders(self, step: Step) -> tuple[str, ...]:
        """Return the other regions with a plant at this step, running or announced."""
        found = {p.region for p in self.plants if p.process in step.processes and p.region != self.region}
        return tuple(sorted(found))

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
        key = (id(case.network), chosen, joined)
        if key not in self._programmes:
            self._programmes[key] = Programme(self._within(case.network, chosen | {*OUTSIDE}, joined))
        programme = self._programmes[key]
        capacities = {
            p.id: self._capacity(p, case, running_only) for p in self.plants if p.region in chosen and p.at_horizon
        }
        if self.region in chosen:
            capacities |= {new_plant(process): (added or {}).get(process, 0.0) for process in self._new()}
        programme.set_capacities(capacities)
        return programme.solve()

    def _capacity(self, plant: Plant, case: Case, running_only: bool) -> float:
        if running_only and plant.region != self.region and plant.stage != "operating":
            return 0.0
        return plant.high if case.unknown_high else plant.low

    def _new(self) -> list[str]:
        return [step.processes[0] for step in self.chain.steps]

    def _within(self, network: Network, regions: frozenset[str], joined: bool) -> Network:
        """Return the network of some regions, with a plant of no capacity yet for each step where the region may build.

        The rows come from a checked network and refer to one another as before, so they are not checked again.
        """
        kept = {
            name: network.table(name).filter(pl.col("region").is_in(regions))
            for name in ("regions", "plants", "supplies", "demands")
        }
        kept["lanes"] = network.table("lanes").filter(
            pl.col("origin").is_in(regions) & pl.col("destination").is_in(regions)
        )
        if not joined:
            kept["lanes"] = kept["lanes"].filter((pl.col("origin") == SUPPLY) | (pl.col("destination") == MARKET))
        if self.region in regions:
            new = [{"plant": new_plant(p), "process": p, "region": self.region, "capacity": 0.0} for p in self._new()]
            kept["plants"] = pl.concat([kept["plants"], pl.DataFrame(new, schema=network.table("plants").schema)])
        return Network({**network.tables, **kept})

    def solved_evidence(self, regions: Iterable[str]) -> tuple[Evidence, ...]:
        """Return the evidence of every row that a solution for these regions rests on, in the base case."""
        network = self.cases[0].network
        chosen = [*regions, *OUTSIDE]
        lanes = network.table("lanes").filter(pl.col("origin").is_in(chosen) & pl.col("destination").is_in(chosen))
        frames = [network.table(name) for name in ("processes", "coefficients", "freight")]
        frames += [network.table(name).filter(pl.col("region").is_in(chosen)) for name in ("supplies", "demands")]
        sources = (source for frame in (*frames, lanes) for source in frame["source"] if source)
        return tuple(dict.fromkeys(e for source in sources for e in from_source(source)))


def new_plant(process: str) -> str:
    """Name the plant that the region may build."""
    return f"new:{process}"
