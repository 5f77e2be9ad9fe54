"""Whether a day is one that a policy excludes: holidays and the days about them, weekdays, closing days, named days."""

from __future__ import annotations

from datetime import date, timedelta

from sanjiang.policies.answer import OPPOSITE, Finding, Truth
from sanjiang.policies.asked import Asked
from sanjiang.policies.holidays import GOLDEN_WEEKS, holiday_on, is_known, plain_name
from sanjiang.policies.policy import Exclusion, later


def exclusion_finding(exclusion: Exclusion, asked: Asked) -> Finding:
    """Say whether the day is not one that the policy excludes."""
    day, zh = asked.day, exclusion.name
    truth = _is_excluded(exclusion, day)
    if exclusion.kind in ("other_weekdays", "other_times"):
        is_zh, is_en = {"yes": ("不是", "is not"), "no": ("是", "is"), "unknown": ("不知是否算", "may be")}[truth]
        return Finding(OPPOSITE[truth], f"只限{zh}，{day}{is_zh}", f"only on {zh}; {day} {is_en} one of them")
    if truth == "yes":
        return Finding("no", f"{day}属于不享受的日子：{zh}", f"{day} is excluded: {zh}")
    if truth == "no":
        return Finding("yes", f"{day}不是{zh}", f"{day} is not among the excluded ({zh})")
    return Finding(
        "unknown", f"没有{day.year}年的节假日表，{zh}不享受", f"no table of holidays of {day.year}; excluded: {zh}"
    )


def _is_excluded(exclusion: Exclusion, day: date) -> Truth:
    if exclusion.kind == "days":
        begun = exclusion.start is None or day >= exclusion.start
        return "yes" if begun and (exclusion.end is None or day <= exclusion.end) else "no"
    if exclusion.kind == "weekends":
        return "yes" if day.weekday() >= 5 else "no"
    if exclusion.kind == "weekdays":
        return _closed(exclusion, day)
    if exclusion.kind == "other_weekdays":
        return "no" if _is_told(exclusion, day) else "yes"
    return "unknown" if exclusion.kind == "other_times" else _holiday(exclusion, day)


def _holiday(exclusion: Exclusion, day: date) -> Truth:
    """Tell whether a day is one of the holidays, or as near to one as is excluded with it."""
    names: tuple[str, ...] = ()
    if exclusion.kind == "holiday":
        names = GOLDEN_WEEKS if exclusion.name == "黄金周" else (plain_name(exclusion.name),)
    before, after = exclusion.around or (0, 0)
    near = [later(day, n) if n >= 0 else _earlier(day, -n) for n in range(-after, before + 1)]
    if any(is_known(each.year) and holiday_on(each, names) for each in near):
        return "yes"
    return "no" if all(is_known(each.year) for each in near) else "unknown"


def _closed(exclusion: Exclusion, day: date) -> Truth:
    """Tell whether a weekday is excluded; a closing day that falls on a holiday is open, or moves behind it."""
    of_these = _is_told(exclusion, day)
    if exclusion.on_holidays is None:
        return "yes" if of_these else "no"
    if not is_known(day.year):
        return "unknown" if of_these or exclusion.on_holidays == "later" else "no"
    if holiday_on(day):
        return "no"
    holiday = holiday_on(_earlier(day, 1))
    if exclusion.on_holidays == "later" and holiday is not None:
        days = (holiday.start + timedelta(n) for n in range((holiday.end - holiday.start).days + 1))
        of_these = of_these or any(each.weekday() in exclusion.weekdays for each in days)
    return "yes" if of_these else "no"


def _is_told(exclusion: Exclusion, day: date) -> bool:
    """Tell whether a day is one of the weekdays, and the first, second … of its month, −1 for the last."""
    which = exclusion.in_month
    in_month = later(day, 7).month != day.month if which == -1 else which in (None, (day.day - 1) // 7 + 1)
    return day.weekday() in exclusion.weekdays and in_month


def _earlier(day: date, days: int) -> date:
    return day - timedelta(days=min(days, (day - date.min).days))
