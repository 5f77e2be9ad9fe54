"""How all tests run, and what a command line leaves."""

import json
import sys

import pytest
from hypothesis import settings

from sanjiang.cli import main

# Machines are shared: a slow moment is no fault. `make test` tries the same cases each time, so that what it says of a
# commit stays so; `make fuzz` tries others each time.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("others", deadline=None, print_blob=True)
settings.load_profile("same")


class Run:
    """What a command left: its exit code, standard output and standard error."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def value(self):
        """The one JSON value on standard output; an error if there is anything else."""
        assert self.out.count("\n") == 1
        assert self.out.endswith("\n")
        return json.loads(self.out)

    @property
    def fault(self):
        """What, where and mend of the one line on standard error."""
        assert self.code == 2
        assert self.err.count("\n") == 1
        assert self.err.startswith("sanjiang: ")
        parts = self.err.strip().removeprefix("sanjiang: ").split(" — ")
        assert len(parts) == 3
        assert all(parts)
        return parts


@pytest.fixture
def sanjiang(tmp_path, monkeypatch, capsys):
    """Run a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["sanjiang", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        out, err = capsys.readouterr()
        return Run(exit_.value.code or 0, out, err)

    return run
