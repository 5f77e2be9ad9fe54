"""The same texts as text, as Word files and as pdf say the same."""

import json
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from sanjiang.documents import read_document
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
OFFICE = shutil.which("soffice")
NEAR = 0.03
"""So much of what a text says may be lost on paper."""


def said(path):
    """What a document says, without where it says so; every quote stands where it is said to."""
    document = read_document(path, path.stem)
    found = [s.to_json() for s in read_statements(document, load_regions(), load_chains()).statements]
    for statement in found:
        for span in statement["evidence"]:
            assert document.text[span["start"] : span["end"]] == span["quote"]
    facts = [
        json.dumps({k: v for k, v in s.items() if k not in ("id", "part_of", "evidence")}, ensure_ascii=False)
        for s in found
    ]
    return document, facts


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    for path in EXAMPLES:
        made = docx.Document()
        for line in path.read_text("utf-8").splitlines():
            made.add_paragraph(line)
        made.save(folder / f"{path.stem}.docx")
    return folder


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_word_files_say_the_same(path, words):
    plain, word = said(path), said(words / f"{path.stem}.docx")
    assert word[1] == plain[1] != []
    assert word[0].published == plain[0].published


@pytest.fixture(scope="module")
def prints(words):
    if OFFICE is None:
        pytest.skip("LibreOffice is not installed: nothing here makes a pdf of a Word file")
    profile = words / "profile"
    files = sorted(words.glob("*.docx"))
    command = [OFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run([*command, "--outdir", words, *files], check=False, capture_output=True, timeout=300)
    if done.returncode or len(list(words.glob("*.pdf"))) != len(files):
        pytest.skip("LibreOffice made no pdf here")
    return words


def test_pdf_files_say_nearly_the_same(prints):
    lost = added = count = 0
    for path in EXAMPLES:
        plain, pdf = said(path)[1], said(prints / f"{path.stem}.pdf")[1]
        count += len(plain)
        lost += len(set(plain) - set(pdf))
        added += len(pdf) - len(set(pdf) & set(plain))
    assert count > 20
    assert lost <= NEAR * count
    assert added <= NEAR * count
