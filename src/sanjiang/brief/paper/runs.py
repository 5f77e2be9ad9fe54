"""Paragraphs and runs as WordprocessingML: words, figures and names, hostile characters made harmless."""

from __future__ import annotations

from collections.abc import Iterable

from sanjiang.brief.report import Bold, Cell, Language, Number, Quote, Run, Sentence, plain
from sanjiang.brief.xml_text import escape


def run(text: str, *, bold: bool = False, font: str = "") -> str:
    """Write a run; lines of the text stay lines."""
    if not text:
        return ""
    properties = (f'<w:rFonts w:eastAsia="{font}"/>' if font else "") + ("<w:b/>" if bold else "")
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.splitlines() or [""])
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"


def runs(items: Iterable[Run], language: Language) -> str:
    """Write the runs of a sentence: names and the few strong figures stand out."""
    written = []
    for item in items:
        strong = isinstance(item, Bold) or (isinstance(item, Number) and item.strong)
        written.append(run(plain(item, language), bold=strong))
    return "".join(written)


def content(cell: Cell, language: Language) -> str:
    """Write what stands in a cell."""
    if isinstance(cell, Sentence):
        return runs(cell.runs(language), language)
    return run(plain(cell, language), bold=isinstance(cell, Number) and cell.strong)


def paragraph(style: str, inner: str) -> str:
    """Write a paragraph."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def clipped(sentence: Sentence, language: Language, longest: int) -> Sentence:
    """Return a sentence of at most so many characters in one language; a figure stands whole or not at all."""
    kept: list[Run] = []
    left = longest
    for item in sentence.runs(language):
        text = plain(item, language)
        if len(text) <= left:
            kept.append(item)
            left -= len(text)
            continue
        if not isinstance(item, Number | Quote):
            short = text[: max(left - 1, 0)]
            kept.append(Bold(short) if isinstance(item, Bold) else short)
        kept.append("…")
        return Sentence(tuple(kept), tuple(kept), sentence.key)
    return sentence
