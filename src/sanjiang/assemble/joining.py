"""What several documents tell of one plant becomes one plant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sanjiang.assemble.plants import Told
from sanjiang.chain.plant import Plant
from sanjiang.mentions.names import same_organisation

Group = list[Told]
"""All that is told of one plant, earliest first."""


def joined(told: Iterable[Told]) -> list[tuple[Plant, Group]]:
    """Return each plant with all that is told of it; within a document every statement is a plant of its own.

    Where one document tells of an owner's whole works and another of phases that fit into it, the whole counts; a whole
    without a figure gives way to its phases.
    """
    groups: list[Group] = []
    for item in sorted(told, key=lambda t: (t.order, t.statement.evidence[0].start)):
        group = next((g for g in groups if _same(g, item)), None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    return _without_overlaps([(merged(g), g) for g in groups])


def _same(group: Group, item: Told) -> bool:
    if _documents(group) & _documents([item]):
        return False
    other = group[-1]
    a, b = other.plant, item.plant
    alike = a.stated and b.stated and a.low == b.low and a.high == b.high
    if a.region != b.region or a.process != b.process:
        return False
    if not a.owner or not b.owner:
        return alike
    if not same_organisation(a.owner, b.owner):
        return False
    phases = {other.statement.phase, item.statement.phase}
    if len(phases) == 1 and phases != {None}:
        return True
    return (alike and None in phases) or (phases == {None} and not (a.stated and b.stated))


def merged(group: Sequence[Told]) -> Plant:
    """Return the one plant of a group: the latest stage, the latest stated capacity, everybody's evidence."""
    latest = max(group, key=lambda t: t.order).plant
    stated = [t for t in group if t.plant.stated]
    source = max(stated, key=lambda t: t.order).plant if stated else latest
    evidence = tuple(dict.fromkeys(e for t in reversed(group) for e in t.plant.evidence))
    placed = any(t.plant.placed for t in group)
    found = replace(latest, low=source.low, high=source.high, stated=source.stated)
    return replace(found, id=group[0].plant.id, evidence=evidence, placed=placed)


def _without_overlaps(plants: list[tuple[Plant, Group]]) -> list[tuple[Plant, Group]]:
    """Count an owner's whole works or its phases, told in different documents, but not both."""
    gone: set[str] = set()
    kept = {plant.id: (plant, group) for plant, group in plants}
    for whole, group in plants:
        if any(t.statement.phase for t in group):
            continue
        phases = [(p, g) for p, g in plants if _is_phase_of(p, g, whole, group) and p.id not in gone]
        if not phases or (whole.stated and sum(p.low for p, _ in phases) > whole.low):
            continue
        losers = phases if whole.stated else [(whole, group)]
        winner = phases[0] if losers[0][0] is whole else (whole, group)
        gone |= {p.id for p, _ in losers}
        evidence = tuple(dict.fromkeys((*winner[0].evidence, *(e for p, _ in losers for e in p.evidence))))
        kept[winner[0].id] = (replace(kept[winner[0].id][0], evidence=evidence), winner[1])
    return [pair for name, pair in kept.items() if name not in gone]


def _is_phase_of(plant: Plant, group: Group, whole: Plant, told: Group) -> bool:
    return (
        plant is not whole
        and any(t.statement.phase for t in group)
        and (plant.region, plant.process) == (whole.region, whole.process)
        and bool(plant.owner and whole.owner)
        and same_organisation(plant.owner, whole.owner)
        and not _documents(group) & _documents(told)
    )


def _documents(group: Sequence[Told]) -> set[str]:
    return {t.statement.document for t in group}
