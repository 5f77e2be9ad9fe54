"""Two written names mean one organisation if the core of one stands in the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.names import SHORTEST, core_name, same_organisation


@pytest.mark.parametrize(
    ("name", "core"),
    [
        ("四川永祥股份有限公司", "四川永祥"),
        ("晶科能源有限公司", "晶科能源"),
        ("江苏环太集团有限公司", "江苏环太"),
        ("德胜集团", "德胜"),
        ("保利协鑫(江苏中能)", "保利协鑫"),
        ("晶澳太阳能（义乌）有限责任公司", "晶澳太阳能"),
        ("四川武骏", "四川武骏"),
    ],
)
def test_legal_form_and_bracketed_place_are_no_part_of_the_core(name, core):
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("晶科能源", "四川晶科能源有限公司"),
        ("环太", "江苏环太集团有限公司"),
        ("保利协鑫(江苏中能)", "保利协鑫"),
        ("武骏", "四川武骏光能股份有限公司"),
    ],
)
def test_one_organisation_under_two_names(a, b):
    assert same_organisation(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("晶科能源", "晶澳科技"),
        ("永祥", "京运通"),
        ("", "京运通"),
        ("", ""),
        ("公司", "京运通有限公司"),  # a legal form alone names nobody
        ("京", "京运通"),  # one character is too little to tell
    ],
)
def test_names_of_different_organisations_or_of_none(a, b):
    assert not same_organisation(a, b)


names = st.text(alphabet="永祥晶科能源京运通有限公司集团股份项目()", max_size=10)


@given(names, names)
def test_being_one_does_not_depend_on_who_is_named_first(a, b):
    assert same_organisation(a, b) == same_organisation(b, a)


@given(names)
def test_a_name_is_one_with_itself_if_it_names_anybody(name):
    assert same_organisation(name, name) == (len(core_name(name)) >= SHORTEST)


@given(st.text(alphabet="永祥晶科能源京运通", min_size=SHORTEST, max_size=8), st.sampled_from(["有限公司", "集团", ""]))
def test_a_place_before_and_a_form_after_change_nobody(name, form):
    assert same_organisation(name, f"乐山{name}{form}")
