"""Ties between regions: who a party stands for, and that both ends must be touched."""

import pytest

from sanjiang.assemble.ties import find_ties
from sanjiang.chain.targets import Maker
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Place, Statement
from sanjiang.library.regions import load_regions

REGIONS = load_regions()
LESHAN = REGIONS.find("乐山")
CHONGQING, PANZHIHUA, MEISHAN = "500000", "510400", "511400"
HOMES = {"leshan.txt": LESHAN, "elsewhere.txt": REGIONS.find("武汉"), "nowhere.txt": None}


def told(*parties, kind="agreement", document="leshan.txt", place=None):
    spans = (Span(document, 0, 2, "原文"),)
    return Statement(
        id="/".join(parties), document=document, kind=kind, evidence=spans, confidence=0.9, rule="r", name="协议",
        parties=parties, place=place,
    )  # fmt: skip


def maker(company, region):
    return Maker(company, ("vanadium-steel",), region, "", "", None, None, None, ())


def ties(*statements, makers=()):
    return {code: len(found) for code, found in find_ties(statements, HOMES, makers, (REGIONS, LESHAN)).items()}


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        (("乐山市", "眉山市"), MEISHAN),
        (("乐山", "重庆武隆"), CHONGQING),
        (("乐山", "大足"), CHONGQING),
        (("乐山市五通桥区", "重庆市南川区"), CHONGQING),
        (("犍为县", "眉山"), MEISHAN),
    ],
)
def test_a_party_stands_for_the_region_that_its_name_begins_with(parties, code):
    assert ties(told(*parties)) == {code: 1}


def test_a_company_stands_for_the_one_region_of_its_plants():
    assert ties(told("乐山", "攀钢集团"), makers=[maker("攀钢集团", PANZHIHUA)]) == {PANZHIHUA: 1}
    two = [maker("攀钢集团", PANZHIHUA), maker("攀钢集团", MEISHAN)]
    assert ties(told("乐山", "攀钢集团"), makers=two) == {}


def test_any_other_company_stands_for_the_region_of_its_document():
    makers = [maker("攀钢集团", PANZHIHUA)]
    assert ties(told("德胜集团", "攀钢集团"), makers=makers) == {PANZHIHUA: 1}
    assert ties(told("德胜集团", "攀钢集团", document="elsewhere.txt"), makers=makers) == {}
    assert ties(told("德胜集团", "攀钢集团", document="nowhere.txt"), makers=makers) == {}


def test_others_among_themselves_are_no_tie():
    assert ties(told("重庆", "眉山")) == {}
    assert ties(told("乐山市", "乐山市五通桥区")) == {}


def test_provinces_and_companies_named_after_them_are_no_neighbours():
    assert ties(told("乐山市五通桥区", "江苏环太集团"), told("乐山", "四川省")) == {}


def test_a_common_word_that_is_a_countys_short_name_is_no_county():
    assert ties(told("乐山", "合作社联盟")) == {}


def test_alliances_and_places_count_and_projects_do_not():
    assert ties(told("乐山", kind="alliance", place=Place("眉山", MEISHAN))) == {MEISHAN: 1}
    assert ties(told("乐山", "眉山", kind="project")) == {}


def test_the_same_tie_told_twice_counts_once():
    assert ties(told("乐山", "眉山"), told("乐山", "眉山")) == {MEISHAN: 1}
