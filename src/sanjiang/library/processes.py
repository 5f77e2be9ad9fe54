"""The industrial chains: their products, their processes with coefficients and costs, and the order of their steps."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.core.units import factor
from sanjiang.library.data_files import data_path
from sanjiang.library.figures import in_unit, read_figure


@dataclass(frozen=True, slots=True)
class Product:
    """What a process makes or takes.

    Parameters
    ----------
    tonnes_per_unit : Figure or None
        What a unit weighs on the road, packing left out; None where nothing is carried (electricity).
    captive : bool
        It has no outside market: only the next step, near by, takes it.
    bought_only : bool
        It comes from outside and is never sold there.
    """

    id: str
    unit: str
    name_zh: str
    name_en: str
    tonnes_per_unit: Figure | None
    captive: bool = False
    bought_only: bool = False


@dataclass(frozen=True, slots=True)
class Input:
    """What a process takes of a product, in the product's unit per unit of the process's output."""

    product: str
    amount: Figure


@dataclass(frozen=True, slots=True)
class WordRule:
    """A word that names a process only near one of `present` (any words, if empty) and near none of `absent`."""

    word: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """A technology. One unit of activity makes one unit of its output.

    Parameters
    ----------
    cost : Figure
        Operating cost in CNY per unit, without the listed inputs, depreciation and VAT.
    capex : Figure
        CNY per unit of yearly capacity.
    life_years : Figure
        Years (unit ``a``) over which the capital is written off.
    typical_size : Figure
        Yearly capacity that a plant of the time typically has: the high of a plant whose capacity nobody states.
    words, words_if : tuple
        What names this process or its product in Chinese project names.
    """

    id: str
    unit: str
    name_zh: str
    name_en: str
    output: str
    inputs: tuple[Input, ...]
    cost: Figure
    capex: Figure
    life_years: Figure
    typical_size: Figure
    words: tuple[str, ...]
    words_if: tuple[WordRule, ...]

    def input(self, product: str) -> Figure | None:
        """Return what one unit of activity takes of a product, or None where it takes none."""
        return next((i.amount for i in self.inputs if i.product == product), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the main chain; a new plant would be of the first of its processes."""

    id: str
    name_zh: str
    name_en: str
    product: str
    processes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Supporting:
    """A side material (配套): a product that a step takes beside the main chain."""

    id: str
    name_zh: str
    name_en: str
    product: str
    step: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """An industrial chain, raw material first."""

    id: str
    name_zh: str
    name_en: str
    steps: tuple[Step, ...]
    supporting: tuple[Supporting, ...]
    products: tuple[Product, ...]
    processes: tuple[Process, ...]

    def process(self, process_id: str) -> Process:
        """Return a process by its id; LibraryError where the chain has none such."""
        return _by_id(self.processes, process_id, "process", f"chain {self.id}")

    def product(self, product_id: str) -> Product:
        """Return a product by its id; LibraryError where the chain has none such."""
        return _by_id(self.products, product_id, "product", f"chain {self.id}")

    def step_of(self, process_id: str) -> Step:
        """Return the step that a process belongs to; LibraryError where the chain has no such process."""
        for step in self.steps:
            if process_id in step.processes:
                return step
        raise LibraryError(
            f"no step has the process {process_id!r}", f"chain {self.id}", _known(p.id for p in self.processes)
        )


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
    return _load(tuple(sorted((overrides or {}).items())))


@cache
def _load(overrides: tuple[tuple[str, float], ...]) -> tuple[Chain, ...]:
    return tuple(read_chain(path, dict(overrides)) for path in sorted(data_path("processes").glob("*.toml")))


def read_chain(path: Path, overrides: Mapping[str, float]) -> Chain:
    """Return the chain of one file, checked; LibraryError as in `load_chains`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(f"{path.name} cannot be read: {error}", str(path), "mend or restore the file") from error
    reader = _Reader(path.name, overrides)
    products = tuple(reader.product(r) for r in reader.records(data, "product"))
    units = {p.id: p.unit for p in products}
    head = data.get("chain", {})
    chain = Chain(
        **{field: reader.text(head, field) for field in ("id", "name_zh", "name_en")},
        steps=tuple(reader.step(r) for r in reader.records(data, "step")),
        supporting=tuple(reader.supporting(r) for r in reader.records(data, "supporting")),
        products=products,
        processes=tuple(reader.process(r, units) for r in reader.records(data, "process")),
    )
    _check(chain, path.name)
    return chain


Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the records of one file; every error names the file and the record."""

    file: str
    overrides: Mapping[str, float]

    def records(self, data: Record, table: str) -> list[Record]:
        found = data.get(table, [])
        if not isinstance(found, list) or not all(isinstance(r, dict) for r in found):
            raise LibraryError(f"{table} is no array of tables", self.file, f"write [[{table}]]")
        return found

    def where(self, record: Record) -> str:
        return f"{self.file}:{record.get('id', '?')}"

    def text(self, record: Record, field: str) -> str:
        value = record.get(field)
        if not isinstance(value, str) or not value:
            raise LibraryError(f"{field} is missing", self.where(record), f'add {field} = "…"')
        return value

    def texts(self, record: Record, field: str) -> tuple[str, ...]:
        value = record.get(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise LibraryError(f"{field} is no list of words", self.where(record), f'write {field} = ["…"]')
        return tuple(value)

    def figure(self, record: Record, field: str, unit: str) -> Figure:
        return self.named_figure(record.get(field), f"{self.text(record, 'id')}.{field}", unit, self.where(record))

    def named_figure(self, value: object, name: str, unit: str, where: str) -> Figure:
        if not isinstance(value, dict):
            raise LibraryError(f"{name} is missing", where, "add { value = …, unit = …, source = … }")
        return in_unit(read_figure(value, name, where, self.overrides), unit, name, where)

    def product(self, record: Record) -> Product:
        unit = self.text(record, "unit")
        weight = self.figure(record, "tonnes_per_unit", f"t/{unit}") if "tonnes_per_unit" in record else None
        return Product(
            **{field: self.text(record, field) for field in ("id", "unit", "name_zh", "name_en")},
            tonnes_per_unit=weight,
            captive=record.get("captive") is True,
            bought_only=record.get("bought_only") is True,
        )

    def step(self, record: Record) -> Step:
        texts = {field: self.text(record, field) for field in ("id", "name_zh", "name_en", "product")}
        return Step(**texts, processes=self.texts(record, "processes"))

    def supporting(self, record: Record) -> Supporting:
        texts = {field: self.text(record, field) for field in ("id", "name_zh", "name_en", "product", "step")}
        return Supporting(**texts, words=self.texts(record, "words"))

    def process(self, record: Record, units: Mapping[str, str]) -> Process:
        unit = self.text(record, "unit")
        return Process(
            **{field: self.text(record, field) for field in ("id", "unit", "name_zh", "name_en", "output")},
            inputs=tuple(self.input(record, i, units) for i in self.records(record, "inputs")),
            cost=self.figure(record, "cost", f"CNY/{unit}"),
            capex=self.figure(record, "capex", f"CNY/{unit}"),
            life_years=self.figure(record, "life_years", "a"),
            typical_size=self.figure(record, "typical_size", unit),
            words=self.texts(record, "words"),
            words_if=tuple(self.rule(record, r) for r in self.records(record, "words_if")),
        )

    def input(self, record: Record, entry: Record, units: Mapping[str, str]) -> Input:
        product, where = entry.get("product"), self.where(record)
        if not isinstance(product, str) or product not in units:
            raise LibraryError(f"unknown product {product!r} among the inputs", where, _known(units))
        name, unit = f"{record['id']}.{product}", f"{units[product]}/{self.text(record, 'unit')}"
        return Input(product, self.named_figure(entry.get("amount"), name, unit, where))

    def rule(self, record: Record, entry: Record) -> WordRule:
        word = entry.get("word")
        if not isinstance(word, str) or not word:
            raise LibraryError("a rule of words_if has no word", self.where(record), 'add word = "…"')
        named = {**entry, "id": record.get("id")}
        return WordRule(word, self.texts(named, "with"), self.texts(named, "without"))


def _check(chain: Chain, file: str) -> None:
    """Refuse repeated ids, processes whose units or products do not fit their step, and steps that do not follow."""
    for records in (chain.products, chain.processes, chain.steps, chain.supporting):
        ids = [r.id for r in records]
        for repeated in sorted({i for i in ids if ids.count(i) > 1}):
            raise LibraryError(f"{repeated!r} stands twice", f"{file}:{repeated}", "give each record an id of its own")
    for process in chain.processes:
        where = f"{file}:{process.id}"
        if factor(process.unit, _by_id(chain.products, process.output, "product", where).unit) != 1.0:
            raise LibraryError(
                f"its unit {process.unit} is not that of {process.output}", where, "measure it by its output"
            )
        if not any(process.id in step.processes for step in chain.steps):
            raise LibraryError("it belongs to no step", where, "name it among the processes of a step")
    before: Step | None = None
    for step in chain.steps:
        _check_step(chain, step, before, f"{file}:{step.id}")
        before = step
    for side in chain.supporting:
        step_of_side = _by_id(chain.steps, side.step, "step", f"{file}:{side.id}")
        if all(chain.process(p).input(side.product) is None for p in step_of_side.processes):
            raise LibraryError(f"{side.step} takes no {side.product}", f"{file}:{side.id}", "list it among the inputs")


def _check_step(chain: Chain, step: Step, before: Step | None, where: str) -> None:
    if not step.processes:
        raise LibraryError("a step without a process", where, "name at least one")
    for process in (_by_id(chain.processes, p, "process", where) for p in step.processes):
        if process.output != step.product:
            raise LibraryError(f"{process.id} makes {process.output}, not {step.product}", where, "set its output")
        if before and process.input(before.product) is None:
            raise LibraryError(
                f"{process.id} takes no {before.product}, which the step before makes", where, "add the input"
            )


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)


def _by_id(items: tuple[Item, ...], wanted: str, kind: str, where: str) -> Item:
    for item in items:
        if item.id == wanted:
            return item
    raise LibraryError(f"unknown {kind} {wanted!r}", where, _known(item.id for item in items))


def _known(names: Iterable[str]) -> str:
    return f"use one of {', '.join(names)}"
