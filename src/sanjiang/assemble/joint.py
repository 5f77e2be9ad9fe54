"""The chains of a region and some others as one network in which all may trade with one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from sanjiang.assemble.tables import Level, Row, Tables
from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import OUTSIDE, Scene
from sanjiang.cooperation.members import COMMON
from sanjiang.core.evidence import to_source
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import Atlas
from sanjiang.library.regions import Region, Regions
from sanjiang.network import Network
from sanjiang.network.schema import TABLES


@dataclass(frozen=True)
class Joint:
    """What some regions can do together.

    Parameters
    ----------
    scenes : tuple of Scene
        The chains of the region that asks; a process or plant of two chains stands once.
    region : Region
        The one that asks.
    players : tuple of Region
        All, the one that asks first.
    regions, atlas, as_of
    """

    scenes: tuple[Scene, ...]
    region: Region
    players: tuple[Region, ...]
    regions: Regions
    atlas: Atlas
    as_of: date

    @classmethod
    def of(
        cls,
        scenes: Sequence[Scene],
        region: Region,
        others: Sequence[Region],
        regions: Regions,
        atlas: Atlas,
        as_of: date,
    ) -> Joint:
        """Return what a region and some others can do together on the region's chains."""
        players = dict.fromkeys((region, *others))
        return cls(tuple(scenes), region, tuple(players), regions, atlas, as_of)

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """Chinese and English names of the players by code."""
        return {p.adcode: (p.name, p.name_en or p.name) for p in self.players}

    def network(self, spread: Level = "value", *, unknown_high: bool = False) -> Network:
        """Return the network of all players, each its own, in an outside market that is common.

        Parameters
        ----------
        spread : {"value", "low", "high"}
            Of the outside market.
        unknown_high : bool
            Whether plants without a stated capacity stand at their typical size rather than at nothing.
        """
        merged: dict[str, dict[tuple[object, ...], Row]] = {}
        for scene in self.scenes:
            for name, rows in self._rows(scene, spread, unknown_high).items():
                table = merged.setdefault(name, {})
                for row in rows:
                    table.setdefault(tuple(row.get(column) for column in TABLES[name].key), row)
        owners = [(code, code) for code in self.names] + [(code, COMMON) for code in OUTSIDE]
        members = [{"region": region, "player": player} for region, player in owners]
        rate = self.atlas.figure("finance.discount_rate")
        settings = [{"key": "discount_rate", "value": str(rate.value), "source": to_source(rate.evidence)}]
        tables = {name: list(rows.values()) for name, rows in merged.items()}
        return Network.from_rows({**tables, "settings": [*tables.get("settings", []), *settings], "members": members})

    def _rows(self, scene: Scene, spread: Level, unknown_high: bool) -> Mapping[str, list[Row]]:
        home = self.region.adcode
        distance = self._distances()
        tables = Tables(
            scene.chain,
            self.atlas,
            self.as_of,
            home,
            self.names,
            {other: figure for (one, other), figure in distance.items() if one == home},
            {pair: figure for pair, figure in distance.items() if pair[0] != home},
            takes_all=True,
        )
        return tables.rows([_at(p, unknown_high) for p in scene.plants if p.region in self.names], "value", spread)

    def _distances(self) -> dict[tuple[str, str], Figure]:
        """Return the road distance of every two players whose places are known, the one that asks first."""
        detour = self.atlas.figure("road.detour")
        found = {}
        for one, other in combinations(self.players, 2):
            km = self.regions.distance_km(one, other)
            if km is not None:
                because = f"大圆距离 {km:.0f} km × {detour.value:g} great circle × detour"
                ends = (km * detour.value, "km", km * detour.low, km * detour.high)
                found[one.adcode, other.adcode] = Figure(*ends, because, detour.evidence)
        return found


def _at(plant: Plant, unknown_high: bool) -> Plant:
    return replace(plant, low=plant.high) if unknown_high else plant
