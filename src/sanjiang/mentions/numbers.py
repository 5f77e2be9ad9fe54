"""Chinese and Arabic numerals as numbers: 10万, ４．９５, 1,123, 一百二十三, 百亿, 三分之一, 2.5e3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sanjiang.mentions.mention import Mention

_DIGITS: Final = "零一二三四五六七八九"
_VALUES: Final = {d: i for i, d in enumerate(_DIGITS)} | {"半": Decimal("0.5")}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_PLAIN: Final = (
    {chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF5B)}  # full-width digits, letters and : ; < = > ? @ [ \ ] ^ _ `
    | dict(zip("．－／％﹪～＄￥〇兩萬億貳參陸佰仟", ".-/%%~$¥零两万亿贰叁陆百千", strict=True))
    | {
        "餘": "余",
        "負": "负",
        "圓": "圆",
        "銭": "钱",
        "個": "个",
        "點": "点",
        "對": "对",
        "雙": "双",
        "塊": "块",
        "幾": "几",
        "（": "(",
        "）": ")",
        "\u00a0": " ",
        "\u3000": " ",
    }
)
_WIDE: Final = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
_SMALL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾倆俩", "一二三四五六七八九十两两")
_GROUPING: Final = re.compile("，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
"""A wide comma parts thousands only between wide digits; elsewhere it parts clauses."""

_TIMES: Final = {"打": 12, "k": 1000, "K": 1000, "M": 10**6}
_SIMPLE: Final = re.compile("([0-9]{1,18}(?:[.][0-9]{1,9})?)([十百千万亿兆]?)")
_LONGEST: Final = 36
"""A longer run of characters is a code, no amount."""

_HUGE: Final = 300
"""A power with as many digits is no amount, and no float could hold it."""

_D: Final = "[零〇一二三四五六七八九]"
_A: Final = "[0-9０-９]"
SCALE: Final = r"(?:千(?![瓦米克伏卡赫字比])|百(?!分)|[十万亿萬億])"
"""A scale word that is no part of a unit (千瓦) or of a fraction (百分之)."""
_ARABIC: Final = rf"(?:{_A}{{1,3}}(?:,{_A}{{3}})+(?!{_A})|{_A}+)(?:[.．]{_A}+)?"
_MIXED: Final = rf"{_ARABIC}(?: ?{SCALE}+(?:零?{_A}+{SCALE}*)*)?"
_CHINESE: Final = (
    rf"(?:{_D}|[两兩]|十|[百千](?=[万亿萬億])|万(?=亿))"
    rf"(?:{_D}|{SCALE}|[两兩](?=[百千万亿萬億])|点(?={_D})|兆(?={_D}))*"
)
_CAPITAL: Final = "[壹贰叁肆伍陆柒捌玖拾][拾百佰千仟万萬亿億][壹贰叁肆伍陆柒捌玖拾百佰千仟万萬亿億零]*"
_WHOLE: Final = rf"(?:{_MIXED}|{_CHINESE}|{_CAPITAL})"
NUMBER: Final = rf"(?:(?:{_A}+|[两一二三四五六七八九十百千万]+)分之(?:{_WHOLE}|百)|{_WHOLE})"
"""Source of a regular expression for one numeral, without capturing groups, for others to embed."""

_TOKEN: Final = re.compile(
    rf"(?:[0-9]+(?:,[0-9]{{3}})*)?\.[0-9]+|[0-9]+(?:,[0-9]{{3}})*|点[{_DIGITS}]+|[{_DIGITS}两半十百千万亿兆]"
)
_SLASH: Final = re.compile(r"(?:([0-9]{1,15}) +)?([0-9]{1,15})/([1-9][0-9]{0,14})")
_POWER: Final = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,15})?)(\^|[eE])([+-]*)([0-9]{1,2})")

_FOLLOWERS: Final = (
    "个只双对斤两吨克米升年月日号天周时分秒点度次种项条件台套家户人名位座头羽尾片颗粒枚册份处所艘架栋幢层株棵张支根"
    "盒箱袋瓶类道款块级期届章节页倍的是不却而和与或及这那"
)
"""What may follow a numeral of one character; 一切, 四川 and 十足 are words."""

GAP: Final = " {0,4}"
"""Spaces inside a number or a percentage."""


def _spaced() -> str:
    decimal = r"(?<![0-9]\.)(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)\.[0-9]+(?!\.?[0-9])|(?<![0-9.])\.[0-9]+(?!\.?[0-9])"
    digit = rf"(?:(?>{decimal}|[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]+)|[一二三四五六七八九两])"
    scales = ("千(?![瓦米克伏卡赫字比])", f"百(?!{GAP}分{GAP}点)", "十")
    small = "".join(f"(?:零?{GAP}(?:{digit}{GAP})?{scale}{GAP})?" for scale in scales)
    section = f"(?=[{_DIGITS}0-9.两十百千]){small}(?:零?{GAP}{digit}(?!{GAP}[十百千]){GAP})?"
    fraction = f"(?:点{GAP}[{_DIGITS}]+{GAP})?"
    large = f"(?:{section}{fraction}(?:零?[几多余来]{GAP})?[万亿兆](?:{GAP}[万亿])*{GAP})+"
    by_digit = f"(?<![{_DIGITS}两])[{_DIGITS}]{{3,}}(?![两十百千万亿点])"
    return f"(?:{by_digit}|半百|(?:{large}(?:{section})?|{section}|零{GAP}){fraction})"


SPACED: Final = _spaced()
"""Source of a regular expression for one numeral of `small_numerals`, spaces inside or not."""

_LOOSE: Final = re.compile(
    f"(?<![0-9A-Za-z_{_DIGITS}两十百千万亿])(?:负|(?<![)%-])-)?(?:{_POWER.pattern}(?![0-9A-Za-z])"
    f"|(?<![/.]){_SLASH.pattern}(?![0-9/])"
    f"|(?:{SPACED}又{GAP})?(?![百千万]+{GAP}分){SPACED}分{GAP}之{GAP}[负-]?{SPACED}"
    f"|{SPACED}(?:打(?![开造破算击工印包压])|[kKM](?![A-Za-z0-9]))?)(?![A-Za-z{_DIGITS}两])"
)
_VAGUE: Final = re.compile("零?[几多余来]")
_AMBIGUOUS: Final = re.compile("(?<=[大登着海队退入放收朝])[陆伍肆拾]")

_WORDS: Final = {f"{c}一" for c in "统唯专划如均之单逐"}


def plain(text: str) -> str:
    """Return `text` with half-width digits and letters and simplified numerals, of the same length."""
    if "，" in text:
        text = _GROUPING.sub(",", text)
    at = 0
    while match := _WIDE.search(text, at):  # twenty times as fast as str.translate on Chinese
        at, wide = match.start(), match[0]
        text = text.replace(wide, _PLAIN[wide])
    return text


def small_numerals(line: str) -> str:
    """Return a `plain` line with 一 for 壹 and 十 for 拾, of the same length; 大陆 and 收拾 stay words."""
    return _AMBIGUOUS.sub("□", line).translate(_SMALL)


def find_numbers(text: str) -> Iterator[Mention[float]]:
    """Yield the numbers of `text` in any form, left to right, never overlapping, with or without a unit behind.

    The number of a percentage is the one it names: 5 in 5% as in 百分之五. A numeral of one character is a number only
    before a counted word, a particle or the end of a clause. 余 and 几 inside a number are left out of its value.

    Examples
    --------
    >>> [(m.start, m.value) for m in find_numbers("三百五又三分之一，-2.5 M，一切在四川，2^-1")]
    [(0, 350.3333333333333), (9, -2500000.0), (22, 0.5)]
    """
    line = small_numerals(plain(text))
    for match in _LOOSE.finditer(line):
        written = match[0].rstrip()
        start, end = match.start(), match.start() + len(written)
        value = parse_number(_VAGUE.sub("", written))
        if value is not None and _is_free(text, line, start, end):
            yield Mention(start, end, value)


def _is_free(text: str, line: str, start: int, end: int) -> bool:
    """Tell whether the number is no part of a word: 一切, 四川, 千家万户, 陆地."""
    if end - start > 1 or line[start].isascii():
        return True
    after = line[end : end + 1]
    if line[start] in "百千" or plain(text[start]) in "伍陆肆拾":
        return False
    if line[start - 1 : end] in _WORDS or line[start : end + 1] == "十分":
        return False
    return not after.isalnum() or after in _FOLLOWERS or line.startswith("小时", end)


def parse_number(text: str) -> float | None:
    """Return the number that the whole of `text` writes, or None where it writes none.

    Examples
    --------
    >>> parse_number("3712万"), parse_number("一百二十三"), parse_number("三分之一"), parse_number("大约")
    (37120000.0, 123.0, 0.3333333333333333, None)
    """
    value = parse_decimal(text)
    return None if value is None else float(value)


def parse_decimal(text: str) -> Decimal | None:
    """Return what `parse_number` does, exactly: 62.98亿 is 6298000000 and no float beside it."""
    if text in _ONES:
        return _ONES[text]
    if simple := _SIMPLE.fullmatch(text):
        digits, scale = simple.groups()
        return Decimal(digits) * _SCALES[scale] if scale else Decimal(digits)
    body = plain(text).translate(_SMALL).replace("，", ",").strip()
    if body[:1] in ("负", "-"):
        value = parse_decimal(body[1:])
        return None if value is None else -value
    if slash := _SLASH.fullmatch(body):
        return Decimal(slash[1] or 0) + Decimal(slash[2]) / Decimal(slash[3])
    body = body.replace(" ", "")
    if power := _POWER.fullmatch(body):
        return _power(*power.groups())
    if body[-1:] in _TIMES:
        value = _whole(body[:-1])
        return None if value is None else value * _TIMES[body[-1]]
    whole, more, rest = body.partition("又")
    below, fraction, above = (rest or body).partition("分之")
    if not fraction:
        return None if more else _whole(body)
    added, bottom, top = _whole(whole) if more else Decimal(0), _whole(below), parse_decimal(above)
    return added + top / bottom if added is not None and top is not None and bottom else None


def _power(base: str, form: str, signs: str, digits: str) -> Decimal | None:
    exponent = int(digits) * (-1) ** signs.count("-")
    if form != "^":
        return Decimal(base).scaleb(exponent)
    value = Decimal(base) ** exponent if Decimal(base) else None
    return value if value is not None and abs(value.adjusted()) < _HUGE else None


def _whole(body: str) -> Decimal | None:
    tokens = _TOKEN.findall(body)
    if not tokens or len(body) > _LONGEST or "".join(tokens) != body:
        return None
    groups: list[tuple[Decimal, int]] = []  # finished 万, 亿 and 兆 groups, each with its scale
    section, current, part, last, above = Decimal(0), None, Decimal(0), "", 10**4
    for token in tokens:
        scale = _SCALES.get(token, 0)
        if scale >= 10**4:
            value = section + (current or 0) + part
            while groups and (groups[-1][1] < scale or (not value and groups[-1][1] == scale)):  # 一万五千亿, 万万
                value += groups.pop()[0]
            groups.append(((value or 1) * Decimal(scale), scale))
            section, current, part, above = Decimal(0), None, Decimal(0), 10**4
        elif scale >= above:  # 四十五十 are two numbers
            return None
        elif scale:
            section += (1 if current is None or last == "零" else current + part) * Decimal(scale)
            current, part, above = None, Decimal(0), scale
        elif token[0] == "点":
            part = Decimal("0." + "".join(str(_VALUES[d]) for d in token[1:]))
        elif last and last[0] in "0123456789.":  # 3五
            return None
        elif token[0].isascii():
            if last not in _SCALES and last not in ("", "零"):
                return None
            current = Decimal(token.replace(",", ""))
        else:
            if current and any(t in _SCALES for t in tokens):  # 十四五 and 一千二三百 are no numbers
                return None
            digit = Decimal(2 if token == "两" else _VALUES[token])
            current = digit if current is None else current * 10 + digit  # 二零二一 is written digit by digit
        last = token
    tail = tokens[:-1] if last[0] == "点" else tokens
    if len(tail) > 1 and tail[-1] in _VALUES and _SCALES.get(tail[-2], 0) >= 100:
        current = (current or 0) * Decimal(_SCALES[tail[-2]]) / 10  # 一万三 is 13000
    return sum((value for value, _ in groups), section + (current or 0) + part)


_ONES: Final = {word: _whole(word) for word in (*_VALUES, *_SCALES, "两")}
"""Numerals of one character, which are in most texts the most."""
