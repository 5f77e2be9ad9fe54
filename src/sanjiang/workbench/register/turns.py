"""Writers take turns: each finds all that the one before it wrote, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

_TURN = 0x53616E6A  # any number that nothing else locks


@contextmanager
def my_turn() -> Iterator[None]:
    """Open a transaction once nobody else is in one of these; who waits too long fails with a `DatabaseError`.

    SQLite lets one writer in anyway.
    """
    with transaction.atomic():
        wait_for_my_turn()
        yield


def wait_for_my_turn() -> None:
    """Wait until nobody else writes, and keep it so until the caller's transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{settings.BUSY_SECONDS}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
