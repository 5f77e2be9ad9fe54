"""The companies to visit: who makes a product elsewhere, as documents, the atlas or the user's list tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanjiang.chain.gaps import Gap
from sanjiang.chain.scene import Scene
from sanjiang.core.evidence import Evidence
from sanjiang.core.statement import Stage
from sanjiang.library.processes import Step


@dataclass(frozen=True, slots=True)
class Maker:
    """One thing that is told of a company: what it makes, where, and how far it is.

    Parameters
    ----------
    company : str
        As written.
    processes : tuple of str
        Ids of the processes that the words name.
    region : str or None
        The region's code, None where nobody says.
    place_zh, place_en : str
        As known; empty where unknown.
    stage : str or None
    capacity : float or None
        Stated, per year in `unit`.
    unit : str or None
    evidence : tuple of Evidence
    """

    company: str
    processes: tuple[str, ...]
    region: str | None
    place_zh: str
    place_en: str
    stage: Stage | None
    capacity: float | None
    unit: str | None
    evidence: tuple[Evidence, ...]

    def to_json(self) -> dict[str, object]:
        """Return what is told, without the company; what nobody says is null."""
        return {
            "region": self.region,
            "place_zh": self.place_zh,
            "place_en": self.place_en,
            "stage": self.stage,
            "capacity": self.capacity,
            "unit": self.unit,
            "evidence": [e.to_json() for e in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Target:
    """A company to visit, with all that is told of what it makes elsewhere."""

    company: str
    makers: tuple[Maker, ...]

    def to_json(self) -> dict[str, object]:
        """Return a target's JSON."""
        evidence = dict.fromkeys(e for m in self.makers for e in m.evidence)
        return {
            "name": self.company,
            "plants": [m.to_json() for m in self.makers],
            "evidence": [e.to_json() for e in evidence],
        }


@dataclass(frozen=True, slots=True)
class Visits:
    """The companies to visit for a step that a region lacks or has too little of."""

    step: Step
    region: str
    companies: tuple[Target, ...]

    def to_json(self) -> dict[str, object]:
        """Return the step with its companies, the first to visit first."""
        return {
            "process": self.step.id,
            "name_zh": self.step.name_zh,
            "name_en": self.step.name_en,
            "region": self.region,
            "companies": [c.to_json() for c in self.companies],
        }


def targets(makers: Iterable[Maker], step: Step, region: str) -> tuple[Target, ...]:
    """Return the companies that make a step's product outside a region: those that run first, then the largest.

    What was stopped or given up makes no target.
    """
    found: dict[str, list[Maker]] = {}
    for maker in makers:
        told = maker.region != region and maker.stage not in ("suspended", "cancelled")
        if told and set(maker.processes) & set(step.processes):
            found.setdefault(maker.company, []).append(maker)
    listed = [Target(company, tuple(sorted(own, key=_order))) for company, own in found.items()]
    return tuple(sorted(listed, key=lambda t: (_order(t.makers[0]), t.company)))


def visits(gaps: Iterable[Gap], makers: Sequence[Maker]) -> Iterator[Visits]:
    """Yield whom to visit for each gap of a step, in the gaps' order; gaps that nobody elsewhere mends are left out."""
    for gap in gaps:
        if isinstance(gap.item, Step):
            companies = targets(makers, gap.item, gap.region)
            if companies:
                yield Visits(gap.item, gap.region, companies)


def owners(scene: Scene) -> Iterator[Maker]:
    """Yield what a scene's own plants tell of their owners; a plant without one is no maker."""
    units = {p.id: p.unit for p in scene.chain.processes}
    for plant in scene.plants:
        if plant.owner:
            zh, en = scene.names.get(plant.region, (plant.region, plant.region))
            yield Maker(
                company=plant.owner,
                processes=(plant.process,),
                region=plant.region,
                place_zh=zh,
                place_en=en,
                stage=plant.stage,
                capacity=plant.low if plant.stated else None,
                unit=units.get(plant.process),
                evidence=plant.evidence,
            )


def _order(maker: Maker) -> tuple[bool, float, str]:
    return maker.stage != "operating", -(maker.capacity or 0.0), maker.place_zh
