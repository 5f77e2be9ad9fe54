"""Cuts sentences at the benefits they grant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sanjiang.assemble.offers.benefits import Found, find_benefits
from sanjiang.assemble.offers.text import Text
from sanjiang.documents import Sentence

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Clause:
    """A benefit, the stretches before and after it as far as they are its own, and how its sentence opens and ends."""

    found: Found
    before: Stretch
    after: Stretch
    sentence: Sentence
    opening: Stretch
    closing: Stretch
    in_title: bool


def clauses_of(text: Text) -> Iterator[Clause]:
    """Yield the clauses of a document in reading order."""
    line = text.text
    for sentence in text.sentences:
        found = list(find_benefits(line, sentence.start, sentence.end))
        end = sentence.start
        for i, benefit in enumerate(found):
            mark = max(line.rfind(m, sentence.start, benefit.start) for m in "；;") + 1
            start = max(sentence.start, mark, end)
            stop = found[i + 1].start if i + 1 < len(found) else sentence.end
            end = _tail(line, benefit.end, stop, open_end=i + 1 == len(found))
            opening, closing = (sentence.start, found[0].start), _closing(line, found[-1].end, sentence)
            before, after = (start, benefit.start), (benefit.end, end)
            yield Clause(benefit, before, after, sentence, opening, closing, text.in_title(sentence))


def _closing(line: str, start: int, sentence: Sentence) -> Stretch:
    """Return what stands behind the last benefit (…半价，…免票，节假日不享受); nothing in a list parted by ；."""
    comma = line.find("，", start, sentence.end)
    parted = any(mark in line[sentence.start : sentence.end] for mark in "；;")
    return (sentence.end if comma < 0 or parted else comma, sentence.end)


def _tail(line: str, start: int, stop: int, open_end: bool) -> int:
    """Return where what follows a benefit ends: at ；, at the next benefit's clause, or with the sentence."""
    semicolon = min((at for m in "；;" if (at := line.find(m, start, stop)) >= 0), default=stop)
    if open_end or semicolon < stop:
        return semicolon
    depth = 0
    for at in range(start, stop):
        depth += line[at] in "（("
        depth -= line[at] in "）)"
        if line[at] in "，,、。" and depth <= 0:
            return at
    return stop
