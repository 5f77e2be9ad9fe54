"""What documents tell of one plant, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sanjiang.assemble.joining import Group
from sanjiang.assemble.plants import Told
from sanjiang.chain.plant import Plant
from sanjiang.core.evidence import Assumption
from sanjiang.history import Life, Milestone, Sighting
from sanjiang.library.processes import Chain

UNDATED = Assumption("history.told")
"""A stage that no text dates counts as of the day of the first document that tells of it."""
TO_COME: dict[Milestone, tuple[str, ...]] = {
    "operating": ("投产", "投运", "投用", "建成", "竣工", "完工", "达产"),
    "started": ("开工", "动工"),
}
"""Words of what a date to come is the date of."""


def lives(
    pairs: Iterable[tuple[Plant, Group]], chains: Iterable[Chain], published: Mapping[str, date | None]
) -> Iterator[Life]:
    """Yield each plant's life; one that only undated documents tell of has none."""
    steps = {p: (chain, step) for chain in chains for step in chain.steps for p in step.processes}
    for plant, group in pairs:
        if plant.process not in steps:
            continue
        told = sorted((day, item.order, item) for item in group if (day := published[item.statement.document]))
        if told:
            chain, step = steps[plant.process]
            unit = chain.process(plant.process).unit
            seen = tuple(_sighting(item, day) for day, _, item in told)
            yield Life(plant.id, plant.owner, step.id, step.name_zh, step.name_en, plant.region, unit, seen)


def _sighting(item: Told, told: date) -> Sighting:
    when, plant = item.statement.date, item.plant
    since = until = due = None
    if when is not None and when.start is not None:
        if when.start > told:
            due = _due(item, when.end or when.start)
        elif when.end is not None and when.end <= told:
            since, until = when.start, when.end
    evidence = plant.evidence if since else (*plant.evidence, UNDATED)
    return Sighting(plant.stage, told, since, until, due, plant.low, plant.high, plant.stated, evidence)


def _due(item: Told, day: date) -> tuple[Milestone, date] | None:
    said = "".join(e.quote for e in item.statement.evidence)
    return next(((m, day) for m, words in TO_COME.items() if any(w in said for w in words)), None)
