"""Numbers in the units that a reader of Chinese, or of English, takes in at a glance."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

MISSING = "—"
"""What stands for a number that is not known."""

WORDS = {
    "t": "吨",
    "kt": "千吨",
    "kg": "千克",
    "g": "克",
    "a": "年",
    "month": "月",
    "d": "天",
    "km": "公里",
    "mu": "亩",
    "m2": "平方米",
    "km2": "平方公里",
    "ha": "公顷",
    "kWh": "千瓦时",
    "W": "瓦",
    "CNY": "元",
    "USD": "美元",
    "EUR": "欧元",
}
"""Chinese words of the units whose symbols Chinese documents do not write."""

DECIMALS = {"GW": 1, "t": 0, "km": 0}
"""Decimals of the units whose numbers stand in columns; a number below one keeps two significant digits."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scale:
    """How one language writes numbers of a unit: divided by `divisor`, between `prefix` and `suffix`."""

    divisor: float
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of a unit in both languages; decimals of the Chinese one, None for four significant digits."""

    zh: Scale
    en: Scale
    decimals: int | None = None


def scales(unit: str, size: float) -> Scales:
    """Return how numbers of about `size` (in `unit`) are written.

    Examples
    --------
    >>> scales("t", 100_000).zh.suffix, scales("t", 100_000).en.suffix
    (' 万吨', ' kt')
    """
    base, slash, per = unit.partition("/")
    rate_zh, rate_en = (f"/{WORDS.get(per, per)}", f"/{per}") if slash else ("", "")
    if base == "CNY" and (per == "a" or size >= 1e8):
        return Scales(Scale(1e8, "", f" 亿元{rate_zh}"), Scale(1e9, "CNY ", f" bn{rate_en}"), 1 if per == "a" else 2)
    if base == "CNY" and size >= 1e6:
        return Scales(Scale(1e4, "", f" 万元{rate_zh}"), Scale(1e6, "CNY ", f" m{rate_en}"))
    if base == "t" and per in ("", "a") and size >= 1e4:
        return Scales(Scale(1e4, "", f" 万吨{rate_zh}"), Scale(1e3, "", f" kt{rate_en}"), 2)
    if unit == "ratio":
        return Scales(Scale(0.01, "", "%"), Scale(0.01, "", "%"))
    if unit == "a":
        return Scales(Scale(1, "", " 年"), Scale(1, "", " years"), 1)
    zh = re.sub(r"[A-Za-z]+2?", lambda word: WORDS.get(word[0], word[0]), unit)
    if size >= 1e6:
        return Scales(Scale(1e4, "", f" 万{zh}"), Scale(1e6, "", f" million {unit}".rstrip()))
    return Scales(Scale(1, "", f" {zh}".rstrip()), Scale(1, "", f" {unit}".rstrip()), DECIMALS.get(unit))


def amount(value: float | None, unit: str = "") -> Text:
    """Write one number with its unit.

    Examples
    --------
    >>> amount(2.1e9, "CNY/a")
    Text(zh='21 亿元/年', en='CNY 2.1 bn/a')
    >>> amount(None, "GW").zh
    '—'
    """
    return _write([value], unit)


def between(low: float | None, high: float | None, unit: str = "") -> Text:
    """Write a range with its unit; one number where both ends read alike.

    Examples
    --------
    >>> between(-1e8, 3e9, "CNY/a")
    Text(zh='−1 至 30 亿元/年', en='CNY −0.1 to 3 bn/a')
    """
    return _write([low, high], unit)


def _write(numbers: Sequence[float | None], unit: str) -> Text:
    values = [v for v in numbers if isinstance(v, int | float) and math.isfinite(v)]
    if not values:
        return Text(MISSING, MISSING)
    scale = scales(unit, max(abs(v) for v in values))
    shift = round(math.log10(scale.en.divisor / scale.zh.divisor))  # both languages show the same digits
    digits = [_decimals(v / scale.zh.divisor, scale.decimals) for v in values]
    zh = [_plain(v / scale.zh.divisor, d) for v, d in zip(values, digits, strict=True)]
    en = [_plain(v / scale.en.divisor, d + shift) for v, d in zip(values, digits, strict=True)]
    return Text(_join(zh, " 至 ", scale.zh), _join(en, " to ", scale.en))


def _join(numbers: list[str], word: str, scale: Scale) -> str:
    return f"{scale.prefix}{word.join(dict.fromkeys(numbers))}{scale.suffix}"


def _decimals(value: float, decimals: int | None) -> int:
    if value == 0:
        return 0
    magnitude = math.floor(math.log10(abs(value)))
    if decimals is None:
        return max(0, 3 - magnitude)
    return decimals if magnitude >= 0 else max(decimals, 1 - magnitude)


def _plain(value: float, decimals: int) -> str:
    text = f"{abs(value):,.{max(0, decimals)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text
