"""Who signs where the clause does not say so itself."""

import pytest

from sanjiang.grammar.encode import expand
from sanjiang.grammar.parties import acting, both_before, clean, is_home


def acts(sentence: str, clause: str) -> str | None:
    letters = expand(sentence)
    span = acting(letters, letters.index(expand(clause)))
    return letters[slice(*span)] if span else None


def test_an_earlier_clause_names_who_acts():
    assert acts("市商务局多次对接，与<org>签约", "，与") == "市商务局"
    assert acts("<date>，<place>旅游局与<place>旅游局签约，与<org>签约", "，与<org>") == expand("<place>旅游局")


def test_nobody_acts_where_no_clause_opens_with_an_actor():
    assert acts("近日，与<org>签约", "，与") is None
    assert acts("市商务局局长说，与<org>签约", "，与") is None


def test_a_clause_with_its_own_subject_is_left_alone():
    assert acts("市商务局牵线，<org>建厂", "，<org>") is None


def test_both_are_the_two_of_the_clause_before():
    letters = expand("<place>代表团到<place>考察，双方签订协议")
    spans = both_before(letters, letters.index("，双方"))
    assert spans is not None
    assert [letters[a:b] for a, b in spans] == [expand("<place>")] * 2
    assert both_before(expand("会议召开，双方签订协议"), 4) is None
    assert both_before(expand("<place>与<org>座谈，市里表态"), 5) is None


@pytest.mark.parametrize(
    ("party", "name"),
    [
        ("联合富江集团", "富江集团"),
        ("四川大学等30家单位", "四川大学"),
        ("联合国", "联合国"),
        ("高等专科学校", "高等专科学校"),
    ],
)
def test_cleans_what_stands_around_a_name(party, name):
    assert clean(party) == name


def test_words_for_the_document_s_own_region():
    assert all(map(is_home, ("我市", "全县", "该区", "当地")))
    assert not any(map(is_home, ("成都市", "富江集团", "市商务局")))
