"""Dates: days, months, parts of years, five-year plans and stretches of time, resolved against the publication date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from sanjiang.core.dates import DateSpan, Precision
from sanjiang.core.tuples import new
from sanjiang.mentions import date_patterns as patterns
from sanjiang.mentions.mention import Mention
from sanjiang.mentions.numbers import parse_number, plain

NAMED_YEARS: Final = {"去年": -1, "今年": 0, "本年": 0, "明年": 1, "前年": -2, "后年": 2}
FUTURE: Final = timedelta(days=183)
"""A month without a year is of the publication's year; of the one before, where it would lie further ahead and no
deadline is set by it (12月31日前)."""


class DateFinder:
    """Finds dates.

    Parameters
    ----------
    published : date or None
        The day of publication. Without it a relative date (去年, 4月上旬, 近三年) gives no mention.

    Notes
    -----
    Both ends are included: 2021年6月 ends on the 30th. 年初 is the first quarter, 年底 and 年末 the last; 月初 is the
    first ten days, 月底 and 月末 what follows the 20th. 今年以来 runs to the publication, 2025年前 to the day before
    2025, 年底前 to the end of December; the end that stays open is None. 到2025年 is the year 2025. A day without a
    month is the last of its number where it opens the news ("18日，…"); else it, 日前 and 近年来 are no dates, and 20年
    is a stretch of time.

    Examples
    --------
    >>> [m.value.as_written for m in DateFinder(date(2021, 4, 27)).find("4月上旬签约，“十四五”末建成")]
    ['4月上旬', '“十四五”末']
    """

    def __init__(self, published: date | None) -> None:
        self.published = published

    def find(self, text: str, line: str | None = None) -> Iterator[Mention[DateSpan]]:
        """Yield the dates of `text`, left to right, never overlapping; `line` is what `plain` makes of it."""
        line = plain(text) if line is None else line
        position, context = 0, _Context(self.published, None)
        while start := patterns.START.search(line, position):
            period = _read(line, start.start(), context)
            if period is None:
                position = start.start() + 1
                continue
            span = DateSpan(period.start, period.end, period.precision, text[start.start() : period.stop])
            yield new(Mention, (start.start(), period.stop, span))
            position = period.stop
            if period.year and period.year != context.year:
                context = _Context(self.published, period.year)


class _Context(NamedTuple):
    published: date | None
    year: int | None
    """The year last written, for 同年 and for the second end of a range."""
    within_range: bool = False


class _Period(NamedTuple):
    start: date | None
    end: date | None
    precision: Precision
    stop: int
    year: int | None = None
    """The year as the text says it; None where it was inferred."""


def _read(line: str, at: int, context: _Context) -> _Period | None:
    """Read the date that starts at `at`, with the date that it runs to and the words that open an end."""
    period = _point(line, at, context) or _stretch(line, at, context.published)
    if period is None or period.precision == "open":
        return period
    join = patterns.JOIN.match(line, period.stop)
    if join and period.start:
        inherited = _Context(context.published, period.year or period.start.year, within_range=True)
        period = _joined(period, _point(line, join.end(), inherited))
    return _opened(line, at, period, context.published)


def _joined(first: _Period, last: _Period | None) -> _Period:
    if last is None or first.start is None or last.end is None:
        return first
    end = last.end
    if end < first.start and last.year is None:  # 11月至次年2月 without saying 次年
        end = _later(end, 1)
    return last._replace(start=first.start, end=end, year=last.year or first.year) if end >= first.start else first


def _opened(line: str, at: int, period: _Period, published: date | None) -> _Period:
    opening = patterns.OPENING.match(line, period.stop)
    if opening is None or period.start is None or period.end is None:
        return period
    if opening["begun"] and line[at - 1 : at] not in ("自", "从"):  # 2017年3月开始建设 is a point in time
        return period
    opened = period._replace(precision="open", stop=opening.end())
    day = timedelta(days=1)
    match opening.lastgroup:
        case "since":
            return opened._replace(end=published if published and published >= period.start else None)
        case "onward" | "begun":
            return opened._replace(end=None)
        case "after":
            return opened._replace(start=period.end + day, end=None)
        case "before" if line[period.stop - 1] not in "底末内":  # 年底前 still has December
            return opened._replace(start=None, end=period.start - day)
    return opened._replace(start=None)


def _point(line: str, at: int, context: _Context) -> _Period | None:
    """Read a day, month, part of a year, year or range of years at `at`."""
    try:
        if match := patterns.ISO.match(line, at):
            return _iso(match)
        if match := patterns.YEARS.match(line, at):
            first, last = _number(match["year"]), _number(match["last_year"])
            if first < last:
                return _Period(date(first, 1, 1), date(last, 12, 31), "years", match.end(), last)
        if match := patterns.DATED.match(line, at):
            year = _number(match["year"]) if match["year"] else _named_year(match["named_year"], context)
            return _within(match, year, context, said=True) if year else None
        if match := patterns.UNDATED.match(line, at):
            this_year = context.published.year if context.published else None
            year = context.year if context.within_range else this_year
            return _within(match, year, context, said=False) if year else None
    except ValueError:  # no such day (2月30日)
        return None
    return None


def _iso(match: re.Match[str]) -> _Period:
    year = int(match["year"])
    if match["only_month"]:
        return _months(year, int(match["only_month"]), int(match["only_month"]), match.end(), year)
    day = date(year, int(match["month"]), int(match["day"]))
    return _Period(day, day, "day", match.end(), year)


def _named_year(word: str, context: _Context) -> int | None:
    if word == "同年":
        return context.year
    return context.published.year + NAMED_YEARS[word] if context.published else None


def _within(match: re.Match[str], year: int, context: _Context, said: bool) -> _Period | None:
    """Read the part of `year` that the match names: a month, half, quarter or edge; or the whole of it."""
    stop, known = match.end(), year if said else None
    precision: Precision = "quarter"
    if match["month"] or match["named_month"]:
        return _monthly(match, year, context, said)
    if match["half"]:
        first, last = (1, 6) if match["half"] in "上前" else (7, 12)
        precision = "half_year"
    elif match["quarter"]:
        last = 3 * _number(match["quarter"])
        first = last - 2
    elif match["quarters"]:
        first, last = 1, 3 * _number(match["quarters"])
    elif said and match["months"]:
        first, last, precision = 1, _number(match["months"]), "month"
    elif match["edge"] and match["edge"] != "内":
        first, last = (1, 3) if match["edge"] == "初" else (10, 12)
    else:
        return _Period(date(year, 1, 1), date(year, 12, 31), "year", stop, known)
    if not said and not match["edge"]:
        year = _not_far_ahead(match, year, first, context)
    return _months(year, first, last, stop, known)._replace(precision=precision)


def _monthly(match: re.Match[str], year: int, context: _Context, said: bool) -> _Period | None:
    """Read a month or a range of months, or days, ten days or an edge of one."""
    stop, known = match.end(), year if said else None
    if match["named_month"]:
        if context.published is None:
            return None
        ahead = {"本": 0, "上": -1, "下": 1}[match["named_month"][0]]
        years, month = divmod(context.published.month - 1 + ahead, 12)
        year, month = context.published.year + years, month + 1
    else:
        month = 1 if match["month"] == "元" else _number(match["month"])
        year = year if said else _not_far_ahead(match, year, month, context)
    if match["day"]:
        first = date(year, month, _number(match["day"]))
        last = date(year, month, _number(match["last_day"])) if match["last_day"] else first
        return _Period(first, last, "day", stop, known) if first <= last else None
    if match["third"] or match["month_edge"]:
        third = "上中下".find(match["third"]) if match["third"] else (0 if match["month_edge"] == "初" else 2)
        final = _last_day(year, month) if third == 2 else date(year, month, 10 * third + 10)
        return _Period(date(year, month, 10 * third + 1), final, "ten_days", stop, known)
    final_month = _number(match["last_month"]) if match["last_month"] else month
    return _months(year, month, final_month, stop, known)


def _months(year: int, first: int, last: int, stop: int, known: int | None) -> _Period:
    return _Period(date(year, first, 1), _last_day(year + (last < first), last), "month", stop, known)


def _not_far_ahead(match: re.Match[str], year: int, month: int, context: _Context) -> int:
    if context.published is None or context.within_range or date(year, month, 1) - context.published <= FUTURE:
        return year
    opening = patterns.OPENING.match(match.string, match.end())
    return year if opening and opening["before"] else year - 1


def _stretch(line: str, at: int, published: date | None) -> _Period | None:
    """Read a five-year plan, a decade, a stretch of years around the publication, a day word, or 截至目前."""
    if match := patterns.PLAN.match(line, at):
        ordinal = match["quoted"] or match["bare"]
        tens = 10 * ordinal.startswith("十")
        number = tens + _number(ordinal[1:-1]) if len(ordinal) == 3 else tens or _number(ordinal[0])
        first = 1951 + 5 * number  # the first plan began in 1953 and the tenth in 2001; five years each since the sixth
        if match["edge"]:
            year = first if match["edge"] == "初" else first + 4
            return _Period(date(year, 1, 1), date(year, 12, 31), "year", match.end(), year)
        return _Period(date(first, 1, 1), date(first + 4, 12, 31), "years", match.end())
    if match := patterns.DECADE.match(line, at):
        return _decade(match, published)
    if published is None:
        return None
    if match := patterns.STRETCH.match(line, at):
        return _around(match, published)
    if match := patterns.BARE_DAY.match(line, at) or patterns.DAY_WORD.match(line, at):
        of_month = match.groupdict().get("day")
        day = _last_of_number(int(of_month), published) if of_month else published + _offset(match[0])
        return _Period(day, day, "day", match.end()) if day else None
    if match := patterns.UNTIL_NOW.match(line, at):
        return _Period(None, published, "open", match.end())
    return None


def _offset(word: str) -> timedelta:
    return timedelta(days=patterns.DAY_OFFSETS[word[0]])


def _last_of_number(number: int, published: date) -> date | None:
    """Return the last day of the number in its month up to the publication, at most a month before; else None."""
    first = published.replace(day=1)
    for month in (first, (first - timedelta(days=1)).replace(day=1)):
        if number <= calendar.monthrange(month.year, month.month)[1] and month.replace(day=number) <= published:
            return month.replace(day=number)
    return None


def _around(match: re.Match[str], published: date) -> _Period:
    if match["back"]:
        count = _number(match["back"])
        if match["back_unit"] == "年":
            return _Period(_later(published, -count), published, "years", match.end())
        years, month = divmod(published.month - 1 - count, 12)
        first = _last_day(published.year + years, month + 1)
        return _Period(first.replace(day=min(first.day, published.day)), published, "month", match.end())
    return _Period(published, _later(published, _number(match["ahead"] or match["within"])), "years", match.end())


def _decade(match: re.Match[str], published: date | None) -> _Period | None:
    named = {"上世纪": -1, "本世纪": 0}
    if match["century"] in named:
        if published is None:
            return None
        century = published.year // 100 + named[match["century"]]
    else:
        century = _number(match["century"][:-2]) - 1
    first = 100 * century + _number(match["decade"])
    return _Period(date(first, 1, 1), date(first + 9, 12, 31), "years", match.end())


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else int(parse_number(text) or 0)


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _later(day: date, years: int) -> date:
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))
