"""How long every list of the API takes while 20 clients ask at once, on SQLite and on PostgreSQL.

Usage: python tests/bench/load.py [STATEMENTS] [REQUESTS]

The server, the database and the clients share this machine's processors; everything stays on 127.0.0.1.
"""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1]))

from postgresql import postgresql_server

HERE = Path(__file__).parent
CLIENTS, PROCESSES = 20, 2
LISTS = {
    "all": "statements",
    "kind": "statements?kind=project",
    "kind, far on": "statements?kind=project&after={far}",
    "county": "statements?region=511112",
    "province": f"statements?region={quote('四川')}",
    "decision": "statements?decision=accept",
    "none amended": "statements?decision=amend",
    "kind, region, stage": "statements?kind=project&region=511100&stage=operating",
    "kind, sector": "statements?kind=park&sector=tourism",
    "search, found": f"statements?q={quote('新能源')}",
    "search, nothing": f"statements?q={quote('无此名称')}",
    "document": "statements?document={document}",
    "documents": "documents",
    "to review": "reviews",
    "follow-ups": "follow-ups",
    "users": "users",
}
PAST = {
    "as of a day": "statements?as_of=2020-06-30",
    "known then": "statements?known=2021-02-10",
    "past search, nothing": f"statements?as_of=2020-06-30&q={quote('无此名称')}",
}
_BEFORE = """
import sys; sys.path.insert(0, sys.argv[1])
import filled; filled.fill(int(sys.argv[2]))
from django.db import connection
from sanjiang.workbench.register.models import Document, Statement
from sanjiang.workbench.register.people import make_token, set_user
if connection.vendor == "postgresql":
    connection.cursor().execute("VACUUM ANALYZE")  # as its own housekeeping does a minute after so much came in
print(make_token(set_user("bench", "administrator", None, "bench"), 1, "", "bench")[1])
print(Document.objects.order_by("-id")[100 if Document.objects.count() > 100 else 0].original_id)
print(Statement.objects.order_by("-id").first().id * 9 // 10)
"""
_SERVE = """
import socket, sys; from waitress import serve; from sanjiang.workbench.wsgi import application
serve(application, sockets=[socket.socket(fileno=int(sys.argv[1]))], threads=20)
"""


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of calls: in the middle, what nineteen of twenty keep within, and a call's of server and database."""

    median: float
    p95: float
    cpu: float


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, list[int]]]:
    """Serve a register by `PROCESSES` processes on one port; return it and their ids."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        port = int(listening.getsockname()[1])
        command = [sys.executable, "-c", _SERVE, str(listening.fileno())]
        servers = [subprocess.Popen(command, env=environment, pass_fds=[listening.fileno()]) for _ in range(PROCESSES)]
        try:
            yield port, [server.pid for server in servers]
        finally:
            for server in servers:
                server.terminate()
            for server in servers:
                server.wait(30)


def ask(port: int, path: str, token: str, times: int, took: list[float]) -> None:
    """Ask for a list a number of times, on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", f"/api/{path}", headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        body = answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
    connection.close()


def processor_seconds(pids: list[int]) -> float:
    """Return what processes have used so far. Linux only."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


def backends(url: str | None) -> list[int]:
    """Return the ids of the database's processes that serve somebody."""
    if url is None:
        return []
    import psycopg

    with psycopg.connect(url) as database:
        rows = database.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchall()
        return [pid for (pid,) in rows if pid != database.info.backend_pid]


def load(port: int, path: str, token: str, requests: int, pids: list[int]) -> Took:
    """Return how long a list takes while `CLIENTS` ask for it."""
    took: list[float] = []
    each = max(requests // CLIENTS, 1)
    threads = [Thread(target=ask, args=(port, path, token, each, took)) for _ in range(CLIENTS)]
    before = processor_seconds(pids)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(took) != each * CLIENTS:
        raise SystemExit(f"{path}: {each * CLIENTS - len(took)} calls failed")
    used = (processor_seconds(pids) - before) / len(took)
    return Took(median(took), sorted(took)[int(0.95 * len(took))], used)


def measure_on(name: str, environment: dict[str, str], statements: int, requests: int) -> dict[str, Took]:
    """Fill a register, print how long its lists take and return that, by the list's name."""
    before = [sys.executable, "-c", _BEFORE, str(HERE), str(statements)]
    printed = subprocess.run(before, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    token, document, far = printed.split()
    found = {}
    with served(environment) as (port, servers):
        for warm in LISTS.values():
            load(port, warm.format(document=document, far=far), token, CLIENTS, servers)
        pids = [*servers, *backends(environment.get("DATABASE_URL"))]
        for called, path in {**LISTS, **PAST}.items():
            took = load(port, path.format(document=document, far=far), token, requests, pids)
            print(
                f"{name}, {called:24} median {took.median * 1000:5.0f} ms, p95 {took.p95 * 1000:5.0f} ms, "
                f"processor {took.cpu * 1000:5.1f} ms a call",
                flush=True,
            )
            found[called] = took
    return found


def measure(statements: int = 100_000, requests: int = 400) -> Took:
    """Print how long lists take on both databases; return the worst median and the worst p95 of today's lists."""
    print(f"API, {statements} statements, {CLIENTS} clients, {PROCESSES} processes, pages of 50")
    found = []
    with TemporaryDirectory() as home:
        common = {**os.environ, "SANJIANG_HOME": home}
        common.pop("DATABASE_URL", None)
        found.append(measure_on("SQLite", common, statements, requests))
        with postgresql_server() as address:
            if address is None:
                print("no PostgreSQL on this machine")
            else:
                there = {**common, "DATABASE_URL": f"{address}/postgres"}
                found.append(measure_on("PostgreSQL", there, statements, requests))
    now = [took for lists in found for called, took in lists.items() if called in LISTS]
    return Took(max(t.median for t in now), max(t.p95 for t in now), max(t.cpu for t in now))


if __name__ == "__main__":
    worst = measure(*map(int, sys.argv[1:]))
    print(f"worst of today's lists: median {worst.median * 1000:.0f} ms, p95 {worst.p95 * 1000:.0f} ms")
