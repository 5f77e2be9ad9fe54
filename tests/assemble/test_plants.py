"""Project statements become plants: a part never adds to its whole, and what is not said stays unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import LESHAN, MEISHAN, WUTONGQIAO, amount, model_case, part_of, project

from sanjiang.assemble.joining import joined
from sanjiang.assemble.plants import GONE, SIBLING, UNKNOWN, Reader, bucket, capacity_in
from sanjiang.chain.ladder import ladder
from sanjiang.core.evidence import StatementRef
from sanjiang.pipeline import load_library

LIBRARY = load_library()
CHAIN = next(chain for chain in LIBRARY.chains if chain.id == "photovoltaics")
PROCESSES = {p.id: p for p in CHAIN.processes}
REGIONS = LIBRARY.regions
HOME = REGIONS.by_code(LESHAN)
DOCUMENTS = ("leshan.txt", "later.txt", "latest.txt")


def read(*statements, homes=None, region=HOME):
    reader = Reader(PROCESSES, REGIONS, region, homes or dict.fromkeys(DOCUMENTS, HOME))
    return reader.read(statements, {name: i for i, name in enumerate(DOCUMENTS)})


def plants(*statements, **options):
    """Return the plants that the documents tell of, each once."""
    return [plant for plant, _ in joined(read(*statements, **options)[0]) if plant.stage not in GONE]


def the_plant(*statements, **options):
    (found,) = plants(*statements, **options)
    return found


def reason(*statements, **options):
    told, unplaced = read(*statements, **options)
    assert not told
    (found,) = unplaced
    assert found.because
    assert found.statement == statements[0].id
    return found.because_en


def cells(key="cells", **fields):
    return project(key, **{"process_id": "pv-cell", "capacity": amount(7.5, "GW"), "stage": "operating"} | fields)


def test_a_stated_plant():
    statement = cells(organisation="甲")
    found = the_plant(statement)
    assert (found.process, found.region, found.owner, found.stage) == ("pv-cell", LESHAN, "甲", "operating")
    assert (found.low, found.high, found.stated, found.placed) == (7.5, 7.5, True, True)
    assert found.evidence == (StatementRef(statement.id),)


@pytest.mark.parametrize(
    ("process", "quantity", "expected"),
    [
        ("pv-cell", amount(500, "MW"), (0.5, 0.5)),
        ("pv-cell", amount(2_000_000, "kW"), (2.0, 2.0)),
        ("polysilicon-rod", amount(100, "kt"), (100_000, 100_000)),
        ("polysilicon-rod", amount(1_000, "t", "month"), (12_000, 12_000)),
        ("polysilicon-rod", amount(10, "t", "d"), (3_650, 3_650)),
        ("polysilicon-rod", amount(20_000, "t", "a"), (20_000, 20_000)),
        ("pv-cell", amount(3, "GW", high=5), (3, 5)),
        ("pv-wafer", amount(300, "万片"), None),  # converts to nothing
        ("pv-wafer", amount(300, "t"), None),  # wafers are measured in watts
        ("pv-cell", amount(3, "GW", "批"), None),  # per what?
        ("pv-cell", None, None),
    ],
)
def test_capacity_is_a_year_in_the_processs_unit(process, quantity, expected):
    found = capacity_in(project("x", process_id=process, capacity=quantity), PROCESSES[process])
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("quantity", [None, amount(300, "万片")])
def test_a_plant_without_a_usable_figure_is_here_with_nothing_to_a_typical_size(quantity):
    found = the_plant(cells(capacity=quantity))
    assert (found.low, found.high) == (0.0, PROCESSES["pv-cell"].typical_size.value)
    assert not found.stated
    assert UNKNOWN in found.evidence
    assert set(PROCESSES["pv-cell"].typical_size.evidence) <= set(found.evidence)


def test_a_part_never_adds_to_its_whole():
    whole = cells("whole", capacity=amount(20, "GW"))
    part = part_of(whole, "phase one", process_id="pv-cell", capacity=amount(10, "GW"), phase="一期")
    for statements in ((whole, part), (part, whole)):
        told, unplaced = read(*statements)
        assert sum(t.plant.low for t in told) == 20
        assert [u.statement for u in unplaced] == [part.id]
        assert "part of another project" in unplaced[0].because_en


@pytest.mark.parametrize("stage", GONE)
def test_what_was_given_up_is_left_out_and_said(stage):
    told, (listed,) = read(cells(stage=stage))
    assert "cancelled" in listed.because_en
    assert [t.plant.stage for t in told] == [stage]  # known, so that it can call off what was told before
    assert not plants(cells(stage=stage))


@pytest.mark.parametrize("stage", ["lead", "signed", "planned", "under_construction", "partly_operating", "operating"])
def test_every_other_stage_is_kept(stage):
    assert the_plant(cells(stage=stage)).stage == stage


def test_a_stage_that_is_not_said_stands_nowhere():
    assert not the_plant(cells(stage=None)).at_horizon


def test_other_kinds_of_statements_tell_of_no_plant():
    kinds = ("agreement", "indicator", "park", "task")
    assert read(*(cells(kind, kind=kind) for kind in kinds)) == ([], [])


def test_a_product_outside_the_library_is_left_out_and_said():
    assert "not in the process library" in reason(project("a road", product="公路", stage="operating"))
    assert "not in the process library" in reason(project("nothing said", organisation="甲", stage="operating"))
    unknown = project("first", organisation="甲", product="公路", phase="一期")
    assert "not in the process library" in reason(unknown)


def test_a_statement_of_two_processes_is_a_plant_of_each():
    found = plants(project("both", process_id=("pv-ingot", "pv-wafer"), capacity=amount(6, "GW"), stage="operating"))
    assert [(p.process, p.low) for p in found] == [("pv-ingot", 6), ("pv-wafer", 6)]
    assert len({p.id for p in found}) == 2


def phase(key, number, **fields):
    return project(key, organisation=fields.pop("organisation", "甲"), phase=number, **{"stage": "operating"} | fields)


def test_a_phase_without_a_product_makes_what_its_siblings_make():
    sibling = phase("second", "二期", process_id="pv-ingot", capacity=amount(5, "GW"))
    first = phase("first", "一期")
    found = next(p for p in plants(first, sibling) if StatementRef(first.id) in p.evidence)
    assert (found.process, found.low, found.high) == ("pv-ingot", 0.0, PROCESSES["pv-ingot"].typical_size.value)
    assert found.placed  # only one process is told
    assert {SIBLING, StatementRef(sibling.id), UNKNOWN} <= set(found.evidence)


def test_such_a_phase_keeps_its_own_figure():
    sibling = phase("second", "二期", process_id="pv-ingot")
    found = next(p for p in plants(phase("first", "一期", capacity=amount(3, "GW")), sibling) if p.stated)
    assert (found.process, found.low, found.high) == ("pv-ingot", 3, 3)


def test_a_phase_whose_siblings_differ_widens_only_the_highs():
    siblings = [
        phase("second", "二期", process_id="pv-ingot", capacity=amount(5, "GW")),
        phase("third", "三期", process_id="pv-wafer", capacity=amount(20, "GW")),
    ]
    for quantity in (None, amount(4, "GW")):
        found = plants(phase("first", "一期", capacity=quantity), *siblings)
        unsure = {p.process: p for p in found if not p.placed}
        assert set(unsure) == {"pv-ingot", "pv-wafer"}
        for process, p in unsure.items():
            assert p.low == 0.0
            assert p.high == (4.0 if quantity else PROCESSES[process].typical_size.value)
            assert not p.stated
        rungs = {r.step.id: r for r in ladder(CHAIN, found, LESHAN)}
        assert (rungs["pv-ingot"].low, rungs["pv-wafer"].low) == (5, 20)
        assert rungs["pv-ingot"].high > 5
        assert rungs["pv-wafer"].high > 20


def test_siblings_of_the_same_phase_come_first():
    found = plants(
        phase("one", "一期"),
        phase("one's product", "一期", process_id="pv-ingot", start=5),
        phase("two's product", "二期", process_id="pv-wafer", start=9),
    )
    assert sorted(p.process for p in found) == ["pv-ingot", "pv-ingot", "pv-wafer"]


def test_another_organisations_phases_are_no_siblings():
    assert (
        "not said"
        in read(phase("first", "一期"), phase("other", "二期", organisation="乙", process_id="pv-cell"))[1][
            0
        ].because_en
    )


def test_a_place_within_the_region_is_the_regions_own():
    assert the_plant(cells(at=WUTONGQIAO)).region == LESHAN
    assert the_plant(cells(at=LESHAN)).region == LESHAN


def test_a_place_elsewhere_counts_for_its_prefecture_or_municipality():
    assert the_plant(cells(at="511402")).region == MEISHAN  # a district of Meishan
    assert the_plant(cells(at="500101")).region == "500000"  # a district of Chongqing
    assert the_plant(cells(at="500000")).region == "500000"


def test_a_document_about_another_region_tells_of_a_neighbour():
    homes = {"leshan.txt": REGIONS.by_code(MEISHAN)}
    assert the_plant(cells(at=None), homes=homes).region == MEISHAN


def test_an_unknown_place_falls_back_to_the_documents_home():
    assert the_plant(cells(at=None)).region == LESHAN
    assert "prefecture is not known" in reason(cells(at=None), homes={"leshan.txt": None})


def test_a_whole_province_is_too_wide_to_place_a_plant():
    assert "prefecture is not known" in reason(cells(at="510000"))
    assert bucket(REGIONS, REGIONS.by_code("510000"), REGIONS.by_code(MEISHAN)) == "510000"  # unless it asks itself


def test_one_plant_told_by_two_documents_counts_once_with_the_later_stage():
    building = {"capacity": amount(5, "GW"), "stage": "under_construction"}
    early = cells("early", organisation="甲某", phase="一期", **building)
    late = cells("late", organisation="四川甲某有限公司", phase="一期", document="later.txt")
    for statements in ((early, late), (late, early)):
        found = the_plant(*statements)
        assert (found.stage, found.low, found.high) == ("operating", 7.5, 7.5)  # and the later capacity
        assert {StatementRef(early.id), StatementRef(late.id)} <= set(found.evidence)


def test_a_later_document_without_a_figure_keeps_the_earlier_one():
    early = cells("early", organisation="甲某", stage="under_construction", phase="一期")
    late = cells("late", organisation="甲某", phase="一期", capacity=None, document="later.txt")
    found = the_plant(early, late)
    assert (found.stage, found.low, found.high, found.stated) == ("operating", 7.5, 7.5, True)


def test_the_same_capacity_tells_a_plant_even_if_one_document_gives_no_phase():
    named = cells("named", organisation="甲某", phase="一期")
    assert len(plants(named, cells("bare", organisation="甲某", document="later.txt"))) == 1
    other = cells("other", organisation="甲某", document="later.txt", capacity=amount(3, "GW"))
    assert len(plants(named, other)) == 2  # a phase of 7.5 is no part of 3


@pytest.mark.parametrize(
    "other",
    [
        {"phase": "二期"},
        {"organisation": "乙某"},
        {"process_id": "pv-module"},
        {"at": MEISHAN},
    ],
)
def test_another_phase_owner_process_or_place_is_another_plant(other):
    first = cells("first", organisation="甲某", phase="一期")
    fields = {"organisation": "甲某", "phase": "一期", "document": "later.txt"} | other
    assert len(plants(first, cells("second", **fields))) == 2


def test_within_a_document_every_statement_is_a_plant_of_its_own():
    first, second = cells("first", organisation="甲某"), cells("second", organisation="甲某", start=40)
    assert [p.low for p in plants(first, second)] == [7.5, 7.5]


def test_three_documents_tell_of_one_plant():
    stages = ["signed", "under_construction", "operating"]
    told = [
        cells(stage, organisation="甲某", stage=stage, phase="一期", document=document)
        for stage, document in zip(stages, DOCUMENTS, strict=True)
    ]
    found = the_plant(*told)
    assert found.stage == "operating"
    assert {StatementRef(s.id) for s in told} == set(found.evidence)


def test_the_model_case_is_12_projects_on_four_steps():
    told, unplaced = read(*model_case())
    assert len({t.statement.id for t in told}) == 12
    assert len(unplaced) == 1
    rungs = {r.step.id: r for r in ladder(CHAIN, plants(*model_case()), LESHAN)}
    assert rungs["polysilicon"].low == pytest.approx(100_000 / 2_813)
    assert rungs["polysilicon"].high == pytest.approx(220_000 / 2_813)  # three more of 40,000 t
    assert (rungs["pv-ingot"].low, rungs["pv-ingot"].high) == (44, 54)
    assert (rungs["pv-wafer"].low, rungs["pv-wafer"].high) == (20, 35)  # 20, not 30: phase one is part of it
    assert (rungs["pv-module"].low, rungs["pv-module"].high) == (8, 8)
    assert not rungs["pv-cell"].here
    assert not rungs["industrial-silicon"].here


LATER = (
    cells("later cells", organisation="通威太阳能", at=MEISHAN, document="later.txt"),
    project("at last", organisation="青岛高测", process_id="pv-wafer", stage="operating", document="later.txt"),
    project(
        "grown",
        organisation="京运通",
        process_id="pv-ingot",
        capacity=amount(24, "GW"),
        stage="operating",
        document="latest.txt",
    ),
    project("given up", organisation="丙某", process_id="pv-cell", stage="cancelled", document="latest.txt"),
)


@given(st.permutations([*model_case(), *LATER]))
def test_the_order_of_statements_changes_nothing(statements):
    def summary(listed):
        return sorted((p.id, p.process, p.region, p.stage, p.low, p.high, p.placed) for p in plants(*listed))

    assert summary(statements) == summary([*model_case(), *LATER])
    assert {u.statement for u in read(*statements)[1]} == {u.statement for u in read(*model_case(), *LATER)[1]}
