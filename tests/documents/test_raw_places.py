"""Of a page, every statement's evidence has its place in the source as published."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents.html import page
from sanjiang.documents.raw_places import RawPlaces
from sanjiang.documents.read import document_from_bytes

CORPUS = Path(__file__).parents[2] / "../shared/corpus/056.html"
PIECES = (
    "<p>",
    "</p>",
    "<td>",
    "<tr>",
    "<table>",
    "</table>",
    "<title>",
    "<b>",
    "<!-- x -->",
    "<script>a</script>",
    "<",
)


def shown(source):
    """What a stretch of source shows, without white space and tags."""
    return re.sub(r"\s", "", unescape(re.sub(r"<script.*?</script>|<!--.*?-->|<[^<>]*>", "", source, flags=re.DOTALL)))


def bare(text):
    return re.sub(r"\s|〃", "", text)


def test_a_quote_stands_in_the_source_where_it_says():
    source = "<html><title>甲</title><p>年产&nbsp;4.5&#x4E07;吨<b>多晶硅</b>&lt;一期&gt;项目\n投产</p>"
    found = page(source)
    start = found.text.index("4.5")
    end = found.text.index("项目")
    begin, stop = RawPlaces(found.text, found.nodes).place(start, end)
    assert source[begin:stop] == "4.5&#x4E07;吨<b>多晶硅</b>&lt;一期&gt;"
    assert RawPlaces(found.text, found.nodes).place(start, start) is None


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text("项目名称甲 &;#12\n投资", max_size=8)), max_size=40))
def test_every_character_shown_is_of_the_source(pieces):
    source = "<html>" + "".join(pieces)
    found = page(source)
    places = RawPlaces(found.text, found.nodes)
    last = 0
    for i, character in enumerate(found.text):
        if character.isspace() or character == "〃":
            continue
        begin, end = places.place(i, i + 1)
        assert character in unescape(source[begin:end])
        assert begin >= last
        last = begin


@pytest.mark.skipif(not CORPUS.is_file(), reason="needs ../shared/corpus")
def test_every_statement_of_a_page_has_its_raw_place():
    from sanjiang.pipeline import load_library, read

    reading = read(CORPUS, load_library())
    source = CORPUS.read_bytes().decode("utf-8-sig")
    told = reading.to_json()
    assert len(told) > 10
    for statement in told:
        for evidence in statement["evidence"]:
            begin, end = evidence["raw"]
            assert shown(source[begin:end]) == bare(evidence["quote"])


def test_plain_text_has_no_raw_place():
    from sanjiang.grammar.reader import read_statements
    from sanjiang.pipeline import load_library

    library = load_library()
    document = document_from_bytes("乐山\n2021-04-01\n甲公司签约10亿元的光伏项目。".encode(), "a.txt")
    told = read_statements(document, library.regions, library.chains).to_json()
    assert told
    assert all("raw" not in evidence for statement in told for evidence in statement["evidence"])
