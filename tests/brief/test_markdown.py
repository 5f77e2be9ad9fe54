"""The Markdown brief: tables and footnotes as GitHub reads them, and hostile text stays text."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from sanjiang.brief.markdown import render
from sanjiang.brief.markdown_text import escape, paragraph
from sanjiang.brief.outline import lay_out

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
MARK, NOTE = re.compile(r"(?<!\\)\[\^([^\]]+)\](?!:)"), re.compile(r"(?m)^\[\^([^\]]+)\]: (.*)$")
HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "![x](https://example.org/x.png)",
    "[x](javascript:alert(1))",
    "a | b | c\n| --- | --- |",
    "# not a heading\n- not an item\n1. nor this",
    "``` `code` ~~struck~~ **bold** __bold__ $x$",
    "&lt;b&gt; &amp; <!-- -->",
    "[^S1]: not a footnote [^S2]",
    "\\| \\[x\\](y)",
    "<https://example.org>",
    "    four spaces",
    "a\r\n\r\n> quoted\u2028---\x0c===",
]


def tokens(text):
    found = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        found += [token, *(token.children or ())]
    return found


def with_text(text):
    brief = json.loads(json.dumps(BRIEF))
    brief["region"]["name"] = text
    brief["gaps"][0] |= {"kind": text, "verdict": text, "size_unit": text, "name_zh": text, "because": text}
    brief["documents"][0] |= {"name": text, "title": text, "source": text, "note": text}
    for statement in brief["statement_list"]:
        statement["evidence"][0]["quote"] = text
    brief["assumptions"][0] |= {"name": text, "because": text, "unit": text}
    return brief


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_footnote_is_referred_to_and_every_reference_has_one(language):
    text = render(lay_out(BRIEF), language)
    notes = dict(NOTE.findall(text))
    assert set(MARK.findall(text)) == set(notes)
    assert len(notes) == len(NOTE.findall(text)) > 10


def test_a_footnote_holds_the_quote_and_its_place():
    report = lay_out(BRIEF)
    notes = dict(NOTE.findall(render(report)))
    for reference in report.references.kind("statement"):
        span = reference.content["evidence"][0]
        if reference.label in notes:
            assert f"“{span['quote']}” {span['start']}–{span['end']}" in notes[reference.label]
            assert reference.content["document"] in notes[reference.label]


def test_a_footnote_holds_an_assumption_s_value_and_reason():
    report = lay_out(BRIEF)
    notes = dict(NOTE.findall(render(report)))
    spread = next(r for r in report.references.kind("assumption") if r.content["name"] == "market.spread")
    assert "market.spread = 3% (2 至 5%). 买卖价差" in notes[spread.label]


def test_many_references_are_ranges_that_the_index_leads_to():
    evidence = [{"statement": s["id"]} for s in BRIEF["statement_list"]]
    text = render(lay_out({**BRIEF, "gaps": [{**BRIEF["gaps"][0], "evidence": evidence}]}))
    assert f"S1–S{len(evidence)} |" in text
    assert "按编号找：S1 [^S1] · S2 [^S2]" in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_are_tables_and_charts_are_named_beside_them(language):
    report = lay_out(BRIEF)
    text = render(report, language)
    rows = sum(len(table.rows) for table in report.tables()) + len(BRIEF["documents"])
    assert sum(token.type == "table_open" for token in tokens(text)) == len(report.tables()) + 1
    assert sum(token.type == "tr_open" for token in tokens(text)) >= rows
    for chart in report.charts():
        assert {"zh": f"图：{chart.caption.zh}。", "en": f"Chart: {chart.caption.en}."}[language] in text


def test_absent_steps_are_called_so():
    assert "电池片（缺 · 断链） |" in render(lay_out(BRIEF))
    assert "(absent · break) |" in render(lay_out(BRIEF), "en")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_out_as_text(hostile, language):
    text = render(lay_out(with_text(hostile)), language)
    found = tokens(text)
    assert not {"html_block", "html_inline", "image", "code_inline", "code_block", "fence", "s_open"} & {
        token.type for token in found
    }
    assert not [token for token in found if token.type == "link_open"]
    shown = " ".join(token.content for token in found if token.type == "inline")
    plain = {kind: sum(token.type == kind for token in found) for kind in ("heading_open", "table_open", "tr_open")}
    harmless = tokens(render(lay_out(with_text("甲")), language))
    assert plain == {kind: sum(token.type == kind for token in harmless) for kind in plain}
    assert escape(hostile).strip() in shown
    assert set(MARK.findall(text)) == set(dict(NOTE.findall(text)))


@pytest.mark.parametrize("text", ["a\x00b\x1b[31mc", "a\ud800b", "a\ufffeb"])
def test_characters_that_no_file_holds_are_replaced(text):
    written = render(lay_out(with_text(text)))
    assert "\ufffd" in written
    assert not set(text) & set("\x00\x1b\ud800\ufffe") & set(written)
    written.encode()


def test_very_long_text_stays_on_its_line():
    assert "长" * 100_000 in render(lay_out(with_text("长" * 100_000)))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("brief", [{}, {"region": {"name": "空城"}, "ladder": [], "statement_list": []}])
def test_an_empty_brief_says_that_it_is_empty(brief, language):
    text = render(lay_out(brief), language)
    assert {"zh": "没有可以归入产业链的项目", "en": "no project that could be placed on a chain"}[language] in text
    assert "[^" not in text


@pytest.mark.parametrize(
    "text", ["1. x", "23) x", "- x", "+ x", "=====", "---", "# x", "> x", "* x", "```", "~~~", "\tx"]
)
def test_a_paragraph_is_nothing_else(text):
    found = tokens(paragraph(escape(text)))
    assert [token.type for token in found if token.block] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(token.content for token in found if token.type.startswith("text")) == text.strip()


def test_names_keep_what_is_no_mark():
    assert escape("pv-cell.life_years 3*4 AT&T _x_") == "pv-cell.life_years 3\\*4 AT&T \\_x\\_"
