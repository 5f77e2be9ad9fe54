"""Markdown to plain text: headings, lists, quotes, tables, links and emphasis without their marks."""

from __future__ import annotations

import re

from sanjiang.documents.extracted import Extracted
from sanjiang.documents.project_tables import table_lines

_ENDINGS = (".md", ".markdown")
_NOTE = "偏移量以 Markdown 去掉标记后的文字计 / offsets count in the text without the marks of Markdown"
# Of lines without white space at their ends, and none with two ways to take the same run: those take the square of it.
_FENCE = re.compile(r"`{3,}|~{3,}")
_RULE = re.compile(r"=+|-{3,}|(?:[*_-]\s*){2,}[*_-]")
_HEADING = re.compile(r"(#{1,6})(?:\s+|(?=[^#\s]))")
_CLOSING = re.compile(r"(?<=\s)#+$")
_ITEM = re.compile(r"[-*+]\s+(?:\[[ xX]\]\s+)?(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+")
_TABLE_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_BAR = re.compile(r"(?<!\\)\|")
_IMAGE = re.compile(r"!\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?:\s[^()]{0,200})?\)")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\(<?([^()<>\s]{0,500})>?(?:\s[^()]{0,200})?\)")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^*_~\n]{1,1000}?)(?<=\S)\1")
_EMPHASIS = re.compile(
    r"(?<![*\dA-Za-z])(\*)(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*])\*(?!\*)"
    r"|(?<!\w)(_)(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s_])_(?!\w)"
)
_CODE = re.compile(r"`([^`\n]{1,1000})`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


def is_markdown(name: str) -> bool:
    """Tell by its ending whether a file is Markdown; nothing in its bytes would say so."""
    return name.lower().endswith(_ENDINGS)


def plain(source: str) -> Extracted:
    """Return what Markdown shows; its title is the first heading of the first level."""
    shown: list[str] = []
    table: list[list[str]] = []
    title: str | None = None
    in_code = False
    lines = source.splitlines()
    for line, follows in zip(lines, [*lines[1:], ""], strict=True):
        bare = line.strip()
        if not in_code and "|" in line and (table or ("|" in follows and _TABLE_RULE.fullmatch(follows.strip()))):
            if not _TABLE_RULE.fullmatch(bare):
                table.append(_row(bare))
            continue
        shown += _shown(table)
        table = []
        if _FENCE.match(bare):
            in_code = not in_code
        elif in_code:
            shown.append(line)
        elif heading := _HEADING.match(bare):
            shown.append(_inline(_CLOSING.sub("", bare[heading.end() :]).strip()))
            if len(heading[1]) == 1 and title is None:
                title = shown[-1] or None
        elif not _RULE.fullmatch(bare):
            shown.append(_inline(_unmarked(line, bare)))
    return Extracted("\n".join([*shown, *_shown(table)]), title, (_NOTE,))


def _unmarked(line: str, bare: str) -> str:
    """Return a line without the mark of a quotation or an item."""
    for mark in (_QUOTE, _ITEM):
        if found := mark.match(bare):
            line = bare = bare[found.end() :].lstrip()
    return line


def _shown(table: list[list[str]]) -> list[str]:
    """Return the lines of a table; only one of projects keeps its empty cells."""
    lines = table_lines(table)
    return lines if lines is not None else ["\t".join(filter(None, row)) for row in table]


def _row(line: str) -> list[str]:
    bare = line.removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [_inline(cell.strip()) for cell in _BAR.split(bare)]


def _inline(text: str) -> str:
    """Return a line without marks; an address is kept where it is all that a link shows."""
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(2):  # strong inside emphasis, or the other way
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
