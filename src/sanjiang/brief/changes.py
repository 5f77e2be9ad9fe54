"""What changed between two briefs, and why: two dates of a region, two scenarios, or two regions."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sanjiang.brief.references import key_of

Json = Mapping[str, Any]

STEP = ("operating", "under_construction", "planned", "plants", "without_figure")
GAP = ("kind", "size", "worth", "worth_low", "worth_high", "verdict")
PARTNER = ("operating", "announced", "worth", "worth_low", "worth_high")
NAMES = ("chain", "process", "name_zh", "name_en", "unit", "size_unit", "worth_unit")
PARTNER_NAMES = ("region", "name", "name_en", "process", "process_name_zh", "process_name_en", "unit", "worth_unit")
SAME = 1e-6
"""Numbers nearer than this, relative to the larger, count as unchanged: the solver's tolerance."""


def changes(before: Json, after: Json) -> dict[str, Any]:
    """Compare two briefs.

    Parameters
    ----------
    before, after : Mapping
        What `sanjiang brief --json` prints.

    Returns
    -------
    dict
        ``steps``, ``gaps`` and ``partners`` that differ, each with its values and evidence ``before`` and ``after``
        (None where it is not there) and ``why``: the statements and citations that joined or left what it rests on, the
        assumptions whose value is another. Then ``assumptions``, ``documents`` and ``statements`` that differ.
    """
    why = _Reasons(before, after)
    steps = _rows(before, after, "ladder", lambda r: (r.get("chain"), r.get("process")), (STEP, NAMES), why)
    gaps = _rows(before, after, "gaps", lambda r: (r.get("process"),), (GAP, NAMES), why)
    partners = _rows(
        before, after, "partners", lambda r: (r.get("region"), r.get("process")), (PARTNER, PARTNER_NAMES), why
    )
    return {
        "before": _head(before),
        "after": _head(after),
        "steps": list(steps),
        "gaps": [g for g in gaps if "supporting" not in (_kind(g["before"]), _kind(g["after"]))],
        "partners": list(partners),
        "assumptions": list(why.assumptions.values()),
        "documents": _documents(before, after),
        "statements": {"added": len(why.added), "removed": len(why.removed)},
    }


def with_changes(before: Json, after: Json) -> dict[str, Any]:
    """Return the later brief with what changed since the earlier one, and the assumptions that only that one made."""
    return {**after, "changes": changes(before, after), "assumptions": united(before, after, "assumptions", "name")}


def united(before: Json, after: Json, table: str, key: str) -> list[Json]:
    """Return the rows of both briefs, the later one's where both have a row."""
    rows = {row.get(key): row for brief in (before, after) for row in brief.get(table) or ()}
    return list(rows.values())


class _Reasons:
    """The evidence that is not the same in two briefs."""

    def __init__(self, before: Json, after: Json) -> None:
        old = {str(s.get("id")) for s in before.get("statement_list") or ()}
        new = {str(s.get("id")) for s in after.get("statement_list") or ()}
        self.added, self.removed = new - old, old - new
        self.assumptions = {a["name"]: a for a in _assumptions(before, after)}

    def of(self, old: Json | None, new: Json | None) -> list[Json]:
        """Return what a row rests on now and did not, or did and does not, or whose value is another."""
        ends = ((old or {}).get("evidence") or (), (new or {}).get("evidence") or ())
        keys = [{key_of(item) for item in end} for end in ends]
        found: dict[tuple[str, ...], Json] = {}
        for item in (*ends[1], *ends[0]):
            key = key_of(item)
            moved = item.get("assumption") in self.assumptions
            differs = (key in keys[0]) is not (key in keys[1])
            if moved or (differs and key[0] != "assumption"):
                found.setdefault(key, item)
        return list(found.values())


def _rows(
    before: Json,
    after: Json,
    table: str,
    key: Callable[[Json], tuple[object, ...]],
    fields: tuple[tuple[str, ...], tuple[str, ...]],
    why: _Reasons,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that differ, in the order of the later brief, then what is gone."""
    old = {key(row): row for row in before.get(table) or ()}
    new = {key(row): row for row in after.get(table) or ()}
    values, names = fields
    for place in [*new, *(k for k in old if k not in new)]:
        ends = old.get(place), new.get(place)
        first, second = (None if row is None else _values(row, values) for row in ends)
        if (
            first is not None
            and second is not None
            and all(_same(first[f], second[f]) for f in first if f != "evidence")
        ):
            continue
        shown = ends[1] or ends[0] or {}
        named = {name: shown[name] for name in names if name in shown}
        yield {**named, "before": first, "after": second, "why": why.of(*ends)}


def _values(row: Json, fields: Iterable[str]) -> dict[str, Any]:
    found = {**{field: row.get(field) for field in fields}, "evidence": row.get("evidence") or []}
    final = row.get("final")
    return (
        found if final is None else {**found, "low": final["low"], "high": final["high"], "final_unit": final["unit"]}
    )


def _same(first: object, second: object) -> bool:
    if isinstance(first, int | float) and isinstance(second, int | float):
        return math.isclose(first, second, rel_tol=SAME, abs_tol=SAME)
    return first == second


def _assumptions(before: Json, after: Json) -> Iterator[dict[str, Any]]:
    old = {str(a.get("name")): a for a in before.get("assumptions") or ()}
    for item in after.get("assumptions") or ():
        first = old.get(str(item.get("name")))
        if first is None or all(_same(first.get(f), item.get(f)) for f in ("value", "low", "high")):
            continue
        ends = {end: {f: a.get(f) for f in ("value", "low", "high")} for end, a in (("before", first), ("after", item))}
        yield {"name": item.get("name"), "unit": item.get("unit"), **ends}


def _documents(before: Json, after: Json) -> dict[str, list[str]]:
    old, new = (
        {
            str(d.get("sha256")): str(d.get("title") or d.get("name"))
            for d in brief.get("documents") or ()
            if d.get("used")
        }
        for brief in (before, after)
    )
    return {
        "added": [name for key, name in new.items() if key not in old],
        "removed": [name for key, name in old.items() if key not in new],
    }


def _head(brief: Json) -> dict[str, Any]:
    return {"region": brief.get("region") or {}, "as_of": brief.get("as_of")}


def _kind(values: Json | None) -> object:
    return (values or {}).get("kind")
