import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents.tags import tokens


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("甲<p>乙</P>", [("甲", "p", ""), ("乙", "/p", "")]),
        ("<a href=x title='a>b'>丙", [("", "a", " href=x title='a>b'"), ("丙", "", "")]),
        ('<i x=it"s>', [("", "i", ' x=it"s')]),
        ("1 < 2", [("1 <", "", ""), (" 2", "", "")]),
        ("<!-- a > b -->丁", [("", "", ""), ("丁", "", "")]),
        ("<!---->丁", [("", "", ""), ("丁", "", "")]),
        ("<?php echo ?>丁", [("", "", ""), ("丁", "", "")]),
        ("<SCRIPT>if (a<b) {}</Script >丁", [("", "script", ""), ("丁", "", "")]),
        ("<style>p</styles>丁", [("", "style", "")]),
        ("<br/>", [("", "br", "/")]),
    ],
)
def test_tokens(source, found):
    assert [token for _, *token in tokens(source)] == [list(token) for token in found]


@given(st.lists(st.sampled_from(["<p>", "</p>", "<a b='c'>", "字", "甲 乙", "&amp;", "\n"]), max_size=30).map("".join))
def test_text_is_what_stands_between_tags(source):
    assert all(source.startswith(text, at) for at, text, _, _ in tokens(source))
    assert "".join(text for _, text, _, _ in tokens(source)) == re.sub(r"<[^>]*>", "", source)


@given(st.text("<>/!-?=\"' apscrit字", max_size=80))
def test_any_source_is_read_and_no_text_is_made_up(source):
    found = list(tokens(source))
    assert sum(len(text) for _, text, _, _ in found) <= len(source)
