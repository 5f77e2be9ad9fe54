"""Plans: their fields and tasks, who does them by when, how far they are, and whether the declared counts are found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sanjiang.systems.told import Row, Told, uids

FIELDS = re.compile(r"围绕")
"""A count of fields tells what the work turns around ("围绕…7个方面")."""
TASKS = re.compile(r"任务$")
DONE = ("operating",)


def late(word: Mapping[str, object] | None, due: date | None, day: date) -> bool | None:
    """Say whether it was due before the day and is not done; None where nobody says when it is due.

    Parameters
    ----------
    word : mapping or None
        The last follow-up; its `due` goes before that of the text.
    due : date or None
        The day that the text gives.
    day : date
    """
    told = word.get("due") if word else None
    due = date.fromisoformat(str(told)) if told else due
    if word and word.get("progress") == 1:
        return False
    return None if due is None else due < day


def task_row(item: Told, word: Row | None, day: date) -> Row:
    """Return a task with what the last follow-up says of it; what nobody follows up goes by its text."""
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
        "owner": told.get("owner") or item.said.get("organisation"),
        "due": told.get("due") or (due.isoformat() if due else None),
        "progress": told.get("progress", 1.0 if item.said.get("stage") in DONE else None),
        "follow_up": word,
        "late": False if not told and item.said.get("stage") in DONE else late(word, due, day),
        "told": item.told_on,
        "statements": [item.uid],
    }


def urgency(task: Row) -> tuple[bool, bool, str]:
    """Return where a task stands: the late first, then by the day on which it is due, the done ones last."""
    return task["late"] is not True, task["progress"] == 1, task["due"] or "9999"


def plan_row(document: str, items: Sequence[Told], words: Mapping[str, Row], day: date) -> Row:
    """Return the plan that a document sets.

    Parameters
    ----------
    document : str
    items : sequence of Told
        Its tasks, the earliest first.
    words : mapping of str to dict
        The last follow-up of each statement.
    day : date
        What is late is so on this day.

    Returns
    -------
    dict
        Among others `counts`: the fields and tasks that it declares, against those that it names; what declares a count
        is no task that could be `late`, `done` or `unassigned`.
    """
    tasks = [task_row(item, words.get(item.uid), day) for item in items]
    declared = counts(items)
    own = [task for task in tasks if task["id"] not in {count["statements"][0] for count in declared}]
    return {
        "document": document,
        "told": tasks[-1]["told"],
        "late": sum(task["late"] is True for task in own),
        "done": sum(task["progress"] == 1 for task in own),
        "unassigned": sum(task["owner"] is None for task in own),
        "fields": sorted({task["field"] for task in tasks}),
        "counts": declared,
        "tasks": sorted(tasks, key=urgency),
        "statements": [task["id"] for task in tasks],
    }


def counts(items: Sequence[Told]) -> list[Row]:
    """Return what a plan declares to hold, against what it names.

    Fields are named in the clause that counts them. Tasks are named there too, or else by the document's other tasks
    that count nothing: these may or may not be the ones meant, which `list` tells.

    Returns
    -------
    list of dict
        `of` (fields or tasks), `declared`, `found`, `named` (the names), `list` (whether the clause itself lists them),
        `agrees` (None where the clause lists none), `statements`.
    """
    others = [i for i in items if "count" not in i.said and i.name]
    rows = []
    for item in items:
        count = item.said.get("count")
        of = "fields" if FIELDS.search(item.name) else "tasks" if TASKS.search(item.name) else None
        if of is None or not isinstance(count, int):
            continue
        listed = list(item.said.get("items") or ())
        named = listed or ([o.name for o in others] if of == "tasks" else [])
        rows.append(
            {
                "of": of,
                "name": item.name,
                "declared": count,
                "found": len(named),
                "named": named,
                "list": bool(listed),
                "agrees": len(listed) == count if listed else None,
                "statements": uids([item] if listed else [item, *others]),
            }
        )
    return rows


def plans(items: Sequence[Told], day: date) -> list[Row]:
    """Return each document's plan, that of the latest document first."""
    documents: dict[object, list[Told]] = {}
    for item in items:
        if item.kind == "task":
            documents.setdefault(item.document, []).append(item)
    return [plan_row(str(told[0].said.get("document")), told, {}, day) for told in reversed(documents.values())]
