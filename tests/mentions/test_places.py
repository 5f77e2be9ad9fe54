from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.library.regions import load_regions
from sanjiang.mentions.places import PlaceFinder, find_home

REGIONS = load_regions()
SHARED = Path(__file__).parents[2].parent / "shared"
FILLER = "今年产业链项目投资建成，园区签约达产。2021年共有十二家企业"
SAFE = [r.name for r in REGIONS if r.level != "county"] + ["五通桥区", "武隆区", "峨边彝族自治县", "峨眉山市", "井研县"]


def places(text, home=None):
    finder = PlaceFinder(REGIONS, None if home is None else REGIONS.by_code(home))
    return [(m.value.name, m.value.adcode) for m in finder.find(text)]


@pytest.mark.parametrize("text", ["重庆市武隆区", "重庆武隆", "重庆市武隆", "重庆武隆区"])
def test_a_parent_and_its_part_are_one_place(text):
    assert places(f"赴{text}考察") == [(text, "500156")]


def test_three_levels_are_one_place():
    assert places("四川省乐山市五通桥区的工厂") == [("四川省乐山市五通桥区", "511112")]
    assert places("四川夹江的陶瓷") == [("四川夹江", "511126")]


def test_regions_side_by_side_stay_apart():
    assert places("四川重庆两地") == [("四川", "510000"), ("重庆", "500000")]


def test_a_list_vouches_for_its_members():
    assert places("与重庆武隆、大足、南川等6区") == [("重庆武隆", "500156"), ("大足", "500111"), ("南川", "500119")]
    assert places("重庆市渝中区、江北区") == [("重庆市渝中区", "500103"), ("江北区", "500105")]
    assert places("武隆、大足、南川等6区") == []


def test_a_place_once_named_may_go_by_its_short_name():
    assert places("赴重庆市武隆区。武隆客人") == [("重庆市武隆区", "500156"), ("武隆", "500156")]
    assert places("武隆客人。赴重庆市武隆区") == [("重庆市武隆区", "500156")]


def test_home_gives_short_names_and_settles_namesakes():
    text = "五通桥、沙湾和市中区，夹江的瓷砖"
    assert places(text, "511100") == [
        ("五通桥", "511112"),
        ("沙湾", "511111"),
        ("市中区", "511102"),
        ("夹江", "511126"),
    ]
    assert places(text, "511112") == places(text, "511100")
    assert places("夹江的瓷砖", "511400") == []
    assert places("武隆的景区", "500000") == [("武隆", "500156")]
    assert places("武隆的景区", "500101") == [("武隆", "500156")]
    assert places("夹江的瓷砖", "510000") == []


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [("乐山市市中区", None, "511102"), ("内江市市中区", "511100", "511002"), ("乐山市中区", None, "511102")],
)
def test_central_districts(text, home, code):
    assert places(text, home) == [(text, code)]


def test_a_central_district_without_context_is_no_place():
    assert places("市中区的学校") == []


def test_a_full_name_that_fits_several_regions_has_no_code():
    assert places("鼓楼区的项目") == [("鼓楼区", None)]
    assert places("鼓楼区的项目", "350100") == [("鼓楼区", "350102")]


@pytest.mark.parametrize(
    "text",
    [
        "成渝地区双城经济圈建设",
        "深入开展合作，共享资源，维护和平",
        "大理石板材",
        "复合肥生产线",
        "创新乡村治理",
        "来自贡献者的确保定期更新",
        "行业企业管理县级示范县",
        "沿海城市的入海口",
        "隆重庆祝",
        "黄河南岸的黄海南部",
        "美丽水乡",
        "普洱茶",
        "朝阳产业、日照时数、白银价格",
        "全市中小学",
        "老城区改造，郊区和东区",
        "井研、夹江、犍为",
    ],
)
def test_words_that_are_no_places(text):
    assert places(text) == []


@pytest.mark.parametrize("home", ["623000", "511100"])
def test_everyday_words_are_no_places_at_home_either(home):
    assert places("加强合作和资源共享", home) == []


def test_everyday_words_count_with_their_suffix():
    assert places("甘南州合作市") == [("甘南州合作市", "623001")]
    assert places("资源县") == [("资源县", "450329")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上海南京路", [("上海", "310000")]),
        ("在国内江苏的企业", [("江苏", "320000")]),
        ("中国内蒙古", [("内蒙古", "150000")]),
        ("重庆市场", [("重庆", "500000")]),
        ("国内江苏、浙江", [("江苏", "320000"), ("浙江", "330000")]),
        ("海南、河南两省", [("海南", "460000"), ("河南", "410000")]),
        ("湖北荆州", [("湖北荆州", "421000")]),
        ("凉山州和峨边县", [("凉山州", "513400"), ("峨边县", "511132")]),
        ("甘肃白银的铜", [("甘肃白银", "620400")]),
        ("峨眉山景区", [("峨眉山", "511181")]),
        ("四川路桥在成都路演", [("四川", "510000"), ("成都", "510100")]),
    ],
)
def test_what_is_a_place(text, expected):
    assert places(text) == expected


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(FILLER)), st.sampled_from(SAFE)), max_size=6),
    st.sampled_from(["", "𠮷", "\r\n"]),
)
def test_planted_names_are_found_where_they_stand(planted, lead):
    text, expected = lead, []
    for cut, name in planted:
        text += FILLER[:cut] + "。"
        expected.append((len(text), len(text) + len(name), name))
        text += name + "："
    found = list(PlaceFinder(REGIONS, REGIONS.by_code("511100")).find(text))
    assert [(m.start, m.end, m.value.name) for m in found] == expected
    assert all(text[m.start : m.end] == m.value.name for m in found)


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(
            st.sampled_from([r.short for r in REGIONS]), st.sampled_from(["、", "和", "市", "县", "路", "内", "国"])
        )
    )
)
def test_mentions_run_left_to_right_and_never_overlap(parts):
    text = "".join(parts)
    end = 0
    for mention in PlaceFinder(REGIONS, REGIONS.by_code("511100")).find(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.value.name
        assert mention.value.adcode is None or REGIONS.by_code(mention.value.adcode)
        end = mention.end


def test_find_home():
    assert find_home("乐山：产业合作赢未来", "").adcode == "511100"
    assert find_home("四川：乐山与武隆合作", "").adcode == "511100"
    assert find_home("四川省工业报告", "成都成都").adcode == "510100"
    assert find_home("重庆市武隆区与乐山市合作", "").adcode == "500156"
    assert find_home("合作赢未来", "四川省乐山市五通桥区。乐山市。成都市。").adcode == "511100"
    assert find_home("", "安徽、安徽") == REGIONS.find("安徽省")
    assert find_home("", "成都和大连") is None
    assert find_home("", "没有地名") is None
    assert find_home("", "无" * 600 + "成都") is None


def test_the_seed_document():
    path = SHARED / "corpus" / "seed.txt"
    if not path.exists():
        pytest.skip("the corpus is not beside the repository")
    text = path.read_text(encoding="utf-8")
    home = find_home("", text)
    assert home == REGIONS.find("乐山")
    found = {m.value.name: m.value.adcode for m in PlaceFinder(REGIONS, home).find(text)}
    expected = {"重庆市武隆区": "500156", "大足": "500111", "南川区": "500119", "武隆": "500156", "五通桥": "511112"}
    assert expected.items() <= found.items()
    assert not found.keys() & {"双城", "合作", "资源"}


def test_every_place_of_a_long_text_is_found():
    text = "全市工业投资增长，光伏产业链项目签约落地，四川省乐山市的企业达产，与成都合作。" * 8000
    assert sum(1 for _ in PlaceFinder(REGIONS, REGIONS.by_code("511100")).find(text)) == 16000


@pytest.mark.parametrize(
    ("text", "name", "adcode"),
    [
        ("襄樊市与企业签约", "襄樊市", "420600"),
        ("思茅地区茶叶", "思茅地区", "530800"),
        ("通什市的项目", "通什市", "469001"),
    ],
)
def test_a_former_name_has_the_code_of_what_follows_it(text, name, adcode):
    (place,) = (m.value for m in PlaceFinder(REGIONS, None).find(text))
    assert (place.name, place.adcode) == (name, adcode)
