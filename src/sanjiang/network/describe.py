"""What a network holds, and how two networks differ."""

from __future__ import annotations

from typing import Any

import polars as pl

from sanjiang.network.arrays import to_arrays
from sanjiang.network.schema import TABLES
from sanjiang.network.tables import Network

LISTED = 200
"""As many rows of a difference as are listed of each table."""


def describe(network: Network) -> dict[str, Any]:
    """Return the size of a network and of its programme.

    Returns
    -------
    dict
        ``tables`` (rows of each that has any), ``programme`` (columns and rows by kind, entries, integers),
        ``settings``, and ``alone``: products that are named and neither made, used, supplied nor demanded.
    """
    arrays, labels = to_arrays(network)
    touched = pl.concat(
        [network.table(name)["product"] for name in ("coefficients", "supplies", "demands")], how="vertical"
    )
    products = network.table("products")["product"]
    return {
        "tables": {name: frame.height for name, frame in network.tables.items() if frame.height},
        "programme": {
            "columns": {name: kind.size for name, kind in labels.columns.items() if kind.size},
            "rows": {name: kind.size for name, kind in labels.rows.items() if kind.size},
            "entries": int(arrays.value.size),
            "integers": int(arrays.integer.size),
        },
        "settings": dict(network.table("settings").select("key", "value").iter_rows()),
        "alone": products.filter(~products.is_in(touched.implode())).to_list(),
    }


def diff(before: Network, after: Network) -> dict[str, Any]:
    """Return how two networks differ, table by table and row by row, rows being the same where their keys are.

    Returns
    -------
    dict
        By table that differs: ``added`` and ``removed`` (keys), ``changed`` (key, column, before, after), and how many
        of each there are; lists end after `LISTED`.
    """
    return {name: found for name in TABLES if (found := _table(name, before, after))}


def _table(name: str, before: Network, after: Network) -> dict[str, Any]:
    old, new = (
        {tuple(row[k] for k in TABLES[name].key): row for row in network.table(name).iter_rows(named=True)}
        for network in (before, after)
    )
    added = [_key(key) for key in new if key not in old]
    removed = [_key(key) for key in old if key not in new]
    changed = [
        {"key": _key(key), "column": column, "before": old[key][column], "after": value}
        for key, row in new.items()
        if key in old
        for column, value in row.items()
        if old[key][column] != value
    ]
    parts: dict[str, list[Any]] = {"added": added, "removed": removed, "changed": changed}
    if not any(parts.values()):
        return {}
    counts = {part: len(rows) for part, rows in parts.items()}
    return {**{part: rows[:LISTED] for part, rows in parts.items()}, "counts": counts}


def _key(key: tuple[object, ...]) -> str:
    return "|".join("" if part is None else f"{part:g}" if isinstance(part, float) else str(part) for part in key)
