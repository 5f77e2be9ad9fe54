"""Published instances: an orienteering tour (.oplib), vehicle routes with or without time windows (.vrp)."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from sanjiang.routes.orienteering import FULL, ROUNDS, Orienteering, best_tour
from sanjiang.routes.problem import FOREVER, Problem, Route, Vehicle, Visit
from sanjiang.routes.search import ITERATIONS, STARTS, best_routes
from sanjiang.routes.tsplib import Floats, Instance, read_instance

DEAR = 20
"""What leaving a customer out costs, in longest ways."""
SMALL = 1e-6
"""What a time may be off when it is counted in whole units."""


def tour_of(path: Path, seed: int = 0, rounds: int | None = None) -> dict[str, object]:
    """Answer `tour` for an .oplib file: the tour that collects the most score within its COST_LIMIT.

    Raises
    ------
    RouteError
        If the file is not understood, or its start alone is beyond the limit.
    """
    instance = read_instance(path)
    limit = instance.number("COST_LIMIT")
    score = instance.column("NODE_SCORE_SECTION")[:, 0]
    if limit < 0 or (score < 0).any():
        instance.fault("有负数 COST_LIMIT or a score below 0", None, "写不小于 0 的数 write numbers of at least 0")
    if not np.array_equal(instance.distance, instance.distance.T):
        instance.fault("往返距离不等 distances differ by direction", None, "给对称的距离 give symmetric distances")
    if rounds is None:
        rounds = int(ROUNDS * min(1.0, FULL / len(instance.nodes)) ** 2)
    tour = best_tour(Orienteering(instance.distance, score, limit, instance.depot), seed, rounds)
    at = np.concatenate([[0.0], np.cumsum(instance.distance[tour[:-1], tour[1:]])])
    length = float(at[-1] + instance.distance[tour[-1], tour[0]])
    stops = [
        {"id": instance.nodes[place], "arrive": float(when), "leave": float(when)}
        for place, when in zip(tour, at, strict=True)
    ]
    route = {"days": [{"stops": stops}], "score": float(score[tour].sum()), "length": length, "limit": limit}
    return {"routes": [route], "left_out": _left_out(instance, tour, limit - length)}


def _left_out(instance: Instance, tour: list[int], free: float) -> list[dict[str, object]]:
    """Say of each node that is not visited what the shortest way to it would add to the tour."""
    after = [*tour[1:], tour[0]]
    start, limit = instance.depot, instance.number("COST_LIMIT")
    left = []
    for place in range(len(instance.nodes)):
        if place in tour:
            continue
        added = float(
            (instance.distance[tour, place] + instance.distance[place, after] - instance.distance[tour, after]).min()
        )
        alone = float(instance.distance[start, place] + instance.distance[place, start])
        if alone > limit:
            zh, en = f"单独往返就要 {alone:g},超过限额 {limit:g}", f"there and back alone takes {alone:g} of {limit:g}"
        else:
            zh = f"加进来要多走 {added:g},只剩 {free:g};试过的替换得分都更少"
            en = f"it would add {added:g} and {free:g} is left; no exchange that was tried collects more"
        left.append({"id": instance.nodes[place], "because": zh, "because_en": en})
    return left


def deliveries_of(path: Path, seed: int = 0, iterations: int | None = None) -> dict[str, object]:
    """Answer `deliver` for a .vrp file: the shortest routes that serve every customer.

    On more than `FULL` places the search has fewer iterations, as each takes longer.

    Times and lengths are in the file's units. A file says nothing of freshness: its loss is null.

    Raises
    ------
    RouteError
        If the file is not understood, a demand is beyond a vehicle, or its fleet is none.
    """
    instance = read_instance(path)
    scale = 10 if "TIME_WINDOW_SECTION" in instance.sections else 1
    problem = _problem(instance, scale)
    if iterations is None:
        iterations = int(ITERATIONS * min(1.0, FULL / len(instance.nodes)))
    routes = best_routes(problem, seed, iterations, STARTS)
    told = [_told(route, number, problem, instance, scale) for number, route in enumerate(routes, 1)]
    served = {leg.visit for route in routes for leg in route.legs}
    unserved = [
        {
            "id": int(visit.task),
            "because": "所有车辆在各自的载重和时间内都排不下",
            "because_en": "no vehicle has the room and the time left for it",
        }
        for i, visit in enumerate(problem.visits)
        if i not in served
    ]
    return {"routes": told, "cost": _length(routes, problem) / scale, "loss": None, "unserved": unserved}


def _problem(instance: Instance, scale: int) -> Problem:
    demand = instance.column("DEMAND_SECTION")[:, 0]
    capacity, count = instance.number("CAPACITY"), instance.number("VEHICLES", len(instance.nodes) - 1)
    depot = instance.depot
    if any(number % 1 for number in (*demand, capacity, count)):
        instance.fault(
            "货量、载重或车数不是整数 not whole: a demand, CAPACITY or VEHICLES", None, "写整数 write whole ones"
        )
    if count < 1:
        instance.fault("没有车 a fleet of none: VEHICLES 0", None, "写至少 1 write at least VEHICLES : 1")
    if min(float(demand.min()), capacity) < 0:
        instance.fault("有负的货量或载重 a demand or CAPACITY below 0", None, "写不小于 0 的数 write at least 0")
    if demand[demand > capacity].size:
        node = instance.nodes[int(demand.argmax())]
        instance.fault(
            f"点 {node} 的货量超过任何车 node {node} orders more than a vehicle holds: {demand.max():g} > {capacity:g}",
            None,
            f"拆单或用载重 {demand.max():g} 的车 split it, or use vehicles of CAPACITY : {demand.max():g}",
        )
    windows, service = _times(instance)
    early, late = (
        np.ceil(windows[:, 0] * scale - SMALL).astype(int),
        np.floor(windows[:, 1] * scale + SMALL).astype(int),
    )
    distance = np.rint(instance.distance * scale).astype(np.int64)
    prize = DEAR * int(distance.max()) + 1
    visits = [
        Visit(
            str(node),
            place,
            math.ceil(service[place] * scale - SMALL),
            int(early[place]),
            min(int(late[place]), FOREVER),
            prize,
            int(demand[place]),
        )
        for place, node in enumerate(instance.nodes)
        if place != depot
    ]
    count = min(int(count), len(visits))
    vehicle = Vehicle(depot, depot, int(early[depot]), min(int(late[depot]), FOREVER), count, int(capacity))
    return Problem(distance, distance, visits, [vehicle])


def _times(instance: Instance) -> tuple[Floats, Floats]:
    """Return windows and service times of all places; where the file has none, all day and nothing.

    DISTANCE is the longest that driving and service of a route may take (Christofides, Mingozzi, Toth 1979).
    """
    size = len(instance.nodes)
    windows = np.tile([0.0, float(FOREVER)], (size, 1))
    windows[instance.depot, 1] = instance.number("DISTANCE", float(FOREVER))
    if "TIME_WINDOW_SECTION" in instance.sections:
        if "DISTANCE" in instance.header:
            instance.fault("时间窗与 DISTANCE 并存 windows and DISTANCE", None, "去掉一项 leave one of them out")
        windows = instance.column("TIME_WINDOW_SECTION", 2)
    for place in np.flatnonzero(windows[:, 0] > windows[:, 1]):
        low, high = windows[place]
        instance.fault(
            f"点 {instance.nodes[place]} 的时间窗不可能 an impossible window: {low:g}–{high:g}",
            instance.line("TIME_WINDOW_SECTION", int(place)),
            f"对调两数 exchange them: {high:g} {low:g}",
        )
    service = np.full(size, instance.number("SERVICE_TIME", 0.0))
    if "SERVICE_TIME_SECTION" in instance.sections:
        service = instance.column("SERVICE_TIME_SECTION")[:, 0]
    if min(float(windows.min()), float(service.min())) < 0:
        instance.fault("有负的时间 a time below 0", None, "写不小于 0 的数 write at least 0")
    return windows, service


def _length(routes: list[Route], problem: Problem) -> float:
    return float(sum(_distance(route, problem) for route in routes))


def _distance(route: Route, problem: Problem) -> int:
    vehicle = problem.vehicles[route.vehicle]
    places = [vehicle.start, *(problem.visits[leg.visit].place for leg in route.legs), vehicle.end]
    return int(problem.distance[places[:-1], places[1:]].sum())


def _told(route: Route, number: int, problem: Problem, instance: Instance, scale: int) -> dict[str, object]:
    stops = [
        {"id": int(problem.visits[leg.visit].task), "arrive": leg.begin / scale, "leave": leg.end / scale}
        for leg in route.legs
    ]
    load = sum(problem.visits[leg.visit].load for leg in route.legs)
    return {"vehicle": number, "stops": stops, "cost": _distance(route, problem) / scale, "load": load}
