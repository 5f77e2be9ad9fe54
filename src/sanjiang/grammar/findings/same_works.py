"""Whether two statements tell of one works, strictly enough to hold one against the other."""

from __future__ import annotations

import re

from sanjiang.core.statement import Statement
from sanjiang.grammar.findings.amounts import Field, amount_of, apart, ratio
from sanjiang.grammar.findings.passages import Passages
from sanjiang.grammar.findings.ranges import Plausible
from sanjiang.mentions.names import core_name, same_organisation

CHANGED = re.compile(
    r"提升|扩大|扩产|扩建|扩能|扩容|扩至|扩到|增至|增加|增资|追加|技改|新增|升级|改造|再建|另建|另有|上调|调整|缩减|原有|原来|现有"
)
"""Words that a figure was changed, or that other works stand beside these."""

PARTIAL = re.compile(
    r"(?:已|目前|现已|累计|年度|今年|当年|本年)[^，。；]{0,4}(?:实现|完成|投入|投资|形成|到位)|完成投资|首批|其中"
)
"""Words that a figure is only of what has been done, or of a part."""

NUMBERED = re.compile(
    r"(?:第?[一二三四五六七八九十\d]+|[东西南北甲乙丙A-Da-d])"
    r"(?:号|线|#|＃|厂区?|车间|分厂|工厂|基地|标段|区块|组团)"
)
"""Names that tell one works of an owner from its next."""


def same_works(a: Statement, b: Statement, passages: Passages, plausible: Plausible) -> bool:
    """Tell whether two projects are one: owner, phase, product and place, and for whole works something more.

    Where no phase is named, the figures must be alike enough (less than twice) that one is no part of the other, or the
    other figure or the date must be the same; within one document that, or the same name, is asked for.
    """
    if a.kind != "project" or b.kind != "project" or a.id == b.id or _parts(a, b):
        return False
    if not (_same_owner(a, b) and a.phase == b.phase and _same_product(a, b) and _same_place(a, b)):
        return False
    if set(NUMBERED.findall(a.name or "")) != set(NUMBERED.findall(b.name or "")):
        return False
    if any(CHANGED.search(text) or PARTIAL.search(text) for s in (a, b) for text in _around(s, passages)):
        return False
    if set(a.evidence) & set(b.evidence):
        return False
    return a.phase is not None or _same_whole(a, b, passages, plausible)


def _parts(a: Statement, b: Statement) -> bool:
    """Tell whether one is a part, or both are: the parts of a whole are its own to count."""
    return a.part_of is not None or b.part_of is not None


def _same_owner(a: Statement, b: Statement) -> bool:
    """Tell whether the names are one but for legal forms and a place before: 永祥 is not 永祥新能源, its daughter."""
    if not a.organisation or not b.organisation or not same_organisation(a.organisation, b.organisation):
        return False
    short, long = sorted((core_name(a.organisation), core_name(b.organisation)), key=len)
    return long.endswith(short)


def _same_product(a: Statement, b: Statement) -> bool:
    if a.process_id and b.process_id:
        return a.process_id == b.process_id
    return a.product == b.product and (a.product is not None or a.phase is not None)


def _same_place(a: Statement, b: Statement) -> bool:
    if a.place is None or b.place is None:
        return False
    if a.place.adcode and b.place.adcode:
        return a.place.adcode == b.place.adcode
    return a.place.name == b.place.name


def _around(statement: Statement, passages: Passages) -> set[str]:
    return {passages.at(span).text for span in statement.evidence} | {statement.name or ""}


def _same_whole(a: Statement, b: Statement, passages: Passages, plausible: Plausible) -> bool:
    fields: tuple[Field, ...] = ("capacity", "investment")
    pairs = [
        (x, y) for f in fields if (x := amount_of(a, f, plausible.about)) and (y := amount_of(b, f, plausible.about))
    ]
    if any(x == y for x, y in pairs) or (a.date is not None and a.date == b.date):
        return True
    if any(apart(x, y, plausible.rounding) and ratio(x, y) >= 2 for x, y in pairs):
        return False
    if a.document != b.document:
        return True
    places = [passages.at(s.evidence[0]).paragraph for s in (a, b)]
    return None not in places and places[0] != places[1] and bare_name(a) == bare_name(b) != ""


def bare_name(statement: Statement) -> str:
    """Return a project's name without its figures ("京运通24GW拉棒切方项目" → "京运通拉棒切方项目")."""
    name = statement.name or ""
    for quantity in (statement.capacity, statement.investment):
        name = name.replace(quantity.as_written, "") if quantity else name
    return re.sub(r"\s", "", name)
