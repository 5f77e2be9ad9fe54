"""What might be built: every step of a chain in sizes that come in lumps, with capital, annuity and use of budgets."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sanjiang.chain.ladder import ladder, per_final
from sanjiang.chain.scene import Offer, Scene, new_plant
from sanjiang.chain.worth import annuity
from sanjiang.core.errors import SanjiangError
from sanjiang.core.evidence import Evidence
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Process, Step

MONEY, POWER = "money", "power"
ELECTRICITY = "electricity"
UNITS = {MONEY: "CNY", "land": "mu", POWER: "kWh", "energy": "tce", "carbon": "t"}
"""The budgets and their units: of power, energy and carbon what is used in a year."""
MOST_SIZES = 12
"""Sizes of one candidate that are tried."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What building takes.

    Parameters
    ----------
    lead_years : Figure
        From the first spending to the first product, in years (``a``).
    first_year : Figure
        What runs in the first year, as a share of capacity.
    scale_exponent : Figure
        Capital of n lumps is that of one × n to this power; 1 means that nothing is saved.
    needs : mapping of (process, budget) to Figure
        What a unit of yearly capacity takes of a budget, where the user says it.
    """

    lead_years: Figure
    first_year: Figure
    scale_exponent: Figure
    needs: Mapping[tuple[str, str], Figure] = field(default_factory=dict)

    def named(self) -> dict[str, Figure]:
        """Return the terms by the names under which the user can change them."""
        return {
            "build.lead_years": self.lead_years,
            "build.first_year": self.first_year,
            "build.scale_exponent": self.scale_exponent,
        }

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what the terms rest on."""
        return tuple(e for figure in self.named().values() for e in figure.evidence)

    def payback(self, candidate: Candidate, gain: float) -> float | None:
        """Return the years from the first spending until a yearly gain has repaid the capital; None without gain.

        What the library says of the years until a process first bears fully goes before the usual lead time.
        """
        if gain <= 0:
            return None
        capital, first = candidate.capital, self.first_year.value * gain
        running = capital / first if first >= capital else 1 + (capital - first) / gain
        return (candidate.process.lead_years or self.lead_years).value + running


@dataclass(frozen=True, slots=True)
class Candidate:
    """A new plant of one size.

    Parameters
    ----------
    lumps : int
        How many typical sizes it is made of.
    size : float
        Yearly capacity in the process's unit.
    capital, annuity : float
        Money, and money a year.
    uses : mapping of str to float
        Of each budget asked about, in `UNITS`.
    """

    scene: Scene
    step: Step
    process: Process
    lumps: int
    size: float
    capital: float
    annuity: float
    uses: Mapping[str, float]
    evidence: tuple[Evidence, ...]

    @property
    def plant(self) -> str:
        """The plant of the network that it would be."""
        return new_plant(self.process.id)


def candidates(scene: Scene, terms: Terms, budgets: Sequence[str]) -> Iterator[Candidate]:
    """Yield every candidate of a chain, raw material first, the smallest size of each first.

    Sizes are multiples of a lump: what the scene offers, or else the process's typical size, up to the widest step that
    is here; of more than `MOST_SIZES` multiples as many are tried, evenly spaced.

    Raises
    ------
    SanjiangError
        If a budget is asked about and nobody says what a process takes of it.
    """
    offered = list(_offered(scene))
    for budget in budgets:
        _refuse_unknown(terms, [process for _, process, _ in offered], budget)
    for step, process, offer in offered:
        for lumps in _multiples(max(1, math.floor(offer.most / offer.lump + 1e-9))):
            yield _candidate(scene, (step, process, offer), terms, lumps, budgets)


def _offered(scene: Scene) -> Iterator[tuple[Step, Process, Offer]]:
    """Yield what may be built: as tables offer it, or the first process of each step."""
    if scene.offers is not None:
        for step in scene.chain.steps:
            for name in step.processes:
                if name in scene.offers:
                    yield step, scene.chain.process(name), scene.offers[name]
        return
    widest = max(r.high for r in ladder(scene.chain, scene.plants, scene.region))
    for step in scene.chain.steps:
        process = scene.chain.process(step.processes[0])
        lump = process.typical_size.value
        most = math.ceil(widest * per_final(scene.chain, step) / lump - 1e-9) * lump
        evidence = (*process.typical_size.evidence, *process.capex.evidence)
        yield step, process, Offer(lump, most, process.capex.value, 0.0, evidence)


def _multiples(most: int) -> list[int]:
    if most <= MOST_SIZES:
        return list(range(1, most + 1))
    return sorted({1 + round(i * (most - 1) / (MOST_SIZES - 1)) for i in range(MOST_SIZES)})


def _candidate(
    scene: Scene, what: tuple[Step, Process, Offer], terms: Terms, lumps: int, budgets: Sequence[str]
) -> Candidate:
    step, process, offer = what
    process = replace(process, capex=replace(process.capex, value=offer.capex, low=offer.capex, high=offer.capex))
    size = lumps * offer.lump
    saved = lumps ** (terms.scale_exponent.value - 1)
    capital = offer.capex * size * saved
    paid = annuity(process, size, scene.discount_rate.value) * saved + offer.fixed_cost
    lead = process.lead_years.evidence if process.lead_years else ()
    evidence = [*offer.evidence, *process.life_years.evidence, *lead]
    uses: dict[str, float] = {}
    for budget in budgets:
        figure = need(terms, process, budget)
        if budget == MONEY:
            uses[budget] = capital
        elif figure is not None:
            uses[budget] = figure.value * size
            evidence += figure.evidence
    return Candidate(scene, step, process, lumps, size, capital, paid, uses, tuple(dict.fromkeys(evidence)))


def need(terms: Terms, process: Process, budget: str) -> Figure | None:
    """Return what a unit of yearly capacity takes of a budget; None where neither library nor user says it."""
    said = terms.needs.get((process.id, budget))
    if said is not None:
        return said
    if budget == MONEY:
        return process.capex
    return process.input(ELECTRICITY) if budget == POWER else None


def _refuse_unknown(terms: Terms, processes: Sequence[Process], budget: str) -> None:
    unknown = [p for p in processes if need(terms, p, budget) is None]
    if unknown:
        listed = "、".join(p.id for p in unknown)
        raise SanjiangError(
            f"不知道每单位产能要用多少,预算不能用 nobody says what these take of {budget}, so it cannot be applied: "
            f"{listed}",
            f"--budget {budget}",
            f"去掉这项预算,或逐一给出 leave it out, or say it for each: --need {unknown[0].id}.{budget}=VALUE",
        )
