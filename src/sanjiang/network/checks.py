"""Checks between rows and between tables: unique keys, known names, and what each table asks of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from sanjiang.network.cells import empty, typed
from sanjiang.network.files import Raw
from sanjiang.network.problem import Problem, suggest
from sanjiang.network.row_checks import row_problems
from sanjiang.network.schema import TABLES, Table

RowCheck = Callable[[str, pl.DataFrame, Mapping[str, pl.DataFrame]], Iterator[Problem]]


def checked(
    raws: Mapping[str, Raw | Problem], contract: Mapping[str, Table] = TABLES, rows: RowCheck = row_problems
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """Return every table of a contract, typed, and all that is wrong with any of them.

    Parameters
    ----------
    raws : mapping of str to Raw or Problem
    contract : mapping of str to Table
        The tables that may stand there, by name.
    rows : callable
        What else each table asks of its rows.
    """
    problems = list(_names(raws, contract))
    tables: dict[str, pl.DataFrame] = {}
    for name, table in contract.items():
        raw = raws.get(name)
        if isinstance(raw, Raw):
            tables[name], found = typed(table, raw)
            problems += [*raw.faults, *found]
        elif isinstance(raw, Problem):
            problems.append(raw)
        elif not table.required:
            tables[name] = empty(table)
    lines = {name: raw.lines for name, raw in raws.items() if isinstance(raw, Raw)}
    for name, frame in tables.items():
        if frame.height:
            numbered = frame.with_columns(pl.Series("line", lines[name], dtype=pl.Int64))
            problems += _twice(contract[name], numbered)
            problems += _unknown(contract, name, numbered, tables)
            problems += rows(name, numbered, tables)
    return tables, _once(problems, raws)


def _once(problems: list[Problem], raws: Mapping[str, Raw | Problem]) -> list[Problem]:
    """Return the problems, of a row that is no row only that."""
    broken = {fault.where: fault for raw in raws.values() if isinstance(raw, Raw) for fault in raw.faults}
    if not broken:
        return problems
    return [problem for problem in problems if broken.get(problem.where.split(" ")[0], problem) is problem]


def _names(raws: Mapping[str, Raw | Problem], contract: Mapping[str, Table]) -> Iterator[Problem]:
    for name in raws:
        if name not in contract:
            known = f"remove it; known tables / 请移除; 已知的表: {', '.join(contract)}"
            yield Problem(f"no such table: {name!r} / 没有这样的表", f"{name}.csv", suggest(name, contract, known))
    for name, table in contract.items():
        if table.required and name not in raws:
            header = ",".join(column.name for column in table.columns if column.required)
            mend = f"add it; the header alone will do / 请添加, 可只有表头: {header}"
            yield Problem(f"no table {name!r} / 缺少表", f"{name}.csv", mend)


def _twice(table: Table, frame: pl.DataFrame) -> Iterator[Problem]:
    optional = [c.name for c in table.columns if c.name in table.key and not c.required and c.kind == "text"]
    keyed = frame.with_columns(pl.col(optional).fill_null("")).drop_nulls(table.key)
    if keyed.select(table.key).hash_rows().n_unique() == keyed.height:  # what has another hash is another key
        return
    again = keyed.with_columns(first=pl.col("line").first().over(table.key)).filter(pl.col("line") != pl.col("first"))
    for row in again.iter_rows(named=True):
        key = "|".join(f"{row[name]:g}" if isinstance(row[name], float) else row[name] for name in table.key)
        yield Problem(
            f"{key!r} stands twice, first in row {row['first']} / 重复, 首次出现于第 {row['first']} 行",
            f"{table.name}.csv:{row['line']} {'|'.join(table.key)}",
            "merge the rows or remove one / 请合并或删除其一",
        )


def _unknown(
    contract: Mapping[str, Table], name: str, frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> Iterator[Problem]:
    """Each unknown name once, at its first row."""
    table = contract[name]
    for column in table.columns:
        if column.names is None or column.names not in tables:
            continue
        if table.name == "plants" and column.names == "periods" and not tables["periods"].height:
            continue
        known = pl.concat([tables[column.names].to_series(0).drop_nulls(), pl.Series(column.words, dtype=pl.String)])
        strange = frame.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known.implode()))
        firsts = strange.group_by(column.name, maintain_order=True).agg(pl.col("line").first(), pl.len().alias("rows"))
        for word, line, rows in firsts.select(column.name, "line", "rows").iter_rows():
            also = f" (in {rows} rows / 共 {rows} 行)" if rows > 1 else ""
            kind = contract[column.names].key[0]
            mend = suggest(word, known, f"add it to {column.names}.csv / 请添加到 {column.names}.csv")
            yield Problem(f"unknown {kind} {word!r}{also} / 未知名称", f"{table.name}.csv:{line} {column.name}", mend)
