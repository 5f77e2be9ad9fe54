"""Whose, of when and of what a figure is where its own clause does not say it all."""

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.conditions import is_condition
from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.pattern_check import HEAD
from sanjiang.grammar.pattern_context import fits
from sanjiang.grammar.reader import read_statements
from sanjiang.pipeline import load_library

MONEY = LETTERS["money"]


@pytest.fixture(scope="module")
def library():
    return load_library()


def figures(library, text, head=HEAD):
    document = document_from_text(f"{head}{text}\n", "x.txt")
    found = read_statements(document, library.regions, library.chains).statements
    return [s for s in found if s.kind in ("indicator", "task")]


def test_a_heading_tells_the_year_and_whether_it_is_past(library):
    text = "一、2022年工作回顾\n全市完成工业投资36亿元。\n二、2023年主要目标\n完成工业投资40亿元。"
    told = [(f.kind, str(f.date.start.year)) for f in figures(library, text)]
    assert told == [("indicator", "2022"), ("task", "2023")]


def test_a_year_that_is_compared_with_dates_nothing(library):
    text = "2021年，全市实现茶叶产值42亿元，是2015年的3.2倍；旅游收入56亿元，较2015年增长86%。"
    assert {str(f.date.start.year) for f in figures(library, text)} == {"2021"}


def test_the_period_of_a_first_figure_is_that_of_its_paragraph(library):
    found = figures(library, "初步核算，2021年全市农业产值86亿元。工业增加值120亿元。")
    assert [str(f.date.start.year) for f in found] == ["2021", "2021"]


NAMES = [
    ("全县柚园17万亩，占全县耕地面积的24%。", ["柚园", "柚园占全县耕地面积"]),
    ("全年夏粮产量8.6万吨，比上年减少1.2万吨，下降12%。", ["夏粮产量", "夏粮产量比上年减少", "夏粮产量下降"]),
    ("城镇化率56.2%，比上年提高1.8个百分点。", ["城镇化率", "城镇化率比上年提高"]),
    ("工业产值增长8%，比上季提高1.2个百分点。", ["工业产值增长"]),
    ("全年自然增长率3.2‰，任务完成率106%。", ["自然增长率", "任务完成率"]),
    ("全市建材行业下降12.6%、日用品类增长8.9%。", ["建材行业下降", "日用品类增长"]),
    ("全县规模养殖场（小区）累计达到272个。", ["规模养殖场"]),
    ("全县全社会研发经费投入占生产总值的2.3%。", ["全社会研发经费投入占生产总值"]),
    ("全市柑橘基地已建成12处。", ["柑橘基地"]),
]


@pytest.mark.parametrize(("sentence", "names"), NAMES, ids=[n[0] for _, n in NAMES])
def test_a_figure_is_named_in_full(library, sentence, names):
    assert [f.name for f in figures(library, sentence)] == names


def test_growth_is_not_that_of_a_figure_further_off(library):
    found = figures(library, "全市新能源汽车6.3万辆，光纤360万千米，增长77%。")
    assert [f.name for f in found] == ["新能源汽车"]


NONE = [
    "冷链项目总投资6亿元，总建筑面积4.2万平方米。",
    "该村共有1003户。",
    "获评全省唯一一个示范县。",
    "对产值在1亿元（含）以上的企业，给予奖励10万元。",
    "如果人数达到50人，那么奖励1万元。",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_tells_nothing_of_a_place_is_no_figure(library, sentence):
    assert not figures(library, sentence)


CONDITIONS = [
    (f"对产值达{MONEY}的企业，奖励10万。", True),
    (f"年产值{MONEY}以上的，给予补助。", True),
    (f"人数达{MONEY}，按每名200奖励。", True),
    (f"全市产值{MONEY}。对企业给予奖励。", False),
    (f"对外出口额{MONEY}，市里给予奖励。", False),
]


@pytest.mark.parametrize(("letters", "asked"), CONDITIONS)
def test_a_condition_is_told_by_what_stands_around_it(letters, asked):
    assert is_condition(letters, letters.index(MONEY)) is asked


def test_all_the_district_is_a_province_only_where_it_calls_itself_so():
    assert fits("全区", "450000")
    assert not fits("全区", "370000")
    assert fits("全区", "370502")


def test_what_has_risen_to_a_year_is_no_plan(library):
    (found,) = figures(library, "农民人均可支配收入由2015年的1.6万元提高到2021年的2.1万元。")
    assert (found.kind, found.value, str(found.date.start.year)) == ("indicator", 2.1e4, "2021")


def test_a_round_sum_that_is_passed_is_not_the_sum(library):
    found = figures(library, "全市生产总值突破千亿元大关，达到1036亿元、增长8.2%。")
    assert [f.value for f in found] == [1036e8, pytest.approx(0.082)]


def test_the_park_of_a_document_is_what_it_calls_its_park(library):
    text = "临江工业园区成立于2006年，是省级开发区。\n园区规划面积8.5平方公里，现有企业80家。"
    document = document_from_text(f"{HEAD}{text}\n", "x.txt")
    found = read_statements(document, library.regions, library.chains).statements
    assert [(s.name, s.value) for s in found if s.kind == "park" and s.value] == [("临江工业园区", 8.5)]
