"""Figures outside what is plausible for their kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.core.units import factor
from sanjiang.grammar.findings.amounts import Amount, amount_of, converted, quoted, written
from sanjiang.grammar.findings.finding import Finding
from sanjiang.grammar.findings.passages import Passage, Passages, shared_by_projects
from sanjiang.grammar.findings.ranges import Plausible, Range

PER_AREA = "yield"


def implausible(statements: Sequence[Statement], passages: Passages, plausible: Plausible) -> Iterator[Finding]:
    """Yield a finding for each figure outside the first range that is for it."""
    shared = shared_by_projects(statements, passages)
    for statement in statements:
        judged: set[str] = {PER_AREA}
        if passages.at(quoted(statement, "investment")) in shared:
            judged.add("investment_per_capacity")
        for range_ in plausible.ranges:
            if statement.kind not in range_.kinds or range_.field in judged:
                continue
            found = _figure(statement, range_, passages, plausible.about)
            if found is None:
                continue
            amount, spans = found
            judged.add(range_.field)
            yield from _judged(range_, amount, spans, (statement.id,))
    yield from _yields(statements, passages, plausible)


def _figure(
    statement: Statement, range_: Range, passages: Passages, about: float
) -> tuple[Amount, tuple[Span, ...]] | None:
    """Return the figure that a range is for, in its unit, and the quotes that say it."""
    if range_.process is not None and statement.process_id != (range_.process,):
        return None
    field = {"year": "date", "years_ahead": "date", "investment_per_capacity": "investment"}.get(
        range_.field, range_.field
    )
    span = _dated(statement) if field == "date" else quoted(statement, field)
    passage = passages.at(span)
    if not range_.fits(passage.clause(span), passage.before(span.end), f"{statement.name} {statement.product}"):
        return None
    match range_.field:
        case "year" | "years_ahead":
            amount = _years(statement, range_.field, passages)
        case "investment_per_capacity":
            return _per_capacity(statement, range_.unit, about)
        case "capacity" | "investment" | "count" | "value" as figure:
            amount = amount_of(statement, figure, about)
        case _:
            return None
    in_unit = converted(amount, range_.unit) if amount else None
    return (in_unit, (span,)) if in_unit else None


def _dated(statement: Statement) -> Span:
    words = statement.date.as_written if statement.date else ""
    return next((s for s in statement.evidence if words and words in s.quote), statement.evidence[0])


def _years(statement: Statement, field: str, passages: Passages) -> Amount | None:
    day = (statement.date.end or statement.date.start) if statement.date else None
    if day is None:
        return None
    if field == "year":
        return Amount(day.year, day.year, "year")
    published = passages.published(statement.document)
    return Amount(day.year - published.year, day.year - published.year, "a") if published else None


def _per_capacity(statement: Statement, unit: str, about: float) -> tuple[Amount, tuple[Span, ...]] | None:
    money, capacity = amount_of(statement, "investment", about), amount_of(statement, "capacity", about)
    if money is None or capacity is None or capacity.low <= 0:
        return None
    scale = factor(f"{money.unit}/{capacity.unit}", unit)
    if scale is None:
        return None
    spans = dict.fromkeys((quoted(statement, "investment"), quoted(statement, "capacity")))
    return Amount(money.low / capacity.high * scale, money.high / capacity.low * scale, unit), tuple(spans)


def _yields(statements: Iterable[Statement], passages: Passages, plausible: Plausible) -> Iterator[Finding]:
    """Yield a finding for each area whose output, told next in the same sentence, is more than can grow on it."""
    ranges = [r for r in plausible.ranges if r.field == PER_AREA]
    measured = (s for s in statements if s.kind in ("indicator", "task") and s.value is not None)
    for passage, group in groupby(measured, key=lambda s: passages.at(s.evidence[0])):
        row = list(group)
        for area, output in pairwise(row):
            for range_ in ranges:
                yield from _yield(area, output, passage, range_, plausible.about)


def _yield(area: Statement, output: Statement, passage: Passage, range_: Range, about: float) -> Iterator[Finding]:
    spans = (area.evidence[0], output.evidence[0])
    if "产量" not in passage.clause(spans[1]) or not range_.fits(passage.clause(spans[0]), passage.text, ""):
        return
    land, crop = amount_of(area, "value", about), amount_of(output, "value", about)
    scale = factor(f"{crop.unit}/{land.unit}", range_.unit) if land and crop and land.unit and crop.unit else None
    if land is None or crop is None or scale is None or land.low <= 0:
        return
    amount = Amount(crop.low / land.high * scale, crop.high / land.low * scale, range_.unit)
    yield from _judged(range_, amount, spans, (area.id, output.id))


def _judged(range_: Range, amount: Amount, spans: tuple[Span, ...], ids: tuple[str, ...]) -> Iterator[Finding]:
    """Yield a finding if no part of the amount is within the range."""
    if range_.high is not None and amount.low > range_.high:
        figure, limit, sign, sign_en = amount.low, range_.high, "高于上限", "above"
    elif range_.low is not None and amount.high < range_.low:
        figure, limit, sign, sign_en = amount.high, range_.low, "低于下限", "below"
    else:
        return
    said, said_en = written(figure, range_.unit)
    bound, bound_en = written(limit, range_.unit)
    yield Finding(
        "implausible",
        f"{range_.zh}:{said},{sign} {bound}",
        f"{range_.en}: {said_en}, {sign_en} {bound_en}",
        spans,
        ids,
        range_.reason,
    )
