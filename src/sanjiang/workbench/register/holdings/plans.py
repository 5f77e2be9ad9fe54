"""Plans: the tasks that a document or an import sets, their owners and due days, the late ones first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.systems.tasks import plan_row
from sanjiang.systems.told import within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.follow_up import followed
from sanjiang.workbench.register.holdings.seen import Seen, seen
from sanjiang.workbench.register.rows import Row


def plan_rows(clocks: Clocks, prefix: str | None, day: date) -> Iterator[Row]:
    """Yield each plan, that of the latest document first: its fields, its tasks, how many are late and done."""
    words = followed(clocks)
    plans: dict[object, list[Seen]] = {}
    for item in seen("task", clocks):
        if within([item], prefix):
            plans.setdefault(item.document, []).append(item)
    for items in reversed(plans.values()):
        yield plan_row(items[0].said["document"], items, words, day)
