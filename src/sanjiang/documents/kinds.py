"""What a file is, told by its bytes and never by its ending; and the text of those that are more than text."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from sanjiang.core.errors import DocumentError
from sanjiang.documents.extracted import Extracted
from sanjiang.documents.limits import Limits, beyond

Kind = Literal["docx", "xlsx", "pdf", "zip", "old office", "text"]
"""``text`` is whatever is none of the others; decoding refuses what is no text."""

_PDF_HEAD = 1024  # a pdf may begin with a few other bytes
_PDF = re.compile(rb"(?:^|[\r\n])[\xef\xbb\xbf \t\0]*%PDF-\d")
_MIME_HEAD = 4096
_FIELD = re.compile(rb"[A-Za-z][A-Za-z-]{1,40}:[ \t]")
_MIME = re.compile(rb"^MIME-Version:[ \t]*1\.0", re.MULTILINE | re.IGNORECASE)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PACKED = (b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_OFFICE = (".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".zip", ".doc", ".wps", ".xls", ".et", ".rtf")
_ENDINGS = frozenset((*_OFFICE, ".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".shtml"))
_TEXTS = ("text", "html")
_ALSO = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown", ".htm", ".html", ".xhtml", ".shtml"), "text"),
    **{".docm": "docx", ".xlsm": "xlsx"},
}


def kind_of(data: bytes) -> Kind:
    """Return what bytes are by how they begin; a zip may turn out to be an office file."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if _PDF.search(data, 0, _PDF_HEAD):
        return "pdf"
    return "old office" if data.startswith(_OLD_OFFICE) else "text"


def may_be_document(head: bytes, name: str) -> bool:
    """Tell by its first bytes, and by its name where they are text, whether somebody meant a file to be read.

    Old office files, RTF and other archives are: that they cannot be read must be said.
    """
    if kind_of(head) != "text" or head.startswith(_PACKED) or _is_mime(head):
        return True
    ending = PurePath(name).suffix.lower()
    return ending in _ENDINGS or (ending == "" and b"\0" not in head)


def extract(data: bytes, where: str, limits: Limits) -> tuple[Kind, Extracted | None]:
    """Return what bytes are and, unless they are text, the text taken from them.

    Raises
    ------
    DocumentError
        If they are a kind that is not read here, damaged, encrypted, or beyond a limit.
    """
    kind = kind_of(data)
    if kind == "text":
        if _is_mime(data):
            raise _not_read("MIME: mht, eml", where, "请另存为 .html 或 .docx / save it as .html or .docx")
        return kind, None
    if len(data) > limits.file_bytes:
        raise beyond(limits, "file_bytes", where)
    if kind == "zip":
        return _office(data, where, limits)
    if kind == "pdf":
        from sanjiang.documents.pdf import read_pdf

        return kind, read_pdf(data, where, limits)
    raise _old_office(data, where)


def _is_mime(data: bytes) -> bool:
    """Tell whether bytes are a letter, or a page with its pictures saved as one, of which little is plain text."""
    return _FIELD.match(data) is not None and _MIME.search(data, 0, _MIME_HEAD) is not None


def said_otherwise(kind: str, file_name: str) -> tuple[str, ...]:
    """Return the note on an ending that says another kind than the bytes do; nothing where they agree."""
    ending = PurePath(file_name).suffix.lower()
    said = _ALSO.get(ending, ending[1:])
    if ending not in _ENDINGS or said == kind or (said in _TEXTS and kind in _TEXTS):
        return ()
    shown = {"text": "纯文本 plain text", "html": "HTML"}.get(kind, kind)
    return (f"名为 {ending}，其实是 {shown} / called {ending}, but it is {shown}",)


def _office(data: bytes, where: str, limits: Limits) -> tuple[Kind, Extracted]:
    from sanjiang.documents.archive import Archive, Budget
    from sanjiang.documents.office import main_part

    archive = Archive(data, where, Budget(limits, where))
    kind, part = main_part(archive)
    if kind == "docx":
        from sanjiang.documents.docx import read_docx

        return kind, read_docx(archive, part)
    if kind == "xlsx":
        from sanjiang.documents.xlsx import read_xlsx

        return kind, read_xlsx(archive, part)
    if kind == "zip":
        raise DocumentError(
            "这是压缩包，不是一份文件 / an archive, not one document",
            where,
            "请用 read、brief 等命令读它，或先解压 / give it to read, brief … as it is, or unpack it",
        )
    shown = {"pptx": "演示文稿 pptx", "odf": "OpenDocument"}[kind]
    raise _not_read(shown, where, "请另存为 .docx、.pdf 或纯文本 / save it as .docx, .pdf or plain text")


def _old_office(data: bytes, where: str) -> DocumentError:
    if _ENCRYPTED in data:
        from sanjiang.documents.archive import encrypted

        return encrypted(where)
    return _not_read("旧版 Office 文件 doc, xls, wps", where, "请另存为 .docx 或 .xlsx / save it as .docx or .xlsx")


def _not_read(kind: str, where: str, mend: str) -> DocumentError:
    return DocumentError(f"不读这种文件（{kind}）/ not a kind that is read ({kind})", where, mend)
