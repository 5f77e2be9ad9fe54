"""Where a chain breaks or narrows, from its ladder alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sanjiang.chain.ladder import Rung

GapKind = Literal["fill", "strengthen", "possibly narrow", "extend", "supporting"]
KIND_ORDER: tuple[GapKind, ...] = get_args(GapKind)
"""The order in which gaps are listed."""

SMALLEST = 1e-9
"""Widths below this share of the widest step are rounding, not capacity."""


@dataclass(frozen=True, slots=True)
class Break:
    """A step that is absent or narrow.

    Parameters
    ----------
    kind : str
        As design.md defines fill, strengthen, possibly narrow and extend.
    rung : Rung
    before, after : Rung or None
        The nearest steps that are here.
    sizes : tuple of float
        Capacities to try, in the chain's final product, smallest first.
    """

    kind: GapKind
    rung: Rung
    before: Rung | None
    after: Rung | None
    sizes: tuple[float, ...]


def find_breaks(rungs: Sequence[Rung]) -> tuple[Break, ...]:
    """Return the breaks of a ladder, raw material first.

    *fill*: absent, with a step before it and a step after it here. *extend*: absent, with only one side here.
    *strengthen*: here, and at most narrower than the nearest step before it surely is (for the first step here: the one
    after it); *possibly narrow*: only its sure part is. A ladder without any plant has no breaks; nor is an absent step
    one that needs a deposit, for nobody can build it.
    """
    found: list[Break] = []
    for i, rung in enumerate(rungs):
        leads = rung.chain.leads_to
        before = next((r for r in reversed(rungs[:i]) if r.here and leads(r.step, rung.step)), None)
        after = next((r for r in rungs[i + 1 :] if r.here and leads(rung.step, r.step)), None)
        item = _narrow(rung, before, after) if rung.here else _absent(rung, before, after)
        if item is not None:
            found.append(item)
    return tuple(found)


def _absent(rung: Rung, before: Rung | None, after: Rung | None) -> Break | None:
    beside = [r for r in (before, after) if r is not None]
    if not beside or rung.step.resource:
        return None
    return Break("fill" if len(beside) == 2 else "extend", rung, before, after, _sizes([_width(r) for r in beside]))


def _narrow(rung: Rung, before: Rung | None, after: Rung | None) -> Break | None:
    measure = before or after
    if measure is None or rung.low >= measure.low * (1 - SMALLEST):
        return None
    if rung.high < measure.low * (1 - SMALLEST):
        return Break("strengthen", rung, before, after, _sizes([measure.low - rung.high, measure.low - rung.low]))
    return Break("possibly narrow", rung, before, after, _sizes([measure.low - rung.low]))


def _width(rung: Rung) -> float:
    """Return how wide a step surely is; where nothing of it is stated, how wide it may be."""
    return rung.low or rung.high


def _sizes(widths: list[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for width in sorted(w for w in widths if w > 0):
        if not kept or width - kept[-1] > SMALLEST * width:
            kept.append(width)
    return tuple(kept)
