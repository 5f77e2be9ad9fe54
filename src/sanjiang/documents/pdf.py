"""Pdf files with a text layer: pages to printed lines to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from sanjiang.core.errors import DocumentError
from sanjiang.documents.archive import damaged, encrypted
from sanjiang.documents.extracted import Extracted
from sanjiang.documents.limits import Clock, Limits, beyond
from sanjiang.documents.pdf_furniture import part_furniture
from sanjiang.documents.pdf_lines import Line, page_lines
from sanjiang.documents.pdf_paragraphs import paragraphs, title

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_LOCKED = ("password", "security")
_NOTE = "偏移量以 pdf 的文字层计，换行已接上 / offsets count in the pdf's text layer, its printed lines joined"


def read_pdf(data: bytes, where: str, limits: Limits) -> Extracted:
    """Return the text of a pdf; what repeats on pages is furniture, and told once.

    Raises
    ------
    DocumentError
        If it is damaged, encrypted, without text, or beyond a limit.
    """
    clock = Clock(limits, where)
    with closing(_opened(data, where)) as pdf:
        if len(pdf) > limits.pages:
            raise beyond(limits, "pages", where)
        pages = list(_pages(pdf, where, limits, clock))
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise DocumentError(
            "pdf 没有文字层，多半是扫描件 / the pdf has no text layer, it is probably scanned",
            where,
            "请先做文字识别（OCR），再存成有文字的 pdf 或 .docx / run OCR and save it as a pdf with text or .docx",
        )
    parted = part_furniture(pages)
    body = paragraphs(parted.pages)
    shown = [*parted.heads, *body, *parted.feet]
    return Extracted(
        "\n".join(shown),
        title(parted.pages),
        (_NOTE, *_without_text(empty)),
        frozenset(_starts(shown, {*range(len(parted.heads)), *range(len(shown) - len(parted.feet), len(shown))})),
        has_cells=False,
    )


def _opened(data: bytes, where: str) -> PdfDocument:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        said = str(error).lower()
        raise encrypted(where) if any(word in said for word in _LOCKED) else damaged(where, error) from error


def _pages(pdf: PdfDocument, where: str, limits: Limits, clock: Clock) -> Iterator[list[Line]]:
    """Yield the lines of every page; a page that cannot be opened has none."""
    import pypdfium2

    characters = 0
    for number in range(len(pdf)):
        clock.check()
        try:
            page = pdf[number]
        except pypdfium2.PdfiumError:
            yield []
            continue
        with closing(page), closing(page.get_textpage()) as text:
            characters += text.count_chars()
            if characters > limits.characters:
                raise beyond(limits, "characters", where)
            yield page_lines(page, text, clock)


def _without_text(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = "、".join(map(str, empty[:10])) + ("…" if len(empty) > 10 else "")
    return (f"第 {shown} 页没有文字 / pages without text: {shown}",)


def _starts(lines: list[str], chosen: set[int]) -> Iterator[int]:
    """Yield where the chosen lines start in the text of all lines."""
    start = 0
    for row, line in enumerate(lines):
        if row in chosen:
            yield start
        start += len(line) + 1
