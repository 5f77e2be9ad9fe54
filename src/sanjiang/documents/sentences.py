"""Sentences of a document's body, as spans of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sanjiang.core.tuples import new
from sanjiang.documents.document import Document

_REACH: Final = 200  # a quotation or bracket that closes farther away than this is taken for unclosed

_CLOSERS: Final = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）)", "(": ")）"}
_QUOTES: Final = "“「『"
# Half-width marks end a sentence only before white space, Chinese or the end: "?id=1" in an address does not.
# One class of characters comes first, because `re` then leaps from one to the next.
_ENDING: Final = r"(?:(?<=[。！？…])|(?<=[!?])(?![\w&=/.%#-]))"
_MARK: Final = re.compile(
    rf"[“「『《（(。！？…!?](?:(?<=[“「『《（(])|{_ENDING}(?:[。！？…!?]{_ENDING})*[”’」』）)》]*)", re.ASCII
)
_ENDS_INSIDE: Final = re.compile(r"[。！？!?…]$")
# After an ellipsis or a quotation, these words carry the sentence on: “……等项目”, “工业强市！”的口号.
_CARRIES_ON: Final = "，,、；;：:等的及和与或到至"


class Sentence(NamedTuple):
    """A half-open span of `Document.text`, and the index in `Document.blocks` of the line it stands in."""

    start: int
    end: int
    paragraph: int


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the body's sentences in order.

    They end at 。！？!? … and at the end of a line, but not inside quotation marks or brackets that close within 200
    characters; a semicolon parts clauses, not sentences. Together they cover all of the body but white space.
    """
    for paragraph, block in enumerate(document.blocks):
        if block.label != "body":
            continue
        start = block.start
        for end in (*_ends(document.text, block.start, block.end), block.end):
            while start < end and document.text[start].isspace():
                start += 1
            if start < end:
                yield new(Sentence, (start, end, paragraph))
            start = end


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets in ``[start, end)`` after which a sentence ends."""
    place = start
    for match in _MARK.finditer(text, start, end):
        if match.start() < place:  # inside the quotation or bracket that has just closed
            continue
        place = match.end()
        mark = match.group()
        if mark in _CLOSERS:
            closed = _closed(text, mark, place, end)
            if closed is None:
                continue
            place = closed
            is_end = mark in _QUOTES and _ENDS_INSIDE.search(text, place - 2, place - 1) is not None
            may_carry_on = True
        else:
            is_end, may_carry_on = True, mark[-1] not in "。！？!?"
        if is_end and not (may_carry_on and text[place : place + 1] in _CARRIES_ON and place < end):
            yield place


def _closed(text: str, opener: str, place: int, end: int) -> int | None:
    """Return the offset after the closing mark, None if it is not within reach."""
    limit = min(end, place + _REACH)
    found = [at for closer in _CLOSERS[opener] if (at := text.find(closer, place, limit)) >= 0]
    return min(found) + 1 if found else None
