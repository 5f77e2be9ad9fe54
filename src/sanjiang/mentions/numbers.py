"""Chinese and Arabic numerals as numbers: 10万, ４．９５, 1,123, 一百二十三, 百亿, 三分之一."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_VALUES = {d: i for i, d in enumerate(_DIGITS)} | {"半": Decimal("0.5")}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}
_PLAIN = str.maketrans(
    {chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF5B)}  # full-width digits, letters and : ; < = > ? @ [ \ ] ^ _ `
    | dict(zip("．－／％～＄￥〇兩萬億貳參陸佰仟", ".-/%~$¥零两万亿贰叁陆百千", strict=True))
    | {
        "餘": "余",
        "負": "负",
        "圓": "圆",
        "銭": "钱",
        "個": "个",
        "點": "点",
        "（": "(",
        "）": ")",
        "\u00a0": " ",
        "\u3000": " ",
    }
)
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_LONGEST = 30
"""A longer run of characters is a code, no amount."""

_D = "[零〇一二三四五六七八九]"
_A = "[0-9０-９]"
SCALE = r"(?:千(?![瓦米克伏卡赫字比])|百(?!分)|[十万亿萬億])"
"""A scale word that is no part of a unit (千瓦) or of a fraction (百分之)."""
_ARABIC = rf"(?:{_A}{{1,3}}(?:,{_A}{{3}})+(?!{_A})|{_A}+)(?:[.．]{_A}+)?"
_MIXED = rf"{_ARABIC}(?: ?{SCALE}+(?:零?{_A}+{SCALE}*)*)?"
_CHINESE = (
    rf"(?:{_D}|[两兩]|十|[百千](?=[万亿萬億])|万(?=亿))"
    rf"(?:{_D}|{SCALE}|[两兩](?=[百千万亿萬億])|点(?={_D})|兆(?={_D}))*"
)
_CAPITAL = "[壹贰叁肆伍陆柒捌玖拾][拾百佰千仟万萬亿億][壹贰叁肆伍陆柒捌玖拾百佰千仟万萬亿億零]*"
_WHOLE = rf"(?:{_MIXED}|{_CHINESE}|{_CAPITAL})"
NUMBER = rf"(?:(?:{_A}+|[两一二三四五六七八九十百千万]+)分之(?:{_WHOLE}|百)|{_WHOLE})"
"""Source of a regular expression for one numeral, without capturing groups, for others to embed."""

_TOKEN = re.compile(rf"[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|点[{_DIGITS}]+|[{_DIGITS}两半十百千万亿兆]")


def plain(text: str) -> str:
    """Return `text` with half-width digits and letters and simplified numerals, of the same length."""
    return text.translate(_PLAIN)


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
    body = plain(text).translate(_CAPITALS).replace("，", ",").replace(" ", "")
    if body[:1] in ("负", "-"):
        value = parse_decimal(body[1:])
        return None if value is None else -value
    below, fraction, above = body.partition("分之")
    if fraction:
        bottom, top = _whole(below), _whole(above)
        return top / bottom if top is not None and bottom else None
    return _whole(body)


def _whole(body: str) -> Decimal | None:
    tokens = _TOKEN.findall(body)
    if not tokens or len(body) > _LONGEST or "".join(tokens) != body:
        return None
    groups: list[tuple[Decimal, int]] = []  # finished 万, 亿 and 兆 groups, each with its scale
    section, current, last = Decimal(0), None, ""
    for token in tokens:
        scale = _SCALES.get(token, 0)
        if scale >= 10**4:
            value = section + (current or 0)
            while groups and (groups[-1][1] < scale or (not value and groups[-1][1] == scale)):  # 一万五千亿, 万万
                value += groups.pop()[0]
            groups.append(((value or 1) * Decimal(scale), scale))
            section, current = Decimal(0), None
        elif scale:
            section += (1 if current is None or last == "零" else current) * Decimal(scale)
            current = None
        elif token[0] == "点":
            current = (current or Decimal(0)) + Decimal("0." + "".join(str(_VALUES[d]) for d in token[1:]))
        elif token[0].isdigit():
            current = Decimal(token.replace(",", ""))
        else:
            if current and any(t in _SCALES for t in tokens):  # 十四五 and 一千二三百 are no numbers
                return None
            digit = Decimal(2 if token == "两" else _VALUES[token])
            current = digit if current is None else current * 10 + digit  # 二零二一 is written digit by digit
        last = token
    if len(tokens) > 1 and last in _VALUES and _SCALES.get(tokens[-2], 0) >= 100:
        current = (current or 0) * Decimal(_SCALES[tokens[-2]]) / 10  # 一万三 is 13000
    return sum((value for value, _ in groups), section + (current or 0))
