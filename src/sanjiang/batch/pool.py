"""Processes that read documents: one that dies or takes too long costs its document and is replaced."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic

from sanjiang.batch.reader import Opener
from sanjiang.batch.record import line_of_failure
from sanjiang.batch.worker import work
from sanjiang.core.errors import SanjiangError

AHEAD = 4
"""How many documents a process has been given and not yet answered, so that it never waits for the next."""
START_SECONDS = 300.0
"""How long a process may take to load the library."""

_STARTS = 3  # so many processes in a row that end before they are ready: none ever will be
_SPAWN = get_context("spawn")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, the parent's end of its link, and the places of the documents that it has not answered yet."""

    process: SpawnProcess
    link: Connection
    since: float
    ready: bool = False
    given: deque[int] = field(default_factory=deque)

    def left(self, now: float, seconds: float) -> float:
        """Return how long it may still be silent; for ever if it has nothing to do."""
        if not self.ready:
            return self.since + START_SECONDS - now
        return self.since + seconds - now if self.given else float("inf")


class Pool:
    """Several processes that read the same list of documents.

    Parameters
    ----------
    opener : Opener
        Called once in each process; returns the function that makes a document's line of its path.
    workers : int
        How many processes.
    seconds : float
        How long one document may take.
    window : int or None
        How far a document may be read ahead of one that is not finished; None if the order does not matter.
    """

    def __init__(self, opener: Opener, workers: int, seconds: float, window: int | None = None) -> None:
        self._opener, self._size, self._seconds, self._window = opener, workers, seconds, window
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def lines(self, paths: Sequence[str]) -> Generator[tuple[int, bytes], None, None]:
        """Yield place and line of every document as they are finished; close the iterator to stop the processes."""
        returned: deque[int] = deque()  # what a process that ended had not begun
        fresh, lowest, done = 0, 0, set[int]()
        try:
            self._workers = [self._start() for _ in range(min(self._size, len(paths)))]
            while lowest < len(paths):
                limit = len(paths) if self._window is None else min(len(paths), lowest + self._window)
                for worker in self._workers:
                    while worker.ready and len(worker.given) < AHEAD and (returned or fresh < limit):
                        place = returned.popleft() if returned else fresh
                        fresh += place == fresh
                        self._give(worker, place, paths[place])
                for place, line in self._answers(paths, returned):
                    done.add(place)
                    yield place, line
                while lowest in done:
                    done.remove(lowest)
                    lowest += 1
        finally:
            self.close()

    def close(self) -> None:
        """End all processes now."""
        for worker in self._workers:
            worker.process.kill()
            worker.link.close()
        for worker in self._workers:
            worker.process.join()
        self._workers = []

    def _give(self, worker: _Worker, place: int, path: str) -> None:
        if not worker.given:
            worker.since = monotonic()
        worker.given.append(place)
        with suppress(OSError):  # a process that has ended is seen by its link
            worker.link.send_bytes(os.fsencode(path))

    def _answers(self, paths: Sequence[str], returned: deque[int]) -> Iterator[tuple[int, bytes]]:
        """Wait for the processes; yield what they answer, and the failures of those that ended or were too slow."""
        now = monotonic()
        left = min(worker.left(now, self._seconds) for worker in self._workers)
        spoke = set(wait([w.link for w in self._workers], None if left == float("inf") else max(0.0, left)))
        now = monotonic()
        for at, worker in enumerate(self._workers):
            if worker.link in spoke:
                try:
                    answer = worker.link.recv_bytes()
                except (EOFError, OSError):
                    what = f"读这个文件的进程意外结束 the process that read it ended ({self._end(worker)})"
                    mend = "文件可能损坏或太大 it may be broken or too large: split it, or fewer --workers"
                else:
                    worker.since = now
                    if worker.ready:
                        yield worker.given.popleft(), answer
                    worker.ready, self._failed_starts = True, 0
                    continue
            elif worker.left(now, self._seconds) <= 0:
                worker.process.kill()
                self._end(worker)
                what = f"超过时限 over the time limit ({self._seconds:g} s)"
                mend = "放宽 --seconds 或拆分文件 more --seconds, or split it"
            else:
                continue
            yield from self._replace(at, paths, returned, (what, mend))

    def _replace(
        self, at: int, paths: Sequence[str], returned: deque[int], why: tuple[str, str]
    ) -> Iterator[tuple[int, bytes]]:
        """Put a new process in the place of one that ended; yield the failure of what that was reading."""
        worker = self._workers[at]
        self._failed_starts += not worker.ready
        if self._failed_starts >= _STARTS:
            raise SanjiangError(
                "读文件的进程启动不了 no process that reads starts",
                f"exit {worker.process.exitcode}",
                "减少 --workers 或检查内存 fewer --workers, or check the memory",
            )
        place = worker.given.popleft() if worker.given else None
        returned.extendleft(reversed(worker.given))
        self._workers[at] = self._start()
        if place is not None:
            what, mend = why
            yield place, line_of_failure(paths[place], what, paths[place], mend, again=True)

    @staticmethod
    def _end(worker: _Worker) -> str:
        """End a process for good; return how it had ended by itself."""
        worker.process.join(timeout=1.0)
        code = worker.process.exitcode
        worker.process.kill()
        worker.process.join()
        worker.link.close()
        named = {-s.value: s.name for s in signal.Signals}
        return named.get(code or 0, f"exit {code}")

    def _start(self) -> _Worker:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=work, args=(self._opener, theirs), daemon=True)
        if threading.current_thread() is threading.main_thread():
            # From its first moment a process leaves Ctrl-C to its parent: it would print where it was.
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                process.start()
            finally:
                signal.signal(signal.SIGINT, before or signal.SIG_DFL)
        else:
            process.start()
        theirs.close()
        return _Worker(process, ours, monotonic())
