"""Deciding without reading: what holds for any person and any policy."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.evidence import Span
from sanjiang.library.regions import load_regions
from sanjiang.policies.asked import Asked
from sanjiang.policies.entitled import entitled, judge
from sanjiang.policies.holidays import holidays, is_known, of_year, plain_name
from sanjiang.policies.overlap import overlaps
from sanjiang.policies.people import age, lives_in
from sanjiang.policies.policy import Benefit, Days, Exclusion, Group, Policy, PolicyError, Quota, Site, checked
from sanjiang.policies.schedule import calendar_of

REGIONS = load_regions()
CODES = [r.adcode for r in REGIONS if r.adcode.startswith(("50", "51"))]
SPAN = Span("a.txt", 0, 4, "半价优惠")
HALF = Benefit("half", 0.5, None, "ticket", "半价")
FREE = Benefit("free", 0.0, None, "ticket", "免票")
YEAR = Days(date(2021, 1, 1), date(2021, 12, 31), True, False, SPAN)


def group(*residences, **terms):
    base = {"not_from": (), "kinds": (), "age_from": None, "age_under": None, "unread": None, "evidence": SPAN}
    return Group(residences=residences, **{**base, **terms})


def policy(benefit=HALF, days=YEAR, name="p", **terms):
    return Policy(id=name, benefit=benefit, days=days, evidence=(SPAN,), **terms)


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_a_part_is_in_the_whole_and_the_whole_may_be_in_the_part(one, other):
    a, b = REGIONS.by_code(one), REGIONS.by_code(other)
    said = lives_in(REGIONS, a, b)
    assert (said == "yes") == (a == b or REGIONS.contains(b, a))
    assert (said == "unknown") == REGIONS.contains(a, b)


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.dates(date(2020, 6, 1), date(2022, 6, 1)))
def test_who_is_told_more_of_never_turns_yes_into_no(residence, favoured, day):
    """Without a residence the answer is unknown wherever some residence would make it yes."""
    rule = policy(groups=(group(favoured),))
    told = judge(rule, Asked(day, REGIONS.by_code(residence)), REGIONS).truth
    untold = judge(rule, Asked(day), REGIONS).truth
    assert untold == ("unknown" if YEAR.start <= day <= YEAR.end else "no")
    assert told == "yes" or untold == "unknown" or told == "no"
    if told != "no":
        assert untold == "unknown"


@given(st.sampled_from(CODES), st.sampled_from(CODES), st.sampled_from(CODES))
def test_a_mutual_offer_is_the_same_both_ways(home, first, second):
    sites = (Site(None, first, SPAN), Site(None, second, SPAN))
    there = judge(policy(mutual=True, partners=sites), asked(home, first), REGIONS).truth
    back = judge(policy(mutual=True, partners=sites[::-1]), asked(home, first), REGIONS).truth
    assert there == back


def asked(residence, at):
    region = REGIONS.by_code(at)
    return Asked(date(2021, 5, 6), REGIONS.by_code(residence), None, region, region.name)


@given(st.integers(1, 50), st.integers(0, 100))
def test_a_quota_ends_where_it_is_used_up(amount, used):
    rule = policy(quotas=(Quota("day", amount, SPAN),))
    said = judge(rule, Asked(date(2021, 5, 6), used={"day": used}), REGIONS).truth
    assert said == ("yes" if used < amount else "no")


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)))
def test_a_birthday_makes_older(born):
    assert age(born, born) == 0
    day = date(2021, 12, 31)
    assert age(born, day) == 2021 - born.year


@given(st.dates(date(2018, 1, 1), date(2026, 12, 31)))
def test_a_day_off_is_excluded_and_no_other(day):
    rule = policy(
        days=Days(None, None, True, False, SPAN), exclusions=(Exclusion("holidays", "法定节假日", None, None, SPAN),)
    )
    off = any(h.start <= day <= h.end for h in holidays())
    assert judge(rule, Asked(day), REGIONS).truth == ("no" if off else "yes")


def test_a_year_without_a_table_is_unknown():
    rule = policy(
        days=Days(date(2000, 1, 1), None, True, False, SPAN),
        exclusions=(Exclusion("holidays", "法定节假日", None, None, SPAN),),
    )
    assert not is_known(2035)
    assert judge(rule, Asked(date(2035, 10, 1)), REGIONS).truth == "unknown"


def test_holidays_go_by_several_names():
    assert [plain_name(w) for w in ("国庆节", "国庆黄金周", "劳动节", "春节期间", "中秋节")] == [
        "国庆",
        "国庆",
        "五一",
        "春节",
        "中秋",
    ]
    assert of_year("国庆", 2021) == (date(2021, 10, 1), date(2021, 10, 7))


def test_each_holiday_has_its_notice_and_its_order():
    assert all(h.start <= h.end and "国务院办公厅" in h.source for h in holidays())
    assert {h.end.year for h in holidays()} == set(range(2018, 2027))


def test_the_better_ticket_answers():
    both = [policy(name="half"), policy(FREE, name="free")]
    assert entitled(both, Asked(date(2021, 5, 6)), REGIONS)[0].policy.id == "free"


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (policy(days=Days(date(2021, 6, 2), date(2021, 6, 1), True, False, SPAN)), "ends before it starts"),
        (policy(quotas=(Quota("total", 0, SPAN),)), "quota of zero"),
    ],
)
def test_policies_that_cannot_be(wrong, what):
    with pytest.raises(PolicyError, match=what):
        checked(wrong)


@given(st.dates(date(2020, 1, 1), date(2023, 1, 1)), st.integers(0, 400))
def test_a_policy_is_in_one_part_of_the_calendar(day, ahead):
    found = calendar_of([policy()], day, ahead)
    parts = [name for name in ("in_force", "beginning", "later", "over", "unknown") if found[name]]
    assert len(parts) == 1
    assert (parts == ["in_force"]) == (YEAR.start <= day <= YEAR.end)
    expiring = YEAR.start <= day <= YEAR.end <= day + timedelta(days=ahead)
    assert bool(found["expiring"]) == expiring


@given(st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_yearly_days_come_again(day):
    winter = Days(date(2021, 12, 15), date(2022, 1, 14), True, False, SPAN, yearly=True)
    inside = (day.month, day.day) >= (12, 15) or (day.month, day.day) <= (1, 14)
    assert judge(policy(days=winter), Asked(day), REGIONS).truth == ("yes" if inside else "no")


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        (policy(groups=(group("500000"),)), policy(FREE, groups=(group(age_from=65),)), "conflict"),
        (policy(groups=(group("500000"),)), policy(groups=(group("500156"),)), "repeat"),
        (policy(), policy(Benefit("percent", 0.8, None, "lodging", "八折")), "add"),
        (policy(combinable=True), policy(FREE), "add"),
        (policy(combinable=False), policy(Benefit("percent", 0.8, None, "lodging", "八折")), "conflict"),
        (policy(groups=(group("500000"),)), policy(FREE, groups=(group("510000"),)), None),
        (policy(groups=(group(age_under=18),)), policy(FREE, groups=(group(age_from=60),)), None),
        (policy(), policy(FREE, days=Days(date(2022, 1, 1), None, True, False, SPAN)), None),
        (policy(sites=(Site("甲景区", "511100", SPAN),)), policy(FREE, sites=(Site("乙景区", "511100", SPAN),)), None),
        (policy(groups=(group("510100"),)), policy(FREE, groups=(group(not_from=("510000",)),)), None),
    ],
)
def test_which_benefits_meet(first, second, relation):
    assert [o.relation for o in overlaps([first, second], REGIONS)] == ([relation] if relation else [])
