"""Raw tables to typed ones: each cell is text, a finite number within its bounds or a truth value, or a problem."""

from __future__ import annotations

import math
from collections.abc import Iterator

import polars as pl

from sanjiang.network.files import Raw
from sanjiang.network.problem import Problem, suggest
from sanjiang.network.schema import LARGEST, Column, Kind, Table

DTYPES: dict[Kind, type[pl.DataType]] = {"text": pl.String, "number": pl.Float64, "bool": pl.Boolean}

UNIT = "choose another unit, or leave it blank where there is no limit / 请改用其他单位, 不限则留空"


def typed(table: Table, raw: Raw) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the table with every column of its schema, and what is wrong with its cells.

    A blank cell takes the column's default; a wrong one is null, so that later checks pass over it.
    """
    problems = list(_headers(table, raw))
    columns = []
    for column in table.columns:
        if column.name in raw.frame.columns:
            series, found = _column(table, column, raw)
            problems += found
        else:
            series = pl.Series(column.name, [None] * raw.frame.height, dtype=DTYPES[column.kind])
            if column.default is not None:
                series = series.fill_null(column.default)
        columns.append(series)
    return pl.DataFrame(columns), problems


def empty(table: Table) -> pl.DataFrame:
    """Return the table without rows."""
    return pl.DataFrame(schema={column.name: DTYPES[column.kind] for column in table.columns})


def _headers(table: Table, raw: Raw) -> Iterator[Problem]:
    known = [column.name for column in table.columns]
    found = raw.frame.columns
    where = f"{table.name}.csv:1"
    for name in found:
        if name not in known:
            mend = suggest(name, known, f"remove it; known columns / 请删除; 已知的列: {', '.join(known)}")
            yield Problem(f"unknown column {name!r} / 未知的列", where, mend)
    for column in table.columns:
        if column.required and column.name not in found and (found or raw.frame.height):
            what = f"no column {column.name!r}, found {', '.join(found)} / 缺少列"
            yield Problem(what, where, f"add the column {column.name!r} / 请添加该列")


def _column(table: Table, column: Column, raw: Raw) -> tuple[pl.Series, list[Problem]]:
    cells = raw.frame[column.name]
    if cells.dtype == pl.String:
        cells = cells.str.strip_chars()
        cells = cells.set(cells == "", None)
    values = _convert(column.kind, cells)
    blank = cells.is_null()
    expected, mend = _expected(column)
    faults = [(values.is_null() & ~blank, f"not {expected}", mend)]
    if column.kind == "number":
        infinite = ~values.is_finite().fill_null(True)
        large = (values.abs() > LARGEST).fill_null(False) & ~infinite
        outside = ((values < column.low) | (values > column.high)).fill_null(False) & ~infinite & ~large
        faults.append((infinite, f"not finite, expected {expected}", "leave it blank where unknown / 未知则留空"))
        faults.append((large, f"beyond the solver, expected a size up to {LARGEST:g} / 超出求解范围", UNIT))
        faults.append((outside, f"out of range, expected {expected}", mend))
        values = values.set(infinite | large | outside, None)
    if column.required:
        faults.append((blank, "blank, expected a value / 不能为空", f"fill in the {column.name} / 请填写"))
    if column.whole:
        broken = (values != values.round()).fill_null(False)
        faults.append((broken, "not a whole number / 应为整数", "write a whole number / 请写整数"))
        values = values.set(broken, None)
    if column.words and column.names is None:
        strange = (~values.is_in(list(column.words))).fill_null(False)
        words = " ".join(column.words)
        faults.append((strange, f"not one of / 应为其一: {words}", f"write one of / 请写其一: {words}"))
        values = values.set(strange, None)
    if column.default is not None:
        values = values.set(blank, column.default)
    problems = []
    for wrong, fault, remedy in faults:
        for row in wrong.arg_true() if wrong.any() else ():
            found = "" if cells[row] is None else f": found / 实为 {str(cells[row])!r}"
            problems.append(Problem(f"{fault}{found}", f"{table.name}.csv:{raw.lines[row]} {column.name}", remedy))
    return values.alias(column.name), problems


def _convert(kind: Kind, cells: pl.Series) -> pl.Series:
    if kind == "number":
        return (cells if cells.dtype.is_numeric() else cells.cast(pl.String)).cast(pl.Float64, strict=False)
    words = cells.cast(pl.String)
    if kind == "text":
        return words
    truth = {"true": True, "false": False}
    return words.str.to_lowercase().replace_strict(truth, default=None, return_dtype=pl.Boolean)


def _expected(column: Column) -> tuple[str, str]:
    if column.kind == "bool":
        return "true or false / 应为 true 或 false", "write true or false / 请写 true 或 false"
    if column.kind == "text":
        return "text / 应为文本", "write text / 请写文本"
    span = "a number / 应为数"
    if math.isfinite(column.low):
        span = f"a number of at least {column.low:g} / 应为不小于 {column.low:g} 的数"
    if math.isfinite(column.high):
        span = f"a number from {column.low:g} to {column.high:g} / 应在 {column.low:g} 与 {column.high:g} 之间"
    return span, "write digits with a decimal point, no unit or thousands comma / 只写数字和小数点, 不带单位或千分位"
