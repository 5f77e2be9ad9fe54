"""A chain that fits on one screen: ore in the west becomes steel, which a lane carries to a market in the east."""

from __future__ import annotations

from typing import Any

import pytest

Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture
def chain() -> Tables:
    return {
        "regions": [{"region": "west"}, {"region": "east"}],
        "products": [{"product": "ore", "unit": "kt", "tradable": False}, {"product": "steel", "unit": "t"}],
        "processes": [{"process": "smelt", "unit": "t", "cost": 10}],
        "coefficients": [
            {"process": "smelt", "product": "ore", "amount": -0.002},
            {"process": "smelt", "product": "steel", "amount": 1},
        ],
        "plants": [{"plant": "works", "process": "smelt", "region": "west", "capacity": 100, "source": "assumption:a"}],
        "lanes": [{"origin": "west", "destination": "east", "mode": "rail", "distance_km": 50}],
        "freight": [{"product": "steel", "mode": "rail", "fixed": 1, "per_km": 0.1}],
        "supplies": [{"region": "west", "product": "ore", "quantity": None, "price": 5000}],
        "demands": [{"region": "east", "product": "steel", "quantity": 80, "minimum": 0, "price": 40}],
        "settings": [{"key": "currency", "value": "CNY"}],
    }
