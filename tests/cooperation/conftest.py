"""Where shared cases lie, and the network of tables in a few lines."""

from pathlib import Path

import pytest

from sanjiang.network import Network

SHARED = Path(__file__).parents[2] / "../shared"


@pytest.fixture(scope="session")
def owen():
    """The linear production game of three players that R's coopProductGame documents."""
    folder = SHARED / "cases/owen"
    if not folder.is_dir():
        pytest.skip("the shared cases are not beside this checkout")
    return Network.read(folder)


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """Write and read a synthetic network of a size."""
    import subprocess
    import sys

    tool = SHARED / "tools/make_network.py"
    if not tool.is_file():
        pytest.skip("the generator of networks is not beside this checkout")

    def make(size):
        folder = tmp_path_factory.mktemp(size)
        subprocess.run([sys.executable, str(tool), size, str(folder)], check=True, capture_output=True)
        return Network.read(folder)

    return make


ROADS = ("a", "b", "c")


def tables(**changed):
    """Return three towns in a triangle: ore at a, a smelter at b, a market at c; 10 t of steel earn 40 each."""
    rows = {
        "regions": [{"region": r} for r in ROADS],
        "products": [{"product": p, "unit": "t"} for p in ("ore", "steel")],
        "processes": [{"process": "smelt", "unit": "t", "cost": 5, "capex": 60, "life_years": 20}],
        "coefficients": [
            {"process": "smelt", "product": "ore", "amount": -1},
            {"process": "smelt", "product": "steel", "amount": 1},
        ],
        "plants": [{"plant": "works", "process": "smelt", "region": "b", "capacity": 10}],
        "lanes": [
            {"origin": o, "destination": d, "mode": "road", "distance_km": 1} for o in ROADS for d in ROADS if o != d
        ],
        "freight": [{"product": p, "mode": "road", "per_km": 1} for p in ("ore", "steel")],
        "supplies": [{"region": "a", "product": "ore", "quantity": 20, "price": 3}],
        "demands": [{"region": "c", "product": "steel", "quantity": 30, "price": 40}],
    }
    return {**rows, **changed}


@pytest.fixture
def towns():
    def make(**changed):
        return Network.from_rows(tables(**changed))

    return make
