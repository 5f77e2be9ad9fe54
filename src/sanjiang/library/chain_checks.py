"""What a chain must hold to before anything is computed from it: ids, units, products and the order of its steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sanjiang.core.errors import LibraryError
from sanjiang.core.units import factor
from sanjiang.library.chains import Chain, Process, Step, Supporting, by_id


def check_chain(chain: Chain, own: tuple[Process, ...], file: str) -> None:
    """Refuse repeated ids, processes whose units or products do not fit their step, and steps that do not follow.

    Parameters
    ----------
    chain : Chain
    own : tuple of Process
        The processes that the chain's file itself describes.
    file : str
        Its name, for errors.

    Raises
    ------
    LibraryError
        At the first fault.
    """
    for records in (own, chain.steps, chain.supporting):
        check_once((r.id for r in records), file)
    used = {p for step in chain.steps for p in step.processes}
    for process in own:
        where = f"{file}:{process.id}"
        output = by_id(chain.products, process.output, "product", where)
        if factor(process.unit, output.unit) != 1.0:
            raise LibraryError(
                f"单位不是产品的单位 its unit {process.unit} is not that of {process.output}",
                where,
                f"按产品计量 measure it by its output, in {output.unit}",
            )
        if process.id not in used:
            raise LibraryError(
                "不属于任何环节 it belongs to no step",
                where,
                "写进某个环节的 processes name it among the processes of a step",
            )
    for number, step in enumerate(chain.steps):
        _check_step(chain, step, chain.steps[:number], f"{file}:{step.id}")
    for process in own:
        check_once(process.products(), f"{file}:{process.id}")
    for side in chain.supporting:
        _check_side(chain, side, f"{file}:{side.id}")
    for name in chain.core:
        by_id(chain.steps, name, "step", f"{file}:core")


def check_once(ids: Iterable[str], where: str) -> None:
    """Refuse an id that stands twice."""
    for name, times in Counter(ids).items():
        if times > 1:
            place = where if ":" in where else f"{where}:{name}"
            raise LibraryError(
                f"出现两次 {name!r} stands twice", place, "只留一条,或换个 id keep one, or give each an id of its own"
            )


def _check_step(chain: Chain, step: Step, earlier: tuple[Step, ...], where: str) -> None:
    if not step.processes:
        raise LibraryError("环节没有工艺 a step without a process", where, "至少写一种 name at least one")
    for name in step.before or ():
        by_id(earlier, name, "step", where)
    before = chain.before(step)
    for process in (by_id(chain.processes, p, "process", where) for p in step.processes):
        if not process.makes(step.product):
            raise LibraryError(
                f"产品不符 {process.id} makes {process.output}, not {step.product}",
                where,
                "改 output 或加进 outputs set its output, or add it to its outputs",
            )
        unit = chain.product(step.product).unit
        if factor(process.unit, unit) != 1.0:
            raise LibraryError(
                f"环节产品的单位不同 {process.id} is measured in {process.unit}, {step.product} in {unit}",
                where,
                "用同一单位 measure both alike",
            )
        for other in before:
            if process.input(other.product) is None:
                raise LibraryError(
                    f"不用上一环节的产品 {process.id} takes no {other.product}, which the step before makes",
                    where,
                    "加进 inputs 或改 before add the input, or set before",
                )
    last = chain.steps[-1]
    if step is not last and not chain.leads_to(step, last):
        raise LibraryError(
            f"不通向最后一环节 it does not lead to {last.id}",
            where,
            "写进后面某环节的 before name it in a later step's before",
        )


def _check_side(chain: Chain, side: Supporting, where: str) -> None:
    step = by_id(chain.steps, side.step, "step", where)
    by_id(chain.products, side.product, "product", where)
    if all(chain.process(p).input(side.product) is None for p in step.processes):
        raise LibraryError(
            f"环节不用它 {side.step} takes no {side.product}", where, "加进工艺的 inputs list it among the inputs"
        )
