"""The gate's own arithmetic, on cases that can be checked by eye."""

import pytest
from scoring import Text, alike, pairs_of, right, same_amount, score

TEXT = "甲公司年产5万吨硅项目投产，乙公司8GW组件项目开工。"
FIRST = {
    "kind": "project",
    "organisation": "甲公司",
    "capacity": {"value": 5e4, "unit": "t"},
    "stage": "operating",
    "quote": "甲公司年产5万吨硅项目投产",
}


def said(start, end, **fields):
    return {"kind": "project", "evidence": [{"start": start, "end": end}], **fields}


GOOD = said(0, 12, organisation="甲公司", capacity={"value": 50, "unit": "kt"}, stage="operating")


def pairs(labels, statements, exhaustive=True):
    return list(pairs_of(Text("text", TEXT, labels, statements, exhaustive)))


def test_a_statement_that_says_the_label_is_found_and_right():
    (pair,) = pairs([FIRST], [GOOD])
    assert pair.found
    assert pair.right
    assert score([pair])["all"].rates() == {"found": 1.0, "slots": 1.0, "wrong": 0.0, "spurious": 0.0}


def test_a_wrong_number_is_wrong_although_enough_slots_are_right():
    (pair,) = pairs([FIRST], [{**GOOD, "capacity": {"value": 5, "unit": "t"}}])
    assert pair.found
    assert pair.against == ("capacity",)
    assert not pair.right


def test_what_nobody_labelled_is_spurious_only_where_all_is_labelled():
    elsewhere = said(13, 26, organisation="乙公司")
    assert score(pairs([FIRST], [GOOD, elsewhere]))["project"].rates()["spurious"] == 0.5
    assert "spurious" not in score(pairs([FIRST], [GOOD, elsewhere], exhaustive=False))["project"].rates()


def test_an_optional_label_is_not_asked_for_and_not_spurious():
    optional = {**FIRST, "optional": True}
    assert score(pairs([optional], []))["all"].rates() == {}
    assert score(pairs([optional], [GOOD]))["all"].rates() == {"spurious": 0.0}


def test_a_kind_that_nobody_labelled_is_spurious_too():
    (missed, alone) = sorted(pairs([FIRST], [{**GOOD, "kind": "park"}]), key=lambda p: p.label is None)
    assert not missed.found
    assert alone.kind == "park"
    assert not alone.right


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({"value": 5, "unit": "万吨"}, {"value": 50, "unit": "kt"}, True),
        ({"value": 8, "unit": "GW"}, {"value": 8000, "unit": "兆瓦"}, True),
        ({"value": 3, "unit": "亿元"}, {"value": 3e8, "unit": "CNY"}, True),
        ({"value": 3, "unit": "亿元"}, {"value": 3e8, "unit": "USD"}, False),
        ({"value": 2, "unit": "台/年"}, {"value": 2, "unit": "台"}, True),
        ({"value": 2, "unit": "台"}, {"value": [2, 3], "unit": "台"}, False),
        (None, {"value": 2, "unit": "台"}, False),
    ],
)
def test_amounts_are_equal_after_conversion(a, b, same):
    assert same_amount(a, b) is same


@pytest.mark.parametrize(
    ("slot", "label", "statement", "expected"),
    [
        ("date", "2020-06", {"start": "2020-06-01", "end": "2020-06-30"}, True),
        ("date", "2020-06/2021-06", {"start": "2020-06-01"}, False),
        ("date", "2020", {"start": "2021-01-01"}, False),
        ("stage", "construction_started", "under_construction", True),
        ("stage", "planned", "operating", False),
        ("parties", ["乐山", "武隆"], [{"name": "乐山市"}, {"name": "武隆区"}], True),
        ("parties", ["乐山", "武隆"], [{"name": "乐山市"}], False),
        ("place", "五通桥", {"name": "五通桥区"}, True),
        ("count", 3, 4, False),
    ],
)
def test_slots(slot, label, statement, expected):
    assert right(slot, {slot: label}, {slot: statement}) is expected


def test_a_phase_may_stand_as_the_name_and_the_name_as_the_phase():
    assert right("phase", {"phase": "二期"}, {"name": "晶科二期"})
    assert right("name", {"name": "一期"}, {"phase": "一期"})


def test_names():
    assert alike("德胜集团", "四川德胜集团")
    assert not alike("德胜集团", "攀钢")
    assert not alike("", "攀钢")
