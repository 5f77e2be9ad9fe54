"""What new capacity is worth, against sums done by hand on a small chain of round figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_chain import PRICES, make_chain, make_scene, plant

from sanjiang.chain.worth import annuity_factor, worth_of

# One unit of each product, delivered to the region or sold from it, 100 km from the market:
#   freight        0.5 + 0.005 × 100                      =   1
#   a   earns      10 × 0.9 − 1                           =   8      costs   10 × 1.1 + 1  =  12
#   b   earns      60 × 0.9 − 1                           =  53      costs   60 × 1.1 + 1  =  67
#   c   earns     200 × 0.9 − 1                           = 179
# The region makes 80 a (at 3 each) and 8 c (2 b and 20 of cost each), and no b.
STANDING = [plant("make-a", 80), plant("make-c", 8)]
# Capital of 42 a unit over 2 years at 10 %: 42 × 0.1 / (1 − 1.1⁻²) = 42 × 121/210 = 24.2 a unit and year.
ANNUITY = 24.2


def worth(scene, b):
    """Return the worth of new capacity for b, which is b / 2 in units of c."""
    return worth_of(scene, b / 2, {"make-b": b}, [scene.region], scene.cases)


def value(scene, b=0.0):
    return scene.solve(scene.cases[0], [scene.region], {"make-b": b}).objective


def test_the_annuity_is_what_repays_capital_over_the_life():
    assert 42 * annuity_factor(0.1, 2) == pytest.approx(ANNUITY)
    assert annuity_factor(0.0, 20) == 0.05
    assert annuity_factor(1e-9, 20) == pytest.approx(0.05)


def test_the_first_size_saves_purchases_and_the_second_sells_outside():
    scene = make_scene(make_chain(), STANDING)
    # Without b: 80 a sold           80 × (8 − 3)                       =   400
    #            8 c of bought b      8 × (179 − 20 − 2 × 67)           =   200
    assert value(scene) == pytest.approx(600)
    # 16 b, all that 8 c take:       80 a made                −80 × 3   =  −240
    #            16 b from 32 a                               −16 × 5   =   −80
    #            48 a left over                                48 × 8   =   384
    #            8 c                                8 × (179 − 20)      = 1,272
    assert value(scene, 16) == pytest.approx(1_336)
    first = worth(scene, 16)
    assert first.gross == pytest.approx(1_336 - 600)
    assert first.capital == pytest.approx(16 * 42)
    assert first.base == pytest.approx(736 - 16 * ANNUITY)  # 348.8
    assert first.payback_years == pytest.approx(672 / 736)
    # 40 b, all that 80 a give:      80 a made                −80 × 3   =  −240
    #            40 b from 80 a                               −40 × 5   =  −200
    #            24 b that c leaves                            24 × 53  = 1,272
    #            8 c                                8 × (179 − 20)      = 1,272
    assert value(scene, 40) == pytest.approx(2_104)
    second = worth(scene, 40)
    assert second.gross == pytest.approx(2_104 - 600)
    assert second.base == pytest.approx(1_504 - 40 * ANNUITY)  # 536
    assert second.payback_years == pytest.approx(1_680 / 1_504)
    assert (first.size, second.size) == (8, 20)


def test_what_the_market_does_not_take_is_worth_nothing():
    # The market takes 10 b: 40 b give 16 to c and 10 to the market, from 52 a; a is still sold without limit to 1,000.
    chain = make_chain()
    free, tight = make_scene(chain, STANDING), make_scene(chain, STANDING, takes=10)
    # With takes of 10 of each product, 80 a sell 10 only: 10 × (8 − 3) = 50; 8 c as before: 200.
    assert value(tight) == pytest.approx(250)
    # 26 b from 52 a, 10 a sold: −62 × 3 + 10 × 8 − 26 × 5 + 10 × 53 + 8 × 159 = 1,566.
    assert value(tight, 40) == pytest.approx(1_566)
    assert worth(tight, 40).gross == pytest.approx(1_566 - 250)
    assert value(free, 26) > value(tight, 26)


def test_a_gap_that_does_not_pay():
    scene = make_scene(make_chain(capex=84.0), STANDING)
    found = worth(scene, 16)
    assert found.gross == pytest.approx(736)  # as before: capital changes no flow
    assert found.base == pytest.approx(736 - 16 * 2 * ANNUITY)  # −38.4
    assert found.base < 0
    assert found.payback_years == pytest.approx(16 * 84 / 736)


def test_capacity_that_nobody_uses_loses_its_annuity_and_is_never_paid_back():
    # b at 20 earns 20 × 0.9 − 1 = 17 < 16 of a forgone + 5 of cost; bought it costs 23, so c saves only 2 a unit.
    scene = make_scene(make_chain(), [plant("make-a", 80)], cases={"base": {**PRICES, "b": 20.0}})
    found = worth(scene, 16)
    assert found.gross == pytest.approx(0)
    assert found.payback_years is None
    assert found.base == pytest.approx(-16 * ANNUITY)


def test_a_captive_product_is_worth_what_the_next_step_takes():
    scene = make_scene(make_chain(captive=["b"]), STANDING)
    # b can be neither bought nor sold: c stands still, and 80 a are sold for 400.
    assert value(scene) == pytest.approx(400)
    # With 16 b c runs: 1,336, as above. 24 b more go nowhere.
    assert worth(scene, 16).base == pytest.approx(1_336 - 400 - 16 * ANNUITY)  # 548.8
    assert worth(scene, 40).gross == pytest.approx(1_336 - 400)
    assert worth(scene, 40).base == pytest.approx(936 - 40 * ANNUITY)  # −32


def test_the_range_is_over_the_cases_and_names_the_worst():
    scene = make_scene(make_chain(), STANDING, cases={"base": PRICES, "cheap b": {**PRICES, "b": 30.0}})
    # b at 30 costs 34 and earns 26. Without b: 400 + 8 × (179 − 20 − 2 × 34) = 1,128; with 16 b: 1,336 as above.
    cheap = 1_336 - 1_128
    found = worth(scene, 16)
    assert (found.base, found.high) == pytest.approx((736 - 16 * ANNUITY, 736 - 16 * ANNUITY))
    assert found.low == pytest.approx(cheap - 16 * ANNUITY)  # −179.2
    assert found.worst.name_en == "cheap b"
    # 24 b more earn 26 each, less 16 of a forgone and 5 of cost: 24 × 5 = 120.
    assert worth(scene, 40).low == pytest.approx(cheap + 120 - 40 * ANNUITY)


def test_an_unknown_neighbouring_step_widens_the_range():
    scene = make_scene(make_chain(), [plant("make-a", 80), plant("make-c", 0, high=8)], unknown_high=True)
    found = worth(scene, 16)
    # Without c all 16 b are sold: 16 × (53 − 16 − 5) = 512; with 8 c they save 67 each: 736.
    assert found.base == found.low == pytest.approx(512 - 16 * ANNUITY)
    assert found.high == pytest.approx(736 - 16 * ANNUITY)


def test_several_steps_together_share_one_solve():
    chain = make_chain({"a": 0.0, "b": 1.0, "c": 1.0, "d": 1.0}, captive=["b", "c"])
    prices = {"a": 10.0, "d": 200.0}
    scene = make_scene(chain, [plant("make-a", 80), plant("make-d", 8)], cases={"base": prices})
    alone = worth_of(scene, 8, {"make-b": 8}, ["here"], scene.cases)
    assert alone.base == pytest.approx(-8 * ANNUITY)  # without c, b goes nowhere
    both = worth_of(scene, 8, {"make-b": 8, "make-c": 8}, ["here"], scene.cases)
    # 8 d: 179 earned, 20 of cost, 20 of c, 5 of b, 8 of a forgone: 8 × 126 = 1,008, less two annuities.
    assert both.gross == pytest.approx(1_008)
    assert both.base == pytest.approx(1_008 - 2 * 8 * ANNUITY)
    assert both.capital == pytest.approx(2 * 8 * 42)


prices = st.fixed_dictionaries(
    {
        "a": st.integers(0, 40).map(float),
        "b": st.integers(0, 120).map(float),
        "c": st.integers(0, 400).map(float),
    }
)


@settings(max_examples=25, deadline=None)
@given(prices, prices, st.integers(0, 60).map(float), st.integers(0, 20).map(float))
def test_more_capacity_gains_more_but_less_a_unit(base, other, a, c):
    scene = make_scene(make_chain(), [plant("make-a", a), plant("make-c", c)], cases={"base": base, "other": other})
    found = [worth(scene, b) for b in (4.0, 12.0, 40.0)]
    assert all(w.low <= w.base <= w.high for w in found)
    gains = [w.gross for w in found]
    assert gains[0] >= -1e-7
    assert gains == sorted(gains) or gains == pytest.approx(sorted(gains), abs=1e-6)
    each = [w.gross / w.size for w in found]
    assert each == pytest.approx(sorted(each, reverse=True), abs=1e-6)
    assert all(w.payback_years is None or w.payback_years >= 0 for w in found)


@settings(max_examples=25, deadline=None)
@given(prices, st.integers(0, 60).map(float), st.integers(0, 20).map(float), st.integers(1, 50).map(float))
def test_worth_is_the_difference_of_two_optima_less_the_annuity(base, a, c, b):
    plants = [plant("make-a", a), plant("make-c", c)]
    scene = make_scene(make_chain(), plants, cases={"base": base})
    standing = make_scene(make_chain(), [*plants, plant("make-b", b)], cases={"base": base})
    gain = value(standing) - value(make_scene(make_chain(), plants, cases={"base": base}))
    assert worth(scene, b).base == pytest.approx(gain - b * ANNUITY, abs=1e-6)
