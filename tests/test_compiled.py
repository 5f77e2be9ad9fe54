"""The reading that `make wheel` compiles to machine code: of the same sources, and it reads what the sources read."""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compiled_reading import read

sys.path.insert(0, str(Path(__file__).parent / "bench"))
sys.path.insert(0, str(Path(__file__).parent / "documents/layouts"))

import pages
import reading

from sanjiang.core.collector import collector_at_rest

ROOT = Path(__file__).parents[1]
COMPILED = ROOT / "out/compiled"
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
CORPUS = sorted(path for ending in ("txt", "html") for path in (ROOT / "../shared/corpus").glob(f"*.{ending}"))


def varied(folder):
    """Return the path of a text with every kind of sentence that the bench makes."""
    path = folder / "varied.txt"
    path.write_text(reading.text(400_000, seed=7), encoding="utf-8")
    return path


def laid_out(folder):
    """Yield the paths of the pages that the main text is looked for in."""
    for number, page in enumerate((*pages.known(), *pages.fresh())):
        path = folder / f"page-{number}.html"
        path.write_bytes(page.data)
        yield path


@pytest.fixture(scope="module")
def compiled():
    if not COMPILED.exists():
        pytest.skip("no compiled reading: `make out/compiled`, which `make test` does")
    return COMPILED


def test_it_is_of_the_same_sources(compiled):
    sources = {p.relative_to(ROOT / "src"): p.read_bytes() for p in (ROOT / "src/sanjiang").rglob("*.py")}
    assert {path for path, text in sources.items() if (compiled / path).read_bytes() != text} == set()


def test_it_reads_what_the_sources_read(compiled, tmp_path):
    paths = [varied(tmp_path), *laid_out(tmp_path), *EXAMPLES, *CORPUS]
    done = subprocess.run(
        [sys.executable, ROOT / "tests/compiled_reading.py"],
        input="\n".join(map(str, paths)),
        env={**os.environ, "PYTHONPATH": str(compiled)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told[0]["statements"]) > 500
    assert told == [json.loads(json.dumps(read(path))) for path in paths]


def test_reading_leaves_no_cycles_for_the_collector(tmp_path):
    paths = [varied(tmp_path), *EXAMPLES]
    for path in paths:  # the first time, what is read once is loaded
        read(path)
    gc.collect()
    gc.disable()
    try:
        for path in paths:
            read(path)
        assert gc.collect() == 0
    finally:
        gc.enable()


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_afterwards_as_it_was_before(on):
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(KeyError), collector_at_rest():
            raise KeyError(gc.isenabled())
        assert gc.isenabled() is on
    finally:
        gc.enable()
