"""Phases of a works that come to more than the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.grammar.findings.amounts import Amount, Field, amount_of, converted, exceeds, quoted
from sanjiang.grammar.findings.finding import Finding
from sanjiang.grammar.findings.ranges import Plausible

NAMES: dict[Field, tuple[str, str]] = {"capacity": ("产能", "capacity"), "investment": ("投资", "investment")}


def parts_beyond_whole(statements: Sequence[Statement], plausible: Plausible) -> Iterator[Finding]:
    """Yield a finding where the phases that are parts of a works have more capacity or investment than the works."""
    by_id = {s.id: s for s in statements}
    parts: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.part_of in by_id:
            parts[str(statement.part_of)].append(statement)
    for key, group in parts.items():
        for field in NAMES:
            yield from _beyond(by_id[key], group, field, plausible)


def _beyond(whole: Statement, group: Sequence[Statement], field: Field, plausible: Plausible) -> Iterator[Finding]:
    total = amount_of(whole, field, plausible.about)
    if total is None:
        return
    phases: dict[str | None, tuple[Statement, Amount]] = {}
    for part in group:
        amount = amount_of(part, field, plausible.about)
        same = converted(amount, total.unit) if amount else None
        if same is not None and part.phase not in phases:
            phases[part.phase] = (part, same)
    if len(phases) > 1:
        phases.pop(None, None)  # a part without a phase may be one of the phases
    told = [part for part, _ in phases.values()]
    low = sum(amount.low for _, amount in phases.values())
    if not told or not exceeds(Amount(low, low, total.unit), total, plausible.rounding):
        return
    zh, en = NAMES[field]
    words = " + ".join(getattr(part, field).as_written for part in told)
    of = getattr(whole, field).as_written
    yield Finding(
        "sum",
        f"部分多于整体:各期{zh} {words},整体只有 {of}",
        f"The parts are more than the whole: {en} of the phases {words}, of the whole {of}",
        _quotes((whole, *told), field),
        (whole.id, *(s.id for s in told)),
    )


def _quotes(told: Sequence[Statement], field: Field) -> tuple[Span, ...]:
    """Return the quote of each figure, cut to its own words where one quote says several: 20GW(一期30GW)."""
    spans = [quoted(s, field) for s in told]
    if len(set(spans)) == len(spans):
        return tuple(spans)
    return tuple(_cut(span, getattr(s, field).as_written) for s, span in zip(told, spans, strict=True))


def _cut(span: Span, words: str) -> Span:
    start = span.start + max(0, span.quote.find(words))
    return Span(span.document, start, start + len(words), words) if words in span.quote else span
