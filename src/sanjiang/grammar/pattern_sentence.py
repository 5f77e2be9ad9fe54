"""A sentence while patterns read it: what they have found, and which figures they took."""

from __future__ import annotations

from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Kind
from sanjiang.grammar.above import Above
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.pattern_fields import MEASURES, Reader

FIGURES: Final = ("count", "value", "investment", "capacity")
TIMES_AND_LENGTHS: Final = MEASURES - {"ratio", "kg", "g", "m3", "L", "tce"}


class Sentence:
    """What has been read of a sentence so far.

    `letters` are the sentence, a letter for each mention; `names` are those of its figures, by the figures' letters.
    """

    __slots__ = ("above", "finds", "last", "letters", "names", "reader", "used", "within")

    def __init__(self, reader: Reader, above: Above) -> None:
        self.reader, self.above, self.letters = reader, above, reader.encoded.letters
        self.finds: dict[Kind, list[int]] = {}
        self.used: set[int] = set()
        self.within: set[int] = set()
        self.names: dict[int, str] = {}
        self.last: Draft | None = None

    def told(self, kind: Kind, span: tuple[int, int]) -> bool:
        """Tell whether a stretch lies within one find of a kind."""
        numbers = self.finds.get(kind)
        return bool(numbers and numbers[span[0]] and numbers[span[0]] == numbers[span[1] - 1])

    def claims(self, at: int) -> bool:
        """Tell whether the figure at a letter is a find's, or lies within one, or measures a time or a length."""
        value = self.reader.encoded.mentions[at].value
        measures = isinstance(value, Quantity) and value.unit in TIMES_AND_LENGTHS
        return measures or at in self.used or at in self.within

    def tell(self, kind: Kind, span: tuple[int, int]) -> None:
        """Note a find: its letters take its number, which is where it begins, counted from one."""
        numbers = self.finds.setdefault(kind, [0] * len(self.letters))
        numbers[span[0] : span[1]] = [span[0] + 1] * (span[1] - span[0])
        self.within.update(range(*span))
