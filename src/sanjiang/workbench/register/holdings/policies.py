"""Policies in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjiang.systems.told import within
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.holdings.seen import Seen, seen
from sanjiang.workbench.register.rows import Row

LENGTHS = {"day": 1, "ten_days": 11, "month": 31, "quarter": 92, "half_year": 184, "year": 366}
"""The most days that one unit of a precision has."""


def policy_rows(clocks: Clocks, prefix: str | None, day: date) -> Iterator[Row]:
    """Yield the policies that may be in force on the day; those that are over or yet to come are left out."""
    for item in seen("policy", clocks):
        force = in_force_on(item, day)
        if within([item], prefix) and force is not False:
            yield {
                "id": item.uid,
                "name": item.name or None,
                "organisation": item.said.get("organisation"),
                "parties": [party["name"] for party in item.said.get("parties", ())],
                "place": item.said.get("place"),
                "value": item.said.get("value"),
                "unit": item.said.get("unit"),
                "date": item.said.get("date"),
                "in_force": force,
                "told": item.told_on,
                "statements": [item.uid],
            }


def in_force_on(item: Seen, day: date) -> bool | None:
    """Say whether a policy is in force on a day; None where the text does not say from when to when.

    A date of several days, months or years is taken for the time of the policy; a single one for its beginning.
    """
    start, end = item.day("start"), item.day("end")
    if start is None and end is None:
        return None
    if start and day < start:
        return False
    precision = item.said["date"]["precision"]
    if precision == "open" or end is None:
        return True
    if start and precision in LENGTHS and (end - start).days < LENGTHS[precision]:
        return None
    return day <= end
