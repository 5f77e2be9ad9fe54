"""The contract of the network tables, as data: columns, defaults, bounds, keys and references."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "bool"]
SMALLEST, LARGEST = 1e-9, 1e15
"""The solver takes a smaller coefficient for zero and refuses a larger one; no figure may be larger."""
YEARS = 1_000.0
"""The years that all periods may have together: what comes later is worth nothing at any rate."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name, kind
        The header, and what its cells hold.
    required : bool
        Whether every row must fill it; otherwise the column may be absent and its cells blank.
    default : float, bool or None
        What a blank cell means; None leaves it blank (unlimited, unknown, or as another table says).
    low, high : float
        The inclusive bounds of a number.
    names : str or None
        The table in whose first column every cell must stand; names of periods are free where there is no such table.
    words : tuple of str
        What else may stand there; in a column of text without `names`, all that may.
    whole : bool
        Whether its numbers are whole.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    default: float | bool | None = None
    low: float = -math.inf
    high: float = math.inf
    names: str | None = None
    words: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns, and the columns whose values together must be unique."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False


def _key(name: str, names: str | None = None) -> Column:
    return Column(name, required=True, names=names)


def _amount(name: str, default: float | None = None, required: bool = False) -> Column:
    return Column(name, "number", required, default, low=0.0)


def _money(name: str) -> Column:
    return Column(name, "number", default=0.0)


TERMS: dict[str, tuple[str, ...]] = {
    "plants": ("plant",),
    "processes": ("process",),
    "lanes": ("origin", "destination", "mode"),
    "freight": ("product", "mode"),
    "supplies": ("region", "product", "period", "price"),
    "demands": ("region", "product", "period", "price"),
    "candidates": ("region", "process"),
    "stores": ("region", "product"),
}
"""What a limit may count, by table, and the columns of the row's key that a term joins by ``|``.

The activity of plants, of a process wherever it runs, what a lane carries, what of a product a mode carries, purchases,
sales, the size of what is built, stock.
"""


def _table(name: str, key: str, *columns: Column, required: bool = False) -> Table:
    return Table(name, (*columns, Column("source")), tuple(key.split()), required)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "regions",
            "region",
            _key("region"),
            Column("name"),
            Column("adcode"),
            Column("lat", "number", low=-90.0, high=90.0),
            Column("lon", "number", low=-180.0, high=180.0),
            required=True,
        ),
        _table(
            "products",
            "product",
            _key("product"),
            _key("unit"),
            Column("name_zh"),
            Column("name_en"),
            Column("tradable", "bool", default=True),
            required=True,
        ),
        _table(
            "processes",
            "process",
            _key("process"),
            _key("unit"),
            _money("cost"),
            _amount("capex"),
            Column("life_years", "number", default=20.0, low=1.0),
            Column("name_zh"),
            Column("name_en"),
            required=True,
        ),
        _table(
            "coefficients",
            "process product",
            _key("process", "processes"),
            _key("product", "products"),
            Column("amount", "number", required=True),
            required=True,
        ),
        _table(
            "plants",
            "plant",
            _key("plant"),
            _key("process", "processes"),
            _key("region", "regions"),
            Column("owner"),
            _amount("capacity"),
            Column("from", names="periods"),
            Column("to", names="periods"),
            Column("stage"),
            Column("cost", "number"),
            required=True,
        ),
        _table(
            "lanes",
            "origin destination mode",
            _key("origin", "regions"),
            _key("destination", "regions"),
            _key("mode"),
            _amount("distance_km", required=True),
            _amount("capacity"),
            Column("loss", "number", default=0.0, low=0.0, high=1.0),
        ),
        _table(
            "freight",
            "product mode",
            _key("product", "products"),
            _key("mode"),
            _amount("fixed", 0.0),
            _amount("per_km", 0.0),
        ),
        _table(
            "supplies",
            "region product period price",
            _key("region", "regions"),
            _key("product", "products"),
            _amount("quantity"),
            _money("price"),
            Column("period", names="periods"),
        ),
        _table(
            "demands",
            "region product period price",
            _key("region", "regions"),
            _key("product", "products"),
            _amount("quantity"),
            _amount("minimum", 0.0),
            _money("price"),
            Column("period", names="periods"),
        ),
        _table(
            "candidates",
            "region process",
            _key("region", "regions"),
            _key("process", "processes"),
            _amount("min_size"),
            _amount("max_size"),
            _amount("fixed_cost", 0.0),
            _amount("capex"),
            Column("lead_periods", "number", default=0.0, low=0.0, whole=True),
        ),
        _table(
            "stores",
            "region product",
            _key("region", "regions"),
            _key("product", "products"),
            _amount("capacity"),
            _money("cost"),
            Column("loss", "number", default=0.0, low=0.0, high=1.0),
        ),
        _table(
            "limits",
            "limit period",
            _key("limit"),
            Column("period", names="periods", words=("all",)),
            Column("sense", required=True, words=("<=", ">=", "=")),
            Column("amount", "number", required=True),
        ),
        _table(
            "limit_terms",
            "limit table key",
            _key("limit", "limits"),
            Column("table", required=True, words=tuple(TERMS)),
            _key("key"),
            Column("per_unit", "number", required=True),
        ),
        _table(
            "periods", "period", _key("period"), Column("years", "number", default=1.0, low=1.0, high=YEARS, whole=True)
        ),
        _table("members", "region", _key("region", "regions"), _key("player")),
        _table("settings", "key", _key("key"), _key("value")),
    )
}
"""The tables of a network, in the order in which they are checked.

Without `periods` there is one, and a plant's ``from`` and ``to`` are carried and ignored.
"""
