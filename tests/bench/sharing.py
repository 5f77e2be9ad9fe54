"""How fast coalitions are solved: on one programme in turns, against each from the beginning; and dual allocation.

It needs the generator of networks (``../shared/tools``); without it, it says so and measures nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from turns import rounds

from sanjiang.cooperation import ProductionGame, dual_allocation, share
from sanjiang.cooperation.sampling import random_coalitions
from sanjiang.network import Network, Programme
from sanjiang.network.solver import OPTIMAL, load, run

TOOL = Path(__file__).parents[2] / "../shared/tools/make_network.py"


@dataclass(frozen=True, slots=True)
class Figures:
    """Ratios and seconds.

    Parameters
    ----------
    coalitions : float
        Cold solves of all 63 coalitions of 6 players on S over ours, build included in ours.
    ten : float
        Seconds for 10 players on S: every coalition, all shares, core checks and pairs.
    dual : float
        Dual allocation of 337 players on M over one solve, each from tables in memory.
    objections : float
        Of 200 random coalitions on M, the largest excess over dual allocation, as a share of the total.
    """

    coalitions: float
    ten: float
    dual: float
    objections: float


def measure(count: int = 5) -> Figures | None:
    """Measure in turns; print and return what came of it, or None where the generator is missing."""
    if not TOOL.is_file():
        print("sharing: not measured; it needs ../shared/tools")
        return None
    with TemporaryDirectory() as folder:
        networks = {}
        for size in ("S", "M"):
            subprocess.run([sys.executable, str(TOOL), size, f"{folder}/{size}"], check=True, capture_output=True)
            networks[size] = Network.read(f"{folder}/{size}")
    six = players(networks["S"], 6)
    took = rounds(count, warm=lambda: ProductionGame(six).game(), cold=lambda: cold(six))
    started = time.perf_counter()
    share(ProductionGame(players(networks["S"], 10)))
    ten = time.perf_counter() - started
    national = networks["M"]
    dual = rounds(3, one=lambda: Programme(national).solve(), dual=lambda: dual_allocation(ProductionGame(national)))
    loudest, seconds = objections(national)
    found = Figures(took["cold"] / took["warm"], ten, dual["dual"] / dual["one"], loudest)
    warm, slow = took["warm"], took["cold"]
    print(f"63 coalitions, 6 players on S {warm:7.3f} s, cold {slow:.3f} s: {found.coalitions:.1f} × as fast")
    print(f"10 players on S, exact        {ten:7.1f} s")
    print(f"dual allocation, 337 on M     {dual['dual']:7.3f} s, one solve {dual['one']:.3f} s: {found.dual:.2f} ×")
    print(f"200 random coalitions on M    {seconds:7.0f} s, largest excess {loudest:.1e} of the total")
    return found


def players(network: Network, count: int) -> Network:
    """Return a network whose regions play for some players, in turns."""
    regions = network.table("regions")["region"]
    return network.replace(members=[{"region": r, "player": f"p{i % count}"} for i, r in enumerate(regions)])


def cold(network: Network) -> None:
    """Solve every coalition from the beginning, each with a solver of its own."""
    programme = Programme(network)
    game = ProductionGame(network)
    count = len(game.players)
    for number in range(1, 1 << count):
        inside = (number >> np.arange(count) & 1).astype(bool)
        assert run(load(game.ownership.bounded(programme.arrays, inside))) in OPTIMAL


def objections(network: Network) -> tuple[float, float]:
    """Return the largest excess of random coalitions over dual allocation, as a share of the total, and the seconds."""
    game = ProductionGame(network)
    shares = dual_allocation(game).shares
    started = time.perf_counter()
    excess = [game.worth(inside) - shares[inside].sum() for inside in random_coalitions(len(game.players), 200, 1)]
    return max(excess) / game.whole.objective, time.perf_counter() - started


if __name__ == "__main__":
    measure()
