"""A region's published totals: what it makes in all, less its named plants, is made by plants that nobody named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sanjiang.assemble.plants import bucket, in_process_unit
from sanjiang.chain.plant import OPERATING, Plant
from sanjiang.core.evidence import Assumption, Evidence, StatementRef
from sanjiang.core.statement import Statement
from sanjiang.library.processes import Process
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.products import kind_words

REST = Assumption("region.total")
"""A region's total holds its named plants; what is left is made by plants that nobody named."""
MEASURE = re.compile(r"年?总?(?:产能|生产能力|加工能力|产量|产出量|年产|出栏量?|(?:种植|养殖|栽培)?(?:总|基地)?面积)")
"""What makes a name that of a total; the product stands before it, or after 年产."""
ELSEWHERE = re.compile("新增|新建|扩建|增加|每亩|亩均|人均|全国|全省|全球|占|均|率")
"""Words of a name that make it no total of the region."""
AHEAD = re.compile("将|预计|力争|计划|规划|目标|建成后|达产后|有望|可达|可实现|可形成")
"""Words of a quote that put it into the future."""
STALE = 3 * 366
"""Days after which a dated total says nothing of today."""
LEAD = re.compile("[全我本][省市州县区]|目前|现有|拥有|共有|已?建成|形成|实现|完成|总|年")
"""What may stand before a total's product."""
RANKS = ("产能", "产量", "面积")
"""Which total holds where there are several: capacity, then output, then area."""


@dataclass(frozen=True, slots=True)
class Total:
    """What one statement tells that a place makes of a process's product, in the process's unit."""

    statement: Statement
    process: Process
    place: Region
    region: str
    rank: int
    order: int
    low: float
    high: float
    evidence: tuple[Evidence, ...]


def rest_of(
    statements: Sequence[Statement],
    plants: Sequence[Plant],
    processes: Mapping[str, Process],
    where: tuple[Regions, Region],
    as_of: date,
) -> Iterator[Plant]:
    """Yield for each region and process what its published total leaves beside its named running plants.

    Parameters
    ----------
    statements : sequence of Statement
        The earliest document first.
    plants : sequence of Plant
        What documents and the atlas tell of plants by name.
    processes : mapping of str to Process
        The library's, by id.
    where : Regions, Region
        The gazetteer, and the region that asks.
    as_of : date
        Totals of later days are aims, and those of more than three years before are history.
    """
    found: dict[tuple[str, str], list[Total]] = {}
    order = {name: i for i, name in enumerate(dict.fromkeys(s.document for s in statements))}
    for statement in statements:
        if _is_total(statement, as_of):
            for total in _totals(statement, processes, where, order[statement.document]):
                found.setdefault((total.region, total.process.id), []).append(total)
    for (region, process), totals in found.items():
        named = [p for p in plants if p.region == region and p.process == process and p.stage in OPERATING]
        yield from _rest(_holding(totals), named)


def _is_total(statement: Statement, as_of: date) -> bool:
    name, quote = statement.name or "", "".join(span.quote for span in statement.evidence)
    told = statement.kind == "indicator" and not statement.organisation and statement.value is not None
    if not told or ELSEWHERE.search(name) or AHEAD.search(quote) or not MEASURE.search(name):
        return False
    start, end = (statement.date.start, statement.date.end) if statement.date else (None, None)
    return not (start and start > as_of) and not (end and (as_of - end).days > STALE)


def _totals(
    statement: Statement,
    processes: Mapping[str, Process],
    where: tuple[Regions, Region],
    order: int,
) -> Iterator[Total]:
    regions, region = where
    code = statement.place.adcode if statement.place else None  # a figure that names none may be the whole country's
    place = regions.by_code(code) if code else None
    measure = MEASURE.search(statement.name or "")
    if place is None or measure is None or (place.level == "province" and place != region):
        return
    code = bucket(regions, region, place)
    product = measure.string[: measure.start()] or measure.string[measure.end() :]
    rank = 0 if "能" in measure[0] else 2 if "面积" in measure[0] else 1
    for process in processes.values():
        told = in_process_unit(statement.unit or "", process)
        if code and told and _means(product, RANKS[rank], process, place):
            low, high = (n * f for n, f in zip(_ends(statement), (told.low, told.high), strict=True))
            own = (REST, StatementRef(statement.id), *told.evidence)
            yield Total(statement, process, place, code, rank, order, low, high, own)


def _means(product: str, measure: str, process: Process, place: Region) -> bool:
    """Tell whether a total's product is what a process makes, with no more before it than where and what kind.

    What else stands there may be a firm ("某某太阳能电池产能"), whose total is not the region's.
    """
    names = {*process.words, *(t.removesuffix(measure) for t in process.totals if t.endswith(measure))}
    fits = [product.removesuffix(name) for name in names if product.endswith(name)]
    lead = re.compile(rf"(?:{re.escape(place.name)}|{re.escape(place.short)}|{LEAD.pattern})*")
    rests = {lead.sub("", before, count=1) for before in fits}
    return any(not rest or rest in kind_words() for rest in rests)


def _ends(statement: Statement) -> tuple[float, float]:
    value = statement.value or 0.0
    return value if isinstance(value, tuple) else (value, value)


def _holding(totals: Sequence[Total]) -> list[Total]:
    """Return the totals that hold: the region's own, or its counties' if they are more.

    Of each place the best measure, of that the latest, of one document's the largest.
    """
    best = min(t.rank for t in totals)
    by_time = sorted((t for t in totals if t.rank == best), key=lambda t: (t.order, t.high))
    latest = {t.place.adcode: t for t in by_time}
    whole = latest.pop(totals[0].region, None)
    parts = list(latest.values())
    return [whole] if whole and whole.high >= sum(t.high for t in parts) else parts


def _rest(totals: Sequence[Total], named: Sequence[Plant]) -> Iterator[Plant]:
    """Yield what is left after the most that the named plants may make: where they may make it all, nothing is."""
    most = sum(p.high for p in named)
    low, high = max(0.0, sum(t.low for t in totals) - most), sum(t.high for t in totals) - most
    if high <= 0:
        return
    first = totals[0]
    yield Plant(
        id=f"{first.process.id}:{first.statement.id[:12]}",
        process=first.process.id,
        region=first.region,
        owner="",
        stage="operating",
        low=low,
        high=high,
        stated=True,
        evidence=tuple(dict.fromkeys(e for t in totals for e in t.evidence)),
    )
