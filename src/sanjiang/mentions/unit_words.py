"""The words that follow a number and make it a quantity, from data/units/words.csv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from sanjiang.core.alternatives import by_first_letter
from sanjiang.mentions.numbers import plain


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A row of the table.

    Parameters
    ----------
    word : str
        As texts write it; Latin words of two letters and more in any case.
    unit : str
        The unit of `sanjiang.core.units`, or the word itself where nothing converts it.
    factor : Decimal
        What one `word` is in `unit`.
    kind : str
        ``money``, ``mass``, ``count`` …
    only : str
        Blank; ``scaled`` (only with 万 or 亿), ``listed`` (only after 等), ``final`` (only where nothing follows),
        ``duration`` (no calendar year) or ``divisor`` (only after a stroke or 每).
    not_before : str
        Characters that make another word of it: 台 is no unit in 台湾.
    anywhere : bool
        Whether digits before it are an amount of it wherever they stand, with nothing to weigh.
    """

    word: str
    unit: str
    factor: Decimal
    kind: str
    only: str
    not_before: str
    anywhere: bool


@cache
def unit_words() -> dict[str, UnitWord]:
    """Return the words of the table by `key`, written as `numbers.plain` writes them."""
    table = files("sanjiang").joinpath("data/units/words.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(table)
    return {
        key(word): UnitWord(
            word, r["unit"], Decimal(r["factor"]), r["kind"], r["only"], r["not_before"], _anywhere(word, r)
        )
        for r in rows
        for word in (plain(r["word"]),)
    }


def _anywhere(word: str, row: dict[str, str]) -> bool:
    return not row["only"] and row["kind"] not in ("discount", "tenth") and word not in ("位", "名", "成半")


def key(word: str) -> str:
    """Return what `unit_words` is keyed by: kw, KW and kW are one word."""
    return word.lower()


def alternatives(words: list[UnitWord]) -> str:
    """Return the branches of a regular expression for any of `words`, the longest first, without capturing groups."""
    longest_first = sorted(words, key=lambda w: -len(w.word))
    # No word of Latin letters stands where a Chinese one does, so that the order of the two kinds is of no matter.
    latin = [_branch(w) for w in longest_first if w.word[0].isascii()]
    return "|".join((by_first_letter(_branch(w) for w in longest_first if not w.word[0].isascii()), *latin))


def _branch(word: UnitWord) -> str:
    source = re.escape(word.word)
    if word.word.isascii() and len(word.word) > 1:
        source = f"(?i:{source})"
    if word.word[-1].isascii() and word.word[-1].isalnum():
        source += "(?![A-Za-z0-9])"
    return source + (f"(?![{word.not_before}])" if word.not_before else "")
