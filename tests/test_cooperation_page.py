"""docs/cooperation.md says what is true: its code runs, comments hold what comes out, its commands run."""

import ast
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "cooperation.md").read_text("utf-8")
CODE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
TOLD = re.compile(r"#\s*([\[({'\d-].*|True|False)")


def value_of(comment):
    """Return the longest beginning of a comment that is a Python value."""
    for end in range(len(comment), 0, -1):
        try:
            return ast.literal_eval(comment[:end])
        except (ValueError, SyntaxError):
            continue
    raise AssertionError(comment)


def test_the_code_runs_and_its_comments_are_what_comes_out(monkeypatch):
    monkeypatch.chdir(ROOT)
    known: dict[str, object] = {}
    checked = 0
    for block in CODE:
        lines = block.splitlines()
        for statement in ast.parse(block).body:
            code = ast.get_source_segment(block, statement)
            told = TOLD.search(lines[statement.end_lineno - 1][statement.end_col_offset :])
            if isinstance(statement, ast.Expr):
                value = eval(code, known)
                if told:
                    expected = value_of(told[1])
                    assert value == (
                        pytest.approx(expected, rel=1e-9) if isinstance(expected, float | list) else expected
                    )
                    checked += 1
            else:
                exec(code, known)
    assert checked == 13


@pytest.mark.parametrize("line", COMMANDS)
def test_its_commands_run(line, sanjiang):
    words = [w for word in shlex.split(line)[1:] for w in (sorted(ROOT.glob(word)) if "*" in word else [word])]
    run = sanjiang(*(ROOT / w if str(w).startswith("docs/") else w for w in words))
    assert (run.code, run.err) == (0, "")
    assert "拟议 deal" in run.out
