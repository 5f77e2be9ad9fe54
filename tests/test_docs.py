"""What README.md says is true: its commands run, what it shows is what they print, every option stands in it."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from sanjiang.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^( *)```(sh|text)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match[2], match[3]) for match in BLOCK.finditer(README)]
COMMANDS = [
    line.strip()
    for kind, text in BLOCKS
    if kind == "sh"
    for line in text.splitlines()
    if re.match(r"(SANJIANG_HOME=\S+ )?sanjiang ", line.strip())
]
SHOWN = next(text for kind, text in BLOCKS if kind == "text")
CLI = typer.main.get_command(app)
LINK = re.compile(r"\]\(([^)#:]+)\)")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def run(line: str, out: Path) -> str:
    """Run a line as a shell would in the repository, but write to `out`; return what it prints."""
    home, _, line = line.rpartition("sanjiang ")
    words = [word for part in shlex.split(line) for word in expanded(part)]
    words = [str(out / word.removeprefix("out/")) if word.startswith("out/") else word for word in words]
    command = [sys.executable, "-m", "sanjiang", *words]
    home = str(out / (home.strip().partition("=out/")[2] or "home"))
    env = {**os.environ, "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", "SANJIANG_HOME": home}
    said = "a password of some length\n" if "--password-stdin" in words else ""
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, encoding="utf-8", input=said)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def expanded(word: str) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(word)) if "*" in word else [word]


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, str]:
    out = tmp_path_factory.mktemp("out")
    return {line[line.index("sanjiang ") :]: run(line, out) for line in COMMANDS}


def test_every_command_of_the_readme_runs_and_prints(printed):
    said = {name for line in printed for name in (line.split()[1], " ".join(line.split()[1:3]))}
    assert said >= set(CLI.commands)
    assert {line.split()[1] for line in printed} <= {name.split()[0] for name in CLI.commands}
    for line, output in printed.items():
        assert output.strip(), line
        if "--json" in line:
            json.loads(output)
        if "--format jsonl" in line:
            assert all(json.loads(row)["evidence"] for row in output.splitlines())


def test_the_first_look_is_what_the_demo_prints(printed):
    """To renew it: run the command with COLUMNS=120 and paste; lines may be left out, with … for them."""
    output = {line.rstrip() for line in printed[COMMANDS[0]].splitlines()}
    shown = [line for line in SHOWN.splitlines() if line.strip() not in ("", "…")]
    assert len(shown) > 10
    assert [line for line in shown if line not in output] == []


def test_the_demo_of_the_makefile_is_the_first_command():
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(PAGE)", "out/brief.html")
    assert f".venv/bin/{COMMANDS[0]}\n" in makefile


def test_the_worked_network_has_its_published_optimum(printed):
    assert json.loads(printed["sanjiang solve docs/transport --json"])["objective"] == pytest.approx(-153_675, rel=1e-9)


def helps() -> Iterator[tuple[str, str, str]]:
    """Yield command, what the README must show of it, and its help: of the command, its arguments and its options."""
    for name, command in CLI.commands.items():
        yield name, f"### `sanjiang {name} ", command.help
        for parameter in command.params:
            shown = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.name.upper()
            yield name, shown, parameter.help


HELPS = list(helps())


@pytest.mark.parametrize(
    ("command", "shown", "told"), HELPS, ids=[f"{command}: {shown}" for command, shown, _ in HELPS]
)
def test_help_is_in_chinese_and_english_and_the_readme_tells_it_too(command, shown, told):
    assert re.search(r"[\u4e00-\u9fff]", told), "no Chinese"
    assert re.search(r"\b[A-Za-z]{3}", told), "no English"
    heading = f"### `sanjiang {command} "
    assert shown in heading + README.partition(heading)[2].partition("\n### ")[0]
    assert heading in README


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    assert [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()] == []


def test_the_architecture_names_what_exists():
    text = (ROOT / "docs/architecture.md").read_text("utf-8")
    packages = {p.name for p in (ROOT / "src/sanjiang").iterdir() if (p / "__init__.py").is_file()} | {
        "cli",
        "pipeline",
    }
    assert {name for name in packages if f"`{name}`" not in text} == set()
    files = re.findall(r"`((?:data|library|grammar|mentions|network|brief)/[\w/.*]+)`", text)
    assert files
    assert [file for file in files if not list((ROOT / "src/sanjiang").glob(file))] == []
