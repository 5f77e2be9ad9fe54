"""Alliances and brands: things with a name, and who belongs to them, told again and again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.seen import Seen, last, seen, uids, within
from sanjiang.workbench.register.rows import Row


def by_name(items: Sequence[Seen]) -> list[list[Seen]]:
    """Return statements of one name together; one without a name stands alone."""
    found: dict[str, list[Seen]] = {}
    for item in items:
        found.setdefault(item.name or item.uid, []).append(item)
    return list(found.values())


def alliance_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield alliances with their members over time."""
    for items in by_name(seen("alliance", clocks)):
        if within(items, prefix):
            members: dict[str, list[Seen]] = {}
            for item in items:
                for party in item.said.get("parties", ()):
                    members.setdefault(party["name"], []).append(item)
            yield {
                "id": items[0].uid,
                "name": items[0].name or None,
                "place": last(items, "place"),
                "date": last(items, "date"),
                "count": last(items, "count"),
                "members": [_member(name, told) for name, told in members.items()],
                "statements": uids(items),
            }


def _member(name: str, told: list[Seen]) -> Row:
    """Return a member, and when it was first and last told to be one: nobody tells who left."""
    return {"name": name, "first": told[0].told_on, "last": told[-1].told_on, "statements": uids(told)}


def brand_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield brands with whose they are."""
    for items in by_name(seen("brand", clocks)):
        if within(items, prefix):
            owners = {party["name"] for item in items for party in item.said.get("parties", ())}
            yield {
                "id": items[0].uid,
                "name": items[0].name or None,
                "organisation": last(items, "organisation"),
                "product": last(items, "product"),
                "place": last(items, "place"),
                "parties": sorted(owners),
                "sector": items[-1].sector,
                "first": items[0].told_on,
                "last": items[-1].told_on,
                "statements": uids(items),
            }
