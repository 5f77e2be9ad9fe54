"""A name by its id or text, and its entity: all names that are one with it, and what was decided on them."""

from __future__ import annotations

from typing import Any

from sanjiang.core.errors import RegisterError
from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.entities.known import mention_counts, names_of, shown_names
from sanjiang.workbench.register.entities.propose import name_row
from sanjiang.workbench.register.listing import known_word
from sanjiang.workbench.register.models import Joining, Name
from sanjiang.workbench.register.models.names import KINDS
from sanjiang.workbench.register.storable import storable


def find_name(word: str, kind: str | None = None) -> Name:
    """Return the name of this id or exactly this text.

    Raises
    ------
    RegisterError
        If there is no such kind or name, or there are several; then the message lists them.
    """
    known_word(kind, KINDS, "--kind")
    rows = Name.objects.order_by("id")
    if kind:
        rows = rows.filter(kind=kind)
    word = str(storable(word.strip()))
    found = list(rows.filter(text=word)[:6])
    if not found and word.isascii() and word.isdigit() and len(word) <= 18:
        found = list(rows.filter(id=int(word)))
    if len(found) == 1:
        return found[0]
    mend = "用 register merge 列出的编号 an id that `register merge` lists"
    if found:
        listed = "、".join(f"{n.id} {n.kind} {n.code or n.within}".rstrip() for n in found)
        mend = f"写编号 write the id: {listed}"
    what = "同名的不止一个 several names are written so" if found else "没有这个名称 no such name"
    raise RegisterError(f"{what}: {word[:70]}", "register merge", mend)


def entity_row(name: Name) -> dict[str, Any]:
    """Return the entity of a name: what to call it, its names with their mentions, the decisions on them."""
    name.refresh_from_db()
    entity = name.entity_id or name.id
    names = names_of([entity])[entity]
    ids = [each.id for each in names]
    counts = mention_counts(ids)
    of_pair: dict[tuple[int, int], list[Joining]] = {}
    every = Joining.objects.filter(left__in=ids) | Joining.objects.filter(right__in=ids)
    for joining in every.select_related("left", "right").order_by("at", "id"):
        of_pair.setdefault((joining.left_id, joining.right_id), []).append(joining)
    standing = {joining.id for each in of_pair.values() for joining in in_force(each)}
    decisions = [_decision(joining, joining.id in standing) for each in of_pair.values() for joining in each]
    return {
        "entity": entity,
        "kind": name.kind,
        "name": shown_names([entity])[entity],
        "names": [{**name_row(each), "mentions": counts.get(each.id, 0)} for each in names],
        "decisions": sorted(decisions, key=lambda each: str(each["at"])),
    }


def _decision(joining: Joining, standing: bool) -> dict[str, object]:
    return {
        "left": name_row(joining.left),
        "right": name_row(joining.right),
        "number": joining.ordinal,
        "decision": joining.decision,
        "in_force": standing,
        "reason": joining.reason or None,
        "score": joining.score,
        "at": joining.at.isoformat(),
        "by": joining.by,
    }
