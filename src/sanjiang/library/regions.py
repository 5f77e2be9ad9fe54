"""The administrative regions of China: codes, names, what lies in what, and how far apart."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal, cast

from sanjiang.core.errors import LibraryError
from sanjiang.library.data_files import data_path

Level = Literal["province", "prefecture", "county"]
TABLE = "data/regions/regions.csv"
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Region:
    """One division.

    Parameters
    ----------
    adcode : str
        Its six-digit code (GB/T 2260).
    name, short : str
        The official name (峨边彝族自治县) and the common short one (峨边).
    level : str
        province, prefecture or county; 重庆市 is a province, its districts are counties.
    parent : str or None
        The code of the region one level up, None for a province.
    name_en : str
        The English name of a province or prefecture, empty for a county.
    lat, lon : float or None
        Degrees; None where unknown.
    """

    adcode: str
    name: str
    short: str
    level: Level
    parent: str | None
    name_en: str
    lat: float | None
    lon: float | None

    @property
    def full_names(self) -> tuple[str, ...]:
        """The names that carry the rank: the official one and the everyday one, if another (峨边县, 凉山州)."""
        everyday = self.short + self.name[-1]
        if self.name in (self.short, everyday) or self.name[-1] not in "州县旗":
            return (self.name,)
        return (self.name, everyday)


class Regions:
    """All regions, looked up by code and by name.

    Parameters
    ----------
    rows : iterable of Region
        Each parent has its own row.
    """

    def __init__(self, rows: Iterable[Region]) -> None:
        self._by_code = {region.adcode: region for region in rows}
        self._full: dict[str, list[Region]] = {}
        self._short: dict[str, list[Region]] = {}
        self._english: dict[str, list[Region]] = {}
        for region in self._by_code.values():
            for name in region.full_names:
                self._full.setdefault(name, []).append(region)
            self._short.setdefault(region.short, []).append(region)
            if region.name_en:
                self._english.setdefault(_plain(region.name_en), []).append(region)

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def by_code(self, code: str) -> Region:
        """Return the region of a six-digit code.

        Raises
        ------
        LibraryError
            The code is unknown, or was valid once: then the message names its successor.
        """
        if region := self._by_code.get(code):
            return region
        if old := _former().get(code):
            name, year, successor = old
            new = self._by_code[successor]
            mend = f"改用其后继 {_label(new)} / use its successor {_label(new)}"
            raise LibraryError(f"代码 {code}（{name}）已于{year}年停用 / code {code} ended in {year}", TABLE, mend)
        mend = "查对六位行政区划代码 / check the six-digit code of the division"
        raise LibraryError(f"未知的区划代码 {code} / unknown region code {code}", TABLE, mend)

    def successor(self, code: str) -> Region | None:
        """Return the region that follows an ended code, also one of another province (512326 of 1995, 500156), or None.

        A code that is in use stands for its region of today, whatever it stood for before.
        """
        if code in self._by_code:
            return None
        if old := _former().get(code):
            return self._by_code[old[2]]
        moved = _moved().get(code)
        return None if moved is None else self._by_code[moved]

    def former_names(self) -> Iterator[tuple[str, Region]]:
        """Yield the full names that divisions bore once, each with the region that follows it (襄樊市, 襄阳市)."""
        for name, _, successor in _former().values():
            yield name, self._by_code[successor]
        for name, code in _renamed():
            yield name, self._by_code[code]

    def named(self, word: str) -> tuple[Region, ...]:
        """Return every region whose full or short name is the word, by code."""
        found = {region.adcode: region for names in (self._full, self._short) for region in names.get(word, ())}
        return tuple(found[code] for code in sorted(found))

    def find(self, name: str) -> Region:
        """Return the one region that a user means: 乐山, 乐山市, 511100 or Leshan, in any case.

        A full name wins over a short one, and a city over the county of its name within it: 长沙 is 长沙市, not 长沙县;
        but 吉林 is two regions, the province and the city.

        Raises
        ------
        LibraryError
            No region or several bear the name; the message lists the nearest names or the candidates, with codes.
        """
        word = name.strip()
        if word.isascii() and word.isdigit():
            return self.by_code(word)
        found = self._full.get(word) or self._cities_first(word) or self._english.get(_plain(word)) or []
        if len(found) == 1:
            return found[0]
        if found:
            listed = "、".join(f"{self._path(region)} {region.adcode}" for region in found)
            mend = f"写全称或代码 / write the full name or the code: {listed}"
            raise LibraryError(f"地名“{word}”不止一处 / {word!r} names {len(found)} regions", TABLE, mend)
        nearest = self._nearest(word)
        mend = (
            f"相近的有 / nearest: {nearest}"
            if nearest
            else "写区划全称或六位代码 / write a division's name or its code"
        )
        raise LibraryError(f"未知的地名“{word}” / no region is called {word!r}", TABLE, mend)

    def parents(self, region: Region) -> tuple[Region, ...]:
        """Return the regions that contain this one, the narrowest first."""
        out: list[Region] = []
        code = region.parent
        while code is not None:
            out.append(self._by_code[code])
            code = out[-1].parent
        return tuple(out)

    def contains(self, outer: Region, inner: Region) -> bool:
        """Say whether `inner` lies in `outer`; a region does not lie in itself."""
        return outer in self.parents(inner)

    def distance_km(self, a: Region, b: Region) -> float | None:
        """Return the great-circle distance between two regions' seats in km.

        A county without coordinates stands at its prefecture's; None if a place remains unknown.
        """
        here, there = self._coordinates(a), self._coordinates(b)
        if here is None or there is None:
            return None
        lat_a, lon_a, lat_b, lon_b = map(radians, (*here, *there))
        haversine = sin((lat_a - lat_b) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_a - lon_b) / 2) ** 2
        return 2 * EARTH_RADIUS_KM * asin(sqrt(haversine))

    def _cities_first(self, short: str) -> list[Region]:
        found = self._short.get(short, [])
        prefectures = {region.adcode for region in found if region.level == "prefecture"}
        return [region for region in found if region.parent not in prefectures]

    def _coordinates(self, region: Region) -> tuple[float, float] | None:
        if region.lat is not None and region.lon is not None:
            return region.lat, region.lon
        if region.level == "county" and region.parent is not None:
            return self._coordinates(self._by_code[region.parent])
        return None

    def _path(self, region: Region) -> str:
        return "".join(r.name for r in reversed((region, *self.parents(region))))

    def _nearest(self, word: str) -> str:
        names = {**self._english, **self._short, **self._full}
        close = get_close_matches(word, names, n=3, cutoff=0.5) or get_close_matches(
            _plain(word), names, n=3, cutoff=0.6
        )
        regions = dict.fromkeys(region for name in close for region in names[name])
        return "、".join(_label(region) for region in list(regions)[:5])


def _label(region: Region) -> str:
    return f"{region.name} {region.adcode}"


def _plain(english: str) -> str:
    """Return letters only, unaccented and in lower case: Xi'an, Xian and XIAN are one name."""
    letters = unicodedata.normalize("NFKD", english)
    return "".join(c for c in letters if c.isalpha() and not unicodedata.combining(c)).casefold()


@cache
def _former() -> dict[str, tuple[str, str, str]]:
    with data_path("regions", "former.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: (row["name"], row["valid_to"], row["successor"]) for row in csv.DictReader(file)}


@cache
def _moved() -> dict[str, str]:
    with data_path("regions", "moved.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["successor"] for row in csv.DictReader(file)}


@cache
def _renamed() -> tuple[tuple[str, str], ...]:
    with data_path("regions", "renamed.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], row["code"]) for row in csv.DictReader(file))


@cache
def load_regions() -> Regions:
    """Return the packaged regions, read once."""
    with data_path("regions", "regions.csv").open(encoding="utf-8", newline="") as file:
        table = csv.reader(file)
        next(table)
        return Regions(_region(row) for row in table)


def _region(row: list[str]) -> Region:
    adcode, name, short, level, parent, name_en, lat, lon, _source = row
    at = (float(lat), float(lon)) if lat and lon else (None, None)
    return Region(adcode, name, short, cast(Level, level), parent or None, name_en, *at)
