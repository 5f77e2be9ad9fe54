"""Quantities: amounts with their units, ranges, rates and qualifiers — 年产4.5万吨, 200亿—250亿元, 2万余台, 12%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.tuples import new
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.numbers import NUMBER, parse_decimal, plain
from sanjiang.mentions.percentages import spaced_percentage
from sanjiang.mentions.quantity_patterns import (
    AFTER,
    INSIDE,
    MEANING,
    MINOR,
    SYMBOLS,
    YEAR_GOES_ON,
    is_money,
    patterns,
)
from sanjiang.mentions.unit_words import UnitWord, key, unit_words

PER: Final = {"年": "a", "a": "a", "月": "month", "天": "d", "日": "d", "d": "d"}
REACH: Final = 24
"""How far before a number a rate or a qualifier is looked for, in characters."""

_NUMBER: Final = re.compile(rf"{NUMBER}|.")
_BARE: Final = re.compile(
    rf"(?P<sign>[负-])?(?P<n1>{NUMBER})(?:(?P<more>[余多])(?P<scale>[万亿]+))?(?P<after>以上|以下|以内|左右)?"
)
_AMOUNT_GROUPS: Final = {i: (f"n{i}", f"scale{i}", "half", "tenth") for i in (1, 2)}
_PAIR: Final = re.compile(r"([一两二三四五六七八])([二三四五六七八九])([十百千万亿]*)")
_FORMAT: Final = re.compile("[×*xX][0-9]")
_MINOR: Final = re.compile(rf"又?({NUMBER})({'|'.join(MINOR)})")
_ONE: Final = frozenset({"一片", "一种", "一类", "一层", "一道", "一位", "一处"})
"""Idioms that count nothing."""

_SCALES: Final = frozenset("百千万亿")
_DASHES: Final = frozenset(" -—–~─至到")
"""What `Patterns.dash` begins with."""
_SYMBOL_ENDS: Final = {symbol[-1] for symbol in SYMBOLS} | {" "}
_NO_AMOUNT_AFTER: Final = frozenset("第%=&_")
_SEVERAL: Final = frozenset("几数")
_TIMES: Final = frozenset("×*xX")
_JOINTS: Final = frozenset("-—–~─./:×*")
"""What joins the parts of a code, a version, a time of day or a format to the digits after it."""

_NOTHING: Final = None, None, None, None
_MEASURED: Final = frozenset({"mass", "area", "length", "volume", "time"})
_RATELESS: Final = frozenset({"time", "ratio", "tenth", "discount", "multiple"})


class QuantityFinder:
    """Finds quantities: numbers with a unit, and fractions.

    A bare number, an ordinal (第25届), a phase (二期), a calendar year and the digits of a code (M10) are none. Words
    that make a date of a stretch of time (近三年, 五年内) leave it to `DateFinder`.

    Examples
    --------
    >>> [m.value.as_written for m in QuantityFinder().find("年产4.5万吨的二期于2023年投产，投资约6亿元")]
    ['年产4.5万吨', '6亿元']
    """

    def find(self, text: str, line: str | None = None) -> Iterator[Mention[Quantity]]:
        """Yield the quantities of `text`, left to right, never overlapping; `line` is what `plain` makes of it."""
        line = plain(text) if line is None else line
        position = done = 0
        starts = patterns().start
        while start := starts.search(line, position):
            found = _read(line, start.start(), done)
            if found is None:
                number = _NUMBER.match(line, start.start())
                position = number.end() if number else start.end()
                continue
            written = text[found.start : found.end]
            low = float(found.low)
            high = low if found.high is found.low else float(found.high)
            quantity = new(Quantity, (low, high, found.unit, written, found.per, found.about))
            yield new(Mention, (found.start, found.end, quantity))
            position = done = found.end


class _Found:
    __slots__ = ("about", "end", "high", "low", "per", "start", "unit")

    def __init__(
        self, start: int, end: int, ends: tuple[Decimal, Decimal], unit: str, about: str | None = None
    ) -> None:
        self.start, self.end, (self.low, self.high) = start, end, ends
        self.unit, self.about = unit, about
        self.per: str | None = None


def _read(line: str, at: int, done: int) -> _Found | None:
    """Read the quantity whose number starts at `at`; nothing before `done` belongs to it."""
    if not _may_start(line, at):
        return None
    compiled = patterns()
    if plain_amount := compiled.plain.match(line, at):
        number, unit = plain_amount.groups()
        word = unit_words()[key(unit)]
        if word.anywhere and (value := parse_decimal(number)) is not None:
            value *= word.factor
            return _prefix(line, _Found(at, plain_amount.end(), (value, value), word.unit), word.kind, done)
    single = compiled.single.match(line, at)
    if _goes_on(line, single.end()) if single else compiled.may_range.match(line, at):
        ranged = compiled.ranged.match(line, at)
        found = _range(line, ranged) if ranged else None
        if ranged and found:
            return _dress(line, found, ranged, done)
    if single is None:
        spaced = spaced_percentage(line, at)
        if spaced:
            return _prefix(line, _Found(at, spaced[0], (spaced[1], spaced[1]), "ratio"), "ratio", done)
        return _unitless(line, at, done)
    return _single(line, single, done)


def _goes_on(line: str, end: int) -> bool:
    """Tell whether what joins the ends of a range stands behind an amount."""
    return line[end : end + 1] in _DASHES and patterns().dash.match(line, end) is not None


def _may_start(line: str, at: int) -> bool:
    """Tell whether the character at `at` may begin an amount, by what stands before it."""
    last, first = line[at - 1 : at], line[at]
    if last in _NO_AMOUNT_AFTER or (last in _SEVERAL and first in "十百千万亿") or last + first == "唯一":
        return False
    if first == "-":
        return not last or last in "长为率幅速是达(: \t\n"
    if first.isascii():
        before = line[at - 2 : at - 1]
        if last in _JOINTS and before.isascii() and before.isalnum():
            return before.isalpha()
        if last.isascii() and last.isalnum():  # PVC10万吨 is an amount; M10 and 5G are names
            return last.isalpha() and re.match(r"[0-9.]+[百千万亿]", line[at : at + 12]) is not None
    return True


def _single(line: str, match: re.Match[str], done: int) -> _Found | None:
    sign, times, number, more, _, unit, half, tenth, minor, divisors, after = match.groups()
    word = unit_words()[key(unit)]
    ends = _value(match, 1, word)
    if ends is None or not _fits(line, match, word, ends[0]):
        return None
    low, high = ends
    if times and word.kind != "power":  # 2×34万千瓦 is two machines, 600×600毫米 a format
        return None
    if sign or times:
        factor = Decimal(times or -1)
        low, high = low * factor, high * factor
    found = _Found(match.start(), match.end(), (low, high), word.unit)
    bare = not (more or half or tenth or minor or divisors or after)
    if bare and low is high and number not in _SCALES:
        return _prefix(line, found, word.kind, done)
    return _dress(line, found, match, done)


def _range(line: str, match: re.Match[str]) -> _Found | None:
    word = unit_words()[key(match["unit"])]
    first = unit_words()[key(match["first"])] if match["first"] else word
    if first.unit != word.unit or (
        match["first"]
        and match["dash"].strip() in "至到"
        and line[match.start() - 1 : match.start()] in tuple("从由自")
    ):
        return None
    low, high = _value(match, 1, first), _value(match, 2, word)
    if low is None or high is None or not _fits(line, match, word, high[1]):
        return None
    bottom, top = low[0], high[1]
    scale = re.search(r"[十百千万亿]+$", (match["n2"] + (match["scale2"] or "")).strip())
    if scale and not match["first"] and not re.search("[百千万亿]", match["n1"]):
        scaled = bottom * (parse_decimal(scale[0]) or 1)
        bottom = scaled if scaled <= top else bottom
    return _Found(match.start(), match.end(), (bottom, top), word.unit) if bottom < top else None


def _value(match: re.Match[str], i: int, word: UnitWord) -> tuple[Decimal, Decimal] | None:
    """Return the `i`-th amount of the match in the word's unit, low and high."""
    number, scale, half, tenth = match.group(*_AMOUNT_GROUPS[i])
    scale = scale.strip() if scale else ""
    pair = None if number[0].isascii() else _pair(number + scale)
    if pair and word.kind != "discount":
        return pair[0] * word.factor, pair[1] * word.factor
    value = parse_decimal(number)
    if value is None:
        return None
    if scale:
        value *= parse_decimal(scale) or 1
    if (half and _halves(word)) or word.word == "成半":
        value += Decimal("0.5")
    if tenth:
        value += (parse_decimal(tenth) or Decimal(0)) / 10  # 三成五
    if word.kind == "discount":
        value = value / 10 if value > 10 else Decimal(5) if number == "半" else value
    value *= word.factor
    return value, value


def _pair(number: str) -> tuple[Decimal, Decimal] | None:
    """Return the ends of two neighbouring digits: 四五百 is 400 to 500, and no 4500."""
    match = _PAIR.fullmatch(number)
    if match is None:
        return None
    low, high, size = (parse_decimal(part or "一") for part in match.groups())
    if low and high and size and (high - low == 1 or number.startswith("三五")):
        return low * size, high * size
    return None


def _halves(word: UnitWord) -> bool:
    """Tell whether 半 after the unit is half a unit more (三年半), and no part of the next word (三家半导体企业)."""
    return word.kind in _MEASURED or word.word == "个"


def _fits(line: str, found: re.Match[str], word: UnitWord, value: Decimal) -> bool:
    """Tell whether the unit word is a unit here."""
    start, end = found.span()
    last, number = line[start - 1 : start], found["n1"]
    if line[end : end + 1] in _TIMES and _FORMAT.match(line, end):
        return False
    if number in _SCALES and not _bare_is_meant(line, found):
        return False
    if number + word.word in _ONE or (word.word in "位名" and last == "前"):
        return False
    if word.kind in ("discount", "tenth"):
        return 0 < value < 1 or (value == 1 and word.kind == "tenth")
    if word.only == "scaled":
        return "万" in found[0] or "亿" in found[0]
    if word.only == "final":
        return not line[found.end("unit") : found.end("unit") + 1].isalnum() or bool(found["minor"])
    return (word.only != "listed" or last == "等") and (word.only != "duration" or _is_duration(line, found, value))


def _bare_is_meant(line: str, match: re.Match[str]) -> bool:
    """Tell 超万吨 and 亿元以上 from the 万吨 of a table's head and from idioms (千家)."""
    return bool(
        match["more1"]
        or match["after"] in ("以上", "以下", "左右")
        or line[match.end("unit") : match.end("unit") + 1] == "级"
        or line.endswith(("上", "达", "破", *MEANING), 0, match.start())
    )


def _is_duration(line: str, match: re.Match[str], value: Decimal) -> bool:
    start, number = match.start(), match["n1"]
    if number[0] in "0零" or (1000 <= value <= 2200 and not match["more1"]) or number in _SCALES:
        return False
    if line.endswith(("近", "过去", "未来", "今后", "这", "那", "每", "的", "新"), 0, start):
        return False
    if number == "半" and line[start - 1 : start] in tuple("上下前后"):
        return False
    return YEAR_GOES_ON.match(line, match.end("unit")) is None


def _dress(line: str, found: _Found, match: re.Match[str], done: int) -> _Found:
    """Add to `found` what stands around its number: rate, qualifier, currency, divisors, the small coins of a sum."""
    word = unit_words()[key(match["unit"])]
    behind = match.end() > match.end("unit")
    half, minor, divisors, after = match.group("half", "minor", "divisors", "after") if behind else _NOTHING
    if half and not _halves(word):
        found.end = match.start("half")
        return _prefix(line, found, word.kind, done)
    if minor:
        if word.kind != "money":
            found.end = match.start("minor")
            return _prefix(line, found, word.kind, done)
        coins = sum((parse_decimal(n) or Decimal(0)) * Decimal(MINOR[c]) for n, c in _MINOR.findall(minor))
        found.low, found.high = found.low + coins, found.high + coins
    if divisors:
        _divide(found, divisors)
    if after:
        found.about = AFTER[after]
        found.end = match.start("after")
    if match["more1"]:
        found.about = INSIDE[match["more1"]]
    elif found.low != found.high and "dash" not in match.groupdict():
        found.about = "about"
    if match["n1"] in _SCALES and line[found.start - 1 : found.start] == "上":
        found.about = "at_least"
    return _prefix(line, found, word.kind, done)


def _prefix(line: str, found: _Found, kind: str, done: int) -> _Found:
    compiled = patterns()
    if line[found.start - 1 : found.start] not in compiled.ends:
        return found
    before = compiled.before.search(line, max(done, found.start - REACH), found.start)
    if before is None:
        return found
    rate, each, about, symbol = before.group("rate", "each", "about", "symbol")
    if about:
        found.about = MEANING[about]
    if symbol and kind == "money":
        found.start = before.start("symbol")
    if each:
        _divide(found, each)
        found.start = before.start("each")
    if rate and kind not in _RATELESS:
        found.per = found.per or next(PER[c] for c in rate if c in PER)
        found.start = before.start("rate")
    return found


def _divide(found: _Found, divisors: str) -> None:
    for name in patterns().divisor.findall(divisors):
        if name in PER:
            found.per = PER[name]
        else:
            word = unit_words()[key(name)]
            found.unit += f"/{word.unit}"
            found.low, found.high = found.low / word.factor, found.high / word.factor


def _unitless(line: str, at: int, done: int) -> _Found | None:
    """Read a fraction (三分之一, 百分之十二) or a sum whose currency stands before it (¥300)."""
    match = _BARE.match(line, at)
    if match is None:
        return None
    before = patterns().before.search(line, max(done, at - REACH), at) if line[at - 1 : at] in _SYMBOL_ENDS else None
    if "分之" in match["n1"]:
        unit, kind = "ratio", "ratio"
    elif before and before["symbol"]:
        unit, kind = SYMBOLS[before["symbol"]], "money"
    elif is_money(line, match.start(), match.end("scale") if match["scale"] else match.end("n1")):
        unit, kind = "CNY", "money"
    else:
        return None
    below, _, above = match["n1"].rpartition("分之")
    pair, value = _pair(above), parse_decimal(match["n1"])
    if value is None:
        return None
    value *= parse_decimal(match["scale"]) or 1 if match["scale"] else 1
    low, high = (parse_decimal(f"{below}分之{end}") or value for end in pair) if pair and below else (value, value)
    about = AFTER[match["after"]] if match["after"] else ("above" if match["more"] else "about" if low < high else None)
    end = match.start("after") if match["after"] else match.end()
    sign = -1 if match["sign"] else 1
    return _prefix(line, _Found(at, end, (low * sign, high * sign), unit, about), kind, done)
