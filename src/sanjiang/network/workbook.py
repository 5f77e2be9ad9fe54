"""Networks as one workbook, a sheet a table: read with every fault by cell, and written."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sanjiang.core.errors import NetworkError
from sanjiang.network.files import Raw, faulty_header, said_columns
from sanjiang.network.problem import Problem
from sanjiang.network.schema import TABLES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LARGEST = 200_000_000
"""Bytes that a workbook may unpack to; national networks take a tenth of it."""
Rows = dict[int, dict[int, str]]
"""Row to column to text, both counted from 1."""
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|x005F_")
"""What comes back otherwise than it was written."""
WORK_OUT = "open and save it in Excel, or write the value / 请用 Excel 打开并保存, 或直接填写数值"
UNMERGE = "unmerge them, and write each cell / 请取消合并并逐格填写"


def read_workbook(path: Path) -> dict[str, Raw | Problem]:
    """Read every sheet as a raw table of text and numbers; a sheet that is no table becomes a `Problem`.

    Raises
    ------
    NetworkError
        If the file cannot be read, is no workbook or unpacks to more than `LARGEST`.
    """
    import openpyxl

    from sanjiang.network.formulas import without_value

    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise _no_workbook(path, "too large / 过大")
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except OSError as error:
        raise _no_workbook(path, f"cannot be read / 无法读取: {error.strerror}") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise _no_workbook(path, "not an Excel workbook / 不是 Excel 工作簿") from error
    open_formulas = without_value(content, book)
    try:
        sheets = {sheet: _cells(sheet) for sheet in book.worksheets}
        return {
            sheet.title.strip(): _sheet(sheet, rows, open_formulas.get(sheet.title, {}))
            for sheet, rows in sheets.items()
            if rows or sheet.title.strip() in TABLES
        }
    finally:
        book.close()


def _cells(sheet: Worksheet) -> Rows:
    """Return the cells that hold something, by row and column: a sheet may say that it reaches as far as it likes."""
    rows: Rows = {}
    for (line, column), cell in sheet._cells.items():
        text = _text(cell.value)
        if text:
            rows.setdefault(line, {})[column] = text
    return dict(sorted(rows.items()))


def _sheet(sheet: Worksheet, rows: Rows, open_formulas: Mapping[int, str]) -> Raw | Problem:
    name = sheet.title.strip()
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    if merged:
        return Problem(f"merged cells / 合并单元格: {', '.join(merged[:5])}", f"{name}.csv:{merged[0]}", UNMERGE)
    named = rows.pop(1, {})
    header = [named.get(column, "") for column in range(1, max(named, default=0) + 1)]
    fault = faulty_header(header, name)
    if fault is not None:
        return fault
    faults = [
        Problem(f"a formula without a value / 公式没有算出的值: {told}", f"{name}.csv:{line}", WORK_OUT)
        for line, told in open_formulas.items()
    ]
    for line, row in rows.items():
        beyond = [text for column, text in row.items() if column > len(header)]
        if beyond and line not in open_formulas:
            what = f"a cell beyond the header: {beyond[0]!r} / 表头之外有内容"
            faults.append(Problem(what, f"{name}.csv:{line}", "name its column, or clear it / 请写列名或清空"))
    kept = {line: row for line, row in rows.items() if any(column <= len(header) for column in row)}
    series = {
        title: pl.Series([row.get(column) for row in kept.values()], dtype=pl.String)
        for column, title in enumerate(header, 1)
    }
    return Raw(pl.DataFrame(series), list(kept), tuple(faults))


def _text(cell: object) -> str | None:
    """Return a cell as a CSV file would hold it; whole numbers without a point, so that 2021 is the period 2021."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell).strip()


class _Whole(float):
    """A number that is written with as many digits as it has: the writer rounds to sixteen."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Write each table that has rows or is required as a sheet, from which `read_workbook` makes an equal network.

    Raises
    ------
    NetworkError
        If the file cannot be written, or a workbook cannot hold what is in the tables.
    """
    import xlsxwriter

    packed = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(packed, options) as book:
        bold = book.add_format({"bold": True})
        for name, frame in tables.items():
            if frame.height or TABLES[name].required:
                sheet = book.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                for column, header in enumerate(said_columns(name, frame)):
                    sheet.write_string(0, column, header, bold)
                    for line, value in _filled(frame[header]):
                        if _write(sheet, line, column, value) != 0:
                            raise _no_room(path, f"{name}.{header}", line + 1)
    try:
        path.write_bytes(packed.getvalue())
    except OSError as error:
        raise NetworkError(
            f"cannot be written / 无法写入: {error.strerror}", str(path), "choose another place / 请换一个位置"
        ) from error


def _filled(series: pl.Series) -> Iterator[tuple[int, object]]:
    for line, value in enumerate(series, 1):
        if value is not None:
            yield line, value


def _write(sheet: Any, line: int, column: int, value: object) -> int:
    """Write a cell; below 0 where it does not fit."""
    if isinstance(value, bool):
        return int(sheet.write_boolean(line, column, value))
    if isinstance(value, float):
        return int(sheet.write_number(line, column, _Whole(value)))
    text = str(value)
    return -1 if UNWRITABLE.search(text) else int(sheet.write_string(line, column, text))


def _no_room(path: Path, column: str, row: int) -> NetworkError:
    what = f"a workbook cannot hold {column} of row {row}: too many rows, too long, or signs that do not print"
    mend = "write a folder of CSV tables / 请写成 CSV 文件夹"
    return NetworkError(f"{what} / 工作簿容不下: 行数过多, 过长, 或有控制字符", str(path), mend)


def _no_workbook(path: Path, what: str) -> NetworkError:
    return NetworkError(what, str(path), "give a folder of CSV tables, or an .xlsx / 请给出 CSV 文件夹或 .xlsx")
