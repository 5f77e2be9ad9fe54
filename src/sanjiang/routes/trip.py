"""A trip as asked: its days, its group, and which attractions it may visit when; why the others stay out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sanjiang.core.errors import RouteError
from sanjiang.core.figure import Figure
from sanjiang.routes.hours import DAY, clock, weekdays, windows
from sanjiang.routes.tables import Row, Tables, named

BEGINS, ENDS = "08:30", "18:00"
"""A day's hours where the trip says none."""
Reason = tuple[str, str]
"""A sentence in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Trip:
    """What is asked.

    Parameters
    ----------
    row : Row
        Of the table `trips`.
    dates : tuple of date
    begins, ends : int
        Minutes since midnight.
    driving : int
        The most minutes in the coach in a day.
    pace : float
        How long a visit lasts, against the attraction's usual length.
    """

    row: Row
    dates: tuple[date, ...]
    begins: int
    ends: int
    driving: int
    pace: float

    @property
    def must(self) -> list[str]:
        """The attractions that must be visited."""
        return named(self.row["must"])


@dataclass(frozen=True, slots=True)
class Sight:
    """An attraction that the trip may visit.

    Parameters
    ----------
    row : Row
        Of the table `attractions`.
    minutes : int
        How long a visit lasts at the trip's pace.
    score : float
        As the trip's themes weigh it.
    windows : tuple of (int, int, int)
        The day, counted from 0, and when a visit may begin at the earliest and the latest, in minutes since midnight.
    """

    row: Row
    minutes: int
    score: float
    windows: tuple[tuple[int, int, int], ...]

    @property
    def name(self) -> str:
        """Its name in the tables."""
        return str(self.row["attraction"])


def read_trip(tables: Tables, name: str | None, figures: Mapping[str, Figure]) -> Trip:
    """Return the trip of a name, or the only one.

    Raises
    ------
    RouteError
        If there is none, or several and none is named, or its day ends before it begins.
    """
    trips = tables.by("trips")
    listed = ", ".join(trips) or "—"
    if not trips or (name is not None and name not in trips):
        raise RouteError(f"没有这条行程 no such trip: {name or '—'}", "trips.csv", f"可用 use one of {listed}")
    if name is None and len(trips) > 1:
        raise RouteError("有几条行程 there are several trips", "trips.csv", f"用 --trip 选一条 name one: {listed}")
    row = trips[name] if name is not None else next(iter(trips.values()))
    begins, ends = clock(row["begins"] or BEGINS), clock(row["ends"] or ENDS)
    if begins >= ends:
        raise RouteError(
            f"一天的时间不可能 an impossible window: {row['begins'] or BEGINS}–{row['ends'] or ENDS}",
            f"{row['where']} ends",
            "让一天先开始后结束 let the day begin before it ends",
        )
    first = date.fromisoformat(row["date"])
    try:
        dates = tuple(first + timedelta(days=d) for d in range(int(row["days"])))
    except OverflowError:
        raise RouteError(f"日期太远 too far a date: {first}", f"{row['where']} date", "改日期 change it") from None
    pace = figures[f"tour.pace.{row['pace'] or 'normal'}"].value
    return Trip(row, dates, begins, ends, int(figures["tour.driving_hours"].value * 60), pace)


def sights_of(trip: Trip, attractions: Sequence[Row], weight: float) -> tuple[list[Sight], dict[str, Reason]]:
    """Return what the trip may visit, and why it may not visit the rest.

    Raises
    ------
    RouteError
        If the trip must visit what it may not.
    """
    sights, barred = [], {}
    for row in attractions:
        reason = _barred(trip, row)
        sight = _sight(trip, row, weight)
        if reason is None and not sight.windows:
            reason = _closed(trip, row, sight.minutes)
        if reason is None:
            sights.append(sight)
            continue
        if row["attraction"] in trip.must:
            raise RouteError(
                f"必去的 {row['name_zh']} 去不了:{reason[0]} {row['name_en']} must be visited and cannot: {reason[1]}",
                f"{trip.row['where']} must",
                "从 must 去掉或按所说的改 take it out of must, or change what is said",
            )
        barred[str(row["attraction"])] = reason
    return sights, barred


def _barred(trip: Trip, row: Row) -> Reason | None:
    """Return why a group may not visit an attraction, whatever the day."""
    group, people = trip.row["group"], trip.row["people"]
    if group and row["groups"] and group not in named(row["groups"]):
        groups = ", ".join(named(row["groups"]))
        return f"不接待这类团队({group}),只接待 {groups}", f"it takes no groups of this kind ({group}), only {groups}"
    if row["capacity"] is not None and people > row["capacity"]:
        parts = -(-people // row["capacity"]) if row["capacity"] else 0
        mend = (f";分成 {parts:g} 批就可以", f"; {parts:g} groups could") if parts else ("", "")
        return (
            f"一天接待 {row['capacity']:g} 人,团队 {people:g} 人{mend[0]}",
            f"it takes {row['capacity']:g} a day, the group is {people:g}{mend[1]}",
        )
    return None


def _sight(trip: Trip, row: Row, weight: float) -> Sight:
    minutes = max(1, round(row["visit_minutes"] * trip.pace))
    wished = set(named(trip.row["themes"])) & set(named(row["themes"]))
    score = row["score"] * (weight if wished else 1.0)
    found = []
    for day, on in enumerate(trip.dates):
        if is_open(row, on):
            for start, end in windows(row["hours"]):
                early, late = max(start, trip.begins), min(end, trip.ends) - minutes
                if early <= late:
                    found.append((day, early, late))
    return Sight(row, minutes, score, tuple(found))


def is_open(row: Row, on: date) -> bool:
    """Tell whether an attraction is open on a day."""
    if on.isoweekday() in weekdays(row["closed_weekdays"]):
        return False
    start, end = row["closed_from"], row["closed_to"]
    if not start and not end:
        return True
    return not (start or "0001-01-01") <= on.isoformat() <= (end or "9999-12-31")


def _closed(trip: Trip, row: Row, minutes: int) -> Reason:
    """Say that an attraction is closed on all days, or that no window is as long as a visit, and what would do."""
    if any(is_open(row, on) for on in trip.dates):
        return (
            f"当天时间内开放不足 {minutes} 分钟;延长一天的时间或放快节奏",
            f"it is open for less than the {minutes} minutes of a visit; a longer day or a quicker pace would do",
        )
    last = trip.dates[-1]
    for days in range(1, 366):
        if last.toordinal() + days <= date.max.toordinal() and is_open(row, last + timedelta(days=days)):
            again = (last + timedelta(days=days)).isoformat()
            return f"行程各天都不开放;{again} 起可以", f"it is closed on every day of the trip; {again} would do"
    return "行程各天都不开放,一年内也不再开放", "it is closed on every day of the trip, and for a year after"


def day_start(day: int) -> int:
    """Return the minute at which a day of the trip begins, counted from the first midnight."""
    return day * DAY
