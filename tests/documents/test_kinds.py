import io
import time
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import DocumentError
from sanjiang.documents import Document, read_document
from sanjiang.documents.kinds import may_be_document
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.read import document_from_bytes


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def word():
    made = docx.Document()
    made.add_heading("标题", 1)
    made.add_paragraph("某厂年产3万吨白酒项目开工。")
    return saved(made)


def book():
    made = openpyxl.Workbook()
    made.active.append(["项目名称", "业主"])
    made.active.append(["甲项目", "乙公司"])
    return saved(made)


WORD, BOOK = word(), book()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (WORD, "a.docx", None),
        (WORD, "a.xlsx", "docx"),
        (WORD, "a.txt", "docx"),
        (BOOK, "a.docx", "xlsx"),
        (b"<html><body><p>\xe7\x94\xb2\xe3\x80\x82", "a.docx", "HTML"),
        ("甲建成。".encode(), "a.pdf", "plain text"),
        ("甲建成。".encode(), "a.md", None),
        ("<html>甲建成。".encode(), "a.txt", None),
    ],
)
def test_an_ending_that_says_another_kind(data, name, said):
    notes = [note for note in document_from_bytes(data, name).notes if "but it is" in note]
    assert (said is None and notes == []) or said in notes[0]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not a kind that is read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1}", "not a text document"),
        (WORD[:500], "damaged"),
        (b"PK\x03\x04", "damaged"),
        (b"PK\x05\x06" + bytes(18), "an archive"),
    ],
)
def test_what_is_not_read_says_so(data, what):
    with pytest.raises(DocumentError, match=what) as caught:
        document_from_bytes(data, "a.docx")
    assert caught.value.where.startswith("a.docx")


@pytest.mark.parametrize(("inner", "what"), [("ppt/presentation.xml", "pptx"), ("content.xml", "OpenDocument")])
def test_other_office_files(inner, what):
    relation = '<Relationships><Relationship Type="x/officeDocument" Target="/ppt/presentation.xml"/></Relationships>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in (inner, "mimetype", "[Content_Types].xml"):
            archive.writestr(name, "x")
        archive.writestr("_rels/.rels", relation)
    with pytest.raises(DocumentError, match=what):
        document_from_bytes(file.getvalue(), "a")


def test_the_time_for_one_document():
    with pytest.raises(DocumentError, match="limit: seconds"):
        document_from_bytes(WORD, "a.docx", replace(LIMITS, seconds=-1.0))


def test_a_file_that_is_too_large(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(LIMITS.file_bytes + 1)
    with pytest.raises(DocumentError, match="limit: file_bytes"):
        read_document(path)


def outcome(data, name):
    """The document or the one error; anything else, or a long wait, is a fault."""
    begun = time.monotonic()
    try:
        found = document_from_bytes(data, name)
    except DocumentError as error:
        found = error
    assert time.monotonic() - begun < 20
    assert "\n" not in str(found) or isinstance(found, Document)
    return found


@pytest.mark.parametrize("whole", [WORD, BOOK], ids=["docx", "xlsx"])
@given(st.data())
def test_wrong_bytes(whole, data):
    made = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    outcome(bytes(made), "a")


@pytest.mark.parametrize("whole", [WORD, BOOK], ids=["docx", "xlsx"])
@given(st.data())
def test_cut_files(whole, data):
    assert isinstance(outcome(whole[: data.draw(st.integers(1, len(whole) - 30))], "a"), DocumentError | Document)


@pytest.mark.parametrize(
    ("whole", "part"), [(WORD, "word/document.xml"), (WORD, "word/styles.xml"), (BOOK, "xl/worksheets/sheet1.xml")]
)
@given(st.data())
def test_wrong_bytes_inside(whole, part, data):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(file, "w") as out:
        for name in archive.namelist():
            content = bytearray(archive.read(name))
            if name == part:
                place = data.draw(st.integers(0, len(content) - 1))
                content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=20))
            out.writestr(name, bytes(content))
    outcome(file.getvalue(), "a")


@given(st.binary(max_size=300))
def test_any_bytes(data):
    for head in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe"):
        outcome(head + data, "a.md")


@given(st.integers(1, 40))
def test_cut_encodings(end):
    for codec in ("utf-8", "gb18030", "utf-16", "big5"):
        outcome("某廠年產萬噸項目開工建設總投資".encode(codec, "ignore")[:end], "a.txt")


@pytest.mark.parametrize("name", ["a.mht", "a.doc", "a.eml", "a.txt"])
def test_a_page_or_letter_packed_as_mime_is_told(name):
    data = (
        b"From: <Saved>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n=C4=EA=B2=FA\r\n"
    )
    with pytest.raises(DocumentError, match="mht, eml"):
        document_from_bytes(data, name)
    assert may_be_document(data, "a.mht")
    written = document_from_bytes("来信：\nMIME-Version: 1.0 是什么？".encode(), "a.txt")
    assert written.text.startswith("来信")
