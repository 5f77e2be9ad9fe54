"""The gaps of a chain: its breaks with what mending them is worth, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sanjiang.chain.breaks import KIND_ORDER, Break, GapKind, find_breaks
from sanjiang.chain.ladder import Rung, ladder, per_final
from sanjiang.chain.reasons import gap_reason, supporting_reason
from sanjiang.chain.scene import Scene
from sanjiang.chain.sensitivity import Sensitivity, sensitivities
from sanjiang.chain.worth import Worth, worth_of
from sanjiang.core.evidence import Evidence
from sanjiang.library.processes import Step, Supporting

SHOWN = 5
"""Sensitivities of a gap that are listed."""
Order = Literal["kind", "worth"]
"""Kind first and worth within it, or worth alone."""
ORDERS: tuple[Order, ...] = get_args(Order)
Verdict = Literal["pays", "pays only if no partner serves", "does not pay at these prices", "not valued"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap and its worth.

    Parameters
    ----------
    kind : str
    item : Step or Supporting
        What is missing or narrow.
    region : str
    best : Worth or None
        At the size with the highest base worth; None where it cannot be valued.
    tiers : tuple of Worth
        At each size tried.
    size, size_unit : float, str
        The best size in the step's own unit.
    per_final : float
        How much of that one unit of the chain's final product takes.
    together : Worth or None
        Of neighbouring absent steps built together, when there are such.
    moved_by : tuple of Sensitivity
        What moves the worth at the best size, the largest swing first.
    verdict, because, because_en : str
    evidence : tuple of Evidence
    rank : int
        1 first; 0 before the gaps are put in order.
    """

    kind: GapKind
    item: Step | Supporting
    region: str
    best: Worth | None
    tiers: tuple[Worth, ...]
    size: float
    size_unit: str
    per_final: float
    together: tuple[tuple[str, ...], Worth] | None
    moved_by: tuple[Sensitivity, ...]
    verdict: Verdict
    because: str
    because_en: str
    evidence: tuple[Evidence, ...]
    rank: int = 0

    def to_json(self, currency: str) -> dict[str, object]:
        """Return the contract's shape of a gap; worths in `currency` a year."""
        best = self.best
        out: dict[str, object] = {
            "rank": self.rank,
            "kind": self.kind,
            "process": self.item.id,
            "name_zh": self.item.name_zh,
            "name_en": self.item.name_en,
            "region": self.region,
            "size": self.size,
            "size_unit": self.size_unit,
            "worth": best.base if best else None,
            "worth_low": best.low if best else None,
            "worth_high": best.high if best else None,
            "worth_unit": f"{currency}/a",
            "payback_years": best.payback_years if best else None,
            "verdict": self.verdict,
            "because": self.because,
            "because_en": self.because_en,
            "moved_most_by": self.moved_by[0].name if self.moved_by else None,
            "sensitivity": [s.to_json() for s in self.moved_by[:SHOWN]],
            "sizes": [{**w.to_json(), "size": w.size * self.per_final, "final": w.size} for w in self.tiers],
            "evidence": [e.to_json() for e in self.evidence],
        }
        if self.together:
            processes, worth = self.together
            out["together"] = {
                "processes": list(processes),
                **worth.to_json(),
                "size": worth.size * self.per_final,
                "final": worth.size,
            }
        return out


def find_gaps(scene: Scene) -> tuple[Gap, ...]:
    """Return the gaps of the scene's region, ranked: by kind, then by base worth at the best size."""
    rungs = ladder(scene.chain, scene.plants, scene.region)
    breaks = find_breaks(rungs)
    return in_order([_gap(scene, b, breaks) for b in breaks] + list(_supporting(scene, rungs)))


def in_order(gaps: Iterable[Gap], by: Order = "kind") -> tuple[Gap, ...]:
    """Return gaps, of one chain or of several, ranked by kind and then base worth, or by base worth alone.

    What is not valued comes last within its kind, or of all. A step that several chains miss comes once.
    """

    def key(gap: Gap) -> tuple[int, bool, float, str]:
        kind = KIND_ORDER.index(gap.kind) if by == "kind" else 0
        return kind, gap.best is None, -gap.best.base if gap.best else 0.0, gap.item.id

    once: dict[str, Gap] = {}
    for gap in sorted(gaps, key=key):
        once.setdefault(gap.item.id, gap)
    return tuple(replace(g, rank=i) for i, g in enumerate(once.values(), start=1))


def _gap(scene: Scene, item: Break, breaks: Sequence[Break]) -> Gap:
    step = item.rung.step
    each = per_final(scene.chain, step)
    process = step.processes[0]
    tiers = tuple(worth_of(scene, size, {process: size * each}, [scene.region], scene.cases) for size in item.sizes)
    best = max(tiers, key=lambda w: w.base) if tiers else None
    verdict = _verdict(scene, step, best, each)
    together = _together(scene, item, breaks, best)
    reason = gap_reason(item, best, verdict, together[1] if together else None)
    moved_by = sensitivities(scene, {process: best.size * each}) if best else ()
    return Gap(
        kind=item.kind,
        item=step,
        region=scene.region,
        best=best,
        tiers=tiers,
        size=best.size * each if best else 0.0,
        size_unit=item.rung.unit,
        per_final=each,
        together=together,
        moved_by=moved_by,
        verdict=verdict,
        because=reason[0],
        because_en=reason[1],
        evidence=tuple(dict.fromkeys((*_evidence(scene, item), *(e for s in moved_by[:SHOWN] for e in s.evidence)))),
    )


def _verdict(scene: Scene, step: Step, best: Worth | None, each: float) -> Verdict:
    """Judge by the base case, and again with every neighbour that holds the step connected."""
    if best is None:
        return "not valued"
    if best.base <= 0:
        return "does not pay at these prices"
    holders = scene.holders(step)
    if holders:
        regions = [scene.region, *holders]
        served = worth_of(scene, best.size, {step.processes[0]: best.size * each}, regions, scene.cases[:1])
        if served.base <= 0:
            return "pays only if no partner serves"
    return "pays"


def _together(
    scene: Scene, item: Break, breaks: Sequence[Break], best: Worth | None
) -> tuple[tuple[str, ...], Worth] | None:
    """Value the run of neighbouring absent steps that this one belongs to, built together at its best size."""
    absent = {b.rung.step.id for b in breaks if not b.rung.here}
    steps = scene.chain.steps
    first = last = steps.index(item.rung.step)
    if item.rung.here or best is None:
        return None
    leads = scene.chain.leads_to
    while first > 0 and steps[first - 1].id in absent and leads(steps[first - 1], steps[first]):
        first -= 1
    while last + 1 < len(steps) and steps[last + 1].id in absent and leads(steps[last], steps[last + 1]):
        last += 1
    if first == last:
        return None
    run = steps[first : last + 1]
    added = {s.processes[0]: best.size * per_final(scene.chain, s) for s in run}
    return tuple(s.id for s in run), worth_of(scene, best.size, added, [scene.region], scene.cases)


def _evidence(scene: Scene, item: Break) -> tuple[Evidence, ...]:
    """Gather what size and worth rest on: the steps beside, and every figure of the network that was solved."""
    process = scene.chain.process(item.rung.step.processes[0])
    found: list[Evidence] = [*item.rung.evidence]
    for rung in (item.before, item.after):
        found += rung.evidence if rung else ()
    for figure in (process.cost, process.capex, process.life_years, process.lead_years, scene.discount_rate):
        found += figure.evidence if figure else ()
    return tuple(dict.fromkeys((*found, *scene.solved_evidence([scene.region]))))


def _supporting(scene: Scene, rungs: Sequence[Rung]) -> Iterator[Gap]:
    """Yield the side materials that no plant here makes, with how much the step they go into would take."""
    for side in scene.chain.supporting:
        rung = next(r for r in rungs if r.step.id == side.step)
        if side.product in scene.sides or not rung.here:
            continue
        amount = scene.chain.process(rung.step.processes[0]).input(side.product)
        if amount is None:
            continue
        each = per_final(scene.chain, rung.step)
        because, because_en = supporting_reason(side, rung)
        yield Gap(
            kind="supporting",
            item=side,
            region=scene.region,
            best=None,
            tiers=(),
            size=(rung.low or rung.high) * each * amount.value,
            size_unit=scene.chain.product(side.product).unit,
            per_final=each * amount.value,
            together=None,
            moved_by=(),
            verdict="not valued",
            because=because,
            because_en=because_en,
            evidence=tuple(dict.fromkeys((*rung.evidence, *amount.evidence))),
        )
