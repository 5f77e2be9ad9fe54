"""What several documents tell of one plant, of its whole and of its parts, is counted once."""

import pytest
from test_plants import REGIONS, cells, plants
from written import LESHAN, MEISHAN, amount, part_of, project

from sanjiang.assemble.plants import bucket


def phase(key, name, **fields):
    return project(key, **{"organisation": "甲某", "phase": name, "stage": "operating"} | fields)


@pytest.mark.parametrize("code", ["511112", "510000"])
def test_a_place_that_is_the_asking_region_is_its_own(code):
    region = REGIONS.by_code(code)
    assert plants(cells(at=code), region=region)[0].region == code


def test_a_county_right_under_its_province_is_a_region_of_its_own():
    assert bucket(REGIONS, REGIONS.by_code(LESHAN), REGIONS.by_code("659001")) == "659001"


def test_what_a_later_document_calls_off_stands_no_more():
    early = cells("early", organisation="甲某", phase="一期", stage="under_construction")
    late = cells("late", organisation="甲某", phase="一期", stage="cancelled", document="later.txt")
    assert not [p for p in plants(early, late) if p.at_horizon]


def test_a_part_told_in_another_document_does_not_add_to_its_whole():
    whole = cells("whole", organisation="甲某", capacity=amount(20, "GW"))
    first = cells("first", organisation="甲某", capacity=amount(10, "GW"), phase="一期", document="later.txt")
    assert sum(p.low for p in plants(whole, first)) == 20


def test_a_whole_told_in_another_document_does_not_add_to_its_parts():
    five = {"organisation": "甲某", "capacity": amount(5, "GW")}
    parts = [cells(n, start=i, phase=n, **five) for i, n in enumerate(["一期", "二期"])]
    whole = cells("whole", organisation="甲某", capacity=amount(10, "GW"), document="later.txt")
    assert sum(p.low for p in plants(*parts, whole)) == 10


def test_an_ownerless_plant_told_twice_is_one():
    first, again = cells("first"), cells("again", document="later.txt")
    assert sum(p.low for p in plants(first, again)) == 7.5


def test_the_figure_of_a_part_is_the_least_of_a_whole_without_one():
    whole = cells("whole", capacity=None)
    part = part_of(whole, "one", process_id="pv-cell", capacity=amount(10, "GW"), phase="一期", stage="operating")
    assert sum(p.low for p in plants(whole, part)) == 10


@pytest.mark.parametrize("sibling", [{"stage": "cancelled"}, {"at": MEISHAN}])
def test_a_sibling_that_was_given_up_or_lies_elsewhere_says_nothing(sibling):
    other = phase("second", "二期", process_id="pv-ingot", **sibling)
    found = plants(phase("first", "一期"), other, phase("third", "三期", process_id="pv-wafer"))
    assert [p.process for p in found if p.region == LESHAN] == ["pv-wafer", "pv-wafer"]
