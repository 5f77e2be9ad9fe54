"""The industrial chains of ``data/processes``, or of a user's own file: read, checked, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sanjiang.core.errors import LibraryError
from sanjiang.library.chain_checks import check_chain, check_once
from sanjiang.library.chain_reader import Reader, Record, read_toml
from sanjiang.library.chains import (
    Chain,
    Equivalent,
    Input,
    Output,
    Process,
    Product,
    Step,
    Supporting,
    WordRule,
)
from sanjiang.library.data_files import data_path

__all__ = [
    "Chain",
    "Equivalent",
    "Input",
    "Output",
    "Process",
    "Product",
    "Shelf",
    "Step",
    "Supporting",
    "WordRule",
    "load_chains",
    "load_shelf",
    "read_chain",
]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Products and processes by id: a chain may use those of other files."""

    products: Mapping[str, Product]
    processes: Mapping[str, Process]


EMPTY = Shelf({}, {})


def load_chains(overrides: Mapping[str, float] | None = None) -> tuple[Chain, ...]:
    """Return every chain of ``data/processes``, checked.

    Parameters
    ----------
    overrides : Mapping, optional
        Figures that the user sets, by name: ``pv-cell.cost``, ``pv-ingot.polysilicon`` (an input), in the file's units.

    Raises
    ------
    LibraryError
        Where a file names an unknown product or process, a unit does not fit, or the steps do not follow one another.
    """
    return _load(tuple(sorted((overrides or {}).items())))[0]


def load_shelf() -> Shelf:
    """Return all products and processes of ``data/processes``; LibraryError as `load_chains`."""
    return _load(())[1]


@cache
def _load(overrides: tuple[tuple[str, float], ...]) -> tuple[tuple[Chain, ...], Shelf]:
    paths = sorted(data_path("processes").glob("*.toml"))
    files = [(Reader(path.name, dict(overrides)), read_toml(path)) for path in paths]
    products: dict[str, Product] = {}
    for reader, data in files:
        own = reader.each(data, "product", reader.product)
        check_once((*(p.id for p in own), *products), reader.file)
        products |= {p.id: p for p in own}
    made = [(reader, data, _processes(reader, data, products)) for reader, data in files]
    processes: dict[str, Process] = {}
    for reader, _, described in made:
        check_once((*(p.id for p in described), *processes), reader.file)
        processes |= {p.id: p for p in described}
    shelf = Shelf(products, processes)
    return tuple(_chain(reader, data, described, shelf) for reader, data, described in made), shelf


def read_chain(
    path: Path, overrides: Mapping[str, float], shelf: Shelf = EMPTY, faults: list[LibraryError] | None = None
) -> Chain:
    """Return the chain of one file, checked.

    Parameters
    ----------
    path : Path
    overrides : Mapping
        Figures that the user sets, by name.
    shelf : Shelf
        Products and processes that the file may use without describing them; its own go before these.
    faults : list of LibraryError, optional
        Where given, records that cannot be read are noted here and left out.

    Raises
    ------
    LibraryError
        As `load_chains`.
    """
    data, reader = read_toml(path), Reader(path.name, overrides, faults)
    own = reader.each(data, "product", reader.product)
    check_once((p.id for p in own), reader.file)
    products = {**shelf.products, **{p.id: p for p in own}}
    described = _processes(reader, data, products)
    check_once((p.id for p in described), reader.file)
    if faults:
        raise faults.pop()
    return _chain(reader, data, described, Shelf(products, {**shelf.processes, **{p.id: p for p in described}}))


def _processes(reader: Reader, data: Record, products: Mapping[str, Product]) -> tuple[Process, ...]:
    return reader.each(data, "process", lambda record: reader.process(record, products))


def _chain(reader: Reader, data: Record, described: tuple[Process, ...], shelf: Shelf) -> Chain:
    """Put a chain together of the processes that its steps name and of the products that these make and take."""
    steps = reader.each(data, "step", reader.step)
    supporting = reader.each(data, "supporting", reader.supporting)
    named = {p for step in steps for p in step.processes} | {p.id for p in described}
    processes = tuple(p for p in shelf.processes.values() if p.id in named)
    touched = {product for p in processes for product in p.products()}
    chain = Chain(
        **reader.head(data),
        steps=steps,
        supporting=supporting,
        products=tuple(p for p in shelf.products.values() if p.id in touched),
        processes=processes,
        core=reader.core(data),
        sector=reader.sector(data),
    )
    if not steps:
        raise LibraryError("没有环节 a chain without a step", reader.file, "加上 add [[step]]")
    check_chain(chain, described, reader.file)
    return chain
