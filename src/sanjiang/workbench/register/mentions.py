"""Which names statements mention: of organisations, projects, places and products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import F
from django.utils import timezone

from sanjiang.workbench.register.current import Said
from sanjiang.workbench.register.entities.codes import deciding_code, join_by_codes
from sanjiang.workbench.register.models import Mention, Name, Statement
from sanjiang.workbench.register.turns import wait_for_my_turn

Key = tuple[str, str, str, str]
"""Kind, text, code and what a project lies within."""
LONGEST = 400
T = TypeVar("T")


def mention(statements: Sequence[Statement]) -> None:
    """Keep the names that statements mention, within the caller's transaction; those that are there stay.

    New names that a code decides on are joined at once.
    """
    wanted = {(s.id, role, key) for s in statements for role, key in names_in(s.said)}
    keys = {key for _, _, key in wanted}
    ids = _names(keys)
    there = {
        (statement, role, name)
        for chunk in _chunks([s.id for s in statements])
        for statement, role, name in Mention.objects.filter(statement__in=chunk).values_list(
            "statement", "role", "name"
        )
    }
    new = sorted({(s, role, ids[key]) for s, role, key in wanted} - there)
    Mention.objects.bulk_create(
        [Mention(statement_id=s, role=role, name_id=name) for s, role, name in new], batch_size=500
    )


def names_in(said: Said) -> Iterator[tuple[str, Key]]:
    """Yield the role and the name of everything that a statement names."""
    organisation, place = said.get("organisation") or "", said.get("place") or {}
    if organisation:
        yield "organisation", ("organisation", organisation[:LONGEST], said.get("organisation_id", ""), "")
    for party in said.get("parties", ()):
        yield "party", ("organisation", party["name"][:LONGEST], "", "")
    if place:
        yield "place", ("place", place["name"][:LONGEST], place.get("adcode") or "", "")
    if product := said.get("product"):
        yield "product", ("product", product[:LONGEST], said.get("product_id", ""), "")
    if said["kind"] == "project" and (name := said.get("name") or product):
        within = f"{organisation}|{place.get('adcode') or place.get('name') or ''}"[:LONGEST]
        yield "project", ("project", f"{name}{said.get('phase') or ''}"[:LONGEST], "", within)


def _names(keys: set[Key]) -> dict[Key, int]:
    """Return the ids of names, those that are new being kept."""
    found = _found(keys)
    if found.keys() >= keys:
        return found
    wait_for_my_turn()
    found = _found(keys)  # others may have kept some meanwhile
    now = timezone.now()
    new = [
        Name(kind=kind, text=text, code=code, within=within, decides=deciding_code(kind, text, code), at=now)
        for kind, text, code, within in sorted(keys - found.keys())
    ]
    for chunk in _chunks(Name.objects.bulk_create(new, batch_size=500)):
        Name.objects.filter(id__in=[name.id for name in chunk]).update(entity=F("id"))
    join_by_codes(new)
    return found | {(name.kind, name.text, name.code, name.within): name.id for name in new}


def _found(keys: set[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for chunk in _chunks(sorted({text for _, text, _, _ in keys})):
        rows = Name.objects.filter(text__in=chunk).values_list("id", "kind", "text", "code", "within")
        found |= {(kind, text, code, within): id_ for id_, kind, text, code, within in rows}
    return {key: id_ for key, id_ in found.items() if key in keys}


def _chunks(values: Sequence[T], size: int = 500) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
