"""Finds the labelled parts of a notice: 优惠时间：…, 二、优惠对象."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from sanjiang.assemble.offers.text import Text, pattern
from sanjiang.assemble.offers.where import sites_in

FieldKind = Literal["time", "who", "where", "content"]


class Labelled(NamedTuple):
    """A labelled part: what it is about, where its label begins, and the stretch of its content."""

    kind: FieldKind
    head: int
    start: int
    end: int


def labelled_parts(text: Text, paragraphs: Mapping[int, tuple[int, int]]) -> Iterator[Labelled]:
    """Yield the labelled parts, and the lists of people that a line opens (下列人员免票：).

    Each runs to the end of its sentence; one whose label stands alone to the next label or number of its own sort.
    """
    heads: list[tuple[str | None, int, int, int]] = []
    for sentence in text.sentences:
        line = text.text[sentence.start : sentence.end].rstrip()
        if match := pattern("fields", "label").match(line):
            stop = sentence.end if match[0].rstrip()[-1] in "：:" else paragraphs[sentence.paragraph][1]
            heads.append((match["label"], sentence.start, sentence.start + match.end(), stop))
        elif pattern("fields", "opens_list").search(line):
            heads.append((None, sentence.start, sentence.end, sentence.end))
    for i, (label, head, start, own_line) in enumerate(heads):
        following = heads[i + 1][1] if i + 1 < len(heads) else len(text.text)
        alone = start >= own_line or not text.text[start:own_line].strip()
        end = min(following, _next_like(text, head)) if alone else min(own_line, following)
        of_people = label is None or (alone and pattern("fields", "grants").search(label))
        yield Labelled("who" if label is None or of_people else _kind(text, label, start, end), head, start, end)


def _next_like(text: Text, head: int) -> int:
    """Return where the next line begins that is numbered as the line at `head` is: 二、 after 一、."""
    own = _sort_of_number(text.text[head : head + 8])
    later = (s.start for s in text.sentences if s.start > head)
    return next((at for at in later if own and _sort_of_number(text.text[at : at + 8]) == own), len(text.text))


def _sort_of_number(line: str) -> str:
    match = pattern("fields", "number").match(line)
    return re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", match["number"])) if match else ""


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
