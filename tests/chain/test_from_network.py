"""Chains of network tables: order from coefficients, outside markets, worths by hand, and one line for each fault."""

from itertools import permutations

import pytest
from small_chain import figure

from sanjiang.chain.from_network import read_scenes
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.network_chains import faults
from sanjiang.chain.partners import find_partners
from sanjiang.core.errors import NetworkError
from sanjiang.network import Network

RATE = figure(0.1, "ratio")
# The chain of small_chain.py, told in tables: a from ore, 2 a a b, 2 b a c; bought a tenth dearer than sold, plus 1.
TABLES = {
    "regions": [{"region": r} for r in ("here", "there", "market", "supply")],
    "products": [{"product": p, "unit": "t"} for p in ("c", "b", "ore", "a")],
    "processes": [
        {"process": f"make-{p}", "unit": "t", "cost": cost, "capex": 42.0, "life_years": 2.0}
        for p, cost in (("c", 20.0), ("a", 3.0), ("b", 5.0))
    ],
    "coefficients": [
        {"process": f"make-{made}", "product": product, "amount": amount}
        for made, before, each in (("a", "ore", 1.0), ("b", "a", 2.0), ("c", "b", 2.0))
        for product, amount in ((made, 1.0), (before, -each))
    ],
    "plants": [
        {"plant": "ours-a", "process": "make-a", "region": "here", "capacity": 80.0},
        {"plant": "ours-c", "process": "make-c", "region": "here", "capacity": 8.0},
        {"plant": "theirs-b", "process": "make-b", "region": "there", "capacity": 10.0, "stage": "operating"},
        {"plant": "theirs-b2", "process": "make-b", "region": "there", "capacity": 30.0, "stage": "under_construction"},
        {"plant": "theirs-b3", "process": "make-b", "region": "there", "capacity": 5.0, "stage": "planned"},
    ],
    "lanes": [
        {"origin": o, "destination": d, "mode": "road", "distance_km": km}
        for o, d, km in (
            *((r, "market", 100.0) for r in ("here", "there")),
            *(("supply", r, 100.0) for r in ("here", "there")),
            ("here", "there", 50.0),
            ("there", "here", 50.0),
        )
    ],
    "freight": [{"product": p, "mode": "road", "fixed": 0.5, "per_km": 0.005} for p in "abc"],
    "supplies": [
        {"region": "supply", "product": p, "price": price * 1.1}
        for p, price in (("a", 10.0), ("b", 60.0), ("c", 200.0))
    ]
    + [{"region": r, "product": "ore", "price": 0.0} for r in ("here", "there")],
    "demands": [
        {"region": "market", "product": p, "price": price * 0.9, "quantity": 1_000.0}
        for p, price in (("a", 10.0), ("b", 60.0), ("c", 200.0))
    ],
}


def tables(**changed):
    return Network.from_rows({**TABLES, **changed})


def scenes(network=None, region="here", *, alone=False, capital=True, rate=RATE):
    return read_scenes(network or tables(), region, rate, alone=alone, capital=capital)


def without(name, **values):
    return [row for row in TABLES[name] if any(row.get(k) != v for k, v in values.items())]


def test_the_chain_is_in_the_order_of_its_coefficients():
    (scene,) = scenes()
    assert [s.id for s in scene.chain.steps] == ["make-a", "make-b", "make-c"]
    found = ladder(scene.chain, scene.plants, "here")
    assert [(r.step.product, r.low, r.high, r.plants) for r in found] == [
        ("a", 20, 20, 1),
        ("b", 0, 0, 0),
        ("c", 8, 8, 1),
    ]


@pytest.mark.parametrize("name", ["coefficients", "processes", "products", "plants"])
def test_the_order_of_rows_changes_nothing(name):
    base = [g.to_json("x") for g in find_gaps(scenes()[0])]
    for rows in list(permutations(TABLES[name]))[::37] if len(TABLES[name]) > 4 else permutations(TABLES[name]):
        assert [g.to_json("x") for g in find_gaps(scenes(tables(**{name: list(rows)}))[0])] == base


def test_the_worth_is_that_worked_out_by_hand():
    gap = find_gaps(scenes()[0])[0]
    assert (gap.kind, gap.item.id) == ("fill", "make-b")
    assert [(w.size, w.base) for w in gap.tiers] == [(8, pytest.approx(348.8)), (20, pytest.approx(536))]  # test_worth
    assert gap.moved_by == ()  # tables hold no ranges


def test_an_activity_may_make_more_than_one():
    """Five b a run, told so in capacity, cost and capital: nothing changes but the words."""
    coefficients = [r for r in TABLES["coefficients"] if r["process"] != "make-b"]
    coefficients += [{"process": "make-b", "product": p, "amount": n} for p, n in (("b", 5.0), ("a", -10.0))]
    processes = [{**r, "cost": 25.0, "capex": 210.0} if r["process"] == "make-b" else r for r in TABLES["processes"]]
    plants = [{**r, "capacity": r["capacity"] / 5} if r["process"] == "make-b" else r for r in TABLES["plants"]]
    runs = tables(
        coefficients=coefficients,
        processes=[{**r, "unit": "run"} if r["process"] == "make-b" else r for r in processes],
        plants=plants,
    )
    gaps, base = ([g.to_json("x") for g in find_gaps(scenes(n)[0])] for n in (runs, tables()))
    for name in ("kind", "process"):
        assert [g[name] for g in gaps] == [g[name] for g in base]
    for name in ("worth", "size"):
        assert [g[name] for g in gaps] == pytest.approx([g[name] for g in base])
    (partner,), (same,) = (find_partners(scenes(n)[0]) for n in (runs, tables()))
    assert partner.worth == pytest.approx(same.worth)
    assert (partner.operating, partner.announced) == pytest.approx((same.operating, same.announced))


def test_a_partner_by_hand():
    (found,) = find_partners(scenes()[0])
    assert (found.region, found.operating, found.announced) == ("there", 10, 35)
    assert found.worth == pytest.approx(80 * 3.25 + 16 * 13.25)  # test_partners
    assert found.distance.value == 50
    assert find_partners(scenes(alone=True)[0]) == ()


def test_regions_without_a_plant_are_outside():
    (scene,) = scenes()
    assert scene.outside == {"market", "supply"}


def test_every_row_gives_its_source_or_itself():
    (scene,) = scenes()
    told = {str(e) for e in scene.solved_evidence(["here"])}
    assert "processes.csv: make-b" in told
    assert "lanes.csv: here|market|road" in told
    cited = tables(processes=[{**r, "source": "a study"} for r in TABLES["processes"]])
    assert "a study" in {str(e) for e in scenes(cited)[0].solved_evidence(["here"])}


def test_settings_give_rate_and_currency():
    settings = [{"key": "discount_rate", "value": "0"}, {"key": "currency", "value": "USD"}]
    (scene,) = scenes(tables(settings=settings))
    assert (scene.discount_rate.value, scene.currency) == (0, "USD")
    with pytest.raises(NetworkError, match="discount_rate"):
        scenes(tables(settings=[{"key": "discount_rate", "value": "much"}]))


def test_a_region_by_its_name_or_code_and_an_unknown_one():
    named = tables(regions=[{"region": "here", "name": "乐山", "adcode": "511100"}, *TABLES["regions"][1:]])
    assert scenes(named, "乐山")[0].region == scenes(named, "511100")[0].region == "here"
    with pytest.raises(NetworkError, match="no such region: hree") as caught:
        scenes(region="hree")
    assert "here" in caught.value.mend


def test_a_region_without_a_plant_has_no_chain():
    assert scenes(region="market") == ()


def cycle(back):
    """Return coefficients in which a part of c comes back as a, by a process of its own."""
    rows = [
        *TABLES["coefficients"],
        *({"process": "back", "product": p, "amount": n} for p, n in (("c", -1.0), ("a", back))),
    ]
    return tables(coefficients=rows, processes=[*TABLES["processes"], {"process": "back", "unit": "t", "capex": 1.0}])


def test_a_cycle_that_makes_something_from_nothing_is_named():
    with pytest.raises(NetworkError) as caught:
        scenes(cycle(4.5))
    assert "make-b" in caught.value.what
    assert "make-c" in caught.value.what
    assert "back" in caught.value.what
    assert "make-a" not in caught.value.what
    # 4 a make a c, from which 4.5 come back: half an a a round, of as many rounds as make-b's one run of 2 a gives
    assert "leave 0.25 a" in caught.value.what


@pytest.mark.parametrize("back", [0.5, 4.0])
def test_a_cycle_that_only_gives_back_is_a_chain_as_before(back):
    found = scenes(cycle(back))
    assert [s.product for s in found[0].chain.steps][-2:] == ["b", "c"]


FAULTS = {
    "a process without outputs": (
        {"coefficients": without("coefficients", process="make-c", product="c")},
        "makes nothing: 'make-c'",
    ),
    "a capacity that is blank": (
        {"plants": [{**TABLES["plants"][0], "capacity": None}, *TABLES["plants"][1:]]},
        "a plant without a capacity: 'ours-a'",
    ),
    "a stage that is none": (
        {"plants": [{**TABLES["plants"][0], "stage": "soon"}, *TABLES["plants"][1:]]},
        "no such stage: 'soon'",
    ),
    "a capital cost that is blank": (
        {"processes": [{**r, "capex": None} for r in TABLES["processes"]]},
        "no capital cost",
    ),
}


@pytest.mark.parametrize(("changed", "word"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_one_line(changed, word):
    with pytest.raises(NetworkError) as caught:
        scenes(tables(**changed))
    assert word in caught.value.what
    assert "\n" not in str(caught.value)
    assert caught.value.mend


TOLD = {
    "an input that nobody makes": ({"supplies": without("supplies", product="ore")}, "nobody makes or supplies: ore"),
    "a product that nobody makes or buys": (
        {"products": [*TABLES["products"], {"product": "d", "unit": "t"}]},
        "nobody makes or supplies: d",
    ),
    "a product that nobody takes or buys": (
        {"demands": without("demands", product="c")},
        "nobody takes or buys: c",
    ),
    "a process without inputs": (
        {"coefficients": without("coefficients", process="make-a", product="ore")},
        "takes nothing: make-a",
    ),
}


@pytest.mark.parametrize(("changed", "word"), TOLD.values(), ids=TOLD)
def test_a_fault_that_leaves_an_answer_is_told_beside_it(changed, word):
    found = faults(tables(**changed))
    assert [word in fault.what for fault in found] == [True]
    assert "\n" not in str(found[0])
    assert len(scenes(tables(**changed))) == 1
    assert faults(tables()) == []


def test_many_names_of_one_fault_are_one_line():
    more = tables(products=[*TABLES["products"], *({"product": f"x{i}", "unit": "t"} for i in range(9))])
    (fault,) = faults(more)
    assert "x0, x1, x2, x3, x4 (另有 and 4 more)" in fault.what


def test_without_capital_costs_there_is_still_a_ladder():
    changed = tables(processes=[{**r, "capex": None} for r in TABLES["processes"]])
    assert len(scenes(changed, capital=False)) == 1


def test_by_products_may_go_unsold_and_two_ways_are_two_chains():
    coefficients = [
        *TABLES["coefficients"],
        {"process": "make-b", "product": "slag", "amount": 0.3},
        *({"process": "make-a2", "product": p, "amount": n} for p, n in (("a2", 1.0), ("ore", -1.0))),
        *({"process": "make-b2", "product": p, "amount": n} for p, n in (("b", 1.0), ("a2", -3.0))),
    ]
    processes = [*TABLES["processes"], *({"process": p, "unit": "t", "capex": 1.0} for p in ("make-a2", "make-b2"))]
    products = [*TABLES["products"], *({"product": p, "unit": "t"} for p in ("slag", "a2"))]
    found = scenes(tables(coefficients=coefficients, processes=processes, products=products))
    assert [[s.product for s in scene.chain.steps] for scene in found] == [["a", "b", "c"], ["a2", "b", "c"]]
    assert [s.processes for s in found[1].chain.steps] == [("make-a2",), ("make-b2", "make-b"), ("make-c",)]
