"""How fast coalitions are solved: on one programme in turns, against each from the beginning; and dual allocation.

It needs the generator of networks (``../shared/tools``); without it, it says so and measures nothing.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from turns import rounds

from sanjiang.cooperation import ProductionGame, dual_allocation, read_members, share
from sanjiang.cooperation.members import within
from sanjiang.cooperation.sampling import random_coalitions
from sanjiang.network import Network, Programme
from sanjiang.network.arrays import Arrays
from sanjiang.network.solver import OPTIMAL, load, run

TOOL = Path(__file__).parents[2] / "../shared/tools/make_network.py"


@dataclass(frozen=True, slots=True)
class Figures:
    """Ratios and seconds.

    Parameters
    ----------
    coalitions : float
        Solves of all 63 coalitions of 6 players on S over ours, the programme built before: each loaded into a solver
        of its own and solved from the beginning.
    tables : float
        The same of the coalitions' own tables, built and solved, over ours with the build.
    ten : float
        Seconds for 10 players on S: every coalition, all shares, core checks and pairs.
    dual : float
        Dual allocation of 337 players on M over one solve, each from tables in memory.
    objections : float
        Of 200 random coalitions on M, the largest excess over dual allocation, as a share of the total.
    """

    coalitions: float
    tables: float
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
    game, arrays = ProductionGame(six), Programme(six).arrays
    ready = [ProductionGame(six) for _ in range(count)]  # each begins without a last optimum
    took = rounds(
        count,
        time.process_time,
        warm=lambda: ready.pop().game(),
        cold=lambda: cold(game, arrays),
        built=lambda: ProductionGame(six).game(),
        tables=lambda: from_tables(game),
    )
    started = time.perf_counter()
    share(ProductionGame(players(networks["S"], 10)))
    ten = time.perf_counter() - started
    national = networks["M"]
    dual = rounds(
        3,
        time.process_time,
        one=lambda: Programme(national).solve(),
        dual=lambda: dual_allocation(ProductionGame(national)),
    )
    loudest, seconds = objections(national)
    tables = took["tables"] / took["built"]
    found = Figures(took["cold"] / took["warm"], tables, ten, dual["dual"] / dual["one"], loudest)
    warm, slow = took["warm"], took["cold"]
    print(f"63 coalitions, 6 players on S {warm:7.3f} s, cold {slow:.3f} s: {found.coalitions:.1f} × as fast")
    print(f"  with tables and build       {took['built']:7.3f} s, each its own {took['tables']:.3f} s: {tables:.1f} ×")
    print(f"10 players on S, exact        {ten:7.1f} s")
    print(f"dual allocation, 337 on M     {dual['dual']:7.3f} s, one solve {dual['one']:.3f} s: {found.dual:.2f} ×")
    print(f"200 random coalitions on M    {seconds:7.0f} s, largest excess {loudest:.1e} of the total")
    return found


def players(network: Network, count: int) -> Network:
    """Return a network whose regions play for some players, in turns."""
    regions = network.table("regions")["region"]
    return network.replace(members=[{"region": r, "player": f"p{i % count}"} for i, r in enumerate(regions)])


def coalitions(game: ProductionGame) -> Iterator[npt.NDArray[np.bool_]]:
    """Yield who is inside, of every coalition but the empty one."""
    places = np.arange(len(game.players))
    for number in range(1, 1 << places.size):
        yield (number >> places & 1).astype(bool)


def cold(game: ProductionGame, arrays: Arrays) -> None:
    """Solve every coalition from the beginning, each with a solver of its own."""
    for inside in coalitions(game):
        assert run(load(game.ownership.bounded(arrays, inside))) in OPTIMAL


def from_tables(game: ProductionGame) -> None:
    """Build and solve the own tables of every coalition."""
    for inside in coalitions(game):
        players = [p for p, there in zip(game.players, inside, strict=True) if there]
        Programme(within(game.network, read_members(game.network, players))).solve()


def objections(network: Network) -> tuple[float, float]:
    """Return the largest excess of random coalitions over dual allocation, as a share of the total, and the seconds."""
    game = ProductionGame(network)
    shares = dual_allocation(game).shares
    started = time.perf_counter()
    excess = [game.worth(inside) - shares[inside].sum() for inside in random_coalitions(len(game.players), 200, 1)]
    return max(excess) / game.whole.objective, time.perf_counter() - started


if __name__ == "__main__":
    measure()
