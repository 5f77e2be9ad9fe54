"""Which names were one, by what was known: names joined by people, each join undoable."""

from __future__ import annotations

from collections import defaultdict

from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.holdings.tops import Tops
from sanjiang.workbench.register.mentions import Key
from sanjiang.workbench.register.models import Joining, Name


def entities(kind: str, clocks: Clocks) -> dict[Key, int]:
    """Return the entity of each name of a kind, by its key: the first of the names that are one."""
    rows = list(Name.objects.filter(kind=kind).values_list("id", "text", "code", "within", "entity"))
    if clocks.known is None:
        return {(kind, text, code, inside): entity or id_ for id_, text, code, inside, entity in rows}
    first = _joined(kind, clocks)
    return {(kind, text, code, inside): first.get(id_, id_) for id_, text, code, inside, _ in rows}


def _joined(kind: str, clocks: Clocks) -> dict[int, int]:
    """Return the first name of each that was joined with another by then."""
    said: dict[tuple[int, int], list[Joining]] = defaultdict(list)
    for joining in Joining.objects.filter(left__kind=kind, at__lte=clocks.known).order_by("ordinal"):
        said[joining.left_id, joining.right_id].append(joining)
    tops = Tops[int]()
    for (left, right), joinings in sorted(said.items()):
        standing = in_force(joinings)
        if standing and standing[-1].decision == "join":
            low, high = sorted((tops.of(left), tops.of(right)))
            tops.put(high, low)
    return {name: tops.of(name) for pair in said for name in pair}
