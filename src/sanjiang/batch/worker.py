"""A process of the pool: opens its reader once, then answers every path with a line."""

from __future__ import annotations

import gc
import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from sanjiang.batch.reader import Opener

READY = b""
"""The first answer of a process: its reader is open."""


def work(opener: Opener, link: Connection) -> None:
    """Answer paths until the other end of the link is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the link
    threading.Thread(target=_end_with_parent, daemon=True).start()
    read = opener()
    gc.collect()
    gc.freeze()  # what the library holds is not looked at again for every document
    try:
        link.send_bytes(READY)
        while True:
            link.send_bytes(read(link.recv_bytes().decode("utf-8", "surrogateescape")))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """Leave at once when the parent is gone, even out of a document that never ends."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
