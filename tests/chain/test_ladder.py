"""The ladder: every step in units of the final product, unknown capacities at nothing and at a typical size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_chain import make_chain, plant

from sanjiang.chain.ladder import coefficient_evidence, ladder, per_final
from sanjiang.core.statement import STAGES
from sanjiang.library.processes import load_chains

PHOTOVOLTAICS = next(chain for chain in load_chains() if chain.id == "photovoltaics")
SMALL = make_chain()


def rung(plants, step, chain=SMALL):
    return next(r for r in ladder(chain, plants, "here") if r.step.id == step)


def test_a_hundred_thousand_tonnes_of_polysilicon_are_35_5_gw_of_modules():
    found = rung([plant("polysilicon-granular", 100_000)], "polysilicon", PHOTOVOLTAICS)
    # 2,813 t of polysilicon a GW of brick; brick, wafer, cell and module go one for one.
    assert found.low == found.high == pytest.approx(100_000 / 2_813)
    assert round(found.low, 1) == 35.5
    assert (found.under_construction, found.operating, found.unit) == (0, 100_000, "t")


def test_units_of_the_final_product_multiply_along_the_chain():
    # 1 c takes 2 b; 1 b takes 2 a: so 1 c takes 4 a.
    assert [per_final(SMALL, step) for step in SMALL.steps] == [4.0, 2.0, 1.0]
    widths = [r.low for r in ladder(SMALL, [plant("make-a", 80), plant("make-b", 10), plant("make-c", 8)], "here")]
    assert widths == [20.0, 5.0, 8.0]


def test_a_step_rests_on_the_coefficients_after_it():
    assert coefficient_evidence(SMALL, SMALL.steps[0])
    assert coefficient_evidence(SMALL, SMALL.steps[-1]) == ()
    assert all(r.evidence for r in ladder(SMALL, [], "here")[:-1])


def test_a_plant_of_unknown_capacity_counts_nothing_at_least_and_its_typical_size_at_most():
    found = rung([plant("make-b", 6), plant("make-b", 0, high=10, stage="under_construction")], "step-b")
    assert (found.low, found.high) == (3.0, 8.0)
    assert (found.operating, found.under_construction) == (6, 0)
    assert (found.plants, found.without_figure) == (2, 1)


def test_a_step_with_only_an_unknown_plant_is_here():
    assert rung([plant("make-b", 0, high=10)], "step-b").here
    assert not rung([], "step-b").here


@pytest.mark.parametrize("stage", ["lead", "signed", "planned"])
def test_what_is_only_planned_is_told_apart_and_stands_nowhere(stage):
    found = rung([plant("make-b", 6, stage=stage)], "step-b")
    assert found.planned == 6
    assert (found.operating, found.under_construction, found.low, found.high, found.plants) == (0, 0, 0, 0, 0)
    assert not found.here


def test_a_partly_operating_plant_counts_as_being_built():
    found = rung([plant("make-b", 6, stage="partly_operating")], "step-b")
    assert (found.operating, found.under_construction, found.low) == (0, 6, 3.0)


def test_a_steps_processes_count_together_by_what_a_unit_of_output_replaces():
    both = [plant("polysilicon-rod", 2_813), plant("polysilicon-granular", 2_813)]
    assert rung(both, "polysilicon", PHOTOVOLTAICS).low == pytest.approx(2.0)


def test_json_has_the_contracts_keys():
    out = rung([plant("make-b", 6)], "step-b").to_json()
    assert out["final"] == {"low": 3.0, "high": 3.0, "unit": "t"}
    expected = {"process", "name_zh", "operating", "under_construction", "planned", "unit", "plants"}
    assert expected | {"without_figure", "final", "evidence"} <= set(out)
    assert out["process"] == "step-b"


plants = st.lists(
    st.builds(
        plant,
        st.sampled_from(["make-a", "make-b", "make-c"]),
        st.integers(0, 50).map(float),
        st.none() | st.integers(50, 90).map(float),
        st.sampled_from(STAGES[:6]),
        st.sampled_from(["here", "there"]),
    ),
    max_size=8,
)


@given(plants, st.randoms(use_true_random=False))
def test_the_order_of_plants_and_those_of_other_regions_change_no_width(listed, random):
    shuffled = [p for p in listed if p.region == "here"]
    random.shuffle(shuffled)
    for one, other in zip(ladder(SMALL, listed, "here"), ladder(SMALL, shuffled, "here"), strict=True):
        assert (one.low, one.high, one.plants, one.without_figure) == (
            other.low,
            other.high,
            other.plants,
            other.without_figure,
        )


@given(plants)
def test_a_rung_at_the_horizon_is_what_runs_and_what_is_being_built(listed):
    for found in ladder(SMALL, listed, "here"):
        each = per_final(SMALL, found.step)
        assert found.low * each == pytest.approx(found.operating + found.under_construction)
        assert found.low <= found.high
        assert found.without_figure <= found.plants
        assert found.here == (found.plants > 0)
