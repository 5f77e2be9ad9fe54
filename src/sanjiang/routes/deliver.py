"""Deliveries of fresh produce: which vehicle brings which orders when, what that costs, and what is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sanjiang.core.errors import RouteError
from sanjiang.core.figure import Figure
from sanjiang.library.travel import load_travel
from sanjiang.routes.consignment import Consignment, consignments, fresh_minutes, loss_rate
from sanjiang.routes.contract import DELIVER
from sanjiang.routes.hours import clock, told
from sanjiang.routes.problem import Leg, Problem, Route, Vehicle, Visit
from sanjiang.routes.roads import USED, Roads, roads_between
from sanjiang.routes.search import ITERATIONS, best_routes
from sanjiang.routes.tables import Row, Tables, assumptions, evidence, read_tables

CENT = 100
"""Costs are counted in hundredths."""
DEAR = 4
"""What an order that stays behind costs, in the dearest single trips: it does so only where it must."""


def plan_deliveries(path: Path, seed: int = 0, assumed: Mapping[str, float] | None = None) -> dict[str, object]:
    """Answer `deliver` for tables: routes with times and loads, cost, loss by hour, what is unserved and why.

    The search prices driving at the mean of each vehicle's cost per kilometre; the cost told is exact.

    Parameters
    ----------
    path : Path
        A folder or workbook with the table `orders`; what it lacks comes from the atlas.
    seed : int
        The same seed gives the same routes.
    assumed : mapping of str to float, optional
        Named assumptions that are set otherwise.

    Raises
    ------
    TableError, RouteError
        If tables are wrong, there is no vehicle, or an order is larger than any.
    """
    figures = load_travel(assumed)
    tables = read_tables(path, DELIVER)
    roads = _roads(tables, figures)
    sent, unserved = consignments(tables, roads)
    problem = _problem(tables, sent, roads)
    routes = best_routes(problem, seed, ITERATIONS, 2)
    told_routes = [_told(route, tables, sent, roads, problem) for route in routes]
    served = {problem.visits[leg.visit].task for route in routes for leg in route.legs}
    for each in sent:
        if each.order["order"] not in served:
            unserved[each.order["order"]] = (
                "能送到的车都已排满;加一辆车或放宽收货时间即可",
                "the vehicles that reach it have no room or time left; one more, or longer hours, would do",
            )
    lost = [stop for route in told_routes for stop in _stops(route)]
    return {
        "routes": told_routes,
        "cost": round(sum(float(str(route["cost"])) for route in told_routes), 2),
        "loss": round(sum(float(str(stop["loss"])) for stop in lost), 2),
        "loss_kg": round(sum(float(str(stop["loss_kg"])) for stop in lost), 3),
        "loss_by_hour": _by_hour(routes, tables, sent, problem),
        "currency": "CNY",
        "unserved": [{"id": order, "because": zh, "because_en": en} for order, (zh, en) in sorted(unserved.items())],
        "points": _points(tables, told_routes),
        "assumptions": assumptions(tables, {name: figures[name] for name in USED}),
    }


def _roads(tables: Tables, figures: Mapping[str, Figure]) -> Roads:
    farms, outlets = tables.by("farms"), tables.by("outlets")
    for twice in farms.keys() & outlets.keys():
        raise RouteError(f"代号重复 {twice!r} is a farm and an outlet", "outlets.csv", "改一个 rename one")
    return roads_between([*farms.items(), *outlets.items()], tables.of("roads"), figures)


def _problem(tables: Tables, sent: Sequence[Consignment], roads: Roads) -> Problem:
    """Return the day as a routing problem in minutes: a way to bring an order is a visit.

    A way is worth less by what is lost on it at least: by the drive there, or until the outlet opens.
    """
    fleet = tables.of("vehicles")
    most = max((row["cost_per_km"] for row in fleet), default=0.0)
    speed = _speed(roads)
    far = max(float(roads.km.max()), float(roads.minutes.max()) * speed) if roads.km.size else 0.0
    dear = DEAR * (2 * far * most + max((row["fixed_cost"] for row in fleet), default=0.0)) + 1
    visits = [
        Visit(
            str(each.order["order"]),
            roads.places[str(each.order["outlet"])],
            int(each.outlet["unload_minutes"]),
            early,
            late,
            prize,
            round(each.order["kg"] * 1000),
            tuple(numbers),
        )
        for each in sent
        for (early, late, prize), numbers in _alike(each, fleet, dear).items()
    ]
    vehicles = [
        Vehicle(
            roads.places[row["farm"]],
            roads.places[row["farm"]],
            clock(row["departs"]),
            clock(row["returns"]),
            max(min(int(row["count"]), len(sent)), 1),
            round(row["capacity_kg"] * 1000),
            int(row["driving_hours"] * 60),
            clock(row["departs"]),
            round(CENT * row["fixed_cost"]),
            max(1, round(CENT * row["cost_per_km"] * speed)),
        )
        for row in fleet
    ]
    return Problem(roads.minutes, roads.minutes, visits, vehicles)


def _alike(each: Consignment, fleet: Sequence[Row], dear: float) -> dict[tuple[int, int, int], list[int]]:
    """Return the vehicles that bring an order at the same times for the same prize, by these."""
    found: dict[tuple[int, int, int], list[int]] = {}
    for number, early, late in each.ways:
        prize = max(1, round(CENT * (dear + _value(each) - _least_loss(each, fleet[number], early))))
        found.setdefault((early, late, prize), []).append(number)
    return found


def _speed(roads: Roads) -> float:
    """Return the mean kilometres of a minute's drive."""
    minutes = float(roads.minutes.sum())
    return float(roads.km.sum()) / minutes if minutes else 1.0


def _value(each: Consignment) -> float:
    return float(each.order["kg"] * each.product["price"])


def _least_loss(each: Consignment, vehicle: Row, early: int) -> float:
    hours = (early - clock(vehicle["departs"])) / 60
    return min(1.0, loss_rate(each.product, vehicle) * hours) * _value(each)


def _told(
    route: Route, tables: Tables, sent: Sequence[Consignment], roads: Roads, problem: Problem
) -> dict[str, object]:
    vehicle = tables.of("vehicles")[route.vehicle]
    by_order = {str(each.order["order"]): each for each in sent}
    place, now, km, driven, stops = roads.places[vehicle["farm"]], route.begin, 0.0, 0, []
    for leg in route.legs:
        each = by_order[problem.visits[leg.visit].task]
        to = roads.places[str(each.order["outlet"])]
        drive = int(roads.minutes[place, to])
        km, driven = km + float(roads.km[place, to]), driven + drive
        stops.append(_stop(each, vehicle, leg, now + drive, route.begin))
        place, now = to, leg.end
    home = roads.places[vehicle["farm"]]
    km += float(roads.km[place, home])
    return {
        "vehicle": vehicle["vehicle"],
        "body": vehicle["body"],
        "farm": vehicle["farm"],
        "leave": told(route.begin),
        "return": told(now + int(roads.minutes[place, home])),
        "stops": stops,
        "cost": round(vehicle["fixed_cost"] + km * vehicle["cost_per_km"], 2),
        "km": round(km, 1),
        "driving_minutes": driven + int(roads.minutes[place, home]),
        "load_kg": round(sum(by_order[problem.visits[leg.visit].task].order["kg"] for leg in route.legs), 3),
        "capacity_kg": vehicle["capacity_kg"],
        "evidence": [evidence(vehicle).to_json()],
    }


def _stop(each: Consignment, vehicle: Row, leg: Leg, arrive: int, begin: int) -> dict[str, object]:
    aged = leg.begin - begin
    share = min(1.0, loss_rate(each.product, vehicle) * aged / 60)
    return {
        "id": each.order["order"],
        "outlet": each.order["outlet"],
        "product": each.order["product"],
        "product_name_zh": each.product["name_zh"],
        "product_name_en": each.product["name_en"],
        "name_zh": each.outlet["name_zh"],
        "name_en": each.outlet["name_en"],
        "kg": each.order["kg"],
        "arrive": told(arrive),
        "begin": told(leg.begin),
        "leave": told(leg.end),
        "age_minutes": aged,
        "fresh_minutes": fresh_minutes(each.product, vehicle),
        "loss_kg": round(share * each.order["kg"], 3),
        "loss": round(share * _value(each), 2),
        "evidence": [evidence(each.order).to_json(), evidence(each.product).to_json()],
    }


def _stops(route: Mapping[str, object]) -> Sequence[Mapping[str, object]]:
    stops = route["stops"]
    return stops if isinstance(stops, list) else []


def _by_hour(
    routes: Sequence[Route], tables: Tables, sent: Sequence[Consignment], problem: Problem
) -> list[dict[str, object]]:
    """Return what is lost in each hour on the road, of all orders together."""
    by_order = {str(each.order["order"]): each for each in sent}
    hours: dict[int, list[float]] = {}
    for route in routes:
        vehicle = tables.of("vehicles")[route.vehicle]
        for leg in route.legs:
            each = by_order[problem.visits[leg.visit].task]
            rate, before = loss_rate(each.product, vehicle), 0.0
            for hour in range(1, -(-(leg.begin - route.begin) // 60) + 1):
                share = min(1.0, rate * min(hour, (leg.begin - route.begin) / 60))
                kg, money = hours.setdefault(hour, [0.0, 0.0])
                lost = (share - before) * each.order["kg"]
                hours[hour] = [kg + lost, money + lost * each.product["price"]]
                before = share
    return [{"hour": h, "kg": round(kg, 3), "loss": round(money, 2)} for h, (kg, money) in sorted(hours.items())]


def _points(tables: Tables, routes: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return farms and outlets of the routes with their coordinates, each once."""
    farms, outlets = tables.by("farms"), tables.by("outlets")
    found: dict[str, Row] = {}
    for route in routes:
        found[str(route["farm"])] = {**farms[str(route["farm"])], "kind": "farm"}
        for stop in _stops(route):
            found[str(stop["outlet"])] = {**outlets[str(stop["outlet"])], "kind": "outlet"}
    return [
        {
            "id": name,
            **{key: row[key] for key in ("kind", "name_zh", "name_en", "lat", "lon")},
            "evidence": [evidence(row).to_json()],
        }
        for name, row in found.items()
    ]
