"""Whether regions form a corridor, each bordering the next, and who is missing for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sanjiang.library.neighbours import city_of, load_neighbours
from sanjiang.library.regions import Region, Regions
from sanjiang.systems.told import Row

Borders = Mapping[str, frozenset[str]]
MOST = 12
"""So many ways to join two parts are told: far apart, there are thousands."""
HOW = {
    "table": {
        "zh": "按邻接表（通识，未核实；个别有出处）",
        "en": "by the table of neighbours (general knowledge, unverified; a few rows cite a source)",
    },
    "seats": {
        "zh": "部分按城市驻地坐标推断（Gabriel 图），可能漏掉相邻的城市",
        "en": "partly inferred from the cities' seats (Gabriel graph), which may miss neighbours",
    },
}


def corridor(members: Sequence[Region], regions: Regions) -> Row | None:
    """Return whether the cities of members are connected, in which parts, and who would join them.

    Counties count as their city, a municipality's districts as the municipality. The parts are joined two at a time,
    those with the fewest cities between them first: for two parts that is the least possible; for more it is one way.

    Returns
    -------
    dict or None
        `connected`, `parts`, `missing` (for each joint the sets of cities that would do, as well as each other),
        `reachable` (whether that connects all), `how`; None where fewer than two cities are known.
    """
    cities = {c.adcode: c for m in members if (c := city_of(m, regions))}
    if len(cities) < 2:
        return None
    known = load_neighbours(regions)
    parts = _parts(cities, known.of)
    joints: list[list[tuple[str, ...]]] = []
    joined, used = set(cities), set(cities)
    groups = parts
    while len(groups) > 1:
        ways = _shortest(groups, known.of)
        if not ways:
            break
        joints.append(ways)
        joined |= set(ways[0])
        used |= {city for way in ways for city in way}
        groups = _parts(joined, known.of)
    named = {code: regions.by_code(code).name for code in known.of}
    return {
        "connected": len(parts) == 1,
        "parts": [[{"adcode": c, "name": regions.by_code(c).name} for c in part] for part in parts],
        "missing": [[[{"adcode": c, "name": named[c]} for c in way] for way in ways] for ways in joints],
        "reachable": len(groups) == 1,
        "how": HOW["table" if used <= known.tabled else "seats"],
    }


def _parts(cities: Iterable[str], borders: Borders) -> list[list[str]]:
    """Return the connected parts, each in the order of codes."""
    left, parts = sorted(cities, reverse=True), []
    while left:
        part, waiting = set(), [left[-1]]
        while waiting:
            city = waiting.pop()
            if city not in part:
                part.add(city)
                waiting += borders.get(city, frozenset()) & set(left)
        parts.append(sorted(part))
        left = [c for c in left if c not in part]
    return parts


def _shortest(parts: Sequence[Sequence[str]], borders: Borders) -> list[tuple[str, ...]]:
    """Return the sets of fewest cities that join a part to another: all of the nearest pair of parts."""
    best: list[tuple[str, ...]] = []
    for i, part in enumerate(parts):
        ends = {c for other in parts[i + 1 :] for c in other}
        found = _between(frozenset(part), ends, borders)
        if found and (not best or len(found[0]) < len(best[0])):
            best = found
    return best


def _between(start: frozenset[str], ends: set[str], borders: Borders) -> list[tuple[str, ...]]:
    """Return the shortest ways from a part to any of the ends, without both: breadth first, `MOST` at most."""
    before: dict[str, list[str]] = {city: [] for city in start}
    ring = sorted(start)
    while ring and not ends & set(before):
        following: dict[str, list[str]] = {}
        for city in ring:
            for other in sorted(borders.get(city, frozenset())):
                if other not in before:
                    following.setdefault(other, []).append(city)
        before |= following
        ring = sorted(following)
    back = (way for end in sorted(ends & set(before)) for way in _back(end, before))
    found: dict[tuple[str, ...], None] = {}
    for way in back:
        found[tuple(sorted(way))] = None
        if len(found) == MOST:
            break
    return list(found)


def _back(city: str, before: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the cities of each way back to the start, without its ends."""
    for last in before[city]:
        if before[last]:
            yield from ((last, *way) for way in _back(last, before))
        else:
            yield ()
