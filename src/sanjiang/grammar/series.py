"""Figures told in a row: "分别完成产值236亿元、314亿元、365亿元" of three years, or of three places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.pattern_context import AMOUNTS, HORIZON, grown
from sanjiang.grammar.pattern_fields import Reader

DATE: Final = LETTERS["date"]
PLACE: Final = LETTERS["place"]
NEXT: Final = re.compile(f"[、，,和与及](?:和|以及)?(?P<figure>[{AMOUNTS}])")
PLACES: Final = re.compile(f"(?P<places>{PLACE}(?:[、和与及]{PLACE})+)")
LISTED: Final = re.compile("[、和与及]")
DATES: Final = re.compile(f"{DATE}(?:[、和与及]{DATE})+")
IN_TURN: Final = "分别"
GROWTH: Final = re.compile(f"{IN_TURN}(?:同比|比上年)?(?:增长|下降|提高|增加)")
AGAINST: Final = re.compile("[与同比较]?[^、，,]{0,6}(?:同比|同期|相比|上年|去年|环比)")
"""Words that name nothing before 分别: what the figures are compared with."""
LONGEST: Final = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One figure of a row, by its letter, and what is its own: a name, a place or a year."""

    figure: int
    name: str | None = None
    place: Place | None = None
    year: DateSpan | None = None


def row(reader: Reader, start: int, figure: int, dated: int | None, told: Sequence[str]) -> list[Item] | None:
    """Return the figures of the row that the one at a letter begins; None where it stands alone.

    The list is empty where nothing tells which figure is whose.

    Parameters
    ----------
    reader : Reader
    start : int
        Where the words of the first figure begin.
    figure : int
        The first figure's letter.
    dated : int or None
        The letter of the date that the words stand under.
    told : sequence of str
        What the figures before are of, in order: "产值、利润…，分别增长5%和8%" is of those.
    """
    letters = reader.encoded.letters
    floor = max(0, figure - HORIZON)
    clause = max(floor, *(letters.rfind(mark, floor, figure) + 1 for mark in "，,；;。"))
    turn = letters.rfind(IN_TURN, clause, figure)
    figures = _figures(letters, figure)
    if turn < 0 or len(figures) < 2:
        return None
    names = [] if AGAINST.fullmatch(letters, clause, turn) else list(_names(letters, clause, turn))
    if len(told) >= len(figures) > len(names) and GROWTH.match(letters, turn):
        growth = letters[turn + len(IN_TURN) : figure]
        return [Item(f, name=n + growth) for f, n in zip(figures, told[-len(figures) :], strict=True)]
    named = PLACES.search(letters, min(clause, start), figure)
    places = [(i, i + 1) for i in range(*named.span("places")) if letters[i] == PLACE] if named else []
    if all(letters[b - 1] in "县市区镇乡州旗" for _, b in names):
        places = places or names
    listed = _dates(reader.encoded, figure)
    years = listed if len(listed) == len(figures) else _years(reader.encoded, dated)
    if len(places) == len(figures):
        return [Item(f, place=reader.place(*p)) for f, p in zip(figures, places, strict=True)]
    if len(years) == len(figures):
        return [Item(f, year=y) for f, y in zip(figures, years, strict=True)]
    if len(names) == len(figures):
        return [Item(f, name=reader.words(*n)) for f, n in zip(figures, names, strict=True)]
    return []


def _figures(letters: str, first: int) -> list[int]:
    figures = [first]
    while len(figures) < LONGEST and (following := NEXT.match(letters, figures[-1] + 1)):
        if letters[following.start("figure")] != letters[first]:
            break
        figures.append(following.start("figure"))
    return figures


def _years(encoded: Encoded, dated: int | None) -> list[DateSpan]:
    """Return every year of a stretch of years."""
    span = encoded.mentions[dated].value if dated is not None else None
    if not isinstance(span, DateSpan) or span.start is None or span.end is None:
        return []
    years = range(span.start.year, min(span.end.year, span.start.year + LONGEST) + 1)
    return [span._replace(start=date(y, 1, 1), end=date(y, 12, 31), precision="year") for y in years]


def _dates(encoded: Encoded, end: int) -> list[DateSpan]:
    """Return the dates of the list that the sentence has before a figure ("2019年、2020年，…")."""
    listed = DATES.search(encoded.letters, max(0, end - HORIZON), end)
    inside = range(*listed.span()) if listed else range(0)
    return [m.value for i in inside if (m := encoded.mentions.get(i)) and isinstance(m.value, DateSpan)]


def _names(letters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the entries of the list that ends before 分别."""
    begin = start
    for mark in LISTED.finditer(letters, start, end):
        yield grown(letters, mark.start()), mark.start()
        begin = mark.end()
    yield grown(letters, end) if begin == start else begin, end
