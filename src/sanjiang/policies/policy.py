"""A policy: a benefit, for whom, where, when, how many, and what it excludes; each term with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from sanjiang.core.errors import SanjiangError
from sanjiang.core.evidence import Span

BenefitKind = Literal["free", "half", "percent", "off", "price"]
Period = Literal["day", "total", "person"]
OnHolidays = Literal["open", "later"]


class PolicyError(SanjiangError):
    """A policy that cannot be: it ends before it starts, or grants nothing to anybody."""


class Benefit(NamedTuple):
    """What is granted.

    Parameters
    ----------
    kind : str
        free, half, percent (a share of the price is paid), off (money less) or price (a price in money).
    pays : float or None
        The share of the full price that is still paid, 0 to 1; None where only money is told.
    amount : float or None
        Money in CNY: what is taken off, or the price.
    on : str
        What it is granted on: ticket, lodging, transport, dining or goods.
    as_written : str
    """

    kind: BenefitKind
    pays: float | None
    amount: float | None
    on: str
    as_written: str


class Group(NamedTuple):
    """Whom a benefit is for: all of these must hold.

    Parameters
    ----------
    residences : tuple of str
        Codes of regions, one of which the person lives in; empty for any.
    not_from : tuple of str
        Codes of regions that the person must not live in (市外游客).
    kinds : tuple of str
        One of which the person is; empty for any.
    age_from, age_under : int or None
        In whole years: at least, and less than.
    unread : str or None
        A condition in words that no question answers (身高1.2米以下).
    evidence : Span
    """

    residences: tuple[str, ...]
    not_from: tuple[str, ...]
    kinds: tuple[str, ...]
    age_from: int | None
    age_under: int | None
    unread: str | None
    evidence: Span


class Site(NamedTuple):
    """Where a benefit is granted: a region (name is None) or an attraction in it (its code is None where unknown)."""

    name: str | None
    adcode: str | None
    evidence: Span


class Quota(NamedTuple):
    """How many are granted: in a day, in total, or to one person; `amount` is None where only 先到先得 is told."""

    per: Period
    amount: int | None
    evidence: Span


class Exclusion(NamedTuple):
    """When a benefit is not granted.

    Parameters
    ----------
    kind : str
        holidays, weekends, one named holiday (国庆节), days, weekdays, other_weekdays (all but those that are told), or
        other_times: all but those that the name tells in words (每月10日, 17:30后).
    name : str
        As written.
    start, end : date or None
        Of days.
    evidence : Span
    weekdays : tuple of int
        The days of the week, 0 for Monday.
    in_month : int or None
        Which of its weekday in the month alone is meant: 1 for the first, −1 for the last.
    around : tuple of int or None
        How many days before and after a holiday are excluded, too.
    on_holidays : str or None
        What a statutory holiday does to a closing day: open, or later, to the first day after it (顺延).
    """

    kind: Literal["holidays", "weekends", "holiday", "days", "weekdays", "other_weekdays", "other_times"]
    name: str
    start: date | None
    end: date | None
    evidence: Span
    weekdays: tuple[int, ...] = ()
    in_month: int | None = None
    around: tuple[int, int] | None = None
    on_holidays: OnHolidays | None = None


class Delay(NamedTuple):
    """Days from the activation (purchase, application) to the first day of use, and where the words leave it open."""

    low: int
    high: int
    evidence: Span


class Days(NamedTuple):
    """From when to when, both included. None is an open end; `told` says whether the text gives any time.

    With `yearly` they come again each year (每年3月1日至11月30日). With `start_unknown` they have begun by `start`, the
    day of publication, or, where that is None, on some day that nobody tells. Of several stretches (中秋、国庆) `parts`
    holds each, first and last day.
    """

    start: date | None
    end: date | None
    told: bool
    start_unknown: bool
    evidence: Span | None
    yearly: bool = False
    parts: tuple[tuple[date, date], ...] = ()

    def at(self, day: date) -> Days:
        """Return the days themselves; of yearly ones those that hold the day, or else begin next after it."""
        if not self.yearly or self.start is None or self.end is None:
            return self
        for year in (day.year - 1, day.year, day.year + 1):
            first, last = _on(self.start, year), _on(self.end, year + self.end.year - self.start.year)
            if day <= last:
                return self._replace(start=first, end=last)
        return self


def later(day: date, days: int) -> date:
    """Return the day some days on, the last that a calendar has where there is none."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _on(day: date, year: int) -> date:
    """Return the same day of another year; of 29 February the 28th where there is none."""
    year = min(max(year, date.min.year), date.max.year)
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One benefit with its terms.

    Parameters
    ----------
    id : str
        The document's name and the place of the benefit in it.
    groups : tuple of Group
        One of which must fit; empty for everybody.
    sites : tuple of Site
        One of which the visit must be at; empty where the text does not say. Of a mutual benefit the attractions that
        take part, as far as they are named.
    not_at : tuple of Site
        Where it is not granted, though it is at the sites.
    mutual : bool
        Residents of each region in `partners` have it in the others' (互游).
    partners : tuple of Site
    first_only : bool
        For the first ticket (visit) alone.
    combinable : bool or None
        Whether the text lets it go with other benefits; None where it does not say.
    full_price : float or None
        The undiscounted price in CNY, as the text tells it.
    evidence : tuple of Span
        The benefit's sentence first.
    statements : tuple of str
        The ids of the policy statements that rest on the same words.
    """

    id: str
    benefit: Benefit
    days: Days
    evidence: tuple[Span, ...]
    groups: tuple[Group, ...] = ()
    sites: tuple[Site, ...] = ()
    not_at: tuple[Site, ...] = ()
    mutual: bool = False
    partners: tuple[Site, ...] = ()
    quotas: tuple[Quota, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    first_only: Span | None = None
    delay: Delay | None = None
    proof: tuple[str, ...] = ()
    combinable: bool | None = None
    full_price: float | None = None
    statements: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the terms as plain values; what the text does not say is left out."""
        days: dict[str, object] = {}
        if self.days.start and not self.days.start_unknown:
            days["from"] = self.days.start.isoformat()
        if self.days.end:
            days["to"] = self.days.end.isoformat()
        out: dict[str, object] = {
            "id": self.id,
            "benefit": _told(self.benefit._asdict()),
            **days,
            "groups": [_told(group._asdict()) for group in self.groups],
            "where": [_told(site._asdict()) for site in (*self.partners, *self.sites)],
            "not_at": [_told(site._asdict()) for site in self.not_at],
            "direction": "mutual" if self.mutual else "one_way",
            "quotas": [_told(quota._asdict()) for quota in self.quotas],
            "exclusions": [_told(exclusion._asdict()) for exclusion in self.exclusions],
            "first_ticket_only": self.first_only is not None,
            "activation_days": None if self.delay is None else [self.delay.low, self.delay.high],
            "proof": list(self.proof),
            "combinable": self.combinable,
            "full_price": self.full_price,
            "statements": list(self.statements),
            "evidence": [span.to_json() for span in self.evidence],
        }
        return {key: value for key, value in out.items() if value is not None and value != []}


def _told(fields: Mapping[str, object]) -> dict[str, object]:
    out: dict[str, object] = {}
    for key, value in fields.items():
        if isinstance(value, Span):
            out[key] = value.to_json()
        elif isinstance(value, date):
            out[key] = value.isoformat()
        elif value is not None and value != ():
            out[key] = list(value) if isinstance(value, tuple) else value
    return out


def checked(policy: Policy) -> Policy:
    """Return the policy.

    Raises
    ------
    PolicyError
        If it ends before it starts, or a quota grants none.
    """
    where = f"{policy.evidence[0].document}:{policy.evidence[0].start}"
    days = policy.days
    if days.start and days.end and days.end < days.start and not days.start_unknown:
        raise PolicyError(
            f"优惠在开始前就结束 a policy ends before it starts: {days.start} > {days.end}",
            where,
            "核对原文的起止日期 check the dates of the text",
        )
    for quota in policy.quotas:
        if quota.amount is not None and quota.amount <= 0:
            raise PolicyError(
                f"名额为零 a quota of zero: {quota.evidence.quote}", where, "核对原文的名额 check the quota of the text"
            )
    return policy
