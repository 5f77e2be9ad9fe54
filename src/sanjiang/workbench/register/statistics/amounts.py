"""Sums of money over projects: what is known in yuan, and apart from it other currencies and what nobody says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sanjiang.workbench.register.holdings.projects import Project

CURRENCY = "CNY"


def amount(projects: Iterable[Project], field: str) -> dict[str, Any]:
    """Return the sum of `investment` or `arrived` over projects, each by the latest statement that gives it.

    Returns
    -------
    dict
        low, high, unit; `projects` with a figure in it, `qualified` those whose text says "about" or "at least" of it;
        `other` sums of other units; `unknown` projects of which nobody says how much; `statements`.
    """
    sums: dict[str, dict[str, Any]] = {CURRENCY: _sum(CURRENCY)}
    unknown = 0
    for project in projects:
        item = next((i for i in reversed(project.seen) if i.said.get(field)), None)
        if item is None:
            unknown += 1
            continue
        quantity = item.said[field]
        value = quantity["value"]
        low, high = value if isinstance(value, list) else (value, value)
        entry = sums.setdefault(quantity["unit"], _sum(quantity["unit"]))
        entry["low"] += low
        entry["high"] += high
        entry["projects"] += 1
        entry["qualified"] += bool(quantity.get("about"))
        entry["statements"].append(item.uid)
    return {**sums.pop(CURRENCY), "other": list(sums.values()), "unknown": unknown}


def _sum(unit: str) -> dict[str, Any]:
    return {"low": 0, "high": 0, "unit": unit, "projects": 0, "qualified": 0, "statements": []}
