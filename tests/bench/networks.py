"""How fast and lean a network becomes a programme, beside linopy on the same tables; and what a what-if takes.

Each measure is a process of its own, ours and linopy's in turns. It needs the rival's script and the generator of
networks (``../shared/tools``) and linopy (extra dev); without them it says so and measures nothing.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

TOOLS = Path(__file__).parents[2] / "../shared/tools"
OURS = """
import json, resource, sys, time
from sanjiang.network import Network, Programme
network = Network.read(sys.argv[1])
started = time.perf_counter()
Programme(network)
build = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"read_s": network.read_seconds, "build_s": build, "peak_mb": peak}))
"""
WHATIF = """
import json, sys, time
from sanjiang.network import Change, Method, Network, Programme, Scenario
network = Network.read(sys.argv[1])
cold = []
for method in (Method(), Method("ipx"), Method("ipx", crossover=False)):
    programme = Programme(network, method)
    started = time.perf_counter()
    programme.solve()
    cold.append(time.perf_counter() - started)
programme = Programme(network)
programme.solve()
plants, demands = network.table("plants"), network.table("demands")
took = []
for place in range(12):
    plant, demand = plants["plant"][97 * place], demands.row(131 * place, named=True)
    market = f"{demand['region']}|{demand['product']}|*|*"
    for change in (Change("plants", plant, "capacity", times=0.9), Change("demands", market, "quantity", times=1.1)):
        started = time.perf_counter()
        programme.solve(Scenario("one row", (change,)))
        took.append(time.perf_counter() - started)
print(json.dumps({"cold": cold, "whatif": took}))
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Medians: how many times as fast as linopy we build M and L, our share of its memory on L, and the rest.

    Parameters
    ----------
    build_m, build_l : float
        Linopy's seconds over ours, from tables in memory to a HiGHS object.
    memory_l : float
        Our peak memory over linopy's.
    read_l : float
        Seconds to read L's tables.
    whatif : float
        The fastest cold solve of M over a what-if after one changed row.
    """

    build_m: float
    build_l: float
    memory_l: float
    read_l: float
    whatif: float


def measure(count: int = 3) -> Figures | None:
    """Measure in turns; print and return what came of it, or None where something is missing."""
    if not TOOLS.is_dir() or importlib.util.find_spec("linopy") is None:
        print("networks: not measured; they need ../shared/tools and linopy (extra dev)")
        return None
    with TemporaryDirectory() as folder:
        for size in ("M", "L"):
            _run(str(TOOLS / "make_network.py"), size, f"{folder}/{size}")
        ours: dict[str, list[dict[str, float]]] = {"M": [], "L": []}
        rival: dict[str, list[dict[str, float]]] = {"M": [], "L": []}
        for _ in range(count):
            for size in ("M", "L"):
                ours[size].append(json.loads(_run("-c", OURS, f"{folder}/{size}")))
                told = _run("-W", "ignore", str(TOOLS / "linopy_rival.py"), f"{folder}/{size}")
                rival[size].append(json.loads(told.splitlines()[-1]))
        solved = json.loads(_run("-c", WHATIF, f"{folder}/M"))
    for size in ("M", "L"):
        for name, runs in (("ours", ours[size]), ("linopy", rival[size])):
            build, peak = (median(run[part] for run in runs) for part in ("build_s", "peak_mb"))
            print(f"network {size}, {name:6} {build:7.3f} s to build, {peak:5.0f} MB")
    figures = Figures(
        *(_ratio(rival[size], ours[size], "build_s") for size in ("M", "L")),
        _ratio(ours["L"], rival["L"], "peak_mb"),
        median(run["read_s"] for run in ours["L"]),
        min(solved["cold"]) / median(solved["whatif"]),
    )
    print(
        f"  built {figures.build_m:.1f} × as fast on M, {figures.build_l:.1f} × on L, "
        f"with {figures.memory_l:.0%} of the memory"
    )
    print(f"  L read in {figures.read_l:.2f} s; cold solves of M {', '.join(f'{s:.2f}' for s in solved['cold'])} s,")
    print(f"  a what-if {median(solved['whatif']) * 1e3:.1f} ms: {figures.whatif:.0f} × as fast as the fastest")
    return figures


def _ratio(over: list[dict[str, float]], under: list[dict[str, float]], part: str) -> float:
    return median(run[part] for run in over) / median(run[part] for run in under)


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, encoding="utf-8")
    return done.stdout


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
