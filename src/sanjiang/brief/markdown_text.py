"""Text as Markdown writes it: whatever stands in it, it is shown and does nothing."""

from __future__ import annotations

import re

from sanjiang.brief.characters import one_line
from sanjiang.brief.report import Bold, Language, Number, Quote, Run, said

SPECIAL = re.compile(r"[\\`*\[\]|~$#]|(?<![^\W_])_|_(?![^\W_])")
"""Marks of emphasis, code, links and images, tables, strikethrough, mathematics, headings; life_years has none."""
ENTITY = re.compile("<|>|&(?=#?\\w+;)")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
BEGINNING = re.compile(r"(\d{1,9})[.)]|[+=-]")
"""What makes a line an item, a rule or the heading of the line above."""


def escape(text: str) -> str:
    """Return text on one line with every mark of Markdown and HTML taken literally.

    Examples
    --------
    >>> escape("<b>a|b</b> ![x](y)")
    '&lt;b&gt;a\\\\|b&lt;/b&gt; !\\\\[x\\\\](y)'
    """
    text = SPECIAL.sub(lambda found: f"\\{found[0]}", one_line(text))
    return ENTITY.sub(lambda found: ENTITIES[found[0]], text)


def paragraph(text: str) -> str:
    """Return escaped text such that its beginning makes it nothing but a paragraph."""
    text = text.strip()
    found = BEGINNING.match(text)
    if not found:
        return text
    return f"{found[1]}\\{text[len(found[1]) :]}" if found[1] else f"\\{text}"


def inline(runs: tuple[Run, ...], language: Language) -> str:
    """Return a sentence's runs: names and the figures that matter stand out, a document's words in quotes."""
    return "".join(_run(run, language) for run in runs)


def _run(run: Run, language: Language) -> str:
    match run:
        case Number():
            text = said(run.text, language)
            return _bold(text) if run.strong else escape(text)
        case Bold():
            return _bold(run.text)
        case Quote():
            return f"“{escape(run.text)}”"
        case str():
            return escape(run)


def _bold(text: str) -> str:
    """Return bold text; beside Chinese letters, marks that touch punctuation would not be taken for marks."""
    return f"**{escape(text)}**" if text and text[0].isalnum() and text[-1].isalnum() else escape(text)
