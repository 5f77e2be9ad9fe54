"""What the register holds, thing by thing, by both clocks."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from told import at, days, money, told

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.workbench.register.clocks import NOW, Clocks
from sanjiang.workbench.register.follow_up import follow_up
from sanjiang.workbench.register.holdings import HOLDINGS, holdings
from sanjiang.workbench.register.holdings.tops import Tops
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import FollowUp, Joining, Name

A, B, C, D = (letter * 64 for letter in "abcd")
EARLY, LATE = date(2019, 11, 1), date(2021, 4, 27)


def party(*names):
    return [{"name": name} for name in names]


def test_a_project_from_word_to_work(register):
    signed = {"name": "甲厂", "organisation": "甲", "investment": money(1e9), "stage": "signed"}
    to_come = days("2020-06-01", "2020-06-30")
    told("1", EARLY, {"uid": A, **signed, "date": to_come, "quote": "明年6月投产"})
    told("2", date(2020, 9, 1), {"uid": B, **signed, "stage": "under_construction", "arrived": money(2e8)})
    told("3", LATE, {"uid": C, **signed, "stage": "operating", "date": days("2021-01-01", "2021-01-31")})
    [row] = holdings("project")
    assert [each["stage"] for each in row["stages"]] == ["signed", "under_construction", "operating"]
    assert (row["id"], row["stage"], row["status"], row["statements"]) == (A, "operating", "operating", [A, B, C])
    assert row["investment"] == {**money(1e9), "statement": C}
    assert row["milestones"]["signed"]["high"] == "2019-11-01"
    assert (row["milestones"]["started"]["low"], row["milestones"]["started"]["day"]) == ("2019-11-01", "2020-09-01")
    assert row["milestones"]["arrived"] == {"day": "2020-09-01", "low": None, "high": "2020-09-01", "statements": [B]}
    assert row["milestones"]["operating"]["statements"] == [C]
    assert row["slippage"] == {"months": 7.1, "open": False}  # 2020-06-30 to 2021-01-31: 215 days
    [then] = holdings("project", Clocks(as_of=date(2020, 9, 1)))
    assert (then["stage"], then["slippage"]) == ("under_construction", {"months": 2.1, "open": True})
    judge(B, "reject", by="甲")
    assert [each["statement"] for each in holdings("project")[0]["stages"]] == [A, C]


def test_a_plan_is_not_signed(register):
    told("1", EARLY, {"uid": A, "name": "甲厂", "stage": "planned"})
    assert holdings("project")[0]["milestones"]["signed"] is None


def test_names_that_are_one_make_one_project_by_what_was_known(register):
    told("1", EARLY, {"uid": A, "name": "甲厂", "stage": "signed"})
    told("2", LATE, {"uid": B, "name": "甲公司新厂", "stage": "operating"})
    assert len(holdings("project")) == 2
    before = timezone.now()
    left, right = Name.objects.filter(kind="project").order_by("id")
    pair = {"left": left, "right": right, "by": "甲"}
    joined = Joining.objects.create(**pair, ordinal=1, decision="join", at=timezone.now())
    Name.objects.filter(id__in=[left.id, right.id]).update(entity=left)
    [row] = holdings("project")
    assert (row["names"], row["stage"]) == (["甲公司新厂", "甲厂"], "operating")
    after = timezone.now()
    assert len(holdings("project", Clocks(known=before))) == 2
    assert len(holdings("project", Clocks(known=after))) == 1
    Joining.objects.create(**pair, ordinal=2, decision="undo", undoes=joined, at=timezone.now())
    Name.objects.update(entity=None)
    assert len(holdings("project")) == len(holdings("project", Clocks(known=timezone.now()))) == 2
    assert len(holdings("project", Clocks(known=after))) == 1


def test_a_part_lies_in_its_whole(register):
    phase = {"uid": B, "name": "甲厂", "phase": "一期", "part_of": A, "investment": money(4)}
    told("1", EARLY, {"uid": A, "name": "甲厂", "investment": money(10)}, phase)
    told("2", LATE, {"uid": C, "name": "甲厂", "phase": "一期", "stage": "operating"})
    told("3", LATE, {"uid": D, "name": "甲厂", "part_of": A, "investment": money(3)})
    [row] = holdings("project")
    assert (row["id"], row["statements"], row["stage"], row["investment"]["value"]) == (A, [A], None, 10)
    assert [(part["id"], part["statements"]) for part in row["parts"]] == [(B, [B, C]), (D, [D])]
    judge(A, "amend", by="甲", fields={"part_of": B})  # a circle: the first word stands, nothing is lost
    [row] = holdings("project")
    assert sorted(row["statements"] + [u for part in row["parts"] for u in part["statements"]]) == [A, B, C, D]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_tops_have_no_circle(pairs):
    tops, above = Tops(), {}
    for part, whole in pairs:
        if tops.of(part) == part and tops.put(part, whole):
            above[part] = whole

    def top(item):
        for _ in range(11):
            if item not in above:
                return item
            item = above[item]
        raise AssertionError("a circle")

    assert [tops.of(item) for item in range(10)] == [top(item) for item in range(10)]


def test_who_follows_up_and_by_when(register):
    visit = {"kind": "agreement", "stage": "lead", "parties": party("乐山市", "武隆区"), "name": "共建走廊"}
    told("1", LATE, {"uid": A, **visit}, {"uid": B, **visit, "name": "互展互售"})
    assert [row["follow_up"] for row in holdings("agreement")] == [None, None]
    follow_up(A, "文旅局", by="甲", due=date(2021, 6, 30))
    knew = FollowUp.objects.get().at
    assert holdings("agreement", Clocks(as_of=date(2021, 7, 1)))[0]["late"] is True
    row = holdings("agreement", Clocks(as_of=date(2021, 6, 30)))[-1]
    assert (row["agreed"], row["late"], row["follow_up"]["owner"]) == ("共建走廊", False, "文旅局")
    with pytest.raises(ConflictError, match="甲"):
        follow_up(A, "商务局", by="乙", seen=0)
    follow_up(A, "商务局", by="乙", due=date(2021, 6, 30), progress=1.0, seen=1)
    assert all(not row["late"] for row in holdings("agreement", Clocks(as_of=date(2021, 7, 1))))
    assert holdings("agreement", Clocks(date(2021, 7, 1), knew))[0]["follow_up"]["owner"] == "文旅局"
    early = holdings("agreement", Clocks(known=knew - timedelta(microseconds=1)))
    assert [row["follow_up"] for row in early] == [None, None]


@pytest.mark.parametrize(
    "word", [{"uid": A, "owner": " "}, {"uid": A, "owner": "甲", "progress": 1.5}, {"uid": B, "owner": "甲"}]
)
def test_what_is_no_follow_up(register, word):
    told("1", LATE, {"uid": A, "kind": "task"}, {"uid": B, "kind": "park", "name": "园"})
    with pytest.raises(RegisterError):
        follow_up(**word, by="甲")
    assert not FollowUp.objects.exists()


def test_members_over_time(register):
    alliance = {"kind": "alliance", "name": "石窟联盟"}
    told("1", EARLY, {"uid": A, **alliance, "parties": party("乐山", "大足")})
    told("2", LATE, {"uid": B, **alliance, "parties": party("乐山", "广元")})
    [row] = holdings("alliance")
    members = {m["name"]: (m["first"], m["last"], m["statements"]) for m in row["members"]}
    assert members == {
        "乐山": ("2019-11-01", "2021-04-27", [A, B]),
        "大足": ("2019-11-01", "2019-11-01", [A]),
        "广元": ("2021-04-27", "2021-04-27", [B]),
    }
    [then] = holdings("alliance", Clocks(as_of=EARLY))
    assert [member["name"] for member in then["members"]] == ["乐山", "大足"]


@pytest.mark.parametrize(
    ("told_date", "day", "force"),
    [
        (days("2020-06-01", "2021-06-30"), date(2021, 6, 30), True),
        (days("2020-06-01", "2021-06-30"), date(2021, 7, 1), False),
        (days("2020-06-01", "2021-06-30"), date(2020, 5, 31), False),
        (days("2020-06-01", None, "open"), date(2021, 6, 30), True),
        (days("2020-01-01", "2020-12-31", "year"), date(2021, 6, 30), None),
        (days("2020-01-01", "2021-12-31", "years"), date(2021, 6, 30), True),
        (None, date(2021, 6, 30), None),
    ],
)
def test_policies_in_force(sqlite_register, told_date, day, force):
    dated = {"date": told_date} if told_date else {}
    told("1", EARLY, {"uid": A, "kind": "policy", "name": "五折互游", "value": 0.5, "unit": "ratio", **dated})
    assert [row["in_force"] for row in holdings("policy", Clocks(as_of=day))] == ([] if force is False else [force])


def test_parks_by_tier(register):
    park = {"kind": "park", "place": at("井研县", "511124")}
    county = {"uid": A, **park, "name": "县园", "quote": "县级园区"}
    told("1", EARLY, county, {"uid": B, **park, "name": "无级园"}, {"uid": C, **park, "name": "甲产业园"})
    national = {"uid": D, **park, "name": "甲产业园", "quote": "国家级甲产业园", "value": 12.0, "unit": "km2"}
    works = {"uid": "e" * 64, "name": "甲厂", "place": at("甲产业园", "511124")}
    told("2", LATE, national, works)
    rows = holdings("park")
    assert [(row["name"], row["tier"] and row["tier"]["en"]) for row in rows] == [
        ("甲产业园", "national"),
        ("县园", "county"),
        ("无级园", None),
    ]
    assert (rows[0]["statements"], rows[0]["projects"], rows[0]["tier"]["statement"]) == ([C, D], ["e" * 64], D)
    assert rows[0]["figures"] == [{"value": 12.0, "unit": "km2", "told": "2021-04-27", "statement": D}]
    then = {row["name"]: row["tier"] for row in holdings("park", Clocks(as_of=EARLY))}
    assert then["甲产业园"] is None
    assert holdings("park", region="夹江县") == []


def test_plans_show_the_late_first(register):
    task = {"kind": "task", "place": at("乐山", "511100")}
    year = {"date": days("2021-01-01", "2021-12-31", "year")}
    told("1", LATE, {"uid": A, **task, **year, "name": "甲"}, {"uid": B, **task, "name": "乙"}, {"uid": C, **task})
    follow_up(B, "农业局", by="甲", due=date(2021, 5, 1), progress=0.4)
    follow_up(C, "文旅局", by="甲", due=date(2021, 5, 1), progress=1)
    [plan] = holdings("plan", Clocks(as_of=date(2021, 6, 1)))
    assert [(t["id"], t["owner"], t["due"], t["late"]) for t in plan["tasks"]] == [
        (B, "农业局", "2021-05-01", True),
        (A, None, "2021-12-31", False),
        (C, "文旅局", "2021-05-01", False),
    ]
    assert (plan["late"], plan["done"], plan["unassigned"], plan["statements"]) == (1, 1, 1, [A, B, C])
    assert plan["fields"] == ["industry"]
    told("2", date(2021, 5, 1), {"uid": D, **task, "document": "1"})
    assert [row["statements"] for row in holdings("plan")] == [[D], [A, B, C]]  # documents of one name are two plans


def test_indicators_and_brands(register):
    area = {"kind": "indicator", "name": "茶园面积", "place": at("乐山", "511100"), "unit": "mu"}
    brand = {"kind": "brand", "name": "竹叶青", "product": "春茶"}
    told("1", EARLY, {"uid": A, **area, "value": 1.0}, {"uid": B, **brand})
    told("2", LATE, {"uid": C, **area, "value": 2.0}, {"uid": D, **brand, "organisation": "竹叶青茶业"})
    [row] = holdings("indicator")
    assert [(f["value"], f["told"], f["statement"]) for f in row["figures"]] == [
        (1.0, "2019-11-01", A),
        (2.0, "2021-04-27", C),
    ]
    [row] = holdings("brand")
    assert (row["organisation"], row["first"], row["statements"]) == ("竹叶青茶业", "2019-11-01", [B, D])


@pytest.mark.parametrize("thing", HOLDINGS)
@pytest.mark.parametrize("clocks", [NOW, Clocks(as_of=LATE), Clocks(known=timezone.now() + timedelta(days=1))])
def test_everything_is_json_and_rests_on_statements(sqlite_register, thing, clocks):
    kind = {"plan": "task"}.get(thing, thing)
    told("1", LATE, {"uid": A, "kind": kind}, {"uid": B, "kind": kind, "name": "甲"}, home="511100")
    told("2", None, {"uid": C, "kind": kind, "name": "甲", "stage": "signed"}, home="510100")
    rows = holdings(thing, clocks)
    assert {uid for row in json.loads(json.dumps(rows, allow_nan=False)) for uid in row["statements"]} == {A, B, C}
    assert {uid for row in holdings(thing, clocks, "乐山") for uid in row["statements"]} >= {A, B}


def test_what_is_not_held(register):
    with pytest.raises(RegisterError):
        holdings("tree")
