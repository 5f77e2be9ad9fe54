"""A route of a trip as people read it: the days with their stops, times and kilometres, and what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sanjiang.core.figure import Figure
from sanjiang.routes.hours import told
from sanjiang.routes.problem import Route
from sanjiang.routes.tables import Row, Tables, evidence
from sanjiang.routes.trip import Sight, Trip, day_start

if TYPE_CHECKING:
    from sanjiang.routes.tour import Asked, Choice


def timetable(asked: Asked, choice: Choice, tables: Tables, figures: Mapping[str, Figure]) -> dict[str, object]:
    """Return a route's days, score, length in km, cost by part, and the points for a map."""
    by_name = {sight.name: sight for sight in asked.sights}
    days = [_day(asked, choice, day, by_name) for day in choice.days]
    length = sum(float(str(day["km"])) for day in days)
    visited = [by_name[choice.problem.visits[leg.visit].task] for day in choice.days for leg in day.legs]
    return {
        "days": days,
        "score": round(sum(sight.score for sight in visited), 6),
        "length": round(length, 1),
        "length_unit": "km",
        "towns": list(choice.towns),
        "cost": _cost(asked.trip, choice, [s.row for s in visited], length, tables, figures),
        "points": _points(choice, [s.row for s in visited], tables),
    }


def _day(asked: Asked, choice: Choice, route: Route, sights: Mapping[str, Sight]) -> dict[str, object]:
    trip, roads = asked.trip, asked.roads
    vehicle = choice.problem.vehicles[route.vehicle]
    place, now, stops, km, driven = vehicle.start, route.begin, [], 0.0, 0
    midnight = day_start(route.vehicle)
    for leg in route.legs:
        sight = sights[choice.problem.visits[leg.visit].task]
        to = roads.places[sight.name]
        drive = int(roads.minutes[place, to])
        km, driven = km + float(roads.km[place, to]), driven + drive
        stops.append(
            {
                "id": sight.name,
                "name_zh": sight.row["name_zh"],
                "name_en": sight.row["name_en"],
                "arrive": told(now + drive - midnight),
                "begin": told(leg.begin - midnight),
                "leave": told(leg.end - midnight),
                "drive_minutes": drive,
                "evidence": [evidence(sight.row).to_json()],
            }
        )
        place, now = to, leg.end
    drive = int(roads.minutes[place, vehicle.end])
    return {
        "day": route.vehicle + 1,
        "date": trip.dates[route.vehicle].isoformat(),
        "from": choice.towns[route.vehicle],
        "to": choice.towns[route.vehicle + 1],
        "leave": told(route.begin - midnight),
        "arrive": told(now + drive - midnight),
        "driving_minutes": driven + drive,
        "km": round(km + float(roads.km[place, vehicle.end]), 1),
        "stops": stops,
    }


def _cost(
    trip: Trip,
    choice: Choice,
    visited: Sequence[Row],
    length: float,
    tables: Tables,
    figures: Mapping[str, Figure],
) -> dict[str, object]:
    """Return what a route costs by part; a ticket or a bed without a price is named, not counted as nothing."""
    people = trip.row["people"]
    coaches = -(-people // figures["tour.seats"].value)
    towns = tables.by("towns")
    nights = [towns[town] for town in choice.towns[1:-1]]
    parts = {
        "tickets": sum(row["ticket"] or 0.0 for row in visited) * people,
        "lodging": sum(row["lodging"] or 0.0 for row in nights) * people,
        "coach": round(length, 1) * figures["tour.coach_per_km"].value * coaches,
        "guide": len(trip.dates) * figures["tour.guide_per_day"].value * coaches,
    }
    unknown = [str(row["name_zh"]) for row in visited if row["ticket"] is None]
    unknown += [str(row["name_zh"]) for row in nights if row["lodging"] is None]
    total = sum(parts.values())
    return {
        "total": round(total, 2),
        "per_person": round(total / people, 2),
        "currency": "CNY",
        **{name: round(value, 2) for name, value in parts.items()},
        "without_price": list(dict.fromkeys(unknown)),
    }


def _points(choice: Choice, visited: Sequence[Row], tables: Tables) -> list[dict[str, object]]:
    """Return towns and stops with their coordinates, each once, in the order of the route."""
    towns = tables.by("towns")
    found = {str(town): {"kind": "town", **_point(towns[town])} for town in choice.towns}
    found |= {str(row["attraction"]): {"kind": row["kind"] or "attraction", **_point(row)} for row in visited}
    return [{"id": name, **point} for name, point in found.items()]


def _point(row: Row) -> dict[str, object]:
    return {
        "name_zh": row["name_zh"],
        "name_en": row["name_en"],
        "lat": row["lat"],
        "lon": row["lon"],
        "evidence": [evidence(row).to_json()],
    }
