"""Which ending is written how."""

import json
from pathlib import Path

import pytest

from sanjiang.brief.outline import lay_out, lay_out_changes
from sanjiang.brief.renderings import ENDINGS, save
from sanjiang.core.errors import SanjiangError

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
BEGINNINGS = {".docx": b"PK", ".html": b"<!DOCTYPE html>", ".xlsx": b"PK", ".md": b"# ", ".json": b"{\n"}
NO_TEXT = {**BRIEF, "region": {"name": "\ud800\x00\ufffe"}}


@pytest.mark.parametrize("ending", BEGINNINGS)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("value", [BRIEF, {}, NO_TEXT], ids=["whole", "empty", "no text"])
def test_every_ending_is_written_as_what_it_says(tmp_path, ending, language, value):
    path = tmp_path / "folder" / f"brief{ending.upper()}"
    save(path, lay_out(value), value, language)
    assert path.read_bytes().lstrip().startswith(BEGINNINGS[ending] if value or ending != ".json" else b"{}")


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_a_comparison_is_written_too(tmp_path, ending):
    path = tmp_path / f"changes{ending}"
    save(path, lay_out_changes({**BRIEF, "gaps": []}, BRIEF), {"changes": {}}, "zh")
    assert path.read_bytes().lstrip().startswith(BEGINNINGS[ending])


@pytest.mark.parametrize("value", [BRIEF, NO_TEXT])
def test_json_is_the_brief_itself(tmp_path, value):
    save(tmp_path / "brief.json", lay_out(value), value, "zh")
    assert json.loads((tmp_path / "brief.json").read_bytes()) == value


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.html.bak"])
def test_an_unknown_ending_is_a_fault_that_lists_the_endings(name):
    with pytest.raises(SanjiangError) as fault:
        save(Path(name), lay_out({}), {}, "zh")
    assert all(ending in fault.value.mend for ending in ENDINGS)
    assert fault.value.where == name
