"""Alliances and brands: things with a name, and who belongs to them, told again and again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.systems.alliances import alliance_row
from sanjiang.systems.told import by_name, last, uids, within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.seen import seen
from sanjiang.workbench.register.rows import Row


def alliance_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield alliances with their members over time."""
    for items in by_name(seen("alliance", clocks)):
        if within(items, prefix):
            yield alliance_row(items)


def brand_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield brands with whose they are."""
    for items in by_name(seen("brand", clocks)):
        if within(items, prefix):
            owners = {name for item in items for name in item.parties}
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
