"""Workbooks of projects, made for tests."""

from pathlib import Path

import openpyxl

HEADINGS = ("项目名称", "建设单位", "所在地", "投资额（万元）", "阶段", "日期")
ROW = ("多晶硅项目", "永祥", "五通桥区", 410000, "在建", "2021年3月")


def workbook(path: Path, *rows, headings=HEADINGS, sheet="项目", touch=None) -> Path:
    """Write a table; `touch` may change the sheet before it is saved."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in ([headings] if headings else []) + list(rows):
        book.active.append(row)
    if touch:
        touch(book.active)
    book.save(path)
    return path


def cells(path: Path) -> list[tuple]:
    """Return the rows of the first sheet."""
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))


def changed(path: Path, out: Path, **values) -> Path:
    """Copy an export with some cells changed: A2="…"."""
    book = openpyxl.load_workbook(path)
    for reference, value in values.items():
        book.worksheets[0][reference] = value
        if isinstance(value, str):
            book.worksheets[0][reference].data_type = "s"
    book.save(out)
    return out
