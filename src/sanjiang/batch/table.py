"""Statements as a Parquet table: a row a statement, flat columns, the quotes as a list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from errno import EIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

ROWS = 10_000
"""Rows that are in memory at a time."""
_QUANTITY: dict[str, type[pl.DataType]] = {
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "per": pl.String,
    "as_written": pl.String,
    "about": pl.String,
}
_COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String,
    "document": pl.String,
    "kind": pl.String,
    "name": pl.String,
    "organisation": pl.String,
    "product": pl.String,
    "organisation_id": pl.String,
    "product_id": pl.String,
    "process": pl.String,
    "process_id": pl.List(pl.String),
    **{f"capacity_{part}": kind for part, kind in _QUANTITY.items()},
    **{f"investment_{part}": kind for part, kind in _QUANTITY.items()},
    "stage": pl.String,
    "phase": pl.String,
    "part_of": pl.String,
    "place_name": pl.String,
    "place_adcode": pl.String,
    "parties": pl.List(pl.String),
    "date_start": pl.Date,
    "date_end": pl.Date,
    "date_precision": pl.String,
    "date_as_written": pl.String,
    "count": pl.Int64,
    "value_low": pl.Float64,
    "value_high": pl.Float64,
    "unit": pl.String,
    "items": pl.List(pl.String),
    "confidence": pl.Float64,
    "rule": pl.String,
    "evidence": pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64, "quote": pl.String, "raw": pl.List(pl.Int64)})),
}
SCHEMA = pl.Schema(_COLUMNS)
"""The columns of the table."""


def write_table(statements: Iterable[bytes], path: Path) -> None:
    """Write statements, JSON each, as Parquet; memory does not grow with their number. OSError if that fails."""
    rest = iter(statements)
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        pieces: list[Path] = []
        while (some := list(islice(rest, ROWS))) or not pieces:
            rows = [row(json.loads(statement)) for statement in some]
            pieces.append(Path(folder) / f"{len(pieces):06}.parquet")
            table = pl.DataFrame(rows, SCHEMA, orient="row")
            with _told_as_system_does():
                table.write_parquet(pieces[-1])
        if len(pieces) == 1:
            pieces[0].replace(path)
        else:
            with _told_as_system_does():
                pl.scan_parquet(pieces).sink_parquet(path, row_group_size=ROWS)


@contextmanager
def _told_as_system_does() -> Iterator[None]:
    """Turn Polars' error, which a full disk is to it, into the system's."""
    try:
        yield
    except pl.exceptions.ComputeError as error:
        raise OSError(EIO, str(error)) from error


def row(statement: Mapping[str, Any]) -> tuple[object, ...]:
    """Return a statement's row: a range as its two ends, a single value as both, what the text does not say as null."""
    flat: dict[str, object] = dict(statement)
    for name in ("capacity", "investment", "place", "date"):
        for part, value in (statement.get(name) or {}).items():
            flat[f"{name}_{part}"] = value
    for name in ("capacity_", "investment_", ""):
        value = flat.get(f"{name}value")
        flat[f"{name}value_low"], flat[f"{name}value_high"] = value if isinstance(value, list) else (value, value)
    for name in ("capacity", "investment"):
        flat[f"{name}_low"], flat[f"{name}_high"] = flat[f"{name}_value_low"], flat[f"{name}_value_high"]
    for name in ("date_start", "date_end"):
        if isinstance(day := flat.get(name), str):
            flat[name] = date.fromisoformat(day)
    process = flat.get("process_id")
    flat["process_id"] = [process] if isinstance(process, str) else process
    flat["parties"] = [party["name"] for party in statement["parties"]] if "parties" in statement else None
    return tuple(flat.get(column) for column in SCHEMA)
