import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError
from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Regions, load_regions

REGIONS = load_regions()
ALL = list(REGIONS)
CITIES = ["成都", "自贡", "攀枝花", "泸州", "德阳", "绵阳", "内江", "乐山", "眉山", "宜宾", "雅安", "凉山", "重庆"]
CITIES += ["合肥", "苏州", "昆明", "乌鲁木齐", "包头"]
regions = st.sampled_from(ALL)


def rows(name):
    with data_path("regions", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_are_those_of_the_end_of_2021():
    levels = [region.level for region in ALL]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333
    mainland = {r.adcode for r in ALL if r.level == "county" and r.adcode[:2] not in ("81", "82")}
    # of the ministry's 2,843, two are Sansha's districts, which stand here as three groups of islands; Jiagedaqi and
    # its three neighbours (2327 61-64) have codes but are not counted as divisions
    assert len([code for code in mainland if code[:4] != "4603" and code[:5] != "23276"]) == 2843 - 2
    assert len({region.adcode for region in ALL}) == len(ALL) == len(REGIONS)


@given(regions)
def test_code_and_parents_agree(region):
    assert re.fullmatch(r"\d{6}", region.adcode)
    assert REGIONS.by_code(region.adcode) is region
    above = REGIONS.parents(region)
    assert [r.level for r in above] in (
        {"province": [[]], "prefecture": [["province"]], "county": [["prefecture", "province"], ["province"]]}[
            region.level
        ]
    )
    assert all(r.adcode[:2] == region.adcode[:2] for r in above)
    assert all(REGIONS.contains(outer, region) and not REGIONS.contains(region, outer) for outer in above)
    assert not REGIONS.contains(region, region)


@given(regions)
def test_every_name_finds_its_region_or_lists_it(region):
    assert region in REGIONS.named(region.name)
    assert region in REGIONS.named(region.short)
    for word in (region.short, region.name):
        shorts = [r for r in ALL if word == r.short]
        cities = {r.adcode for r in shorts if r.level == "prefecture"}
        namesakes = [r for r in ALL if word in r.full_names] or [r for r in shorts if r.parent not in cities]
        if len(namesakes) == 1:
            assert REGIONS.find(word) == namesakes[0]
        else:
            with pytest.raises(LibraryError, match=region.adcode if region in namesakes else "不止一处"):
                REGIONS.find(word)


@pytest.mark.parametrize("name", ["乐山", "乐山市", "511100", "Leshan", "leshan", " LESHAN "])
def test_find_leshan(name):
    assert REGIONS.find(name).adcode == "511100"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("凉山州", "513400"),
        ("峨边县", "511132"),
        ("峨边", "511132"),
        ("武隆", "500156"),
        ("Xi'an", "610100"),
        ("xian", "610100"),
        ("urumqi", "650100"),
        ("Inner Mongolia", "150000"),
        ("Shaanxi", "610000"),
        ("吉林省", "220000"),
        ("济源", "419001"),
        ("香港", "810000"),
        ("长沙", "430100"),
        ("长沙县", "430121"),
        ("大理", "532900"),
    ],
)
def test_find(name, code):
    assert REGIONS.find(name).adcode == code


def test_wulong_lies_in_chongqing():
    wulong = REGIONS.by_code("500156")
    assert wulong.name == "武隆区"
    assert [r.adcode for r in REGIONS.parents(wulong)] == ["500000"]


def test_an_ambiguous_name_lists_its_candidates():
    with pytest.raises(LibraryError, match="吉林省 220000、吉林省吉林市 220200") as error:
        REGIONS.find("吉林")
    assert "不止一处" in str(error.value)
    assert "names 2 regions" in str(error.value)
    with pytest.raises(LibraryError, match="江苏省泰州市 321200、浙江省台州市 331000"):
        REGIONS.find("Taizhou")


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(LibraryError, match="五通桥区 511112"):
        REGIONS.find("五桐桥区")
    with pytest.raises(LibraryError, match="乐山市 511100"):
        REGIONS.find("leshn")
    with pytest.raises(LibraryError, match="no region is called"):
        REGIONS.find("")


def test_a_former_code_names_its_successor():
    with pytest.raises(LibraryError, match="昌平区 110114"):
        REGIONS.by_code("110221")
    with pytest.raises(LibraryError, match="unknown region code"):
        REGIONS.by_code("999999")


def test_a_former_code_follows_renamings_but_not_a_code_given_anew():
    successors = {row["code"]: row["successor"] for row in rows("former.csv")}
    assert successors["322200"] == "320800"  # 淮阴地区, then 淮阴市, renamed 淮安市
    assert "512300" not in successors  # 涪陵地区, then 涪陵市 511400; the code became 眉山市's


def test_former_codes_lead_to_present_ones():
    table = rows("former.csv")
    assert len(table) > 500
    for row in table:
        assert REGIONS.by_code(row["successor"]).name
        assert row["code"] not in {region.adcode for region in ALL}
        assert 1980 <= int(row["valid_to"]) <= 2021


@pytest.mark.parametrize("name", CITIES)
def test_cities_have_coordinates(name):
    assert REGIONS.find(name).lat is not None
    assert REGIONS.find(name).name_en


def test_coordinates_lie_in_china_and_carry_their_source():
    for row in rows("regions.csv"):
        assert bool(row["lat"]) == bool(row["lon"]) == bool(row["coordinates_source"])
        if row["lat"]:
            assert 3 < float(row["lat"]) < 54
            assert 73 < float(row["lon"]) < 136
    blank = [r["name"] for r in rows("regions.csv") if r["level"] == "prefecture" and not r["lat"]]
    assert blank == ["大兴安岭地区"]


def test_distance():
    leshan, chengdu, chongqing = (REGIONS.find(name) for name in ("乐山", "成都", "重庆"))
    assert REGIONS.distance_km(leshan, chengdu) == pytest.approx(126, abs=5)
    assert REGIONS.distance_km(leshan, chongqing) == pytest.approx(271, abs=8)
    wutongqiao = REGIONS.by_code("511112")
    assert wutongqiao.lat is None
    assert REGIONS.distance_km(wutongqiao, chengdu) == REGIONS.distance_km(leshan, chengdu)
    assert REGIONS.distance_km(REGIONS.find("四川"), leshan) is None


@given(regions, regions, regions)
def test_distance_is_a_metric_where_known(a, b, c):
    ab, bc, ac = REGIONS.distance_km(a, b), REGIONS.distance_km(b, c), REGIONS.distance_km(a, c)
    assert ab == pytest.approx(REGIONS.distance_km(b, a)) if ab is not None else REGIONS.distance_km(b, a) is None
    if ab is not None and bc is not None and ac is not None:
        assert 0 <= ac <= ab + bc + 1e-6


def test_readings_name_regions():
    for row in rows("readings.csv"):
        assert REGIONS.named(row["name"]), row
        assert row["needs"] in ("", "suffix", "context", "resolved", "parent")
        assert row["needs"] or row["not_after"] or row["not_before"]
        re.compile(row["not_after"] + row["not_before"])


def test_regions_are_loaded_once():
    load_regions.cache_clear()
    fresh = load_regions()
    assert isinstance(fresh, Regions)
    assert fresh is load_regions()
