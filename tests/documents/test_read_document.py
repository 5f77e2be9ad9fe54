import os
from dataclasses import FrozenInstanceError, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sanjiang.documents
from sanjiang.core.errors import DocumentError
from sanjiang.documents import document_from_text, read_document
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.read import document_from_bytes


def test_exported_names():
    exported = {
        name
        for name in vars(sanjiang.documents)
        if name[0].isupper() or name in ("as_read", "read_document", "document_from_text")
    }
    assert exported == {"Block", "Document", "Sentence", "as_read", "read_document", "document_from_text"}
    assert callable(sanjiang.documents.sentences)


def test_a_file(tmp_path):
    path = tmp_path / "leshan.txt"
    data = b"\xef\xbb\xbf" + "标题\r\n来源: 某报\r\n甲建成。".encode()
    path.write_bytes(data)
    document = read_document(path)
    assert document.name == "leshan.txt"
    assert document.sha256 == sha256(data).hexdigest()
    assert document.text == "标题\r\n来源: 某报\r\n甲建成。"
    assert [document.text[block.start : block.end] for block in document.body()] == ["标题", "甲建成。"]
    assert document.notes == ()
    assert read_document(path, "某文").name == "某文"
    with pytest.raises(FrozenInstanceError):
        document.name = "其他"


def test_a_page(tmp_path):
    path = tmp_path / "a.html"
    path.write_bytes('<meta charset="gbk"><p>标题</p><p>甲建成。</p>'.encode("gbk"))
    document = read_document(path, "named.txt")
    assert document.text == "标题\n甲建成。"
    assert len(document.notes) == 2


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(str.strip))
def test_the_text_never_changes(text):
    if text.lstrip("\ufeff").strip():
        document = document_from_text(text, "a.txt")
        assert document.text == text.removeprefix("\ufeff")


@pytest.mark.parametrize("text", ["", " \n", "\ufeff"])
def test_a_blank_text(text):
    with pytest.raises(DocumentError, match="no text"):
        document_from_text(text, "a.txt")


def test_a_page_without_text():
    with pytest.raises(DocumentError, match="no text") as caught:
        document_from_text("<html><script>x</script></html>", "a.txt")
    assert caught.value.where == "a.txt"


def test_no_such_file(tmp_path):
    with pytest.raises(DocumentError, match="no such file") as caught:
        read_document(tmp_path / "absent.txt")
    assert caught.value.where.endswith("absent.txt")


def test_a_folder(tmp_path):
    with pytest.raises(DocumentError, match="folder"):
        read_document(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="not a regular file"):
        read_document(tmp_path / "pipe")


def test_an_unreadable_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(DocumentError, match="Permission denied"):
        read_document(path)


def test_a_name_too_long_for_the_system(tmp_path):
    with pytest.raises(DocumentError):
        read_document(tmp_path / ("a" * 5000))


@pytest.mark.parametrize(
    "unit",
    [
        "在建\n",
        "首页 新闻 政务 互动\n",
        "来源:\n",
        "相关链接\n",
        "a|",
        "2021-04-27 ",
        "http://",
        "\n",
        "•",
        "\u0301\u0323",
    ],
)
def test_hostile_texts_finish(unit):
    document = document_from_text("字\n" + unit * (300_000 // len(unit)), "a.txt")
    assert document.blocks[0].end == 1


@pytest.mark.parametrize(
    ("data", "name", "limit"),
    [
        ("甲\n" * 9, "a.txt", "lines"),
        ("<html>" + "<p>甲" * 9, "a.html", "tags"),
        ("<html>" + "<p>甲" * 6, "a.html", "lines"),
    ],
)
def test_lines_and_tags_have_limits(data, name, limit):
    limits = replace(LIMITS, lines=3, tags=9)
    with pytest.raises(DocumentError, match=f"limit: {limit}"):
        document_from_bytes(data.encode(), name, limits)
    assert document_from_bytes(data.encode(), name).text
