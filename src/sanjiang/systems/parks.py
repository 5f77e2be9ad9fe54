"""Parks: their tier, what each tier asks for, and who could rise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sanjiang.core.units import factor
from sanjiang.library.farms import Condition, Tier, load_tiers
from sanjiang.systems.told import Row, Told, by_name, last, uids

AREA = ("mu", "m2", "km2")
OUTPUT = re.compile("产值|产出|output")
"""Money of another name (税收, 投资) is no output."""
SHORTEST = 4
"""A park's name is looked for in other statements only if it has so many letters: 园区 names no park."""


def tier_of(statement: Mapping[str, Any], tiers: Sequence[Tier] | None = None) -> Tier | None:
    """Return a park's tier as its name or quote tells it, None where it is unsaid."""
    quotes = [str(e.get("quote") or "") for e in statement.get("evidence") or ()]
    text = " ".join([str(statement.get("name") or ""), *quotes])
    return next((t for t in tiers or load_tiers() if any(w in text for w in t.words)), None)


def tier_rank(tier: Tier | None, tiers: Sequence[Tier] | None = None) -> int:
    """Return a tier's place, the highest first; unsaid comes last."""
    ids = [t.id for t in tiers or load_tiers()]
    return ids.index(tier.id) if tier else len(ids)


def park_row(items: Sequence[Told], inside: Sequence[str] = ()) -> tuple[int, Row]:
    """Return a park of the statements that name it, the earliest first, and the rank of its tier.

    Parameters
    ----------
    items : sequence of Told
    inside : sequence of str
        The ids of the projects in it.
    """
    told = [(tier, item) for item in reversed(items) if (tier := tier_of(item.said))]
    tier = told[0][0] if told else None
    return tier_rank(tier), {
        "id": items[0].uid,
        "name": items[0].name or None,
        "tier": {"zh": tier.zh, "en": tier.en, "statement": told[0][1].uid} if tier else None,
        "place": last(items, "place"),
        "product": last(items, "product"),
        "sector": items[-1].sector,
        "stage": last(items, "stage"),
        "figures": [
            {"value": i.said["value"], "unit": i.said.get("unit"), "told": i.told_on, "statement": i.uid}
            for i in items
            if "value" in i.said
        ],
        "projects": list(inside),
        "statements": uids(items),
    }


def parks(items: Sequence[Told], tiers: Sequence[Tier]) -> list[Row]:
    """Return parks, the highest tier first, an unsaid tier last, each with what it shows and whether it could rise.

    Parameters
    ----------
    items : sequence of Told
        Statements of every kind, the earliest first.
    tiers : sequence of Tier
        The highest first.

    Returns
    -------
    list of dict
        As `park_row`, and `area`, `output` (the latest figures, None where nobody tells), `conditions` (of the tiers
        above its own; of all where its tier is unsaid), `rise` (`to`, `answer`: yes, no, unknown or None at the top,
        what is `lacking`, what is `unknown`).
    """
    found = []
    for told in by_name([i for i in items if i.kind == "park"]):
        rank, row = park_row(told)
        facts = [*told, *_about(told[0].name, items)]
        above = tiers[:rank]
        row["area"] = _latest(facts, AREA, "mu")
        row["output"] = _latest([fact for fact in facts if OUTPUT.search(fact.name)], ("CNY",), "CNY")
        row["conditions"] = [
            {"tier": tier.id, **_checked(condition, facts)} for tier in reversed(above) for condition in tier.conditions
        ]
        row["rise"] = _rise(row, above, known=rank < len(tiers))
        found.append((rank, row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _about(name: str, items: Sequence[Told]) -> Iterator[Told]:
    """Yield the figures that other statements tell of a park."""
    if len(name) >= SHORTEST:
        yield from (i for i in items if i.kind == "indicator" and (name in i.words or i.place_name == name))


def _figures(facts: Sequence[Told]) -> Iterator[tuple[Told, tuple[float, float], str]]:
    """Yield every figure of some statements, low and high, the latest first."""
    for item in reversed(facts):
        for field in ("value", "investment", "capacity"):
            told = item.said.get(field)
            value = told.get("value") if isinstance(told, Mapping) else told
            unit = told.get("unit") if isinstance(told, Mapping) else item.said.get("unit")
            if value is not None and unit and not (field == "investment" and item.kind == "park"):
                low, high = value if isinstance(value, list | tuple) else (value, value)
                yield item, (float(low), float(high)), str(unit)


def _latest(facts: Sequence[Told], units: Sequence[str], to: str) -> Row | None:
    for item, (low, high), unit in _figures(facts):
        scale = factor(unit, to) if unit in units else None
        if scale is not None:
            return {"low": low * scale, "high": high * scale, "unit": to, "told": item.told_on, "statement": item.uid}
    return None


def _checked(condition: Condition, facts: Sequence[Told]) -> Row:
    """Return whether a park meets a condition: yes or no where all that is told and asked agrees, else unknown."""
    least = condition.least
    row: Row = {"condition": condition.id, "zh": condition.zh, "en": condition.en, "least": least.to_json()}
    for item, told, unit in _figures(facts):
        scale = factor(unit, least.unit)
        if scale is None or (condition.words and not any(w in item.words for w in condition.words)):
            continue
        low, high = (end * scale for end in told)
        met = "yes" if low >= least.high else "no" if high < least.low else "unknown"
        short = {"low": max(least.low - high, 0.0), "high": max(least.high - low, 0.0)}
        return {**row, "met": met, "low": low, "high": high, "short": short, "statement": item.uid}
    return {**row, "met": "unknown", "low": None, "high": None, "short": None, "statement": None}


def _rise(row: Row, above: Sequence[Tier], *, known: bool) -> Row:
    """Return whether a park meets all that the next tier asks for."""
    if not above:
        return {"to": None, "answer": None, "lacking": [], "unknown": []}
    if not known:
        return {"to": None, "answer": "unknown", "lacking": [], "unknown": ["tier"]}
    to = above[-1]
    checked = [c for c in row["conditions"] if c["tier"] == to.id]
    lacking = [c["condition"] for c in checked if c["met"] == "no"]
    unknown = [c["condition"] for c in checked if c["met"] == "unknown"]
    answer = "no" if lacking else "unknown" if unknown else "yes"
    return {"to": {"id": to.id, "zh": to.zh, "en": to.en}, "answer": answer, "lacking": lacking, "unknown": unknown}
