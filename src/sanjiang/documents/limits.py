"""How much a document may hold: every limit of reading in one place, and the errors that say which one bit."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic

from sanjiang.core.errors import DocumentError

_MIB = 1024**2


@dataclass(frozen=True, slots=True)
class Limits:
    """What is read at most.

    Parameters
    ----------
    text_bytes : int
        Of a text or HTML file: 20 MiB are some seven million Chinese characters.
    file_bytes : int
        Of a file with pictures in it: docx, xlsx, pdf.
    archive_bytes : int
        Of a zip.
    unpacked_bytes : int
        Of all that one archive, with the archives in it, unpacks to.
    part_bytes : int
        Of one part of a docx or xlsx, unpacked.
    index_bytes : int
        Of a part of a docx or xlsx that only tells of other parts or of styles, unpacked.
    nesting : int
        Of elements inside each other in a docx or xlsx.
    ratio : int
        Of unpacked to packed size, for a part larger than `ratio_bytes`.
    ratio_bytes : int
        Below this size the ratio is not asked for: small blank parts pack well.
    depth : int
        Of archives in archives.
    files : int
        In one archive with the archives in it.
    pages : int
        Of a pdf.
    memory_bytes : int
        For the process that reads a pdf, where the system can limit it.
    cells : int
        Of a workbook that hold something, or of the tables of a docx.
    characters : int
        Of the text taken from a docx, xlsx or pdf.
    lines : int
        Of a text, however it came.
    tags : int
        Of a page: how often ``<`` stands in its source.
    seconds : float
        For one document.
    """

    text_bytes: int = 20 * _MIB
    file_bytes: int = 100 * _MIB
    archive_bytes: int = 256 * _MIB
    unpacked_bytes: int = 512 * _MIB
    part_bytes: int = 128 * _MIB
    index_bytes: int = 16 * _MIB
    nesting: int = 10_000
    ratio: int = 250
    ratio_bytes: int = 4 * _MIB
    depth: int = 3
    files: int = 5000
    pages: int = 2000
    memory_bytes: int = 2048 * _MIB
    cells: int = 500_000
    characters: int = 7_000_000
    lines: int = 500_000
    tags: int = 1_000_000
    seconds: float = 120.0


LIMITS = Limits()
"""The limits that hold unless a caller gives others."""

_SAID = {
    "text_bytes": ("文件字节数", "bytes in the file", "请拆分后再读 / split it"),
    "file_bytes": ("文件字节数", "bytes in the file", "请拆分后再读 / split it"),
    "archive_bytes": ("压缩包字节数", "bytes in the archive", "请分成几个压缩包 / make several archives of it"),
    "unpacked_bytes": ("解压后的字节数", "bytes unpacked", "请先解压，再给出要读的文件 / unpack it and name the files"),
    "part_bytes": ("一个部件解压后的字节数", "bytes in one part unpacked", "请拆分后再读 / split it"),
    "index_bytes": ("一个部件解压后的字节数", "bytes in one part unpacked", "请另存后再读 / save it again"),
    "nesting": (
        "元素嵌套层数",
        "elements inside each other",
        "请检查来源，再用办公软件另存 / save it again with an office",
    ),
    "ratio": (
        "压缩比",
        "as the ratio of packing",
        "可能是压缩炸弹，请检查来源 / maybe a zip bomb: check where it is from",
    ),
    "depth": ("压缩包层数", "archives inside each other", "请先解压里层 / unpack the inner ones"),
    "files": ("文件个数", "files", "请分批给出 / give fewer at a time"),
    "memory_bytes": (
        "读取所需内存字节数",
        "bytes of memory to read it",
        "请另存为 .docx 或纯文本 / save it as .docx or text",
    ),
    "pages": ("页数", "pages", "请拆分后再读 / split it"),
    "cells": ("单元格个数", "cells", "请拆分后再读 / split it"),
    "characters": ("文字字数", "characters of text", "请拆分后再读 / split it"),
    "lines": ("行数", "lines of text", "请拆分后再读 / split it"),
    "tags": ("网页标记个数", "tags in the page", "请另存为纯文本 / save it as plain text"),
    "seconds": ("读一份文件的秒数", "seconds for one document", "请另存为纯文本 / save it as plain text"),
}


def beyond(limits: Limits, name: str, where: str) -> DocumentError:
    """Return the error for a document beyond the limit `name`."""
    zh, en, mend = _SAID[name]
    most = f"{getattr(limits, name):,}"
    return DocumentError(f"{zh}超过上限 {most} / more than {most} {en} (limit: {name})", where, mend)


@dataclass(slots=True)
class Clock:
    """Tells when the time for one document is over; ask it between pages, rows and parts.

    Parameters
    ----------
    limits : Limits
    where : str
        What error messages call the document.
    """

    limits: Limits
    where: str
    _end: float = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin to count again, for another document."""
        self._end = monotonic() + self.limits.seconds

    def check(self) -> None:
        """Raise DocumentError when the time is over."""
        if monotonic() > self._end:
            raise beyond(self.limits, "seconds", self.where)
