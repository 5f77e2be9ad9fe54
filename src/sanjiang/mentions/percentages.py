"""Percentages that no plain numeral writes: 百 分 之 12, 12k个百分点, 陆 点 五 折, 打对折."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from sanjiang.mentions.numbers import GAP, SPACED, parse_decimal, small_numerals
from sanjiang.mentions.unit_words import alternatives, unit_words

_REACH: Final = 40
"""The longest percentage with spaces inside, in characters."""

_HALF_PRICE: Final = re.compile("(?<=打)对折(?![扣叠合])")
_HINT: Final = re.compile(rf"[百千万]{GAP}分{GAP}[之点]|[0-9一二三四五六七八九十kK]{GAP}[成折]")


def spaced_percentage(line: str, at: int) -> tuple[int, Decimal] | None:
    """Return the end and the value of the percentage that starts at `at` of a `numbers.plain` line, or None."""
    if line[at] == "对":
        return (at + 2, Decimal("0.5")) if _HALF_PRICE.match(line, at) else None
    if _HINT.search(line, at, at + _REACH) is None:
        return None
    match = _percentage().match(small_numerals(line[at : at + _REACH]))
    value = parse_decimal(match["above"] or match["number"] or "") if match else None
    if match is None or value is None:
        return None
    if match["below"]:
        value /= parse_decimal("一" + match["below"]) or 1
    elif match["points"] or (match["tenths"] == "折" and value > 10):  # 75折 is 0.75
        value /= 100
    else:
        value /= 10
    if match["tenths"] and not 0 < value < 1:
        return None
    return at + len(match[0].rstrip()), -value if match["sign"] else value


@cache
def _percentage() -> re.Pattern[str]:
    tenths = alternatives([w for w in unit_words().values() if w.word in ("成", "折")])
    return re.compile(
        rf"(?P<sign>[负-])?(?:(?P<below>[百千]|[百千]?万+){GAP}分{GAP}之{GAP}"
        rf"(?P<above>{SPACED}[kK]?)(?![A-Za-z0-9零一二三四五六七八九两])"
        rf"|(?P<number>[0-9一二三四五六七八九] +[0-9一二三四五六七八九](?= +折)|{SPACED}[kK]?){GAP}"
        rf"(?:(?P<points>个{GAP}百{GAP}分{GAP}点)|(?P<tenths>{tenths})))"
    )
