"""What counts at the horizon."""

import pytest
from small_chain import plant

from sanjiang.chain.plant import BUILDING, HORIZON, OPERATING
from sanjiang.core.statement import STAGES

STANDING = {"operating", "under_construction", "partly_operating"}


@pytest.mark.parametrize("stage", STAGES)
def test_a_plant_counts_at_the_horizon_if_it_runs_or_is_being_built(stage):
    assert plant("make-a", 1, stage=stage).at_horizon == (stage in STANDING)


def test_a_partly_operating_plant_is_told_among_those_being_built():
    assert set(OPERATING) == {"operating"}
    assert "partly_operating" in BUILDING
    assert sorted(HORIZON) == sorted(OPERATING + BUILDING)
