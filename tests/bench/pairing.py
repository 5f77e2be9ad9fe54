"""How long proposing pairs takes in a register of 20,000 organisations and 5,000 projects, and how right they are.

It is a process of its own, as it needs a register of its own: SQLite in a folder that is taken away again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

SEEDS = (31, 32, 33)
WORKBENCH = Path(__file__).parents[1] / "workbench"
MEASURE = """
import json, sys
from dataclasses import asdict
from sanjiang.workbench.start import open_register
open_register()
from planted import Maker
from planted_register import keep, measure
maker = Maker(int(sys.argv[1]), 20_000, 5_000)
print(json.dumps({"names": len(maker.names), "doubles": len(maker.pairs), **asdict(measure(maker, keep(maker))[0])}))
"""


def measure() -> dict[str, float]:
    """Return medians of seconds, pairs, recall and precision over registers of several seeds, and print each."""
    runs = [_once(seed) for seed in SEEDS]
    return {key: median(run[key] for run in runs) for key in runs[0]}


def _once(seed: int) -> dict[str, float]:
    with TemporaryDirectory() as home:
        environment = {**os.environ, "SANJIANG_HOME": home, "PYTHONPATH": str(WORKBENCH)}
        environment.pop("DATABASE_URL", None)
        command = [sys.executable, "-c", MEASURE, str(seed)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8")
    told: dict[str, float] = json.loads(done.stdout)
    print(f"pairs proposed of {told['names']:,.0f} names, {told['doubles']:,.0f} doubles planted: {told['pairs']:,.0f}")
    print(f"  {told['seconds']:.1f} s, recall {told['recall']:.3f}, precision {told['precision']:.3f}")
    return told


if __name__ == "__main__":
    measure()
