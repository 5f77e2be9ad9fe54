"""What holds of any chain: order, names and units change nothing; a worth is a re-solved difference; unknown widens."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_chain import figure, make_chain, make_scene, plant

from sanjiang.chain.candidates import Terms
from sanjiang.chain.from_network import read_scenes
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.recruit import recruit
from sanjiang.chain.worth import annuity_factor, worth_of
from sanjiang.network import Network, solve

RATE = figure(0.1, "ratio")
CAPEX, LIFE = 7.0, 5.0
whole = st.integers(1, 60).map(float)
SETTINGS = settings(max_examples=25, deadline=None)


@dataclass(frozen=True)
class Told:
    """A chain of a few steps, raw material first, and what stands where: region, step, capacity, stage."""

    links: tuple[float, ...]
    costs: tuple[float, ...]
    prices: tuple[float, ...]
    plants: tuple[tuple[str, int, float, str], ...]


@st.composite
def chains(draw):
    steps = draw(st.integers(2, 5))
    prices = [draw(whole)]
    for _ in range(steps):
        prices.append(prices[-1] + draw(whole))
    places = st.tuples(
        st.sampled_from(["here", "there"]),
        st.integers(0, steps - 1),
        whole,
        st.sampled_from(["operating", "under_construction", "planned"]),
    )
    return Told(
        tuple(draw(st.sampled_from([0.5, 1.0, 2.0])) for _ in range(steps)),
        tuple(draw(st.integers(0, 20).map(float)) for _ in range(steps)),
        tuple(prices),
        tuple(draw(st.lists(places, min_size=1, max_size=6))),
    )


def tables(told, *, name=str, scale=None, extra=()):
    """Return a chain's tables, with other names for its regions, or some products counted in units `scale` as large."""
    each = scale or {}
    products = [f"p{i}" for i in range(len(told.prices))]  # p0 is the raw material

    def size(i):
        return each.get(i, 1.0)

    units = [f"unit of {size(i):g}" for i in range(len(products))]
    regions = ["here", "there", "market"]
    rows = {
        "regions": [{"region": name(r)} for r in regions],
        "products": [{"product": p, "unit": unit} for p, unit in zip(products, units, strict=True)],
        "processes": [
            {
                "process": f"make-{i}",
                "unit": f"unit of {size(i):g}",
                "cost": cost * size(i),
                "capex": 7.0 * size(i),
                "life_years": 5.0,
            }
            for i, cost in enumerate(told.costs, 1)
        ],
        "coefficients": [
            {"process": f"make-{i}", "product": product, "amount": value}
            for i, link in enumerate(told.links, 1)
            for product, value in ((products[i], 1.0), (products[i - 1], -link * size(i) / size(i - 1)))
        ],
        "plants": [
            {
                "plant": f"plant-{n}",
                "process": f"make-{step + 1}",
                "region": name(r),
                "capacity": c / size(step + 1),
                "stage": stage,
            }
            for n, (r, step, c, stage) in enumerate((*told.plants, *extra))
        ],
        "lanes": [
            {"origin": name(a), "destination": name(b), "mode": "road", "distance_km": 10.0}
            for a, b in (("here", "market"), ("there", "market"), ("here", "there"), ("there", "here"))
        ],
        "freight": [{"product": p, "mode": "road", "fixed": 0.5 * size(i)} for i, p in enumerate(products)],
        "supplies": [
            {"region": name(r), "product": p, "price": told.prices[i] * 1.1 * size(i)}
            for i, p in enumerate(products)
            for r in ("here", "there")
        ],
        "demands": [
            {
                "region": name("market"),
                "product": p,
                "quantity": 500.0 / size(i),
                "price": told.prices[i] * 0.9 * size(i),
            }
            for i, p in enumerate(products)
            if i
        ],
    }
    return rows


def gaps(rows, region="here"):
    """Return the gaps of a region by kind and process: best size, sizes and worths."""
    found = {}
    for scene in read_scenes(Network.from_rows(rows), region, RATE, alone=False, capital=True):
        for gap in find_gaps(scene):
            sizes = {round(w.size, 9): w.base for w in gap.tiers}
            found[gap.kind, gap.item.id] = (gap.size, sizes, gap.verdict)
    return found


def same(one, other, scales=None):
    """Tell whether two sets of gaps say the same, sizes of `scales` in other units."""
    assert set(one) == set(other)
    for key, (size, sizes, verdict) in one.items():
        each = (scales or {}).get(int(key[1].removeprefix("make-")), 1.0)
        assert other[key][0] * each == pytest.approx(size)
        if sizes and (scales or {}).get("final") is None:
            assert list(other[key][1]) == pytest.approx(list(sizes))
        assert list(other[key][1].values()) == pytest.approx(list(sizes.values()), abs=1e-5)
        if all(abs(w) > 1e-5 for w in sizes.values()):
            assert other[key][2] == verdict
    return True


@SETTINGS
@given(chains(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(told, random):
    rows = tables(told)
    mixed = {name: random.sample(table, len(table)) for name, table in rows.items()}
    assert same(gaps(rows), gaps(mixed))


@SETTINGS
@given(chains())
def test_the_names_of_regions_change_nothing(told):
    assert same(gaps(tables(told)), gaps(tables(told, name=lambda r: f"z-{r[::-1]}"), "z-ereh"))


@SETTINGS
@given(chains(), st.dictionaries(st.integers(0, 5), st.sampled_from([0.001, 10.0, 1000.0]), max_size=3))
def test_the_units_of_products_change_nothing(told, scale):
    last = len(told.links)
    scales = {**scale, **({"final": scale[last]} if last in scale else {})}
    assert same(gaps(tables(told)), gaps(tables(told, scale=scale)), scales)


@SETTINGS
@given(chains(), st.data())
def test_a_new_plant_never_makes_its_own_gap_larger(told, data):
    step = data.draw(st.integers(0, len(told.links) - 1))
    extra = ("here", step, data.draw(whole), "operating")
    assume(any(r == "here" and stage != "planned" for r, _, _, stage in told.plants))
    before = [max(v[1], default=0.0) for k, v in gaps(tables(told)).items() if k[1] == f"make-{step + 1}"]
    after = [max(v[1], default=0.0) for k, v in gaps(tables(told, extra=[extra])).items() if k[1] == f"make-{step + 1}"]
    assert max(after, default=0.0) <= max(before, default=0.0) + 1e-9


@SETTINGS
@given(chains())
def test_a_worth_at_its_best_size_is_the_difference_of_two_solved_networks(told):
    own = replace(told, plants=tuple(p for p in told.plants if p[0] == "here" and p[3] != "planned"))
    assume(own.plants)
    before = solve(Network.from_rows(tables(own))).objective
    for (_, process), (size, sizes, _) in gaps(tables(own)).items():
        step = int(process.removeprefix("make-")) - 1
        after = solve(Network.from_rows(tables(own, extra=[("here", step, size, "operating")]))).objective
        paid = CAPEX * size * annuity_factor(0.1, LIFE)
        assert max(sizes.values()) == pytest.approx(after - before - paid, abs=1e-5)


@SETTINGS
@given(chains())
def test_the_ladder_counts_what_stands_and_apart_what_is_planned(told):
    for scene in read_scenes(Network.from_rows(tables(told)), "here", RATE, alone=False, capital=True):
        rungs = ladder(scene.chain, scene.plants, "here")
        for i, rung in enumerate(rungs):
            own = [(c, stage) for r, step, c, stage in told.plants if r == "here" and step == i]
            assert rung.planned == pytest.approx(sum(c for c, stage in own if stage == "planned"))
            assert rung.operating + rung.under_construction == pytest.approx(sum(c for c, s in own if s != "planned"))


amounts = st.integers(0, 60).map(float)


@SETTINGS
@given(amounts, amounts, st.sampled_from(["make-a", "make-b", "make-c"]), whole, st.sampled_from([4.0, 12.0, 40.0]))
def test_unknown_widens_and_never_shifts(a, c, process, high, b):
    known = [plant("make-a", a), plant("make-c", c)]
    unknown = replace(plant(process, 0.0, high), id="unknown")
    added = {"make-b": b}

    def worth(*plants, unknown_high):
        scene = make_scene(make_chain(), plants, unknown_high=unknown_high)
        return worth_of(scene, b / 2, added, ["here"], scene.cases)

    without = worth(*known, unknown_high=False)
    found = worth(*known, unknown, unknown_high=True)
    assert found.base == pytest.approx(without.base, abs=1e-6)
    assert found.low <= without.low + 1e-6
    assert found.high >= without.high - 1e-6
    stated = worth(*known, replace(unknown, low=high, stated=True), unknown_high=False)
    assert found.low - 1e-6 <= stated.base <= found.high + 1e-6
    rungs = [ladder(make_chain(), plants, "here") for plants in (known, [*known, unknown])]
    for before, after in zip(*rungs, strict=True):
        assert after.low == before.low
        assert after.high >= before.high


@SETTINGS
@given(amounts, amounts, st.permutations(["make-a", "make-b", "make-c"]))
def test_the_best_set_is_worth_no_less_than_any_single_plant_of_it(a, c, order):
    plants = [plant(p, n) for p, n in zip(order[:2], (a, c), strict=True)]
    scene = make_scene(make_chain(), plants)
    found = recruit([scene], [], Terms(RATE, RATE, figure(1.0)), [])
    assert found.gain >= -1e-6
    for build in found.builds:
        alone = worth_of(scene, 0.0, {build.candidate.process.id: build.candidate.size}, ["here"], scene.cases)
        assert found.gain >= alone.base - 1e-5
