"""A network: its tables, checked once."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sanjiang.core.errors import NetworkError
from sanjiang.core.shown import html_table
from sanjiang.network.checks import checked
from sanjiang.network.files import Raw, read_table, write_tables
from sanjiang.network.problem import Problem, suggest

SHEET, SHEETS = re.compile(r"^(\w+)\.csv"), re.compile(r"\b(\w+)\.csv\b")
Rows = pl.DataFrame | Iterable[Mapping[str, object]]
"""A table as the user has it: a frame, or rows of column names and values; None and a blank text mean the same."""


class TableError(NetworkError):
    """Everything that is wrong with a network's tables.

    Attributes
    ----------
    problems : tuple of str
        Each fault as ``what, found, expected — table.csv:row column — mend``; rows count from the header, which is 1.
    """

    def __init__(self, problems: list[Problem]) -> None:
        first = problems[0]
        super().__init__(first.what, first.where, first.mend)
        self.problems = tuple(map(str, problems))

    def __str__(self) -> str:
        more = len(self.problems) - 1
        return super().__str__() + (f" (and {more} more / 另有 {more} 处)" if more else "")


@dataclass(frozen=True, eq=False)
class Network:
    """Regions, products, processes, plants and what joins them; made by `read`, `from_rows` or `replace`, which check.

    Parameters
    ----------
    tables : mapping of str to polars.DataFrame
        Every table of `schema.TABLES` with all its columns. Null is what the contract leaves blank: an unlimited
        capacity or quantity, a plant's cost that its process gives, an unknown.
    read_seconds : float
        How long `read` took; 0 for a network in memory.
    """

    tables: Mapping[str, pl.DataFrame]
    read_seconds: float = 0.0

    def _repr_html_(self) -> str:
        """Show every table that has rows, in a notebook."""
        return "".join(html_table(name, t.to_dicts()) for name, t in self.tables.items() if not t.is_empty())

    @classmethod
    def read(cls, path: Path | str) -> Network:
        """Read a folder of CSV files, one a table, or a workbook, a sheet a table.

        Raises
        ------
        TableError
            With all that is wrong in any table.
        NetworkError
            If there is no such folder or workbook.
        """
        started = time.perf_counter()
        path = Path(path)
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
            raws = {file.stem: read_table(file) for file in files}
            return cls(_accept(raws), time.perf_counter() - started)
        if path.suffix.lower() in (".xlsx", ".xlsm") and path.is_file():
            from sanjiang.network.workbook import read_workbook

            return cls(_accept(read_workbook(path), path.name), time.perf_counter() - started)
        mend = "give a folder of CSV tables, or an .xlsx / 请给出存放 CSV 表的文件夹, 或 .xlsx"
        raise NetworkError("no such folder / 没有这个文件夹", str(path), mend)

    @classmethod
    def from_rows(cls, tables: Mapping[str, Rows]) -> Network:
        """Make a network of rows in memory.

        Raises
        ------
        TableError
            With all that is wrong in any table; places read as if each table were a file.
        """
        return cls(_accept({name: _raw(rows) for name, rows in tables.items()}))

    def table(self, name: str) -> pl.DataFrame:
        """Return a table by its name; an absent one has no rows."""
        if name not in self.tables:
            mend = suggest(name, self.tables, f"one of / 可选: {', '.join(self.tables)}")
            raise NetworkError(f"no such table: {name!r} / 没有这样的表", "Network.table", mend)
        return self.tables[name]

    def setting(self, key: str) -> str | None:
        """Return a value of the table `settings`, or None where it is not set."""
        settings = self.table("settings")
        values = settings.filter(pl.col("key") == key)["value"]
        return str(values[0]) if values.len() else None

    def replace(self, **tables: Rows) -> Network:
        """Return a network with these tables in the place of its own, checked anew.

        Raises
        ------
        TableError
            With all that is wrong in any table.
        """
        raws = {name: _raw(rows) for name, rows in {**self.tables, **tables}.items()}
        return Network(_accept(raws), self.read_seconds)

    def write(self, path: Path | str) -> None:
        """Write the tables as CSV files in a folder, or as one .xlsx, from which `read` makes an equal network.

        Raises
        ------
        NetworkError
            If the folder holds other tables or cannot be written.
        """
        path = Path(path)
        if path.suffix.lower() == ".xlsx":
            from sanjiang.network.workbook import write_workbook

            write_workbook(self.tables, path)
        else:
            write_tables(self.tables, path)


def _accept(raws: Mapping[str, Raw | Problem], book: str | None = None) -> dict[str, pl.DataFrame]:
    """Return the tables, checked; faults of a workbook are told by its sheets."""
    tables, problems = checked(raws)
    if book is not None:
        problems = [
            replace(p, where=SHEET.sub(lambda name: f"{book} {name[1]}", p.where), mend=SHEETS.sub(r"\1", p.mend))
            for p in problems
        ]
    if problems:
        raise TableError(problems)
    return tables


def _raw(rows: Rows) -> Raw:
    if isinstance(rows, pl.DataFrame):
        nested = [column for column, dtype in rows.schema.items() if dtype.is_nested() or dtype == pl.Object]
        frame = rows.with_columns(_series(rows[column].to_list()).alias(column) for column in nested)
    else:
        listed = list(rows)
        names = dict.fromkeys(name for row in listed for name in row)
        columns = {name: _series([row.get(name) for row in listed]) for name in names}
        frame = pl.DataFrame(columns) if names else pl.DataFrame(height=len(listed))
    return Raw(frame, range(2, frame.height + 2))


def _series(values: list[object]) -> pl.Series:
    """Numbers stay numbers; where kinds mix, all become text and the check sorts them out."""
    if all(value is None or isinstance(value, float) for value in values):
        return pl.Series(values, dtype=pl.Float64)
    return pl.Series([None if value is None else str(value) for value in values], dtype=pl.String)
