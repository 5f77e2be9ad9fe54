"""A long solve that is watched: it tells how far it is, and Ctrl-C stops it with the best so far."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import highspy
from highspy._core import _Highs

Progress = Callable[[str], None]
EVERY = 0.5
"""Seconds between two words of progress."""
KINDS = (
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
    highspy.cb.HighsCallbackType.kCallbackIpmInterrupt,
    highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
)


@contextmanager
def watched(highs: _Highs, progress: Progress) -> Iterator[None]:
    """Tell progress while HiGHS runs; the first Ctrl-C stops it kindly, a second as usual."""
    stop = threading.Event()
    last = time.monotonic()

    def look(
        kind: highspy.cb.HighsCallbackType,
        _: str,
        out: highspy.cb.HighsCallbackOutput,
        into: highspy.cb.HighsCallbackInput,
        __: object,
    ) -> None:
        nonlocal last
        if stop.is_set():
            into.user_interrupt = True
        elif time.monotonic() - last >= EVERY:
            last = time.monotonic()
            progress(_told(int(kind), out))

    highs.setCallback(look, None)
    for kind in KINDS:
        highs.startCallback(kind)
    try:
        with _stopping(stop):
            yield
    finally:
        for kind in KINDS:
            highs.stopCallback(kind)


def _told(kind: int, out: highspy.cb.HighsCallbackOutput) -> str:
    seconds = f"{out.running_time:.0f} s"
    if kind == int(highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt):
        return f"{seconds}: {out.simplex_iteration_count} 次迭代 iterations"
    if kind == int(highspy.cb.HighsCallbackType.kCallbackIpmInterrupt):
        return f"{seconds}: {out.ipm_iteration_count} 次内点迭代 interior-point iterations"
    return f"{seconds}: 已得 best {out.mip_primal_bound:.6g}, 界 bound {out.mip_dual_bound:.6g}"


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """Let the first Ctrl-C set `stop`; only the main thread may listen to signals."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def set_once(_: int, __: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, set_once)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
