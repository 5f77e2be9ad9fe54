"""What moves a worth: each thing that is known within a range, put at its low and at its high, the rest as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from sanjiang.chain.scene import Case, End, Scene
from sanjiang.chain.worth import annuity
from sanjiang.core.evidence import Evidence

DISCOUNT = "finance.discount_rate"
ENDS: tuple[End, ...] = get_args(End)
NOISE = 1e-7
"""Swings below this share of a worth are the solver's tolerance."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How one driver alone moves a worth.

    Parameters
    ----------
    name, name_zh, name_en, unit, low, high
        As a `Driver` has them.
    at_low, at_high : float
        The worth with the driver at its low and at its high, money a year.
    swing : float
        The most that the worth moves between low, base and high.
    evidence : tuple of Evidence
    """

    name: str
    name_zh: str
    name_en: str
    unit: str | None
    low: float | None
    high: float | None
    at_low: float
    at_high: float
    swing: float
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, object]:
        """Return the name and range of what moves, and the worth at either end."""
        return {
            "name": self.name,
            "name_zh": self.name_zh,
            "name_en": self.name_en,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "worth_at_low": self.at_low,
            "worth_at_high": self.at_high,
            "evidence": [e.to_json() for e in self.evidence],
        }


def sensitivities(scene: Scene, added: Mapping[str, float]) -> tuple[Sensitivity, ...]:
    """Return what moves the worth of new capacity, the largest swing first; what moves nothing is left out.

    Parameters
    ----------
    scene : Scene
    added : mapping of str to float
        New yearly capacity in the scene's region by process, in the process's unit.
    """
    base = scene.cases[0]
    paid = _payments(scene, added)
    worth = _gain(scene, added, base) - paid
    found = [*_of_the_network(scene, added, worth, paid), *_of_the_capital(scene, added, worth + paid)]
    found = [s for s in found if s.swing > NOISE * max(abs(worth), 1.0)]
    return tuple(sorted(found, key=lambda s: (-s.swing, s.name)))


def _gain(scene: Scene, added: Mapping[str, float], case: Case) -> float:
    return scene.value(case, [scene.region], added) - scene.value(case, [scene.region])


def _payments(scene: Scene, added: Mapping[str, float], pinned: tuple[str, float] | None = None) -> float:
    """Return the annuities of new capacity, with one named figure at another value."""
    name, value = pinned or ("", 0.0)
    rate = value if name == DISCOUNT else scene.discount_rate.value
    total = 0.0
    for key, capacity in added.items():
        process = scene.chain.process(key)
        if name == f"{key}.capex":
            process = replace(process, capex=replace(process.capex, value=value))
        elif name == f"{key}.life_years":
            process = replace(process, life_years=replace(process.life_years, value=value))
        total += annuity(process, capacity, rate)
    return total


def _of_the_network(scene: Scene, added: Mapping[str, float], worth: float, paid: float) -> Iterator[Sensitivity]:
    standing = {p.process for p in scene.plants if p.region == scene.region and p.at_horizon}
    for driver in scene.drivers:
        if driver.process is None or driver.process in standing.union(added):
            ends = [_gain(scene, added, driver.case(end)) - paid for end in ENDS]
            span = (driver.low, driver.high)
            names = (driver.name, driver.name_zh, driver.name_en)
            yield _sensitivity(names, (driver.unit, *span), worth, ends, driver.evidence)


def _of_the_capital(scene: Scene, added: Mapping[str, float], gross: float) -> Iterator[Sensitivity]:
    """Yield what moves the annuity alone: nothing has to be solved again."""
    figures = [(DISCOUNT, "折现率", "discount rate", scene.discount_rate)]
    for process in (scene.chain.process(key) for key in added):
        zh, en = process.name_zh, process.name_en
        figures.append((f"{process.id}.capex", f"{zh}单位投资", f"capital cost of {en}", process.capex))
        figures.append((f"{process.id}.life_years", f"{zh}使用年限", f"life of {en}", process.life_years))
    for name, zh, en, figure in figures:
        ends = [gross - _payments(scene, added, (name, value)) for value in (figure.low, figure.high)]
        worth = gross - _payments(scene, added)
        yield _sensitivity((name, zh, en), (figure.unit, figure.low, figure.high), worth, ends, figure.evidence)


def _sensitivity(
    names: tuple[str, str, str],
    span: tuple[str | None, float | None, float | None],
    worth: float,
    ends: Sequence[float],
    evidence: tuple[Evidence, ...],
) -> Sensitivity:
    swing = max(worth, *ends) - min(worth, *ends)
    return Sensitivity(*names, *span, ends[0], ends[1], swing, evidence)
