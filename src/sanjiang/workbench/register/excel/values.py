"""What a cell says for its column: text, an amount in plain units, a day; or what is wrong with it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sanjiang.documents.lines import half_width
from sanjiang.workbench.register.excel.cells import Cell
from sanjiang.workbench.register.excel.columns import MONEY, Heading

Value = str | float | tuple[float, float] | date
"""Of an amount a number, its ends, or text that is none; of a date a day or text."""
LARGEST = 1e15
"""No amount of a project is larger: all that China invests in a year is less."""
LONGEST = 800
"""As many characters as the two ends of a range may take."""
_NUMBER = r"\d+(?:\.\d+)?"
_PLAIN = re.compile(rf"[-−]?{_NUMBER}")
_RANGE = re.compile(rf"({_NUMBER})(?:[-–—~]+|至)({_NUMBER})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class WrongError(Exception):
    """What is wrong with a cell of a column, and how to mend it."""

    def __init__(self, what: str, mend: str, key: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.key = what, mend, key


def value_of(cell: Cell, heading: Heading) -> Value:
    """Return what a cell says.

    Raises
    ------
    WrongError
        If it holds no value: a formula without a result, an error, TRUE or FALSE, or a number where days are wanted.
    """
    if cell.kind == "formula":
        raise WrongError(
            "公式没有结果 a formula without a result",
            "用 Excel 打开另存，或填数值 save it in Excel, or write the value",
        )
    if cell.kind == "error":
        raise WrongError(
            f"公式出错 an error of a formula: {cell.value}", "改好公式或填数值 mend the formula, or write the value"
        )
    if cell.kind == "truth":
        raise WrongError(f"是真假值 found {cell.value}", "填文字或数字 write text or a number")
    column = heading.column
    kind = column.kind if column else "text"
    if kind == "date":
        return _day(cell)
    if kind in ("money", "number", "count"):
        return _amount(cell, Decimal(MONEY[heading.unit]) if kind == "money" else Decimal(1))
    return written(cell)


def written(cell: Cell) -> str:
    """Return a cell as people write it."""
    if isinstance(cell.value, date):
        return cell.value.isoformat() if cell.kind == "day" else f"{cell.value.year}年{cell.value.month}月"
    return number_text(cell.value) if isinstance(cell.value, float) else cell.value


def number_text(number: float) -> str:
    """Return a number without an exponent or a needless point."""
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount(cell: Cell, factor: Decimal) -> Value:
    if isinstance(cell.value, float):
        return float(Decimal(f"{cell.value:.15g}") * factor)
    if isinstance(cell.value, date):
        raise WrongError(
            f"应为数字，却是日期 expected a number, found the day {written(cell)}",
            "改单元格格式 change the cell's format",
        )
    text = half_width(cell.value).replace(" ", "")
    text = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if len(text) > LONGEST:
        return cell.value
    if _PLAIN.fullmatch(text):
        return float(Decimal(text.replace("−", "-")) * factor)
    if ends := _RANGE.fullmatch(text):
        return float(Decimal(ends[1]) * factor), float(Decimal(ends[2]) * factor)
    return cell.value


def _day(cell: Cell) -> Value:
    if isinstance(cell.value, float):
        text = number_text(cell.value)
        if re.fullmatch(r"\d{4}\.1", text):
            raise WrongError(
                f"{text} 可能是1月，也可能是10月 may be January or October", "写成 write 2021-01 or 2021-10"
            )
        if not re.fullmatch(r"\d{4}(?:\.\d{1,2})?|\d{8}", text):
            raise WrongError(f"应为日期，却是数字 expected a date, found the number {text}", "写成 write 2021-03-05")
        return text
    return cell.value if cell.kind == "day" else written(cell)
