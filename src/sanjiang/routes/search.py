"""PyVRP: the one file that knows it. A `Problem` in, the best routes of a seeded search out."""

from __future__ import annotations

from typing import Any

import numpy as np
from pyvrp import (
    Client,
    ClientGroup,
    CostEvaluator,
    Depot,
    Location,
    PenaltyParams,
    ProblemData,
    Solution,
    SolveParams,
    VehicleType,
    solve,
)
from pyvrp import Route as FoundRoute
from pyvrp.stop import MaxIterations

from sanjiang.core.errors import RouteError
from sanjiang.routes.problem import Integers, Leg, Problem, Route, Vehicle

ITERATIONS = 4_000
STARTS = 4
"""Where a search stops, and how many begin anew: by count, so that the same seed gives the same on any machine."""

SEEDS = 2**32
"""As many as PyVRP tells apart."""

MOST = 3_000
"""Visits; the distances between them take the square of it."""


def best_routes(problem: Problem, seed: int = 0, iterations: int = ITERATIONS, starts: int = 1) -> list[Route]:
    """Return the best feasible routes found, in the order of the vehicles; none where no visit is worth its cost."""
    if not problem.visits or not problem.vehicles:
        return []
    if len(problem.visits) > MOST:
        raise RouteError(
            f"太大 too large: {len(problem.visits)} visits, at most {MOST}",
            "search",
            "分成几份,或减少天数和地点 divide it, or take fewer days and places",
        )
    data = _data(problem)
    # breaking a condition by one unit never pays, whatever it gains
    dearest = float(max(PenaltyParams().max_penalty, *(2 * visit.prize for visit in problem.visits)))
    params = SolveParams(penalty=PenaltyParams(max_penalty=dearest))
    best: Solution | None = None
    for start in range(starts):
        stop = MaxIterations(iterations)
        found = solve(
            data, stop, (seed * starts + start) % SEEDS, collect_stats=False, display=False, params=params
        ).best
        if found.is_feasible() and (best is None or _cost(found) < _cost(best)):
            best = found
    routes = [_route(route, problem) for route in best.routes()] if best is not None else []
    return sorted((r for r in routes if r.legs), key=lambda r: (r.vehicle, r.legs[0].begin, r.legs[0].visit))


def _cost(solution: Solution) -> float:
    """Return what driving, vehicles and missed prizes cost."""
    return CostEvaluator([0.0] * len(solution.excess_load()), 0.0, 0.0).penalised_cost(solution)


def _data(problem: Problem) -> ProblemData:
    """Return PyVRP's data: each visit has a location of its own, after those of the starts and ends."""
    ends = sorted({place for vehicle in problem.vehicles for place in (vehicle.start, vehicle.end)})
    places = [*ends, *(visit.place for visit in problem.visits)]
    groups = _groups(problem)
    of = {visit: number for number, group in enumerate(groups) for visit in group}
    clients = [
        Client(
            location=len(ends) + i,
            delivery=[visit.load],
            service_duration=visit.service,
            tw_early=visit.early,
            tw_late=visit.late,
            prize=visit.prize,
            required=False,
            group=of.get(i),
        )
        for i, visit in enumerate(problem.visits)
    ]
    barred = [
        tuple(len(ends) + i for i, v in enumerate(problem.visits) if v.fleet is not None and kind not in v.fleet)
        for kind in range(len(problem.vehicles))
    ]
    profiles = list(dict.fromkeys(barred))
    distance: Any = problem.distance[np.ix_(places, places)]  # PyVRP's own types say less than it takes
    duration = problem.duration[np.ix_(places, places)]
    beyond = max(vehicle.late for vehicle in problem.vehicles) + 1
    return ProblemData(
        [Location(float(i), 0.0) for i in range(len(places))],  # only the matrices say what lies near
        clients,
        [Depot(location=i) for i in range(len(ends))],
        [_vehicle(v, ends, profiles.index(bars)) for v, bars in zip(problem.vehicles, barred, strict=True)],
        [distance] * len(profiles),
        [_barred(duration, bars, beyond) for bars in profiles],
        groups,
    )


def _groups(problem: Problem) -> list[ClientGroup]:
    """Return the visits of each task that may be made in several ways."""
    ways: dict[str, list[int]] = {}
    for i, visit in enumerate(problem.visits):
        ways.setdefault(visit.task, []).append(i)
    return [ClientGroup(way, required=False) for way in ways.values() if len(way) > 1]


def _barred(duration: Integers, bars: tuple[int, ...], beyond: int) -> Any:
    """Return the durations as a vehicle finds them: what it may not visit lies beyond its hours."""
    found = duration.copy()
    found[list(bars), :] = found[:, list(bars)] = beyond
    np.fill_diagonal(found, 0)
    return found


def _vehicle(vehicle: Vehicle, ends: list[int], profile: int) -> VehicleType:
    return VehicleType(
        num_available=vehicle.count,
        capacity=[vehicle.capacity],
        start_depot=ends.index(vehicle.start),
        end_depot=ends.index(vehicle.end),
        fixed_cost=vehicle.fixed,
        tw_early=vehicle.early,
        tw_late=vehicle.late,
        max_distance=vehicle.farthest,
        unit_distance_cost=vehicle.per_distance,
        profile=profile,
        start_late=vehicle.leaves_late,
    )


def _route(route: FoundRoute, problem: Problem) -> Route:
    """Return a route with its own timetable: each visit begins on arrival, or when its window opens."""
    kind = route.vehicle_type()
    vehicle = problem.vehicles[kind]
    now, place, legs = route.start_time(), vehicle.start, []
    for activity in route.schedule():
        if activity.is_client():
            visit = problem.visits[activity.idx]
            begin = max(now + int(problem.duration[place, visit.place]), visit.early)
            now, place = begin + visit.service, visit.place
            legs.append(Leg(activity.idx, begin, now))
    return Route(kind, tuple(legs), route.start_time(), now + int(problem.duration[place, vehicle.end]))
