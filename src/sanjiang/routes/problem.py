"""A routing problem in whole numbers, whoever solves it: visits that may be made, vehicles that may make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
FOREVER = 10**9
"""Later than any time, longer than any drive, in the caller's units."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One way to do a task: at a place, by some vehicles, within one window.

    Parameters
    ----------
    task : str
        At most one visit of a task is made.
    place : int
    service, early, late : int
        How long it takes, and when it may begin.
    prize : int
        What it is worth, in the unit of costs.
    load : int
        What it takes of a vehicle's capacity.
    fleet : tuple of int, or None
        The vehicles that may make it; None for all.
    """

    task: str
    place: int
    service: int
    early: int
    late: int
    prize: int
    load: int = 0
    fleet: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Vehicle:
    """Vehicles of one kind, or one day of a tour.

    Parameters
    ----------
    start, end : int
        Places.
    early, late : int
        When it may leave the start, and when it must be at the end.
    count, capacity : int
    farthest : int
        The longest distance, as `Problem.distance` counts it.
    leaves_late : int or None
        The latest start; None where only `late` bounds it.
    fixed, per_distance : int
        What using one costs.
    """

    start: int
    end: int
    early: int
    late: int
    count: int = 1
    capacity: int = FOREVER
    farthest: int = FOREVER
    leaves_late: int | None = None
    fixed: int = 0
    per_distance: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Make the visits whose prizes are worth more than what making them costs.

    Parameters
    ----------
    distance, duration : int array, shape (places, places)
    visits : sequence of Visit
    vehicles : sequence of Vehicle
    """

    distance: Integers
    duration: Integers
    visits: Sequence[Visit]
    vehicles: Sequence[Vehicle]


@dataclass(frozen=True, slots=True)
class Leg:
    """A visit as made: which, from when to when."""

    visit: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Route:
    """What one vehicle does: which vehicle, its visits in order, when it leaves and returns."""

    vehicle: int
    legs: tuple[Leg, ...]
    begin: int
    end: int
