"""A process of the pool: opens its reader once, then answers every task with a line."""

from __future__ import annotations

import gc
import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from sanjiang.batch.reader import Opener
from sanjiang.batch.record import Task
from sanjiang.core.errors import printable

READY = b""
"""The first answer of a process: its reader is open."""


def work(opener: Opener, link: Connection) -> None:
    """Answer tasks until the other end of the link is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the link
    threading.Thread(target=_end_with_parent, daemon=True).start()
    read = opener()
    gc.collect()
    gc.freeze()  # what the library holds is not looked at again for every document
    try:
        link.send_bytes(READY)
        while True:
            path, member = link.recv()
            link.send_bytes(read(Task(path, printable(path), member)))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """Leave at once when the parent is gone, even out of a document that never ends."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
