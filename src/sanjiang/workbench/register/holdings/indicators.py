"""Indicators: figures of a scope, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.systems.told import last, uids, within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.seen import Seen, seen
from sanjiang.workbench.register.rows import Row

FIGURES = ("count", "value", "unit", "investment", "capacity", "stage")


def indicator_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield each indicator of a place with its figures, the earliest told first."""
    found: dict[tuple[str, str, str], list[Seen]] = {}
    for item in seen("indicator", clocks):
        place = item.adcode or str((item.said.get("place") or {}).get("name", ""))
        found.setdefault((item.name or item.uid, place, str(item.said.get("unit", ""))), []).append(item)
    for items in found.values():
        if within(items, prefix):
            yield {
                "id": items[0].uid,
                "name": items[0].name or None,
                "place": last(items, "place"),
                "sector": items[-1].sector,
                "figures": [_figure(item) for item in items],
                "statements": uids(items),
            }


def _figure(item: Seen) -> Row:
    figures = {field: item.said[field] for field in FIGURES if field in item.said}
    return {**figures, "date": item.said.get("date"), "told": item.told_on, "statement": item.uid}
