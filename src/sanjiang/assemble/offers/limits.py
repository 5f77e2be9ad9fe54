"""Finds what limits a benefit: quotas, days that are excluded, activation, the first ticket, proof, combining."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

    def with_excluded(self, opening: Limits) -> Limits:
        """Return the limits with the days that the opening of the sentence excludes for all its benefits."""
        return self._replace(exclusions=tuple(dict.fromkeys((*self.exclusions, *opening.exclusions))))


Stretch = tuple[int, int]


def limits_in(text: Text, stretches: Sequence[Stretch], own: Sequence[Stretch] = ()) -> Limits:
    """Return what the stretches tell, the first word on each standing.

    Parameters
    ----------
    text : Text
    stretches : sequence of tuple
    own : sequence of tuple
        Where a weekday alone, without 仅限, keeps the benefit to it: 每周三免费.
    """
    quotas = list(chain.from_iterable(_quotas(text, *s) for s in stretches))
    numbered = [q for q in quotas if q.amount is not None]
    days = chain(*(only_on(text, *s) for s in own), *(_exclusions(text, *s) for s in stretches))
    by_name = sorted(days, key=lambda e: e.around is not None)  # of two on statutory holidays the wider one stands
    excluded = {(e.kind, "" if e.kind == "holidays" else e.name, e.start): e for e in by_name}
    found = [pattern("limits", "first_only").search(text.text, *s) for s in stretches]
    first = next((m for m in found if m), None)
    proof = dict.fromkeys(m[0] for s in stretches for m in pattern("proof", "words").finditer(text.text, *s))
    return Limits(
        tuple({(q.per, q.amount): q for q in (numbered or quotas)}.values()),
        tuple(excluded.values()),
        text.span(first.start(), first.end()) if first else None,
        next(filter(None, (_delay(text, *s) for s in stretches)), None),
        tuple(proof),
        next((c for s in stretches if (c := _combinable(text.text[slice(*s)])) is not None), None),
        next(filter(None, (money_of(text.text[slice(*s)]) for s in stretches)), None),
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
