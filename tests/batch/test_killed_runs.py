"""A run that is killed or stopped goes on where it was: nothing is lost, nothing stands twice."""

import random
import signal
import subprocess
import sys
import time

import pytest
from articles import COUNT, article, documents, rows, zipped

from sanjiang.batch import read_many
from sanjiang.batch.record import record_of

KILLS = 4
SANJIANG = """
import signal; signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run in the background
from sanjiang.cli import main; main()
"""


@pytest.fixture
def many(tmp_path):
    """Return a folder of short documents, half of them in archives, some of them copies."""
    root = tmp_path / "many"
    for i in range(150):
        path = root / f"{i % 3}" / f"{i:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(i % 140), "utf-8")
    for place in range(3):
        members = {f"{i:03}.txt": article(i) for i in range(150 + place, 300, 3)}
        (root / f"{place}.zip").write_bytes(zipped({**members, "in.zip": zipped({"a.txt": article(700 + place)})}))
    return root


def started(source, out):
    command = [sys.executable, "-c", SANJIANG, "read", str(source), "-o", str(out), "--workers", "2"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, text=True, encoding="utf-8", start_new_session=True, **pipes)


def until(process, happened):
    while process.poll() is None and not happened():
        time.sleep(0.001)


def test_a_run_killed_at_random_moments_ends_as_one_that_nobody_disturbed(many, tmp_path):
    paths = documents(many)
    whole, cut = tmp_path / "whole.jsonl", tmp_path / "cut.jsonl"
    assert read_many(paths, whole, workers=2).failures == []
    journal = cut.with_name("cut.jsonl.journal")
    chance = random.Random(20)
    for goal in sorted(chance.sample(range(1, 300), KILLS - 1)):
        process = started(many, cut)
        until(process, lambda goal=goal: journal.exists() and journal.read_bytes().count(b"\n") > goal)
        time.sleep(chance.uniform(0, 0.02))
        process.kill()
        process.communicate()
    assert not cut.exists()
    process = started(many, cut)
    until(process, lambda: list(tmp_path.glob("cut*.new")) or cut.exists())
    process.kill()
    process.communicate()
    held = journal.read_bytes()
    journal.write_bytes(held[: len(held) - 5])  # a line half written
    summary = read_many(paths, cut, workers=2)
    assert summary.documents == 303
    assert summary.kept >= 300
    assert cut.read_bytes() == whole.read_bytes()
    told = [out.with_name(f"{out.stem}.documents.jsonl").read_bytes() for out in (whole, cut)]
    assert told[0] == told[1]
    read = [record_of(line) for line in journal.read_bytes().splitlines()[1:-1]]
    places = [(record["file"], record.get("member")) for record in read]
    assert len(places) == len(set(places)) == 306


def test_ctrl_c_keeps_what_is_finished(folder, tmp_path):
    paths = documents(folder)

    def interrupt(done, of, told):
        assert of == COUNT
        if done == 10:
            raise KeyboardInterrupt

    summary = read_many(paths, tmp_path / "a.jsonl", workers=2, progress=interrupt)
    assert (summary.documents, summary.unfinished) == (COUNT, COUNT - 10)
    assert not (tmp_path / "a.jsonl").exists()
    assert read_many(paths, tmp_path / "a.jsonl", workers=2).kept == 10


def test_ctrl_c_on_the_command_line_says_that_it_goes_on(many, tmp_path):
    out = tmp_path / "a.jsonl"
    journal = tmp_path / "a.jsonl.journal"
    process = started(many, out)
    until(process, lambda: journal.exists() and journal.read_bytes().count(b"\n") > 50)
    process.send_signal(signal.SIGINT)
    told, faults = process.communicate()
    assert process.returncode == 130
    assert "goes on from here" in told
    assert "Traceback" not in faults
    assert read_many(documents(many), out, workers=2).kept >= 45
    assert len(rows(tmp_path / "a.documents.jsonl")) == 303
