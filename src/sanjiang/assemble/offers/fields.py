"""Finds the labelled parts of a notice: 优惠时间：…, 二、优惠对象."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from sanjiang.assemble.offers.text import Text, pattern
from sanjiang.assemble.offers.where import sites_in

FieldKind = Literal["time", "who", "where", "content"]


class Labelled(NamedTuple):
    """A labelled part: what it is about and the stretch of its content."""

    kind: FieldKind
    start: int
    end: int


def labelled_parts(text: Text, paragraphs: Mapping[int, tuple[int, int]]) -> Iterator[Labelled]:
    """Yield the labelled parts; each runs to the end of its sentence, one that stands alone to the next label."""
    heads = []
    for sentence in text.sentences:
        match = pattern("fields", "label").match(text.text[sentence.start : sentence.end])
        if match:
            stop = sentence.end if match[0].rstrip()[-1] in "：:" else paragraphs[sentence.paragraph][1]
            heads.append((match["label"], sentence.start + match.end(), sentence.start, stop))
    for i, (label, start, _, own_line) in enumerate(heads):
        following = heads[i + 1][2] if i + 1 < len(heads) else len(text.text)
        end = min(own_line, following) if start < own_line else following
        yield Labelled(_kind(text, label, start, end), start, end)


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
