"""Which number formats of a workbook show days or percentages, and how its numbers are written."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal

from sanjiang.documents.xml_parts import local

Shape = Literal["day", "month", "percent", "plain"]

_DAYS = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_MONTHS = frozenset((17, 27, 36, 50, 52, 57))
_PERCENT = frozenset((9, 10))
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LATEST = 2_958_465  # 31 December 9999


class Formats:
    """Gathers the shape that each style of cells gives to numbers; feed it a workbook's part of styles."""

    def __init__(self) -> None:
        self.shapes: list[Shape] = []
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
            self.shapes.append(self._shape(_number(attrs.get("numFmtId"))))

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if local(tag) == "cellXfs":
            self._in_cells = False

    def data(self, text: str) -> None:
        """Take characters."""

    def _shape(self, number: int) -> Shape:
        code = _QUOTED.sub("", self._codes.get(number, "")).lower()
        if number in _PERCENT or "%" in code:
            return "percent"
        if number in _MONTHS or ("y" in code and "m" in code and "d" not in code):
            return "month"
        return (
            "day" if number in _DAYS or "yy" in code or "d" in code or "年" in self._codes.get(number, "") else "plain"
        )


def written(value: str, shape: Shape, from_1904: bool) -> str:
    """Return a number as people write it: a day as 2021年3月1日, a percentage with its mark, no tail of binary digits.

    Parameters
    ----------
    value : str
        As the file has it.
    shape : str
    from_1904 : bool
        Whether days are counted from 1904.
    """
    try:
        number = float(value)
    except ValueError:
        return value
    if shape in ("day", "month") and 1 <= number <= _LATEST - 1462:
        day = (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(number))
        return f"{day.year}年{day.month}月" + (f"{day.day}日" if shape == "day" else "")
    if shape == "percent":
        return f"{_digits(number * 100)}%"
    return _digits(number) if value.strip().lower() not in ("nan", "inf", "-inf", "infinity") else value


def _digits(number: float) -> str:
    if abs(number) >= 1e15 or (number and abs(number) < 1e-9):
        return f"{number:.12g}"
    text = f"{number:.12g}"
    if "e" in text:
        text = f"{number:.0f}" if abs(number) >= 1 else f"{number:.12f}".rstrip("0")
    return text


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else -1
