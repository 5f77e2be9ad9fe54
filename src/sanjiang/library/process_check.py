"""Checks files of chains further than loading does: mass, cycles, processes of nothing, products of nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanjiang.core.errors import LibraryError
from sanjiang.core.figure import Figure
from sanjiang.core.units import factor
from sanjiang.library.chain_reader import read_toml
from sanjiang.library.chains import Chain, Process, Product
from sanjiang.library.data_files import data_path
from sanjiang.library.processes import Shelf, load_shelf, read_chain

SLACK = 1e-9
Products = Mapping[str, Product]


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked, and what is wrong."""

    chains: int
    processes: int
    figures: int
    faults: tuple[LibraryError, ...]

    def to_json(self) -> dict[str, object]:
        """Return the counts, and each fault as what, where and mend."""
        faults = [{"what": f.what, "where": f.where, "mend": f.mend} for f in self.faults]
        return {"chains": self.chains, "processes": self.processes, "figures": self.figures, "faults": faults}


def check_processes(paths: Sequence[Path] = ()) -> Checked:
    """Check chain files; without any, those of the package.

    A user's file may use the package's products and processes; what it describes itself goes before them.
    """
    shelf = load_shelf()
    files = tuple(paths) or tuple(sorted(data_path("processes").glob("*.toml")))
    chains: list[Chain] = []
    faults: dict[str, LibraryError] = {}
    for path in files:
        noted: list[LibraryError] = []
        try:
            chain = read_chain(path, {}, shelf, noted)
            chains.append(chain)
            noted += chain_faults(chain, shelf, path)
        except LibraryError as fault:
            noted.append(fault)
        faults |= {str(fault): fault for fault in noted}
    processes = {p.id: p for chain in chains for p in chain.processes}
    products = {p.id: p for chain in chains for p in chain.products}
    figures = sum(len(figures_of(p)) for p in processes.values())
    figures += sum(p.tonnes_per_unit is not None for p in products.values())
    return Checked(len(chains), len(processes), figures, tuple(faults.values()))


def figures_of(process: Process) -> tuple[Figure, ...]:
    """Return every figure of a process."""
    found = (process.cost, process.capex, process.life_years, process.typical_size)
    maybe = tuple(f for f in (process.other_mass, process.lead_years) if f is not None)
    amounts = [i.amount for i in process.inputs] + [o.amount for o in process.outputs]
    return (*found, *maybe, *amounts, *(e.amount for e in process.stated_in))


def chain_faults(chain: Chain, shelf: Shelf, path: Path) -> Iterator[LibraryError]:
    """Yield what is wrong with a chain that was read."""
    products = {p.id: p for p in chain.products}
    for process in chain.processes:
        where = f"{path.name}:{process.id}"
        if not process.inputs and process.other_mass is None:
            yield LibraryError(
                "没有投入的工艺 a process without inputs",
                where,
                "写 inputs;采掘或种养的写 other_mass add inputs, or other_mass where it digs or grows",
            )
        else:
            yield from _mass(process, products, where)
    yield from _cycle(chain, products, path.name)
    yield from _nobodys(chain, shelf, path)


def weight(product: Product, end: Callable[[Figure], float]) -> float | None:
    """Return what a unit weighs in tonnes, at one end of its range; None where nothing says."""
    return end(product.tonnes_per_unit) if product.tonnes_per_unit else factor(product.unit, "t")


def _mass(process: Process, products: Products, where: str) -> Iterator[LibraryError]:
    """Yield a fault where outputs, at their least, weigh more than inputs and other mass at their most.

    A process that makes or takes something without a weight (a GW of bricks, a visit) is not weighed; power weighs
    nothing.
    """
    made = [(process.output, 1.0), *((o.product, o.amount.low) for o in process.outputs)]
    out = [_times(weight(products[product], _low), amount) for product, amount in made]
    taken = [i for i in process.inputs if not _weightless(products[i.product])]
    into = [_times(weight(products[i.product], _high), i.amount.high) for i in taken]
    into.append(process.other_mass.high if process.other_mass else 0.0)
    if None in out or None in into:
        return
    heavy, light = sum(w for w in out if w is not None), sum(w for w in into if w is not None)
    if heavy > light * (1 + SLACK):
        yield LibraryError(
            f"质量不守恒 outputs weigh {heavy:.4g} t a {process.unit}, inputs only {light:.4g} t",
            where,
            "改 inputs、outputs 或 other_mass mend the inputs or outputs, or declare other_mass (air, water, ore)",
        )


def _low(figure: Figure) -> float:
    return figure.low


def _high(figure: Figure) -> float:
    return figure.high


def _times(each: float | None, amount: float) -> float | None:
    return None if each is None else each * amount


def _weightless(product: Product) -> bool:
    return product.bought_only and product.tonnes_per_unit is None and factor(product.unit, "t") is None


def _cycle(chain: Chain, products: Products, file: str) -> Iterator[LibraryError]:
    """Yield a fault where processes that take material run on nothing but what they make, and leave something over."""
    import numpy as np
    from scipy.optimize import linprog

    material = [p.id for p in chain.products if not _weightless(p)]
    running = [p for p in chain.processes if p.other_mass is None and any(i.product in material for i in p.inputs)]
    if not running:
        return
    net = np.array([[p.makes(m) - _taken(p, m) for p in running] for m in material])
    net /= np.abs(net).max(axis=0)
    solved = linprog(-net.sum(axis=0), A_ub=-net, b_ub=np.zeros(len(material)), bounds=(0, 1))
    activity = np.zeros(len(running)) if solved.x is None else solved.x
    if float((net @ activity).sum()) > SLACK:
        names = ", ".join(p.id for p, amount in zip(running, activity, strict=True) if amount > SLACK)
        yield LibraryError(
            f"循环无中生有 a cycle makes something from nothing: {names}",
            f"{file}:{chain.id}",
            "改其中的 inputs 或 outputs mend an input or output among them",
        )


def _taken(process: Process, product: str) -> float:
    amount = process.input(product)
    return amount.value if amount else 0.0


def _nobodys(chain: Chain, shelf: Shelf, path: Path) -> Iterator[LibraryError]:
    """Yield a fault for each product of the file that nobody makes or takes, or that cannot be had or got rid of."""
    processes = {**shelf.processes, **{p.id: p for p in chain.processes}}.values()
    made = {product for p in processes for product in p.made()}
    taken = {i.product for p in processes for i in p.inputs}
    captive = {p.id for p in chain.products if p.captive}
    last = chain.steps[-1].product
    for name in _described(path):
        if name not in made | taken:
            why = "没有人生产也没有人用 nobody makes it or takes it"
        elif name in captive and name not in made:
            why = "没有外部市场,也没有人生产 it has no market, and nobody makes it"
        elif name in captive and name not in taken and name != last:
            why = "没有外部市场,也没有人用 it has no market, and nobody takes it"
        else:
            continue
        yield LibraryError(why, f"{path.name}:{name}", "写进工艺或删去 name it in a process, or remove it")


def _described(path: Path) -> Iterable[str]:
    records = read_toml(path).get("product", [])
    return [str(r["id"]) for r in records] if isinstance(records, list) else []
