"""Statutory holidays by the State Council's notices, with the days off joined to them; unknown outside the table."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from typing import NamedTuple

from sanjiang.library.data_files import data_path

ALSO_CALLED = {"劳动": "五一", "十一": "国庆", "清明节": "清明", "新年": "元旦"}
GOLDEN_WEEKS = ("春节", "五一", "国庆")


class Holiday(NamedTuple):
    """A holiday of one year, first and last day off, and the notice that says so."""

    name: str
    start: date
    end: date
    source: str


@cache
def holidays() -> tuple[Holiday, ...]:
    """Return the packaged holidays, read once."""
    with data_path("policies", "holidays.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Holiday(row["name"], date.fromisoformat(row["start"]), date.fromisoformat(row["end"]), row["source"])
            for row in csv.DictReader(file)
        )


def plain_name(word: str) -> str:
    """Return the table's name of a holiday: 国庆节 and 十一 are 国庆."""
    word = word.removesuffix("黄金周").removesuffix("小长假").removesuffix("假期").removesuffix("期间")
    word = word.removesuffix("国际").removesuffix("节") if word != "春节" else word
    return ALSO_CALLED.get(word, word)


def holiday_on(day: date, names: tuple[str, ...] = ()) -> Holiday | None:
    """Return the holiday (one of the named) that a day belongs to, or None."""
    return next((h for h in holidays() if h.start <= day <= h.end and (not names or h.name in names)), None)


def is_known(year: int) -> bool:
    """Tell whether the table holds the year."""
    return any(h.end.year == year for h in holidays())


def of_year(name: str, year: int) -> tuple[date, date] | None:
    """Return first and last day of a holiday in a year, or None where the table does not say."""
    return next(((h.start, h.end) for h in holidays() if h.name == name and h.end.year == year), None)
