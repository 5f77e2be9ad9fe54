"""Parks with their tier, and which projects lie in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sanjiang.brief.sectors import tier_of, tier_rank
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.alliances import by_name
from sanjiang.workbench.register.holdings.projects import projects
from sanjiang.workbench.register.holdings.seen import Seen, last, seen, uids, within
from sanjiang.workbench.register.rows import Row


def park_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield parks, the highest tier first; an unsaid tier comes last."""
    inside: dict[str, list[str]] = {}
    for project in projects(clocks):
        inside.setdefault(str((last(project.seen, "place") or {}).get("name")), []).append(project.id)
    parks = [items for items in by_name(seen("park", clocks)) if within(items, prefix)]
    rows = [_row(items, inside.get(items[0].name, [])) for items in parks]
    yield from (row for _, row in sorted(rows, key=lambda item: item[0]))


def _row(items: Sequence[Seen], inside: list[str]) -> tuple[int, Row]:
    told = [(tier, item) for item in reversed(items) if (tier := tier_of(item.said))]
    tier = told[0][0] if told else None
    return tier_rank(tier), {
        "id": items[0].uid,
        "name": items[0].name or None,
        "tier": {"zh": tier.zh, "en": tier.en, "statement": told[0][1].uid} if tier else None,
        "place": last(items, "place"),
        "product": last(items, "product"),
        "sector": items[-1].sector,
        "stage": last(items, "stage"),
        "figures": [
            {"value": i.said["value"], "unit": i.said.get("unit"), "told": i.told_on, "statement": i.uid}
            for i in items
            if "value" in i.said
        ],
        "projects": inside,
        "statements": uids(items),
    }
