"""The atlas's plants of other regions, joined with what the documents tell of the same plants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sanjiang.assemble.plants import UNKNOWN, bucket
from sanjiang.chain.plant import Plant
from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import Atlas, AtlasPlant
from sanjiang.library.processes import Process
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.names import same_organisation

PHASE = re.compile(r"[一二三四五六七八九十首]期")
SPAN = re.compile(r"([一二三四五六七八九])(?:至|到|—|-|～)([一二三四五六七八九十])期")
DIGITS = "首一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Known:
    """A plant that documents tell of.

    Parameters
    ----------
    adcode : str or None
        The narrowest code of its place.
    phase : str or None
    published : date or None
        The day of the latest document that tells of it.
    """

    plant: Plant
    adcode: str | None
    phase: str | None
    published: date | None


def with_atlas(known: Sequence[Known], atlas: Sequence[tuple[AtlasPlant, Plant]]) -> list[Plant]:
    """Return the documents' plants and the atlas's, each plant once.

    Of one plant the later source gives the stage, and a stated capacity stands before none. Where a document tells of
    an owner's whole works at a place, the atlas's phases of it are not counted beside it; where it tells of some
    phases of an atlas row, the rest of the row is.
    """
    plants = [k.plant for k in known]
    for row, plant in atlas:
        same = [i for i, k in enumerate(known) if _same(row, plant, k)]
        phases = phases_in(row.place)
        whole = [i for i in same if not known[i].phase or not phases]
        if not same:
            plants.append(plant)
        elif whole or len(same) == len(phases):
            for i in whole or same:
                plants[i] = _merge(plants[i], known[i], row, plant, exact=len(same) == 1)
        else:
            told = sum(known[i].plant.low for i in same)
            plants.append(replace(plant, low=max(0.0, plant.low - told), high=max(0.0, plant.high - told)))
    return plants


def _merge(merged: Plant, told: Known, row: AtlasPlant, plant: Plant, *, exact: bool) -> Plant:
    """Let the atlas add to what documents tell of a plant: a later stage of the same phase, a capacity they lack."""
    found = merged
    if exact and told.phase and (told.published is None or row.as_of > told.published):
        found = replace(found, stage=plant.stage, evidence=(*found.evidence, *plant.evidence))
    if exact and not found.stated and plant.stated:
        evidence = tuple(dict.fromkeys((*found.evidence, *plant.evidence)))
        found = replace(found, low=plant.low, high=plant.high, stated=True, evidence=evidence)
    return found


def phases_in(place: str) -> tuple[str, ...]:
    """Return the phases that a place's name lists ("一期、二期") or spans ("二至四期").

    Examples
    --------
    >>> phases_in("金堂二至四期")
    ('二期', '三期', '四期')
    """
    found = list(PHASE.findall(place))
    for first, last in SPAN.findall(place):
        span = DIGITS[DIGITS.index(first) : DIGITS.index(last) + 1]
        found += [f"{digit}期" for digit in span]
    return tuple(dict.fromkeys(sorted(found, key=lambda p: DIGITS.find(p[0]))))


def _same(row: AtlasPlant, plant: Plant, known: Known) -> bool:
    told = known.plant
    if plant.region != told.region or plant.process != told.process or not same_organisation(plant.owner, told.owner):
        return False
    phases = phases_in(row.place)
    if known.phase and phases:
        return known.phase in phases
    return known.adcode == row.adcode


def atlas_plants(
    atlas: Atlas, as_of: date, regions: Regions, region: Region, processes: Mapping[str, Process]
) -> list[tuple[AtlasPlant, Plant]]:
    """Return the atlas's plants as of a day outside the asking region, each with its row."""
    found: list[tuple[AtlasPlant, Plant]] = []
    for number, row in enumerate(atlas.plants(as_of)):
        code = _bucket(row, regions, region)
        if row.process in processes and code is not None and code != region.adcode:
            found.append((row, _plant(row, number, code, processes[row.process])))
    return found


def _bucket(row: AtlasPlant, regions: Regions, region: Region) -> str | None:
    try:
        return bucket(regions, region, regions.by_code(row.adcode))
    except LibraryError:
        return None


def _plant(row: AtlasPlant, number: int, code: str, process: Process) -> Plant:
    size = process.typical_size
    return Plant(
        id=f"{row.process}:atlas-{number}",
        process=row.process,
        region=code,
        owner=row.organisation,
        stage=row.stage,
        low=row.capacity.low if row.capacity else 0.0,
        high=row.capacity.high if row.capacity else size.value,
        stated=row.capacity is not None,
        evidence=row.evidence if row.capacity else (*row.evidence, UNKNOWN, *size.evidence),
    )


def distances(regions: Regions, region: Region, others: Sequence[str], detour: Figure) -> dict[str, Figure]:
    """Return the road distance to each other region whose place is known: great circle × detour."""
    found: dict[str, Figure] = {}
    for code in others:
        km = regions.distance_km(region, regions.by_code(code))
        if km is not None:
            because = f"大圆距离 {km:.0f} km × {detour.value:g} great circle × detour"
            found[code] = Figure(km * detour.value, "km", km * detour.low, km * detour.high, because, detour.evidence)
    return found
