"""Statements and library become scenes: every figure keyed to its evidence, and what was lacking said."""

import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import CHENGDU, LESHAN, MEISHAN, amount, model_case, project

from sanjiang.assemble import assemble
from sanjiang.brief.content import named_figures
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.partners import find_partners
from sanjiang.chain.scene import OUTSIDE
from sanjiang.core.evidence import Assumption, Citation, StatementRef, from_source
from sanjiang.library.data_files import data_path
from sanjiang.pipeline import load_library

LIBRARY = load_library()
REGIONS, AS_OF = LIBRARY.regions, date(2021, 4, 30)
DOCUMENTS = {"leshan.txt": date(2021, 4, 27), "meishan.txt": date(2021, 4, 28)}
ARTICLE = model_case()


def assembly(*statements, region=LESHAN, as_of=AS_OF, alone=False, library=LIBRARY):
    homes = {"leshan.txt": REGIONS.by_code(LESHAN), "meishan.txt": REGIONS.by_code(MEISHAN)}
    asking = REGIONS.by_code(region)
    return assemble(statements, homes, library, asking, as_of, published=DOCUMENTS, alone=alone)


@pytest.fixture(scope="module")
def scene():
    (found,) = assembly(*ARTICLE).scenes
    return found


@pytest.fixture(scope="module")
def gaps(scene):
    return find_gaps(scene)


def kinds(gaps):
    return {g.item.id: g.kind for g in gaps}


def worths(gaps):
    """Return what a gap is worth at each size: base, low and high."""
    return {g.item.id: [(w.size, w.base, w.low, w.high) for w in g.tiers] for g in gaps}


def same_worths(gaps, others):
    one, other = worths(gaps), worths(others)
    assert one.keys() == other.keys()
    for item, tiers in one.items():
        assert len(tiers) == len(other[item])
        for a, b in zip(tiers, other[item], strict=True):
            assert a == pytest.approx(b, rel=1e-6, abs=1.0)


def test_the_ladder_of_the_model_case(scene):
    rungs = {r.step.id: r for r in ladder(scene.chain, scene.plants, LESHAN)}
    assert [round(rungs["polysilicon"].low, 1), round(rungs["polysilicon"].high)] == [35.5, 78]
    assert [(rungs[s].low, rungs[s].high) for s in ("pv-ingot", "pv-wafer", "pv-cell", "pv-module")] == [
        (44, 54),
        (20, 35),  # "20 GW, of which 10 GW is phase one" is 20
        (0, 0),
        (8, 8),
    ]
    assert not rungs["pv-cell"].here


def test_the_gaps_of_the_model_case(gaps):
    assert [(g.kind, g.item.id) for g in gaps if g.kind == "fill"] == [("fill", "pv-cell")]
    assert gaps[0].item.id == "pv-cell"
    found = kinds(gaps)
    assert {i for i, kind in found.items() if kind == "strengthen"} == {"pv-wafer", "pv-module"}
    assert {i for i, kind in found.items() if kind == "possibly narrow"} == {"polysilicon"}
    assert {i for i, kind in found.items() if kind == "extend"} == {"industrial-silicon"}


def test_the_partners_of_the_model_case_hold_cells_running_and_announced_apart(scene):
    found = {p.region: p for p in find_partners(scene)}
    assert {p.step.id for p in found.values()} == {"pv-cell"}
    assert {MEISHAN, CHENGDU} <= set(found)
    assert found[MEISHAN].operating == 15.0  # two phases of 7.5 run
    assert found[CHENGDU].operating == pytest.approx(6.2)  # Shuangliu
    assert found[CHENGDU].announced == 30.0  # Jintang: one phase of 7.5 being built, 22.5 planned
    assert all(p.worth_low <= p.worth <= p.worth_high for p in found.values())


def test_every_region_stands_in_every_case_and_the_base_comes_first(scene):
    # three levels of prices, three of spreads, unknown capacities at nothing or at a typical size
    assert (scene.cases[0].name_en, scene.cases[0].unknown_high) == ("base", False)
    assert len({c.name_en for c in scene.cases}) == len({c.name_zh for c in scene.cases}) == len(scene.cases) == 18
    for case in scene.cases:
        assert set(case.network.table("regions")["region"]) == {*scene.names, *OUTSIDE}
    assert set(scene.names) == {LESHAN, *scene.distance_km}


def test_neighbours_lie_within_the_radius(scene):
    radius = LIBRARY.atlas.figure("neighbour.radius_km").value
    assert all(figure.value <= radius for figure in scene.distance_km.values())
    near = load_library({"neighbour.radius_km": 100.0})
    (found,) = assembly(*ARTICLE, library=near).scenes
    assert set(found.names) == {LESHAN, MEISHAN}


def test_alone_leaves_no_neighbour_and_says_so():
    found = assembly(*ARTICLE, alone=True)
    (scene,) = found.scenes
    assert set(scene.names) == {LESHAN} == {p.region for p in scene.plants}
    assert scene.distance_km == {}
    assert find_partners(scene) == ()
    assert any("neighbour" in lack.en for lack in found.lacking)


def test_the_gaps_are_the_same_alone(gaps):
    (scene,) = assembly(*ARTICLE, alone=True).scenes
    alone = find_gaps(scene)
    assert [(g.kind, g.item.id) for g in alone] == [(g.kind, g.item.id) for g in gaps]
    same_worths(alone, gaps)


def test_every_source_and_every_evidence_resolves(scene, gaps):
    found = [e for r in ladder(scene.chain, scene.plants, LESHAN) for e in r.evidence]
    found += [e for g in gaps for e in g.evidence]
    found += [e for p in find_partners(scene) for e in p.evidence]
    found += [e for figure in scene.distance_km.values() for e in figure.evidence]
    for case in scene.cases:
        for name, table in case.network.tables.items():
            assert all(table["source"]), name
            found += [e for source in table["source"] for e in from_source(source)]
    told = {s.id for s in ARTICLE}
    rules = tomllib.loads(data_path("assumptions.toml").read_text(encoding="utf-8"))
    assumed = {*named_figures(LIBRARY, AS_OF), *rules}
    for evidence in set(found):
        if isinstance(evidence, StatementRef):
            assert evidence.statement in told
        elif isinstance(evidence, Assumption):
            assert evidence.assumption in assumed
        else:
            assert isinstance(evidence, Citation)
            assert evidence.citation
    assert {type(e) for e in found} == {StatementRef, Assumption, Citation}


def test_a_document_about_another_region_adds_a_neighbours_plant():
    told = project(
        "cells",
        document="meishan.txt",
        at=None,
        organisation="某光伏",
        process_id="pv-cell",
        capacity=amount(4, "GW"),
        stage="operating",
    )
    (scene,) = assembly(*ARTICLE, told).scenes
    assert told.id[:12] in {p.id.split(":")[1] for p in scene.plants if p.region == MEISHAN}
    partner = next(p for p in find_partners(scene) if p.region == MEISHAN)
    assert partner.operating == 19.0  # the atlas's 15 and these 4
    assert StatementRef(told.id) in partner.evidence


def test_what_was_left_out_is_listed():
    left = project("given up", organisation="甲某", process_id="pv-cell", stage="cancelled")
    found = assembly(*ARTICLE, left)
    part = next(s for s in ARTICLE if s.part_of is not None)
    assert {u.statement for u in found.unplaced} == {part.id, left.id}
    assert not ladder(found.scenes[0].chain, found.scenes[0].plants, LESHAN)[4].here  # cells are still absent


def test_what_was_lacking_names_the_plants_without_a_figure():
    lacks = [lack.zh for lack in assembly(*ARTICLE).lacking]
    assert any("多晶硅" in lack and "永祥" in lack and "3 处" in lack for lack in lacks)


def test_documents_that_differ_on_a_capacity_are_told():
    fields = {"organisation": "甲某", "process_id": "pv-cell", "phase": "一期", "stage": "operating"}
    early = project("early", capacity=amount(5, "GW"), **fields)
    late = project("late", capacity=amount(6, "GW"), document="meishan.txt", **fields)
    found = assembly(early, late)
    assert [p.low for p in found.scenes[0].plants if p.region == LESHAN] == [6.0]
    (lack,) = [lack for lack in found.lacking if "differ" in lack.en]
    assert "5GW" in lack.zh
    assert "6GW" in lack.zh


@pytest.mark.parametrize("statements", [(), (project("a road", product="公路", stage="operating"),)])
def test_a_region_without_a_plant_of_any_chain_has_no_scene_and_says_why(statements):
    found = assembly(*statements)
    assert found.scenes == ()
    assert found.lacking
    assert [u.statement for u in found.unplaced] == [s.id for s in statements]


def test_another_citys_projects_are_not_ours():
    other = project("cells", at=MEISHAN, process_id="pv-cell", capacity=amount(4, "GW"), stage="operating")
    assert assembly(other).scenes == ()
    (scene,) = assembly(other, region=MEISHAN).scenes
    assert kinds(find_gaps(scene)).items() >= {("pv-module", "extend"), ("pv-wafer", "extend")}


@settings(max_examples=3, deadline=None)
@given(statements=st.permutations(ARTICLE))
def test_the_order_of_statements_changes_neither_ladder_nor_gaps(statements, gaps):
    (scene,) = assembly(*statements, alone=True).scenes
    (usual,) = assembly(*ARTICLE, alone=True).scenes
    for one, other in zip(
        ladder(scene.chain, scene.plants, LESHAN), ladder(usual.chain, usual.plants, LESHAN), strict=True
    ):
        assert (one.low, one.high, one.plants, one.without_figure) == pytest.approx(
            (other.low, other.high, other.plants, other.without_figure)
        )
        assert set(one.evidence) == set(other.evidence)
    found = find_gaps(scene)
    assert kinds(found) == kinds(gaps)
    same_worths(found, gaps)


def test_a_plant_too_far_away_to_be_a_neighbour_is_told():
    fields = {"organisation": "乙某", "process_id": "pv-cell", "capacity": amount(4, "GW"), "stage": "operating"}
    far = project("far", at="340100", **fields)
    found = assembly(*ARTICLE, far)
    told = any(StatementRef(far.id) in k.evidence for k in found.lacking)
    assert told or far.id in {u.statement for u in found.unplaced}


def test_what_is_lacking_names_the_typical_size_of_each_process():
    rod = project("rod", process_id="polysilicon-rod", stage="operating", organisation="甲某")
    granular = project("granular", start=3, process_id="polysilicon-granular", stage="operating", organisation="乙某")
    lacks = " ".join(k.zh for k in assembly(rod, granular, alone=True).lacking if "没有产能数字" in k.zh)
    assert "40,000 t" in lacks
    assert "100,000 t" in lacks


def test_a_stated_figure_of_an_unsure_step_is_not_called_missing():
    said = {"organisation": "甲某", "stage": "operating"}
    phases = [
        project("first", phase="一期", capacity=amount(4, "GW"), **said),
        project("second", start=3, phase="二期", process_id="pv-ingot", capacity=amount(5, "GW"), **said),
        project("third", start=6, phase="三期", process_id="pv-wafer", capacity=amount(20, "GW"), **said),
    ]
    assert not [k.zh for k in assembly(*phases, alone=True).lacking if "没有产能数字" in k.zh]


@pytest.mark.parametrize(
    ("name", "value"), [("pv-module.price", 1.7e9), ("pv-glass.price", 2_000.0), ("pv-module.cost", 6.5e7)]
)
def test_the_evidence_of_a_gap_holds_every_assumption_that_moves_its_worth(name, value, gaps):
    (scene,) = assembly(*ARTICLE, library=load_library({name: value})).scenes
    cells = next(g for g in find_gaps(scene) if g.item.id == "pv-cell")
    usual = next(g for g in gaps if g.item.id == "pv-cell")
    pairs = zip(worths([cells])["pv-cell"], worths([usual])["pv-cell"], strict=True)
    assert any(a != pytest.approx(b, rel=1e-6) for a, b in pairs)  # the assumption moves the worth
    assert Assumption(name) in cells.evidence
