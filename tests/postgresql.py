"""A PostgreSQL server of our own on this machine, for as long as it is needed."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def postgresql_server():
    """Yield the address of a server, without a database's name; None where PostgreSQL is not installed."""
    folder = next((Path(found).parent for found in _servers()), None)
    if folder is None:
        yield None
        return
    home = Path(mkdtemp(prefix="sanjiang-pg-"))
    as_user = {}
    if os.getuid() == 0:
        as_user = {"user": "postgres", "group": "postgres"}
        shutil.chown(home, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = [folder / "initdb", "-D", home / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"]
    subprocess.run(made, check=True, capture_output=True, cwd=home, **as_user)
    options = ["-D", home / "data", "-p", str(port), "-k", home, "-c", "listen_addresses=127.0.0.1"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen([folder / "postgres", *options], stdout=log, stderr=log, cwd=home, **as_user)
    try:
        _until_it_answers(port, server, home / "log")
        yield f"postgres://postgres@127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home)


def _servers():
    yield from filter(None, [shutil.which("initdb")])
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)


def _until_it_answers(port, server, log):
    import psycopg

    for _ in range(300):
        try:
            psycopg.connect(f"postgres://postgres@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())
