"""Chains beside photovoltaics: by-products, goods sold at the gate, power by region, capacities by area or piece."""

from datetime import date

import pytest
from written import LESHAN, amount, project

from sanjiang.assemble import assemble
from sanjiang.assemble.plants import Reader, capacity_in
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.scene import MARKET, SUPPLY
from sanjiang.core.evidence import Assumption
from sanjiang.pipeline import load_library

LIBRARY = load_library()
REGIONS, AS_OF = LIBRARY.regions, date(2021, 4, 30)
PROCESSES = {p.id: p for chain in LIBRARY.chains for p in chain.processes}
PANZHIHUA, CHONGQING, URUMQI = "510400", "500000", "650100"


def plant(process, size, unit, key=None, **fields):
    fields = {"stage": "operating", "organisation": key or process} | fields
    return project(key or process, process_id=process, capacity=amount(size, unit), **fields)


def scenes(*statements, region=LESHAN, library=LIBRARY, **options):
    asking = REGIONS.by_code(region)
    published = {"leshan.txt": AS_OF}
    made = assemble(statements, {"leshan.txt": asking}, library, asking, AS_OF, published=published, alone=True)
    return {scene.chain.id: scene for scene in made.scenes}, made


def rows(scene, table, **where):
    listed = scene.cases[0].network.table(table).to_dicts()
    return [r for r in listed if all(r[k] == v for k, v in where.items())]


def gap(scene, step):
    return next(g for g in find_gaps(scene) if g.item.id == step)


def test_a_by_product_is_a_positive_coefficient_and_earns():
    found, _ = scenes(plant("vanadium-steel", 6e6, "t", at=LESHAN))
    (slag,) = rows(found["vanadium"], "coefficients", process="vanadium-steel", product="vanadium-slag")
    assert slag["amount"] == pytest.approx(0.030)
    assert "360docs" in slag["source"]
    scene = found["vanadium"]
    with_slag = scene.solve(scene.cases[0], [LESHAN]).objective
    assert with_slag > 0
    library = load_library({"vanadium-slag.price": 0.0})
    without = scenes(plant("vanadium-steel", 6e6, "t", at=LESHAN), library=library)[0]["vanadium"]
    assert without.solve(without.cases[0], [LESHAN]).objective < with_slag


def test_the_oxide_that_makes_use_of_the_slag_is_the_gap():
    scene = scenes(plant("vanadium-steel", 6e6, "t", at=LESHAN))[0]["vanadium"]
    rungs = {r.step.id: r for r in ladder(scene.chain, scene.plants, LESHAN)}
    assert rungs["vanadium-slag"].low == pytest.approx(180_000 / 8 / 9_000)  # GWh of flow batteries
    missing = gap(scene, "vanadium-oxide")
    assert missing.kind == "extend"
    assert missing.size == pytest.approx(22_500)


def test_a_product_made_here_as_a_by_product_is_no_missing_side_material():
    works = [plant("iron-phosphate", 5e4, "t", at=LESHAN)]
    lacking = {g.item.id for g in find_gaps(scenes(*works)[0]["power-battery"]) if g.kind == "supporting"}
    assert "ferrous-sulphate" in lacking
    works.append(plant("titanium-dioxide", 1e5, "t", at=LESHAN))
    lacking = {g.item.id for g in find_gaps(scenes(*works)[0]["power-battery"]) if g.kind == "supporting"}
    assert "ferrous-sulphate" not in lacking


def test_goods_of_the_gate_are_bought_and_sold_without_freight_and_visits_are_only_sold():
    scene = scenes(plant("made-tea", 5000, "t", at=LESHAN))[0]["tea"]
    price, lost = LIBRARY.atlas.price("tea-leaf", AS_OF), LIBRARY.atlas.figure("market.spread")
    (supply,) = rows(scene, "supplies", product="tea-leaf")
    demand, _ = rows(scene, "demands", product="tea-leaf")
    assert supply["region"] == demand["region"] == LESHAN
    assert supply["price"] == pytest.approx(price.value * (1 + lost.value))
    assert demand["price"] == pytest.approx(price.value * (1 - lost.value))
    (far,) = rows(scene, "supplies", product="made-tea")
    assert far["region"] == SUPPLY
    assert {r["region"] for r in rows(scene, "demands", product="made-tea")} == {MARKET}
    scene = scenes(plant("attraction", 1e6, "人次", at=LESHAN))[0]["tourism"]
    assert {r["region"] for r in rows(scene, "demands", product="day-visit")} == {LESHAN}
    assert rows(scene, "supplies", product="day-visit") == rows(scene, "demands", product="attraction-visit") == []


def test_ore_is_bought_at_its_delivered_price_without_a_spread():
    scene = scenes(plant("alumina", 1e6, "t", at=LESHAN))[0]["aluminium"]
    (ore,) = rows(scene, "supplies", product="bauxite")
    assert ore["price"] == pytest.approx(LIBRARY.atlas.price("bauxite", AS_OF).value)
    assert rows(scene, "demands", product="bauxite") == []


@pytest.mark.parametrize(("region", "taxed"), [(PANZHIHUA, 0.36), (LESHAN, 0.40), (CHONGQING, 0.60), (URUMQI, 0.30)])
def test_power_is_bought_at_the_region_s_price(region, taxed):
    scene = scenes(plant("alumina", 1e6, "t", at=region), region=region)[0]["aluminium"]
    (power,) = rows(scene, "supplies", product="electricity")
    assert power["price"] == pytest.approx(taxed / 1.13)
    assert power["region"] == region


def test_cheap_power_pulls_the_smelter_by_what_it_saves():
    worth = {}
    for region in (LESHAN, CHONGQING, URUMQI):
        scene = scenes(plant("aluminium-rolling", 1e5, "t", at=region), region=region)[0]["aluminium"]
        worth[region] = gap(scene, "primary-aluminium").best
    assert worth[URUMQI].base > worth[LESHAN].base > worth[CHONGQING].base
    kwh = 1e5 * (1.03 * 13_500 + 800)  # the mill rolls only where it has metal of its own
    saved = kwh * (0.60 - 0.30) / 1.13
    assert worth[URUMQI].gross - worth[CHONGQING].gross == pytest.approx(saved, rel=1e-6)


def test_a_quota_of_power_stops_the_smelter_but_not_the_mill():
    works = plant("aluminium-rolling", 1e5, "t")
    free = gap(scenes(works)[0]["aluminium"], "primary-aluminium").best
    half = load_library({"quota.electricity": 1e5 * 1.03 * 13_500 / 2})
    held = gap(scenes(works, library=half)[0]["aluminium"], "primary-aluminium").best
    none = gap(
        scenes(works, library=load_library({"quota.electricity": 0.0}))[0]["aluminium"], "primary-aluminium"
    ).best
    assert free.gross > held.gross > none.gross == pytest.approx(0, abs=1)


@pytest.mark.parametrize(
    ("process", "quantity", "expected"),
    [
        ("tea-garden", amount(10_000, "mu"), (1_900, 3_500)),
        ("tea-garden", amount(100, "ha"), (285, 525)),  # 1,500 mu
        ("citrus-orchard", amount(80_000, "mu"), (56_000, 160_000)),
        ("pv-wafer", amount(1e9, "片"), (5.64, 10.2)),
        ("tea-garden", amount(2_000, "t"), (2_000, 2_000)),
        ("citrus-nursery", amount(300_000, "株", "a"), (300_000, 300_000)),
        ("attraction", amount(10_000, "人次", "d"), (3_650_000, 3_650_000)),
        ("battery-cell", amount(500, "MWh"), (0.5, 0.5)),
        ("lfp-cathode", amount(3, "mu"), None),
    ],
)
def test_a_capacity_told_by_area_or_piece_is_a_year_s_output_with_its_range(process, quantity, expected):
    found = capacity_in(project("x", process_id=process, capacity=quantity), PROCESSES[process])
    assert found == (None if expected is None else pytest.approx(expected))


def test_what_turns_an_area_into_tonnes_is_evidence_of_the_plant():
    reader = Reader(PROCESSES, REGIONS, REGIONS.by_code(LESHAN), {"leshan.txt": REGIONS.by_code(LESHAN)})
    told, _ = reader.read([plant("tea-garden", 10_000, "mu")], {"leshan.txt": 0})
    assert Assumption("tea-garden.per_mu") in told[0].plant.evidence
    assert (told[0].plant.low, told[0].plant.high, told[0].plant.stated) == (1_900, 3_500, True)
    told, _ = reader.read([plant("tea-garden", 2_000, "t")], {"leshan.txt": 0})
    assert Assumption("tea-garden.per_mu") not in told[0].plant.evidence


def test_plants_of_several_chains_give_a_ladder_each_and_the_gaps_one_list():
    works = [plant("battery-cell", 15, "GWh"), plant("primary-aluminium", 2.5e5, "t"), plant("made-tea", 5_000, "t")]
    found, _ = scenes(*works)
    assert list(found) == ["aluminium", "power-battery", "tea"]


def test_a_tea_works_makes_no_jasmine_chain_and_a_nursery_no_citrus_chain_and_both_are_said():
    nursery = plant("citrus-nursery", 1e6, "株")
    found, made = scenes(plant("made-tea", 5_000, "t"), nursery)
    assert list(found) == ["tea"]
    [aside] = made.unplaced
    assert aside.statement == nursery.id
    assert "no core step" in aside.because_en
    found, made = scenes(plant("made-tea", 5_000, "t"), plant("jasmine-tea", 3_000, "t"))
    assert list(found) == ["jasmine-tea", "tea"]
    assert made.unplaced == ()


def test_a_step_that_needs_a_deposit_is_no_gap_where_it_is_absent():
    scene = scenes(plant("hot-metal", 1e6, "t"))[0]["steel"]
    assert "iron-concentrate" not in {g.item.id for g in find_gaps(scene)}


def test_the_years_before_an_orchard_bears_cost_interest():
    scene = scenes(plant("citrus-packing", 1e5, "t"))[0]["citrus"]
    usual = gap(scene, "citrus-orchard").best
    library = load_library({"citrus-orchard.lead_years": 0.0})
    at_once = gap(scenes(plant("citrus-packing", 1e5, "t"), library=library)[0]["citrus"], "citrus-orchard").best
    assert usual.gross == pytest.approx(at_once.gross)
    annuity = at_once.gross - at_once.base
    assert usual.gross - usual.base == pytest.approx(annuity * 1.08**4)
    assert Assumption("citrus-orchard.lead_years") in gap(scene, "citrus-orchard").evidence
