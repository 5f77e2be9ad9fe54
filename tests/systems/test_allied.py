"""Alliances over time, what they share, who is missing for a corridor, what they did since."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError, SanjiangError
from sanjiang.library.neighbours import load_neighbours
from sanjiang.library.regions import load_regions
from sanjiang.systems.alliances import alliances, faults, outside, overlaps
from sanjiang.systems.corridor import corridor
from sanjiang.systems.members import read_regions, region_named

REGIONS = load_regions()
CITIES = sorted(load_neighbours(REGIONS).tabled)


def found(*names):
    return corridor([REGIONS.find(n) for n in names], REGIONS)


def ways(answer):
    return [{frozenset(c["name"] for c in way) for way in joint} for joint in answer["missing"]]


@pytest.mark.parametrize(
    ("name", "region"),
    [("乐山", "511100"), ("重庆武隆", "500156"), ("重庆市武隆区", "500156"), ("南川", "500119"), ("某公司", None)],
)
def test_a_member_is_a_region(name, region):
    assert (r := region_named(name, REGIONS)) is None or r.adcode == region
    assert (r is None) == (region is None)


def test_cities_that_border_each_other_are_connected():
    answer = found("乐山", "眉山", "成都")
    assert (answer["connected"], answer["missing"], answer["reachable"]) == (True, [], True)


def test_one_city_is_missing_in_either_of_two_places():
    answer = found("乐山", "成都")
    assert not answer["connected"]
    assert ways(answer) == [{frozenset({"眉山市"}), frozenset({"雅安市"})}]


def test_ways_across_the_country_are_not_all_told():
    answer = found("哈尔滨", "喀什地区")
    assert answer["reachable"]
    assert 1 < len(answer["missing"][0]) <= 12
    assert len({len(way) for way in answer["missing"][0]}) == 1


def test_districts_of_a_municipality_are_one_city():
    assert found("武隆区", "南川区") is None
    assert found("武隆区", "南川区", "泸州")["connected"]


def test_a_county_under_its_province_is_a_city():
    answer = found("文昌市", "琼海市")
    assert answer["connected"]
    assert "Gabriel" in answer["how"]["en"]


def test_seats_suggest_few_wrong_neighbours():
    """Of the pairs that the seats of the table's cities suggest, the table has nearly all; it has more."""
    from sanjiang.library.neighbours import _by_seats, _table

    table = {frozenset(p) for p in _table()}
    seats = {frozenset(p) for p in _by_seats(REGIONS) if set(p) <= set(CITIES)}
    assert len(seats & table) / len(seats) >= 0.95
    assert len(seats & table) / len(table) >= 0.7


@given(st.sets(st.sampled_from(CITIES), min_size=2, max_size=5))
def test_whoever_is_missing_connects_the_corridor(codes):
    members = [REGIONS.by_code(c) for c in sorted(codes)]
    answer = corridor(members, REGIONS)
    assert answer["reachable"]
    joined = [REGIONS.by_code(c["adcode"]) for joint in answer["missing"] for c in joint[0]]
    assert not {r.adcode for r in joined} & codes
    assert corridor([*members, *joined], REGIONS)["connected"]
    if len(answer["parts"]) == 2:  # and no smaller set does: then any one fewer leaves it apart
        for left in joined:
            assert not corridor([*members, *(r for r in joined if r is not left)], REGIONS)["connected"]


def test_members_come_over_time_and_act_later(told):
    items = [
        told("alliance", "巴蜀石窟联盟", "2019-11-01", parties=["乐山", "重庆大足"]),
        told("agreement", "共建协议", "2020-05-01", parties=["乐山市", "大足区", "某公司"]),
        told("agreement", "别的协议", "2020-05-02", parties=["乐山市", "某公司"]),
        told("task", "年会", "2020-06-01", quote="巴蜀石窟联盟举办年会"),
        told("task", "旧事", "2019-01-01", quote="巴蜀石窟联盟筹备会"),
        told("alliance", "巴蜀石窟联盟", "2021-04-27", parties=["乐山", "广元"], count=8),
    ]
    [row] = alliances(items, REGIONS)
    assert [(m["name"], m["adcode"], m["first"], m["last"]) for m in row["members"]] == [
        ("乐山", "511100", "2019-11-01", "2021-04-27"),
        ("重庆大足", "500111", "2019-11-01", "2019-11-01"),
        ("广元", "510800", "2021-04-27", "2021-04-27"),
    ]
    assert (row["declared"], row["unnamed"]) == (8, 5)
    assert [(s["name"], s["by"], s["members"]) for s in row["since"]] == [
        ("共建协议", "members", ["乐山市", "大足区"]),
        ("年会", "name", []),
    ]


def test_a_name_that_may_be_anybodys_tells_nothing(told):
    items = [told("alliance", "产业联盟", "2019-11-01"), told("task", "年会", quote="某地产业联盟举办年会")]
    assert alliances(items, REGIONS)[0]["since"] == []


def test_a_cooperation_goes_by_its_numbers(told):
    [row] = alliances([told("agreement", "1+6文旅合作", parties=["乐山", "武隆区", "大足"], count=6)], REGIONS)
    assert (row["kind"], row["declared"], row["unnamed"]) == ("cooperation", 7, 4)
    assert alliances([told("agreement", "战略合作", parties=["乐山", "武隆区"])], REGIONS) == []


def test_who_is_in_several(told):
    rows = alliances(
        [
            told("alliance", n, parties=p)
            for n, p in (("甲", ["乐山", "眉山"]), ("乙", ["乐山市", "雅安"]), ("丙", ["雅安"]))
        ],
        REGIONS,
    )
    assert overlaps(rows) == [
        {"members": ["乐山"], "alliances": ["甲", "乙"]},
        {"members": ["雅安"], "alliances": ["乙", "丙"]},
    ]
    [first, *_] = outside(rows, [REGIONS.find("乐山"), REGIONS.find("成都")])
    assert first == {"alliance": "甲", "missing": [{"adcode": "510100", "name": "成都市"}]}


def test_a_member_twice_and_an_unknown_region(told):
    [fault] = faults([told("alliance", "甲", parties=["乐山", "眉山", "乐山市"])], REGIONS)
    assert "乐山市" in str(fault)
    assert faults([told("alliance", "甲", parties=["乐山", "眉山"])], REGIONS) == []
    with pytest.raises(SanjiangError, match="twice"):
        read_regions(["乐山", "眉山", "乐山市"], REGIONS, "--corridor")
    with pytest.raises(LibraryError):
        read_regions(["乐山", "火星"], REGIONS, "--corridor")


def test_who_left_is_no_member_until_it_comes_back(told):
    name = "沱江旅游联盟"
    founded = told(
        "alliance", name, "2021-05-20", parties=["自贡", "内江", "资阳"], count=3, date={"start": "2021-05-18"}
    )
    gone = told("alliance", name, "2023-03-20", parties=["内江市"], stage="cancelled", date={"start": "2023-03-01"})
    back = told("alliance", name, "2024-03-20", parties=["内江市"])
    [row] = alliances([founded, gone], REGIONS)
    assert [m["name"] for m in row["members"]] == ["自贡", "资阳"]
    assert [(m["name"], m["told"]) for m in row["left"]] == [("内江", "2023-03-20")]
    assert row["date"] == {"start": "2021-05-18"}
    [row] = alliances([founded, gone, back], REGIONS)
    assert [m["name"] for m in row["members"]] == ["自贡", "内江", "资阳"]
    assert row["left"] == []
