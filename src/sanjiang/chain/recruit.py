"""Whom to recruit: the best set of new plants within budgets, what each is worth, and the companies to visit for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanjiang.chain.candidates import Candidate, Terms, candidates
from sanjiang.chain.scene import Scene
from sanjiang.chain.targets import Maker, Target, targets
from sanjiang.core.errors import SanjiangError
from sanjiang.core.evidence import Assumption, Evidence
from sanjiang.network import Block, Option, choose

SIZES = Assumption("recruit.sizes")
"""Sizes are multiples of a typical size, up to the widest step of the chain here."""
GIVEN = Assumption("recruit.budget")
"""Budgets are the user's own."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit that the user sets: `limit` of `name`, in `unit`."""

    name: str
    limit: float
    unit: str


@dataclass(frozen=True, slots=True)
class Build:
    """A new plant of the best set.

    Parameters
    ----------
    candidate : Candidate
    gain : float
        What the set earns with it less what it earns without it, before annuities, money a year; base case.
    worth : float
        The same less its own annuity.
    payback_years : float or None
        From the first spending: lead time, a first year below capacity, then full years; None without gain.
    companies : tuple of Target
    """

    candidate: Candidate
    gain: float
    worth: float
    payback_years: float | None
    companies: tuple[Target, ...]
    evidence: tuple[Evidence, ...]

    def to_json(self, currency: str) -> dict[str, object]:
        """Return the contract's shape of a build."""
        chosen = self.candidate
        return {
            "chain": chosen.scene.chain.id,
            "process": chosen.step.id,
            "name_zh": chosen.step.name_zh,
            "name_en": chosen.step.name_en,
            "region": chosen.scene.region,
            "size": chosen.size,
            "unit": chosen.process.unit,
            "lumps": chosen.lumps,
            "cost": chosen.capital,
            "cost_unit": currency,
            "gain": self.gain,
            "worth": self.worth,
            "worth_unit": f"{currency}/a",
            "payback_years": self.payback_years,
            "uses": dict(chosen.uses),
            "companies": [m.to_json() for m in self.companies],
            "evidence": [e.to_json() for e in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Recruiting:
    """The best set within the budgets.

    Parameters
    ----------
    builds : tuple of Build
        The worthiest first.
    gain, low, high : float
        What the set adds net of annuities, money a year: base, and least and most over the cases.
    budgets : tuple of Budget
    too_large : tuple of Candidate
        Smallest sizes that no budget allows.
    terms : Terms
    """

    builds: tuple[Build, ...]
    gain: float
    low: float
    high: float
    budgets: tuple[Budget, ...]
    too_large: tuple[Candidate, ...]
    terms: Terms
    currency: str

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape, with what is used of each budget and what was too large for them."""
        used = {b.name: sum(x.candidate.uses.get(b.name, 0.0) for x in self.builds) for b in self.budgets}
        given = [GIVEN.to_json()]
        terms = {
            name: {"value": figure.value, "unit": figure.unit, "evidence": [e.to_json() for e in figure.evidence]}
            for name, figure in self.terms.named().items()
        }
        return {
            "builds": [b.to_json(self.currency) for b in self.builds],
            "objective_gain": self.gain,
            "gain_low": self.low,
            "gain_high": self.high,
            "gain_unit": f"{self.currency}/a",
            "budget": {
                b.name: {"limit": b.limit, "used": used[b.name], "unit": b.unit, "evidence": given}
                for b in self.budgets
            },
            "too_large": [
                {
                    "process": c.step.id,
                    "name_zh": c.step.name_zh,
                    "size": c.size,
                    "unit": c.process.unit,
                    "needs": dict(c.uses),
                    "evidence": [e.to_json() for e in c.evidence],
                }
                for c in self.too_large
            ],
            "terms": terms,
            "evidence": [e.to_json() for e in self._evidence()],
        }

    def _evidence(self) -> tuple[Evidence, ...]:
        found = [e for b in self.builds for e in b.evidence]
        found += [SIZES, *((GIVEN,) if self.budgets else ())]
        return tuple(dict.fromkeys(found))


def recruit(scenes: Sequence[Scene], budgets: Sequence[Budget], terms: Terms, makers: Sequence[Maker]) -> Recruiting:
    """Return the set of new plants that adds most, over all chains of a region, within the budgets.

    Parameters
    ----------
    scenes : sequence of Scene
        One a chain, all of one region; each is solved with its own market, without neighbours.
    budgets : sequence of Budget
    terms : Terms
        What building takes.
    makers : sequence of Maker
        Who is known to make what.

    Raises
    ------
    SanjiangError
        If no candidate fits the budgets, or a budget needs a figure that is not known.
    """
    limits = {b.name: b.limit for b in budgets}
    tried = [tuple(candidates(scene, terms, [b.name for b in budgets])) for scene in scenes]
    smallest = [c for group in tried for c in group if c.lumps == 1]
    too_large = tuple(c for c in smallest if not _fits(c, limits))
    if smallest and len(too_large) == len(smallest):
        raise _nothing_fits(too_large, budgets)
    blocks = [
        Block(s.within(s.cases[0].network, [s.region]), tuple(_option(c) for c in group if _fits(c, limits)))
        for s, group in zip(scenes, tried, strict=True)
    ]
    taken = [{(o.plant, o.capacity) for o in options} for options in choose(blocks, limits)]
    chosen = [[c for c in group if (c.plant, c.size) in options] for group, options in zip(tried, taken, strict=True)]
    return _recruiting(scenes, chosen, (tuple(budgets), too_large, terms), makers)


def _fits(candidate: Candidate, limits: Mapping[str, float]) -> bool:
    return all(candidate.uses[name] <= limit for name, limit in limits.items())


def _option(candidate: Candidate) -> Option:
    return Option(candidate.plant, candidate.size, candidate.annuity, candidate.uses)


def _nothing_fits(too_large: Sequence[Candidate], budgets: Sequence[Budget]) -> SanjiangError:
    """Name the budget that comes nearest to allowing something, and what it would have to be."""
    limits = {b.name: b for b in budgets}

    def over(candidate: Candidate) -> tuple[float, str]:
        return max((use / max(limits[n].limit, 1e-300), n) for n, use in candidate.uses.items())

    least = min(too_large, key=lambda c: (over(c), c.step.id))
    budget = limits[over(least)[1]]
    need = f"{least.uses[budget.name]:,.6g} {budget.unit}"
    return SanjiangError(
        f"每个候选都超出预算 every candidate is larger than the budget: {least.step.name_zh} {least.step.name_en} "
        f"{least.size:g} {least.process.unit} 至少要 needs {need} of {budget.name}",
        f"--budget {budget.name}={budget.limit:g} {budget.unit}",
        "加大预算 raise the budget",
    )


def _recruiting(
    scenes: Sequence[Scene],
    chosen: Sequence[Sequence[Candidate]],
    rest: tuple[tuple[Budget, ...], tuple[Candidate, ...], Terms],
    makers: Sequence[Maker],
) -> Recruiting:
    """Value the chosen set, and each build in it, by solving again."""
    budgets, too_large, terms = rest
    paid = sum(c.annuity for group in chosen for c in group)
    gains = [
        sum(_gain(scene, group, i) for scene, group in zip(scenes, chosen, strict=True)) - paid
        for i in range(min((len(s.cases) for s in scenes), default=0))
    ] or [0.0]
    builds = [b for scene, group in zip(scenes, chosen, strict=True) for b in _builds(scene, group, terms, makers)]
    builds.sort(key=lambda b: (-b.worth, b.candidate.step.id))
    currency = scenes[0].currency if scenes else ""
    return Recruiting(tuple(builds), gains[0], min(gains), max(gains), budgets, too_large, terms, currency)


def _gain(scene: Scene, group: Sequence[Candidate], case: int) -> float:
    return _value(scene, group, case) - _value(scene, [], case)


def _value(scene: Scene, group: Sequence[Candidate], case: int) -> float:
    return scene.value(scene.cases[case], [scene.region], {c.process.id: c.size for c in group})


def _builds(scene: Scene, group: Sequence[Candidate], terms: Terms, makers: Sequence[Maker]) -> Iterator[Build]:
    whole = _value(scene, group, 0)
    for candidate in group:
        gain = whole - _value(scene, [c for c in group if c is not candidate], 0)
        evidence = (*candidate.evidence, *scene.discount_rate.evidence, *terms.evidence())
        evidence = tuple(dict.fromkeys((*evidence, *scene.solved_evidence([scene.region]))))
        payback = terms.payback(candidate, gain)
        companies = targets(makers, candidate.step, scene.region)
        yield Build(candidate, gain, gain - candidate.annuity, payback, companies, evidence)
