"""Who plays: the table `members`, or the regions themselves; what is common; who is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sanjiang.cooperation.game import JOINT
from sanjiang.core.errors import NetworkError
from sanjiang.network import Network
from sanjiang.network.problem import Problem, suggest
from sanjiang.network.tables import TableError

COMMON = "*"
"""The player whose regions belong to all players in equal parts."""


@dataclass(frozen=True)
class Members:
    """Who plays for whom.

    Parameters
    ----------
    players : tuple of str
        In the order in which the tables name them; the common one is none of them.
    owner : mapping of str to str
        Player of each region that takes part; `COMMON` where it is all players'.
    left_out : tuple of str
        Regions of players that were not asked for: they are not in the network.
    """

    players: tuple[str, ...]
    owner: Mapping[str, str]
    left_out: tuple[str, ...] = ()

    @property
    def common(self) -> tuple[str, ...]:
        """The regions that are all players'."""
        return tuple(region for region, player in self.owner.items() if player == COMMON)

    def regions(self, player: str) -> tuple[str, ...]:
        """Return a player's regions."""
        return tuple(region for region, other in self.owner.items() if other == player)


def read_members(network: Network, chosen: Sequence[str] = ()) -> Members:
    """Return who plays in a network.

    Without the table `members` each region is a player; then, where only some are chosen, the others are left out, but
    for regions without a plant: these are the outside market, and common.

    Parameters
    ----------
    network : Network
    chosen : sequence of str
        Only these players take part: names of the table `members`, or ids, names or codes of regions.

    Raises
    ------
    TableError
        If the table misses a region; one that stands twice is refused when the network is read.
    NetworkError
        If a chosen player is unknown, is chosen twice, or nobody is left to play.
    """
    regions = network.table("regions")["region"].to_list()
    table = network.table("members")
    if table.height:
        owner = dict(table.select("region", "player").iter_rows())
        problems = list(_problems(regions, owner))
        if problems:
            raise TableError(problems)
        names = {player: player for player in owner.values() if player != COMMON}
    else:
        owner = {region: region for region in regions}
        names = _names(network)
    players = tuple(dict.fromkeys(owner[region] for region in _ordered(table, regions) if owner[region] != COMMON))
    if chosen:
        players = tuple(_known(name, names, players) for name in chosen)
        if not table.height:
            plants = set(network.table("plants")["region"]) | set(network.table("candidates")["region"])
            owner = {r: COMMON if r not in plants and r not in players else p for r, p in owner.items()}
    if not players or len(set(players)) < len(players):
        raise NetworkError(
            "没有参与方,或重复 nobody plays, or somebody twice",
            "--players" if chosen else "members.csv player",
            "每个参与方写一次 name each player once",
        )
    kept = {region: player for region, player in owner.items() if player == COMMON or player in players}
    return Members(players, kept, tuple(region for region in owner if region not in kept))


def within(network: Network, members: Members) -> Network:
    """Return the network without the regions that are left out; its rows are checked already."""
    if not members.left_out:
        return network
    here = pl.col("region").is_in(list(members.owner))
    tables = {
        name: network.table(name).filter(here)
        for name in ("regions", "plants", "supplies", "demands", "candidates", "stores", "members")
    }
    ends = pl.col("origin").is_in(list(members.owner)) & pl.col("destination").is_in(list(members.owner))
    return Network({**network.tables, **tables, "lanes": network.table("lanes").filter(ends)})


def _ordered(table: pl.DataFrame, regions: list[str]) -> list[str]:
    return table["region"].to_list() if table.height else regions


def _problems(regions: list[str], owner: Mapping[str, str]) -> Iterator[Problem]:
    for region in regions:
        if region not in owner:
            yield Problem(
                f"没有写地区 {region!r} 属于谁 the region {region!r} has no player",
                "members.csv region",
                f"加一行 add the row {region},PLAYER (公共的写 {COMMON} for what is common)",
            )
    for player in dict.fromkeys(owner.values()):
        if JOINT in player:
            yield Problem(
                f"参与方名称含逗号 a player's name holds a comma: {player!r}",
                "members.csv player",
                "去掉逗号,联盟以逗号连接 leave it out: commas part the players of a coalition",
            )


def _names(network: Network) -> dict[str, str]:
    """Return the region of each id, code and name that is one region's; ids go before codes, and codes before names."""
    table = network.table("regions")
    found: dict[str, str] = {}
    for column in ("region", "adcode", "name"):
        once = table.filter(pl.col(column).is_not_null() & ~pl.col(column).is_duplicated())
        found = dict(once.select(pl.col(column).alias("called"), "region").iter_rows()) | found
    return found


def _known(name: str, names: Mapping[str, str], players: Sequence[str]) -> str:
    found = names.get(name.strip())
    if found is None:
        listed = f"可用 use one of {', '.join(players[:12])}{' …' if len(players) > 12 else ''}"
        raise NetworkError(
            f"没有这个参与方,或有重名 no such player: {name.strip()!r}, or more than one",
            "--players",
            suggest(name, players, listed),
        )
    return found


def called(network: Network) -> Callable[[str], str]:
    """Return what tells which region an id, a code or a name means; a name that is none means itself."""
    names = _names(network)
    return lambda name: names.get(name, name)


def player_of(network: Network, members: Members, name: str) -> str:
    """Return the player that a name means: its own, or that of a region by id, code or name.

    Raises
    ------
    NetworkError
        If no player is meant.
    """
    if name in members.players:
        return name
    region = _names(network).get(name.strip(), "")
    player = members.owner.get(region)
    if player not in members.players:
        listed = f"可用 use one of {', '.join(members.players[:12])}"
        raise NetworkError(
            f"没有这个参与方,或有重名 no such player: {name!r}, or more than one",
            "--region",
            suggest(name, members.players, listed),
        )
    return player


def names_of(network: Network, members: Members) -> dict[str, tuple[str, str]]:
    """Return Chinese and English names of the players: of a region that is its own player, that of the table."""
    called = dict(network.table("regions").select("region", "name").iter_rows())
    told = {p: called.get(p) or p for p in members.players}
    return {p: (name, name) for p, name in told.items()}
