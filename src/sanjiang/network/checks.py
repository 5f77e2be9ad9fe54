"""Checks between rows and between tables: unique keys, known names, agreeing units, bounds that leave room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import polars as pl

from sanjiang.core.units import factor
from sanjiang.network.cells import empty, typed
from sanjiang.network.files import Raw
from sanjiang.network.problem import Problem, suggest
from sanjiang.network.schema import LATER, TABLES, Table

SMALLEST, LARGEST = 1e-9, 1e15
"""The solver takes a smaller coefficient for zero and refuses a larger one."""


def checked(raws: Mapping[str, Raw | Problem]) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """Return every table of the schema, typed, and all that is wrong with any of them."""
    problems = list(_names(raws))
    tables: dict[str, pl.DataFrame] = {}
    for name, table in TABLES.items():
        raw = raws.get(name)
        if isinstance(raw, Raw):
            tables[name], found = typed(table, raw)
            problems += found
        elif isinstance(raw, Problem):
            problems.append(raw)
        elif not table.required:
            tables[name] = empty(table)
    lines = {name: raw.lines for name, raw in raws.items() if isinstance(raw, Raw)}
    for name, frame in tables.items():
        if frame.height:
            numbered = frame.with_columns(pl.Series("line", lines[name], dtype=pl.Int64))
            problems += _twice(TABLES[name], numbered)
            problems += _unknown(TABLES[name], numbered, tables)
            problems += _rows(name, numbered, tables)
    return tables, problems


def _names(raws: Mapping[str, Raw | Problem]) -> Iterator[Problem]:
    for name in raws:
        if name in LATER:
            yield Problem(
                f"the table {name} is not understood yet / 尚不支持该表",
                f"{name}.csv",
                "remove it: the programme has one period and takes plants as they stand / 请移除: 目前只有一个时期",
            )
        elif name not in TABLES:
            known = f"remove it; known tables / 请移除; 已知的表: {', '.join(TABLES)}"
            yield Problem(f"no such table: {name!r} / 没有这样的表", f"{name}.csv", suggest(name, TABLES, known))
    for name, table in TABLES.items():
        if table.required and name not in raws:
            header = ",".join(column.name for column in table.columns if column.required)
            mend = f"add it; the header alone will do / 请添加, 可只有表头: {header}"
            yield Problem(f"no table {name!r} / 缺少表", f"{name}.csv", mend)


def _twice(table: Table, frame: pl.DataFrame) -> Iterator[Problem]:
    keyed = frame.drop_nulls(table.key)
    again = keyed.with_columns(first=pl.col("line").first().over(table.key)).filter(pl.col("line") != pl.col("first"))
    for row in again.iter_rows(named=True):
        key = "|".join(f"{row[name]:g}" if isinstance(row[name], float) else row[name] for name in table.key)
        yield Problem(
            f"{key!r} stands twice, first in row {row['first']} / 重复, 首次出现于第 {row['first']} 行",
            f"{table.name}.csv:{row['line']} {'|'.join(table.key)}",
            "merge the rows or remove one / 请合并或删除其一",
        )


def _unknown(table: Table, frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Each unknown name once, at its first row."""
    for column in table.columns:
        if column.names is None or column.names not in tables:
            continue
        known = tables[column.names].to_series(0).drop_nulls()
        strange = frame.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known.implode()))
        firsts = strange.group_by(column.name, maintain_order=True).agg(pl.col("line").first(), pl.len().alias("rows"))
        for name, line, rows in firsts.select(column.name, "line", "rows").iter_rows():
            also = f" (in {rows} rows / 共 {rows} 行)" if rows > 1 else ""
            kind = TABLES[column.names].key[0]
            mend = suggest(name, known, f"add it to {column.names}.csv / 请添加到 {column.names}.csv")
            yield Problem(f"unknown {kind} {name!r}{also} / 未知名称", f"{table.name}.csv:{line} {column.name}", mend)


def _rows(name: str, frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    if name == "lanes":
        loops = frame.filter(pl.col("origin") == pl.col("destination"))
        for line, region in loops.select("line", "origin").iter_rows():
            what = f"a lane from {region!r} to itself / 起点与终点相同"
            yield Problem(what, f"lanes.csv:{line} destination", "remove the row / 请删除该行")
    elif name == "demands":
        short = frame.filter(pl.col("minimum") > pl.col("quantity"))
        for line, minimum, quantity in short.select("line", "minimum", "quantity").iter_rows():
            what = f"minimum {minimum:g} exceeds the quantity {quantity:g} / 最低量超过需求量"
            yield Problem(what, f"demands.csv:{line} minimum", "lower it, or raise the quantity / 请降低, 或提高需求量")
    elif name == "coefficients":
        size = pl.col("amount").abs()
        extreme = frame.filter(((size > 0) & (size < SMALLEST)) | (size > LARGEST))
        for line, amount in extreme.select("line", "amount").iter_rows():
            what = f"{amount:g} is beyond the solver, expected a size from {SMALLEST:g} to {LARGEST:g} / 超出求解范围"
            yield Problem(what, f"coefficients.csv:{line} amount", "choose another unit / 请改用其他单位")
    elif name == "processes" and {"coefficients", "products"} <= tables.keys():
        yield from _units(frame, tables["coefficients"], tables["products"])


def _units(processes: pl.DataFrame, coefficients: pl.DataFrame, products: pl.DataFrame) -> Iterator[Problem]:
    """A process that makes 1.0 of one product, and nothing else, counts its activity in that product's unit."""
    outputs = coefficients.filter(pl.col("amount") > 0)
    sole = outputs.filter((pl.len().over("process") == 1) & (pl.col("amount") == 1.0)).select("process", "product")
    made = processes.select("line", "process", "unit").join(sole, on="process", maintain_order="left")
    made = made.join(products.select("product", made_in="unit"), on="product", maintain_order="left").drop_nulls()
    for line, process, unit, product, made_in in made.unique(maintain_order=True).iter_rows():
        ratio = factor(unit, made_in)
        if ratio is not None and math.isclose(ratio, 1.0):
            continue
        amount = f", or the amount {ratio:g} in coefficients.csv / 或将系数写为 {ratio:g}" if ratio else ""
        yield Problem(
            f"unit clash: {process!r} counts in {unit!r} and makes 1 {product!r}, counted in {made_in!r} / 单位不一致",
            f"processes.csv:{line} unit",
            f"write the unit {made_in!r} / 请写单位 {made_in!r}{amount}",
        )
