"""How fast and in how much memory very many documents are read, and whether a run that was killed goes on rightly.

Usage: python tests/bench/many.py FOLDER [KILLS]

FOLDER is made by scripts/make_documents.py. Without KILLS times and memory are measured, with it a run is killed so
many times; some of FOLDER may be zipped for that. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import filecmp
import json
import random
import resource
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

STARTED = 0.8
"""The share of kills that wait until a run has begun to read: the others may come before."""


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds on the clock and of processors, and the peaks of all processes' memory together, in MB."""

    wall: float
    cpu: float
    peak: float


def start(folder: Path, out: Path, workers: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "sanjiang", "read", str(folder), "-o", str(out), "--workers", str(workers)]
    return subprocess.Popen(words, stdout=subprocess.DEVNULL)


def run(folder: Path, out: Path, workers: int) -> Run:
    """Read a folder anew."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = start(folder, out, workers)
    peaks: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), peak(pid))
        time.sleep(0.05)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}")
    # The resource tracker of multiprocessing is among the children, and counts.
    return Run(time.monotonic() - began, cpu, sum(peaks.values()))


def children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def peak(pid: int) -> float:
    """Return the most memory a process has held, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def measure(folder: Path, outs: Path) -> None:
    """Print times with one and two processes, and the memory of a tenth of the folder and of all of it."""
    count = sum(1 for _ in folder.rglob("*.txt"))
    tenth = outs / "tenth"
    for place, path in enumerate(sorted(folder.rglob("*.txt"))):
        if place < count // 10:
            (tenth / path.parent.name).mkdir(parents=True, exist_ok=True)
            (tenth / path.parent.name / path.name).symlink_to(path.resolve())
    for form in ("jsonl", "parquet"):
        runs = {}
        for name, source, workers in (("one", folder, 1), ("two", folder, 2), ("tenth", tenth, 2)):
            runs[name] = run(source, outs / f"{name}.{form}", workers)
            print(
                f"{form:8}{name:6} {runs[name].wall:6.1f} s, cpu {runs[name].cpu:6.1f} s, peak {runs[name].peak:.0f} MB"
            )
        one, two = runs["one"], runs["two"]
        print(f"  {count:,} documents: two processes {one.wall / two.wall:.2f} × as fast as one;")
        print(f"  {1000 * one.cpu / count:.2f} and {1000 * two.cpu / count:.2f} ms of processor a document;")
        print(f"  memory of all to that of a tenth: {two.peak / runs['tenth'].peak:.3f}")


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def kill(folder: Path, outs: Path, times: int) -> None:
    """Kill a run at random moments, let another go on each time; compare with a run that nobody disturbed."""
    whole, cut = outs / "whole.jsonl", outs / "cut.jsonl"
    journal = cut.with_name("cut.jsonl.journal")
    took = run(folder, whole, 2).wall
    chance = random.Random(20)
    for _ in range(times):
        process, before = start(folder, cut, 2), size(journal)
        waits = chance.random() < STARTED
        while waits and process.poll() is None and size(journal) == before:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 2 * took / times))
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        process.wait()
        lines = journal.read_bytes().count(b"\n") if journal.exists() else 0
        print(f"  {'had ended' if ended else 'killed'}; journal of {lines:,} lines", flush=True)
    run(folder, cut, 2)
    for one, other in ((whole, cut), (outs / "whole.documents.jsonl", outs / "cut.documents.jsonl")):
        print(f"  {one.name} and {other.name}: {'equal' if filecmp.cmp(one, other, shallow=False) else 'DIFFERENT'}")
    read = [json.loads(line.split(b"\t")[0]) for line in journal.open("rb")]
    places = [(record["file"], record.get("member")) for record in read if "file" in record]
    print(f"  journal: {len(places):,} lines of documents and archives, {len(set(places)):,} different")


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        if len(sys.argv) > 2:
            kill(Path(sys.argv[1]), Path(made), int(sys.argv[2]))
        else:
            measure(Path(sys.argv[1]), Path(made))
