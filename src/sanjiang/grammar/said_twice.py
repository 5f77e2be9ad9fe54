"""Figures, alliances and brands that a document tells twice (a headline and its text) come out once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Kind, Place
from sanjiang.grammar.draft import Draft

FIGURES: Final[frozenset[Kind]] = frozenset({"indicator", "task"})
FEW: Final = 2
"""So few things are often counted alike without being the same ones."""
RECENT: Final = 30
"""So many figures of one number are compared with the next; it keeps the time linear in a long document."""
BARE_PARKS: Final = frozenset(("园区", "开发区", "高新区", "经开区", "工业园", "工业园区", "产业园区"))
NAMED: Final[frozenset[Kind]] = frozenset({"alliance", "brand"})


def without_repeats(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts less those that say another again; the fuller one of two stays and takes the other's spans.

    Two figures are one where their numbers are the same, one name holds the other, and neither date nor place differ;
    two alliances or brands, where their names are the same.
    """
    kept: list[Draft] = []
    by_key: dict[tuple[object, ...], list[int]] = {}
    for draft in drafts:
        key = _key(draft)
        if key is None:
            kept.append(draft)
            continue
        same = next((i for i in by_key.get(key, [])[-RECENT:] if _agree(kept[i], draft)), None)
        if same is None:
            by_key.setdefault(key, []).append(len(kept))
            kept.append(draft)
        else:
            kept[same] = _joined(kept[same], draft)
    return kept


def without_plain_parks(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the drafts less those that only name a park which another says more of, or which was named before.

    What a dropped one knows besides its name goes to the one that stays.
    """
    kept: list[Draft] = []
    parks: dict[str, Draft] = {}
    held = list(drafts)
    _name_bare_parks(d for d in held if d.kind == "park")
    for draft in sorted(
        (d for d in held if d.kind == "park"), key=lambda d: (_is_plain(d), d.rule.startswith("works"))
    ):
        parks.setdefault(str(draft.fields.get("name", "")), draft)
    for draft in held:
        first = parks.get(str(draft.fields.get("name", ""))) if draft.kind == "park" and _is_plain(draft) else None
        if first is None or first is draft:
            kept.append(draft)
        else:
            first.fields = {**draft.fields, **first.fields}
            first.spans += [s for s in draft.spans if s not in first.spans]
    return kept


def _name_bare_parks(parks: Iterable[Draft]) -> None:
    """Name what a document only calls "园区" by the one park that it names."""
    parks = list(parks)
    names = sorted({n for d in parks if (n := str(d.fields.get("name", ""))) not in BARE_PARKS}, key=len)
    if not names or any(names[0] not in name for name in names):
        return
    for draft in parks:
        if draft.fields.get("name") in BARE_PARKS:
            named = next(d for d in parks if d.fields.get("name") == names[0])
            draft.fields |= {field: named.fields[field] for field in ("name", "place") if field in named.fields}


def _is_plain(park: Draft) -> bool:
    return not {"value", "count", "date", "investment"} & set(park.fields)


def _key(draft: Draft) -> tuple[object, ...] | None:
    if draft.kind in NAMED:
        return (draft.kind, draft.fields.get("name"), draft.fields.get("stage"))  # who left is not who is in it
    if draft.kind not in FIGURES:
        return None
    get = draft.fields.get
    numbers = (get("count"), get("value"), get("unit"), _number(get("investment")), _number(get("capacity")))
    return numbers if any(numbers) else None


def _number(value: object) -> object:
    return (value.low, value.high, value.unit) if isinstance(value, Quantity) else value


def _agree(one: Draft, other: Draft) -> bool:
    if one.kind in NAMED:
        return True
    name, another = str(one.fields.get("name", "")), str(other.fields.get("name", ""))
    if name not in another and another not in name:
        return False
    count = one.fields.get("count")
    if isinstance(count, int) and count <= FEW and name != another:
        return False
    return (
        ("均" in name) == ("均" in another)
        and _same(one.fields.get("date"), other.fields.get("date"))
        and _same_place(one.fields.get("place"), other.fields.get("place"))
        and _same(one.fields.get("organisation"), other.fields.get("organisation"))
    )


def _same(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _same_place(one: object, other: object) -> bool:
    if not isinstance(one, Place) or not isinstance(other, Place):
        return True
    return one.name == other.name or (one.adcode is not None and one.adcode == other.adcode)


def _joined(one: Draft, other: Draft) -> Draft:
    """Return the fuller of two drafts, with the fields that only the other has and the spans of both."""
    fuller, lesser = (other, one) if _fullness(other) > _fullness(one) else (one, other)
    fuller.fields = {**lesser.fields, **fuller.fields}
    fuller.spans += [s for s in lesser.spans if s not in fuller.spans]
    return fuller


def _fullness(draft: Draft) -> tuple[int, int]:
    return len(draft.fields), len(str(draft.fields.get("name", "")))


def without_figures_of(projects: list[Draft], others: list[Draft]) -> list[Draft]:
    """Return the other drafts less the figures that are a project's capacity or money, told at the same place."""
    told = [
        (d, {q.low for q in map(d.fields.get, ("capacity", "investment")) if isinstance(q, Quantity)}) for d in projects
    ]
    told = [(d, numbers) for d, numbers in told if numbers]
    return [o for o in others if o.kind not in FIGURES or not any(_is_of(o, d, numbers) for d, numbers in told)]


def _is_of(draft: Draft, project: Draft, numbers: set[float]) -> bool:
    values = [draft.fields.get("value"), *map(draft.fields.get, ("capacity", "investment"))]
    mine = {v.low if isinstance(v, Quantity) else v for v in values if v is not None}
    apart = all(a >= d or c >= b for a, b in draft.spans[:1] for c, d in project.spans)
    return not apart and bool(mine & numbers) and "count" not in draft.fields
