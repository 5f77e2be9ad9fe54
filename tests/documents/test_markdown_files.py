import time

import pytest

from sanjiang.documents import read_document
from sanjiang.documents.read import document_from_bytes


def text(source):
    return document_from_bytes(source.encode(), "a.md").text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("# 标题 #\n正文", "标题\n正文"),
        ("标题\n===\n正文", "标题\n正文"),
        ("- 一\n* 二\n+ [x] 三\n1. 四", "一\n二\n三\n1. 四"),
        ("> 引文\n> > 再引", "引文\n再引"),
        ("**甲厂**年产*3万吨*白酒，`乙`~~丙~~", "甲厂年产3万吨白酒，乙丙"),
        ("[原文](https://example.org/a_b) ![图](x.png)", "原文 图"),
        ("| 项目 | 业主 |\n|:--|--|\n| 甲 | 乙\\|丙 |", "项目\t业主\n甲\t乙|丙"),
        ("```\n# 不是标题\n```", "# 不是标题"),
        ("3*4*5=60，a_b_c，-5%", "3*4*5=60，a_b_c，-5%"),
        ("产值-3亿元\n---\n完", "产值-3亿元\n完"),
        ("产能 > 5万吨 - 3万吨", "产能 > 5万吨 - 3万吨"),
        ("甲* 乙", "甲* 乙"),
        ("| a | b |\n|--|--|\n| c | d |\n```\ne\n```", "a\tb\nc\td\ne"),
    ],
)
def test_marks_are_taken_as_what_they_are(source, shown):
    assert text(source) == shown


def test_the_first_heading_is_the_title(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("前言\n\n## 节\n\n# **某市**规划\n\n正文。", encoding="utf-8")
    document = read_document(path)
    assert document.title == "某市规划"
    assert any("Markdown" in note for note in document.notes)


def test_a_long_run_of_spaces_takes_no_longer():
    begun = time.monotonic()
    for start in ("甲|乙\n|-", "# 甲", "***", "- ", "> ", "=", "```", "|", "甲|乙\n|-|"):
        text("字\n" + start + " " * 200_000 + "乙")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize("unit", ["*", "**a", "[", "![", "|", "`", "> ", "[a](", "\\", "_a_", "#", "- "])
def test_hostile_marks_finish(unit):
    begun = time.monotonic()
    text("字" + unit * (200_000 // len(unit)) + "\n字\n" + unit * 1000)
    assert time.monotonic() - begun < 10
