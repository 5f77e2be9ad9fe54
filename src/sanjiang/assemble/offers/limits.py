"""Finds what limits a benefit: quotas, days that are excluded, activation, the first ticket, proof, combining."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

from sanjiang.assemble.offers.benefits import money_of
from sanjiang.assemble.offers.text import Text, count, pattern, words
from sanjiang.assemble.offers.weekdays import closing_days, only_on, weekdays_in
from sanjiang.core.evidence import Span
from sanjiang.policies.policy import Delay, Exclusion, Period, Quota


class Limits(NamedTuple):
    """What one or several stretches tell."""

    quotas: tuple[Quota, ...]
    exclusions: tuple[Exclusion, ...]
    first_only: Span | None
    delay: Delay | None
    proof: tuple[str, ...]
    combinable: bool | None
    full_price: float | None


NONE = Limits((), (), None, None, (), None, None)
Stretch = tuple[int, int]


def limits_in(text: Text, start: int, end: int) -> Limits:
    """Return what one stretch tells."""
    first = pattern("limits", "first_only").search(text.text, start, end)
    line = text.text[start:end]
    return Limits(
        tuple(_quotas(text, start, end)),
        tuple(_exclusions(text, start, end)),
        text.span(*first.span()) if first else None,
        _delay(text, start, end),
        tuple(m[0] for m in pattern("proof", "words").finditer(text.text, start, end)),
        _combinable(line),
        money_of(line),
    )


def joined(told: Sequence[Limits], days: Iterable[Exclusion] = ()) -> Limits:
    """Return what several stretches tell, the first word on each standing; `days` are excluded, too."""
    quotas = [q for each in told for q in each.quotas]
    numbered = [q for q in quotas if q.amount is not None]
    excluded = chain(days, *(each.exclusions for each in told))
    by_name = sorted(excluded, key=lambda e: e.around is not None)  # of two on statutory holidays the wider one stands
    return Limits(
        tuple({(q.per, q.amount): q for q in (numbered or quotas)}.values()),
        tuple({(e.kind, "" if e.kind == "holidays" else e.name, e.start): e for e in by_name}.values()),
        next((each.first_only for each in told if each.first_only), None),
        next((each.delay for each in told if each.delay), None),
        tuple(dict.fromkeys(word for each in told for word in each.proof)),
        next((each.combinable for each in told if each.combinable is not None), None),
        next((each.full_price for each in told if each.full_price), None),
    )


@cache
def _quota_patterns() -> tuple[tuple[Period, re.Pattern[str]], ...]:
    limits = words()["limits"]
    tail = f"{limits['number']}{limits['unit']}"
    return (
        ("person", re.compile(limits["per_person"] + tail)),
        ("day", re.compile(limits["per_day"] + tail)),
        ("total", re.compile(limits["total"] + tail)),
    )


def _quotas(text: Text, start: int, end: int) -> Iterator[Quota]:
    taken: list[Stretch] = []
    for per, expression in _quota_patterns():
        for match in expression.finditer(text.text, start, end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            yield Quota(per, count(match["n"]), text.span(*match.span()))
    if not taken and (first_come := pattern("limits", "first_come").search(text.text, start, end)):
        yield Quota("total", None, text.span(*first_come.span()))


def _exclusions(text: Text, start: int, end: int) -> Iterator[Exclusion]:
    closed = list(closing_days(text, start, end))
    yield from (exclusion for exclusion, _ in closed)
    for name in ("after", "before"):
        for match in pattern("exclusions", name).finditer(text.text, start, end):
            if not any(a < match.end("what") and match.start("what") < b for _, (a, b) in closed):
                yield from _excluded(text, *match.span("what"))
    yield from only_on(text, start, end, limited=True)


def _excluded(text: Text, start: int, end: int) -> Iterator[Exclusion]:
    line = text.text
    dates = [m for m in text.dates if start <= m.start and m.end <= end]
    for mention in dates:
        value = mention.value
        yield Exclusion("days", value.as_written, value.start, value.end, text.span(mention.start, mention.end))
    around = _around(text, start, end)
    if match := pattern("exclusions", "holidays").search(line, start, end):
        yield Exclusion("holidays", match[0], None, None, text.span(*match.span()), around=around)
    if match := pattern("exclusions", "weekends").search(line, start, end):
        yield Exclusion("weekends", match[0], None, None, text.span(*match.span()))
    for days, at, stop in weekdays_in(text, start, end):
        kind: Literal["weekends", "weekdays"] = "weekends" if days == (5, 6) else "weekdays"
        yield Exclusion(kind, line[at:stop], None, None, text.span(at, stop), () if days == (5, 6) else days)
    if not dates:
        for match in pattern("exclusions", "holiday").finditer(line, start, end):
            yield Exclusion("holiday", match[0].strip('“”"'), None, None, text.span(*match.span()), around=around)


def _around(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Return how many days before and after a holiday go with it: 法定节假日及前后各一天."""
    match = pattern("exclusions", "around").search(text.text, start, end)
    if match is None:
        return None
    days = count(match["n"])
    return (days if "前" in match["side"] else 0, days if "后" in match["side"] else 0)


def _delay(text: Text, start: int, end: int) -> Delay | None:
    match = pattern("limits", "delay").search(text.text, start, end)
    if match is None:
        return None
    span = text.span(*match.span())
    if match["next"]:
        return Delay(1, 1, span)
    number = count(match["n"])
    if match["unit"] == "小时":
        number = -(-number // 24)
    return Delay(max(0, number - 1) if match["nth"] else number, number, span)


def _combinable(line: str) -> bool | None:
    if pattern("limits", "not_combinable").search(line):
        return False
    return True if pattern("limits", "combinable").search(line) else None
