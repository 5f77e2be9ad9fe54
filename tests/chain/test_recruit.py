"""Recruiting: the best set within budgets, against every set tried; payback, targets and what cannot be answered."""

from dataclasses import replace
from itertools import product as every

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_chain import PRICES, figure, make_chain, make_scene, plant

from sanjiang.chain.candidates import Terms, candidates
from sanjiang.chain.recruit import Budget, recruit
from sanjiang.chain.targets import Maker, targets
from sanjiang.chain.worth import worth_of
from sanjiang.core.errors import SanjiangError
from sanjiang.core.evidence import Assumption, Citation

HERE = [plant("make-a", 80), plant("make-c", 8)]
TERMS = Terms(figure(1.0, "a"), figure(0.5, "ratio"), figure(1.0, "ratio"))
LAND = {(f"make-{p}", "land"): figure(n, "mu") for p, n in (("a", 1.0), ("b", 3.0), ("c", 2.0))}


def money(limit):
    return Budget("money", limit, "CNY")


def plan(*plants, budgets=(), terms=TERMS, makers=(), **options):
    return recruit([make_scene(make_chain(), plants or HERE, **options)], budgets, terms, makers)


def sizes(found):
    return {b.candidate.process.id: b.candidate.size for b in found.builds}


def test_without_a_budget_the_best_set_is_built():
    # Lumps are of 10; the widest step is 20 c, so at most 80 a, 40 b and 20 c are tried. An a gains 5 and costs 24.2;
    # a b that is sold gains 53 − 5 − 2 × 8 = 32; a c of own b gains 179 − 20 − 2 × 53 = 53, of bought b 25.
    found = plan()
    assert sizes(found) == {"make-b": 40.0, "make-c": 20.0}
    # 28 c: 80 a made −240; 40 b made −200; 20 c of own b 3,180; 8 c of bought b 200; 600 without.
    assert found.gain == pytest.approx(-240 - 200 + 3_180 + 200 - 600 - 60 * 24.2)
    assert (found.low, found.high) == pytest.approx((found.gain, found.gain))


def test_the_set_keeps_to_its_budgets_and_says_what_it_uses():
    found = plan(budgets=[money(1_000.0)])
    assert sizes(found) == {"make-b": 20.0}  # 20 × 42 = 840; 16 for c, 4 sold
    used = found.to_json()["budget"]["money"]
    assert (used["used"], used["limit"]) == (840.0, 1_000.0)
    assert used["evidence"] == [{"assumption": "recruit.budget"}]


def test_what_is_larger_than_the_budget_is_listed():
    terms = replace(TERMS, needs=LAND)
    found = plan(budgets=[Budget("land", 25.0, "mu")], terms=terms)
    assert [c.process.id for c in found.too_large] == ["make-b"]  # ten b take 30 mu
    assert "make-b" not in sizes(found)


def test_nothing_that_fits_is_one_line():
    with pytest.raises(SanjiangError) as caught:
        plan(budgets=[money(100.0)])
    assert "every candidate is larger than the budget" in caught.value.what
    assert "420 CNY of money" in caught.value.what
    assert "money=100" in caught.value.where


@pytest.mark.parametrize("name", ["land", "power", "energy", "carbon"])
def test_a_budget_that_nobody_has_a_figure_for_cannot_be_applied(name):
    with pytest.raises(SanjiangError) as caught:
        plan(budgets=[Budget(name, 1e9, "x")])
    assert "cannot be applied" in caught.value.what
    assert "make-a" in caught.value.what
    assert f"--need make-a.{name}" in caught.value.mend


def test_nothing_pays_is_an_empty_set():
    found = plan(cases={"base": dict.fromkeys(PRICES, 1.0)})
    assert (found.builds, found.gain) == ((), 0.0)
    assert recruit([], [], TERMS, []).builds == ()


def test_each_build_is_worth_what_the_set_loses_without_it():
    found = plan()
    scene = make_scene(make_chain(), HERE)
    both = scene.value(scene.cases[0], ["here"], {"make-b": 40.0, "make-c": 20.0})
    without = scene.value(scene.cases[0], ["here"], {"make-b": 40.0})
    c = next(b for b in found.builds if b.candidate.process.id == "make-c")
    assert c.gain == pytest.approx(both - without)
    assert c.worth == pytest.approx(c.gain - 20 * 24.2)


@pytest.mark.parametrize(
    ("capital", "gain", "years"),
    [(100.0, 0.0, None), (100.0, -1.0, None), (100.0, 50.0, 1 + 1 + 75 / 50), (20.0, 50.0, 1 + 20 / 25)],
)
def test_payback_counts_the_building_and_a_first_year_below_capacity(capital, gain, years):
    candidate = replace(next(candidates(make_scene(make_chain(), HERE), TERMS, [])), capital=capital)
    assert TERMS.payback(candidate, gain) == (years if years is None else pytest.approx(years))
    slow = replace(candidate, process=replace(candidate.process, lead_years=figure(5.0, "a")))
    assert TERMS.payback(slow, gain) == (years if years is None else pytest.approx(years + 4))


def test_economies_of_scale_are_the_users_choice():
    scene = make_scene(make_chain(), HERE)
    cheap = replace(TERMS, scale_exponent=figure(0.5, "ratio"))
    plain, saving = (
        {(c.process.id, c.lumps): c.capital for c in candidates(scene, terms, [])} for terms in (TERMS, cheap)
    )
    assert plain["make-b", 4] == pytest.approx(4 * plain["make-b", 1])
    assert saving["make-b", 4] == pytest.approx(2 * plain["make-b", 1])


def test_sizes_are_lumps_up_to_the_widest_step_and_not_too_many():
    tried = list(candidates(make_scene(make_chain(), HERE), TERMS, []))
    assert [c.size for c in tried if c.process.id == "make-b"] == [10.0, 20.0, 30.0, 40.0]
    wide = list(candidates(make_scene(make_chain(), [plant("make-a", 4_000)]), TERMS, []))
    sizes = [c.size for c in wide if c.process.id == "make-a"]
    assert (len(sizes), sizes[0], sizes[-1]) == (12, 10.0, 4_000.0)
    assert all(size % 10 == 0 for size in sizes)


def maker(company, *processes, region="there", stage="operating", capacity=None):
    return Maker(company, processes, region, region, region, stage, capacity, "t", (Citation(f"{company} says"),))


def test_targets_make_the_product_elsewhere():
    known = [
        maker("plans", "make-b", stage="planned", capacity=90.0),
        maker("small", "make-b", capacity=5.0),
        maker("large", "make-b", capacity=50.0),
        maker("large", "make-b", region="far", stage="planned"),
        maker("stopped", "make-b", stage="suspended"),
        maker("ours", "make-b", region="here"),
        maker("other", "make-a"),
        maker("listed", "make-b", region=None, stage=None),
    ]
    found = targets(known, make_chain().steps[1], "here")
    assert [t.company for t in found] == ["large", "small", "plans", "listed"]
    assert [m.region for m in found[0].makers] == ["there", "far"]
    (build,) = [b for b in plan(makers=known).builds if b.candidate.process.id == "make-b"]
    assert [c["name"] for c in build.to_json("CNY")["companies"]] == ["large", "small", "plans", "listed"]


def test_the_users_own_needs_are_named_assumptions():
    said = {key: replace(f, evidence=(Assumption(f"{key[0]}.land"),)) for key, f in LAND.items()}
    found = plan(budgets=[Budget("land", 200.0, "mu")], terms=replace(TERMS, needs=said))
    b = next(b for b in found.builds if b.candidate.process.id == "make-b")
    assert b.candidate.uses == {"land": 120.0}
    assert Assumption("make-b.land") in b.evidence


amounts = st.integers(0, 60).map(float)


@settings(max_examples=15, deadline=None)
@given(amounts, amounts, amounts, st.integers(20, 200).map(float), st.integers(0, 6_000).map(float), st.booleans())
def test_the_set_is_the_best_of_all_sets(a, b, c, price, limit, saving):
    plants = [plant("make-a", a), plant("make-b", b), plant("make-c", c)]
    scene = make_scene(make_chain(), plants, cases={"base": {**PRICES, "b": price}})
    terms = replace(TERMS, scale_exponent=figure(0.8 if saving else 1.0, "ratio"))
    tried = list(candidates(scene, terms, ["money"]))
    best = 0.0
    for combination in every(
        *([None, *(x for x in tried if x.process.id == p)] for p in ("make-a", "make-b", "make-c"))
    ):
        taken = [x for x in combination if x]
        if sum(x.capital for x in taken) <= limit:
            gross = worth_of(scene, 0.0, {x.process.id: x.size for x in taken}, ["here"], scene.cases).gross
            best = max(best, gross - sum(x.annuity for x in taken))
    if all(x.capital > limit for x in tried):
        with pytest.raises(SanjiangError):
            recruit([scene], [money(limit)], terms, [])
    else:
        found = recruit([scene], [money(limit)], terms, [])
        assert found.gain == pytest.approx(best, abs=1e-4)
        assert sum(x.candidate.capital for x in found.builds) <= limit * (1 + 1e-9)
