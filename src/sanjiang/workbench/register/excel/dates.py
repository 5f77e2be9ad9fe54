"""Days as tables write them: 2021-03-05, 2021年3月, 2021.3, 2021—2023; nothing that could be two days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from sanjiang.core.dates import DateSpan, Precision
from sanjiang.documents.lines import half_width

EARLIEST, LATEST = 1949, 2099
"""Years that a project's day may lie in."""
CELLS = 1901
"""From this year on a cell may hold a day; Excel counts those of 1900 otherwise than others do."""
_FORMS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?: ?0{1,2}:00(?::00)?)?"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(\d{4})()(\d\d)(\d\d)"),
    re.compile(r"(\d{4})([-/.])(\d{1,2})()"),
    re.compile(r"(\d{4})(年)(\d{1,2})月份?()"),
    re.compile(r"(\d{4})(年?)()()"),
)
_YEARS = re.compile(r"(\d{4})年?-(\d{4})年?")
_JOINT = re.compile("至|到|--|[—–~]+")


def read_date(text: str) -> DateSpan | None:
    """Return the days that a text names; None where it names none, or not clearly.

    Examples
    --------
    >>> read_date("2021年3月").end, read_date("3/5/21"), read_date("2021—2023").precision
    (datetime.date(2021, 3, 31), None, 'years')
    """
    bare = half_width(text).replace(" ", "")
    if years := _YEARS.fullmatch(bare):
        bare = f"{years[1]}—{years[2]}"
    first, joint, last = bare, None, ""
    if joint := _JOINT.search(bare):
        first, last = bare[: joint.start()], bare[joint.end() :]
    begin, end = _point(first), _point(last)
    if joint is None:
        return DateSpan(begin[0], begin[1], begin[2], text) if begin else None
    if (first and not begin) or (last and not end) or not (begin or end):
        return None
    if begin is None or end is None:
        return DateSpan(begin[0] if begin else None, end[1] if end else None, "open", text)
    if begin[0] > end[1]:
        return None
    precision: Precision = begin[2] if begin[2] == end[2] else "years"
    return DateSpan(begin[0], end[1], "years" if precision == "year" else precision, text)


def in_range(span: DateSpan) -> bool:
    """Tell whether a project's day may lie there."""
    return all(EARLIEST <= day.year <= LATEST for day in (span.start, span.end) if day)


def day_of(day: date) -> DateSpan:
    """Return a day as days."""
    return DateSpan(day, day, "day", day.isoformat())


def show_date(span: DateSpan) -> date | str:
    """Return days as a cell shows them, from which `read_date` makes the same days.

    Examples
    --------
    >>> show_date(read_date("2021.3"))
    '2021年3月'
    """
    start, end = span.start, span.end
    if start is None and end is None:
        return span.as_written
    if start and start == end and span.precision == "day":
        return start if start.year >= CELLS else start.isoformat()
    for told in (f"{start.year}年{start.month}月", f"{start.year}年") if start else ():
        same = read_date(told)
        if same and same[:3] == span[:3]:
            return told
    return f"{start or ''}—{end or ''}"


def _point(text: str) -> tuple[date, date, Precision] | None:
    match = next(filter(None, (form.fullmatch(text) for form in _FORMS)), None)
    if match is None:
        return None
    year, _, month, day = match.groups()
    try:
        if day:
            found = date(int(year), int(month), int(day))
            return found, found, "day"
        if month:
            first = date(int(year), int(month), 1)
            return first, first.replace(day=monthrange(first.year, first.month)[1]), "month"
        return date(int(year), 1, 1), date(int(year), 12, 31), "year"
    except ValueError:
        return None
