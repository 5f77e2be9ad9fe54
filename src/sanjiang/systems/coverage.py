"""A farm system such as "8+3": which of its industries has a park, a seed base, a cold chain, a brand, a channel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sanjiang.library.chains import Chain
from sanjiang.library.farms import Industry, Need
from sanjiang.systems.alliances import SYSTEM
from sanjiang.systems.told import Row, Told, uids

INDUSTRIES = re.compile(r"产业|体系")
"""What a count of industries is called ("8大优势特色产业")."""
HERE = ("project", "park", "brand", "agreement", "policy", "indicator", "task")


def systems(
    items: Sequence[Told], industries: Sequence[Industry], needs: Sequence[Need], chains: Sequence[Chain]
) -> list[Row]:
    """Return each document's farm system: the lists of industries that it counts, and what covers each.

    Parameters
    ----------
    items : sequence of Told
        Statements of every kind.
    industries, needs
        What is known of industries and of what each needs.
    chains : sequence of Chain
        The library's chains, for the years from nursery to full bearing.

    Returns
    -------
    list of dict
        `name` ("8+3", None where none is told), `declared` and `found` (numbers, in the order told), `industries`: each
        with what covers it (the ids of statements; an empty list means that no statement tells of any), `lacking` and
        `lead_years`.
    """
    documents: dict[object, list[Told]] = {}
    for item in items:
        if _is_list(item):
            documents.setdefault(item.document, []).append(item)
    return [_system(lists, items, industries, needs, chains) for lists in documents.values()]


def _is_list(item: Told) -> bool:
    return (
        item.kind == "task"
        and isinstance(item.said.get("count"), int)
        and bool(item.said.get("items"))
        and INDUSTRIES.search(item.name) is not None
        and item.sector == "farming"
    )


def _system(
    lists: Sequence[Told],
    items: Sequence[Told],
    industries: Sequence[Industry],
    needs: Sequence[Need],
    chains: Sequence[Chain],
) -> Row:
    named = [(i, m) for i in items if i.document == lists[0].document if (m := SYSTEM.search(i.name))]
    declared = [i.said["count"] for i in lists]
    found = [len(i.said["items"]) for i in lists]
    fits = next(((i, m) for i, m in named if sorted(map(int, m.groups())) == sorted(declared)), None)
    rows = [
        {"list": item.name, **_covered(name, items, industries, needs, chains)}
        for item in lists
        for name in item.said["items"]
    ]
    return {
        "name": fits[1].group() if fits else None,
        "document": lists[0].said.get("document"),
        "place": lists[0].said.get("place"),
        "declared": declared,
        "found": found,
        "industries": rows,
        "statements": uids([*lists, *([fits[0]] if fits else [])]),
    }


def industry_of(name: str, industries: Sequence[Industry]) -> Industry:
    """Return the industry that an item of a system names; by its own name where none is known.

    An item that is one of an industry's further words (荔枝 of fruit) is that alone, without chains of others.
    """
    support = [i for i in industries if i.support and any(w in name for w in i.words)]
    plain = [i for i in industries if not i.support and any(w in name for w in i.words)]
    bare = name.removesuffix("产业").removesuffix("业")
    found = next(iter(support or plain), Industry(name, (bare,), (), False))
    if found.support or bare not in found.words[1:]:
        return found
    others = {c for i in industries if bare not in i.words for c in i.chains}
    return Industry(found.id, (bare,), tuple(c for c in found.chains if c not in others), False)


def _covered(
    name: str, items: Sequence[Told], industries: Sequence[Industry], needs: Sequence[Need], chains: Sequence[Chain]
) -> Row:
    industry = industry_of(name, industries)
    own = [i for i in items if i.kind in HERE and not i.said.get("items") and _is_of(i, industry, industries)]
    covered: dict[str, list[str]]
    if industry.support:
        covered = {"any": uids(i for i in own if i.kind in ("project", "park"))}
    else:
        covered = {
            "park": uids(i for i in own if i.kind == "park"),
            "brand": uids(i for i in own if i.kind == "brand"),
            **{n.id: uids(i for i in own if any(w in i.words for w in n.words)) for n in needs},
        }
    return {
        "name": name,
        "industry": industry.id,
        "support": industry.support,
        "covered": covered,
        "lacking": [need for need, told in covered.items() if not told],
        "lead_years": list(lead_years(industry, chains)),
    }


def _is_of(item: Told, industry: Industry, industries: Sequence[Industry]) -> bool:
    """Say whether a statement is of an industry: by its product where that names one, else by any of its words."""
    product = str(item.said.get("product") or "")
    named = any(w in product for i in industries if not i.support for w in i.words)
    return any(w in (product if named and not industry.support else item.words) for w in industry.words)


def lead_years(industry: Industry, chains: Sequence[Chain]) -> Iterator[Row]:
    """Yield for each chain of an industry the years from nursery to full bearing, process by process, and their sum."""
    for chain in chains:
        if chain.id not in industry.chains:
            continue
        slow = [(p, p.lead_years) for p in chain.processes if p.lead_years is not None]
        if slow:
            yield {
                "chain": chain.id,
                "processes": [
                    {"process": p.id, "name_zh": p.name_zh, "name_en": p.name_en, **years.to_json()}
                    for p, years in slow
                ],
                **{end: sum(getattr(years, end) for _, years in slow) for end in ("value", "low", "high")},
            }
