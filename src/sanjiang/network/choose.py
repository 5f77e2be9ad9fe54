"""The best choice among capacities that come in lumps, within budgets: a mixed-integer programme on top of networks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from sanjiang.core.errors import SolveError
from sanjiang.network.arrays import Arrays, matrix_of, to_arrays
from sanjiang.network.columns import Floats
from sanjiang.network.solver import OPTIMAL, load, run
from sanjiang.network.tables import Network


@dataclass(frozen=True, slots=True)
class Option:
    """A capacity that a plant may be given.

    Parameters
    ----------
    plant : str
        A plant of the network; of its options at most one is taken.
    capacity : float
        Per year, in the process's unit.
    cost : float
        What having it costs a year, in money.
    uses : mapping of str to float
        How much of each budget it takes.
    """

    plant: str
    capacity: float
    cost: float
    uses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Block:
    """A network with the options of its plants; blocks share nothing but the budgets."""

    network: Network
    options: tuple[Option, ...]


def choose(blocks: Sequence[Block], budgets: Mapping[str, float]) -> tuple[tuple[Option, ...], ...]:
    """Return the options, by block, that together earn most within the budgets.

    Parameters
    ----------
    blocks : sequence of Block
        A plant with options has no capacity but what is taken of them.
    budgets : mapping of str to float
        Limits by name; an option without this use takes nothing of it.

    Raises
    ------
    SolveError
        If the solver finds no optimum.
    """
    if not any(block.options for block in blocks):
        return tuple(() for _ in blocks)
    parts = [to_arrays(block.network) for block in blocks]
    starts = np.cumsum([0, *(arrays.gain.size for arrays, _ in parts)])
    columns: list[int] = []
    for block, (_, labels), start in zip(blocks, parts, starts, strict=False):
        place = {plant: int(start) + i for i, plant in enumerate(labels.columns["activity"].frame["plant"])}
        columns += [place[option.plant] for option in block.options]
    options = [option for block in blocks for option in block.options]
    arrays = _with_options([arrays for arrays, _ in parts], columns, options, budgets)
    taken = _binaries(arrays, int(starts[-1])) > 0.5
    edges = np.cumsum([0, *(len(block.options) for block in blocks)])
    return tuple(tuple(options[i] for i in range(a, b) if taken[i]) for a, b in pairwise(edges.tolist()))


def _with_options(
    parts: Sequence[Arrays], columns: Sequence[int], options: Sequence[Option], budgets: Mapping[str, float]
) -> Arrays:
    """Return one programme of all blocks, with a binary column for each option behind the others.

    Its new rows: a plant runs no more than its option; one option a plant; each budget, as a share of its limit.
    """
    from scipy import sparse  # slow to import

    lower, upper = (np.concatenate([getattr(p, end) for p in parts]) for end in ("lower", "upper"))
    width, many = lower.size, len(options)
    plants, row = np.unique(np.array(columns), return_inverse=True)
    upper[plants] = np.inf
    each = np.arange(many)
    ones = np.ones(many)
    runs = sparse.csc_array((np.ones(plants.size), (np.arange(plants.size), plants)), shape=(plants.size, width))
    sizes = sparse.csc_array(([-o.capacity for o in options], (row, each)), shape=(plants.size, many))
    single = sparse.csc_array((ones, (row, each)), shape=(plants.size, many))
    shares = np.array([[_share(o.uses.get(name, 0.0), limit) for o in options] for name, limit in budgets.items()])
    base = sparse.block_diag([matrix_of(p) for p in parts], format="csc")
    grid = [[base, None], [runs, sizes], [None, single]]
    if budgets:
        grid.append([None, sparse.csc_array(shares)])
    matrix = sparse.csc_array(sparse.block_array(grid, format="csc"))
    matrix.sort_indices()
    new_upper = np.concatenate([np.zeros(plants.size), np.ones(plants.size + len(budgets))])
    return Arrays(
        np.concatenate([*(p.gain for p in parts), [-o.cost for o in options]]),
        np.concatenate([lower, np.zeros(many)]),
        np.concatenate([upper, ones]),
        np.concatenate([*(p.row_lower for p in parts), np.full(new_upper.size, -np.inf)]),
        np.concatenate([*(p.row_upper for p in parts), new_upper]),
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
    )


def _share(use: float, limit: float) -> float:
    """Return a use as a share of its budget; of a budget of nothing, more than all."""
    if use <= 0:
        return 0.0
    return use / limit if limit > 0 else 2.0


def _binaries(arrays: Arrays, first: int) -> Floats:
    """Solve with the columns from `first` on as integers, and return their values."""
    whole = np.arange(first, arrays.gain.size, dtype=np.int32)
    highs = load(replace(arrays, integer=whole))
    status = run(highs)
    if status not in OPTIMAL:
        raise SolveError(
            f"没有求得最优组合 no best choice was found: {highs.modelStatusToString(status)}",
            "HiGHS",
            "放宽或去掉一项预算 loosen or leave out a budget",
        )
    return np.array(highs.getSolution().col_value)[first:]
