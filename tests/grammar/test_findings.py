"""Contradictions: every kind with cases that are one and cases that only look like one."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.brief.html import render as write
from sanjiang.brief.outline import lay_out
from sanjiang.brief.terminal import findings_list
from sanjiang.cli import main
from sanjiang.core.dates import DateSpan
from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Place, Statement
from sanjiang.documents import document_from_text, read_document
from sanjiang.grammar.findings import FINDING_KINDS, find_contradictions
from sanjiang.grammar.findings.ranges import load_plausible, read_range
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions
from sanjiang.mentions.quantities import QuantityFinder

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
FILLER = "江州今年经济运行平稳。"


def render(brief):
    return write(lay_out(brief))


def article(body, name="a.txt", day="2021年4月20日"):
    return document_from_text(f"江州工业简讯\n{day}\n\n{FILLER}\n{body}\n", name)


def amount(text):
    return next(QuantityFinder().find(text)).value if text else None


def said(document, *quotes, kind="project", at="510100", capacity=None, investment=None, **fields):
    """Return a statement of a document, its quotes found there; capacity and investment are read from their words."""
    spans = [(document.text.index(q), q) for q in quotes]
    place = Place("江州", at)
    return Statement(
        id=f"{document.name}/{kind}/{quotes[0]}",
        document=document.name,
        kind=kind,
        evidence=tuple(Span(document.name, start, start + len(q), q) for start, q in spans),
        confidence=0.5,
        rule="by hand",
        place=place,
        capacity=amount(capacity),
        investment=amount(investment),
        **fields,
    )


def works(body, quote, name="a.txt", day="2021年4月20日", **fields):
    """Return a document of one works and what it says of it."""
    document = article(body, name, day)
    fields = {"organisation": "东江硅业", "product": "多晶硅", "stage": "under_construction", **fields}
    return document, said(document, quote, name=quote, **fields)


def kinds_of(*told):
    """Return the kinds of finding in documents with one statement each."""
    return [f.kind for f in find_contradictions([s for _, s in told], [d for d, _ in told])]


def two(a, b, **fields):
    """Return what is found in two documents, one with each of two tellings: (quote, fields)."""
    (quote_a, fields_a), (quote_b, fields_b) = a, b
    first = works(f"{quote_a}正在建设。", quote_a, "a.txt", **{**fields, **fields_a})
    second = works(f"{quote_b}正在建设。", quote_b, "b.txt", **{**fields, **fields_b})
    return kinds_of(first, second)


# ---- two figures ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "fields"),
    [
        ("东江硅业24GW多晶硅项目", "东江硅业20GW多晶硅项目", {}),
        ("东江硅业15GW多晶硅项目", "东江硅业12000MW多晶硅项目", {}),
        ("东江硅业二期5万吨多晶硅项目", "东江硅业二期3万吨多晶硅项目", {"phase": "二期"}),
        ("东江硅业二期年产5万吨多晶硅项目", "东江硅业二期20万吨多晶硅项目", {"phase": "二期"}),
        ("东江硅业约5万吨多晶硅项目", "东江硅业8万吨多晶硅项目", {}),
        ("东江硅业5万—6万吨多晶硅项目", "东江硅业8万吨多晶硅项目", {}),
        ("东江硅业5万吨以上多晶硅项目", "东江硅业4万吨多晶硅项目", {}),
    ],
)
def test_two_capacities_of_one_works(a, b, fields):
    assert two((a, {"capacity": a[4:]}), (b, {"capacity": b[4:]}), **fields) == ["two_figures"]


@pytest.mark.parametrize(
    ("a", "b", "fields"),
    [
        ("东江硅业15GW多晶硅项目", "东江硅业15000MW多晶硅项目", {}),
        ("东江硅业约20GW多晶硅项目", "东江硅业21.5GW多晶硅项目", {}),
        ("东江硅业20GW以上多晶硅项目", "东江硅业30GW多晶硅项目", {}),
        ("东江硅业5万—8万吨多晶硅项目", "东江硅业6万吨多晶硅项目", {}),
        ("东江硅业4.98万吨多晶硅项目", "东江硅业5万吨多晶硅项目", {}),  # rounded
        ("东江硅业30GW多晶硅项目", "东江硅业7.5GW多晶硅项目", {}),  # without a phase, rather a part
        ("东江硅业5GW多晶硅项目", "东江硅业4万吨多晶硅项目", {}),  # no unit of one is the other's
        ("东江硅业1号线5万吨多晶硅项目", "东江硅业2号线4万吨多晶硅项目", {}),
        ("东江硅业技改6万吨多晶硅项目", "东江硅业5万吨多晶硅项目", {}),
        ("东江硅业由4万吨提升到6万吨多晶硅项目", "东江硅业5万吨多晶硅项目", {}),
    ],
)
def test_figures_that_go_together(a, b, fields):
    assert two((a, {"capacity": a[4:]}), (b, {"capacity": b[4:]}), **fields) == []


@pytest.mark.parametrize(
    "other",
    [
        {"phase": "三期"},
        {"phase": None},
        {"at": "510300"},
        {"product": "工业硅"},
        {"organisation": "东江硅业新能源"},  # a daughter
        {"organisation": None},
        {"part_of": "another"},
        {"stage": "operating"},  # less, but further along: what already runs of it
    ],
)
def test_other_works_have_their_own_figures(other):
    a = ("东江硅业二期5万吨多晶硅项目", {"capacity": "5万吨"})
    b = ("东江硅业二期4万吨多晶硅项目", {"capacity": "4万吨"})
    assert two(a, b, phase="二期") == ["two_figures"]
    assert two(a, (b[0], {**b[1], **other}), phase="二期") == []


def test_a_legal_form_or_a_place_before_a_name_change_nobody():
    a = ("东江硅业24GW多晶硅项目", {"capacity": "24GW"})
    b = ("四川东江硅业有限公司20GW多晶硅项目", {"capacity": "20GW", "organisation": "四川东江硅业有限公司"})
    assert two(a, b) == ["two_figures"]


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("投资30亿元", "投资40亿元", ["two_figures"]),
        ("投资62.98亿元", "投资63亿元", []),
        ("投资30亿元", "投资超过20亿元", []),
        ("投资3亿美元", "投资30亿元", []),
        ("投资30亿元", "已完成投资20亿元", []),
    ],
)
def test_two_investments_of_one_works(a, b, found):
    told = [
        works(f"东江硅业5万吨多晶硅项目{m}。", "东江硅业5万吨多晶硅项目", n, capacity="5万吨", investment=m)
        for m, n in ((a, "a.txt"), (b, "b.txt"))
    ]
    assert kinds_of(*told) == found


def test_an_investment_that_may_be_of_several_works_is_held_against_none():
    body = "东江硅业5万吨多晶硅项目和西岭电池厂总投资90亿元。"
    one = works("东江硅业5万吨多晶硅项目投资40亿元。", "东江硅业5万吨多晶硅项目", capacity="5万吨", investment="40亿元")
    document = article(body, "b.txt")
    fields = {"organisation": "东江硅业", "product": "多晶硅", "capacity": "5万吨", "investment": "90亿元"}
    both = [said(document, "东江硅业5万吨多晶硅项目", **fields), said(document, "西岭电池厂", organisation="西岭")]
    assert find_contradictions([one[1], *both], [one[0], document]) == ()
    assert [f.kind for f in find_contradictions([one[1], both[0]], [one[0], document])] == ["two_figures"]


def test_within_one_document_only_a_second_telling_counts():
    fields = {"organisation": "东江硅业", "product": "多晶硅"}
    a, b = "东江硅业24GW多晶硅项目", "东江硅业20GW多晶硅项目"
    for body, found in ((f"{a}开工。\n{b}进展顺利。", ["two_figures"]), (f"{a}、{b}开工。", [])):
        document = article(body)
        told = [said(document, q, name=q, capacity=q[4:], **fields) for q in (a, b)]
        assert [f.kind for f in find_contradictions(told, [document])] == found


def test_the_same_two_figures_are_found_once():
    quotes = [f"东江硅业{c}GW多晶硅项目" for c in (24, 20, 24, 18)]
    told = [works(f"{q}开工。", q, f"{i}.txt", capacity=q[4:]) for i, q in enumerate(quotes)]
    found = find_contradictions([s for _, s in told], [d for d, _ in told])
    held = {f.evidence[1].quote: f for f in found}
    assert set(held) == {quotes[1], quotes[3]}
    assert {f.evidence[0].quote for f in found} == {quotes[0]}
    assert "24GW" in held[quotes[1]].because
    assert "20GW" in held[quotes[1]].because_en


# ---- sums -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("7个外资项目和13个内资项目共21个项目集中开工。", True),
        ("7个外资项目和13个内资项目共20个项目集中开工。", False),
        ("7个外资项目和13个内资项目共约21个项目集中开工。", False),
        ("工业项目10个、农业项目8个、旅游项目5个，合计24个。", True),
        ("工业项目10个、农业项目8个、旅游项目5个，合计23个。", False),
        ("工业项目10个、农业项目8个、旅游项目5个等，合计24个。", False),  # an open list
        ("建成工业项目10个、农业项目8个，全市共有30个项目。", False),  # the total is of more
        ("下辖15个乡镇、3个街道，共30个行政村。", False),  # not one thing
        ("7个外资项目，总投资12.1亿元；13个内资项目，总投资37.7亿元，全部项目总投资达到120亿元。", True),
        ("7个外资项目，总投资12.1亿美元；13个内资项目，总投资37.7亿元，全部项目总投资达到120亿元。", False),
        ("甲区7个项目，合计投资10亿元；乙区3个项目，合计投资20亿元；丙区5个项目，合计投资15亿元。", False),
        ("工业投资10亿元，农业投资20亿元，合计投资30.2亿元。", False),  # rounded
        ("工业投资10亿元，税收20亿元，合计投资50亿元。", False),  # not one measure
        ("20个项目，分别为12个工业项目、9个农业项目。", True),
        ("20个项目，分别为12个工业项目、8个农业项目。", False),
        ("项目总投资60亿元，分两期建设，一期投资30亿元，二期投资40亿元。", True),
        ("项目总投资70亿元，分两期建设，一期投资30亿元，二期投资40亿元。", False),
        ("项目总投资90亿元，分三期建设，一期投资30亿元，二期投资40亿元。", False),  # the third is not told
        ("现有企业55户，其中生产企业60户。", True),
        ("现有企业55户，其中生产企业27户、停产企业18户。", False),
        ("现有企业55户，其中生产企业40户、规模以上企业30户。", False),  # may overlap
        ("完成工业产值50亿元，其中高新企业工业产值60亿元。", True),
        ("完成工业产值50亿元，其中高新企业税收60亿元。", False),
        ("甲项目投资10亿元，乙项目投资50亿元，其中一期投资20亿元。", False),  # of which of them?
        ("签约86个项目，总投资936亿元，其中援建项目25个、总投资333亿元。", False),
    ],
)
def test_sums_in_a_sentence(sentence, found):
    document = article(sentence)
    told = [said(document, sentence[:8], kind="indicator")]
    findings = find_contradictions(told, [document])
    assert [f.kind for f in findings] == ["sum"] * found
    for finding in findings:
        assert finding.statements == (told[0].id,)
        assert len(finding.evidence) >= 2
    assert find_contradictions(told) == ()
    assert find_contradictions([], [document]) == ()


@pytest.mark.parametrize(
    ("whole", "first", "second", "found"),
    [
        ("20GW", "10GW", None, False),
        ("20GW", "10GW", "8000MW", False),
        ("20GW", "12GW", "10GW", True),
        ("20GW", "30GW", None, True),
        ("20GW以上", "30GW", None, False),
        ("20GW", "3万吨", None, False),
    ],
)
def test_phases_are_no_more_than_their_whole(whole, first, second, found):
    document = article(f"东江硅业{whole}项目，一期{first}，二期{second}。")
    total = said(document, f"东江硅业{whole}项目", capacity=whole)
    parts = [
        said(document, f"{phase}{words}", capacity=words, phase=phase, part_of=total.id)
        for phase, words in (("一期", first), ("二期", second))
        if words
    ]
    for documents in ([document], []):
        assert [f.kind for f in find_contradictions([total, *parts], documents)] == ["sum"] * found


def test_a_part_in_its_wholes_own_quote_is_quoted_apart():
    document = article("东江硅业20GW(一期30GW)切片项目开工。")
    whole = said(document, "20GW(一期30GW)切片项目", capacity="20GW")
    part = replace(whole, id="part", capacity=amount("30GW"), phase="一期", part_of=whole.id)
    (finding,) = find_contradictions([whole, part], [document])
    assert [document.text[s.start : s.end] for s in finding.evidence] == ["20GW", "30GW"]


# ---- implausible figures ----------------------------------------------------------------------------------------

IMPLAUSIBLE = [
    ("battery-plant.output-value", True, "项目投产后，储能电池[年产值达2800亿元]。"),
    ("battery-plant.output-value", False, "项目投产后，储能电池[年产值达280亿元]。"),
    ("battery-plant.output-value", False, "全省储能电池产业[年产值达2800亿元]。"),
    ("battery-plant.output-value", False, "12个储能项目投产后，[年产值达2800亿元]。"),
    ("battery-plant.output-value", False, "储能项目投产后，[带动产业链年产值达2800亿元]。"),
    ("plant.output-value", True, "该厂达产后，[销售收入可达9000亿元]。"),
    ("plant.output-value", False, "该厂达产后，[销售收入可达90亿元]。"),
    ("pv-cell.investment", True, "[10GW电池片项目投资4000亿元]。"),
    ("pv-cell.investment", False, "[10GW电池片项目投资40亿元]。"),
    ("pv-cell.investment", False, "两家[10GW电池片项目合计投资4000亿元]。"),
    ("pv-cell.investment", False, "[10GW电池片项目投资4亿美元]。"),
    ("pv-wafer.investment", True, "[10GW切片项目投资0.5亿元]。"),
    ("pv-ingot.investment", True, "[1GW拉棒项目投资90亿元]。"),
    ("pv-module.investment", True, "[1GW组件项目投资90亿元]。"),
    ("polysilicon-rod.investment", True, "[1万吨多晶硅项目投资900亿元]。"),
    ("polysilicon-granular.investment", True, "[10万吨颗粒硅项目投资1亿元]。"),
    ("industrial-silicon.investment", True, "[1万吨工业硅项目投资90亿元]。"),
    ("power-station.investment", True, "[光伏电站装机2万千瓦投资9000亿元]。"),
    ("power-station.investment", False, "[光伏电站装机2万千瓦投资3亿元]。"),
    ("power-station.investment", False, "[光伏组件厂年产2万千瓦投资9000亿元]。"),
    ("pv-wafer.capacity", True, "[2000GW切片项目]。"),
    ("pv-cell.capacity", True, "[2000GW电池片项目]。"),
    ("pv-cell.capacity", False, "[30GW电池片项目]。"),
    ("pv-module.capacity", True, "[2000GW组件项目]。"),
    ("polysilicon.capacity", True, "[1000万吨多晶硅项目]。"),
    ("grain.yield", True, "[水稻亩产3500公斤]。"),
    ("grain.yield", False, "[水稻亩产600公斤]。"),
    ("crop.yield", True, "[番茄亩产300吨]。"),
    ("crop.yield", False, "[番茄亩产8吨]。"),
    ("crop.yield", False, "园区[亩产值50万元]。"),
    ("discount", True, "持证享受[按原价120%打折优惠]。"),
    ("discount", False, "持证享受[五折优惠]。"),
    ("cell.efficiency", True, "单晶硅电池[光电转换效率达91%]。"),
    ("cell.efficiency", False, "单晶硅电池[光电转换效率达19%]。"),
    ("share", True, "产品市场占有[率达到130%]。"),
    ("share", False, "产品市场占有[率达到30%]。"),
    ("share", False, "[占地面积扩大到130%]。"),
    ("share", False, "占全省比重的[出口额增长130%]。"),
    ("year.earliest", True, "[到1921年建成园区]。"),
    ("year.latest", True, "[到2121年建成园区]。"),
    ("year.latest", False, "[到2060年实现碳中和]。"),
]
"""The range, whether the figure is outside it, and a sentence with the statement's quote in brackets."""


def marked(range_, text):
    """Return the document of a marked sentence and its statement, as one of the kind that the range is for."""
    quote = text[text.index("[") + 1 : text.index("]")]
    document = article(text.replace("[", "").replace("]", ""))
    kind = range_.kinds[0]
    figures = [m.value for m in QuantityFinder().find(quote)]
    if range_.id.startswith("year"):
        year = int(quote[1:5])
        return document, said(document, quote, kind=kind, date=DateSpan(date(year, 1, 1), None, "year", quote[1:6]))
    if kind != "project":
        return document, said(document, quote, kind=kind, value=figures[0].low, unit=figures[0].unit)
    words = {("investment" if f.unit in ("CNY", "USD") else "capacity"): f.as_written for f in figures}
    process = (range_.process,) if range_.process else ()
    return document, said(document, quote, name=quote, process_id=process, **words)


@pytest.mark.parametrize(("range_id", "outside", "text"), IMPLAUSIBLE)
def test_implausible_figures(range_id, outside, text):
    range_ = next(r for r in load_plausible().ranges if r.id == range_id)
    document, statement = marked(range_, text)
    findings = find_contradictions([statement], [document])
    assert [f.kind for f in findings] == ["implausible"] * outside
    for finding in findings:
        assert range_.zh in finding.because
        assert range_.en in finding.because_en
        assert finding.source == range_.reason
        assert finding.evidence == statement.evidence


@pytest.mark.parametrize(
    ("sentence", "crop", "found"),
    [
        ("茶园面积2万亩，产量300万吨。", 3e6, True),
        ("茶园面积2万亩，产量600吨。", 600.0, False),
        ("茶园面积2万亩，运量300万吨。", 3e6, False),
    ],
)
def test_more_than_can_grow_on_an_area(sentence, crop, found):
    document = article(sentence)
    area = said(document, "茶园面积2万亩", kind="indicator", value=20_000.0, unit="mu")
    output = said(document, sentence[8:-1], kind="indicator", value=crop, unit="t")
    findings = find_contradictions([area, output], [document])
    assert [f.statements for f in findings] == [(area.id, output.id)] * found


def test_every_range_has_a_case_and_a_reason():
    tried = {range_id for range_id, outside, _ in IMPLAUSIBLE if outside}
    ranges = load_plausible().ranges
    assert tried | {"crop.yield-of-area"} == {r.id for r in ranges}
    for range_ in ranges:
        assert any("\u4e00" <= c <= "\u9fff" for c in range_.reason)
        assert any(c.isascii() and c.isalpha() for c in range_.reason)


def test_ranges_of_investment_follow_the_library():
    processes = {p.id: p for chain in load_chains({}) for p in chain.processes}
    ranges = [r for r in load_plausible().ranges if r.field == "investment_per_capacity" and r.process]
    assert len(ranges) == 7
    for range_ in ranges:
        capex = processes[range_.process].capex
        assert range_.unit == capex.unit
        assert (range_.low, range_.high) == pytest.approx((capex.low / 4, capex.high * 4))


GOOD = {"id": "x", "zh": "甲", "en": "x", "kinds": ["task"], "field": "value", "unit": "t", "high": 1, "source": "s"}


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"source": ""}, "source"),
        ({"assumption": "a"}, "only one"),
        ({"high": None}, "low"),
        ({"low": 2}, "order"),
        ({"field": "colour"}, "field"),
        ({"kinds": ["works"]}, "kind"),
        ({"clause": "("}, "expression"),
        ({"hihg": 1}, "hihg"),
    ],
)
def test_a_range_that_is_wrong_is_named(change, word):
    assert read_range(GOOD).high == 1
    with pytest.raises(LibraryError, match=word) as error:
        read_range({**GOOD, **change})
    assert "plausible.toml: x" in error.value.where


# ---- stages -----------------------------------------------------------------------------------------------------

DAYS = ("2020年3月1日", "2021年3月1日")


def staged(first, second, days=DAYS, **later):
    """Return what is found in two documents of different days, each with the stage that its words say."""
    told = []
    for (words, stage), day, name, extra in zip((first, second), days, ("a.txt", "b.txt"), ({}, later), strict=True):
        quote = "东江硅业二期5万吨多晶硅项目"
        document = article(f"{quote}{words}。", name, day)
        fields = {"organisation": "东江硅业", "product": "多晶硅", "phase": "二期", "capacity": "5万吨", **extra}
        told.append((document, said(document, quote, words, name=quote, stage=stage, **fields)))
    return kinds_of(*told)


@pytest.mark.parametrize(
    ("first", "second", "later", "found"),
    [
        (("建成投产", "operating"), ("正在规划", "planned"), {}, True),
        (("建成投产", "operating"), ("开工建设", "under_construction"), {}, True),
        (("试生产", "partly_operating"), ("拟建", "planned"), {}, True),
        (("开工建设", "under_construction"), ("建成投产", "operating"), {}, False),
        (("建成投产", "operating"), ("建成投产", "operating"), {}, False),
        (("建成投产", "operating"), ("停产", "suspended"), {}, False),  # news, not a contradiction
        (("建成投产", "operating"), ("签约落户", "signed"), {}, False),  # may recall how it came
        (("建成投产", "operating"), ("正在规划", "planned"), {"phase": "三期"}, False),
        (("建成投产", "operating"), ("正在规划", "planned"), {"at": "510300"}, False),
        (("建成投产", "operating"), ("进展顺利", "planned"), {}, False),  # its words do not say the stage
        (("建成投产", "operating"), ("技改项目正在规划", "planned"), {}, False),
    ],
)
def test_later_documents_that_say_less(first, second, later, found):
    assert staged(first, second, **later) == ["stage"] * found


def test_what_the_later_document_dates_before_the_earlier_one_is_history():
    started = DateSpan(date(2019, 1, 1), date(2019, 1, 31), "month", "2019年1月")
    now = (("建成投产", "operating"), ("开工建设", "under_construction"))
    assert staged(*now, date=started) == []


def test_stages_need_days():
    told = (("建成投产", "operating"), ("正在规划", "planned"))
    assert staged(*told, days=("2021年3月1日", "2021年3月1日")) == []
    assert staged(*told, days=("不详", "2021年3月1日")) == []
    assert staged(*reversed(told)) == []


# ---- in all -----------------------------------------------------------------------------------------------------


def everything():
    """Return documents and statements with a finding of every kind."""
    first = works("东江硅业24GW多晶硅项目建成投产。", "东江硅业24GW多晶硅项目", "a.txt", DAYS[0], capacity="24GW")
    second = works("东江硅业20GW多晶硅项目开工。", "东江硅业20GW多晶硅项目", "b.txt", DAYS[1], capacity="20GW")
    document = article("现有企业55户，其中生产企业60户。产品市场占有率达到130%。", "c.txt")
    share = said(document, "市场占有率达到130%", kind="indicator", value=1.3, unit="ratio")
    count = said(document, "企业55户", kind="indicator", count=55)
    quote = "南溪10万吨尿素项目"
    old = article(f"{quote}建成投产。", "d.txt", DAYS[0])
    new = article(f"{quote}正在规划。", "e.txt", DAYS[1])
    fields = {"name": quote, "organisation": "南溪", "product": "尿素", "capacity": "10万吨"}
    stages = [
        said(old, quote, "建成投产", stage="operating", **fields),
        said(new, quote, "正在规划", stage="planned", **fields),
    ]
    documents = [first[0], second[0], document, old, new]
    return documents, [first[1], second[1], share, count, *stages]


DOCUMENTS, STATEMENTS = everything()
EXPECTED = find_contradictions(STATEMENTS, DOCUMENTS)


def test_every_kind_is_found():
    assert {f.kind for f in EXPECTED} == set(FINDING_KINDS)


@settings(max_examples=25, deadline=None)
@given(st.permutations(STATEMENTS), st.permutations(DOCUMENTS))
def test_the_order_of_statements_and_documents_changes_nothing(statements, documents):
    assert find_contradictions(statements, documents) == EXPECTED


def test_statements_told_twice_change_nothing():
    assert find_contradictions(STATEMENTS * 2, DOCUMENTS) == EXPECTED


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_document_does_not_contradict_its_own_copy(count):
    told = [
        works("东江硅业24GW多晶硅项目投资30亿元。", "东江硅业24GW多晶硅项目", f"{i}.txt", capacity="24GW")
        for i in range(count)
    ]
    assert kinds_of(*told) == []


def test_json_of_findings_is_plain_and_quotes_are_verbatim():
    texts = {d.name: d.text for d in DOCUMENTS}
    for finding in EXPECTED:
        value = finding.to_json()
        assert json.loads(json.dumps(value, ensure_ascii=False)) == value
        assert ("source" in value) == (finding.kind == "implausible")
        assert set(value["statements"]) <= {s.id for s in STATEMENTS}
        assert len(value["evidence"]) >= (1 if finding.kind == "implausible" else 2)
        for span in value["evidence"]:
            assert texts[span["document"]][span["start"] : span["end"]] == span["quote"]


def test_nothing_said_is_no_finding():
    assert find_contradictions([]) == ()


# ---- where people see them --------------------------------------------------------------------------------------


def test_the_page_lists_findings_with_quotes_and_links_and_nothing_where_there_are_none():
    findings = [f.to_json() for f in EXPECTED]
    page = render({"statement_list": [s.to_json() for s in STATEMENTS], "findings": findings})
    section = page[page.index('<section id="contradictions"') :]
    section = section[: section.index("</section>")]
    assert section.count('<tbody id="finding-') == len(findings)
    for finding in findings:
        assert all(f"<q>{span['quote']}</q>" in section for span in finding["evidence"])
    assert section.count('href="#statement-') == sum(len(f["statements"]) for f in findings)
    assert '<section id="contradictions"' not in render({"findings": []})


def test_the_terminal_writes_a_line_a_finding(capsys):
    findings_list([f.to_json() for f in EXPECTED])
    assert capsys.readouterr().out.count("存疑 doubtful") == len(EXPECTED)
    findings_list([])
    assert "No contradiction" in capsys.readouterr().out


# ---- read from text ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def library():
    return load_regions(), load_chains({})


def found_in(document, library):
    return find_contradictions(read_statements(document, *library).statements, [document])


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("7个外资项目和13个内资项目共21个项目在江州集中开工。", ["sum"]),
        ("7个外资项目和13个内资项目共20个项目在江州集中开工。", []),
        ("东江硅业宜宾10GW电池片项目总投资4000亿元，正在建设。", ["implausible"]),
        ("东江硅业宜宾10GW电池片项目总投资40亿元，正在建设。", []),
    ],
)
def test_findings_of_what_is_read(body, kinds, library):
    assert [f.kind for f in found_in(article(body), library)] == kinds


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
def test_the_storage_plant_of_280_billion_a_year_is_implausible(library):
    (finding,) = found_in(read_document(CORPUS / "050.txt"), library)
    assert finding.kind == "implausible"
    assert [span.quote for span in finding.evidence] == ["年产值达2800亿元"]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
@pytest.mark.parametrize("name", ["001.txt", "005.txt", "014.txt", "033.txt", "seed.txt"])
def test_sums_that_hold_are_no_finding(name, library):
    """7 + 13 = 20 projects; 333 of 936 亿元; 3 + 2 = 5 projects; 27 + 18 + 10 = 55 companies; 10 of 20 GW."""
    assert found_in(read_document(CORPUS / name), library) == ()


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """Run `sanjiang check` over texts; return exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(texts, *options):
        for name, text in texts.items():
            (tmp_path / name).write_text(text, "utf-8")
        monkeypatch.setattr(sys, "argv", ["sanjiang", "check", *texts, *options])
        with pytest.raises(SystemExit) as exit_:
            main()
        return (exit_.value.code or 0, *capsys.readouterr())

    return run


def test_the_command_prints_findings_and_says_where_there_are_none(check):
    wrong = article("7个外资项目和13个内资项目共21个项目在江州集中开工。").text
    right = wrong.replace("21个", "20个")
    code, out, err = check({"a.txt": wrong}, "--json")
    assert (code, err) == (0, "")
    assert [f["kind"] for f in json.loads(out)] == ["sum"]
    assert "7个 + 13个 ≠ 21个" in check({"a.txt": wrong})[1]
    assert json.loads(check({"a.txt": right}, "--json")[1]) == []
    assert "No contradiction" in check({"a.txt": right})[1]
    assert check({"a.txt": right}, "nowhere.txt", "--json")[::2] == (2, check({}, "nowhere.txt")[2])
