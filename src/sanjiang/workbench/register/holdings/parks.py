"""Parks with their tier, and which projects lie in them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from sanjiang.systems.parks import park_row
from sanjiang.systems.told import by_name, last, within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.projects import projects
from sanjiang.workbench.register.holdings.seen import seen
from sanjiang.workbench.register.rows import Row


def park_rows(clocks: Clocks, prefix: str | None, _: date) -> Iterator[Row]:
    """Yield parks, the highest tier first; an unsaid tier comes last."""
    inside: dict[str, list[str]] = {}
    for project in projects(clocks):
        inside.setdefault(str((last(project.seen, "place") or {}).get("name")), []).append(project.id)
    parks = [items for items in by_name(seen("park", clocks)) if within(items, prefix)]
    rows = [park_row(items, inside.get(items[0].name, [])) for items in parks]
    yield from (row for _, row in sorted(rows, key=itemgetter(0)))
