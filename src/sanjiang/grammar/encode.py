"""A sentence in which every mention stands as one letter, so that patterns are plain regular expressions.

"2022年3月,富江集团与临河集团签订合作协议" reads "<date>,<org>与<org>签订合作协议"; positions map back to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.products import ProductWord

LETTERS: Final = {
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

MONEY: Final = frozenset({"CNY", "USD", "EUR", "HKD", "JPY"})
AREA: Final = frozenset({"mu", "m2", "km2", "ha"})
PRODUCTION: Final = frozenset({"t", "kt", "W", "kW", "MW", "GW", "Wh", "kWh", "MWh", "GWh"})
PHASE: Final = re.compile(
    r"(?:第?(?:[一二三四五六七八九十][至、和])?[一二三四五六七八九十]|首)期(?![间望刊])|(?<![\d.])[1-9]期(?![间望刊])"
)

Value = DateSpan | Quantity | str | Place | ProductWord
Stretch = tuple[int, int]


class Encoded:
    """A stretch of a text as letters.

    Parameters
    ----------
    letters : str
        The stretch with one letter for each mention.
    mentions : dict of int to Mention
        The mention behind a letter, by its position in `letters`, in order.
    shifts : sequence of int
        What to add to a letter's position for its offset in the document: up to the first mention, after it, and on.
    positions : sequence of int
        Those of the mentions, in order.
    """

    __slots__ = ("letters", "mentions", "positions", "shifts")

    def __init__(
        self, letters: str, mentions: dict[int, Mention[Value]], shifts: Sequence[int], positions: Sequence[int]
    ) -> None:
        self.letters, self.mentions, self.shifts, self.positions = letters, mentions, shifts, positions

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the document's span of letters `start` to `end`."""
        shifts, positions = self.shifts, self.positions
        return start + shifts[bisect_left(positions, start)], end + shifts[bisect_left(positions, end)]


def letter_of(value: Value) -> str:
    """Return the letter that stands for a mention's value."""
    letter = _LETTER_OF.get(type(value))
    if letter is not None:
        return letter
    if isinstance(value, Quantity):
        rate = bool(value.per) and "/" not in value.unit
        return _LETTER_OF_UNIT.get(value.unit) or LETTERS["capacity" if rate else "count"]
    return LETTERS["phase" if isinstance(value, str) and PHASE.fullmatch(value) else "org"]


_LETTER_OF: Final[dict[type, str]] = {
    DateSpan: LETTERS["date"],
    Place: LETTERS["place"],
    ProductWord: LETTERS["product"],
}
_LETTER_OF_UNIT: Final[dict[str, str]] = {
    unit: LETTERS[kind]
    for kind, units in (("money", MONEY), ("area", AREA), ("ratio", ("ratio",)), ("capacity", PRODUCTION))
    for unit in units
}


def sift(
    stretches: Sequence[tuple[int, ...]], layers: Iterable[Iterable[Mention[Value]]]
) -> list[list[Mention[Value]]]:
    """Return for each stretch, in order, the mentions that lie wholly within it and do not overlap.

    Parameters
    ----------
    stretches : sequence of tuple
        Each opens with its start and end, half-open; left to right, apart.
    layers : iterable
        The document's mentions, a kind each; where two overlap the one of the earlier layer stands.
    """
    starts, ends = [stretch[0] for stretch in stretches], [stretch[1] for stretch in stretches]
    kept: list[list[Mention[Value]]] = [[] for _ in stretches]
    base = starts[0] if starts else 0
    taken = bytearray(ends[-1] - base if ends else 0)
    for layer in layers:
        i = 0
        for mention in layer:
            start, end, _ = mention
            while i < len(starts) and starts[i] <= start:
                i += 1
            first, last = start - base, end - base
            if i and end <= ends[i - 1] and taken.find(1, first, last) < 0:
                taken[first:last] = b"\x01" * (last - first)
                kept[i - 1].append(mention)
    for mentions in kept:
        if len(mentions) > 1:
            mentions.sort(key=_START)
    return kept


_START: Final = itemgetter(0)
_NO_MENTIONS: Final[dict[int, Mention[Value]]] = {}


def encode(text: str, stretch: Stretch, mentions: Collection[Mention[Value]]) -> Encoded:
    """Encode a stretch of a document's text.

    Parameters
    ----------
    text : str
        The whole document.
    stretch : (int, int)
        First and last code point, half-open.
    mentions : collection of Mention
        Those of the stretch, left to right, apart.
    """
    here, last = stretch
    if not mentions:
        return Encoded(text[here:last], _NO_MENTIONS, (here,), ())
    parts: list[str] = []
    placed: dict[int, Mention[Value]] = {}
    shifts = [here]
    for mention in mentions:
        (start, end, value), shift = mention, shifts[-1]
        parts += text[here:start], _LETTER_OF.get(type(value)) or letter_of(value)
        placed[start - shift] = mention
        shifts.append(shift + end - start - 1)
        here = end
    parts.append(text[here:last])
    return Encoded("".join(parts), placed, shifts, list(placed))


def phases(text: str) -> Iterator[Mention[str]]:
    """Yield the phases of a project ("一期", "首期") in `text`."""
    for last in re.finditer("期", text):
        match = PHASE.match(text, max(0, last.start() - 2)) or PHASE.match(text, max(0, last.start() - 1))
        if match:
            yield Mention(match.start(), match.end(), match.group())


def expand(pattern: str) -> str:
    """Replace ``<kind>`` by its letter in a pattern of the data files."""
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: LETTERS.get(m.group(1), m.group()), pattern)
