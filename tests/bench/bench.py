"""Times side by side, taken in turns in one run: medians, ratios, and the budgets that the project has set itself.

Usage: python tests/bench/bench.py [ROUNDS]
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import load
import main_text_of_pages
import networks
import pairing
import reading
import sharing
from turns import rounds

from sanjiang.network import Network, Programme

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(map(str, (ROOT / "examples").glob("*.txt")))
REGIONS, PRODUCTS = 60, 12
"""Size of the network: one plant of every product in every region."""


def command(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def network() -> Network:
    """Return regions in a ring; in each, every product is made from the one before it, dearer the further on."""
    names = [f"r{i}" for i in range(REGIONS)]
    goods = [f"p{i}" for i in range(PRODUCTS)]
    made = list(pairwise(goods))
    return Network.from_rows(
        {
            "regions": [{"region": r} for r in names],
            "products": [{"product": p, "unit": "t"} for p in goods],
            "processes": [{"process": p, "unit": "t", "cost": 1 + i % 3} for i, p in enumerate(goods[1:])],
            "coefficients": [
                {"process": p, "product": q, "amount": a} for before, p in made for q, a in ((before, -1.1), (p, 1.0))
            ],
            "plants": [
                {"plant": f"{p}@{r}", "process": p, "region": r, "capacity": 10 + (7 * i + 3 * j) % 11}
                for i, r in enumerate(names)
                for j, p in enumerate(goods[1:])
            ],
            "lanes": [
                {"origin": r, "destination": names[(i + step) % REGIONS], "mode": "road", "distance_km": 50 * abs(step)}
                for i, r in enumerate(names)
                for step in (-2, -1, 1, 2)
            ],
            "freight": [{"product": p, "mode": "road", "per_km": 0.002} for p in goods],
            "supplies": [{"region": r, "product": goods[0], "price": 1 + i % 5} for i, r in enumerate(names)],
            "demands": [
                {"region": r, "product": goods[-1], "quantity": 12, "price": 60 + i % 7} for i, r in enumerate(names)
            ],
        }
    )


def main(count: int) -> int:
    """Print a line for every measure; return 1 if one is over its budget."""
    with TemporaryDirectory() as folder:
        page = str(Path(folder) / "brief.html")
        brief = ("-m", "sanjiang", "brief", *EXAMPLES, "--region", "乐山", "--as-of", "2021-04-30", "--out", page)
        took = rounds(
            count, python=command("-c", "pass"), help=command("-m", "sanjiang", "--help"), brief=command(*brief)
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    built = networks.measure()  # before what takes more: a process is told the peak of the one that started it
    tables = network()
    solutions = [Programme(tables).solve() for _ in range(count)]
    build, solve = (median(s.seconds[part] for s in solutions) for part in ("build", "solve"))
    size = solutions[0]
    print(f"{count} rounds, medians")
    for name, value, rival, against in (
        ("sanjiang --help", took["help"], took["python"], "python -c pass"),
        ("brief of examples", took["brief"], took["help"], "--help"),
        (f"network solve, {size.rows} × {size.columns}", solve, build, "build"),
    ):
        print(f"{name:32} {value:7.3f} s {value / rival:7.1f} × {against} ({rival:.3f} s)")
    print(f"{'peak memory of the brief':32} {peak:7.0f} MB")
    read = reading.measure()
    main_text = main_text_of_pages.measure()
    paired = pairing.measure()
    api = load.measure()
    shared = sharing.measure()
    most = {
        "--help, s": (took["help"], 0.6),
        "brief, s": (took["brief"], 4.0),
        "peak memory, MB": (peak, 400.0),
        "API, the slowest list's median with 20 clients, ms": (api.median * 1000, 200.0),
        "API, the slowest list's p95 with 20 clients, ms": (api.p95 * 1000, 600.0),
        "reading, time a character, 5 MB to 1.25 MB": (read.growth, 1.2),
        "pairs of 27,000 names proposed, s": (paired["seconds"], 60.0),
    }
    least = {
        "reading, M characters a second": (read.speed / 1e6, 0.3),
        "reading, × jieba": (read.speed / read.rival, 2.0),
        "main text of pages, × trafilatura": (main_text.speed, 3.0),
        "main text of the middle page, × trafilatura": (main_text.middle, 3.0),
        "main text of pages, F1 less trafilatura's": (main_text.better, 0.0),
        "pairs proposed, recall of planted doubles": (paired["recall"], 0.95),
        "pairs proposed, precision": (paired["precision"], 0.8),
    }
    if built is not None:
        most |= {"share of linopy's memory on L": (built.memory_l, 0.6), "reading L's tables, s": (built.read_l, 1.5)}
        least |= {
            "building M, × linopy": (built.build_m, 6.0),
            "building L, × linopy": (built.build_l, 1.5),
            "what-if, × the fastest cold solve": (built.whatif, 40.0),
        }
    if shared is not None:
        most |= {
            "10 players on S, s": (shared.ten, 120.0),
            "dual allocation on M, × one solve": (shared.dual, 1.3),
            "excess of 200 coalitions on M": (shared.objections, 1e-7),
        }
        least |= {"63 coalitions on S, × cold solves": (shared.coalitions, 2.5)}
    missed = [f"{name}: {value:.3g}, at most {bound:g}" for name, (value, bound) in most.items() if value > bound]
    missed += [f"{name}: {value:.3g}, at least {bound:g}" for name, (value, bound) in least.items() if value < bound]
    for line in missed:
        print(f"OUT OF BUDGET {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
