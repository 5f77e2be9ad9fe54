from datetime import date
from pathlib import Path

import pytest

from sanjiang.documents import read_document, sentences

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside this checkout")
FILES = sorted([*CORPUS.glob("*.txt"), *CORPUS.glob("*.html")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_line_is_labelled_and_every_body_character_is_in_a_sentence(path):
    document = read_document(path)
    if path.suffix == ".txt":
        assert document.text == path.read_bytes().decode()
    lines = [line.strip() for line in document.text.splitlines() if line.strip()]
    assert [document.text[block.start : block.end] for block in document.blocks] == lines
    body = "".join(document.text[block.start : block.end] for block in document.body())
    shown = "".join(document.text[sentence.start : sentence.end] for sentence in sentences(document))
    assert "".join(shown.split()) == "".join(body.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_prose_is_never_furniture(path):
    document = read_document(path)
    furniture = [document.text[b.start : b.end] for b in document.blocks if b.label == "furniture"]
    assert not [line for line in furniture if "。" in line]


def test_the_second_copy_of_an_article_is_a_repeat():
    document = read_document(CORPUS / "seed.txt")
    second = document.text.index("扫一扫")
    assert {block.label for block in document.blocks if block.start > second} == {"repeat", "furniture"}
    body = [document.text[block.start : block.end] for block in document.blocks if block.label == "body"]
    repeat = [document.text[block.start : block.end] for block in document.blocks if block.label == "repeat"]
    assert repeat == body


@pytest.mark.parametrize(
    ("name", "title", "published", "source"),
    [
        ("seed.txt", "乐山:产业合作赢未来", date(2021, 4, 27), "乐山市府"),
        ("001.txt", "苏州高新区投资１２０亿开展２０个重点项目", date(2011, 3, 29), None),
        ("033.txt", "柳河开发区", None, None),
        ("046.txt", "福建龙岩：不断增强老区发展新动能", date(2024, 3, 2), None),
        ("056.html", "太阳能光伏产业明年产值剑指千亿", date(2011, 8, 17), None),
    ],
)
def test_front(name, title, published, source):
    document = read_document(CORPUS / name)
    assert (document.title, document.published, document.source) == (title, published, source)


def test_a_page_and_its_plain_text_have_the_same_body():
    page, plain = read_document(CORPUS / "056.html"), read_document(CORPUS / "003.txt")
    assert [page.text[b.start : b.end] for b in page.body()] == [plain.text[b.start : b.end] for b in plain.body()]
