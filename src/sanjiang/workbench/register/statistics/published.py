"""Figures that documents publish of several projects at once, beside what the register counts for the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sanjiang.systems.told import uids, within
from sanjiang.workbench.register.adcodes import inside
from sanjiang.workbench.register.holdings.projects import Project, several
from sanjiang.workbench.register.holdings.seen import Seen
from sanjiang.workbench.register.statistics.amounts import CURRENCY, amount
from sanjiang.workbench.register.statistics.sources import sources_in

SECTOR_WORDS = {"industry": ("工业", "制造业")}
"""A sector that a statement falls in for want of another limits a figure only where the text says so."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which projects a published figure is of, as far as its statement says.

    Parameters
    ----------
    place : str
        How the codes of the place's regions begin; empty for any.
    sources : tuple of str or None
        The same of the source regions; None where the text names a source that is not understood.
    item : Seen
    """

    place: str
    sources: tuple[str, ...] | None
    item: Seen

    @property
    def sector(self) -> str | None:
        """The sector that the text says; None for all."""
        sector, words = self.item.sector, SECTOR_WORDS.get(self.item.sector, ())
        return sector if not words or any(word in self.item.name for word in words) else None

    def holds(self, project: Project) -> bool:
        """Say whether a project is one of those."""
        if self.sources and not project.region("origin").startswith(self.sources):
            return False
        return self.may_hold(project)

    def may_hold(self, project: Project) -> bool:
        """Say whether a project is one of those, wherever it comes from."""
        if not (project.region() or project.seen[-1].home).startswith(self.place):
            return False
        if self.sector and project.seen[-1].sector != self.sector:
            return False
        if self.item.said.get("stage") == "signed" and not project.showing("signed"):
            return False
        start, end, days = self.item.day("start"), self.item.day("end"), project.days()
        if start is None and end is None:
            return True
        return days is not None and (start is None or start <= days[0]) and (end is None or days[1] <= end)

    def to_json(self) -> dict[str, Any]:
        """Return what the figure is limited to; null where it is not."""
        return {
            "place": self.place or None,
            "sources": None if self.sources is None else list(self.sources),
            "sector": self.sector,
            "stage": self.item.said.get("stage"),
            "date": self.item.said.get("date"),
        }


def published(told: Iterable[Seen], projects: Sequence[Project], prefix: str | None) -> Iterator[dict[str, Any]]:
    """Yield each published count of projects with its money, what the register counts for it, and the difference.

    Parameters
    ----------
    told : iterable of Seen
        Statements that may publish such figures.
    projects : sequence of Project
        All that count.
    prefix : str or None
        How the codes of the region begin whose figures are wanted.
    """
    for item in told:
        if not (several(item) and item.said.get("investment") and within([item], prefix)):
            continue
        scope = Scope(inside(item.adcode) if item.adcode else "", _sources(item), item)
        figures = {"count": item.said["count"], "investment": item.said["investment"]}
        out = {"name": item.name, "statement": item.uid, "scope": scope.to_json(), "published": figures}
        if scope.sources is None:
            yield {**out, "computed": None, "difference": None}
            continue
        counted = [project for project in projects if scope.holds(project)]
        computed = {"count": len(counted), "investment": amount(counted, "investment")}
        unknown = [p for p in projects if scope.sources and not p.region("origin") and scope.may_hold(p)]
        computed["source_unknown"] = len(unknown)
        computed["statements"] = uids(i for project in counted for i in project.seen)
        yield {**out, "computed": computed, "difference": _difference(figures, computed)}


def _difference(told: dict[str, Any], computed: dict[str, Any]) -> dict[str, Any]:
    """Return computed less published; null for money in other currencies."""
    count = computed["count"] - told["count"]
    if told["investment"]["unit"] != CURRENCY:
        return {"count": count, "low": None, "high": None, "unit": told["investment"]["unit"]}
    value, own = told["investment"]["value"], computed["investment"]
    low, high = value if isinstance(value, list) else (value, value)
    return {"count": count, "low": own["low"] - high, "high": own["high"] - low, "unit": CURRENCY}


def _sources(item: Seen) -> tuple[str, ...] | None:
    """Return how the codes of the source regions begin: of the statement's origin, else of those in its name."""
    if origin := item.said.get("origin"):
        return (inside(origin["adcode"]),) if origin.get("adcode") else None
    return sources_in(item.name)
