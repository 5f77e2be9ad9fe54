"""An announcement's 公司 is the firm that it is of."""

from dataclasses import replace

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.issuer import name_issuer


def parties(title: str, text: str, named: tuple[str, ...] = ("公司", "临江市政府")) -> tuple[str, ...]:
    draft = Draft("agreement", "rule", [(0, 2)], {"parties": named})
    name_issuer(replace(document_from_text(text, "test"), title=title), [draft])
    return draft.fields["parties"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("富江股份:与临江市政府签署协议", "协议约定，项目分期建设。"),
        ("富江股份拟与临江市政府合作建厂", "项目分期建设。"),
        ("快讯", "富江股份(600000.SH)公告，公司与临江市政府签署协议。"),
        ("快讯", "富江股份晚间发布对外投资公告，公司与临江市政府签署协议。"),
    ],
)
def test_names_the_firm(title, text):
    assert parties(title, text) == ("富江股份", "临江市政府")


def test_leaves_the_word_where_nobody_is_named():
    assert parties("项目进展", "公司与临江市政府签署协议。") == ("公司", "临江市政府")


def test_leaves_other_parties_alone():
    assert parties("富江股份:签约", "富江股份公告，签约。", ("富江集团", "临江市政府")) == ("富江集团", "临江市政府")
