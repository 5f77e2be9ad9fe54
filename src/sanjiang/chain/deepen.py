"""Deepening the strongest step (做强): another reading of what to build, told apart from the gaps."""

from __future__ import annotations

from dataclasses import dataclass

from sanjiang.chain.ladder import Rung, ladder, per_final
from sanjiang.chain.reasons import rounded
from sanjiang.chain.scene import Scene
from sanjiang.chain.worth import Worth, worth_of
from sanjiang.core.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Deepening:
    """One more plant of a typical size at the step that is widest here, and its worth.

    Parameters
    ----------
    rung : Rung
        The widest step, by what is surely here.
    size : float
        In the step's own unit.
    worth : Worth
    evidence : tuple of Evidence
    """

    rung: Rung
    size: float
    worth: Worth
    evidence: tuple[Evidence, ...]

    def to_json(self, currency: str) -> dict[str, object]:
        """Return step, size and worth; worths in `currency` a year."""
        step, unit = self.rung.step, self.rung.chain.product(self.rung.chain.steps[-1].product).unit
        return {
            "process": step.id,
            "name_zh": step.name_zh,
            "name_en": step.name_en,
            "size": self.size,
            "size_unit": self.rung.unit,
            "worth": self.worth.base,
            "worth_low": self.worth.low,
            "worth_high": self.worth.high,
            "worth_unit": f"{currency}/a",
            "payback_years": self.worth.payback_years,
            "because": f"{step.name_zh}是本地最宽的环节,至少 {rounded(self.rung.low)} {unit};再加一个典型规模。",
            "because_en": f"{step.name_en} is the widest step here, at least {rounded(self.rung.low)} {unit}; "
            "one more of a typical size.",
            "evidence": [e.to_json() for e in self.evidence],
        }


def deepen(scene: Scene) -> Deepening | None:
    """Return what one more plant at the strongest step is worth; None where nothing is surely here."""
    rungs = ladder(scene.chain, scene.plants, scene.region)
    strongest = max(rungs, key=lambda r: r.low)
    if strongest.low <= 0:
        return None
    process = scene.chain.process(strongest.step.processes[0])
    size = process.typical_size.value
    worth = worth_of(
        scene, size / per_final(scene.chain, strongest.step), {process.id: size}, [scene.region], scene.cases
    )
    figures = (process.typical_size, process.cost, process.capex, process.life_years, scene.discount_rate)
    evidence = (*strongest.evidence, *(e for f in figures for e in f.evidence))
    return Deepening(strongest, size, worth, tuple(dict.fromkeys((*evidence, *scene.solved_evidence([scene.region])))))
