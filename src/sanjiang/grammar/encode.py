"""A sentence in which every mention stands as one letter, so that patterns are plain regular expressions.

"2022年3月,富江集团与临河集团签订合作协议" reads "<date>,<org>与<org>签订合作协议"; positions map back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.products import ProductWord

LETTERS = {
    "date": "\ue000",
    "money": "\ue001",
    "capacity": "\ue002",
    "count": "\ue003",
    "ratio": "\ue004",
    "area": "\ue005",
    "org": "\ue006",
    "place": "\ue007",
    "product": "\ue008",
    "phase": "\ue009",
}
"""The letter (of Unicode's private use area) that stands for each kind of mention; patterns write ``<kind>``."""

MONEY = frozenset({"CNY", "USD", "EUR", "HKD", "JPY"})
AREA = frozenset({"mu", "m2", "km2", "ha"})
PRODUCTION = frozenset({"t", "kt", "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh"})
PHASE = re.compile(r"(?:第?[一二三四五六七八九十]|首)期(?![间望刊])|(?<![\d.])[1-9]期(?![间望刊])")

Value = DateSpan | Quantity | str | Place | ProductWord


@dataclass(frozen=True, slots=True)
class Encoded:
    """A stretch of a text as letters.

    Parameters
    ----------
    letters : str
        The stretch with one letter for each mention.
    starts : tuple of int
        Where each letter begins in the document, and one more entry: where the last one ends.
    mentions : dict of int to Mention
        The mention behind a letter, by its position in `letters`.
    """

    letters: str
    starts: tuple[int, ...]
    mentions: dict[int, Mention[Value]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document's span of letters `start` to `end`."""
        return self.starts[start], self.starts[end]


def kind_of(value: Value) -> str:
    """Name the letter that stands for a mention's value."""
    if isinstance(value, DateSpan):
        return "date"
    if isinstance(value, Place):
        return "place"
    if isinstance(value, ProductWord):
        return "product"
    if isinstance(value, Quantity):
        return _quantity_kind(value)
    return "phase" if PHASE.fullmatch(value) else "org"


def _quantity_kind(quantity: Quantity) -> str:
    if quantity.unit in MONEY:
        return "money"
    if quantity.unit in AREA:
        return "area"
    if quantity.unit == "ratio":
        return "ratio"
    if quantity.unit in PRODUCTION or (quantity.per and "/" not in quantity.unit):
        return "capacity"
    return "count"


class Layer:
    """The mentions of one kind in a whole document, in order."""

    def __init__(self, mentions: Iterable[Mention[Value]]) -> None:
        self._mentions = list(mentions)
        self._starts = [m.start for m in self._mentions]

    def within(self, start: int, end: int) -> Iterator[Mention[Value]]:
        """Yield the mentions that lie wholly within a stretch."""
        for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self._mentions[i].end <= end:
                yield self._mentions[i]


def encode(text: str, stretch: tuple[int, int], layers: Iterable[Layer]) -> Encoded:
    """Encode a stretch of a document's text.

    Parameters
    ----------
    text : str
        The whole document.
    stretch : (int, int)
        First and last code point, half-open.
    layers : iterable of Layer
        One a kind; where mentions overlap the earlier layer stands.
    """
    start, end = stretch
    taken = bytearray(end - start)
    kept: list[Mention[Value]] = []
    for layer in layers:
        for mention in layer.within(start, end):
            a, b = mention.start - start, mention.end - start
            if not any(taken[a:b]):
                taken[a:b] = b"\x01" * (b - a)
                kept.append(mention)
    kept.sort(key=lambda m: m.start)
    parts: list[str] = []
    lengths: list[int] = []
    mentions: dict[int, Mention[Value]] = {}
    here = start
    for mention in kept:
        parts.append(text[here : mention.start])
        lengths.extend([1] * (mention.start - here))
        mentions[len(lengths)] = mention
        parts.append(LETTERS[kind_of(mention.value)])
        lengths.append(mention.end - mention.start)
        here = mention.end
    parts.append(text[here:end])
    lengths.extend([1] * (end - here))
    return Encoded("".join(parts), tuple(accumulate(lengths, initial=start)), mentions)


def phases(text: str) -> Iterator[Mention[str]]:
    """Yield the phases of a project ("一期", "首期") in `text`."""
    for match in PHASE.finditer(text):
        yield Mention(match.start(), match.end(), match.group())


def expand(pattern: str) -> str:
    """Replace ``<kind>`` by its letter in a pattern of the data files."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: LETTERS.get(m.group(1), m.group()), pattern)
