"""Reads the records of a chain's data file; every error names the file and the record."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.library.chains import (
    SECTORS,
    Equivalent,
    Input,
    Output,
    Process,
    Product,
    Sector,
    Step,
    Supporting,
    WordRule,
    known,
)
from sanjiang.library.figures import in_unit, read_figure

Record = Mapping[str, object]
Made = TypeVar("Made")
NAMES = ("id", "name_zh", "name_en")
FLAGS = ("captive", "bought_only", "sold_only", "local", "untaxed")
FIELDS = {
    "chain": {*NAMES, "core", "sector"},
    "step": {*NAMES, "product", "processes", "before", "resource"},
    "supporting": {*NAMES, "product", "step", "words"},
    "product": {*NAMES, "unit", "tonnes_per_unit", *FLAGS},
    "process": {
        *(*NAMES, "unit", "output", "inputs", "outputs", "cost", "capex", "life_years", "typical_size"),
        *("words", "words_if", "totals", "stated_in", "other_mass", "lead_years"),
    },
}


def read_toml(path: Path) -> Record:
    """Return what a TOML file holds; LibraryError where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryError(
            f"读不了 {path.name} cannot be read: {error}", str(path), "修正或恢复这个文件 mend or restore the file"
        ) from error


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one file.

    Parameters
    ----------
    file : str
        Its name, for errors.
    overrides : Mapping
        Figures that the user sets, by name.
    faults : list of LibraryError or None
        Where given, a record that cannot be read is noted here and left out; otherwise it raises.
    """

    file: str
    overrides: Mapping[str, float]
    faults: list[LibraryError] | None = None

    def each(self, data: Record, table: str, make: Callable[[Record], Made]) -> tuple[Made, ...]:
        """Return what `make` makes of every record of a table."""
        made: list[Made] = []
        try:
            records = self._records(data, table)
        except LibraryError as fault:
            self._fault(fault)
            return ()
        for record in records:
            try:
                self._fields(record, table)
                made.append(make(record))
            except LibraryError as fault:
                self._fault(fault)
        return tuple(made)

    def _fault(self, fault: LibraryError) -> None:
        if self.faults is None:
            raise fault
        self.faults.append(fault)

    def _fields(self, record: Record, table: str) -> None:
        unknown = sorted(set(record) - FIELDS[table])
        if unknown:
            raise LibraryError(
                f"没有这个字段 unknown field {unknown[0]!r}", self.where(record), known(sorted(FIELDS[table]))
            )

    def _records(self, data: Record, table: str) -> list[Record]:
        found = data.get(table, [])
        if not isinstance(found, list) or not all(isinstance(r, dict) for r in found):
            raise LibraryError(
                f"{table} 不是表的数组 is no array of tables", self.file, f"写成 write [[{table}]] 或 or [{{ … }}]"
            )
        return found

    def where(self, record: Record) -> str:
        """Return file and record."""
        return f"{self.file}:{record.get('id', '?')}"

    def head(self, data: Record) -> dict[str, str]:
        """Return the chain's id and names."""
        head = data.get("chain", {})
        if not isinstance(head, dict):
            raise LibraryError("chain 不是表 is no table", self.file, "写成 write [chain]")
        self._fields(head, "chain")
        return {name: self.text(head, name) for name in NAMES}

    def core(self, data: Record) -> tuple[str, ...]:
        """Return the steps that make the chain a region's own."""
        head = data.get("chain", {})
        return self.texts(head, "core") if isinstance(head, dict) else ()

    def sector(self, data: Record) -> Sector:
        """Return the chain's sector; industry where it is left out."""
        head = data.get("chain", {})
        told = head.get("sector", "industry") if isinstance(head, dict) else None
        found = next((s for s in SECTORS if s == told), None)
        if found is None:
            raise LibraryError(f"没有这种部门 no such sector: {told}", self.file, f"用 use one of {', '.join(SECTORS)}")
        return found

    def text(self, record: Record, name: str) -> str:
        """Return a text that must be there."""
        value = record.get(name)
        if not isinstance(value, str) or not value:
            raise LibraryError(f"缺少 {name} is missing", self.where(record), f'加上 add {name} = "…"')
        return value

    def texts(self, record: Record, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where it is left out."""
        value = record.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise LibraryError(
                f"{name} 不是词的列表 is no list of words", self.where(record), f'写成 write {name} = ["…"]'
            )
        return tuple(value)

    def flag(self, record: Record, name: str) -> bool:
        """Return a true or false, false where it is left out."""
        value = record.get(name, False)
        if not isinstance(value, bool):
            raise LibraryError(
                f"{name} 不是真假值 is {value!r}, neither true nor false",
                self.where(record),
                f"写成 write {name} = true",
            )
        return value

    def figure(self, record: Record, name: str, unit: str) -> Figure:
        """Return a figure in `unit` that must be there."""
        return self._named(record.get(name), f"{self.text(record, 'id')}.{name}", unit, self.where(record))

    def maybe(self, record: Record, name: str, unit: str) -> Figure | None:
        """Return a figure in `unit`, or None where it is left out."""
        return self.figure(record, name, unit) if name in record else None

    def _named(self, value: object, name: str, unit: str, where: str) -> Figure:
        if not isinstance(value, dict):
            raise LibraryError(
                f"缺少 {name} is missing", where, "加上 add { value = …, unit = …, source = … 或 or assumption = … }"
            )
        return in_unit(read_figure(value, name, where, self.overrides), unit, name, where)

    def product(self, record: Record) -> Product:
        """Return a product."""
        texts = {name: self.text(record, name) for name in (*NAMES, "unit")}
        flags = frozenset(flag for flag in FLAGS if self.flag(record, flag))
        return Product(
            **texts,
            tonnes_per_unit=self.maybe(record, "tonnes_per_unit", f"t/{texts['unit']}"),
            captive="captive" in flags,
            bought_only="bought_only" in flags,
            sold_only="sold_only" in flags,
            local="local" in flags,
            untaxed="untaxed" in flags,
        )

    def step(self, record: Record) -> Step:
        """Return a step."""
        return Step(
            **{name: self.text(record, name) for name in (*NAMES, "product")},
            processes=self.texts(record, "processes"),
            before=self.texts(record, "before") if "before" in record else None,
            resource=self.flag(record, "resource"),
        )

    def supporting(self, record: Record) -> Supporting:
        """Return a side material."""
        texts = {name: self.text(record, name) for name in (*NAMES, "product", "step")}
        return Supporting(**texts, words=self.texts(record, "words"))

    def process(self, record: Record, products: Mapping[str, Product]) -> Process:
        """Return a process; its inputs and outputs are in the units of `products`."""
        unit = self.text(record, "unit")
        amounts = {table: self._amounts(record, table, products) for table in ("inputs", "outputs")}
        return Process(
            **{name: self.text(record, name) for name in (*NAMES, "unit", "output")},
            inputs=tuple(Input(*amount) for amount in amounts["inputs"]),
            outputs=tuple(Output(*amount) for amount in amounts["outputs"]),
            cost=self.figure(record, "cost", f"CNY/{unit}"),
            capex=self.figure(record, "capex", f"CNY/{unit}"),
            life_years=self.figure(record, "life_years", "a"),
            typical_size=self.figure(record, "typical_size", unit),
            words=self.texts(record, "words"),
            words_if=tuple(self._rule(record, r) for r in self._records(record, "words_if")),
            totals=self.texts(record, "totals") if "totals" in record else (),
            stated_in=tuple(self._equivalent(record, r) for r in self._records(record, "stated_in")),
            other_mass=self.maybe(record, "other_mass", f"t/{unit}"),
            lead_years=self.maybe(record, "lead_years", "a"),
        )

    def _amounts(self, record: Record, table: str, products: Mapping[str, Product]) -> Sequence[tuple[str, Figure]]:
        where, amounts = self.where(record), []
        for entry in self._records(record, table):
            product = entry.get("product")
            if not isinstance(product, str) or product not in products:
                raise LibraryError(
                    f"没有这种产品 unknown product {product!r} among the {table}", where, known(products, str(product))
                )
            name = f"{self.text(record, 'id')}.{product}"
            unit = f"{products[product].unit}/{self.text(record, 'unit')}"
            amounts.append((product, self._named(entry.get("amount"), name, unit, where)))
        return amounts

    def _rule(self, record: Record, entry: Record) -> WordRule:
        named = {**entry, "id": record.get("id")}
        return WordRule(self.text(named, "word"), self.texts(named, "with"), self.texts(named, "without"))

    def _equivalent(self, record: Record, entry: Record) -> Equivalent:
        named = {**entry, "id": record.get("id")}
        told, unit = self.text(named, "unit"), self.text(record, "unit")
        name = f"{self.text(record, 'id')}.per_{told}"
        return Equivalent(told, self._named(entry.get("amount"), name, f"{unit}/{told}", self.where(record)))
