"""What the library knows of a chain: products, processes with coefficients and costs, and the order of the steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, Protocol, TypeVar, get_args

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure

Sector = Literal["industry", "farming", "tourism"]
SECTORS: tuple[Sector, ...] = get_args(Sector)


@dataclass(frozen=True, slots=True)
class Product:
    """What a process makes or takes.

    Parameters
    ----------
    tonnes_per_unit : Figure or None
        What a unit weighs on the road, packing left out; None where nothing is carried (electricity, visits).
    captive : bool
        It has no outside market: only the next step, near by, takes it.
    bought_only : bool
        It comes from outside and is never sold there.
    sold_only : bool
        It is sold to those who come for it and never bought outside, such as a day's visit.
    local : bool
        It is bought and sold at the gate, at a price for the region; goods too cheap or too fresh to go far.
    untaxed : bool
        Its price is quoted without value-added tax, as growers' is.
    """

    id: str
    unit: str
    name_zh: str
    name_en: str
    tonnes_per_unit: Figure | None
    captive: bool = False
    bought_only: bool = False
    sold_only: bool = False
    local: bool = False
    untaxed: bool = False

    @property
    def on_the_spot(self) -> bool:
        """Whether it is bought or sold where the region is, without freight."""
        return self.local or self.tonnes_per_unit is None


@dataclass(frozen=True, slots=True)
class Input:
    """What a process takes of a product, in the product's unit per unit of the process's output."""

    product: str
    amount: Figure


@dataclass(frozen=True, slots=True)
class Output:
    """What a process makes of a product beside its main output, in the product's unit per unit of that."""

    product: str
    amount: Figure


@dataclass(frozen=True, slots=True)
class Equivalent:
    """How much a year one `unit`, in which capacities are told too (亩, 片), comes to in the process's unit."""

    unit: str
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
    outputs : tuple of Output
        What else comes with the main output (副产品).
    stated_in : tuple of Equivalent
        Other units in which capacities are told, such as an orchard's area.
    other_mass : Figure or None
        Tonnes of ore, air, water and soil, or of materials bought under `cost`, that go into a unit beside the inputs.
    lead_years : Figure or None
        Years from spending the capital to the first full harvest; None where they are not counted.
    totals : tuple of str
        Names under which a region's whole output (产量), capacity (产能) or area (面积) is published, besides `words`.
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
    outputs: tuple[Output, ...] = ()
    stated_in: tuple[Equivalent, ...] = ()
    other_mass: Figure | None = None
    lead_years: Figure | None = None
    totals: tuple[str, ...] = ()

    def input(self, product: str) -> Figure | None:
        """Return what one unit of activity takes of a product, or None where it takes none."""
        return next((i.amount for i in self.inputs if i.product == product), None)

    def made(self) -> tuple[str, ...]:
        """Return what it makes, the main output first."""
        return (self.output, *(o.product for o in self.outputs))

    def products(self) -> tuple[str, ...]:
        """Return what it makes and takes, the main output first."""
        return (*self.made(), *(i.product for i in self.inputs))

    def makes(self, product: str) -> float:
        """Return what one unit of activity makes of a product, in the product's unit; 0 where it makes none."""
        if product == self.output:
            return 1.0
        return next((o.amount.value for o in self.outputs if o.product == product), 0.0)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the main chain; a new plant would be of the first of its processes.

    Parameters
    ----------
    product : str
        What later steps take of it: its processes' main output, or a by-product of them.
    before : tuple of str, optional
        The steps whose products it takes; by default the one listed before it. Empty where a branch begins.
    resource : bool
        It needs a deposit: where it is absent nobody can build it.
    """

    id: str
    name_zh: str
    name_en: str
    product: str
    processes: tuple[str, ...]
    before: tuple[str, ...] | None = None
    resource: bool = False


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
    """An industrial chain, raw material first.

    Parameters
    ----------
    core : tuple of str
        The steps of which a region must have one for the chain to be its own; empty means any.
    sector : {"industry", "farming", "tourism"}
    """

    id: str
    name_zh: str
    name_en: str
    steps: tuple[Step, ...]
    supporting: tuple[Supporting, ...]
    products: tuple[Product, ...]
    processes: tuple[Process, ...]
    core: tuple[str, ...] = ()
    sector: Sector = "industry"

    def process(self, process_id: str) -> Process:
        """Return a process by its id; LibraryError where the chain has none such."""
        return by_id(self.processes, process_id, "process", f"chain {self.id}")

    def product(self, product_id: str) -> Product:
        """Return a product by its id; LibraryError where the chain has none such."""
        return by_id(self.products, product_id, "product", f"chain {self.id}")

    def step_of(self, process_id: str) -> Step:
        """Return the step that a process belongs to; LibraryError where the chain has no such process."""
        for step in self.steps:
            if process_id in step.processes:
                return step
        raise LibraryError(
            f"没有环节用这种工艺 no step has the process {process_id!r}",
            f"chain {self.id}",
            known((p.id for p in self.processes), process_id),
        )

    def core_processes(self) -> frozenset[str]:
        """Return the processes that make the chain a region's own."""
        return frozenset(p for s in self.steps if not self.core or s.id in self.core for p in s.processes)

    def before(self, step: Step) -> tuple[Step, ...]:
        """Return the steps whose products a step takes."""
        if step.before is not None:
            return tuple(s for s in self.steps if s.id in step.before)
        place = self.steps.index(step)
        return self.steps[place - 1 : place] if place else ()

    def leads_to(self, step: Step, later: Step) -> bool:
        """Tell whether what a step makes goes, through any steps between, into a later one."""
        return any(s == step or self.leads_to(step, s) for s in self.before(later))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)
MOST = 12
"""How many names a mend lists."""
KINDS = {
    "process": "没有这种工艺 unknown process",
    "product": "没有这种产品 unknown product",
    "step": "没有这个环节 unknown step",
}


def by_id(items: Iterable[Item], wanted: str, kind: str, where: str) -> Item:
    """Return the item of this id; LibraryError where there is none such."""
    found = tuple(items)
    for item in found:
        if item.id == wanted:
            return item
    raise LibraryError(f"{KINDS[kind]} {wanted!r}", where, known((item.id for item in found), wanted))


def known(names: Iterable[str], wanted: str = "") -> str:
    """Say which names there are, as a mend: those like the one wanted, or the first."""
    listed = list(names)
    near = get_close_matches(wanted, listed, 3, 0.6) or listed
    more = ", …" if len(near) > MOST else ""
    return f"可用 use one of {', '.join(near[:MOST])}{more}"
