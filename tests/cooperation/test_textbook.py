"""Games whose solutions are published."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.cooperation import Game, check_core, nucleolus, shapley
from sanjiang.cooperation.core import cost_of_stability

EXACT = {"rel": 1e-12, "abs": 1e-12}


def test_glove_market():
    """Two left gloves and one right: the core is one point, all to the right glove; Shapley 1/6, 1/6, 2/3.

    Source: Peleg and Sudhölter, Introduction to the Theory of Cooperative Games, 2007.
    """
    gloves = Game.of(("left", "left too", "right"), lambda c: float("right" in c and len(c) > 1))
    assert shapley(gloves) == pytest.approx([1 / 6, 1 / 6, 2 / 3], **EXACT)
    assert nucleolus(gloves) == pytest.approx([0, 0, 1], **EXACT)
    assert check_core(gloves, nucleolus(gloves)).inside
    leaves = check_core(gloves, shapley(gloves))
    assert (leaves.inside, set(leaves.coalition) & {"right"}) == (False, {"right"})
    assert leaves.excess == pytest.approx(1 / 6)


RUNWAYS = (1, 2, 4, 7)


def airport():
    names = tuple(f"plane {cost}" for cost in RUNWAYS)
    return Game.of(names, lambda c: -max(RUNWAYS[names.index(p)] for p in c))


def test_airport_shapley():
    """Each piece of runway is paid in equal parts by those who need it (Littlechild and Owen 1973)."""
    assert shapley(airport()) == pytest.approx(
        [-1 / 4, -1 / 4 - 1 / 3, -1 / 4 - 1 / 3 - 1, -1 / 4 - 1 / 3 - 4], **EXACT
    )


def test_airport_nucleolus():
    """Littlechild 1974: costs c₁ < c₂ < …; the least part r of min over k of c_k/(k+1) and c_n/n is paid first.

    r₁ = min(1/2, 2/3, 4/4, 7/4) = 1/2; then 3/4 of (2 − 1/2)/2, (4 − 1/2)/3 …; then (4 − 5/4)/2; the rest by the last.
    """
    assert nucleolus(airport()) == pytest.approx([-1 / 2, -3 / 4, -(4 - 5 / 4) / 2, -(7 - 5 / 4 - 11 / 8)], **EXACT)


@pytest.mark.parametrize(
    ("estate", "told"),
    [(100, [100 / 3, 100 / 3, 100 / 3]), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_the_estates_of_the_talmud(estate, told):
    """Ketubot 93a: claims of 100, 200 and 300; the nucleolus is what the Mishnah rules (Aumann and Maschler 1985)."""
    claims = {"first": 100, "second": 200, "third": 300}
    bankruptcy = Game.of(claims, lambda c: max(0, estate - sum(claims[p] for p in claims if p not in c)))
    assert nucleolus(bankruptcy) == pytest.approx(told, **EXACT)


@given(st.lists(st.integers(1, 60), min_size=2, max_size=6), st.floats(0, 1))
def test_any_estate_is_divided_as_the_talmud_would(claims, part):
    """Aumann and Maschler 1985: up to half the claims equal gains up to half of each, beyond it equal losses alike."""
    players = tuple(map(str, range(len(claims))))
    estate = part * sum(claims)
    bankruptcy = Game.of(players, lambda c: max(0.0, estate - sum(claims[int(p)] for p in players if p not in c)))
    halves, half = [claim / 2 for claim in claims], sum(claims) / 2
    told = level(halves, estate) if estate <= half else np.subtract(claims, level(halves, sum(claims) - estate))
    assert nucleolus(bankruptcy) == pytest.approx(told, rel=1e-9, abs=1e-7)


def level(most, amount):
    """Divide an amount in equal parts, none above its most."""
    parts, left = [0.0] * len(most), amount
    for rank, place in enumerate(sorted(range(len(most)), key=most.__getitem__)):
        parts[place] = min(most[place], left / (len(most) - rank))
        left -= parts[place]
    return parts


def test_the_six_of_1958():
    """The Council of the first Community: 12 of 17 votes; Luxembourg's never counted (Shapley and Shubik's index)."""
    votes = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
    council = Game.of(votes, lambda c: float(sum(votes[p] for p in c) >= 12))
    assert shapley(council) == pytest.approx([14 / 60] * 3 + [9 / 60] * 2 + [0], **EXACT)
    assert nucleolus(council)[5] == pytest.approx(0, abs=1e-12)


def test_an_apex():
    """One wins with any other, the four others without it: nucleolus 3/7 and 1/7 each, Shapley 3/5 and 1/10.

    Source: Davis and Maschler, The kernel of a cooperative game, 1965.
    """
    apex = Game.of(tuple("abcde"), lambda c: float(("a" in c and len(c) > 1) or len(c) > 3))
    assert nucleolus(apex) == pytest.approx([3 / 7, *[1 / 7] * 4], **EXACT)
    assert shapley(apex) == pytest.approx([3 / 5, *[1 / 10] * 4], **EXACT)


def test_the_security_council():
    """Five of fifteen hold a veto and nine must agree: 421/2145 each and 4/2145 (Shapley and Shubik; 1965 Council)."""
    veto, others = [f"permanent {i}" for i in range(5)], [f"elected {i}" for i in range(10)]
    council = Game.of((*veto, *others), lambda c: float(len(c) >= 9 and c.issuperset(veto)))
    told = shapley(council)
    assert told[:5] == pytest.approx([float(Fraction(421, 2145))] * 5, **EXACT)
    assert told[5:] == pytest.approx([float(Fraction(4, 2145))] * 10, **EXACT)
    assert nucleolus(council) == pytest.approx([1 / 5] * 5 + [0] * 10, **EXACT)  # whoever has a veto shares


def test_a_horse_market():
    """Böhm-Bawerk's market with one seller and two buyers who offer 10 and 8: the first buys, at 8 to 10.

    The core is the price; the nucleolus its middle, 9; the second buyer gets nothing (Shapley and Shubik 1971).
    """
    offers = {"ten": 10.0, "eight": 8.0}
    horses = Game.of(("seller", *offers), lambda c: max((offers.get(p, 0.0) for p in c if "seller" in c), default=0.0))
    assert nucleolus(horses) == pytest.approx([9, 1, 0], **EXACT)
    assert check_core(horses, np.array([8.0, 2.0, 0.0])).inside
    assert not check_core(horses, np.array([7.9, 2.1, 0.0])).inside


def test_an_empty_core():
    """Three of whom any two can have all: whatever the shares, two do better by leaving."""
    majority = Game.of(("a", "b", "c"), lambda c: float(len(c) > 1))
    even = nucleolus(majority)
    assert even == pytest.approx([1 / 3] * 3, **EXACT)
    found = check_core(majority, even)
    assert (found.inside, len(found.coalition)) == (False, 2)
    assert found.excess == pytest.approx(1 / 3)
    # half as much again lets each have 1/2: no two have less than the 1 they can get (Bachrach et al. 2009)
    assert cost_of_stability(majority) == pytest.approx(1 / 2)


def test_a_plane_of_seven_parts():
    """The Fano plane's lines win, and any two meet: to hold every line with its 1, all need 7/3."""
    lines = [{0, 1, 2}, {0, 3, 4}, {0, 5, 6}, {1, 3, 5}, {1, 4, 6}, {2, 3, 6}, {2, 4, 5}]
    fano = Game.of(tuple("0123456"), lambda c: float(any(line <= {int(p) for p in c} for line in lines)))
    assert nucleolus(fano) == pytest.approx([1 / 7] * 7, **EXACT)
    assert check_core(fano, nucleolus(fano)).excess == pytest.approx(4 / 7)
    assert cost_of_stability(fano) == pytest.approx(7 / 3 - 1)


def test_a_game_that_is_worth_nothing_in_all_has_its_core_all_the_same():
    """What one earns another loses; rounding is measured against what coalitions earn, not against the total of 0."""
    own = {"a": 0.1, "b": 0.2, "c": -0.3}
    game = Game.of(own, lambda c: 1e6 * sum(own[p] for p in c) if len(c) < 3 else 0.0)
    shares = nucleolus(game)
    assert shares == pytest.approx([1e5, 2e5, -3e5], **EXACT)
    found = check_core(game, np.add(shares, [1e-9, 1e-9, -2e-9]))
    assert (found.inside, found.excess) == (True, 0.0)
    assert not check_core(game, np.add(shares, [10.0, 0.0, -10.0])).inside
