"""Pdf files with a text layer: pages to printed lines to paragraphs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict

from sanjiang.core.errors import DocumentError
from sanjiang.documents.extracted import Extracted
from sanjiang.documents.limits import Limits, beyond
from sanjiang.documents.pdf_furniture import part_furniture
from sanjiang.documents.pdf_lines import Line
from sanjiang.documents.pdf_paragraphs import paragraphs, title
from sanjiang.documents.plausible import is_readable

_NOTE = "偏移量以 pdf 的文字层计，换行已接上 / offsets count in the pdf's text layer, its printed lines joined"


def read_pdf(data: bytes, where: str, limits: Limits) -> Extracted:
    """Return the text of a pdf; what repeats on pages is furniture, and told once.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, without text, or beyond a limit.
    """
    pages = _pages(data, where, limits)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise DocumentError(
            "pdf 没有文字层，多半是扫描件 / the pdf has no text layer, it is probably scanned",
            where,
            "请先做文字识别（OCR），再存成有文字的 pdf 或 .docx / run OCR and save it as a pdf with text or .docx",
        )
    garbled = [number for number, lines in enumerate(pages, 1) if lines and not is_readable(_text(lines))]
    if len(empty) + len(garbled) == len(pages):
        raise DocumentError(
            "pdf 的文字层不是可读的中英文，多半是字体缺对照表 / the pdf's text is no readable Chinese or English",
            where,
            "请做文字识别（OCR），再存成有文字的 pdf 或 .docx / run OCR and save it as a pdf with text or .docx",
        )
    parted = part_furniture(pages)
    body = paragraphs(parted.pages)
    shown = [*parted.heads, *body, *parted.feet]
    return Extracted(
        "\n".join(shown),
        title(parted.pages),
        (_NOTE, *_told("没有文字", "without text", empty), *_told("文字读不通", "that are not readable", garbled)),
        frozenset(_starts(shown, {*range(len(parted.heads)), *range(len(shown) - len(parted.feet), len(shown))})),
        has_cells=False,
    )


def _pages(data: bytes, where: str, limits: Limits) -> list[list[Line]]:
    """Return the lines of every page, read by a process of its own: PDFium can be stopped in no other way."""
    asked = json.dumps([where, asdict(limits)]).encode() + b"\n" + data
    command = [sys.executable, "-P", "-m", "sanjiang.documents.pdf_pages"]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=limits.seconds, check=False)
    except subprocess.TimeoutExpired:
        raise beyond(limits, "seconds", where) from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        raise beyond(limits, "memory_bytes", where) from None
    if "error" in told:
        raise DocumentError(*told["error"])
    return [[Line(*line) for line in page] for page in told["pages"]]


def _text(lines: list[Line]) -> str:
    return "".join(line.text for line in lines)


def _told(zh: str, en: str, numbers: list[int]) -> tuple[str, ...]:
    """Return the note on some pages; none on none."""
    shown = "、".join(map(str, numbers[:10])) + ("…" if len(numbers) > 10 else "")
    return (f"第 {shown} 页{zh} / pages {en}: {shown}",) if numbers else ()


def _starts(lines: list[str], chosen: set[int]) -> Iterator[int]:
    """Yield where the chosen lines start in the text of all lines."""
    start = 0
    for row, line in enumerate(lines):
        if row in chosen:
            yield start
        start += len(line) + 1
