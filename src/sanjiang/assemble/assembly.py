"""Assembling: the one place where statements meet the library and become a scene to decide on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sanjiang.assemble.drivers import drivers
from sanjiang.assemble.joining import Group, joined
from sanjiang.assemble.lives import lives
from sanjiang.assemble.neighbours import Known, atlas_plants, distances, with_atlas
from sanjiang.assemble.plants import GONE, Reader, Told
from sanjiang.assemble.remarks import Lack, Unplaced
from sanjiang.assemble.tables import Level, Tables
from sanjiang.assemble.ties import find_ties
from sanjiang.assemble.totals import rest_of
from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import Case, Scene
from sanjiang.chain.targets import Maker
from sanjiang.cooperation.sharing import Tie
from sanjiang.core.evidence import StatementRef
from sanjiang.core.statement import Statement
from sanjiang.history import Life
from sanjiang.library.atlas import Atlas
from sanjiang.library.processes import Chain, Process
from sanjiang.library.regions import Region, Regions

PRICES: tuple[tuple[Level, str, str], ...] = (
    ("value", "", ""),
    ("low", "低价年景", "low prices"),
    ("high", "高价年景", "high prices"),
)
SPREADS: tuple[tuple[Level, str, str], ...] = (
    ("value", "", ""),
    ("low", "小价差", "small spread"),
    ("high", "大价差", "large spread"),
)
UNKNOWN: tuple[tuple[bool, str, str], ...] = (
    (False, "", ""),
    (True, "未知产能取典型规模", "unknown capacities at a typical size"),
)


@dataclass(frozen=True)
class Library:
    """The library that a document is assembled with."""

    regions: Regions
    chains: tuple[Chain, ...]
    atlas: Atlas


@dataclass(frozen=True)
class Assembly:
    """What the documents and the library make together.

    Parameters
    ----------
    scenes : tuple of Scene
        One for each chain of which the region has a plant.
    unplaced : tuple of Unplaced
        Project statements that are no plant.
    lacking : tuple of Lack
        What the network had to do without.
    makers : tuple of Maker
        Who is known to make what, wherever it is.
    lives : tuple of Life
        The documents' plants over time, wherever they are.
    ties : mapping of str to tuple of Tie
        What documents show between the region that asks and each other one.
    """

    scenes: tuple[Scene, ...]
    unplaced: tuple[Unplaced, ...]
    lacking: tuple[Lack, ...]
    makers: tuple[Maker, ...] = ()
    lives: tuple[Life, ...] = ()
    ties: Mapping[str, tuple[Tie, ...]] = field(default_factory=dict)


def assemble(
    statements: Sequence[Statement],
    homes: Mapping[str, Region | None],
    library: Library,
    region: Region,
    as_of: date,
    *,
    published: Mapping[str, date | None],
    alone: bool = False,
) -> Assembly:
    """Make a network of what the statements tell.

    Parameters
    ----------
    statements : sequence of Statement
    homes : mapping of str to Region or None
        The region that each document is about, by the document's name.
    library : Library
    region : Region
        The region that asks.
    as_of : date
        Prices and the atlas's plants are of this day.
    published : mapping of str to date or None
        When each document was published, the earliest first; undated ones count as earlier than all.
    alone : bool
        Leave all neighbours out.
    """
    processes = {p.id: p for chain in library.chains for p in chain.processes}
    reader = Reader(processes, library.regions, region, homes)
    told, unplaced = reader.read(statements, {name: i for i, name in enumerate(published)})
    pairs = joined(told)
    lacking = list(_conflicts([group for _, group in pairs]))
    known = [_known(plant, group, published) for plant, group in pairs]
    everywhere = with_atlas(known, atlas_plants(library.atlas, as_of, library.regions, region, processes))
    unnamed = tuple(rest_of(statements, everywhere, processes, (library.regions, region), as_of))
    plants = [p for p in (*everywhere, *unnamed) if p.stage not in GONE and (not alone or p.region == region.adcode)]
    scenes: list[Scene] = []
    for chain in library.chains:
        ids = {p.id for p in chain.processes}
        own = [p for p in plants if p.process in ids]
        if any(p.region == region.adcode and p.process in chain.core_processes() for p in own):
            sides = reader.sides(statements) | _made_here(plants, processes, region)
            scenes.append(replace(_scene(chain, own, library, region, as_of), sides=sides))
            lacking += [*_lacks(scenes[-1], library, as_of), *_too_far(own, scenes[-1])]
    lacking = list(dict.fromkeys(lacking))
    unplaced += _off_the_chains(told, scenes, region)
    if not scenes:
        lacking.append(
            Lack(
                f"文件中没有{region.name}在工艺库各产业链上的项目",
                f"the documents name no project of {region.name_en or region.name} on any chain of the process library",
            )
        )
    makers = tuple(_maker(p, processes, library.regions) for p in everywhere if p.owner)
    told_over_time = tuple(lives(pairs, library.chains, published))
    ties = find_ties(statements, homes, makers, (library.regions, region))
    return Assembly(tuple(scenes), tuple(unplaced), tuple(lacking), makers, told_over_time, ties)


def _maker(plant: Plant, processes: Mapping[str, Process], regions: Regions) -> Maker:
    place = regions.by_code(plant.region)
    return Maker(
        company=plant.owner,
        processes=(plant.process,),
        region=plant.region,
        place_zh=place.name,
        place_en=place.name_en or place.name,
        stage=plant.stage,
        capacity=plant.low if plant.stated else None,
        unit=processes[plant.process].unit,
        evidence=plant.evidence,
    )


def _scene(chain: Chain, plants: list[Plant], library: Library, region: Region, as_of: date) -> Scene:
    regions, atlas = library.regions, library.atlas
    others = sorted({p.region for p in plants} - {region.adcode})
    distance = distances(regions, region, others, atlas.figure("road.detour"))
    radius = atlas.figure("neighbour.radius_km").value
    near = [c for c in others if c in distance and distance[c].value <= radius]
    kept = tuple(p for p in plants if p.region == region.adcode or p.region in near)
    names = {
        c: (regions.by_code(c).name, regions.by_code(c).name_en or regions.by_code(c).name)
        for c in (region.adcode, *near)
    }
    distance = {c: distance[c] for c in near}
    tables = Tables(chain, atlas, as_of, region.adcode, names, distance)
    cases = tuple(_cases(tables, kept))
    rate = atlas.figure("finance.discount_rate")
    return Scene(
        chain, region.adcode, names, kept, cases, rate, distance, drivers=drivers(tables, kept, cases[0].network)
    )


def _cases(tables: Tables, plants: Sequence[Plant]) -> Iterator[Case]:
    """Yield every combination of unknown capacities, prices and spreads, the base first."""
    for prices, prices_zh, prices_en in PRICES:
        for spread, spread_zh, spread_en in SPREADS:
            network = tables.network(plants, prices, spread)
            for unknown, unknown_zh, unknown_en in UNKNOWN:
                zh = "、".join(filter(None, (prices_zh, spread_zh, unknown_zh))) or "基准"
                en = ", ".join(filter(None, (prices_en, spread_en, unknown_en))) or "base"
                yield Case(zh, en, network, unknown)


def _known(plant: Plant, group: Group, published: Mapping[str, date | None]) -> Known:
    latest = group[-1].statement
    return Known(plant, latest.place.adcode if latest.place else None, latest.phase, published[latest.document])


def _conflicts(groups: Sequence[Group]) -> Iterator[Lack]:
    for group in groups:
        stated = {(t.plant.low, t.plant.high) for t in group if t.plant.stated}
        if len(stated) > 1:
            owner = group[0].plant.owner
            written = "、".join(dict.fromkeys(t.statement.capacity.as_written for t in group if t.statement.capacity))
            yield Lack(
                f"{owner}的产能各文件说法不一({written}),取最新一份",
                f"the documents differ on the capacity of {owner} ({written}); the latest holds",
                tuple(StatementRef(t.statement.id) for t in group),
            )


def _lacks(scene: Scene, library: Library, as_of: date) -> Iterator[Lack]:
    chain = scene.chain
    for process in chain.processes:
        unknown = [
            p
            for p in scene.plants
            if p.region == scene.region and p.process == process.id and p.at_horizon and not p.stated
        ]
        if unknown:
            yield _without_figure(chain, process, unknown)
    for product in Tables(chain, library.atlas, as_of, scene.region, scene.names, scene.distance_km).without_price():
        name = chain.product(product)
        yield Lack(
            f"{name.name_zh}没有外部价格,不能买卖", f"{name.name_en} has no outside price: neither bought nor sold"
        )
    if len(scene.names) == 1:
        yield Lack("网络中没有相邻地区的项目", "no neighbour's plants are in the network")


def _without_figure(chain: Chain, process: Process, plants: Sequence[Plant]) -> Lack:
    step = chain.step_of(process.id)
    several = len(step.processes) > 1
    name_zh = f"{step.name_zh}·{process.name_zh}" if several else step.name_zh
    name_en = f"{step.name_en}, {process.name_en}" if several else step.name_en
    owners = "、".join(dict.fromkeys(p.owner for p in plants if p.owner))
    low, high = min(p.low for p in plants), max(p.high for p in plants)
    span = f"{low:,g}–{high:,g} {process.unit}"
    unsure = [p for p in plants if not p.placed]
    if len(unsure) == len(plants):
        zh, en = "不能确定是不是这一环节", "may be of this process or of another"
    else:
        zh, en = "没有产能数字", "give no capacity"
    return Lack(
        f"{name_zh}有 {len(plants)} 处{zh}({owners}):每处按 {span} 计",
        f"{name_en}: {len(plants)} {en} ({owners}), taken as {span} each",
        tuple(dict.fromkeys(e for p in plants for e in p.evidence)),
    )


def _made_here(plants: Sequence[Plant], processes: Mapping[str, Process], region: Region) -> frozenset[str]:
    """Return what the region's plants make at the horizon, by-products too."""
    here = {p.process for p in plants if p.region == region.adcode and p.at_horizon}
    return frozenset(product for name in here for product in processes[name].made())


def _off_the_chains(told: Sequence[Told], scenes: Sequence[Scene], region: Region) -> list[Unplaced]:
    """Return the statements whose plants stand on none of the chains that are the region's own."""
    shown = {process.id for scene in scenes for process in scene.chain.processes}
    placed = {t.statement.id for t in told if t.plant.process in shown}
    zh = f"{region.name}没有它所在产业链的主干环节"
    en = f"{region.name_en or region.name} has no core step of its chain"
    off = dict.fromkeys(t.statement.id for t in told if t.statement.stage not in GONE)
    return [Unplaced(statement, zh, en) for statement in off if statement not in placed]


def _too_far(plants: Sequence[Plant], scene: Scene) -> Iterator[Lack]:
    """Yield a note on the plants that documents tell of in regions too far away to be neighbours."""
    far = [p for p in plants if p.region != scene.region and p.region not in scene.names]
    told = [e for p in far for e in p.evidence if isinstance(e, StatementRef)]
    if told:
        yield Lack(
            f"文件中有 {len(far)} 处项目离得太远或不知道位置,不算相邻地区",
            f"{len(far)} plants lie too far away, or nobody knows where, to count as neighbours",
            tuple(dict.fromkeys(told)),
        )
