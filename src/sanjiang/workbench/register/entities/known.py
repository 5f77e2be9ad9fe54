"""Which entity a name belongs to, and what an entity is called: now, or as was known at a moment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count

from sanjiang.workbench.register.entities.components import components, decided
from sanjiang.workbench.register.models import Joining, Name

LEGAL = re.compile(r"公司|合作社|[局厅委院校]$|大学$")
"""How the full name of an organisation is told from a short one."""


def entity_of(names: Iterable[int], known: datetime | None = None) -> dict[int, int]:
    """Return the entity of each name: the id of the first of the names that are one.

    Parameters
    ----------
    names : iterable of int
        Ids of names; of those that are not in the register nothing is returned.
    known : datetime, optional
        What was decided later is not known; None takes all.
    """
    wanted = list(dict.fromkeys(names))
    if known is None:
        found: dict[int, int] = {}
        for start in range(0, len(wanted), 500):
            rows = Name.objects.filter(id__in=wanted[start : start + 500]).values_list("id", "entity")
            found.update((id_, entity or id_) for id_, entity in rows)
        return found
    first = _first_at(known)
    there = entity_of(wanted)
    return {id_: first.get(id_, id_) for id_ in there}


def names_of(entities: Iterable[int], known: datetime | None = None) -> dict[int, list[Name]]:
    """Return all names of each entity, the earliest first; at a moment only those that had come by then."""
    wanted = set(entities)
    rows = Name.objects.order_by("id")
    if known is None:
        of_entity: dict[int, list[Name]] = defaultdict(list)
        ordered = sorted(wanted)
        for start in range(0, len(ordered), 500):
            for name in rows.filter(entity__in=ordered[start : start + 500]):
                of_entity[name.entity_id or name.id].append(name)
        return dict(of_entity)
    first = _first_at(known)
    members = {id_ for id_, entity in first.items() if entity in wanted} | wanted
    of_entity = defaultdict(list)
    for name in rows.filter(at__lte=known).in_bulk(sorted(members)).values():
        if (entity := first.get(name.id, name.id)) in wanted:
            of_entity[entity].append(name)
    return {entity: sorted(each, key=lambda name: name.id) for entity, each in of_entity.items()}


def shown_names(entities: Iterable[int], known: datetime | None = None) -> dict[int, str]:
    """Return what to call each entity: of an organisation's full names, if it has any, else of all names, the one
    mentioned most often; among equals the longest, then the earliest.
    """
    of_entity = names_of(entities, known)
    counts = mention_counts(name.id for names in of_entity.values() for name in names)
    return {entity: _shown(names, counts) for entity, names in of_entity.items()}


def mention_counts(names: Iterable[int]) -> dict[int, int]:
    """Return how many mentions each name has; none where it has none."""
    ordered = sorted(names)
    counts: dict[int, int] = {}
    for start in range(0, len(ordered), 500):
        some = Name.objects.filter(id__in=ordered[start : start + 500])
        counts.update(some.annotate(times=Count("mentions")).values_list("id", "times"))
    return counts


def _shown(names: list[Name], counts: Mapping[int, int]) -> str:
    full = [name for name in names if name.kind == "organisation" and LEGAL.search(name.text)]
    best = max(full or names, key=lambda name: (counts.get(name.id, 0), len(name.text), -name.id))
    return best.text


def _first_at(known: datetime) -> dict[int, int]:
    """Return the first of the names that were one at a moment, for each name that somebody had decided on."""
    counting = decided(Joining.objects.filter(at__lte=known).order_by("ordinal"))
    return components(pair for pair, joining in counting.items() if joining.decision == "join")
