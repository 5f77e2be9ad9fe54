"""Tours: the routes of a trip over attractions with hours, through its towns, that collect the most score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

from sanjiang.core.errors import RouteError
from sanjiang.core.figure import Figure
from sanjiang.library.travel import load_travel
from sanjiang.routes.contract import TOUR
from sanjiang.routes.problem import Problem, Route, Vehicle, Visit
from sanjiang.routes.roads import Roads, roads_between
from sanjiang.routes.search import best_routes
from sanjiang.routes.tables import Row, Tables, assumptions, evidence, named, read_tables
from sanjiang.routes.timetable import timetable
from sanjiang.routes.trip import Sight, Trip, day_start, read_trip, sights_of
from sanjiang.routes.unvisited import unvisited

USED = ("tour.", "travel.", "road.")
"""The assumptions behind it, by how their names begin."""
ITERATIONS = 8_000
TRIED = 600
"""Iterations spent on each choice of towns for the nights, before the best one is searched in earnest."""
MOST_NIGHTS = 24
"""Choices of towns for the nights that are tried."""
ALIKE = 0.7
"""Two routes are different where they share at most this part of the attractions that either may choose."""
WORTH = {3: 4, 10_000: 1}
"""Days at the wheel that the mean attraction is worth, and how many searches begin at each. At few a search finds most;
at many it leaves no score out."""
AGAIN = 0.5
"""What an attraction still counts in the search for the next route, for each route that has it already."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A trip, what it may visit, and the roads between."""

    trip: Trip
    sights: Sequence[Sight]
    roads: Roads


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A route of the trip: its towns, a town more than days, and what is visited each day."""

    towns: tuple[str, ...]
    problem: Problem
    days: tuple[Route, ...]

    @property
    def visited(self) -> set[str]:
        """The names of what is visited."""
        return {self.problem.visits[leg.visit].task for day in self.days for leg in day.legs}


def plan_tour(
    path: Path, name: str | None = None, seed: int = 0, assumed: Mapping[str, float] | None = None
) -> dict[str, object]:
    """Answer `tour` for tables: different routes with timetable, cost, and why the rest was left out.

    Parameters
    ----------
    path : Path
        A folder or workbook with the table `trips`; attractions and towns come from the atlas where it has none.
    name : str, optional
        The trip.
    seed : int
        The same seed gives the same routes.
    assumed : mapping of str to float, optional
        Named assumptions that are set otherwise.

    Raises
    ------
    TableError, RouteError
        If tables are wrong, or the trip must visit what it cannot.
    """
    figures = load_travel(assumed)
    tables = read_tables(path, TOUR)
    trip = read_trip(tables, name, figures)
    sights, barred = sights_of(trip, tables.of("attractions"), figures["tour.theme_weight"].value)
    asked = Asked(trip, sights, _roads(tables, sights, figures))
    routes = _different(asked, seed)
    _check_must(asked, routes[0])
    told = [timetable(asked, choice, tables, figures) for choice in routes]
    left = unvisited(routes, [sight.name for sight in sights])
    rows = tables.by("attractions")
    left_out = [
        {
            "id": key,
            "name_zh": rows[key]["name_zh"],
            "name_en": rows[key]["name_en"],
            "because": zh,
            "because_en": en,
            "evidence": [evidence(rows[key]).to_json()],
        }
        for key, (zh, en) in {**barred, **left}.items()
    ]
    return {
        "trip": trip.row["trip"],
        "routes": told,
        "left_out": left_out,
        "asked": trip.row["routes"],
        "assumptions": assumptions(tables, {n: f for n, f in figures.items() if n.startswith(USED)}),
    }


def _roads(tables: Tables, sights: Sequence[Sight], figures: Mapping[str, Figure]) -> Roads:
    towns = tables.by("towns")
    places: dict[str, Row] = {**towns, **{sight.name: sight.row for sight in sights}}
    if len(places) < len(towns) + len(sights):
        twice = next(sight.name for sight in sights if sight.name in towns)
        raise RouteError(f"代号重复 {twice!r} is a town and an attraction", "attractions.csv", "改一个 rename one")
    roads = [row for row in tables.of("roads") if row["from"] in places and row["to"] in places]
    return roads_between(list(places.items()), roads, figures)


def _different(asked: Asked, seed: int) -> list[Choice]:
    """Return the best route, and others that share little with each other, as many as are asked for and found."""
    towns, trip = _best_nights(asked, seed), asked.trip
    routes: list[Choice] = []
    times: dict[str, int] = {}
    for attempt in range(4 * int(trip.row["routes"])):
        found = _choice(asked, towns, times, seed + attempt)
        if found.visited.issuperset(trip.must) and all(_apart(trip, found, other) for other in routes):
            routes.append(found)
        if len(routes) == trip.row["routes"]:
            break
        for name in found.visited:
            times[name] = times.get(name, 0) + 1
    return sorted(routes, key=lambda choice: -_score(asked, choice)) or [found]


def _score(asked: Asked, choice: Choice) -> float:
    return sum(sight.score for sight in asked.sights if sight.name in choice.visited)


def _apart(trip: Trip, one: Choice, other: Choice) -> bool:
    free = [choice.visited - set(trip.must) for choice in (one, other)]
    least = min(len(part) for part in free)
    return least > 0 and len(free[0] & free[1]) <= ALIKE * least


def _best_nights(asked: Asked, seed: int) -> tuple[str, ...]:
    """Return the towns of start, nights and end under which a short search collects most.

    All choices are tried where they are few; else a night at a time, from the least driven on.
    """
    start, end, nights = asked.trip.row["start"], asked.trip.row["end"], len(asked.trip.dates) - 1
    options = named(asked.trip.row["overnight"]) or [start]

    def worth(towns: tuple[str, ...]) -> tuple[float, ...]:
        if _too_far(asked, towns) is not None:
            return (-1,)
        return _rank(asked, _searched(asked, towns, {}, seed, TRIED, worth=min(WORTH)), {})

    if len(options) ** nights <= MOST_NIGHTS:
        best = max(((start, *middle, end) for middle in product(options, repeat=nights)), key=worth)
    else:
        best = _least_driven(asked, [[start], *([options] * nights), [end]])
        for night in range(1, nights + 1):
            best = max(((*best[:night], town, *best[night + 1 :]) for town in options), key=worth)
    far = _too_far(asked, best)
    if far is not None:
        raise far
    return best


def _least_driven(asked: Asked, stages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the town of each stage between which no day is too long to drive, if any, and the least is driven."""
    roads, most = asked.roads, _most_driving(asked.trip)
    best: dict[str, tuple[int, int, tuple[str, ...]]] = {town: (0, 0, (town,)) for town in stages[0]}
    for stage in stages[1:]:
        drives = {(a, b): int(roads.minutes[roads.places[a], roads.places[b]]) for a in best for b in stage}
        best = {
            town: min(
                (over + max(0, drives[last, town] - most), driven + drives[last, town], (*chain, town))
                for last, (over, driven, chain) in best.items()
            )
            for town in stage
        }
    return min(best.values())[2]


def _most_driving(trip: Trip) -> int:
    return min(trip.driving, trip.ends - trip.begins)


def _too_far(asked: Asked, towns: tuple[str, ...]) -> RouteError | None:
    """Return what is wrong where a day's drive from town to town alone is too long."""
    trip, roads = asked.trip, asked.roads
    most = _most_driving(trip)
    for day, (start, end) in enumerate(pairwise(towns), 1):
        drive = int(roads.minutes[roads.places[start], roads.places[end]])
        if drive > most:
            return RouteError(
                f"第 {day} 天 {start} 到 {end} 要开 {drive} 分钟,最多 {most} "
                f"day {day} takes {drive} minutes of driving, of at most {most}",
                f"{trip.row['where']} overnight",
                "在中间的城镇过夜,或改 tour.driving_hours sleep in a town in between, or set tour.driving_hours",
            )
    return None


def _rank(asked: Asked, choice: Choice, times: Mapping[str, int]) -> tuple[float, ...]:
    """Return what makes a route better: all that must be visited, then score, then less driving."""
    visited = choice.visited
    score = sum(sight.score * AGAIN ** times.get(sight.name, 0) for sight in asked.sights if sight.name in visited)
    return len(visited & set(asked.trip.must)), score, -sum(driving(choice.problem, day) for day in choice.days)


def driving(problem: Problem, day: Route) -> int:
    """Return the minutes in the coach on a day."""
    vehicle = problem.vehicles[day.vehicle]
    places = [vehicle.start, *(problem.visits[leg.visit].place for leg in day.legs), vehicle.end]
    return int(problem.duration[places[:-1], places[1:]].sum())


def _choice(asked: Asked, towns: tuple[str, ...], times: Mapping[str, int], seed: int) -> Choice:
    """Return the better of the searches in earnest, one at each worth of a score."""
    found = [
        _searched(asked, towns, times, seed, ITERATIONS, worth=worth, starts=starts) for worth, starts in WORTH.items()
    ]
    return max(found, key=lambda choice: _rank(asked, choice, times))


def _searched(
    asked: Asked,
    towns: tuple[str, ...],
    times: Mapping[str, int],
    seed: int,
    iterations: int,
    *,
    worth: int,
    starts: int = 1,
) -> Choice:
    problem = _problem(asked, towns, times, worth)
    found = {route.vehicle: route for route in best_routes(problem, seed, iterations, starts)}
    days = []
    for day, vehicle in enumerate(problem.vehicles):
        drive = int(problem.duration[vehicle.start, vehicle.end])
        days.append(found.get(day, Route(day, (), vehicle.early, vehicle.early + drive)))
    return Choice(towns, problem, tuple(days))


def _problem(asked: Asked, towns: tuple[str, ...], times: Mapping[str, int], worth: int) -> Problem:
    """Return the trip as a routing problem in minutes: a day is a vehicle, a window of a day is a visit."""
    trip, sights, roads = asked.trip, asked.sights, asked.roads
    mean = sum(sight.score for sight in sights) / max(len(sights), 1) or 1.0
    scores = {s.name: round(worth * trip.driving * s.score / mean * AGAIN ** times.get(s.name, 0)) for s in sights}
    must = sum(scores.values()) + len(trip.dates) * trip.driving + 1
    visits = [
        Visit(
            sight.name,
            roads.places[sight.name],
            sight.minutes,
            day_start(day) + early,
            day_start(day) + late,
            must if sight.name in trip.must else scores[sight.name],
        )
        for sight in sights
        for day, early, late in sight.windows
    ]
    vehicles = [
        Vehicle(
            roads.places[towns[day]],
            roads.places[towns[day + 1]],
            day_start(day) + trip.begins,
            day_start(day) + trip.ends,
            farthest=trip.driving,
        )
        for day in range(len(trip.dates))
    ]
    return Problem(roads.minutes, roads.minutes, visits, vehicles)


def _check_must(asked: Asked, best: Choice) -> None:
    trip = asked.trip
    missing = [name for name in trip.must if name not in best.visited]
    if missing:
        zh, en = unvisited([best], missing)[missing[0]]
        raise RouteError(
            f"必去的排不下 {', '.join(missing)} must be visited and cannot all be: {zh} {en}",
            f"{trip.row['where']} must",
            "加一天、延长一天的时间或放快节奏 add a day, lengthen the days, or quicken the pace",
        )
