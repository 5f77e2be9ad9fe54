"""Markdown to plain text: headings, lists, quotes, tables, links and emphasis without their marks."""

from __future__ import annotations

import re

from sanjiang.documents.extracted import Extracted

_ENDINGS = (".md", ".markdown")
_NOTE = "偏移量以 Markdown 去掉标记后的文字计 / offsets count in the text without the marks of Markdown"
_FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})")
_RULE = re.compile(r"\s{0,3}(?:=+|-{3,}|(?:[*_-]\s*){3,})\s*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+|(?=[^#\s]))(.*?)(?:\s#+)?\s*$")
_ITEM = re.compile(r"\s*(?:[-*+]\s+(?:\[[ xX]\]\s+)?)(?=\S)")
_QUOTE = re.compile(r"\s{0,3}(?:>\s?)+")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
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
    title: str | None = None
    in_code = in_table = False
    lines = source.splitlines()
    for row, line in enumerate(lines):
        if _FENCE.match(line):
            in_code = not in_code
            continue
        if in_code:
            shown.append(line)
            continue
        follows = lines[row + 1] if row + 1 < len(lines) else ""
        in_table = "|" in line and (in_table or ("|" in follows and _TABLE_RULE.match(follows) is not None))
        if (in_table and _TABLE_RULE.match(line)) or _RULE.match(line):
            continue
        heading = _HEADING.match(line)
        text = _row(line) if in_table else _inline(heading[2] if heading else _ITEM.sub("", _QUOTE.sub("", line), 1))
        if heading and len(heading[1]) == 1 and title is None:
            title = text.strip() or None
        shown.append(text)
    return Extracted("\n".join(shown), title, (_NOTE,))


def _row(line: str) -> str:
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return "\t".join(filter(None, (_inline(cell.strip()) for cell in _BAR.split(bare))))


def _inline(text: str) -> str:
    """Return a line without marks; an address is kept where it is all that a link shows."""
    text = _IMAGE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _CODE.sub(r"\1", text)
    for _ in range(2):  # strong inside emphasis, or the other way
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], _STRONG.sub(r"\2", text))
    return _ESCAPE.sub(r"\1", text)
