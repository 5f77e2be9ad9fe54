"""Why an attraction that a trip may visit is in none of its routes: by how many minutes it does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sanjiang.routes.problem import Problem, Route, Visit

if TYPE_CHECKING:
    from sanjiang.routes.tour import Choice
    from sanjiang.routes.trip import Reason


def unvisited(routes: Sequence[Choice], sights: Sequence[str]) -> dict[str, Reason]:
    """Return the reasons by attraction, told of the first route; none for what some route visits."""
    seen = set().union(*(choice.visited for choice in routes))
    return {sight: _reason(routes[0], sight) for sight in sights if sight not in seen}


def _reason(choice: Choice, sight: str) -> Reason:
    problem = choice.problem
    ways = [visit for visit in problem.visits if visit.task == sight]
    days = range(len(choice.days))
    late, driven = min((excess(problem, Route(day, (), 0, 0), visit, 0) for day in days for visit in ways), key=max)
    if driven > max(late, 0):
        return (
            f"即使一天只去这里,坐车也超出 {driven} 分钟;在更近的城镇过夜或改 tour.driving_hours",
            f"even alone it takes {driven} minutes more at the wheel than a day allows; "
            "a nearer night or a larger tour.driving_hours would do",
        )
    if late > 0:
        return (
            f"即使一天只去这里,也超出 {late} 分钟;在更近的城镇过夜或放宽每天的时间",
            f"even alone it takes {late} minutes more than a day has; a nearer night or longer days would do",
        )
    over, day = min(
        (max(excess(problem, route, visit, at)), route.vehicle)
        for route in choice.days
        for visit in ways
        for at in range(len(route.legs) + 1)
    )
    if over > 0:
        return (
            f"加进最合适的第 {day + 1} 天会超出 {over} 分钟,试过的替换得分都更少",
            f"put into day {day + 1}, the best for it, it takes {over} minutes too many, "
            "and no exchange that was tried scores more",
        )
    if all(visit.prize == 0 for visit in ways):
        return "得分为零,不值得多开车", "it scores nothing, and is not worth the drive"
    return (
        f"第 {day + 1} 天可以加,但这次搜索没有采用",
        f"day {day + 1} has room for it, but this search did not take it",
    )


def excess(problem: Problem, route: Route, visit: Visit, at: int) -> tuple[int, int]:
    """Return by how many minutes a day is exceeded if a visit is put in: of a window or its end, and of driving."""
    vehicle = problem.vehicles[route.vehicle]
    visits = [problem.visits[leg.visit] for leg in route.legs]
    visits.insert(at, visit)
    now, place, driven, late = vehicle.early, vehicle.start, 0, 0
    for each in visits:
        drive = int(problem.duration[place, each.place])
        driven += drive
        now = max(now + drive, each.early)
        late = max(late, now - each.late)
        now, place = now + each.service, each.place
    drive = int(problem.duration[place, vehicle.end])
    return max(late, now + drive - vehicle.late), driven + drive - vehicle.farthest
