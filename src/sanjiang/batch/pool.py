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
from sanjiang.batch.record import Task, line_of_failure
from sanjiang.batch.worker import work
from sanjiang.core.errors import DocumentError, SanjiangError

AHEAD = 4
"""How many documents a process has been given and not yet answered at most, so that it never waits for the next."""
START_SECONDS = 300.0
"""How long a process may take to load the library."""

_STARTS = 3  # so many processes in a row that end before they are ready: none ever will be
_SPAWN = get_context("spawn")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Worker:
    """A process, the parent's end of its link, and the tasks that it has not answered yet."""

    process: SpawnProcess
    link: Connection
    since: float
    ready: bool = False
    given: deque[Task] = field(default_factory=deque)

    def left(self, now: float, seconds: float) -> float:
        """Return how long it may still be silent; for ever if it has nothing to do."""
        if not self.ready:
            return self.since + START_SECONDS - now
        return self.since + seconds - now if self.given else float("inf")


class Pool:
    """Several processes that read documents.

    Parameters
    ----------
    opener : Opener
        Called once in each process; returns the function that makes a line of a task.
    workers : int
        How many processes at most.
    seconds : float
        How long one document may take.
    """

    def __init__(self, opener: Opener, workers: int, seconds: float) -> None:
        self._opener, self._size, self._seconds = opener, workers, seconds
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._todo: deque[Task] = deque()
        self.asked = 0
        """How many tasks there have been."""

    def ask(self, tasks: Sequence[Task]) -> None:
        """Have tasks done after those that were asked for before; also while `lines` goes on."""
        self._todo.extend(tasks)
        self.asked += len(tasks)

    def lines(self) -> Generator[tuple[Task, bytes], None, None]:
        """Yield every task and its line as they are finished; close the iterator to stop the processes."""
        try:
            while self._todo or any(worker.given for worker in self._workers):
                waiting = len(self._todo) + sum(len(worker.given) for worker in self._workers)
                while len(self._workers) < min(self._size, waiting):
                    self._workers.append(self._start())
                for worker in self._workers:
                    while worker.ready and self._todo and len(worker.given) < self._most():
                        self._give(worker, self._todo.popleft())
                yield from self._answers()
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

    def _most(self) -> int:
        """Return how many documents a process may have: few when little is left, so that none waits for another."""
        return min(AHEAD, 1 + len(self._todo) // len(self._workers))

    def _give(self, worker: _Worker, task: Task) -> None:
        if not worker.given:
            worker.since = monotonic()
        worker.given.append(task)
        with suppress(OSError):  # a process that has ended is seen by its link
            worker.link.send((task.path, task.member))  # a name in an archive may be long enough to fill the link

    def _answers(self) -> Iterator[tuple[Task, bytes]]:
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
            yield from self._replace(at, what, mend)

    def _replace(self, at: int, what: str, mend: str) -> Iterator[tuple[Task, bytes]]:
        """Put a new process in the place of one that ended; yield the failure of what that was reading."""
        worker = self._workers[at]
        self._failed_starts += not worker.ready
        if self._failed_starts >= _STARTS:
            raise SanjiangError(
                "读文件的进程启动不了 no process that reads starts",
                f"exit {worker.process.exitcode}",
                "减少 --workers 或检查内存 fewer --workers, or check the memory",
            )
        task = worker.given.popleft() if worker.given else None
        self._todo.extendleft(reversed(worker.given))
        self._workers[at] = self._start()
        if task is not None:
            yield task, line_of_failure(task, DocumentError(what, task.name, mend), again=True)

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
