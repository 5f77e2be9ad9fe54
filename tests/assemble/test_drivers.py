"""Drivers: at either end of one the network is what the library gives with that figure assumed."""

from datetime import date

import polars as pl
import pytest

from sanjiang.assemble.drivers import drivers
from sanjiang.assemble.tables import Tables
from sanjiang.chain.plant import Plant
from sanjiang.core.evidence import Citation
from sanjiang.pipeline import load_library

LESHAN, AS_OF = "511100", date(2021, 4, 30)
WHY = (Citation("round"),)


def tables(assumed=None):
    library = load_library(assumed or {})
    chain = next(c for c in library.chains if c.id == "photovoltaics")
    return Tables(chain, library.atlas, AS_OF, LESHAN, {LESHAN: ("乐山市", "Leshan")}, {})


PLANTS = tuple(
    Plant(f"{p.id}:1", p.id, LESHAN, "", "operating", 0.0, p.typical_size.value, False, WHY)
    for p in tables().chain.processes
)
BASE = tables()
NETWORK = BASE.network(PLANTS, "value", "value")
DRIVERS = {d.name: d for d in drivers(BASE, PLANTS, NETWORK)}
TOGETHER = ("market.prices", "market.spread", "plant.unknown")


def same(one, other):
    """Tell whether two networks say the same; only the reasons may differ."""
    return all(
        one.table(name).drop("source").equals(other.table(name).drop("source"), null_equal=True) for name in one.tables
    )


@pytest.mark.parametrize("name", [n for n in DRIVERS if n not in TOGETHER])
def test_an_end_is_the_network_with_that_figure_assumed(name):
    driver = DRIVERS[name]
    assert driver.low < driver.high
    assert driver.evidence
    for end in ("low", "high"):
        value = getattr(driver, end)
        case = driver.case(end)
        assert same(case.network, tables({name: value}).network(PLANTS, "value", "value")), end
        assert driver.case(end) is case  # made once
    assert not all(same(driver.case(end).network, NETWORK) for end in ("low", "high"))


def test_prices_spread_and_unknowns_move_together():
    for end in ("low", "high"):
        assert same(DRIVERS["market.prices"].case(end).network, BASE.network(PLANTS, end, "value"))
        assert same(DRIVERS["market.spread"].case(end).network, BASE.network(PLANTS, "value", end))
    assert DRIVERS["plant.unknown"].case("low").network is NETWORK
    assert not DRIVERS["plant.unknown"].case("low").unknown_high
    assert DRIVERS["plant.unknown"].case("high").unknown_high


def test_every_range_of_a_process_is_a_driver():
    asked = {
        f"{p.id}.{name}"
        for p in BASE.chain.processes
        for name, figure in (("cost", p.cost), *((i.product, i.amount) for i in (*p.inputs, *p.outputs)))
        if figure.low < figure.high
    }
    assert asked
    assert asked <= set(DRIVERS)


def test_the_rows_stay_checked():
    """A changed network has the same rows and columns as a checked one, with no blank where it has none."""
    for driver in DRIVERS.values():
        for name, frame in driver.case("low").network.tables.items():
            before = NETWORK.table(name)
            assert frame.schema == before.schema
            assert frame.select(pl.all().null_count()).equals(before.select(pl.all().null_count()))
