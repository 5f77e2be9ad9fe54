"""Builds sentences and figures: templates that name their figures, and prose in which every number is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.report import Bold, Number, Run, Sentence

NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(\d{4}-\d\d-\d\d|[−-]?\d+(?:,\d{3})*(?:\.\d+)?"
    r"(?: ?(?:GWh?|MW|kt|km|%|[万亿]?(?:吨|元)(?:/年)?|公里|年))?)"
)
"""Numbers in a sentence with the unit that follows, not digits inside a name such as N2."""
CHINESE = r"[\u3400-\u9fff（）《》“”，。；：、]"
MARKS = re.compile(rf"(?<={CHINESE})[,;:](?! )|(?<! )[,;:](?={CHINESE})|(?<=[A-Za-z%]),(?=\d)")
BRACKETS = re.compile(rf"(?<={CHINESE})\(([^()]*)\)")
WIDE = {",": "，", ";": "；", ":": "："}
SLOT = re.compile(r"\{(\w+)\}")


def quantity(value: float | None, unit: str, what: Text, key: str, *, strong: bool = False) -> Number:
    """Return one number with its unit as a figure."""
    return Number(amount(value, unit), what, key, value=value, unit=unit, strong=strong)


def span(low: float | None, high: float | None, unit: str, what: Text, key: str, *, strong: bool = False) -> Number:
    """Return a range as a figure."""
    return Number(between(low, high, unit), what, key, low=low, high=high, unit=unit, strong=strong)


def counted(count: int | None, zh: str, en: str, what: Text, key: str) -> Number:
    """Return a count with its counting word as a figure."""
    return Number(Text(f"{count} {zh}".strip(), f"{count} {en}".strip()), what, key, value=count)


def say(zh: str, en: str, key: str | None = None, /, **slots: Text | Number) -> Sentence:
    """Fill a sentence's slots, the same in both languages.

    Parameters
    ----------
    zh, en : str
        The sentence, with ``{name}`` where a slot stands.
    key : str, optional
        What the sentence rests on.
    **slots : Text or Number
        A text is a name, and stands out.

    Examples
    --------
    >>> say("{step}缺", "{step} is absent", step=Text("电池片", "cells")).plain("en")
    'cells is absent'
    """
    return Sentence(_fill(zh, slots, "zh"), _fill(en, slots, "en"), key)


def _fill(template: str, slots: Mapping[str, Text | Number], language: str) -> tuple[Run, ...]:
    runs: list[Run] = []
    for place, part in enumerate(SLOT.split(template)):
        if place % 2 == 0:
            runs += [part] if part else []
            continue
        slot = slots[part]
        runs.append(slot if isinstance(slot, Number) else Bold(getattr(slot, language)))
    return tuple(runs)


def prose(zh: object, en: object, key: str, what: Text) -> Sentence:
    """Return a sentence that is already written, every number in it a figure; without English, Chinese serves both."""
    chinese = _figures(full_width(str(zh or "")), what, key)
    return Sentence(chinese, _figures(str(en), what, key) if en else chinese, key)


def full_width(text: str) -> str:
    """Return Chinese text with the punctuation that Chinese is printed with: ， for a comma beside a Chinese character.

    Examples
    --------
    >>> full_width("上游硅片(20–30 GW)在,下游(8 GW)也在;1,000 吨")
    '上游硅片（20–30 GW）在，下游（8 GW）也在；1,000 吨'
    """
    text = BRACKETS.sub(r"（\1）", text)
    return MARKS.sub(lambda mark: WIDE[mark[0]], text)


def _figures(text: str, what: Text, key: str) -> tuple[Run, ...]:
    parts = NUMBER.split(text)
    runs: list[Run] = [Number(Text(p, p), what, key) if i % 2 else p for i, p in enumerate(parts)]
    return tuple(r for r in runs if r != "")


def words(zh: str, en: str) -> Sentence:
    """Return a sentence without figures."""
    return Sentence((zh,), (en,))


def joined(items: Sequence[Sentence], zh: str = "", en: str = " ") -> Sentence:
    """Return sentences as one, with a mark between them; it rests on what the first rests on."""
    chinese: list[Run] = []
    english: list[Run] = []
    for place, item in enumerate(items):
        chinese += ([zh] if place and zh else []) + list(item.zh)
        english += ([en] if place and en else []) + list(item.en)
    return Sentence(tuple(chinese), tuple(english), items[0].key if items else None)


def named(row: Mapping[str, Any], prefix: str = "") -> Text:
    """Return a row's name in both languages, its process where it has none."""
    zh = row.get(f"{prefix}name_zh") or row.get(f"{prefix}name") or row.get("process") or MISSING
    return Text(str(zh), str(row.get(f"{prefix}name_en") or zh))


def capital(text: Text) -> Text:
    """Return a name with a capital in English, as a heading or at the start of a row."""
    return Text(text.zh, text.en[:1].upper() + text.en[1:])
