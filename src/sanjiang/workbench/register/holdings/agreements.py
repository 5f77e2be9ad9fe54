"""Agreements and visits: who with whom, what was agreed, who follows it up and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.systems.tasks import late
from sanjiang.systems.told import within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.follow_up import followed
from sanjiang.workbench.register.holdings.seen import seen
from sanjiang.workbench.register.rows import Row


def agreement_rows(clocks: Clocks, prefix: str | None, day: date) -> Iterator[Row]:
    """Yield agreements and visits, the overdue first, then the latest."""
    words = followed(clocks)
    rows = []
    for item in seen("agreement", clocks):
        if not within([item], prefix):
            continue
        word = words.get(item.uid)
        rows.append(
            {
                "id": item.uid,
                "parties": [party["name"] for party in item.said.get("parties", ())],
                "agreed": item.name or None,
                "quote": item.said["evidence"][0]["quote"],
                "stage": item.said.get("stage"),
                "date": item.said.get("date"),
                "place": item.said.get("place"),
                "told": item.told_on,
                "follow_up": word,
                "late": late(word, None, day),
                "statements": [item.uid],
            }
        )
    rows.reverse()
    yield from sorted(rows, key=lambda row: row["late"] is not True)
