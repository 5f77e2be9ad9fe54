"""Fill, strengthen, possibly narrow and extend, as design.md defines them, on ladders made by hand."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from small_chain import BECAUSE

from sanjiang.chain.breaks import KIND_ORDER, find_breaks
from sanjiang.chain.ladder import Rung
from sanjiang.library.processes import load_chains

CHAIN = next(chain for chain in load_chains() if chain.id == "photovoltaics")
STEPS = [step.id for step in CHAIN.steps]
ABSENT = None


def rungs(*widths):
    """Return a ladder from (low, high) of each step at the horizon, in GW of modules; None where no plant stands."""
    made = []
    for step, width in zip(CHAIN.steps, widths, strict=True):
        low, high = width or (0.0, 0.0)
        plants, unknown = (0, 0) if width is None else (2, int(high > low))
        made.append(Rung(CHAIN, step, "GW", low, 0.0, 0.0, plants, unknown, low, high, BECAUSE))
    return made


def kinds(*widths):
    return {item.rung.step.id: item.kind for item in find_breaks(rungs(*widths))}


def sizes(*widths):
    return {item.rung.step.id: item.sizes for item in find_breaks(rungs(*widths))}


def known(width):
    return (width, width)


MODEL = (ABSENT, (35.5, 78.0), (44.0, 54.0), (20.0, 35.0), ABSENT, (8.0, 8.0))


def test_the_model_case():
    assert kinds(*MODEL) == {
        "industrial-silicon": "extend",
        "polysilicon": "possibly narrow",  # the first step here: measured against the bricks after it
        "pv-wafer": "strengthen",  # at most 35, the bricks before it at least 44
        "pv-cell": "fill",
        "pv-module": "strengthen",  # at most 8, the nearest before it that is here: wafers, at least 20
    }


def test_the_sizes_of_the_model_case_are_the_widths_beside_a_gap_and_what_a_narrow_step_lacks():
    found = sizes(*MODEL)
    assert found["pv-cell"] == (8.0, 20.0)  # 8 GW of modules take cells first, then 20 GW of wafers give them
    assert found["industrial-silicon"] == (35.5,)
    assert found["pv-wafer"] == (9.0, 24.0)  # 44 less at most 35, and less at least 20
    assert found["pv-module"] == (12.0,)  # 20 − 8, known exactly
    assert found["polysilicon"] == pytest.approx((8.5,))


def test_breaks_name_the_nearest_steps_that_are_here():
    cells = next(item for item in find_breaks(rungs(*MODEL)) if item.kind == "fill")
    assert cells.before is not None
    assert cells.after is not None
    assert (cells.before.step.id, cells.after.step.id) == ("pv-wafer", "pv-module")


def test_breaks_come_raw_material_first():
    found = [item.rung.step.id for item in find_breaks(rungs(*MODEL))]
    assert found == [step for step in STEPS if step in found]


def test_two_neighbouring_absent_steps_are_both_filled_between_the_same_neighbours():
    found = find_breaks(rungs(known(30), known(30), known(30), ABSENT, ABSENT, known(8)))
    assert [(item.rung.step.id, item.kind) for item in found[:2]] == [("pv-wafer", "fill"), ("pv-cell", "fill")]
    assert all(item.before.step.id == "pv-ingot" and item.after.step.id == "pv-module" for item in found[:2])
    assert [item.sizes for item in found[:2]] == [(8.0, 30.0), (8.0, 30.0)]
    assert kinds(known(30), known(30), known(30), ABSENT, ABSENT, known(8))["pv-module"] == "strengthen"


def test_the_first_and_the_last_step_can_only_be_extended():
    assert kinds(ABSENT, *[known(10)] * 4, ABSENT) == {"industrial-silicon": "extend", "pv-module": "extend"}
    assert kinds(ABSENT, ABSENT, known(10), known(10), ABSENT, ABSENT) == dict.fromkeys(
        ["industrial-silicon", "polysilicon", "pv-cell", "pv-module"], "extend"
    )


def test_a_lone_step_is_narrow_against_nothing():
    assert set(kinds(ABSENT, known(5), ABSENT, ABSENT, ABSENT, ABSENT).values()) == {"extend"}


@pytest.mark.parametrize("width", [known(10), (0.0, 10.0), (4.0, 9.0)])
def test_a_complete_chain_of_equal_steps_has_no_break(width):
    assert kinds(*[width] * 6) == {}


def test_a_chain_that_widens_towards_its_end_is_narrow_only_at_its_first_step():
    assert kinds(*map(known, [4, 5, 6, 7, 8, 9])) == {"industrial-silicon": "strengthen"}


def test_nothing_anywhere_is_no_break():
    assert find_breaks(rungs(*[ABSENT] * 6)) == ()


def test_unknown_capacities_alone_are_neither_narrow_nor_wide():
    assert kinds(*[(0.0, 5.0), (0.0, 40.0), (0.0, 3.0)] * 2) == {}


def test_a_step_of_unknown_capacity_only_is_here():
    found = find_breaks(rungs((0.0, 14.0), (0.0, 28.0), ABSENT, (0.0, 5.0), (0.0, 7.0), (0.0, 9.0)))
    assert [(item.rung.step.id, item.kind) for item in found] == [("pv-ingot", "fill")]
    assert found[0].sizes == (5.0, 28.0)  # nothing is sure, so the typical sizes are tried


def test_a_known_step_before_one_of_unknown_capacity_makes_it_narrow_or_possibly_so():
    assert kinds(*[known(10)] * 4, (0.0, 7.5), known(10))["pv-cell"] == "strengthen"
    assert kinds(*[known(10)] * 4, (0.0, 12.0), known(10)) == {"pv-cell": "possibly narrow"}


def test_a_step_is_measured_by_what_the_step_before_it_surely_has():
    assert kinds(known(9), known(9), (9.0, 50.0), known(9), known(9), known(9)) == {}


widths = st.integers(0, 60).map(float)
rung_widths = st.none() | st.tuples(widths, widths).map(lambda pair: tuple(sorted(pair))) | widths.map(known)
ladders = st.lists(rung_widths, min_size=6, max_size=6)
positions = st.integers(0, 5)


def expected(ladder, i):
    """Return the kind of the i-th step in the words of the definition, or None."""
    before = [w for w in ladder[:i] if w is not None]
    after = [w for w in ladder[i + 1 :] if w is not None]
    if ladder[i] is None:
        return "fill" if before and after else "extend" if before or after else None
    if not before and not after:
        return None
    measure = before[-1] if before else after[0]
    low, high = ladder[i]
    return "strengthen" if high < measure[0] else "possibly narrow" if low < measure[0] else None


@given(ladders)
@example(list(MODEL))
def test_every_step_has_the_kind_of_its_definition(ladder):
    assert kinds(*ladder) == {s: k for i, s in enumerate(STEPS) if (k := expected(ladder, i)) is not None}


@given(ladders)
def test_a_fill_is_absent_between_two_sides_and_a_narrow_step_is_here(ladder):
    for item in find_breaks(rungs(*ladder)):
        sides = [side for side in (item.before, item.after) if side is not None]
        assert all(side.here for side in sides)
        if item.kind in ("fill", "extend"):
            assert not item.rung.here
            assert len(sides) == (2 if item.kind == "fill" else 1)
        else:
            assert item.rung.here
        assert item.kind in KIND_ORDER


@given(ladders)
def test_sizes_are_above_nothing_and_grow(ladder):
    for item in find_breaks(rungs(*ladder)):
        assert all(size > 0 for size in item.sizes)
        assert list(item.sizes) == sorted(set(item.sizes))
        if item.kind in ("strengthen", "possibly narrow"):
            assert item.sizes
            assert item.rung.low + item.sizes[-1] == pytest.approx((item.before or item.after).low)


def with_more(ladder, i, low, high):
    old = ladder[i] or (0.0, 0.0)
    return [*ladder[:i], (old[0] + low, old[1] + high), *ladder[i + 1 :]]


@given(ladders, positions, widths, widths)
def test_new_capacity_never_makes_its_own_gap_larger(ladder, i, low, more):
    before = sizes(*ladder).get(STEPS[i], ())
    after = sizes(*with_more(ladder, i, low, low + more)).get(STEPS[i], ())
    assert max(after, default=0.0) <= max(before, default=0.0)


@given(ladders, positions, widths)
def test_a_wider_unknown_never_makes_a_step_surely_narrow(ladder, i, more):
    assume(ladder[i] is not None)
    surely = {step for step, kind in kinds(*with_more(ladder, i, 0.0, more)).items() if kind == "strengthen"}
    assert surely <= {step for step, kind in kinds(*ladder).items() if kind == "strengthen"}
