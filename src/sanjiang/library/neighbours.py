"""Which cities border each other: by a table where it has them, else as the positions of their seats suggest."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Region, Regions

FARTHEST_KM = 800.0
"""Seats farther apart are not compared; Hami and Jiuquan lie 540 km apart."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Cities and who borders whom; a municipality (重庆) is one city, whatever lies in it.

    Parameters
    ----------
    of : dict of str to frozenset of str
        The neighbours of each city, by code.
    tabled : frozenset of str
        The cities whose neighbours among each other the table tells; the rest go by their seats.
    """

    of: dict[str, frozenset[str]]
    tabled: frozenset[str]


def city_of(region: Region, regions: Regions) -> Region | None:
    """Return the city that a region is or lies in; None for a province that has cities.

    A county directly under a province (文昌市) is a city of its own.
    """
    municipalities = _municipalities(regions)
    for each in (region, *regions.parents(region)):
        above = each.parent or ""
        under_province = above.endswith("0000") and above not in municipalities
        if each.adcode in municipalities or each.level == "prefecture" or under_province:
            return each
    return None


@cache
def _municipalities(regions: Regions) -> frozenset[str]:
    with_cities = {r.parent for r in regions if r.level == "prefecture"}
    return frozenset(r.adcode for r in regions if r.level == "province" and r.adcode not in with_cities)


@cache
def load_neighbours(regions: Regions) -> Neighbours:
    """Return who borders whom.

    Two cities outside the table count as neighbours where no third city's seat lies within the circle whose diameter
    joins their seats (the Gabriel graph; Gabriel and Sokal 1969), and they lie no more than `FARTHEST_KM` apart.
    """
    pairs = set(_table())
    tabled = frozenset(code for pair in pairs for code in pair)
    pairs |= {(a, b) for a, b in _by_seats(regions) if not {a, b} <= tabled}
    found: dict[str, set[str]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return Neighbours({code: frozenset(others) for code, others in found.items()}, tabled)


def _table() -> Iterator[tuple[str, str]]:
    with data_path("regions", "neighbours.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], row["neighbour"]


def _by_seats(regions: Regions) -> Iterator[tuple[str, str]]:
    """Yield the pairs of the Gabriel graph of the cities' seats, by great-circle distances."""
    cities = [r for r in regions if r.lat is not None and city_of(r, regions) is r]
    apart = {(a.adcode, b.adcode): regions.distance_km(a, b) or 0.0 for a in cities for b in cities}
    near: dict[str, list[str]] = {}
    for a, b in sorted(apart, key=lambda pair: apart[pair]):  # the nearest first: they stand between most often
        if a != b and apart[a, b] <= FARTHEST_KM:
            near.setdefault(a, []).append(b)
    for a, others in near.items():
        for b in others:
            if a < b and all(apart[a, c] ** 2 + apart[c, b] ** 2 >= apart[a, b] ** 2 for c in others if c != b):
                yield a, b
