from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents import document_from_text, sentences


def split(text):
    document = document_from_text(text, "a.txt")
    return [text[sentence.start : sentence.end] for sentence in sentences(document)]


@pytest.mark.parametrize(
    "parts",
    [
        ["投资62.98亿元。", "建成！", "何时投产？", "年底!", "吗?"],
        ["甲产能5GW；乙产能8GW;丙在建。", "丁投产。"],
        ["投资3．26亿元，增长5.3%，约2.5万吨。"],
        ["甲、乙、丙……", "日前获悉。"],
        ["甲、乙、丙……等项目开工。"],
        ["他说：“开工了。投产了！”", "第二天签约。"],
        ["提出“工业强市！”的口号。", "全市响应。"],
        ["“一期投产。”", "某局负责人介绍，二期在建。"],
        ["甲项目（一期已投产。二期在建。）总投资三亿元。", "完。"],
        ["《路在何方？》一书出版。", "好评如潮。"],
        ["甲(20GW!一期10GW)项目。", "（完）"],
        ["真的？！", "好。。。", "对。）", "是。”"],
        ["见http://a.cn/b?c=1的公告。", "完。"],
        ["“未闭合。", "下一句。"],
        ["“" + "长" * 250 + "。", "结束”了。"],
    ],
)
def test_ends(parts):
    assert split("".join(parts)) == parts


def test_ends_of_lines_and_white_space():
    assert split(" \u3000甲建成。 \t乙在建\r\n\r\n  丙投产 。丁") == ["甲建成。", "乙在建", "丙投产 。", "丁"]


def test_only_body_is_read_and_paragraphs_are_indices_of_blocks():
    document = document_from_text("标题\n来源: 某报\n甲建成。乙在建。", "a.txt")
    found = [(document.text[s.start : s.end], s.paragraph) for s in sentences(document)]
    assert found == [("标题", 0), ("甲建成。", 2), ("乙在建。", 2)]


@given(st.text("甲乙。！？!?…“”‘’（）()《》「」；;, .1a=\u3000\r\n", min_size=1, max_size=120).map("建".__add__))
def test_sentences_cover_the_body_in_order(text):
    document = document_from_text(text, "a.txt")
    found = list(sentences(document))
    assert all(one.end <= two.start for one, two in pairwise(found))
    shown = [text[s.start : s.end] for s in found]
    assert all(line == line.strip() != "" for line in shown)
    body = "".join(text[block.start : block.end] for block in document.body())
    assert "".join("".join(shown).split()) == "".join(body.split())
    for sentence in found:
        block = document.blocks[sentence.paragraph]
        assert block.start <= sentence.start
        assert sentence.end <= block.end


@pytest.mark.parametrize("unit", ["“", "（", "(", "《》。", "。", "…", "!", "字", "“字。", "字字字字字字字字字 "])
def test_hostile_lines_finish(unit):
    text = "字" + unit * (400_000 // len(unit))
    found = list(sentences(document_from_text(text, "a.txt")))
    assert found[-1].end == len(text.rstrip())
