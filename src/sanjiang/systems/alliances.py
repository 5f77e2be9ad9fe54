"""Alliances: members over time, who left, what they share, who is missing for a corridor, what they have done since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sanjiang.core.errors import SanjiangError
from sanjiang.library.regions import Region, Regions
from sanjiang.systems.corridor import corridor
from sanjiang.systems.members import region_named, twice
from sanjiang.systems.told import Row, Told, by_name, last, uids

SYSTEM = re.compile(r"(?<!\d)(\d{1,2})\+(\d{1,2})(?!\d)")
"""A cooperation that goes by its numbers: "1+6"."""
LEFT = "cancelled"
"""The stage of a statement whose parties have left."""
SHORTEST = 5
"""A shorter name (产业联盟) may be anybody's: statements that have its words need not tell of it."""


def alliance_row(items: Sequence[Told]) -> Row:
    """Return an alliance of the statements that name it, the earliest first."""
    members: dict[str, list[Told]] = {}
    left: dict[str, Told] = {}
    for item in items:
        for name in item.parties:
            key = next((m for m in members if _bare(m) == _bare(name)), name)
            if item.said.get("stage") == LEFT:
                left[key] = item
            else:
                members.setdefault(key, []).append(item)
                left.pop(key, None)
    joined = [item for item in items if item.said.get("stage") != LEFT]
    return {
        "id": items[0].uid,
        "name": items[0].name or None,
        "place": last(joined, "place"),
        "date": last(joined, "date"),
        "count": last(joined, "count"),
        "members": [_member(name, told) for name, told in members.items() if name not in left],
        "left": [
            {"name": name, "told": item.told_on, "date": item.said.get("date"), "statements": uids([item])}
            for name, item in left.items()
        ],
        "statements": uids(items),
    }


def _member(name: str, told: list[Told]) -> Row:
    """Return a member, and when it was first and last told to be one."""
    return {"name": name, "first": told[0].told_on, "last": told[-1].told_on, "statements": uids(told)}


def _bare(name: str) -> str:
    """Return a region's name without what it is: 内江市 and 内江 are one member."""
    return name[:-1] if len(name) > 2 and name[-1] in "省市县区州" else name


def is_alliance(item: Told) -> bool:
    """Say whether a statement is of an alliance, or of a cooperation of regions that goes by its numbers."""
    return item.kind == "alliance" or (item.kind == "agreement" and SYSTEM.search(item.name) is not None)


def alliances(items: Sequence[Told], regions: Regions) -> list[Row]:
    """Return alliances, each with what was found of it.

    Parameters
    ----------
    items : sequence of Told
        Statements of every kind, the earliest first.
    regions : Regions

    Returns
    -------
    list of dict
        As `alliance_row`, and `kind` (alliance or cooperation), each member's `adcode`, `declared` (how many members
        were told), `unnamed` (how many of them no statement names; None where no number is told), `corridor`, and
        `since`: later statements that name it or two of its members.
    """
    return [_found(told, items, regions) for told in by_name([i for i in items if is_alliance(i)])]


def _found(told: list[Told], items: Sequence[Told], regions: Regions) -> Row:
    row = alliance_row(told)
    numbers = SYSTEM.search(told[0].name)
    declared = int(numbers[1]) + int(numbers[2]) if numbers else row["count"]
    found: dict[str, Region] = {}
    for member in row["members"]:
        region = region_named(member["name"], regions)
        member["adcode"] = region.adcode if region else None
        if region:
            found.setdefault(region.adcode, region)
    others = {m["name"] for m in row["members"] if m["adcode"] is None}
    named = len(found) + len(others)
    return {
        **row,
        "kind": "alliance" if told[0].kind == "alliance" else "cooperation",
        "declared": declared,
        "unnamed": None if declared is None else max(declared - named, 0),
        "corridor": corridor(list(found.values()), regions),
        "since": list(_since(told, items, regions)),
    }


def _since(told: list[Told], items: Sequence[Told], regions: Regions) -> Iterator[Row]:
    """Yield the statements told later than the alliance first was, that name it or at least two of its members."""
    first = next((t.told for t in told if t.told), None)
    if first is None:
        return
    members = {_key(name, regions) for t in told for name in t.parties}
    for item in items:
        if item in told or item.told is None or item.told <= first:
            continue
        by_itself = len(told[0].name) >= SHORTEST and told[0].name in item.words
        parties = {_key(name, regions): name for name in item.parties}
        shared = sorted(parties[key] for key in members & set(parties))
        if by_itself or len(shared) > 1:
            yield {
                "id": item.uid,
                "kind": item.kind,
                "name": item.name or None,
                "told": item.told_on,
                "by": "name" if by_itself else "members",
                "members": shared,
                "quote": item.said["evidence"][0]["quote"],
            }


def _key(name: str, regions: Regions) -> str:
    region = region_named(name, regions)
    return region.adcode if region else name


def overlaps(rows: Sequence[Row]) -> list[Row]:
    """Return the members that are in several alliances: those in the same ones together, the most alliances first."""
    names: dict[str, str] = {}
    where: dict[str, list[str]] = {}
    for row in rows:
        for member in row["members"]:
            key = member["adcode"] or member["name"]
            names.setdefault(key, member["name"])
            where.setdefault(key, []).append(row["id"])
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, ids in where.items():
        if len(set(ids)) > 1:
            groups.setdefault(tuple(dict.fromkeys(ids)), []).append(names[key])
    titles = {row["id"]: row["name"] or row["id"] for row in rows}
    found = [{"members": members, "alliances": [titles[i] for i in ids]} for ids, members in groups.items()]
    return sorted(found, key=lambda row: -len(row["alliances"]))


def outside(rows: Sequence[Row], wanted: Sequence[Region]) -> list[Row]:
    """Return for each alliance the regions of a corridor that are no members of it."""
    out = []
    for row in rows:
        here = {member["adcode"] for member in row["members"]}
        missing = [{"adcode": r.adcode, "name": r.name} for r in wanted if r.adcode not in here]
        out.append({"alliance": row["name"] or row["id"], "missing": missing})
    return out


def faults(items: Sequence[Told], regions: Regions) -> list[SanjiangError]:
    """Return a line for each statement of an alliance that lists a member twice."""
    return [
        SanjiangError(
            f"成员写了两次 a member twice: {name}",
            f"{item.said.get('document')}: {item.name}",
            "核对原文;只算一次 check the text; it counts once",
        )
        for item in items
        if is_alliance(item)
        for name in twice(item.parties, regions)
    ]
