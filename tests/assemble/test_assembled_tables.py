"""The tables that are assembled: what may be bought, sold and carried at which price; a source in every row."""

from dataclasses import replace
from datetime import date

import pytest
from written import CHENGDU, LESHAN, MEISHAN

from sanjiang.assemble.tables import Tables
from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import MARKET, SUPPLY
from sanjiang.core.evidence import Assumption, Citation, from_source, to_source
from sanjiang.core.figure import Figure
from sanjiang.library.atlas import PriceRow
from sanjiang.network.schema import TABLES
from sanjiang.pipeline import load_library

LIBRARY = load_library()
CHAIN = next(chain for chain in LIBRARY.chains if chain.id == "photovoltaics")
ATLAS, AS_OF = LIBRARY.atlas, date(2021, 4, 30)
NAMES = {LESHAN: ("乐山市", "Leshan"), MEISHAN: ("眉山市", "Meishan"), CHENGDU: ("成都市", "Chengdu")}
ROAD = (Assumption("road.detour"),)
DISTANCE = {MEISHAN: Figure(70, "km", 65, 80, "near", ROAD), CHENGDU: Figure(160, "km", 150, 190, "far", ROAD)}
SAID = (Citation("said"), Assumption("plant.unknown"))
PLANTS = [
    Plant("wafers", "pv-wafer", LESHAN, "甲", "operating", 20.0, 20.0, True, SAID),
    Plant("unsure", "pv-wafer", LESHAN, "甲", "under_construction", 0.0, 5.0, False, SAID),
    Plant("plan", "pv-cell", MEISHAN, "乙", "planned", 9.0, 9.0, True, SAID),
]


def tables(atlas=ATLAS):
    return Tables(CHAIN, atlas, AS_OF, LESHAN, NAMES, DISTANCE)


def network(prices="value", spread="value"):
    return tables().network(PLANTS, prices, spread)


@pytest.fixture(scope="module")
def made():
    return network()


def rows(made, table, **where):
    return [r for r in made.table(table).to_dicts() if all(r[k] == v for k, v in where.items())]


NOT_WRITTEN = ("candidates", "members", "stores", "limits", "limit_terms", "periods")


@pytest.mark.parametrize("table", [name for name in TABLES if name not in NOT_WRITTEN])
def test_every_row_of_every_table_has_a_source_that_reads_back(made, table):
    listed = rows(made, table)
    assert listed
    for row in listed:
        assert row["source"], row
        evidence = from_source(row["source"])
        assert evidence
        assert to_source(evidence) == row["source"]


def test_plants_stand_at_the_horizon_at_what_is_sure(made):
    assert {r["plant"]: r["capacity"] for r in rows(made, "plants")} == {"wafers": 20.0, "unsure": 0.0}
    assert all(from_source(r["source"]) == SAID for r in rows(made, "plants"))


@pytest.mark.parametrize(("level", "side"), [("value", "value"), ("low", "high"), ("high", "low")])
def test_the_market_sells_above_its_price_and_buys_below_it(level, side):
    made, price = network(level, side), getattr(ATLAS.price("pv-cell", AS_OF), level)
    lost = getattr(ATLAS.figure("market.spread"), side)
    (supply,) = rows(made, "supplies", product="pv-cell")
    demand, further = rows(made, "demands", product="pv-cell")
    assert (supply["region"], demand["region"], further["region"]) == (SUPPLY, MARKET, MARKET)
    assert supply["price"] == pytest.approx(price * (1 + lost))
    assert demand["price"] == pytest.approx(price * (1 - lost))
    assert supply["quantity"] is None
    assert demand["quantity"] == ATLAS.figure("market.takes.pv-cell").value
    assert demand["minimum"] == 0
    more, cut = ATLAS.figure("market.further_share").value, ATLAS.figure("market.further_discount").value
    assert further["quantity"] == pytest.approx(demand["quantity"] * more)
    assert further["price"] == pytest.approx(demand["price"] * (1 - cut))


def test_freight_is_what_a_unit_weighs_times_the_rate(made):
    # A GW of modules weighs 58,200 t; each tonne costs a fixed sum and a rate a kilometre.
    (module,) = rows(made, "freight", product="pv-module")
    assert module["per_km"] == pytest.approx(58_200 * ATLAS.figure("road.freight").value)
    assert module["fixed"] == pytest.approx(58_200 * ATLAS.figure("road.fixed").value)
    assert {r["product"] for r in rows(made, "freight")} == {p.id for p in CHAIN.products if p.tonnes_per_unit}


def test_a_captive_product_is_neither_bought_nor_sold_even_if_a_price_is_known():
    assert CHAIN.product("pv-brick").captive
    price = PriceRow("pv-brick", AS_OF, AS_OF, Figure(1e8, "CNY/GW", 1e8, 1e8, "said", SAID))
    made = tables(replace(ATLAS, prices=(*ATLAS.prices, price))).network(PLANTS, "value", "value")
    assert rows(made, "supplies", product="pv-brick") == rows(made, "demands", product="pv-brick") == []


def test_power_is_bought_on_the_spot_and_never_sold_or_carried(made):
    listed = rows(made, "supplies", product="electricity")
    assert {r["region"] for r in listed} == set(NAMES)
    assert {r["price"] for r in listed} == {ATLAS.price("electricity", AS_OF).value}
    assert rows(made, "demands", product="electricity") == rows(made, "freight", product="electricity") == []
    assert [r["tradable"] for r in rows(made, "products", product="electricity")] == [False]


def test_side_materials_come_from_outside_only(made):
    sold = {r["product"] for r in rows(made, "demands")}
    for side in CHAIN.supporting:
        assert rows(made, "supplies", product=side.product)
        assert side.product not in sold


def test_lanes_join_all_with_the_market_and_the_region_with_its_neighbours(made):
    lanes = {(r["origin"], r["destination"]): r["distance_km"] for r in rows(made, "lanes")}
    market = ATLAS.figure("market.distance_km").value
    outside = {pair: market for code in NAMES for pair in ((code, MARKET), (SUPPLY, code))}
    near = {(LESHAN, MEISHAN): 70, (MEISHAN, LESHAN): 70, (LESHAN, CHENGDU): 160, (CHENGDU, LESHAN): 160}
    assert lanes == outside | near


def test_coefficients_are_the_librarys(made):
    listed = {r["product"]: r["amount"] for r in rows(made, "coefficients", process="pv-cell")}
    process = CHAIN.process("pv-cell")
    assert listed == {"pv-cell": 1.0} | {i.product: -i.amount.value for i in process.inputs}
    (row,) = rows(made, "processes", process="pv-cell")
    assert (row["cost"], row["capex"], row["life_years"]) == (
        process.cost.value,
        process.capex.value,
        process.life_years.value,
    )


def test_a_product_without_a_price_is_told_and_not_traded():
    assert list(tables().without_price()) == []
    bare = tables(replace(ATLAS, prices=tuple(p for p in ATLAS.prices if p.product != "pv-cell")))
    assert list(bare.without_price()) == ["pv-cell"]
    made = bare.network(PLANTS, "value", "value")
    assert rows(made, "supplies", product="pv-cell") == rows(made, "demands", product="pv-cell") == []
