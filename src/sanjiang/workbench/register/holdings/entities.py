"""Which names were one, by what was known, looked up by what a statement says."""

from __future__ import annotations

from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.entities.known import entity_of
from sanjiang.workbench.register.mentions import Key
from sanjiang.workbench.register.models import Name


def entities(kind: str, clocks: Clocks) -> dict[Key, int]:
    """Return the entity of each name of a kind, by its key: the first of the names that are one."""
    rows = list(Name.objects.filter(kind=kind).values_list("id", "text", "code", "within"))
    first = entity_of([id_ for id_, *_ in rows], clocks.known)
    return {(kind, text, code, within): first[id_] for id_, text, code, within in rows}
