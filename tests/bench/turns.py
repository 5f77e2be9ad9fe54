"""Works timed in turns, so that a busy moment of the machine meets them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def rounds(count: int, **works: Callable[[], object]) -> dict[str, float]:
    """Return each work's median seconds of `count` turns."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(count):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            times[name].append(time.perf_counter() - started)
    return {name: median(values) for name, values in times.items()}
