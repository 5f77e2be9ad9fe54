"""What projects are counted by: source region, sector, stage, period, park."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sanjiang.brief.numbers import Text
from sanjiang.brief.words import STAGES
from sanjiang.core.errors import LibraryError
from sanjiang.grammar.heads import head_classes
from sanjiang.library.regions import Regions, load_regions
from sanjiang.systems.told import last
from sanjiang.workbench.register.holdings.projects import Project

UNKNOWN = Text("未说明", "not said")
SECTORS = {
    "industry": Text("工业", "industry"),
    "farming": Text("农业", "farming"),
    "tourism": Text("文旅", "tourism"),
}
PERIODS = ("month", "quarter", "half", "year")
"""The narrower before the wider."""


@dataclass(frozen=True, slots=True)
class Key:
    """One value of a dimension; its id is None where nobody says."""

    id: str | None
    name: Text


def _origin(level: str) -> Callable[[Project], Key]:
    def key(project: Project) -> Key:
        if code := project.region("origin"):
            return region_key(code, level)
        written = (last(project.seen, "origin") or {}).get("name")
        return Key(written, Text(written, written)) if written else Key(None, UNKNOWN)

    return key


def region_key(code: str, level: str) -> Key:
    """Return the region of a level that holds a code; the code's own region where only a wider one is known."""
    regions = _regions()
    try:
        region = regions.by_code(code)
    except LibraryError:
        return Key(code, Text(code, code))
    chain = (region, *regions.parents(region))
    wanted = {"province": ("province",), "prefecture": ("prefecture", "province")}.get(level, (region.level,))
    found = next((r for r in chain if r.level in wanted), region)
    name = found.short if found.parent is None else f"{regions.parents(found)[-1].short}{found.short}"
    return Key(found.adcode, Text(name, found.name_en or found.name))


@cache
def _regions() -> Regions:
    return load_regions()


def _sector(project: Project) -> Key:
    sector = project.seen[-1].sector
    return Key(sector, SECTORS[sector]) if sector in SECTORS else Key(None, UNKNOWN)


def _stage(project: Project) -> Key:
    stage = project.stage
    return Key(stage, STAGES[stage]) if stage else Key(None, UNKNOWN)


def _park(project: Project) -> Key:
    """Return the park that a project lies in: the last word of its place's name is one for parks."""
    for item in reversed(project.seen):
        name = str((item.said.get("place") or {}).get("name", ""))
        if name.endswith(_parks()):
            return Key(name, Text(name, name))
    return Key(None, UNKNOWN)


@cache
def _parks() -> tuple[str, ...]:
    return tuple(word for word, kind in head_classes().items() if kind == "park")


def _period(period: str) -> Callable[[Project], Key]:
    def key(project: Project) -> Key:
        days = project.days()
        found = period_of(*days, period) if days else None
        return Key(found, Text(found, found)) if found else Key(None, UNKNOWN)

    return key


def period_of(start: date, end: date, period: str) -> str | None:
    """Return the period in which both days lie, a wider one where the days are not known so narrowly; None if none.

    Examples
    --------
    >>> period_of(date(2020, 4, 1), date(2020, 4, 30), "quarter")
    '2020-Q2'
    >>> period_of(date(2020, 1, 1), date(2020, 12, 31), "month")
    '2020'
    """
    for wider in PERIODS[PERIODS.index(period) :]:
        if (found := _named(start, wider)) == _named(end, wider):
            return found
    return None


def _named(day: date, period: str) -> str:
    year = f"{day.year:04}"
    return {
        "year": year,
        "half": f"{year}-H{1 + (day.month > 6)}",
        "quarter": f"{year}-Q{(day.month + 2) // 3}",
        "month": f"{year}-{day.month:02}",
    }[period]


DIMENSIONS: Mapping[str, Callable[[Project], Key]] = {
    "origin": _origin("narrowest"),
    "prefecture": _origin("prefecture"),
    "province": _origin("province"),
    "sector": _sector,
    "stage": _stage,
    **{period: _period(period) for period in reversed(PERIODS)},
    "park": _park,
}
"""Names of dimensions; origin, prefecture and province are of the source region, as narrow as known or no narrower."""
