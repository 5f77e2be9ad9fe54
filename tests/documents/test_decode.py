import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import DocumentError
from sanjiang.documents import decode as decode_module
from sanjiang.documents.decode import decode
from sanjiang.documents.plausible import plausibility

SIMPLIFIED = [
    "保利协鑫年产10万吨颗粒硅项目。",
    "现代农业园区抓紧推进建设，",
    "总投资62.98亿元；",
    "签订战略合作协议\r\n",
    "（一期10GW）",
]
TRADITIONAL = [
    "這個產業園區總投資三億元。",
    "太陽能電池與組件專案已經動工，",
    "農業與觀光業的合作\n",
    "簽訂戰略合作協議；",
]

readable = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=30).map(
    "乐山".__add__
)


@given(readable)
def test_utf8_round_trip_keeps_every_character(text):
    assert decode(text.encode(), "a.txt").text == text


@given(readable, st.sampled_from(["utf-8-sig", "utf-16"]))
def test_a_byte_order_mark_does_not_count(text, encoding):
    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_both_orders_of_utf16(mark, encoding):
    decoded = decode(mark + "乐山\r\n五通桥".encode(encoding), "a.txt")
    assert decoded.text == "乐山\r\n五通桥"
    assert "utf-16" in decoded.notes[0]


@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=6).map("".join))
def test_gb18030_round_trip(text):
    decoded = decode(text.encode("gb18030"), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "gb18030")
    assert "gb18030" in decoded.notes[0]


@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1, max_size=6).map("".join))
def test_big5_round_trip(text):
    decoded = decode(text.encode("big5"), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "big5")


def test_carriage_returns_stay():
    assert decode("甲\r\n乙\r".encode(), "a.txt").text == "甲\r\n乙\r"


def test_a_declared_charset_is_tried_before_gb18030():
    head = '<meta http-equiv="Content-Type" content="text/html; charset=big5">'
    # These two characters are common in Big5 and, byte for byte, two other common ones in GB 18030.
    ambiguous = next(pair for pair in _pairs() if plausibility(pair.encode("big5").decode("gb18030")) == 1.0)
    assert decode((head + ambiguous).encode("big5"), "a.html").text.endswith(ambiguous)
    assert not decode(ambiguous.encode("big5"), "a.txt").text.endswith(ambiguous)


def _pairs():
    for lead in range(0xB0, 0xC0):
        for trail in range(0xA1, 0xFF):
            pair = (bytes((lead, trail)) * 2).decode("big5")
            try:
                pair.encode("big5").decode("gb18030")
            except UnicodeDecodeError:
                continue
            yield pair


def test_an_unknown_declared_charset_is_passed_over():
    page = '<meta charset="unicode_escape">产业合作赢未来'
    assert decode(page.encode("gb18030"), "a.html").text == page


@pytest.mark.parametrize("wrong", ["gb18030", "latin-1"])
def test_utf8_once_read_wrongly_is_repaired_and_said(wrong):
    # An even number of characters, so that no byte is left over when they are read in pairs.
    text = "产业合作"
    mojibake = text.encode().decode(wrong)
    decoded = decode(mojibake.encode(), "a.txt")
    assert decoded.text == text
    assert wrong in decoded.notes[0]


def test_rare_but_right_characters_are_left_alone():
    assert decode("龘靐齉爩鱻麤灪".encode(), "a.txt").notes == ()


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\n".encode()])
def test_blank(data):
    with pytest.raises(DocumentError, match="empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"PK\x03\x04word/document.xml",
        b"\x89PNG\r\n\x1a\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"text with \x00 inside",
        codecs.BOM_UTF16_LE + "a\0b".encode("utf-16-le"),
        b"\x01\x02\x03 few words",
    ],
)
def test_binary(data):
    with pytest.raises(DocumentError, match="not a text document") as caught:
        decode(data, "a.bin")
    assert caught.value.where == "a.bin"
    assert "UTF-8" in caught.value.mend


def test_broken_utf8_is_refused_with_its_place_and_never_read_as_mojibake():
    data = ("乐山产业合作赢未来" * 20).encode() + b"\xff" + "产业".encode()
    with pytest.raises(DocumentError, match="encoding") as caught:
        decode(data, "a.txt")
    assert caught.value.where == f"a.txt: UTF-8 byte {9 * 3 * 20}"


def test_noise_is_refused():
    noise = bytes(random.Random(7).choices(range(0x80, 0x100), k=4000))
    with pytest.raises(DocumentError, match="encoding"):
        decode(noise, "a.txt")


def test_too_large(monkeypatch):
    monkeypatch.setattr(decode_module, "MAX_BYTES", 10)
    assert decode(b"0123456789", "a.txt").text == "0123456789"
    with pytest.raises(DocumentError, match="larger"):
        decode(b"0123456789a", "a.txt")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@given(st.lists(st.sampled_from([*SIMPLIFIED, "一二一一\u3000"]), min_size=2, max_size=6).map("\n10".join))
def test_utf16_without_a_mark(encoding, text):
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert encoding in decoded.notes[0]


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=6).map("".join))
def test_gb18030_once_read_as_western_text_is_repaired_and_said(wrong, text):
    decoded = decode(text.encode("gb18030").decode(wrong).encode(), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, "gb18030")
    assert "乱码" in decoded.notes[0]
    assert "gb18030" in decoded.notes[0]


def test_controls_that_browsers_read_for_open_bytes_are_undone_too():
    text = "五通桥丅建设"  # GBK writes 丅 with 0x81 or the like, which windows-1252 lacks or shows as a mark
    western = "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in text.encode("gb18030"))
    assert decode(western.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "text", ["Café crème à la française, déjà vu", "Größe über Maß", "&amp;nbsp;产业&amp;lt;合作&gt;", "ÖÐ¹ú 乐山合作"]
)
def test_what_is_no_mojibake_or_not_surely_is_left_alone(text):
    assert decode(text.encode(), "a.txt").text == text
