"""What the number formats of a workbook make of its numbers: days, percentages, and the units written behind them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sanjiang.documents.xml_parts import local

Shape = Literal["day", "month", "percent", "plain"]

_DAYS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_MONTHS = frozenset((17, 27, 36, 50, 52, 57))
_PERCENT = frozenset((9, 10))
_SUFFIX = re.compile(r'(?:\[[^\]$]*\])?(?:General|[#0,.?]*[#0])\s*(?:"([^"]*)"|\\(.))[\s_)]*(?:;.*)?', re.IGNORECASE)
"""A number, then a literal; where a comma stands between, a thousandth of the number is shown."""
_DIGITS = re.compile(r"[0#]|general")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LATEST = 2_958_465  # 31 December 9999


class Format(NamedTuple):
    """What a number is shown as, and what is written behind it: "亿元"."""

    shape: Shape
    suffix: str = ""


PLAIN = Format("plain")
"""Of cells without a style."""


class Formats:
    """Gathers the format that each style of cells gives to numbers; feed it a workbook's part of styles."""

    def __init__(self) -> None:
        self.formats: list[Format] = []
        self._codes: dict[int, str] = {}
        self._in_cells = False

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        """Take the beginning of an element."""
        name = local(tag)
        if name == "numFmt":
            self._codes[_number(attrs.get("numFmtId"))] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = _number(attrs.get("numFmtId"))
            code = self._codes.get(number, "")
            self.formats.append(Format(_shape(number, code), _suffix(code)))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if local(tag) == "cellXfs":
            self._in_cells = False

    def data(self, text: str) -> None:
        """Take characters."""


def _shape(number: int, code: str) -> Shape:
    shown = _QUOTED.sub("", code).lower()
    if number in _PERCENT or "%" in shown:
        return "percent"
    if not _DIGITS.search(shown):
        shown = shown.replace("e", "y")  # the year of an era
    if number in _MONTHS or ("y" in shown and "m" in shown and "d" not in shown):
        return "month"
    return "day" if number in _DAYS or "y" in shown or "d" in shown else "plain"


def _suffix(code: str) -> str:
    """Return what a format writes right behind the digits of a number."""
    found = _SUFFIX.fullmatch(code)
    return (found[1] or found[2] or "").strip() if found else ""


def written(value: str, form: Format, from_1904: bool) -> str:
    """Return a number as people write it: a day as 2021年3月1日, a percentage with its mark, no tail of binary digits.

    Parameters
    ----------
    value : str
        As the file has it.
    form : Format
    from_1904 : bool
        Whether days are counted from 1904.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if form.shape in ("day", "month") and 1 <= number <= _LATEST - 1462:
        day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(number))
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if form.shape == "day" else "")
    if form.shape == "percent":
        return f"{_digits(number * 100)}%"
    if value.strip().lower() in ("nan", "inf", "-inf", "infinity"):
        return value
    return f"{_digits(number)}{form.suffix}"


def _digits(number: float) -> str:
    if abs(number) >= 1e15 or (number and abs(number) < 1e-9):
        return f"{number:.12g}"
    text = f"{number:.12g}"
    if "e" in text:
        text = f"{number:.0f}" if abs(number) >= 1 else f"{number:.12f}".rstrip("0")
    return text


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
