"""The example of docs/policies.md: the program finds what the page works out by hand."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.benefits import Question, check_policies, policy_calendar, policy_overlap

NOTICE = Path(__file__).parents[2] / "docs/policies/notice.txt"
PAGE = (NOTICE.parents[1] / "policies.md").read_text("utf-8")
MONDAY = date(2021, 5, 10)
AT = "沫若戏剧小镇景区"


@pytest.mark.parametrize(
    ("question", "entitled", "kind"),
    [
        (Question(MONDAY, "500156", AT), "yes", "half"),
        (Question(MONDAY, "500232", AT), "yes", "half"),
        (Question(date(2021, 5, 1), "500156", AT, date(1990, 1, 1)), "no", "half"),
        (Question(MONDAY, "500156", AT, date(1990, 1, 1), used=("day=500",)), "no", "half"),
        (Question(MONDAY, "500156", AT, date(1990, 1, 1), used=("day=499", "total=20000")), "no", "half"),
        (Question(MONDAY, "510100", AT, date(1990, 1, 1)), "no", None),
        (Question(MONDAY, "510100", AT, date(1956, 5, 10)), "yes", "free"),
        (Question(MONDAY, "510100", AT, date(1956, 5, 11)), "no", None),
        (Question(MONDAY, None, AT), "unknown", None),
        (Question(date(2021, 7, 1), "500156", AT, date(1990, 1, 1)), "no", None),
    ],
)
def test_the_answers_of_the_page(question, entitled, kind):
    value = check_policies([NOTICE], question).value
    assert value["entitled"] == entitled, value["because"]
    if kind:
        assert value["policy"]["benefit"]["kind"] == kind


def test_the_calendar_of_the_page():
    found = policy_calendar([NOTICE], date(2021, 6, 10), 30).value
    assert [(row["policy"]["benefit"]["kind"], row["days_left"]) for row in found["in_force"]] == [
        ("half", 20),
        ("free", None),
    ]
    assert [row["policy"]["benefit"]["kind"] for row in found["expiring"]] == ["half"]


def test_the_overlap_of_the_page():
    (pair,) = policy_overlap([NOTICE], {}).value["overlaps"]
    assert pair["relation"] == "conflict"
    assert "免票" in pair["because"]


def test_the_money_of_the_page():
    half, _ = policy_overlap([NOTICE], {}).value["worth"]
    found = {
        name: tuple(round(half[name][end]) for end in ("value", "low", "high"))
        for name in ("cost", "visits", "brings", "net")
    }
    assert found == {
        "cost": (400_000, 400_000, 400_000),
        "visits": (3_000, 1_000, 6_000),
        "brings": (720_000, 90_000, 3_240_000),
        "net": (320_000, -310_000, 2_840_000),
    }
    assert all(f"{abs(n):,}" in PAGE for row in found.values() for n in row)


def test_an_assumption_is_changed():
    half, _ = policy_overlap([NOTICE], {"policy.elasticity": 0.2}).value["worth"]
    assert round(half["net"]["value"]) == -160_000


def test_the_page_shows_the_notice():
    told = NOTICE.read_text("utf-8").split("\n\n")[1].strip().splitlines()
    assert all(line in PAGE for line in told)
