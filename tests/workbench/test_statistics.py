"""Counts and sums of projects against a calculation by hand, by both clocks; published figures beside."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told import at, days, money, told

from sanjiang.core.errors import LibraryError, RegisterError
from sanjiang.core.statement import STAGES
from sanjiang.workbench.register.add import refresh_void
from sanjiang.workbench.register.clocks import NOW, Clocks
from sanjiang.workbench.register.holdings.projects import Project
from sanjiang.workbench.register.holdings.seen import Seen
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document
from sanjiang.workbench.register.statistics import figures, statistics
from sanjiang.workbench.register.statistics.dimensions import DIMENSIONS, PERIODS, period_of, region_key
from sanjiang.workbench.register.statistics.sources import sources_in

BRIDGE = at("五通桥光伏产业园", "511112")
MADE = date(2020, 3, 10)
"""By hand: 甲 and 丙 come from Chongqing, 乙 from Chengdu, nobody says where 丁 comes from; 甲一期 is a part of 甲."""
FIRST = [
    {
        "uid": "a" * 64,
        "name": "甲厂",
        "organisation": "甲",
        "stage": "signed",
        "investment": money(1e9),
        "place": BRIDGE,
        "origin": at("武隆区", "500156"),
        "date": days("2020-02-01", "2020-02-29"),
    },
    {"uid": "b" * 64, "name": "甲厂", "phase": "一期", "part_of": "a" * 64, "investment": money(4e8), "place": BRIDGE},
    {
        "uid": "c" * 64,
        "name": "乙厂",
        "stage": "planned",
        "investment": money(2e8, 3e8, about="about"),
        "place": at("乐山", "511100"),
        "origin": at("成都", "510100"),
    },
    {
        "uid": "d" * 64,
        "name": "丙厂",
        "stage": "signed",
        "investment": money(5e6, unit="USD"),
        "place": at("乐山", "511100"),
        "origin": at("重庆", "500000"),
    },
    {"uid": "e" * 64, "name": "丁厂茶叶", "stage": "lead", "place": at("夹江", "511126")},
]
PUBLISHED = {
    "uid": "f" * 64,
    "kind": "indicator",
    "name": "招商签约资金来源于川渝的项目",
    "stage": "signed",
    "count": 3,
    "investment": money(2e9),
    "place": at("乐山", "511100"),
    "date": days("2020-01-01", "2020-12-31", "year"),
}
LATER = {
    "uid": "9" * 64,
    "name": "甲厂",
    "organisation": "甲",
    "stage": "operating",
    "investment": money(1.2e9),
    "arrived": money(6e8),
    "place": BRIDGE,
}
SEVERAL = {"uid": "8" * 64, "name": "签约项目", "count": 7, "investment": money(9e9)}


@pytest.fixture
def known(register):
    """Keep both documents; return a moment between them."""
    told("2020.txt", MADE, *FIRST)
    between = Document.objects.get().came + timedelta(microseconds=1)
    told("2021.txt", date(2021, 4, 27), LATER, PUBLISHED, SEVERAL, came=between + timedelta(seconds=1))
    return between


def by(dimension, clocks=NOW, **more):
    rows = statistics([dimension], clocks, **more)["rows"]
    return {row["keys"][dimension]["id"]: row for row in rows}


def test_by_hand(known):
    rows = by("province")
    assert list(rows) == ["500000", "510000", None]
    chongqing = rows["500000"]
    assert chongqing["count"] == 2
    assert chongqing["investment"] == {
        "low": 1.2e9,
        "high": 1.2e9,
        "unit": "CNY",
        "projects": 1,
        "qualified": 0,
        "statements": ["9" * 64],
        "other": [
            {"low": 5e6, "high": 5e6, "unit": "USD", "projects": 1, "qualified": 0, "statements": ["d" * 64]},
        ],
        "unknown": 0,
    }
    assert sorted(chongqing["statements"]) == ["9" * 64, "a" * 64, "d" * 64]
    assert chongqing["signed"]["count"] == 2
    assert (chongqing["arrived"]["count"], chongqing["arrived"]["amount"]["low"]) == (1, 6e8)
    assert (chongqing["arrived"]["statements"], chongqing["arrived"]["amount"]["unknown"]) == (["9" * 64], 1)
    assert (chongqing["started"]["count"], chongqing["operating"]) == (1, {"count": 1, "statements": ["9" * 64]})
    sichuan = rows["510000"]["investment"]
    assert (sichuan["low"], sichuan["high"], sichuan["qualified"]) == (2e8, 3e8, 1)
    assert rows["510000"]["signed"]["count"] == 0
    assert (rows[None]["count"], rows[None]["investment"]["unknown"]) == (1, 1)
    total = statistics([])["total"]
    assert (total["count"], total["investment"]["low"], total["investment"]["high"]) == (4, 1.4e9, 1.5e9)


def test_every_dimension(known):
    counted = {name: {key: row["count"] for key, row in by(name).items()} for name in DIMENSIONS}
    assert counted == {
        "origin": {"500000": 1, "500156": 1, "510100": 1, None: 1},
        "prefecture": {"500000": 2, "510100": 1, None: 1},
        "province": {"500000": 2, "510000": 1, None: 1},
        "sector": {"farming": 1, "industry": 3},
        "stage": {"lead": 1, "operating": 1, "planned": 1, "signed": 1},
        "year": {"2020": 4},
        "half": {"2020-H1": 4},
        "quarter": {"2020-Q1": 4},
        "month": {"2020-02": 1, "2020-03": 3},
        "park": {"五通桥光伏产业园": 1, None: 3},
    }


def test_two_dimensions_and_a_region(known):
    rows = statistics(["province", "stage"], region="五通桥区")["rows"]
    assert [(row["keys"]["province"]["id"], row["keys"]["stage"]["id"], row["count"]) for row in rows] == [
        ("500000", "operating", 1)
    ]
    assert statistics([], region="重庆")["total"]["count"] == 0
    json.dumps(statistics(list(DIMENSIONS)), allow_nan=False)


@pytest.mark.parametrize("clock", ["as_of", "known"])
def test_before_the_second_document(known, clock):
    clocks = Clocks(as_of=date(2020, 12, 31)) if clock == "as_of" else Clocks(known=known)
    answer = statistics(["province"], clocks)
    chongqing = answer["rows"][0]
    assert (chongqing["investment"]["low"], chongqing["operating"]["count"]) == (1e9, 0)
    assert chongqing["arrived"]["amount"]["unknown"] == 2
    assert answer["published"] == []
    assert statistics([], Clocks(as_of=MADE - timedelta(days=1)))["total"]["count"] == 0


def test_a_published_figure_beside_the_computed_one(known):
    [found] = [each for each in statistics([])["published"] if each["statement"] == "f" * 64]
    assert found["scope"]["sources"] == ["51", "50"]
    assert found["published"]["count"] == 3
    computed = found["computed"]
    assert (computed["count"], computed["investment"]["low"], computed["source_unknown"]) == (2, 1.2e9, 0)
    assert sorted(computed["statements"]) == ["9" * 64, "a" * 64, "d" * 64]
    assert found["difference"] == {"count": -1, "low": -8e8, "high": -8e8, "unit": "CNY"}
    judge("e" * 64, "amend", by="甲", fields={"stage": "signed"})
    assert statistics([])["published"][0]["computed"]["source_unknown"] == 1
    assert statistics([], region="夹江县")["published"] == []


def test_a_source_that_is_not_understood_is_not_computed(known):
    judge("f" * 64, "amend", by="甲", fields={"name": "签约资金来源于海外的项目"})
    found = statistics([])["published"][0]
    assert (found["computed"], found["difference"]) == (None, None)


def test_what_people_decide_counts(known):
    judge("d" * 64, "reject", by="甲")
    knew = judge("c" * 64, "amend", by="甲", fields={"stage": "signed"}).at
    assert {key: row["signed"]["count"] for key, row in by("province").items()} == {"500000": 1, "510000": 1, None: 0}
    before = by("province", Clocks(known=knew - timedelta(microseconds=1)))
    assert {key: row["signed"]["count"] for key, row in before.items()} == {"500000": 1, "510000": 0, None: 0}
    judge("a" * 64, "reject", by="甲")
    judge("9" * 64, "reject", by="甲")
    total = statistics([])["total"]
    assert (total["count"], total["investment"]["low"]) == (3, 6e8)  # the part stands for itself, now


def test_a_corrected_document_counts_once(known):
    old = Document.objects.get(name="2021.txt")
    corrected = {**LATER, "uid": "7" * 64, "investment": money(1.1e9)}
    told("2021-corrected.txt", date(2021, 5, 1), corrected, supersedes=old)
    refresh_void([old.id])
    assert by("province")["500000"]["investment"]["low"] == 1.1e9
    assert statistics([])["total"]["count"] == 4
    assert by("province", Clocks(as_of=date(2021, 4, 30)))["500000"]["investment"]["low"] == 1.2e9


def test_other_kinds_count_each_statement(register):
    row = {"uid": "1" * 64, "kind": "agreement", "stage": "signed", "origin": at("重庆", "500000")}
    told("x", MADE, row, {**row, "uid": "2" * 64})
    assert by("province", kind="agreement")["500000"]["count"] == 2


@pytest.mark.parametrize("asked", [{"by": ["colour"]}, {"by": [], "region": "无此地"}, {"by": [], "kind": "tree"}])
def test_what_cannot_be_asked(register, asked):
    with pytest.raises((RegisterError, LibraryError)):
        statistics(**asked)


def test_sources():
    assert sources_in("工业招商签约资金来源于川渝的项目") == ("51", "50")
    assert sources_in("来自广东、浙江的项目") == ("44", "33")
    assert sources_in("来源于成都市的项目") == ("5101",)
    assert sources_in("来自朝阳区的项目") is None  # there are several
    assert region_key("999999", "province").id == "999999"


DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@given(start=DAYS, length=st.integers(0, 800), period=st.sampled_from(PERIODS))
def test_a_period_holds_both_days_or_is_unknown(start, length, period):
    end = start + timedelta(days=length)
    found = period_of(start, end, period)
    assert (found is None) == (start.year != end.year)
    if found:
        assert found in {period_of(start, start, p) for p in PERIODS}
        assert found in {period_of(end, end, p) for p in PERIODS}


CODES = st.sampled_from(["500000", "500156", "511100", "511112", "999999"])
MONEY = st.builds(
    lambda low, more, unit: money(low, low + more, unit),
    st.integers(0, 10**9),
    st.integers(0, 10**6),
    st.sampled_from(["CNY", "USD"]),
)
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "stage": st.sampled_from(STAGES),
        "origin": st.one_of(CODES.map(lambda code: at("x", code)), st.just(at("海外"))),
        "place": CODES.map(lambda code: at("某产业园", code)),
        "investment": MONEY,
        "arrived": MONEY,
        "date": st.tuples(DAYS, DAYS).map(lambda two: days(min(two).isoformat(), max(two).isoformat())),
    },
)
SEEN = st.builds(
    Seen,
    uid=st.uuids().map(str),
    said=FIELDS,
    told=st.none() | DAYS,
    sector=st.sampled_from(["industry", "farming", "tourism"]),
    decision=st.just(""),
    document=st.just(1),
    home=st.just(""),
)
PROJECTS = st.lists(st.builds(Project, st.lists(SEEN, min_size=1, max_size=3).map(tuple)), max_size=8)


@given(projects=PROJECTS, dimension=st.sampled_from(list(DIMENSIONS)))
def test_the_rows_make_the_total(projects, dimension):
    groups = {}
    for project in projects:
        groups.setdefault(DIMENSIONS[dimension](project), []).append(project)
    total, rows = figures(projects), [figures(group) for group in groups.values()]
    for key in ("low", "high", "unknown", "projects"):
        assert sum(row["investment"][key] for row in rows) == total["investment"][key]
        assert sum(row["arrived"]["amount"][key] for row in rows) == total["arrived"]["amount"][key]
    for key in ("signed", "started", "operating", "arrived"):
        assert sum(row[key]["count"] for row in rows) == total[key]["count"]
    assert total["operating"]["count"] <= total["started"]["count"] <= total["signed"]["count"] <= total["count"]
    assert sorted(uid for row in rows for uid in row["statements"]) == sorted(total["statements"])
