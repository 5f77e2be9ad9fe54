"""Bytes to text, with the encoding found strictly or not at all."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sanjiang.core.errors import DocumentError
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.mojibake import repaired
from sanjiang.documents.plausible import PLAUSIBLE, plausibility
from sanjiang.documents.utf16 import order_of_utf16

MAX_BYTES = LIMITS.text_bytes
"""The largest text that is read, in bytes."""

_CONTROL_SHARE = 0.01
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "zip, docx, xlsx",
    b"\xd0\xcf\x11\xe0": "doc, xls, wps",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
# Codecs that a page may name. "gb2312" pages hold GBK and GB18030 characters, so the widest is used.
_DECLARED = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"big5": "big5",
    b"big5-hkscs": "big5hkscs",
}
_SAVE_AS_UTF8 = "请另存为 UTF-8 编码的纯文本或 HTML 文件 / save it as plain text or HTML in UTF-8"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of the codec that read it, and notes for the user."""

    text: str
    encoding: str
    notes: tuple[str, ...]


def decode(data: bytes, where: str) -> Decoded:
    """Decode a document's bytes.

    UTF-16 with a byte order mark or told by its zero bytes, UTF-8, the charset that an HTML page declares, GB18030 and
    Big5 are tried in this order, strictly; after UTF-8 a text must also consist of common characters. A text that was
    once decoded wrongly and saved as UTF-8 is repaired where that is exact. A byte order mark is taken off. Entities in
    plain text are left as they are.

    Parameters
    ----------
    data : bytes
        The whole document.
    where : str
        What error messages call the document.

    Raises
    ------
    DocumentError
        If the document is empty, larger than `MAX_BYTES`, no text, or in no encoding that is known here.
    """
    if len(data) > MAX_BYTES:
        raise too_large(where)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and (text := _strictly(data, "utf-16")) is not None:
        return _checked(text, "utf-16", where)
    if b"\0" in data and (order := order_of_utf16(data)):
        return _checked(data.decode(order), order, where)
    _refuse_binary(data, where)
    if (text := _strictly(data, "utf-8")) is not None:
        return _checked(text, "utf-8", where)
    for encoding in (*_declared(data), "gb18030", "big5"):
        text = _strictly(data, encoding)
        if text is not None and plausibility(text) >= PLAUSIBLE:
            return _checked(text, encoding, where)
    raise DocumentError("无法识别文本编码 / the text is in no known encoding", _bad_byte(data, where), _SAVE_AS_UTF8)


def too_large(where: str) -> DocumentError:
    """Return the error for a document of more than `MAX_BYTES`."""
    limit = MAX_BYTES // 1024**2
    return DocumentError(f"文件超过 {limit} MB / the file is larger than {limit} MB", where, "请拆分后再读 / split it")


def _checked(text: str, encoding: str, where: str) -> Decoded:
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise DocumentError(
            "文件是空的 / the document is empty", where, "请提供有文字的文件 / give a document with text"
        )
    if "\0" in text:
        raise _not_text("NUL", where)
    if encoding == "utf-8":
        return _repaired(text)
    return Decoded(text, encoding, (f"按 {encoding} 解码 / decoded as {encoding}",))


def _repaired(text: str) -> Decoded:
    found = repaired(text)
    if found is None:
        return Decoded(text, "utf-8", ())
    right, codec, wrong = found
    note = f"已修复乱码（{codec} 曾按 {wrong} 读）/ repaired {codec} once read as {wrong}"
    return Decoded(right.removeprefix("\ufeff"), codec, (note,))


def _refuse_binary(data: bytes, where: str) -> None:
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise _not_text(kind, where)
    if b"\0" in data:
        raise _not_text("NUL", where)
    if len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(data):
        raise _not_text("控制字符 control characters", where)


def _not_text(kind: str, where: str) -> DocumentError:
    return DocumentError(f"不是文本文件（{kind}）/ not a text document ({kind})", where, _SAVE_AS_UTF8)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> tuple[str, ...]:
    match = _CHARSET.search(data, 0, _HEAD_BYTES)
    codec = _DECLARED.get(match.group(1).lower()) if match else None
    return (codec,) if codec else ()


def _bad_byte(data: bytes, where: str) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"{where}: UTF-8 byte {error.start}"
    return where
