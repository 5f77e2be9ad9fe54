"""CSV files to raw tables of text, each row with its line in the file, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from sanjiang.core.errors import NetworkError
from sanjiang.network.problem import Problem
from sanjiang.network.schema import TABLES

SAVE = "save it as CSV UTF-8 / 请另存为 UTF-8 编码的 CSV"


Lines = npt.NDArray[np.int64] | range | list[int]
if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True, slots=True)
class Raw:
    """A table before it is checked: cells of any type, and the line at which each row starts (the header's is 1).

    `faults` tells rows that are no rows, whose cells stand for what they could be.
    """

    frame: pl.DataFrame
    lines: Lines
    faults: tuple[Problem, ...] = ()


def is_network_folder(path: Path) -> bool:
    """Tell whether a path is a folder of network tables: one of its files has a table's name, or all are .csv."""
    if not path.is_dir():
        return False
    files = [file for file in path.iterdir() if file.is_file()]
    tables = [file for file in files if file.suffix.lower() == ".csv"]
    return any(file.stem in TABLES for file in tables) or (bool(tables) and len(tables) == len(files))


def read_table(path: Path) -> Raw | Problem:
    """Read one UTF-8 CSV file as text; a file that is no table becomes a `Problem`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Problem(f"not UTF-8 text (byte {error.start}) / 不是 UTF-8 文本", path.name, SAVE)
    except OSError as error:
        return Problem(f"cannot be read / 无法读取: {error.strerror}", path.name, "check the file / 请检查该文件")
    if "\0" in text:
        return Problem("binary data, not CSV text / 是二进制数据", path.name, SAVE)
    try:
        return _parse(text, path.name)
    except csv.Error as error:
        return Problem(f"not a CSV table / 不是 CSV 表: {error}", path.name, "check its quotes / 请检查引号是否成对")


def _parse(text: str, name: str) -> Raw | Problem:
    """Read a table's text; where nothing is quoted, by cutting its lines, which is quick and takes little memory."""
    if '"' in text or text.count("\r") != text.count("\r\n"):
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [cell.strip() for cell in next(reader, [])]
        return faulty_header(header, name) or _quoted(reader, header, name)
    first, _, rest = text.partition("\n")
    header = [cell.strip() for cell in first.rstrip("\r").split(",")]
    return faulty_header(header, name) or _plain(rest, header, name)


def faulty_header(header: list[str], name: str) -> Problem | None:
    """Return what is wrong with a table's header, None where nothing is."""
    if not any(header):
        return Problem("no header / 没有表头", f"{name}:1", "write the column names in the first line / 请在首行写列名")
    for i, column in enumerate(header):
        if not column or column in header[:i]:
            fault = f"column {i + 1} {'stands twice / 列名重复' if column else 'has no name / 列没有名称'}: {column!r}"
            return Problem(fault, f"{name}:1", "name each column once / 每列须有唯一的名称")
    return None


def _plain(text: str, header: list[str], name: str) -> Raw:
    lines = pl.Series(text.split("\n"), dtype=pl.String).str.strip_chars_end("\r")
    numbers = np.arange(2, lines.len() + 2)
    filled = lines.str.contains("[^,]").to_numpy()
    lines, numbers = lines.filter(filled), numbers[filled]
    cells = lines.str.count_matches(",", literal=True).to_numpy() + 1
    wrong = np.flatnonzero(cells != len(header))
    faults = tuple(_ragged(int(cells[i]), header, f"{name}:{numbers[i]}") for i in wrong)
    if lines.is_empty():
        return Raw(pl.DataFrame({column: pl.Series([], dtype=pl.String) for column in header}), [])
    parted = lines.str.split_exact(",", len(header) - 1).struct.rename_fields(header).struct.unnest()
    return Raw(parted, numbers, faults)


def _quoted(reader: Reader, header: list[str], name: str) -> Raw:
    rows: list[list[str]] = []
    lines: list[int] = []
    faults: list[Problem] = []
    width, start = len(header), reader.line_num + 1
    for row in reader:
        if any(row):
            if len(row) != width:
                faults.append(_ragged(len(row), header, f"{name}:{start}"))
            rows.append((row + [""] * width)[:width])
            lines.append(start)
        start = reader.line_num + 1
    cells = zip(*rows, strict=True) if rows else ([] for _ in header)
    columns = {column: pl.Series(values, dtype=pl.String) for column, values in zip(header, cells, strict=True)}
    return Raw(pl.DataFrame(columns), lines, tuple(faults))


def _ragged(found: int, header: list[str], where: str) -> Problem:
    return Problem(
        f"{found} cells, expected {len(header)} / 单元格数与表头不符",
        where,
        "give each column one cell, and quote a cell that holds a comma / 每列一格, 含逗号的内容须加引号",
    )


def write_tables(tables: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write each table that has rows or is required; columns that say nothing are left out.

    Raises
    ------
    NetworkError
        If the folder holds another table, which a later read would mix in, or cannot be written.
    """
    kept = {name: frame for name, frame in tables.items() if frame.height or TABLES[name].required}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stale = sorted(path.name for path in folder.glob("*.csv") if path.stem not in kept)
        if stale:
            raise NetworkError(
                f"the folder holds other tables / 文件夹内有其他表: {', '.join(stale)}",
                str(folder),
                "write to an empty folder / 请写入空文件夹",
            )
        for name, frame in kept.items():
            frame.select(said_columns(name, frame)).write_csv(folder / f"{name}.csv")
    except OSError as error:
        raise NetworkError(
            f"cannot be written / 无法写入: {error.strerror}", str(folder), "choose another folder / 请选择其他文件夹"
        ) from error


def said_columns(name: str, frame: pl.DataFrame) -> list[str]:
    """Return the columns of a table that say something or must be there."""
    required = {column.name for column in TABLES[name].columns if column.required}
    return [c for c in frame.columns if c in required or frame[c].null_count() < frame.height]
