"""Works timed in turns, so that a busy moment of the machine meets them all."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def rounds(
    count: int, clock: Callable[[], float] = time.perf_counter, **works: Callable[[], object]
) -> dict[str, float]:
    """Return each work's median seconds of `count` turns; by the processor's clock, others' work counts less."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(count):
        for name, work in works.items():
            started = clock()
            work()
            times[name].append(clock() - started)
    return {name: median(values) for name, values in times.items()}
