"""The evidence of a brief, numbered for a page: S statements, A assumptions, C citations, Q quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sanjiang.brief.with_routes import evidence_of
from sanjiang.core.statement import KINDS

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reference:
    """One piece of evidence: the id of its element on the page, its number, and what it says."""

    anchor: str
    label: str
    content: Item


@dataclass(frozen=True, slots=True)
class References:
    """Every piece of evidence of a brief, in the order of the page.

    Parameters
    ----------
    all : dict
        Reference by key; see `key_of`.
    """

    all: dict[tuple[str, ...], Reference]

    def of(self, evidence: Iterable[Item]) -> list[Reference]:
        """Return the references of some evidence, without repeats, in the order of the page."""
        wanted = {key_of(item) for item in evidence}
        return [reference for key, reference in self.all.items() if key in wanted]

    def kind(self, kind: str) -> list[Reference]:
        """Return the references of a kind: statement, assumption, citation, quote or missing."""
        return [reference for reference in self.all.values() if reference.anchor.startswith(f"{kind}-")]


def key_of(item: Item) -> tuple[str, ...]:
    """Return what makes a piece of evidence the same as another."""
    for kind in ("statement", "assumption", "citation"):
        if kind in item:
            return (kind, str(item[kind]))
    return ("quote", *(str(item.get(field)) for field in ("document", "start", "end", "quote")))


def number(brief: Item) -> References:
    """Number the evidence of a brief: its statements by kind, its assumptions, then whatever else its figures cite.

    A statement or assumption that a figure names but the brief does not hold gets a place of its own under ``missing``.
    """
    found: dict[tuple[str, ...], Reference] = {}
    taken: set[str] = set()
    ranks: Counter[str] = Counter()

    def add(key: tuple[str, ...], kind: str, letter: str, content: Item) -> None:
        ranks[kind] += 1
        rank = ranks[kind]
        anchor = f"{kind}-{_slug(key[1])}" if kind in ("statement", "assumption") else f"{kind}-{rank}"
        while anchor in taken:
            anchor += "_"
        taken.add(anchor)
        found[key] = Reference(anchor, f"{letter}{rank}", content)

    for statement in by_kind(brief.get("statement_list") or ()):
        add(("statement", str(statement.get("id"))), "statement", "S", statement)
    for assumption in brief.get("assumptions") or ():
        add(("assumption", str(assumption.get("name"))), "assumption", "A", assumption)
    for item in _cited(brief):
        key = key_of(item)
        if key not in found:
            kind, letter = {"citation": ("citation", "C"), "quote": ("quote", "Q")}.get(key[0], ("missing", "?"))
            add(key, kind, letter, item)
    return References(found)


def by_kind(statements: Iterable[Item]) -> list[Item]:
    """Return statements in the order of `KINDS`, otherwise as they came."""
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(statements, key=lambda statement: order.get(statement.get("kind", ""), len(order)))


def _cited(brief: Item) -> Iterable[Item]:
    for table in ("ladder", "gaps", "deepen", "partners", "lacking"):
        for row in brief.get(table) or ():
            yield from row.get("evidence") or ()
    yield from (brief.get("share") or {}).get("evidence") or ()
    for table in ("steps", "durations"):
        for row in (brief.get("realisation") or {}).get(table) or ():
            yield from row.get("evidence") or ()
    for visit in brief.get("visits") or ():
        for company in visit.get("companies") or ():
            yield from company.get("evidence") or ()
    for table in ("steps", "gaps", "partners"):
        for row in (brief.get("changes") or {}).get(table) or ():
            for end in ("before", "after"):
                yield from (row.get(end) or {}).get("evidence") or ()
    for _, evidence in evidence_of(brief):
        yield from evidence
    for row in brief.get("unplaced") or ():
        yield {"statement": row.get("statement")}
    for row in brief.get("findings") or ():
        yield from ({"statement": key} for key in row.get("statements") or ())


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)
