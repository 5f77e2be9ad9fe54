"""docs/networks.md says what is true: its code runs, and figures in its comments are what comes out."""

import ast
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "networks.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
FIGURE = re.compile(r"#.*?(\d+\.\d+)")


def test_the_tutorial_runs_and_its_figures_are_what_comes_out():
    known: dict[str, object] = {}
    checked = 0
    for block in BLOCKS:
        lines = block.splitlines()
        for statement in ast.parse(block).body:
            code = ast.get_source_segment(block, statement)
            told = FIGURE.search(lines[statement.end_lineno - 1])
            if isinstance(statement, ast.Expr):
                value = eval(code, known)
                assert value is not None or "print" in code
                if told and isinstance(value, float):
                    assert value == pytest.approx(float(told[1])), code
                    checked += 1
            else:
                exec(code, known)
    assert checked == 3
    assert known["plan"].builds["amount"].sum() > 0
