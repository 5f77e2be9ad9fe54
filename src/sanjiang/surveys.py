"""The verbs that survey what documents tell: alliances, parks, farms, channels, tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sanjiang.assemble.assembly import Library
from sanjiang.brief.sectors import sector_of
from sanjiang.core.errors import SanjiangError
from sanjiang.library.farms import load_channels, load_industries, load_needs, load_tiers
from sanjiang.library.regions import Region
from sanjiang.pipeline import Progress, Request, hear, load_library
from sanjiang.systems import alliances as allied
from sanjiang.systems.channels import compare
from sanjiang.systems.corridor import corridor
from sanjiang.systems.coverage import systems
from sanjiang.systems.members import read_regions
from sanjiang.systems.parks import parks
from sanjiang.systems.tasks import plans
from sanjiang.systems.told import Row, Told, within

Show = Progress


@dataclass(frozen=True, slots=True)
class Survey:
    """What a verb answers.

    Parameters
    ----------
    value : list or dict
        Plain values, as `--json` prints them.
    quotes : mapping of str to str
        The main quote of each statement that the answer may name, by id.
    failures : sequence of SanjiangError
        Documents that could not be read, and what is wrong with what they say.
    """

    value: object
    quotes: Mapping[str, str]
    failures: Sequence[SanjiangError]


def alliances_of(request: Request, wanted: Sequence[str] = (), show: Show = lambda _: None) -> Survey:
    """Answer `alliances`: members over time, what alliances share, and who is missing for a corridor.

    Parameters
    ----------
    request : Request
        Its region may be blank: then alliances of everywhere count.
    wanted : sequence of str
        The regions of a corridor.
    show : callable

    Raises
    ------
    SanjiangError
        If a region of the corridor is unknown or stands twice.
    """
    library = load_library()
    regions = read_regions(wanted, library.regions, "--corridor")
    found = _told(request, library, show)
    rows = [r for r in allied.alliances(found.items, library.regions) if _here(r, found)]
    value: Row = {"alliances": rows, "overlaps": allied.overlaps(rows)}
    if regions:
        named = [{"adcode": r.adcode, "name": r.name} for r in regions]
        joined = corridor(regions, library.regions)
        value["corridor"] = {"regions": named, **(joined or {}), "outside": allied.outside(rows, regions)}
    return _survey(found, value, allied.faults(found.own, library.regions))


def parks_of(request: Request, show: Show = lambda _: None) -> Survey:
    """Answer `parks`: their tier, products, area, output, and what they lack for the next tier."""
    tiers = load_tiers(request.assumed)
    found = _told(request, load_library(), show)
    return _survey(found, parks(found.own, tiers))


def farms_of(request: Request, show: Show = lambda _: None) -> Survey:
    """Answer `farms`: the industries of a farm system, and which of them lacks what."""
    library = load_library(request.assumed)
    found = _told(request, library, show)
    return _survey(found, systems(found.own, load_industries(), load_needs(), library.chains))


def channels_of(request: Request, show: Show = lambda _: None) -> Survey:
    """Answer `channels`: price, loss, cost and margin of each, and which of them documents tell of."""
    channels = load_channels(request.assumed)
    found = _told(request, load_library(), show)
    return _survey(found, compare(channels, found.own))


def tasks_of(request: Request, show: Show = lambda _: None) -> Survey:
    """Answer `tasks`: each plan's tasks, the late ones first, and its declared counts against those found."""
    found = _told(request, load_library(), show)
    return _survey(found, plans(found.own, found.as_of))


@dataclass(frozen=True, slots=True)
class _Found:
    """The statements that count, those of the region asked for, and what could not be read."""

    items: Sequence[Told]
    own: Sequence[Told]
    as_of: date
    failures: Sequence[SanjiangError]


def _told(request: Request, library: Library, show: Show) -> _Found:
    region = library.regions.find(request.region) if request.region else None
    heard = hear(request, library, show)
    published = {r.document.name: r.document.published for r in heard.kept}
    homes = {r.document.name: r.home for r in heard.kept}
    items = [
        Told(
            s.id, s.to_json(), published[s.document], sector_of(s, library.chains), s.document, _code(homes[s.document])
        )
        for s in heard.statements
    ]
    prefix = _prefix(region) if region else None
    return _Found(items, [i for i in items if within([i], prefix)], heard.as_of, heard.failures)


def _here(row: Row, found: _Found) -> bool:
    return bool(set(row["statements"]) & {item.uid for item in found.own})


def _code(region: Region | None) -> str:
    return region.adcode if region else ""


def _prefix(region: Region) -> str:
    return region.adcode[: {"province": 2, "prefecture": 4, "county": 6}[region.level]]


def _survey(found: _Found, value: object, faults: Sequence[SanjiangError] = ()) -> Survey:
    quotes = {item.uid: str(item.said["evidence"][0]["quote"]) for item in found.items}
    return Survey(value, quotes, [*found.failures, *faults])
