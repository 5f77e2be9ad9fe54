"""How far and how long between places: a table of roads where it says so, else great circles with a detour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sanjiang.core.errors import RouteError
from sanjiang.core.figure import Figure
from sanjiang.routes.problem import Integers
from sanjiang.routes.tables import Row

EARTH_KM = 6371.0
"""The mean radius."""
MOST = 2_000
"""Places; the distances between them take the square of it."""
Floats = npt.NDArray[np.float64]
USED = ("road.detour", "travel.speed", "travel.local_speed", "travel.local_km")
"""The assumptions behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """Between places, in the order in which they were given.

    Parameters
    ----------
    places : dict of str to int
        By name.
    km : float array, shape (places, places)
    minutes : int array, shape (places, places)
        Whole minutes, rounded up.
    """

    places: dict[str, int]
    km: Floats
    minutes: Integers


def roads_between(places: Sequence[tuple[str, Row]], told: Sequence[Row], figures: Mapping[str, Figure]) -> Roads:
    """Return the roads between named places with ``lat`` and ``lon``; rows of `told` go before, either way.

    Raises
    ------
    RouteError
        If there are too many places.
    """
    if len(places) > MOST:
        raise RouteError(
            f"地点太多 too many places: {len(places)}, at most {MOST}", "tables", "分成几份 divide the tables"
        )
    numbers = {name: number for number, (name, _) in enumerate(places)}
    km = great_circles(np.array([(row["lat"], row["lon"]) for _, row in places])) * figures["road.detour"].value
    local = np.minimum(km, figures["travel.local_km"].value)
    hours = local / figures["travel.local_speed"].value + (km - local) / figures["travel.speed"].value
    minutes = hours * 60
    for row in told:
        a, b = numbers[row["from"]], numbers[row["to"]]
        km[a, b] = km[b, a] = row["km"]
        minutes[a, b] = minutes[b, a] = row["minutes"]
    return Roads(numbers, km, np.ceil(minutes - 1e-9).astype(np.int64))


def great_circles(points: Floats) -> Floats:
    """Return the kilometres between points of latitude and longitude in degrees, by the haversine formula."""
    lat, lon = np.radians(points).T
    half = (
        np.sin((lat[:, None] - lat) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
