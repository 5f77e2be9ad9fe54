"""The atlas's plants of other regions, less those that the documents tell of themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sanjiang.assemble.names import same_organisation
from sanjiang.assemble.plants import UNKNOWN, bucket
from sanjiang.chain.plant import Plant
from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import Atlas, AtlasPlant
from sanjiang.library.processes import Process
from sanjiang.library.regions import Region, Regions

PHASE = re.compile(r"[一二三四五六七八九十首]期")


def atlas_plants(atlas: Atlas, as_of: date, regions: Regions, region: Region, processes: dict[str, Process]) -> list[tuple[AtlasPlant, Plant]]:
    """Return the atlas's plants as of a day outside the asking region, each with its row."""
    found: list[tuple[AtlasPlant, Plant]] = []
    for number, row in enumerate(atlas.plants(as_of)):
        if row.process not in processes:
            continue
        try:
            code = bucket(regions, region, regions.by_code(row.adcode))
        except LibraryError:
            continue
        if code is None or code == region.adcode:
            continue
        size = processes[row.process].typical_size
        found.append(
            (
                row,
                Plant(
                    id=f"{row.process}:atlas-{number}",
                    process=row.process,
                    region=code,
                    owner=row.organisation,
                    stage=row.stage,
                    low=row.capacity.low if row.capacity else 0.0,
                    high=row.capacity.high if row.capacity else size.value,
                    stated=row.capacity is not None,
                    evidence=row.evidence if row.capacity else (*row.evidence, UNKNOWN, *size.evidence),
                ),
            )
        )
    return found


def untold(atlas: Sequence[tuple[AtlasPlant, Plant]], told: Sequence[tuple[Plant, str | None]]) -> list[Plant]:
    """Return the atlas's plants that no document tells of.

    Parameters
    ----------
    told : sequence of (Plant, str or None)
        The documents' plants with their phases.
    """
    return [plant for row, plant in atlas if not any(_same(row, plant, known, phase) for known, phase in told)]


def _same(row: AtlasPlant, plant: Plant, known: Plant, phase: str | None) -> bool:
    if plant.region != known.region or plant.process != known.process or not same_organisation(plant.owner, known.owner):
        return False
    phases = PHASE.findall(row.place)
    return phase in phases if phase and phases else (plant.stated and known.stated and plant.low == known.low) or not known.stated


def distances(regions: Regions, region: Region, others: Sequence[str], detour: Figure) -> dict[str, Figure]:
    """Return the road distance to each other region whose place is known: great circle × detour."""
    found: dict[str, Figure] = {}
    for code in others:
        straight = regions.distance_km(region, regions.by_code(code))
        if straight is not None:
            because = f"大圆距离 {straight:.0f} km × {detour.value:g} great circle × detour"
            found[code] = Figure(straight * detour.value, "km", straight * detour.low, straight * detour.high, because, detour.evidence)
    return found
