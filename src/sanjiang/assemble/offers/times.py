"""Finds from when to when a benefit holds."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from sanjiang.assemble.offers.text import Text, count, pattern
from sanjiang.core.dates import DateSpan
from sanjiang.mentions.dates import DateFinder
from sanjiang.mentions.mention import Mention
from sanjiang.policies.holidays import of_year, plain_name
from sanjiang.policies.policy import Days, later

RUNS = re.compile(
    r"(?:日|号)?(?:[（(]含[^（）()]{0,4}[)）])?(?:\d{1,2}(?:时|点|[:：]00))?(?:起|开始)?[，,]?(?:至|到|—+|-+|–|－|~|～)(?P<next>次年|翌年|来年|第二年)?(?:今年|当年|同年)?(?:的)?"
)
WRITTEN_YEAR = re.compile(r"年|\d{4}")
NO_PERIOD = re.compile(r"(?:出生|生日|发布|公布|印发|成文|修订|统计|讯|电)")


def days_in(text: Text, start: int, end: int, cued: bool = False) -> Days | None:
    """Return the period that a stretch tells, or None.

    Parameters
    ----------
    text : Text
    start, end : int
    cued : bool
        Whether a word of time must stand by (有效期, 期间, 起): the stretch is not about one benefit.
    """
    line = text.text[start:end]
    cue = pattern("time", "cues").search(line) is not None
    if cued and not cue:
        return None
    found = [m for m in text.dates if start <= m.start and m.end <= end and not _is_aside(text, m)]
    if now := pattern("time", "from_now").search(line):
        return _from_now(text, start + now.start(), start + now.end(), found)
    if (yearly := _yearly(text, start, end)) is not None:
        return yearly
    for i, mention in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if following and (runs := RUNS.fullmatch(text.text[mention.end : following.start])):
            return _between(text, mention, following, bool(runs["next"]))
        if (days := _of(text, mention, end, cued)) is not None:
            return days
    if holiday := pattern("time", "holiday").search(line):
        return _holidays(text, start, holiday)
    if always := pattern("time", "always").search(line):
        span = text.span(start + always.start(), start + always.end())
        return Days(text.published, None, True, False, span)
    return None


EVERY_YEAR = re.compile(r"每年(?:的)?(?P<days>\d{1,2}月[\d月日号至到—\-–－~～]{1,16})")


def _yearly(text: Text, start: int, end: int) -> Days | None:
    """Return 每年3月1日至11月30日: the days of one year, to come again each year."""
    match = EVERY_YEAR.search(text.text, start, end)
    if match is None:
        return None
    first = date((text.published or date(2000, 1, 1)).year, 1, 1)
    found = next(DateFinder(first).find(match["days"]), None)
    if found is None or found.value.start is None or found.value.end is None:
        return None
    begin, stop = _in_year(found.value.start, first.year), found.value.end
    stop = _in_year(stop, first.year + ((stop.month, stop.day) < (begin.month, begin.day)))
    return Days(begin, stop, True, False, text.span(*match.span()), True)


def _is_aside(text: Text, mention: Mention[DateSpan]) -> bool:
    """Tell whether a date is in brackets that exclude it, or is a day of birth or of publication."""
    after = text.text[mention.end : mention.end + 12]
    return NO_PERIOD.match(after) is not None or re.match(r"[^，,。；（(]{0,10}(?:除外|不享受|以外)", after) is not None


def _from_now(text: Text, start: int, end: int, found: list[Mention[DateSpan]]) -> Days:
    joined = re.compile(r"[，,]?(?:至|到|—+|-+|–|－|~|～|截至|截止到?)")
    last = next((m for m in found if m.start >= end and joined.fullmatch(text.text, end, m.start)), None)
    stop = last.value.end if last else None
    if last is None and (length := pattern("time", "lasts").search(text.text[end : end + 30])) and text.published:
        stop = _later(text.published, length)
    return Days(text.published, stop, True, text.published is None, text.span(start, last.end if last else end))


def _between(text: Text, first: Mention[DateSpan], last: Mention[DateSpan], next_year: bool) -> Days:
    """Return the days from one date to another; a last one without a year is of the first one's, or of the next."""
    start, end = _shifted(text, first.value).start, last.value.end
    if start and end and not WRITTEN_YEAR.search(last.value.as_written):
        end = _in_year(end, start.year + next_year)
        end = _in_year(end, start.year + 1) if end < start else end
    return Days(start, end, True, False, text.span(first.start, last.end))


def _of(text: Text, mention: Mention[DateSpan], end: int, cued: bool) -> Days | None:
    """Return the days that one date tells; a single day far from the benefit, or the year of something, is none."""
    value = _shifted(text, mention.value)
    first, last = value.start, value.end
    before, after = text.text[max(0, mention.start - 6) : mention.start], text.text[mention.end : mention.end + 4]
    if value.precision != "open":
        if pattern("time", "until").search(before) or re.match("前|止|截止|为止", after):
            first = None
        elif re.match("起|开始", after):
            last = None
    if first is None and last is None:
        return None
    as_told = (first, last) == (value.start, value.end) and value.precision != "open"
    if as_told and value.precision == "year" and not re.match("[，,。；]|期间|内|全年", after):
        return None
    if as_told and cued and value.precision == "day" and first == last:
        return None
    if first is None and last is not None:  # 截至…: it may have begun by the day of publication
        known = text.published if text.published and text.published <= last else None
        return Days(known, last, True, True, text.span(mention.start, mention.end))
    rest = text.text[mention.end : min(end, mention.end + 30)]
    if last is None and first is not None and (length := pattern("time", "lasts").search(rest)):
        last = _later(first, length)
    return Days(first, last, True, False, text.span(mention.start, mention.end))


def _shifted(text: Text, value: DateSpan) -> DateSpan:
    """Return a period without a written year that would be over at its publication as the next year's."""
    over = text.published is not None and value.end is not None and value.end < text.published
    if not over or WRITTEN_YEAR.search(value.as_written) or value.start is None or value.end is None:
        return value
    return value._replace(
        start=_in_year(value.start, value.start.year + 1), end=_in_year(value.end, value.end.year + 1)
    )


def _in_year(day: date, year: int) -> date:
    year = min(year, date.max.year)
    last = calendar.monthrange(year, day.month)[1]
    was_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, day.month, last if was_last else min(day.day, last))


def _holidays(text: Text, start: int, match: re.Match[str]) -> Days | None:
    """Return the days of a holiday, or of several that a list joins (中秋、国庆期间)."""
    span = text.span(start + match.start(), start + match.end())
    names = re.findall(pattern("time", "holiday_name").pattern, match["name"])
    found = [_of_holiday(text, plain_name(name), match["year"]) for name in names]
    parts = tuple(sorted(stretch for stretch in found if stretch))
    if len(parts) < len(names):
        return None
    return Days(parts[0][0], max(last for _, last in parts), True, False, span, parts=parts if len(parts) > 1 else ())


def _of_holiday(text: Text, name: str, year: str | None) -> tuple[date, date] | None:
    if year is not None:
        return of_year(name, int(year))
    if text.published is None:
        return None
    stretches = (of_year(name, text.published.year + n) for n in (0, 1))
    return next((stretch for stretch in stretches if stretch and stretch[1] >= text.published), None)


def _later(first: date, length: re.Match[str]) -> date | None:
    """Return the last day of a period of some days, weeks, months or years that starts on a day."""
    number = 0.5 if length["number"] == "半" else float(count(length["number"]))
    unit = length["unit"]
    if not number:
        return None
    if unit in "天日周":
        return later(first, int(number * (7 if unit == "周" else 1)) - 1)
    months = int(number * 12) if unit == "年" else int(number)
    years, month = divmod(first.month - 1 + months, 12)
    if first.year + years > date.max.year - 1:
        return None
    last = calendar.monthrange(first.year + years, month + 1)[1]
    return date(first.year + years, month + 1, min(first.day, last)) - timedelta(days=1)
