"""What documents tell of one plant, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from sanjiang.assemble.joining import Group
from sanjiang.assemble.plants import Told
from sanjiang.chain.plant import Plant
from sanjiang.core.evidence import Assumption
from sanjiang.core.statement import Statement
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
    plant = item.plant
    since, until, due = dated(item.statement, told)
    evidence = plant.evidence if since else (*plant.evidence, UNDATED)
    return Sighting(plant.stage, told, since, until, due, plant.low, plant.high, plant.stated, evidence)


def dated(statement: Statement, told: date) -> tuple[date | None, date | None, tuple[Milestone, date] | None]:
    """Return first and last day on which a statement's stage was reached, told on a day; and what is to come, when."""
    when = statement.date
    if when is None or when.start is None:
        return None, None, None
    if when.start > told:
        return None, None, _due(statement, when.end or when.start)
    over = when.end is not None and when.end <= told
    return (when.start, when.end, None) if over else (None, None, None)


def _due(statement: Statement, day: date) -> tuple[Milestone, date] | None:
    said = "".join(e.quote for e in statement.evidence)
    return next(((m, day) for m, words in TO_COME.items() if any(w in said for w in words)), None)
