"""Opens the register: Django set up, the database there and up to date."""

from __future__ import annotations

import os
from functools import cache

import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from sanjiang.core.errors import RegisterError

SETTINGS = "sanjiang.workbench.settings"


@cache
def open_register() -> None:
    """Set Django up and bring the database's tables up to date; nothing is lost, and a second call does nothing.

    Raises
    ------
    RegisterError
        If the home folder cannot be written, or the database does not answer.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise _told(error) from None


def unanswered(error: Exception) -> RegisterError | None:
    """Return what to say where the database does not answer; None where the error is another."""
    return _told(error) if isinstance(error, DatabaseError) else None


def _told(error: DatabaseError) -> RegisterError:
    said = " ".join(str(error).split())[:200]
    return RegisterError(
        f"数据库没有应答 the database does not answer ({said})",
        "DATABASE_URL / SANJIANG_HOME",
        "检查地址、权限和磁盘 check the address, the rights and the disk",
    )
