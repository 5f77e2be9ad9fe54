"""Tables of tours, deliveries, flows and seasons: read from a folder, and from the atlas what the folder leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from sanjiang.core.errors import RouteError
from sanjiang.core.evidence import SEPARATOR, Assumption, Citation, Evidence
from sanjiang.core.figure import Figure
from sanjiang.library.data_files import data_path
from sanjiang.network.checks import checked
from sanjiang.network.files import Raw, read_table
from sanjiang.network.problem import Problem, suggest
from sanjiang.network.schema import Table
from sanjiang.network.tables import TableError
from sanjiang.routes.hours import HoursError, clock, weekdays, windows

Row = dict[str, Any]
RULE: dict[str, object] = {"value": None, "low": None, "high": None, "unit": None, "kind": "rule"}
OWN = "the user's own table 使用者自己的表"
GENERAL = ("general knowledge", "our own choice")


@dataclass(frozen=True, slots=True)
class Tables:
    """Checked tables as rows, by name; each row knows its ``where``, the file and line."""

    path: Path
    rows: Mapping[str, list[Row]]

    def of(self, name: str) -> list[Row]:
        """Return the rows of a table."""
        return self.rows[name]

    def by(self, name: str) -> dict[str, Row]:
        """Return the rows of a table by the first column of its key."""
        return {next(iter(row.values())): row for row in self.rows[name]}


def read_tables(path: Path, contract: Mapping[str, Table]) -> Tables:
    """Read the tables of a contract from a folder or workbook; what it lacks and the atlas has, from the atlas.

    Raises
    ------
    TableError
        With all that is wrong in any table.
    RouteError
        If there is no such folder.
    """
    raws = _raws(path)
    for name in contract:
        shipped = data_path("atlas", f"{name}.csv")
        if name not in raws and shipped.is_file():
            raws[name] = read_table(shipped)
    tables, problems = checked(raws, contract, _row_problems)
    if problems:
        raise TableError(problems)
    return Tables(path, {name: _rows(name, frame, raws.get(name)) for name, frame in tables.items()})


def holds(path: Path, name: str) -> bool:
    """Tell whether a folder or workbook has a table."""
    return name in _raws(path)


def _raws(path: Path) -> dict[str, Raw | Problem]:
    if path.is_dir():
        return {file.stem: read_table(file) for file in sorted(path.glob("*.csv"))}
    if path.suffix.lower() in (".xlsx", ".xlsm") and path.is_file():
        from sanjiang.network.workbook import read_workbook

        return read_workbook(path)
    raise RouteError(
        "没有这个文件夹 no such folder",
        str(path),
        "给存放表格的文件夹或 .xlsx give a folder of CSV tables, or an .xlsx",
    )


def _rows(name: str, frame: pl.DataFrame, raw: Raw | Problem | None) -> list[Row]:
    lines = raw.lines if isinstance(raw, Raw) else range(frame.height)
    return [
        {**row, "where": f"{name}.csv:{int(line)}"}
        for row, line in zip(frame.iter_rows(named=True), lines, strict=True)
    ]


def named(text: str | None) -> list[str]:
    """Return the names of a cell that joins them by ``|``."""
    return [word.strip() for word in (text or "").split("|") if word.strip()]


def evidence(row: Row) -> Evidence:
    """Return where a row comes from: what it cites, else the assumption that its table's rows are together."""
    source = row.get("source") or ""
    if source and not source.startswith(GENERAL):
        return Citation(source)
    return Assumption(assumption_of(row))


def assumption_of(row: Row) -> str:
    """Return the name of the assumption that the rows of a table are."""
    return f"{row['where'].partition('.csv')[0]}.rows"


def assumptions(tables: Tables, figures: Mapping[str, Figure]) -> list[dict[str, object]]:
    """Return what an answer takes as given: figures by name, and of tables what no source is cited for."""
    told: dict[str, dict[str, None]] = {}
    for name in tables.rows:
        for row in tables.of(name):
            if isinstance(evidence(row), Assumption):
                told.setdefault(assumption_of(row), {})[row.get("source") or OWN] = None
    rules = [
        {**RULE, "name": name, "because": (text := SEPARATOR.join(t)), "because_en": text} for name, t in told.items()
    ]
    return [*(_assumption(name, figure) for name, figure in figures.items()), *rules]


def _assumption(name: str, figure: Figure) -> dict[str, object]:
    return {"name": name, **figure.to_json(), "because_en": figure.because, "kind": "assumption"}


def _row_problems(name: str, frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Yield cells whose text says no hours, days or names, and places that stand at one point."""
    for row in frame.iter_rows(named=True):
        for column, read in READ.items():
            if row.get(column):
                try:
                    read(row[column])
                except HoursError as error:
                    yield Problem(error.what, f"{name}.csv:{row['line']} {column}", error.mend)
        for column, table in LISTS.get(name, {}).items():
            known = tables[table].to_series(0).drop_nulls().to_list() if table in tables else []
            for word in named(row[column]):
                if word not in known:
                    mend = suggest(word, known, f"add it to {table}.csv / 请添加到 {table}.csv")
                    yield Problem(f"unknown name {word!r} / 未知名称", f"{name}.csv:{row['line']} {column}", mend)
    yield from _at_one_point(name, frame)
    if name == "roads":
        yield from _roads(frame, tables)
    if name == "attractions":
        yield from _too_short(frame)
        yield from _closures(frame)
    if name == "measures":
        yield from _targets(frame, tables)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise HoursError(f"not a date: {text!r} / 不是日期", "write 2021-04-30 / 写成 2021-04-30")
    return day


READ = {
    "hours": windows,
    "closed_weekdays": weekdays,
    "closed_from": _day,
    "closed_to": _day,
    "date": _day,
    "begins": clock,
    "ends": clock,
    "departs": clock,
    "returns": clock,
}
LISTS = {
    "trips": {"overnight": "towns", "must": "attractions"},
    "products": {"attractions": "attractions"},
}
"""Columns that join several names of another table."""
PLACES = ("towns", "attractions", "farms", "outlets")
"""What roads join."""


def _at_one_point(name: str, frame: pl.DataFrame) -> Iterator[Problem]:
    if "lat" not in frame.columns:
        return
    seen: dict[tuple[float, float], str] = {}
    for row in frame.drop_nulls(["lat", "lon"]).iter_rows(named=True):
        point, label = (row["lat"], row["lon"]), row[frame.columns[0]]
        if point in seen:
            yield Problem(
                f"{seen[point]!r} and {label!r} stand at one point {point[0]:g}, {point[1]:g} / 两处在同一点",
                f"{name}.csv:{row['line']} lat",
                "correct one of them, or merge the rows / 请改正坐标, 或合并为一行",
            )
        seen.setdefault(point, label)


def _roads(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Yield roads that lead nowhere, and roads that stand twice, once each way."""
    seen: dict[frozenset[str], int] = {}
    known = [name for table in PLACES if table in tables for name in tables[table].to_series(0).drop_nulls()]
    for start, end, line in frame.select("from", "to", "line").drop_nulls().iter_rows():
        for column, place in (("from", start), ("to", end)):
            if place not in known:
                mend = suggest(place, known, f"name a row of {', '.join(PLACES)} / 请用这些表中的名称")
                yield Problem(f"unknown name {place!r} / 未知名称", f"roads.csv:{line} {column}", mend)
        where = f"roads.csv:{line} to"
        if start == end:
            yield Problem(f"a road from {start!r} to itself / 起点与终点相同", where, "remove the row / 请删除该行")
        first = seen.setdefault(frozenset((start, end)), line)
        if first != line:
            what = f"the road between {start!r} and {end!r} stands in row {first} too / 同一条路写了两次"
            yield Problem(what, where, "a road goes both ways: keep one / 道路双向通用, 只留一行")


def _too_short(frame: pl.DataFrame) -> Iterator[Problem]:
    """Yield attractions whose hours are shorter than a visit."""
    for row in frame.drop_nulls(["visit_minutes"]).iter_rows(named=True):
        try:
            longest = max(end - start for start, end in windows(row["hours"]))
        except HoursError:
            continue
        if longest < row["visit_minutes"]:
            yield Problem(
                f"an impossible window: {row['attraction']!r} is open {longest} minutes, "
                f"a visit takes {row['visit_minutes']:g} / 开放时间短于游览时间",
                f"attractions.csv:{row['line']} hours",
                f"open it longer, or visit for at most {longest} minutes / 延长开放, 或缩短到 {longest} 分钟以内",
            )


def _closures(frame: pl.DataFrame) -> Iterator[Problem]:
    """Yield closures that end before they begin."""
    for start, end, line in frame.select("closed_from", "closed_to", "line").drop_nulls().iter_rows():
        if start > end:
            what = f"a closure ends before it begins: {start} to {end} / 关闭期先结束后开始"
            yield Problem(what, f"attractions.csv:{line} closed_to", "exchange them, or mend the year / 请对调或改年份")


def _targets(frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Yield measures whose target is no attraction (a second entrance) or no product (the others)."""
    for kind, target, line in frame.select("kind", "target", "line").drop_nulls().iter_rows():
        table = "attractions" if kind == "entrance" else "products"
        known = tables[table].to_series(0).drop_nulls().to_list() if table in tables else []
        if target not in known:
            mend = suggest(target, known, f"name a row of {table}.csv / 请用 {table}.csv 中的名称")
            yield Problem(f"unknown name {target!r} / 未知名称", f"measures.csv:{line} target", mend)
