"""The labels of what a figure rests on, as a rendering without links writes them: S1–S3, A2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Grounds, Language, said

LABEL = re.compile(r"(\D*)(\d+)")
SHORTEST = 3
"""As many labels in a row as make a range."""
SOURCES = Text("依据", "Evidence")
"""Heading of a column of labels."""
NOTES = {
    "no-plant": Text("没有陈述说本地有工厂", "no statement places a plant here"),
    "no-evidence": Text("没有随附依据", "came without evidence"),
}
"""Said where a figure rests on nothing."""


def sources(grounds: Grounds, language: Language) -> str:
    """Return the labels of what a figure rests on, or why there are none."""
    if grounds.note and not grounds.references:
        return said(NOTES[grounds.note], language)
    return compact(reference.label for reference in grounds.references)


def compact(labels: Iterable[str]) -> str:
    """Return labels with runs of three or more as ranges.

    Examples
    --------
    >>> compact(["S1", "S2", "S3", "S5", "A1", "A2"])
    'S1–S3, S5, A1, A2'
    """
    return ", ".join(_runs(labels))


def _runs(labels: Iterable[str]) -> Iterator[str]:
    def run(item: tuple[int, str]) -> tuple[str, int]:
        place, label = item
        found = LABEL.fullmatch(label)
        return (found[1], int(found[2]) - place) if found else (label, -1)

    for _, group in groupby(enumerate(labels), run):
        members = [label for _, label in group]
        if len(members) >= SHORTEST:
            yield f"{members[0]}–{members[-1]}"
        else:
            yield from members
