"""What is wrong around a register - address, folder, disk, arguments - is told in one line; nothing is half written."""

import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "leshan-2021-04.txt"
COMMAND = [sys.executable, "-c", "from sanjiang.cli import main; main()", "register"]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


def run(home, *words, limit=None, **environment):
    """Run a command in a process of its own, which writes no file larger than `limit` bytes."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*COMMAND, *map(os.fspath, words)],
        env={**kept, "SANJIANG_HOME": str(home), **environment},
        capture_output=True,
        preexec_fn=limited if limit else None,
        check=False,
    )


def told(done):
    """Return the one line that a failed command wrote."""
    (line,) = done.stderr.decode("utf-8", "replace").splitlines()
    assert done.returncode == 2
    assert line.startswith("sanjiang: ")
    return line


@pytest.mark.parametrize(
    "address",
    ["quatsch", "postgres://", "postgres://u@h:abc/x", "mysql://u@h/x", "oracle://u@h/x", "mssql://u@h/x", "sqlite://"],
)
def test_an_address_that_is_none(home, address):
    assert "is not an address of a database" in told(run(home, "list", DATABASE_URL=address))


def test_a_server_that_does_not_answer(home):
    line = told(run(home, "list", DATABASE_URL="postgres://u:secret@127.0.0.1:1/x"))
    assert "does not answer" in line
    assert "secret" not in line


def test_an_address_of_sqlite_is_as_safe_as_the_home(tmp_path, home):
    file = tmp_path / "own.sqlite3"
    assert run(home, "add", EXAMPLE, DATABASE_URL=f"sqlite:///{file}").returncode == 0
    with sqlite3.connect(file) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    database.close()


@pytest.mark.parametrize("key", [b"", b"\xff\xfe", b" \n"])
def test_a_key_that_is_damaged(home, key):
    home.mkdir()
    (home / "secret_key").write_bytes(key)
    assert "secret_key" in told(run(home, "list"))


def test_a_time_zone_that_is_none(home):
    assert "Mars/Base" in told(run(home, "list", SANJIANG_TIME_ZONE="Mars/Base"))


def test_a_home_that_is_no_folder(home):
    home.write_text("")
    assert "cannot be used" in told(run(home, "list"))


def test_a_full_disk(home):
    assert run(home, "list").returncode == 0
    size = (home / "register.sqlite3").stat().st_size
    full = run(home, "add", EXAMPLE, limit=size // 8)
    assert "does not answer" in told(full)
    assert run(home, "list", "--json").stdout == b"[]\n"
    assert run(home, "add", EXAMPLE).returncode == 0


def test_text_that_is_no_text(home):
    assert run(home, "add", EXAMPLE).returncode == 0
    broken = b"\xff\xfe\xff\xfe\xff\xfe"
    for words in (
        ("show", broken),
        ("merge", broken),
        ("merge", "永祥", "--kind", broken),
        ("merge", "永祥", broken),
        ("token", broken),
        ("import", "--undo", broken),
        ("holdings", broken),
    ):
        told(run(home, *words))
    kept = run(home, "merge", "永祥", "永祥新能源", "--part", "--by", broken, "--reason", broken)
    assert (kept.returncode, kept.stderr) == (0, b"")
