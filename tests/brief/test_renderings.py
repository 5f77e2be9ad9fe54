"""Which ending is written how."""

import json
from pathlib import Path, PurePath

import pytest

from sanjiang.brief.renderings import WRITERS, writer
from sanjiang.core.errors import SanjiangError

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
BEGINNINGS = {".html": b"<!DOCTYPE html>", ".xlsx": b"PK", ".md": b"# ", ".json": b"{\n"}


@pytest.mark.parametrize("ending", WRITERS)
def test_every_ending_is_written_as_what_it_says(ending):
    content = WRITERS[ending](BRIEF, "zh")
    assert content.lstrip().startswith(BEGINNINGS.get(ending, b"PK"))
    assert writer(PurePath(f"brief{ending.upper()}")) is WRITERS[ending]


@pytest.mark.parametrize("ending", WRITERS)
def test_every_ending_holds_text_that_is_no_text(ending):
    assert WRITERS[ending]({"region": {"name": "\ud800\x00\ufffe"}}, "zh")


def test_json_is_the_brief_itself():
    assert json.loads(WRITERS[".json"](BRIEF, "zh")) == BRIEF
    broken = {"region": {"name": "\ud800"}}
    assert json.loads(WRITERS[".json"](broken, "zh")) == broken


@pytest.mark.parametrize("name", ["brief.pdf", "brief", "brief.html.bak"])
def test_an_unknown_ending_is_a_fault_that_lists_the_endings(name):
    with pytest.raises(SanjiangError) as fault:
        writer(PurePath(name))
    assert all(ending in fault.value.mend for ending in WRITERS)
    assert fault.value.where == name
