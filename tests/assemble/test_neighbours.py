"""Neighbours: the atlas's plants joined with what documents tell of the same plants, and how far away they are."""

from datetime import date

import pytest
from written import CHENGDU, LESHAN, MEISHAN

from sanjiang.assemble.neighbours import Known, atlas_plants, distances, with_atlas
from sanjiang.assemble.plants import UNKNOWN
from sanjiang.chain.plant import Plant
from sanjiang.core.evidence import Citation, StatementRef
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import Atlas, AtlasPlant
from sanjiang.library.regions import Region, Regions
from sanjiang.pipeline import load_library

LIBRARY = load_library()
REGIONS = LIBRARY.regions
HOME = REGIONS.by_code(LESHAN)
PROCESSES = {p.id: p for chain in LIBRARY.chains for p in chain.processes}
AS_OF = date(2021, 4, 30)
SAID = (Citation("an atlas of this test"),)


def row(place, capacity=7.5, stage="operating", day=date(2020, 1, 1), adcode=MEISHAN, **fields):
    size = None if capacity is None else Figure(capacity, "GW", capacity, capacity, "said", SAID)
    fields = {"organisation": "通威太阳能", "process": "pv-cell"} | fields
    return AtlasPlant(**fields, adcode=adcode, place=place, capacity=size, stage=stage, as_of=day, evidence=SAID)


def neighbours(*rows, region=HOME, as_of=AS_OF):
    return atlas_plants(Atlas(rows, (), {}, {}), as_of, REGIONS, region, PROCESSES)


def known(low=7.5, *, phase=None, adcode=MEISHAN, published=date(2021, 1, 1), owner="通威太阳能", stage="operating"):
    plant = Plant("told", "pv-cell", MEISHAN, owner, stage, low, low, True, (StatementRef("told"),))
    return Known(plant, adcode, phase, published)


def joined(told, *rows):
    return {p.id: p for p in with_atlas(told, neighbours(*rows))}


def test_an_atlas_row_is_a_plant_of_its_prefecture():
    ((_, found),) = neighbours(row("金堂一期", adcode="510121"))
    assert (found.region, found.process, found.owner, found.stage) == (CHENGDU, "pv-cell", "通威太阳能", "operating")
    assert (found.low, found.high, found.stated, found.evidence) == (7.5, 7.5, True, SAID)


def test_a_row_without_a_capacity_is_nothing_to_a_typical_size():
    ((_, found),) = neighbours(row("合肥", None, adcode="340100"))
    assert (found.low, found.high) == (0.0, PROCESSES["pv-cell"].typical_size.value)
    assert not found.stated
    assert UNKNOWN in found.evidence


def test_the_asking_regions_own_rows_and_unknown_processes_and_places_are_left_out():
    assert neighbours(row("五通桥", adcode="511112")) == []
    assert neighbours(row("某地", process="titanium")) == []
    assert neighbours(row("无此地", adcode="999999")) == []
    assert neighbours(row("省内", adcode="510000")) == []  # a whole province is no neighbour
    assert (
        neighbours(row("眉山", adcode="511402"), region=REGIONS.by_code("510000")) == []
    )  # within Sichuan, which asks


def test_what_was_known_only_later_is_left_out():
    rows = [
        row("二期", day=date(2020, 4, 21), stage="under_construction"),
        row("二期", day=date(2021, 2, 28), stage="operating"),
    ]
    assert [p.stage for _, p in neighbours(*rows, as_of=date(2020, 12, 31))] == ["under_construction"]
    assert [p.stage for _, p in neighbours(*rows)] == ["operating"]
    assert neighbours(*rows, as_of=date(2020, 1, 1)) == []


def test_ids_are_distinct_and_those_of_the_shipped_atlas_name_known_regions():
    found = [p for _, p in atlas_plants(LIBRARY.atlas, AS_OF, REGIONS, HOME, PROCESSES)]
    assert len({p.id for p in found}) == len(found) > 5
    assert LESHAN not in {p.region for p in found}
    assert all(REGIONS.by_code(p.region) for p in found)


def test_a_plant_that_no_document_tells_of_stays():
    assert set(joined([], row("一期"))) == {"pv-cell:atlas-0"}
    told = [known(owner="晶科能源")]
    assert set(joined(told, row("一期"))) == {"told", "pv-cell:atlas-0"}


def test_a_told_phase_stands_for_the_atlass_row_of_that_phase_alone():
    found = joined([known(phase="一期")], row("园区一期"), row("园区二期"))
    assert set(found) == {"told", "pv-cell:atlas-1"}


def test_a_told_whole_stands_for_all_phases_at_its_place():
    rows = [row("园区一期"), row("园区二期"), row("别处", adcode="511402")]
    assert set(joined([known(15.0)], *rows)) == {"told", "pv-cell:atlas-2"}


@pytest.mark.parametrize(
    ("published", "stage"),
    [(date(2020, 1, 1), "operating"), (date(2021, 3, 31), "under_construction"), (None, "operating")],
)
def test_of_one_plant_the_later_source_gives_the_stage(published, stage):
    told = [known(phase="二期", published=published, stage="under_construction")]
    found = joined(told, row("二期", stage="operating", day=date(2021, 2, 28)))["told"]
    assert found.stage == stage
    assert found.low == 7.5
    assert StatementRef("told") in found.evidence
    assert (SAID[0] in found.evidence) == (stage == "operating")


def test_told_plants_come_first_and_unchanged_where_the_atlas_knows_nothing():
    told = [known(phase="一期"), known(phase="二期")]
    assert with_atlas(told, []) == [k.plant for k in told]


def test_distances_are_great_circles_times_the_detour():
    detour = LIBRARY.atlas.figure("road.detour")
    (found,) = distances(REGIONS, HOME, [MEISHAN], detour).values()
    km = REGIONS.distance_km(HOME, REGIONS.by_code(MEISHAN))
    assert (found.low, found.value, found.high) == pytest.approx((km * detour.low, km * detour.value, km * detour.high))
    assert (found.unit, found.evidence) == ("km", detour.evidence)
    assert 40 < km < 80  # Leshan and Meishan lie about an hour apart


def test_a_region_without_coordinates_has_no_distance():
    nowhere = Region("990000", "无处省", "无处", "province", None, "Nowhere", None, None)
    place = Region("980000", "有处省", "有处", "province", None, "Somewhere", 30.0, 103.0)
    found = distances(Regions([nowhere, place]), place, ["990000"], LIBRARY.atlas.figure("road.detour"))
    assert found == {}


@pytest.mark.parametrize("phase", ["一期", None])
def test_a_document_without_a_figure_does_not_unlearn_the_atlass(phase):
    unstated = Plant("told", "pv-cell", MEISHAN, "通威太阳能", "operating", 0.0, 7.5, False, (StatementRef("told"),))
    told = Known(unstated, MEISHAN, phase, date(2021, 1, 1))
    assert sum(p.low for p in joined([told], row("园区一期")).values()) == 7.5


def test_a_row_of_two_phases_is_not_dropped_for_one_of_them():
    assert sum(p.low for p in joined([known(1.0, phase="一期")], row("双流一期、二期", 3.0)).values()) == 3.0


def test_a_told_phase_lies_within_a_row_of_second_to_fourth_phase():
    assert sum(p.low for p in joined([known(phase="三期")], row("金堂二至四期", 22.5)).values()) == 22.5
