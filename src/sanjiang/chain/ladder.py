"""The ladder: every step of a chain in one region, in units of its final product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanjiang.chain.plant import BUILDING, OPERATING, Plant
from sanjiang.core.evidence import Evidence
from sanjiang.library.processes import Chain, Step


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder.

    Parameters
    ----------
    operating, under_construction, planned : float
        Stated yearly capacities, in `unit`.
    plants, without_figure : int
        Plants at the horizon (operating or building), and how many of them nobody gives a capacity for.
    low, high : float
        Capacity at the horizon in the chain's final product: unknown as nothing, unknown as a typical size.
    """

    chain: Chain
    step: Step
    unit: str
    operating: float
    under_construction: float
    planned: float
    plants: int
    without_figure: int
    low: float
    high: float
    evidence: tuple[Evidence, ...]

    @property
    def here(self) -> bool:
        """Whether any plant stands at the step, with or without a figure."""
        return self.plants > 0

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of a step of the ladder."""
        final = self.chain.steps[-1]
        return {
            "chain": self.chain.id,
            "chain_name_zh": self.chain.name_zh,
            "chain_name_en": self.chain.name_en,
            "process": self.step.id,
            "name_zh": self.step.name_zh,
            "name_en": self.step.name_en,
            "before": None if self.step.before is None else list(self.step.before),
            "operating": self.operating,
            "under_construction": self.under_construction,
            "planned": self.planned,
            "unit": self.unit,
            "plants": self.plants,
            "without_figure": self.without_figure,
            "final": {"low": self.low, "high": self.high, "unit": self.chain.product(final.product).unit},
            "final_name_zh": final.name_zh,
            "final_name_en": final.name_en,
            "evidence": [e.to_json() for e in self.evidence],
        }


def per_final(chain: Chain, step: Step) -> float:
    """Return how much activity of a step one unit of the final product takes, each step by its first process.

    A step's activity is measured by its process's main output, so that one whose by-product goes on counts in that.
    """
    need = {chain.steps[-1].product: 1.0}
    for each in reversed(chain.steps):
        process = chain.process(each.processes[0])
        activity = need.get(each.product, 0.0) / process.makes(each.product)
        if each is step:
            return activity
        for item in process.inputs:
            need[item.product] = need.get(item.product, 0.0) + activity * item.amount.value
    raise ValueError(f"{step.id} is no step of {chain.id}")


def coefficient_evidence(chain: Chain, step: Step) -> tuple[Evidence, ...]:
    """Return the evidence of the coefficients between a step and the final product."""
    found: list[Evidence] = []
    made = {step.product}
    first = chain.process(step.processes[0])
    found += [e for o in first.outputs if o.product == step.product for e in o.amount.evidence]
    for above in chain.steps[chain.steps.index(step) + 1 :]:
        taken = [i for i in chain.process(above.processes[0]).inputs if i.product in made]
        found += [e for i in taken for e in i.amount.evidence]
        made |= {above.product} if taken else set()
    return tuple(dict.fromkeys(found))


def ladder(chain: Chain, plants: Sequence[Plant], region: str) -> tuple[Rung, ...]:
    """Return the ladder of one region, raw material first.

    Parameters
    ----------
    chain : Chain
    plants : sequence of Plant
        Of any region; only those of `region` count.
    region : str
        The region's id.
    """
    return tuple(
        _rung(chain, step, [p for p in plants if p.region == region and p.process in step.processes])
        for step in chain.steps
    )


def _rung(chain: Chain, step: Step, plants: list[Plant]) -> Rung:
    standing = [p for p in plants if p.at_horizon]
    each = per_final(chain, step)
    evidence = [e for p in plants for e in p.evidence] + list(coefficient_evidence(chain, step))
    return Rung(
        chain=chain,
        step=step,
        unit=chain.product(step.product).unit,
        operating=sum(p.low for p in plants if p.stage in OPERATING),
        under_construction=sum(p.low for p in plants if p.stage in BUILDING),
        planned=sum(p.low for p in plants if not p.at_horizon),
        plants=len(standing),
        without_figure=sum(not p.stated for p in standing),
        low=sum(p.low for p in standing) / each,
        high=sum(p.high for p in standing) / each,
        evidence=tuple(dict.fromkeys(evidence)),
    )
