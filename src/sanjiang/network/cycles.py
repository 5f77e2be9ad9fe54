"""Processes that feed one another and make something from nothing, named."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse

from sanjiang.network.arrays import Arrays
from sanjiang.network.solver import OPTIMAL, load, run
from sanjiang.network.tables import Network

LEAST = 1e-7
"""What a round may seem to make by rounding alone."""


@dataclass(frozen=True, slots=True)
class FreeLunch:
    """Processes that, run together, take nothing and leave `amount` of `product`, when the busiest runs once."""

    processes: tuple[str, ...]
    product: str
    amount: float


def from_nothing(network: Network) -> FreeLunch | None:
    """Return processes that together make something from nothing, or None where none do.

    Maximise what is left of all products by activities between 0 and 1 that take nothing from outside. Processes
    without inputs are left aside: each is one by itself, and a fault of its own.
    """
    table = network.table("coefficients").filter(pl.col("amount") != 0)
    taking = table.filter(pl.col("amount") < 0)["process"].unique()
    table = table.filter(pl.col("process").is_in(taking.implode()))
    processes, products = table["process"].unique().sort(), table["product"].unique().sort()
    if processes.is_empty():
        return None
    row = table["product"].cast(pl.Enum(products)).to_physical().to_numpy()
    column = table["process"].cast(pl.Enum(processes)).to_physical().to_numpy()
    amount = table["amount"].to_numpy()
    scale = np.zeros(products.len())
    np.maximum.at(scale, row, np.abs(amount))
    net = sparse.csc_array((amount / scale[row], (row, column)), shape=(products.len(), processes.len()))
    net.sort_indices()
    width, height = processes.len(), products.len()
    arrays = Arrays(
        np.asarray(net.sum(axis=0), dtype=np.float64),
        np.zeros(width),
        np.ones(width),
        np.zeros(height),
        np.full(height, np.inf),
        net.indptr.astype(np.int32),
        net.indices.astype(np.int32),
        net.data,
    )
    highs = load(arrays)
    if run(highs) not in OPTIMAL or highs.getInfo().objective_function_value <= LEAST:
        return None
    runs = np.array(highs.getSolution().col_value)
    left = (net @ runs) * scale
    most = int(np.argmax(net @ runs))
    active = [name for name, how_much in zip(processes, runs, strict=True) if how_much > LEAST]
    return FreeLunch(tuple(active), products[most], float(left[most]))
