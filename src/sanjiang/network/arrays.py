"""A network as the arrays of one linear programme, and what each of its columns and rows means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sanjiang.network.schema import TABLES
from sanjiang.network.tables import Network

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int32]
Entries = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]
"""Rows, columns and values of a sparse matrix's entries."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """Maximise gain·x, subject to lower ≤ x ≤ upper and row_lower ≤ A·x ≤ row_upper.

    Parameters
    ----------
    gain, lower, upper : float arrays, shape (columns,)
        Money per unit of a column, and its bounds per year.
    row_lower, row_upper : float arrays, shape (rows,)
    start, index, value : arrays, shapes (columns + 1,), (entries,), (entries,)
        A, compressed by column.
    """

    gain: Floats
    lower: Floats
    upper: Floats
    row_lower: Floats
    row_upper: Floats
    start: Integers
    index: Integers
    value: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Frames that name the columns (plants, flows, sales, purchases, in this order) and the rows (balances, lanes)."""

    plants: pl.DataFrame
    flows: pl.DataFrame
    sales: pl.DataFrame
    purchases: pl.DataFrame
    balances: pl.DataFrame
    lanes: pl.DataFrame


def to_arrays(network: Network) -> tuple[Arrays, Labels]:
    """Return the programme of a network; the order of its tables' rows changes nothing.

    A balance stands for each (region, product) that some column touches; a lane has a row if its capacity is finite.
    """
    frames = [_plants(network), _flows(network), _sales(network), _sorted(network, "supplies")]
    ends = np.cumsum([frame.height for frame in frames])
    plants, flows, sales, purchases = (
        frame.with_row_index("column", offset=end - frame.height) for frame, end in zip(frames, ends, strict=True)
    )
    rows, columns, values = _entries(network, plants, flows, sales, purchases)
    used, rows = np.unique(rows, return_inverse=True)
    lanes = _sorted(network, "lanes").filter(pl.col("capacity").is_not_null()).with_row_index("row", offset=used.size)
    key = TABLES["lanes"].key
    carried = flows.select("column", *key).join(lanes.select("row", *key), on=key, maintain_order="left")
    on_lanes = (_integers(carried["row"]), _integers(carried["column"]), np.ones(carried.height))
    upper = [plants["capacity"], pl.Series([None] * flows.height), sales["quantity"], purchases["quantity"]]
    arrays = Arrays(
        np.concatenate([-plants["operating"], -flows["freight"], sales["price"], -purchases["price"]]),
        np.concatenate([np.zeros(ends[1]), sales["minimum"], np.zeros(purchases.height)]),
        np.concatenate([_limits(part) for part in upper]),
        np.concatenate([np.zeros(used.size), np.full(lanes.height, -np.inf)]),
        np.concatenate([np.full(used.size, np.inf), _limits(lanes["capacity"])]),
        *_by_column(_stack((rows, columns, values), on_lanes), ends[-1]),
    )
    return arrays, Labels(plants, flows, sales, purchases, _names(network, used), lanes)


def _entries(
    network: Network, plants: pl.DataFrame, flows: pl.DataFrame, sales: pl.DataFrame, purchases: pl.DataFrame
) -> Entries:
    """Return what each column puts into the balance of each (region, product), the balances numbered by name."""
    coefficients = network.table("coefficients").filter(pl.col("amount") != 0)
    worked = plants.join(coefficients, on="process", maintain_order="left")
    arriving = flows.filter(pl.col("loss") < 1)
    regions, products = (pl.Enum(names) for names in _balanced(network))

    def entries(frame: pl.DataFrame, region: str, values: Floats) -> Entries:
        places = _integers(frame[region].cast(regions).to_physical())
        things = _integers(frame["product"].cast(products).to_physical())
        return places * len(products.categories) + things, _integers(frame["column"]), values

    return _stack(
        entries(worked, "region", worked["amount"].to_numpy()),
        entries(flows, "origin", np.full(flows.height, -1.0)),
        entries(arriving, "destination", 1.0 - arriving["loss"].to_numpy()),
        entries(sales, "region", np.full(sales.height, -1.0)),
        entries(purchases, "region", np.ones(purchases.height)),
    )


def _balanced(network: Network) -> tuple[pl.Series, pl.Series]:
    return network.table("regions")["region"].sort(), network.table("products")["product"].sort()


def _names(network: Network, balances: npt.NDArray[np.int64]) -> pl.DataFrame:
    """Return region and product of each balance."""
    regions, products = _balanced(network)
    places, things = np.divmod(balances, max(products.len(), 1))
    return pl.DataFrame({"region": regions.gather(places), "product": products.gather(things)})


def _plants(network: Network) -> pl.DataFrame:
    costs = network.table("processes").select("process", process_cost="cost")
    plants = _sorted(network, "plants").join(costs, on="process", maintain_order="left")
    return plants.with_columns(operating=pl.coalesce("cost", "process_cost"))


def _flows(network: Network) -> pl.DataFrame:
    """Return one row per lane and tradable product that its mode carries, with the freight per unit shipped."""
    tradable = network.table("products").filter("tradable").select("product")
    lanes = network.table("lanes").join(network.table("freight"), on="mode").join(tradable, on="product")
    freight = pl.col("fixed") + pl.col("per_km") * pl.col("distance_km")
    return lanes.with_columns(freight=freight).sort(*TABLES["lanes"].key, "product")


def _sales(network: Network) -> pl.DataFrame:
    units = network.table("products").select("product", "unit")
    return _sorted(network, "demands").join(units, on="product", maintain_order="left")


def _sorted(network: Network, name: str) -> pl.DataFrame:
    return network.table(name).sort(TABLES[name].key)


def _integers(series: pl.Series) -> npt.NDArray[np.int64]:
    return series.cast(pl.Int64).to_numpy()


def _limits(series: pl.Series) -> Floats:
    return series.cast(pl.Float64).fill_null(np.inf).to_numpy()


def _stack(*entries: Entries) -> Entries:
    rows, columns, values = zip(*entries, strict=True)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values)


def _by_column(entries: Entries, width: int) -> tuple[Integers, Integers, Floats]:
    rows, columns, values = entries
    order = np.lexsort((rows, columns))
    start = np.concatenate([[0], np.cumsum(np.bincount(columns, minlength=width))])
    return start.astype(np.int32), rows[order].astype(np.int32), values[order]
