"""The verbs: tour, deliver and flow, on tables or on published files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sanjiang.core.errors import RouteError
from sanjiang.routes.tables import holds

Assumed = Mapping[str, float]


def tour(path: Path, trip: str | None = None, seed: int = 0, assumed: Assumed | None = None) -> dict[str, object]:
    """Answer `tour`: for an .oplib file the best tour, for tables the routes of a trip; errors as these."""
    if path.suffix.lower() == ".oplib":
        from sanjiang.routes.published import tour_of

        _refuse("--trip", trip, path)
        _refuse("--assume", assumed, path)
        return tour_of(path, seed)
    from sanjiang.routes.tour import plan_tour

    return plan_tour(path, trip, seed, assumed)


def deliver(path: Path, seed: int = 0, assumed: Assumed | None = None) -> dict[str, object]:
    """Answer `deliver`: for a .vrp file the shortest routes, for tables a day's deliveries; errors as these."""
    if path.suffix.lower() == ".vrp":
        from sanjiang.routes.published import deliveries_of

        _refuse("--assume", assumed, path)
        return deliveries_of(path, seed)
    from sanjiang.routes.deliver import plan_deliveries

    return plan_deliveries(path, seed, assumed)


def flow(path: Path, assumed: Assumed | None = None) -> dict[str, object]:
    """Answer `flow`: ``season`` for tables with weeks, ``holiday`` for the others; errors as these."""
    if holds(path, "weeks"):
        from sanjiang.routes.season import plan_season

        return {"season": plan_season(path, assumed)}
    from sanjiang.routes.holiday import plan_holiday

    _refuse("--assume", assumed, path)
    return {"holiday": plan_holiday(path)}


def _refuse(option: str, given: object, path: Path) -> None:
    if given:
        raise RouteError(f"这里用不上 {option} says nothing about this", str(path), f"去掉 leave out {option}")
