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

    def in_title(self, sentence: Sentence) -> bool:
        """Tell whether a sentence stands in the title."""
        return sentence.start < self.title[1] and self.title[0] < sentence.end

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
    home = _issuer(seen, regions) or (None if _is_for_others(seen.title or "", regions) else home)
    at = seen.text.find(seen.title) if seen.title else -1
    return Text(
        document,
        seen.text,
        tuple(sentences(seen)),
        _with_next_years(seen.text, DateFinder(document.published)),
        _with_short_names(seen.text, tuple(PlaceFinder(regions, home).find(seen.text)), regions),
        regions,
        home,
        (at, at + len(seen.title or "")) if at >= 0 else (0, 0),
    )


SIGNED = 120
"""Within how many characters of its end a notice is signed."""
PEOPLE = re.compile("市民|居民|户籍|村民|籍")


def _issuer(seen: Document, regions: Regions) -> Region | None:
    """Return the region of the office that gave the notice, by its source or else its last lines; no province."""
    for told in (seen.source or "", seen.text.rstrip()[-SIGNED:].rpartition("。")[2]):
        for mention in PlaceFinder(regions, None).find(told):
            region = regions.by_code(mention.value.adcode) if mention.value.adcode else None
            if region and region.level != "province" and not PEOPLE.match(told, mention.end):
                return region
    return None


def _is_for_others(title: str, regions: Regions) -> bool:
    """Tell whether the title names a region for its people: 关于对重庆市民实行优惠的公告 is not about Chongqing."""
    after = pattern("people", "after_place")
    return any(after.match(title, m.end) for m in PlaceFinder(regions, None).find(title))


NEXT_YEAR = re.compile(r"(?:次年|翌年|来年|第二年)(?:的)?(?P<day>\d{1,2}月(?:\d{1,2}[日号]|底|末)?)")


def _with_next_years(line: str, finder: DateFinder) -> tuple[Mention[DateSpan], ...]:
    """Return the dates, and those behind 次年, which has no year of its own to resolve them by."""
    found = list(finder.find(line))
    taken = [(m.start, m.end) for m in found]
    for match in NEXT_YEAR.finditer(line):
        at = match.start("day")
        if not any(a <= at < b for a, b in taken):
            found += [Mention(at + m.start, at + m.end, m.value) for m in finder.find(match["day"])]
    return tuple(sorted(found, key=lambda m: m.start))


def _with_short_names(line: str, places: tuple[Mention[Place], ...], regions: Regions) -> tuple[Mention[Place], ...]:
    """Return the places with those counties that go by their short name before people (潼南市民), everywhere."""
    known: dict[str, str] = {}
    for match in PEOPLE.finditer(line):
        for length in (4, 3, 2):
            word = line[max(0, match.start() - length) : match.start()]
            found = regions.named(word)
            if len(word) == length and len(found) == 1:
                known[word] = found[0].adcode
                break
    taken = [(m.start, m.end) for m in places]
    more = [
        Mention(m.start(), m.end(), Place(word, code))
        for word, code in known.items()
        for m in re.finditer(word, line)
        if not any(a < m.end() and m.start() < b for a, b in taken)
    ]
    return tuple(sorted((*places, *more), key=lambda m: m.start))


def count(written: str) -> int:
    """Return a whole number in digits or Chinese numerals: 3000, 1,000, 1.5万, 两千; 0 where it is none."""
    number = parse_number(written.replace(",", ""))
    return int(number) if number is not None and number >= 0 else 0
