"""Days of the week in notices: which are meant, and which words only look like them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.assemble.offers import offers_of
from sanjiang.assemble.offers.weekdays import weekdays_of
from sanjiang.core.evidence import Span
from sanjiang.documents.read import document_from_text
from sanjiang.library.regions import load_regions
from sanjiang.policies.asked import Asked
from sanjiang.policies.excluded import exclusion_finding
from sanjiang.policies.holidays import holiday_on
from sanjiang.policies.overlap import overlaps
from sanjiang.policies.policy import Benefit, Days, Exclusion, Policy

SPAN = Span("a.txt", 0, 4, "周一闭园")
KNOWN_DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 30))


def excluded(body):
    text = f"门票优惠公告\n2023年3月1日\n来源：乐山市文旅局\n\n{body}\n"
    regions = load_regions()
    policies, _ = offers_of(document_from_text(text, "a.txt"), regions.find("乐山"), (), regions)
    return [(e.kind, e.weekdays) for e in policies[0].exclusions]


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("每周三，眉山市民免票游览凌云景区。", [("other_weekdays", (2,))]),
        (
            "周一至周五（节假日除外），眉山市民免票游览凌云景区。",
            [("other_weekdays", (0, 1, 2, 3, 4)), ("holidays", ())],
        ),
        ("眉山市民免票游览凌云景区，仅限周二、周四。", [("other_weekdays", (1, 3))]),
        ("眉山市民免票游览凌云景区（周五、周六、周日除外）。", [("weekdays", (4, 5, 6))]),
        ("眉山市民免票游览凌云景区，周六、周日除外。", [("weekends", ())]),
        ("眉山市民免票游览凌云景区，逢周二闭馆。", [("weekdays", (1,))]),
        ("工作日眉山市民免票游览凌云景区。", [("holidays", ()), ("weekends", ())]),
        ("非节假日期间眉山市民免票游览凌云景区。", [("holidays", ())]),
        # these keep the benefit to no day of the week
        ("2023年3月8日（星期三），眉山市民免票游览凌云景区。", []),
        ("上周五宣布，眉山市民免票游览凌云景区。", []),
        ("每周一次的惠民活动中，眉山市民免票游览凌云景区。", []),
        ("眉山市民免票游览凌云景区，咨询电话（周一至周五）0833-2100000。", []),
        ("开放时间：周二至周日9:00—17:00，眉山市民免票游览凌云景区。", []),
        ("眉山市民免票游览凌云景区，周六上午举行开幕式。", []),
        ("周一至周日，眉山市民免票游览凌云景区。", []),
    ],
)
def test_days_of_the_week(body, kinds):
    assert excluded(body) == kinds


@given(st.integers(0, 6), st.integers(0, 6))
def test_a_run_of_days_goes_round_the_week(first, last):
    names = "一二三四五六日"
    days = weekdays_of(f"周{names[first]}至周{names[last]}")
    assert {first, last} <= set(days)
    assert len(days) == (last - first) % 7 + 1


def granted(day, **terms):
    told = Exclusion("weekdays", "周一闭园", None, None, SPAN, (0,), **terms)
    return exclusion_finding(told, Asked(day)).truth


@given(KNOWN_DAYS)
def test_a_site_that_closes_on_mondays_is_open_on_holidays(day):
    closed = day.weekday() == 0 and holiday_on(day) is None
    assert granted(day, on_holidays="open") == ("no" if closed else "yes")


@given(KNOWN_DAYS)
def test_a_closing_day_that_moves_comes_right_behind_the_holiday(day):
    moved = granted(day, on_holidays="later")
    if moved != granted(day, on_holidays="open"):
        assert moved == "no"
        holiday = holiday_on(day - timedelta(days=1))
        assert any((holiday.start + timedelta(n)).weekday() == 0 for n in range((holiday.end - holiday.start).days + 1))


@given(st.dates(date(2018, 1, 10), date(2026, 12, 20)), st.integers(0, 3), st.integers(0, 3))
def test_days_about_a_holiday_are_excluded_as_told(day, before, after):
    told = Exclusion("holidays", "法定节假日", None, None, SPAN, around=(before, after))
    near = any(holiday_on(day + timedelta(days=n)) for n in range(-after, before + 1))
    assert exclusion_finding(told, Asked(day)).truth == ("no" if near else "yes")


def test_without_a_table_of_the_year_nothing_is_said():
    assert granted(date(2040, 1, 2), on_holidays="open") == "unknown"  # a Monday
    assert granted(date(2040, 1, 3), on_holidays="open") == "yes"
    assert granted(date(2040, 1, 3), on_holidays="later") == "unknown"
    assert granted(date(2040, 1, 3)) == "yes"


def test_the_last_saturday_of_a_month():
    last = Exclusion("other_weekdays", "每月最后一个周六", None, None, SPAN, (5,), -1)
    found = [exclusion_finding(last, Asked(date(2023, 3, day))).truth for day in (18, 25, 26)]
    assert found == ["no", "yes", "no"]


def policy(name, benefit, *days):
    told = Exclusion("other_weekdays", "每周", None, None, SPAN, days)
    open_end = Days(date(2023, 1, 1), None, True, False, SPAN)
    return Policy(id=name, benefit=benefit, days=open_end, evidence=(SPAN,), exclusions=(told,))


def test_benefits_on_different_weekdays_never_meet():
    half, most = Benefit("half", 0.5, None, "ticket", "半价"), Benefit("percent", 0.8, None, "ticket", "8折")
    assert not list(overlaps([policy("a", half, 0, 1, 2, 3, 4), policy("b", most, 5, 6)], load_regions()))
    assert len(list(overlaps([policy("a", half, 0, 1, 2, 3, 4), policy("b", most, 4, 5)], load_regions()))) == 1
