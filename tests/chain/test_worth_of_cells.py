"""The worth of solar cells in the model case, against a programme and a sum of this test's own."""

from datetime import date
from itertools import product as every
from math import inf

import numpy as np
import pytest
from scipy.optimize import linprog

from sanjiang.assemble.tables import Tables
from sanjiang.chain.breaks import find_breaks
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.plant import Plant
from sanjiang.chain.scene import Case, Scene
from sanjiang.chain.worth import worth_of
from sanjiang.core.evidence import Citation
from sanjiang.pipeline import load_library

LESHAN, AS_OF = "511100", date(2021, 4, 30)
LEVELS = ("value", "low", "high")
LIBRARY = load_library()
CHAIN = next(chain for chain in LIBRARY.chains if chain.id == "photovoltaics")
ATLAS = LIBRARY.atlas
STATED = [
    ("polysilicon-granular", 100_000.0),
    ("pv-ingot", 24.0),
    ("pv-ingot", 5.0),
    ("pv-ingot", 15.0),
    ("pv-wafer", 20.0),
    ("pv-module", 8.0),
]
UNSTATED = ["polysilicon-rod"] * 3 + ["pv-ingot"] * 2 + ["pv-wafer"] * 3


def leshan():
    """Return the plants of the model case at the horizon."""
    typical = [(process, CHAIN.process(process).typical_size.value) for process in UNSTATED]
    sizes = [(p, size, size) for p, size in STATED] + [(p, 0.0, size) for p, size in typical]
    why = (Citation("the model case"),)
    return tuple(
        Plant(f"{process}:{i}", process, LESHAN, "", "under_construction", low, high, low == high, why)
        for i, (process, low, high) in enumerate(sizes)
    )


@pytest.fixture(scope="module")
def scene():
    names = {LESHAN: ("乐山市", "Leshan")}
    tables = Tables(CHAIN, ATLAS, AS_OF, LESHAN, names, {})
    cases = [
        Case(f"{prices}/{spread}/{unknown}", "", tables.network(leshan(), prices, spread), unknown)
        for prices, spread, unknown in every(LEVELS, LEVELS, (False, True))
    ]
    return Scene(CHAIN, LESHAN, names, leshan(), tuple(cases), ATLAS.figure("finance.discount_rate"), {})


def freight(product):
    tonnes = CHAIN.product(product).tonnes_per_unit.value
    km = ATLAS.figure("market.distance_km").value
    return tonnes * (ATLAS.figure("road.fixed").value + ATLAS.figure("road.freight").value * km)


def bought(product, prices="value", spread="value"):
    """Return what a unit costs at the gate, or what it costs on the spot where nothing is carried."""
    price = getattr(ATLAS.price(product, AS_OF), prices)
    if CHAIN.product(product).tonnes_per_unit is None:
        return price
    return price * (1 + getattr(ATLAS.figure("market.spread"), spread)) + freight(product)


def sold(product, prices="value", spread="value"):
    """Return what a unit earns at the gate."""
    price = getattr(ATLAS.price(product, AS_OF), prices)
    return price * (1 - getattr(ATLAS.figure("market.spread"), spread)) - freight(product)


def best_year(cells, prices, spread, unknown):
    """Return the most that Leshan earns in a year: one column an activity, a purchase or a sale, one row a product."""
    running = [(plant.process, plant.high if unknown else plant.low) for plant in leshan()]
    programme = []  # money per unit, limit, what a unit puts into each product's balance
    for name, limit in [*running, ("pv-cell", cells)]:
        process = CHAIN.process(name)
        taken = {i.product: -i.amount.value for i in process.inputs}
        programme.append((-process.cost.value, limit, {process.output: 1.0, **taken}))
    for item in CHAIN.products:
        if item.captive or ATLAS.price(item.id, AS_OF) is None:
            continue
        programme.append((-bought(item.id, prices, spread), inf, {item.id: 1.0}))
        takes = ATLAS.figures.get(f"market.takes.{item.id}")
        if takes and not item.bought_only:
            programme.append((sold(item.id, prices, spread), takes.value, {item.id: -1.0}))
    balances = np.array([[entries.get(item.id, 0.0) for _, _, entries in programme] for item in CHAIN.products])
    bounds = [(0.0, limit) for _, limit, _ in programme]
    found = linprog([-money for money, _, _ in programme], -balances, np.zeros(len(balances)), bounds=bounds)
    assert found.status == 0
    return -found.fun


def annuity(process):
    """Return what a unit of capacity costs a year: capital × r / (1 − (1 + r)^−life)."""
    r = ATLAS.figure("finance.discount_rate").value
    return process.capex.value * r / (1 - (1 + r) ** -process.life_years.value)


@pytest.mark.parametrize("size", [8.0, 20.0])
def test_the_worth_is_that_of_an_independent_programme(scene, size):
    gains = [
        best_year(size, *case) - best_year(0.0, *case) for case in every(LEVELS, LEVELS, (False, True))
    ]  # the base first
    paid = size * annuity(CHAIN.process("pv-cell"))
    found = worth_of(scene, size, {"pv-cell": size}, [LESHAN], scene.cases)
    assert found.base == pytest.approx(gains[0] - paid, rel=1e-6)
    assert found.low == pytest.approx(min(gains) - paid, rel=1e-6)
    assert found.high == pytest.approx(max(gains) - paid, rel=1e-6)
    assert found.gross == pytest.approx(gains[0], rel=1e-6)
    assert found.capital == pytest.approx(size * CHAIN.process("pv-cell").capex.value)
    assert found.payback_years == pytest.approx(found.capital / gains[0], rel=1e-6)


def test_the_worth_by_hand(scene):
    """A GW of cells turns a GW of wafers, silver and power into a GW of cells for sale."""
    cell, module = CHAIN.process("pv-cell"), CHAIN.process("pv-module")
    side = sum(bought(i.product) * i.amount.value for i in module.inputs if i.product != "pv-cell")
    # Modules stand still even when a cell costs them no more than what it would earn outside.
    assert sold("pv-module") < sold("pv-cell") + side + module.cost.value
    # So every GW is sold: it earns the price of a cell less that of the wafer which is sold no more.
    each = sold("pv-cell") - sold("pv-wafer") - cell.cost.value
    each -= sum(bought(i.product) * i.amount.value for i in cell.inputs if i.product != "pv-wafer")
    for size in (8.0, 20.0):
        assert size <= ATLAS.figure("market.takes.pv-cell").value
        found = worth_of(scene, size, {"pv-cell": size}, [LESHAN], scene.cases[:1])
        assert found.base == pytest.approx(size * (each - annuity(cell)), rel=1e-6)


def test_the_breaks_of_the_model_case():
    found = {b.rung.step.id: b.kind for b in find_breaks(ladder(CHAIN, leshan(), LESHAN))}
    assert [step for step, kind in found.items() if kind == "fill"] == ["pv-cell"]
    assert found["pv-wafer"] == found["pv-module"] == "strengthen"
    assert found["polysilicon"] == "possibly narrow"
    assert found["industrial-silicon"] == "extend"
    assert "pv-ingot" not in found


def test_the_gap_of_cells_is_valued_at_the_widths_of_its_neighbours(scene):
    first = find_gaps(scene)[0]
    assert (first.kind, first.item.id, first.rank) == ("fill", "pv-cell", 1)
    assert [w.size for w in first.tiers] == [8.0, 20.0]
    for tier in first.tiers:
        expected = worth_of(scene, tier.size, {"pv-cell": tier.size}, [LESHAN], scene.cases)
        assert tier.base == pytest.approx(expected.base, rel=1e-6)
