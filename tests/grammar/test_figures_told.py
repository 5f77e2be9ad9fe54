"""Figures that no list names: what they are of, when, where, and whether they are meant for later."""

import time

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.above import is_plan
from sanjiang.grammar.pattern_check import HEAD
from sanjiang.grammar.reader import read_statements
from sanjiang.pipeline import load_library


@pytest.fixture(scope="module")
def library():
    return load_library()


def figures(library, text, head=HEAD):
    document = document_from_text(f"{head}{text}\n", "x.txt")
    found = read_statements(document, library.regions, library.chains).statements
    return [s for s in found if s.kind in ("indicator", "task")]


NAMED = [
    ("全县有机茶园认证8.6万亩。", "有机茶园认证", 8.6e4),
    ("该项目用地约320亩。", "用地", 320),
    ("全市推广“共享工厂”模式企业56家。", "推广共享工厂模式企业", 56),
    ("去年减排二氧化碳3.1万吨。", "减排二氧化碳", 3.1e4),
    ("园区完成基础设施投资42亿元。", "基础设施投资", 4.2e9),
    ("两地转移就业1.2万人。", "转移就业", 1.2e4),
    ("全县发放种苗260万株。", "发放种苗", 2.6e6),
]


@pytest.mark.parametrize(("sentence", "name", "amount"), NAMED, ids=[n for _, n, _ in NAMED])
def test_a_figure_is_named_by_the_words_before_it(library, sentence, name, amount):
    (figure,) = figures(library, sentence)
    assert figure.name == name
    assert amount in (figure.count, figure.value)


NO_FIGURES = [
    "距离高铁站15公里，海拔1200米，气温18℃。",
    "他今年45岁，从事农业20年，手下有8个人。",
    "全程用时2小时，票价45元。",
    "对购置农机的农户，每户补贴2万元。",
    "老李家种了12亩柑橘，卖了8万元。",
    "专家组一行6人深入3个乡镇调研。",
    "电话：0833-2130000，地址：人民路12号3栋。",
    "项目工期24个月，年产铜箔5万吨。",
    "停车位将从300个增加到850个。",
]


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_what_is_no_figure_of_a_place_is_none(library, sentence):
    assert not figures(library, sentence)


def test_growth_and_shares_are_named_by_what_grew(library):
    found = figures(library, "全市研发投入2.6亿元，同比增长8%，占营业收入的4.5%。")
    assert [(f.name, f.value) for f in found] == [
        ("研发投入", 2.6e8),
        ("研发投入同比增长", pytest.approx(0.08)),
        ("研发投入占营业收入", pytest.approx(0.045)),
    ]
    assert not figures(library, "同比增长8%。")


ROWS = [
    ("2017年至2019年，分别完成工业投资36亿元、45亿元、65亿元。", "date", ["2017", "2018", "2019"]),
    ("2019年、2020年，全市茶叶产量分别为8.2万吨、8.6万吨。", "date", ["2019", "2020"]),
    ("成都、德阳分别接待游客320万人次、86万人次。", "place", ["成都", "德阳"]),
    ("甲县、乙县分别完成投资12亿元、9亿元。", "place", ["甲县", "乙县"]),
    ("门票收入、餐饮收入分别达到1.2亿元和8600万元。", "name", ["门票收入", "餐饮收入"]),
    (
        "全市营业收入56亿元，利润总额8亿元，分别增长9%和12%。",
        "name",
        ["营业收入", "利润总额", "营业收入增长", "利润总额增长"],
    ),
]


@pytest.mark.parametrize(("sentence", "own", "expected"), ROWS, ids=[s[:10] for s, _, _ in ROWS])
def test_figures_in_a_row_each_have_their_own(library, sentence, own, expected):
    found = figures(library, sentence)
    told = {
        "date": lambda f: str(f.date.start.year),
        "place": lambda f: f.place.name,
        "name": lambda f: f.name,
    }[own]
    assert [told(f) for f in found] == expected
    assert len({f.value for f in found}) == len(found)


def test_a_row_that_nothing_explains_is_left_out(library):
    assert not figures(library, "各企业分别实现产值3亿元、5亿元、6亿元、8亿元。")


def test_grants_in_a_row_are_left_to_their_own_patterns(library):
    document = document_from_text(f"{HEAD}主导制定标准的，每个标准分别奖励20万元、10万元。\n", "x.txt")
    found = read_statements(document, library.regions, library.chains).statements
    assert "policy" in {s.kind for s in found}


def test_a_place_under_a_figure_takes_its_name(library):
    found = figures(library, "全州接待游客96万人次，其中九寨沟县36万人次、茂县12万人次。")
    assert [(f.name, f.place.name) for f in found[1:]] == [("接待游客", "九寨沟县"), ("接待游客", "茂县")]


def test_the_period_that_opens_a_paragraph_is_that_of_its_figures(library):
    found = figures(library, "2021年，我市工业稳中有进。全市完成开票销售86亿元。目前有企业320家。\n全市有学校56所。")
    assert [str(f.date.start.year) if f.date else None for f in found] == ["2021", None, None]


def test_the_day_that_opens_a_report_is_that_of_what_was_done_there(library):
    (found,) = figures(library, "4月18日，全市文旅招商大会召开，会上签约9个项目，总投资23亿元。")
    assert (str(found.date.start), found.stage, found.investment.low) == ("2023-04-18", "signed", 23e8)


def test_a_heading_place_is_that_of_its_figures(library):
    found = figures(library, "——峨眉山市（据市统计局）。全年完成开票销售8亿元。")
    assert [f.place.name for f in found] == ["峨眉山市"]


def test_the_county_named_last_is_all_the_county(library):
    found = figures(library, "犍为县农业农村局昨日通报。全县花椒面积6万亩。")
    assert found[-1].place.name == "犍为县"


PLANS = [
    ("2025年全市产值突破百亿元。", "task"),
    ("截至6月底，园区入驻企业28家。", "indicator"),
    ("市政府工作报告提出，今年完成退耕还林6万亩。", "task"),
    ("2021年全市预计实现产值20亿元，增长8%。", "indicator"),
    ("预计年底产值20亿元；目前企业28家。", "indicator"),
    ("下一步，将开通3条旅游专线。", "task"),
]


@pytest.mark.parametrize(("sentence", "kind"), PLANS, ids=[s[:12] for s, _ in PLANS])
def test_a_figure_to_come_is_a_task(library, sentence, kind):
    assert figures(library, sentence)[-1].kind == kind


def test_a_document_that_is_a_plan_tells_tasks(library):
    head = "2025年乐山水利工作要点\n发布时间：2025-01-10\n"
    found = figures(library, "新增灌溉面积1.6万亩；新建泵站12个；2024年粮食产量36万吨。", head)
    assert [f.kind for f in found] == ["task", "task", "indicator"]


def test_without_a_publication_a_month_is_no_plan(library):
    found = figures(library, "到2019年3月，全市鲟鱼养殖面积6万亩。", "乐山鲟鱼产业\n")
    assert [f.kind for f in found] == ["indicator"]


def test_many_figures_take_time_in_proportion(library):
    def seconds(clauses):
        sentences = (f"A{i}镇收玉米{i + 2}万吨，同比增长{i % 9 + 2}%，占全区的{i % 7 + 2}%。" for i in range(clauses))
        start = time.process_time()
        assert len(figures(library, "".join(sentences))) > clauses
        return time.process_time() - start

    few, many = (min(seconds(n) for _ in range(2)) for n in (100, 800))
    assert many < 20 * few  # eight times as many; the bound leaves room for a busy core


TITLES = [
    ("2025年全市农业工作要点", True),
    ("《临江市茶产业发展规划》印发", True),
    ("全年目标任务敲定", True),
    ("我市计划投资50亿元建产业园", False),
    ("开发区规划建设光伏产业园", False),
    ("超额完成年度目标", False),
    ("人才引进奖励方案出台", False),
]


@pytest.mark.parametrize(("title", "plan"), TITLES)
def test_a_title_tells_whether_a_document_is_a_plan(title, plan):
    assert is_plan(title) is plan


def test_the_parts_of_a_plan_are_planned(library):
    found = figures(library, "今年计划实施重点项目186个。其中，水利类36个，资金4亿元。\n全县有企业30家。")
    assert [f.kind for f in found] == ["task", "task", "indicator"]


def test_a_firm_described_by_its_turnover(library):
    (found,) = figures(library, "富江纸业有限公司是一家营业收入46亿元的造纸企业。")
    assert (found.organisation, found.name) == ("富江纸业有限公司", "营业收入")


def test_a_quoted_firm_is_the_owner_of_its_figure(library):
    (found,) = figures(library, "“华光制笔”完成出口额2亿元。")
    assert found.organisation == "华光制笔"
