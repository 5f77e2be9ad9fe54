"""Finds the labelled parts of a notice: 优惠时间：…, 二、优惠对象."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sanjiang.assemble.offers.text import Text, pattern
from sanjiang.assemble.offers.where import sites_in

FieldKind = Literal["time", "who", "where", "content"]


class Labelled(NamedTuple):
    """A labelled part: what it is about and the stretch of its content."""

    kind: FieldKind
    start: int
    end: int


def labelled_parts(text: Text, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Labelled]:
    """Yield the labelled parts; each runs to the next label, at most to the end of the text."""
    heads = [(m, at, stop) for at, stop in paragraphs if (m := pattern("fields", "label").match(text.text[at:stop]))]
    for i, (match, at, _) in enumerate(heads):
        start = at + match.end()
        # a label whose content stands in its own line ends there; one that stands alone runs on
        own_line = heads[i][2]
        following = heads[i + 1][1] if i + 1 < len(heads) else len(text.text)
        end = own_line if start < own_line else following
        yield Labelled(_kind(text, match["label"], start, end), start, end)


def _kind(text: Text, label: str, start: int, end: int) -> FieldKind:
    if pattern("fields", "time").search(label):
        return "time"
    if pattern("fields", "who").search(label):
        return "who"
    if pattern("fields", "where").search(label):
        return "where"
    if pattern("fields", "either").search(label):
        return "where" if sites_in(text, start, end) else "who"
    return "content"
