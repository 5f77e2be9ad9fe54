"""Finds on which days of the week and at which hours a benefit holds, and when a site is closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sanjiang.assemble.offers.text import Text, count, pattern
from sanjiang.policies.policy import Exclusion, OnHolidays

DAYS = "一二三四五六日"
_RUN = re.compile(r"([一二三四五六日])(?:[至到—\-－～~]+(?:周|星期|礼拜)?([一二三四五六日]))?")
Stretch = tuple[int, int]


def weekdays_of(written: str) -> tuple[int, ...]:
    """Return the days that a list names, 0 for Monday.

    Examples
    --------
    >>> weekdays_of("周一至周四"), weekdays_of("周五、周六、周日"), weekdays_of("星期六至周一")
    ((0, 1, 2, 3), (4, 5, 6), (0, 5, 6))
    """
    out: set[int] = set()
    for first, last in _RUN.findall(written.replace("天", "日")):
        start, end = DAYS.index(first), DAYS.index(last or first)
        out |= {(start + n) % 7 for n in range((end - start) % 7 + 1)}
    return tuple(sorted(out))


def weekdays_in(text: Text, start: int, end: int) -> Iterator[tuple[tuple[int, ...], int, int]]:
    """Yield the lists of weekdays of a stretch; a day that only explains a date (3月8日（星期五）) is none."""
    for match in pattern("weekdays", "list").finditer(text.text, start, end):
        before = text.text[max(0, match.start() - 1) : match.start()]
        days = weekdays_of(match[0])
        if not (len(days) == 1 and before in "日号（(" and before and match[0][0] not in "每逢"):
            yield days, match.start(), match.end()


def closing_days(text: Text, start: int, end: int) -> Iterator[tuple[Exclusion, Stretch]]:
    """Yield the days on which a site is closed, with what a holiday does to them, and the stretch that says so."""
    for days, at, stop in weekdays_in(text, start, end):
        closed = pattern("weekdays", "closed").match(text.text, stop, end)
        if closed is None or pattern("weekdays", "not_the_site").search(text.text, start, at):
            continue
        holidays = pattern("weekdays", "open_on_holidays").search(closed[0])
        moved = pattern("weekdays", "moved").search(closed[0])
        name = text.text[at:stop] + closed["word"]
        span = text.span(at, closed.end())
        on: OnHolidays | None = "later" if moved else "open" if holidays else None
        yield Exclusion("weekdays", name, None, None, span, days, on_holidays=on), (at, closed.end())


def only_on(text: Text, start: int, end: int, limited: bool = False) -> Iterator[Exclusion]:
    """Yield the days to which a benefit is kept: 每周一至周四, 工作日, 每月第一个周六.

    Parameters
    ----------
    text : Text
    start, end : int
    limited : bool
        Whether 仅限 must stand before: the stretch is not the benefit's own.
    """
    taken: list[Stretch] = [stretch for _, stretch in closing_days(text, start, end)]
    for match in pattern("weekdays", "monthly").finditer(text.text, start, end):
        if _is_limit(text, match.span(), (start, end), limited):
            yield _monthly(text, match)
        taken.append(match.span())
    for match in pattern("weekdays", "hours").finditer(text.text, start, end):
        if _is_limit(text, match.span(), (start, end), limited):
            yield Exclusion("other_times", match[0], None, None, text.span(*match.span()))
    for match in pattern("weekdays", "workdays").finditer(text.text, start, end):
        if _is_limit(text, match.span(), (start, end), limited):
            span = text.span(*match.span())
            yield Exclusion("holidays", "法定节假日", None, None, span)
            if match[0] == "工作日":
                yield Exclusion("weekends", "周末", None, None, span)
    for days, at, stop in weekdays_in(text, start, end):
        inside = any(a <= at < b for a, b in taken) or len(days) == len(DAYS)
        if not inside and _is_limit(text, (at, stop), (start, end), limited):
            yield Exclusion("other_weekdays", text.text[at:stop], None, None, text.span(at, stop), days)


def _monthly(text: Text, match: re.Match[str]) -> Exclusion:
    name, span = match[0], text.span(*match.span())
    if match["days"] is None:
        return Exclusion("other_times", name, None, None, span)
    which = -1 if "后" in match["which"] else count(match["which"].strip("第个"))
    return Exclusion("other_weekdays", name, None, None, span, weekdays_of(match["days"]), which)


def _is_limit(text: Text, found: Stretch, within: Stretch, limited: bool) -> bool:
    """Tell whether days say when a benefit holds, not when an office is open or the site is closed."""
    before = text.text[within[0] : found[0]]
    if limited and not pattern("weekdays", "limited").search(before):
        return False
    after = pattern("weekdays", "no_limit_after").match(text.text, found[1], within[1])
    return after is None and pattern("weekdays", "no_limit_before").search(before) is None
