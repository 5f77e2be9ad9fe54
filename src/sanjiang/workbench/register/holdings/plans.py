"""Plans: the tasks that a document or an import sets, their owners and due days, the late ones first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.follow_up import followed
from sanjiang.workbench.register.holdings.lateness import late
from sanjiang.workbench.register.holdings.seen import Seen, seen, within
from sanjiang.workbench.register.rows import Row


def plan_rows(clocks: Clocks, prefix: str | None, day: date) -> Iterator[Row]:
    """Yield each plan, that of the latest document first: its fields, its tasks, how many are late and done."""
    words = followed(clocks)
    plans: dict[int, tuple[str, list[Row]]] = {}
    for item in seen("task", clocks):
        if within([item], prefix):
            _, tasks = plans.setdefault(item.document, (item.said["document"], []))
            tasks.append(_task(item, words.get(item.uid), day))
    for document, tasks in reversed(plans.values()):
        yield {
            "document": document,
            "told": tasks[-1]["told"],
            "late": sum(task["late"] is True for task in tasks),
            "done": sum(task["progress"] == 1 for task in tasks),
            "unassigned": sum(task["owner"] is None for task in tasks),
            "fields": sorted({task["field"] for task in tasks}),
            "tasks": sorted(tasks, key=_urgency),
            "statements": [task["id"] for task in tasks],
        }


def _task(item: Seen, word: Row | None, day: date) -> Row:
    due = item.day("end")
    told = word or {}
    return {
        "id": item.uid,
        "name": item.name or None,
        "field": item.sector,
        "place": item.said.get("place"),
        "count": item.said.get("count"),
        "value": item.said.get("value"),
        "unit": item.said.get("unit"),
        "owner": told.get("owner"),
        "due": told.get("due") or (due.isoformat() if due else None),
        "progress": told.get("progress"),
        "follow_up": word,
        "late": late(word, due, day),
        "told": item.told_on,
        "statements": [item.uid],
    }


def _urgency(task: Row) -> tuple[bool, bool, str]:
    """Return where a task stands: the late first, then by the day on which it is due, the done ones last."""
    return task["late"] is not True, task["progress"] == 1, task["due"] or "9999"
