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


def tables(chain_id, assumed=None):
    library = load_library(assumed or {})
    chain = next(c for c in library.chains if c.id == chain_id)
    return Tables(chain, library.atlas, AS_OF, LESHAN, {LESHAN: ("乐山市", "Leshan")}, {})


def made(chain_id):
    """Return a chain's tables, a plant of each of its processes, their network, and its drivers by name."""
    base = tables(chain_id)
    plants = tuple(
        Plant(f"{p.id}:1", p.id, LESHAN, "", "operating", 0.0, p.typical_size.value, False, WHY)
        for p in base.chain.processes
    )
    network = base.network(plants, "value", "value")
    return base, plants, network, {d.name: d for d in drivers(base, plants, network)}


SHOWN = ("photovoltaics", "vanadium")  # the second has by-products
CHAINS = {chain.id: made(chain.id) for chain in load_library().chains if chain.id in SHOWN}
TOGETHER = ("market.prices", "market.spread", "plant.unknown")
ALONE = [(chain, name) for chain, (*_, found) in CHAINS.items() for name in found if name not in TOGETHER]


def same(one, other):
    """Tell whether two networks say the same; only the reasons may differ."""
    return all(
        one.table(name).drop("source").equals(other.table(name).drop("source"), null_equal=True) for name in one.tables
    )


@pytest.mark.parametrize(("chain", "name"), ALONE)
def test_an_end_is_the_network_with_that_figure_assumed(chain, name):
    _, plants, network, found = CHAINS[chain]
    driver = found[name]
    assert driver.low < driver.high
    assert driver.evidence
    for end in ("low", "high"):
        case = driver.case(end)
        assert same(case.network, tables(chain, {name: getattr(driver, end)}).network(plants, "value", "value")), end
        assert driver.case(end) is case  # made once
    assert not all(same(driver.case(end).network, network) for end in ("low", "high"))


@pytest.mark.parametrize("chain", CHAINS)
def test_prices_spread_and_unknowns_move_together(chain):
    base, plants, network, found = CHAINS[chain]
    for end in ("low", "high"):
        assert same(found["market.prices"].case(end).network, base.network(plants, end, "value"))
        assert same(found["market.spread"].case(end).network, base.network(plants, "value", end))
    assert found["plant.unknown"].case("low").network is network
    assert not found["plant.unknown"].case("low").unknown_high
    assert found["plant.unknown"].case("high").unknown_high


@pytest.mark.parametrize("chain", CHAINS)
def test_every_range_of_a_process_is_a_driver(chain):
    base, _, _, found = CHAINS[chain]
    asked = {
        f"{p.id}.{name}"
        for p in base.chain.processes
        for name, figure in (("cost", p.cost), *((i.product, i.amount) for i in (*p.inputs, *p.outputs)))
        if figure.low < figure.high
    }
    assert asked
    assert asked <= set(found)


@pytest.mark.parametrize("chain", CHAINS)
def test_the_rows_stay_checked(chain):
    """A changed network has the same rows and columns as a checked one, with no blank where it has none."""
    _, _, network, found = CHAINS[chain]
    for driver in found.values():
        for name, frame in driver.case("low").network.tables.items():
            before = network.table(name)
            assert frame.schema == before.schema
            assert frame.select(pl.all().null_count()).equals(before.select(pl.all().null_count()))
