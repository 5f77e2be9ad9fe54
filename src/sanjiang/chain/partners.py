"""Which neighbour holds what is missing, and what joining it is worth: v(joined) − v(each for itself)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import polars as pl

from sanjiang.chain.breaks import find_breaks
from sanjiang.chain.ladder import ladder
from sanjiang.chain.plant import OPERATING
from sanjiang.chain.scene import Case, Scene
from sanjiang.core.evidence import Evidence
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Product, Step

SOLVER_NOISE = 1e-7
"""Differences below this share of an objective are the solver's tolerance, not a gain."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What moves between the two in the base case, per year."""

    product: Product
    origin: str
    destination: str
    amount: float


@dataclass(frozen=True, slots=True)
class Partner:
    """A neighbour that holds a missing step.

    Parameters
    ----------
    operating, announced : float
        Its stated capacity that runs, and that is being built or planned, in `unit`.
    distance : Figure or None
        Over the road, in km.
    worth, worth_low, worth_high : float
        v(joined) − v(each for itself, in the same market) at the horizon, money a year; base case and range.
    worth_running : float
        The same with only what runs at the neighbour's today, base case.
    """

    region: str
    name_zh: str
    name_en: str
    step: Step
    operating: float
    announced: float
    without_figure: int
    unit: str
    distance: Figure | None
    worth: float
    worth_low: float
    worth_high: float
    worth_running: float
    exchanged: tuple[Exchange, ...]
    evidence: tuple[Evidence, ...]
    rank: int = 0

    def to_json(self, currency: str) -> dict[str, object]:
        """Return the contract's shape of a partner; worths in `currency` a year."""
        because, because_en = self._reason()
        return {
            "rank": self.rank,
            "region": self.region,
            "name": self.name_zh,
            "name_en": self.name_en,
            "process": self.step.id,
            "process_name_zh": self.step.name_zh,
            "process_name_en": self.step.name_en,
            "operating": self.operating,
            "announced": self.announced,
            "without_figure": self.without_figure,
            "unit": self.unit,
            "distance_km": self.distance.value if self.distance else None,
            "worth": self.worth,
            "worth_low": self.worth_low,
            "worth_high": self.worth_high,
            "worth_running": self.worth_running,
            "worth_unit": f"{currency}/a",
            "exchanged": [
                {
                    "product": e.product.id,
                    "product_zh": e.product.name_zh,
                    "product_en": e.product.name_en,
                    "from": e.origin,
                    "to": e.destination,
                    "amount": e.amount,
                    "unit": e.product.unit,
                }
                for e in self.exchanged
            ],
            "because": because,
            "because_en": because_en,
            "evidence": [e.to_json() for e in self.evidence],
        }

    def _reason(self) -> tuple[str, str]:
        if self.operating and self.announced:
            return "既有在产产能,也有在建或宣布的产能", "it has capacity that runs and more that is announced"
        if self.operating:
            return "有在产产能", "its capacity runs"
        if self.announced:
            return "只有在建或宣布的产能,尚未投产", "its capacity is announced only and does not run yet"
        return "有这一环节的项目,但没有产能数字", "it has plants of this step, but no figure of their capacity"


def find_partners(scene: Scene) -> tuple[Partner, ...]:
    """Return the neighbours that hold an absent step of the main chain, the one that is worth most first."""
    breaks = find_breaks(ladder(scene.chain, scene.plants, scene.region))
    found = [p for b in breaks if not b.rung.here for p in _partners(scene, b.rung.step)]
    return in_order(found)


def in_order(partners: Iterable[Partner]) -> tuple[Partner, ...]:
    """Return partners, of one chain or of several, the one that is worth most first; a step of two chains once."""
    found = sorted(partners, key=lambda p: (-p.worth, p.region, p.step.id))
    once: dict[tuple[str, str], Partner] = {}
    for partner in found:
        once.setdefault((partner.region, partner.step.id), partner)
    return tuple(replace(p, rank=i) for i, p in enumerate(once.values(), start=1))


def _partners(scene: Scene, step: Step) -> Iterator[Partner]:
    for region in scene.holders(step):
        plants = [p for p in scene.plants if p.region == region and p.process in step.processes]
        worths = [_synergy(scene, case, region) for case in scene.cases]
        names = scene.names.get(region, (region, region))
        distance = scene.distance_km.get(region)
        yield Partner(
            region=region,
            name_zh=names[0],
            name_en=names[1],
            step=step,
            operating=sum(p.low for p in plants if p.stage in OPERATING),
            announced=sum(p.low for p in plants if p.stage not in OPERATING),
            without_figure=sum(not p.stated for p in plants),
            unit=scene.chain.product(step.product).unit,
            distance=distance,
            worth=worths[0],
            worth_low=min(worths),
            worth_high=max(worths),
            worth_running=_synergy(scene, scene.cases[0], region, running_only=True),
            exchanged=_exchanged(scene, region),
            evidence=_evidence(scene, region, step),
        )


def _synergy(scene: Scene, case: Case, region: str, running_only: bool = False) -> float:
    """Return what the two earn together less what they earn each for itself, in one outside market that both share."""
    pair = [scene.region, region]
    both = scene.solve(case, pair, running_only=running_only).objective
    gain = both - scene.solve(case, pair, running_only=running_only, joined=False).objective
    return gain if abs(gain) > SOLVER_NOISE * max(abs(both), 1.0) else 0.0


def _exchanged(scene: Scene, region: str) -> tuple[Exchange, ...]:
    pair = [scene.region, region]
    flows = scene.solve(scene.cases[0], pair).flows.filter(
        pl.col("origin").is_in(pair) & pl.col("destination").is_in(pair) & (pl.col("amount") > 1e-6)
    )
    return tuple(
        Exchange(scene.chain.product(row["product"]), row["origin"], row["destination"], row["amount"])
        for row in flows.sort("product").iter_rows(named=True)
    )


def _evidence(scene: Scene, region: str, step: Step) -> tuple[Evidence, ...]:
    found = [e for p in scene.plants if p.region == region and p.process in step.processes for e in p.evidence]
    return tuple(dict.fromkeys((*found, *scene.solved_evidence([scene.region, region]))))
