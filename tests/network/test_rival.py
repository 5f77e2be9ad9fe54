"""The same optimum as linopy builds from the same tables: synthetic networks of several seeds."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from sanjiang.network import Method, Network, Programme, solve
from sanjiang.network import build as building

TOOLS = Path(__file__).parents[2] / "../shared/tools"


def run(*words):
    done = subprocess.run([sys.executable, *map(str, words)], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


@pytest.fixture(params=[7, 8, 9])
def folder(request, tmp_path):
    if not TOOLS.is_dir():
        pytest.skip("the shared tools are not beside this repository")
    run(TOOLS / "make_network.py", "S", tmp_path, "--seed", request.param)
    return tmp_path


def test_the_optimum_is_linopys(folder):
    if importlib.util.find_spec("linopy") is None:
        pytest.skip("linopy is not installed (extra dev)")
    told = run("-W", "ignore", TOOLS / "linopy_rival.py", folder, "--solve", "simplex")
    expected = json.loads(told.splitlines()[-1])
    solution = solve(Network.read(folder))
    assert solution.objective == pytest.approx(expected["objective"], rel=1e-7)
    assert solution.columns == expected["columns"]


def test_a_large_programme_begins_by_the_interior_point_and_goes_on_by_simplex(folder, monkeypatch):
    network = Network.read(folder)
    plain = Programme(network, Method("simplex")).solve()
    monkeypatch.setattr(building, "LARGE", 100)
    programme = Programme(network)
    assert programme.solve().objective == pytest.approx(plain.objective, rel=1e-9)
    assert programme.solve().objective == pytest.approx(plain.objective, rel=1e-12)
