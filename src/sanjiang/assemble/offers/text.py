"""A document as offers are read from it: its text, sentences, dates and places, and the words of the genre."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sanjiang.core.dates import DateSpan
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Place
from sanjiang.documents import Document, Sentence, as_read, sentences
from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.dates import DateFinder
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.numbers import parse_number
from sanjiang.mentions.places import PlaceFinder


@cache
def words() -> Mapping[str, Any]:
    """Return data/policies/words.toml."""
    return tomllib.loads(data_path("policies", "words.toml").read_text("utf-8"))


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return one expression of the words file, compiled once."""
    return re.compile(words()[section][name])


@dataclass(frozen=True)
class Text:
    """What the readers of terms look at. All offsets count in `text`, the document as the grammar reads it.

    Parameters
    ----------
    document : Document
        As published; evidence counts in it.
    text : str
    sentences : sequence of Sentence
    dates, places : sequence of Mention
    home : Region or None
    title : tuple of int
        Where the title stands; empty where there is none.
    """

    document: Document
    text: str
    sentences: Sequence[Sentence]
    dates: Sequence[Mention[DateSpan]]
    places: Sequence[Mention[Place]]
    regions: Regions
    home: Region | None
    title: tuple[int, int]

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.document.published

    def span(self, start: int, end: int) -> Span:
        """Return the evidence of a stretch, without the white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if self.document.view is not None:
            start, end = self.document.view.back(start, end)
        return Span(self.document.name, start, end, self.document.text[start:end])


def text_of(document: Document, home: Region | None, regions: Regions) -> Text:
    """Return a document made ready."""
    seen = as_read(document)
    at = seen.text.find(seen.title) if seen.title else -1
    return Text(
        document,
        seen.text,
        tuple(sentences(seen)),
        tuple(DateFinder(document.published).find(seen.text)),
        tuple(PlaceFinder(regions, home).find(seen.text)),
        regions,
        home,
        (at, at + len(seen.title or "")) if at >= 0 else (0, 0),
    )


def count(written: str) -> int:
    """Return a whole number in digits or Chinese numerals: 3000, 1,000, 1.5万, 两千; 0 where it is none."""
    number = parse_number(written.replace(",", ""))
    return int(number) if number is not None and number >= 0 else 0
