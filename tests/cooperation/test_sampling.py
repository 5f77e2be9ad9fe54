"""Games of many players: what is drawn, and what is told of it."""

import numpy as np
import pytest

from sanjiang.cooperation import ProductionGame, share
from sanjiang.cooperation.sampling import sample

ROADS = ("a", "b", "c")


@pytest.fixture
def seventeen(towns):
    """The three towns, and fourteen more that have nothing."""
    regions = [{"region": r} for r in (*ROADS, *(f"r{i}" for i in range(14)))]

    def make(**changed):
        return ProductionGame(towns(regions=regions, **changed))

    return make


def test_a_sampled_coalition_counts_once_however_often_it_is_drawn(seventeen):
    drawn = sample(seventeen())
    assert len(np.unique(drawn.inside, axis=0)) == len(drawn.inside)
    assert share(seventeen()).checks["dual_allocation"].looked_at == len(drawn.inside)


def test_of_many_players_too_there_is_no_shapley_value_where_a_coalition_cannot_stand(seventeen):
    found = share(seventeen(demands=[{"region": "c", "product": "steel", "minimum": 2, "quantity": 30, "price": 40}]))
    assert set(found.shares) == {"dual_allocation"}
    assert found.errors is None
    assert any("there is no Shapley value" in note.en for note in found.notes)
