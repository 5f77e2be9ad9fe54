"""What a region and its neighbours could earn together, shared, over the spread of the outside market."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sanjiang.assemble.assembly import SPREADS, UNKNOWN, Assembly, Library
from sanjiang.assemble.joint import Joint
from sanjiang.chain.scene import Scene
from sanjiang.cooperation.deal import Outcome, try_deal
from sanjiang.cooperation.deal_terms import Written, read_deal
from sanjiang.cooperation.members import read_members
from sanjiang.cooperation.production import ProductionGame
from sanjiang.cooperation.recommend import Reason
from sanjiang.cooperation.sharing import Sharing, evidence_of, goods_of, share_cases
from sanjiang.cooperation.synergy import synergies
from sanjiang.library.regions import Region

PARTNERS = 5
"""As many neighbours play where nobody says who does: those with which the region gains most."""
UNIT = "CNY/a"


def share_documents(
    assembly: Assembly,
    region: Region,
    library: Library,
    as_of: date,
    others: Sequence[Region] = (),
    written: Written | None = None,
) -> Sharing | None:
    """Share what a region and some others earn together on the region's chains, each region its own player.

    Parameters
    ----------
    assembly : Assembly
    region : Region
    library : Library
    as_of : date
    others : sequence of Region
        Without them, neighbours with plants on the region's chains play, at most `PARTNERS`.
    written : Written, optional
        A proposed deal.

    Returns
    -------
    Sharing or None
        None where the region has no chain, or nobody to share with. Low and high are over the spread of the outside
        market, and over capacities that nobody states.
    """
    scenes = assembly.scenes
    chosen = others or _best(scenes, region, library, as_of)
    together = Joint.of(scenes, region, chosen, library.regions, library.atlas, as_of)
    if not scenes or len(together.players) < 2:
        return None
    games = []
    for spread, spread_zh, spread_en in SPREADS:
        for high, unknown_zh, unknown_en in UNKNOWN:
            game = ProductionGame(together.network(spread, unknown_high=high))
            zh = "、".join(filter(None, (spread_zh, unknown_zh))) or "基准"
            games.append((zh, ", ".join(filter(None, (spread_en, unknown_en))) or "base", game))
    base = games[0][2]
    cases = share_cases(games, region.adcode)
    evidence = evidence_of(base.network, capital=written is not None and written.project is not None)
    deals: tuple[Outcome, ...] = ()
    if written is not None:
        deal = read_deal(written, base.network, base.members, lambda name: library.regions.find(name).adcode)
        deals = tuple(try_deal(game, deal) for _, _, game in games)
    return Sharing(
        cases,
        base.members,
        together.names,
        goods_of(base.network),
        UNIT,
        region.adcode,
        evidence,
        assembly.ties,
        deals,
        tuple(_without_plants(base)),
        {code: _name(library.regions.by_code(code)) for code in assembly.ties if code not in together.names},
    )


def _name(region: Region) -> tuple[str, str]:
    return region.name, region.name_en or region.name


def _without_plants(game: ProductionGame) -> Iterator[Reason]:
    """Say who plays though it has no plant on the chains."""
    holders = set(game.network.table("plants")["region"])
    idle = tuple(p for p in game.players if p not in holders)
    if idle:
        yield Reason(
            "在这些产业链上没有装置的也是参与方,增不了什么,也分不到什么:{group}",
            "players without a plant on these chains, who add nothing and get nothing: {group}",
            idle,
        )


def _best(scenes: Sequence[Scene], region: Region, library: Library, as_of: date) -> list[Region]:
    """Return the neighbours with a plant at the horizon; of many, those with which the region gains most by pairs."""
    holders = {plant.region for scene in scenes for plant in scene.plants if plant.at_horizon} - {region.adcode}
    codes = dict.fromkeys(code for scene in scenes for code in scene.names if code in holders)
    near = [library.regions.by_code(code) for code in codes]
    if len(near) <= PARTNERS:
        return near
    together = Joint.of(scenes, region, near, library.regions, library.atlas, as_of)
    network = together.network()
    found = synergies(ProductionGame(network, read_members(network)), region.adcode)
    return [library.regions.by_code(s.pair[1]) for s in found[:PARTNERS]]
