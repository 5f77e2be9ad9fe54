from datetime import date

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.said_twice import without_plain_parks, without_repeats

YEAR = DateSpan(date(2022, 1, 1), date(2022, 12, 31), "year", "2022年")
BEFORE = DateSpan(date(2021, 1, 1), date(2021, 12, 31), "year", "2021年")


def draft(span, kind="indicator", **fields):
    return Draft(kind, "rule", [span], fields)


def test_a_headline_joins_its_sentence():
    headline, told = draft((0, 5), count=20, name="项目"), draft((40, 50), count=20, name="重点项目", date=YEAR)
    (one,) = without_repeats([headline, told])
    assert one.fields == {"count": 20, "name": "重点项目", "date": YEAR}
    assert sorted(one.spans) == [(0, 5), (40, 50)]


def test_two_years_two_places_two_things_stay():
    drafts = [
        draft((0, 5), value=3.0, unit="t", name="产量", date=YEAR),
        draft((6, 9), value=3.0, unit="t", name="产量", date=BEFORE),
        draft((10, 15), count=3, name="企业", place=Place("乐山", "511100")),
        draft((16, 19), count=3, name="企业", place=Place("眉山", "511400")),
        draft((20, 25), count=3, name="景区", place=Place("乐山", "511100")),
    ]
    assert without_repeats(drafts) == drafts


def test_an_alliance_is_one_by_name():
    founded = draft((0, 9), "alliance", name="竹产业联盟")
    told = draft((20, 29), "alliance", name="竹产业联盟", place=Place("宜宾", "511500"))
    assert [d.fields.get("place") for d in without_repeats([founded, told])] == [Place("宜宾", "511500")]


def test_other_kinds_are_left_alone():
    drafts = [draft((0, 5), "project", name="一期"), draft((6, 9), "project", name="一期")]
    assert without_repeats(drafts) == drafts


def test_a_park_that_is_only_named_joins_what_says_more_of_it():
    named = draft((0, 5), "park", name="临江产业园", stage="planned")
    sized = draft((20, 29), "park", name="临江产业园", value=3.0, unit="km2")
    (one,) = without_plain_parks([named, sized])
    assert one.fields == {"name": "临江产业园", "stage": "planned", "value": 3.0, "unit": "km2"}
    assert sorted(one.spans) == [(0, 5), (20, 29)]


def test_two_figures_of_a_park_are_two_statements():
    drafts = [
        draft((0, 5), "park", name="临江产业园", value=3.0, unit="km2"),
        draft((9, 15), "park", name="临江产业园", date=YEAR),
        draft((20, 25), "park", name="云顶产业园"),
    ]
    assert without_plain_parks(drafts) == drafts
