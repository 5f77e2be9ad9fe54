"""Who asks, for when and where. Identity numbers are refused unread: residence, birth date and kind are enough."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from sanjiang.core.errors import SanjiangError
from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Region, Regions

LONGEST_CODE = 12
"""Digits of the longest code of a division; whatever is longer may be an identity number."""
_DIGITS = re.compile(r"\d(?:[\s\-._·—]*[\dXx\uff38\uff58])*")
ORDINALS = {"first": 1, "second": 2, "third": 3, "首次": 1, "第一次": 1, "第二次": 2, "第三次": 3}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Parameters
    ----------
    day : date
        The day of the visit.
    residence : Region or None
        Where the person's identity card is from, as wide as known; None where not told.
    formerly : str or None
        The older code of the same division that was given.
    at : Region or None
        The region of the visit.
    at_name : str or None
        The place of the visit as given: a region's name or an attraction's.
    born : date or None
    kinds : tuple of str or None
        What the person is, all of it; None where not told.
    ticket : int
        Which ticket of the offer it is: 1 for the first.
    activated : date or None
    used : mapping of str to int
        What was granted before: by ``day`` and ``total``.
    """

    day: date
    residence: Region | None = None
    formerly: str | None = None
    at: Region | None = None
    at_name: str | None = None
    born: date | None = None
    kinds: tuple[str, ...] | None = None
    ticket: int = 1
    activated: date | None = None
    used: Mapping[str, int] | None = None


class Kind(NamedTuple):
    """A kind of people: its names, the words of texts, the ages that the law means by it, and when nobody is one."""

    zh: str
    en: str
    words: tuple[str, ...]
    age_from: int | None = None
    age_under: int | None = None
    never_from: int | None = None


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of people that offers name, from data/policies/kinds.toml."""
    table = tomllib.loads(data_path("policies", "kinds.toml").read_text("utf-8"))
    return {name: Kind(**{**kind, "words": tuple(kind["words"])}) for name, kind in table.items()}


def refuse_identity(text: str | None, option: str) -> None:
    """Refuse what may be an identity number, without repeating it.

    Raises
    ------
    SanjiangError
        If the text holds more than 12 digits in a row, blanks and hyphens left aside.
    """
    for found in _DIGITS.findall(text or ""):
        if sum(c.isdigit() for c in found) > LONGEST_CODE:
            raise SanjiangError(
                "不收身份证号码 identity numbers are not taken",
                option,
                "只写前六位区划代码，出生日期用 --birth give the six-digit code, the birth date with --birth",
            )


def residence_of(text: str, regions: Regions) -> tuple[Region, str | None]:
    """Return the region that a code or a name means, and the older code where one was given.

    Raises
    ------
    SanjiangError
        If it may be an identity number, or no region is called so.
    """
    refuse_identity(text, "--residence")
    word = text.strip()
    if (current := regions.successor(word)) is not None:
        return current, word
    return regions.find(word), None


def kinds_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids of the kinds that the words name, in Chinese or English; ``none`` means no special kind.

    Raises
    ------
    SanjiangError
        If a word names none.
    """
    out: list[str] = []
    for word in words:
        refuse_identity(word, "--kind")
        if word in ("none", "无", "普通"):
            continue
        named = next((name for name, kind in kinds().items() if word in (name, kind.zh)), None)
        if named is None:
            known = ", ".join((*kinds(), "none"))
            raise SanjiangError(f"没有这类人 no such kind: {word[:20]}", "--kind", f"可用 use {known}")
        out.append(named)
    return tuple(out)


def ticket_of(text: str) -> int:
    """Return which ticket is meant: first, second, 首次, 3; an error where it is none of these."""
    refuse_identity(text, "--ticket")
    number = ORDINALS.get(text.strip().lower()) or (int(text) if text.isascii() and text.isdigit() else 0)
    if number < 1:
        raise SanjiangError(f"不知第几张 no ordinal: {text[:20]}", "--ticket", "写 write first, second, 3 …")
    return number


def used_of(texts: tuple[str, ...]) -> dict[str, int]:
    """Return what was granted before, by ``day``, ``total`` or ``any`` (a bare number: of the only quota).

    Raises
    ------
    SanjiangError
        If a text is not ``day=N``, ``total=N`` or ``N``.
    """
    out: dict[str, int] = {}
    for text in texts:
        refuse_identity(text, "--count")
        period, _, number = text.rpartition("=")
        if period not in ("", "day", "total") or not (number.isascii() and number.isdigit()):
            raise SanjiangError(f"不是名额 no count: {text[:20]}", "--count", "写 write day=2999, total=50000, 2999")
        out[period or "any"] = int(number)
    return out
