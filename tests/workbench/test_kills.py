"""`kill -9` at random moments: every acknowledged write is there, and nothing is half written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).parent / "kills.py"
KILLED = {"review": "50", "add": "20", "import": "50"}


@pytest.mark.parametrize("kind", KILLED)
def test_what_was_acknowledged_is_kept(register, kind, tmp_path):
    command = [sys.executable, KILLS, kind, KILLED[kind], "7"]
    env = {**os.environ, "SANJIANG_KILLS": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert (told["lost"], told["half"]) == ([], [])
    assert told["wrote"] > 5
    assert told["told"] > 10
