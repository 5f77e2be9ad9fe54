"""Networks as one workbook, a sheet a table: read with every fault by cell, and written."""

from __future__ import annotations

import io
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
UNMERGE = "unmerge them, and write each cell / 请取消合并并逐格填写"


def read_workbook(path: Path) -> dict[str, Raw | Problem]:
    """Read every sheet as a raw table of text and numbers; a sheet that is no table becomes a `Problem`.

    Raises
    ------
    NetworkError
        If the file cannot be read, is no workbook or unpacks to more than `LARGEST`.
    """
    import openpyxl

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
    try:
        return {sheet.title.strip(): _sheet(sheet) for sheet in book.worksheets if sheet.max_row and sheet.max_column}
    finally:
        book.close()


def _sheet(sheet: Worksheet) -> Raw | Problem:
    name = sheet.title.strip()
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    if merged:
        return Problem(f"merged cells / 合并单元格: {', '.join(merged[:5])}", f"{name}.csv:{merged[0]}", UNMERGE)
    rows = sheet.iter_rows(values_only=True)
    header = [_text(cell) or "" for cell in next(rows, ())]
    while header and not header[-1]:
        header.pop()
    fault = faulty_header(header, name)
    if fault is not None:
        return fault
    listed, lines = [], []
    for line, row in enumerate(rows, 2):
        beyond = [cell for cell in row[len(header) :] if _text(cell)]
        if beyond:
            what = f"a cell beyond the header: {_text(beyond[0])!r} / 表头之外有内容"
            return Problem(what, f"{name}.csv:{line}", "name its column, or clear it / 请写列名或清空")
        cells = [_text(cell) for cell in row[: len(header)]]
        if any(cells):
            listed.append(cells)
            lines.append(line)
    columns = zip(*listed, strict=True) if listed else ([] for _ in header)
    series = {column: pl.Series(values, dtype=pl.String) for column, values in zip(header, columns, strict=True)}
    return Raw(pl.DataFrame(series), lines)


def _text(cell: object) -> str | None:
    """Return a cell as a CSV file would hold it; whole numbers without a point, so that 2021 is the period 2021."""
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return repr(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell).strip()


def write_workbook(tables: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Write each table that has rows or is required as a sheet, from which `read_workbook` makes an equal network.

    Raises
    ------
    NetworkError
        If the file cannot be written.
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
                        _write(sheet, line, column, value)
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


def _write(sheet: Any, line: int, column: int, value: object) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, float):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, str(value))


def _no_workbook(path: Path, what: str) -> NetworkError:
    return NetworkError(what, str(path), "give a folder of CSV tables, or an .xlsx / 请给出 CSV 文件夹或 .xlsx")
