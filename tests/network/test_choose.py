"""The best choice within budgets, against every choice tried."""

from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.network import Block, Network, Option, Programme, choose

PRICES = {"a": 10.0, "b": 60.0, "c": 200.0}


def network(ore, prices=PRICES, takes=50.0):
    """Ore makes a, 2 a make b, 2 b make c; a, b and c can be bought a third dearer than sold."""
    return Network.from_rows(
        {
            "regions": [{"region": "here"}],
            "products": [{"product": p, "unit": "t"} for p in ("ore", *prices)],
            "processes": [{"process": f"make-{p}", "unit": "t", "cost": 3.0} for p in prices],
            "coefficients": [
                {"process": f"make-{made}", "product": used, "amount": amount}
                for made, before in (("a", "ore"), ("b", "a"), ("c", "b"))
                for used, amount in ((made, 1.0), (before, -2.0))
            ],
            "plants": [{"plant": p, "process": f"make-{p}", "region": "here", "capacity": 0.0} for p in prices],
            "supplies": [{"region": "here", "product": "ore", "quantity": ore, "price": 1.0}]
            + [{"region": "here", "product": p, "price": price * 1.2} for p, price in prices.items()],
            "demands": [
                {"region": "here", "product": p, "price": price * 0.9, "quantity": takes} for p, price in prices.items()
            ],
        }
    )


def earned(block, taken):
    """Return what a block earns with some of its options, their cost taken off."""
    programme = Programme(block.network)
    programme.set_capacities({o.plant: o.capacity for o in taken})
    return programme.solve().objective - sum(o.cost for o in taken)


def every_choice(block):
    """Yield each way to take at most one option of each plant."""
    plants = dict.fromkeys(o.plant for o in block.options)
    for taken in every(*([None, *(o for o in block.options if o.plant == p)] for p in plants)):
        yield [o for o in taken if o is not None]


def within(chosen, budgets):
    return all(sum(o.uses.get(n, 0.0) for o in chosen) <= limit * (1 + 1e-9) for n, limit in budgets.items())


def by_hand(blocks, budgets):
    return max(
        sum(earned(b, taken) for b, taken in zip(blocks, combination, strict=True))
        for combination in every(*(list(every_choice(b)) for b in blocks))
        if within([o for taken in combination for o in taken], budgets)
    )


sizes = st.integers(1, 40).map(float)
options = st.lists(
    st.builds(
        lambda plant, size, cost, money, land: Option(plant, size, cost, {"money": money, "land": land}),
        st.sampled_from(sorted(PRICES)),
        sizes,
        st.integers(0, 300).map(float),
        st.integers(0, 30).map(float),
        st.integers(0, 30).map(float),
    ),
    max_size=5,
)
budgets = st.dictionaries(st.sampled_from(["money", "land"]), st.integers(0, 60).map(float))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200).map(float), options), min_size=1, max_size=2), budgets)
def test_the_choice_is_the_best_of_all(parts, limits):
    blocks = [Block(network(ore), tuple(taken)) for ore, taken in parts]
    chosen = choose(blocks, limits)
    assert within([o for taken in chosen for o in taken], limits)
    assert all(len({o.plant for o in taken}) == len(taken) for taken in chosen)
    found = sum(earned(b, taken) for b, taken in zip(blocks, chosen, strict=True))
    assert found == pytest.approx(by_hand(blocks, limits), abs=1e-4)


def test_a_budget_of_nothing_buys_nothing_but_what_is_free():
    free, dear = Option("a", 10.0, 0.0, {}), Option("b", 10.0, 0.0, {"money": 1e-3})
    assert choose([Block(network(100.0), (free, dear))], {"money": 0.0}) == ((free,),)


def test_no_options_are_no_choice():
    assert choose([Block(network(1.0), ())], {"money": 1.0}) == ((),)
    assert choose([], {}) == ()
