"""Registers to test on: each test has one of its own, on SQLite and on a real PostgreSQL."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from postgresql import postgresql_server

os.environ["DJANGO_SETTINGS_MODULE"] = "sanjiang.workbench.settings"
os.environ["SANJIANG_HOME"] = mkdtemp(prefix="sanjiang-home-")
os.environ.pop("DATABASE_URL", None)


def _opened():
    """Set Django up, as test files import its models, and return the empty register that tests copy."""
    from sanjiang.workbench.start import open_register

    open_register()
    from django.conf import settings
    from django.db import connections

    connections["default"].close()
    return dict(settings.DATABASES["default"])


SQLITE = _opened()
TEMPLATE = Path(SQLITE["NAME"])


@pytest.fixture(scope="session", autouse=True)
def _no_home_left():
    """Take the folder away in which the empty register lies."""
    yield
    shutil.rmtree(TEMPLATE.parent)


@pytest.fixture(scope="session")
def postgresql():
    """Return the address of a PostgreSQL server of our own, without a database's name."""
    with postgresql_server() as address:
        if address is None:
            pytest.skip("no PostgreSQL on this machine (Debian: apt-get install postgresql)")
        yield address


@pytest.fixture(scope="session")
def template(postgresql):
    """Return the name of an empty register on the PostgreSQL server, to be copied."""
    import psycopg

    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as server:
        server.execute("CREATE DATABASE template_register")
    environment = {**os.environ, "DATABASE_URL": f"{postgresql}/template_register"}
    made = "from sanjiang.workbench.start import open_register; open_register()"
    subprocess.run([sys.executable, "-c", made], check=True, env=environment)
    return "template_register"


@pytest.fixture
def sqlite_register(tmp_path, monkeypatch):
    """Use an empty register on SQLite; return its address for other processes."""
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(TEMPLATE, home / "register.sqlite3")
    monkeypatch.setenv("SANJIANG_HOME", str(home))
    yield from _used({**SQLITE, "NAME": home / "register.sqlite3"}, f"sqlite:{home}")


@pytest.fixture
def postgresql_register(postgresql, template, monkeypatch):
    """Use an empty register on PostgreSQL; return its address for other processes."""
    import dj_database_url
    import psycopg

    name = f"register_{time.monotonic_ns()}"
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    url = f"{postgresql}/{name}"
    monkeypatch.setenv("DATABASE_URL", url)
    yield from _used(dict(dj_database_url.parse(url)), url)
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as server:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite_register", "postgresql_register"])
def register(request):
    """Use an empty register, once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def another_register(tmp_path):
    """Return what lets another, empty register on SQLite be used for a while."""

    @contextmanager
    def another():
        name = tmp_path / "another.sqlite3"
        shutil.copy(TEMPLATE, name)
        using = _used({"ENGINE": "django.db.backends.sqlite3", "NAME": name}, str(name))
        yield next(using)
        next(using, None)

    return another


def _used(database, address):
    """Let Django use a database; its own settings stand again afterwards."""
    from django.db import connections

    connections["default"].close()
    before = connections.settings["default"]
    connections.settings["default"] = {**before, "OPTIONS": {}, **database}
    del connections["default"]
    try:
        yield address
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        del connections["default"]
