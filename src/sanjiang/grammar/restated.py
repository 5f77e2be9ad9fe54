"""Projects that a headline or a later sentence tells of again, less fully."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft

Fields = dict[str, object]
SHORTEST: Final = 6
"""So many characters has a name at least that two works do not share."""
DISTINCT: Final = ("organisation", "capacity", "investment")
"""What two works of one name may differ in."""


def without_restatements(drafts: list[Draft], headline: int) -> Iterator[Draft]:
    """Yield the drafts less those that say a fuller one again; their spans join it.

    Parameters
    ----------
    drafts : list of Draft
    headline : int
        Where the document's first line ends.
    """
    drafts = list(_without_namesakes(drafts))
    owned: dict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.kind == "project" and draft.whole is None and "organisation" in draft.fields:
            for key in _keys(draft.fields):
                owned[key].append(draft)
    for draft in drafts:
        same = None
        if draft.kind == "project" and draft.whole is None:
            beside = (other for key in _keys(draft.fields) for other in owned.get(key, ())[:20])
            same = next((other for other in beside if other is not draft and _tells(draft, other, headline)), None)
        if same is None:
            yield draft
        else:
            same.spans.append(draft.spans[0])


def _without_namesakes(drafts: list[Draft]) -> Iterator[Draft]:
    """Yield the drafts, projects of one name and phase that say nothing else of each other as one."""
    names: dict[Hashable, Draft] = {}
    for draft in drafts:
        name = str(draft.fields.get("name", ""))
        if draft.kind != "project" or draft.whole is not None or len(name) < SHORTEST:
            yield draft
            continue
        key = (name.removesuffix("工程").removesuffix("项目"), draft.fields.get("phase"))
        first = names.setdefault(key, draft)
        if first is draft or _apart(draft.fields, first.fields):
            yield draft
        else:
            owner = _owner_told(draft.fields, first.fields)
            first.fields = {**draft.fields, **first.fields, **_narrower(draft.fields, first.fields), **owner}
            first.spans += [s for s in draft.spans if s not in first.spans]


def _apart(mine: Fields, theirs: Fields) -> bool:
    """Tell whether two works of one name differ in what they say both."""
    if any(f in mine and f in theirs and mine[f] != theirs[f] for f in DISTINCT if f != "organisation"):
        return True
    if len(_owners(mine, theirs)) > 1:
        return True
    here, there = mine.get("place"), theirs.get("place")
    if (
        not isinstance(here, Place)
        or not isinstance(there, Place)
        or here.name in there.name
        or there.name in here.name
    ):
        return False
    codes = sorted(((p.adcode or "").rstrip("0") for p in (here, there)), key=len)
    return not codes[0] or not codes[1].startswith(codes[0])


def _owners(mine: Fields, theirs: Fields) -> set[str]:
    """Return the owners of two works of one name, those left out that are only read from the name."""
    told = {str(fields["organisation"]) for fields in (mine, theirs) if "organisation" in fields}
    return {owner for owner in told if owner not in str(mine.get("name", ""))} if len(told) > 1 else told


def _owner_told(mine: Fields, theirs: Fields) -> Fields:
    """Return the owner that the two have, the one rather that is more than a part of the name."""
    owner = next(iter(_owners(mine, theirs)), None)
    return {"organisation": owner} if owner else {}


def _narrower(mine: Fields, theirs: Fields) -> Fields:
    """Return the place of the two that says more."""
    places = [p for p in (theirs.get("place"), mine.get("place")) if isinstance(p, Place)]
    return {"place": max(places, key=lambda p: (len((p.adcode or "").rstrip("0")), len(p.name)))} if places else {}


def _keys(fields: Fields) -> Iterator[Hashable]:
    """Yield what two tellings of one project have in common: a sum of money, an owner's phase, or what is made."""
    money = _amount(fields.get("investment"))
    if money:
        yield "money", money
    if "phase" in fields:
        yield "phase", fields.get("organisation"), fields["phase"]
    for made in ("process_id", "product"):
        if fields.get(made):
            yield made, fields[made]


def _tells(draft: Draft, other: Draft, headline: int) -> bool:
    if _restates(draft, other):
        return True
    owners = (str(draft.fields.get("organisation", "")), str(other.fields.get("organisation", "")))
    amount = _amount(draft.fields.get("capacity"))
    return (
        draft.spans[0][1] <= headline < other.spans[0][0]
        and amount is not None
        and amount == _amount(other.fields.get("capacity"))
        and (owners[0] in owners[1] or owners[1] in owners[0])
    )


def _restates(draft: Draft, other: Draft) -> bool:
    """Tell whether a project says no more than another: a phase of the same owner, or no owner and the same product."""
    mine, theirs = draft.fields, other.fields
    if _same_money(mine, theirs):
        return True
    if "organisation" in mine:
        told = {"capacity", "product"}
        same = all(mine[f] == theirs.get(f) for f in ("organisation", "phase") if f in mine)
        return "phase" in mine and same and not told & set(mine) and bool(told & set(theirs))
    made = next((f for f in ("process_id", "product") if mine.get(f)), None)
    if made is None or mine[made] != theirs.get(made) or mine.get("phase", theirs.get("phase")) != theirs.get("phase"):
        return False
    amount = _amount(mine.get("capacity"))
    return amount == _amount(theirs.get("capacity")) or (amount is None and draft.spans[0][0] < other.spans[0][0])


def _same_money(mine: Fields, theirs: Fields) -> bool:
    """Tell whether one owner's one sum of money is told of again, less fully."""
    money = _amount(mine.get("investment"))
    if money is None or money != _amount(theirs.get("investment")):
        return False
    owners = (str(mine.get("organisation", "")), str(theirs.get("organisation", "")))
    return (owners[0] in owners[1] or owners[1] in owners[0]) and len(mine) < len(theirs)


def _amount(quantity: object) -> tuple[float, float, str] | None:
    return (quantity.low, quantity.high, quantity.unit) if isinstance(quantity, Quantity) else None
