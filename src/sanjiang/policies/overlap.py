"""Which policies reach the same people at the same place and time, and whether they add up or conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Literal, NamedTuple

from sanjiang.library.regions import Regions
from sanjiang.policies.entitled import pays
from sanjiang.policies.policy import Group, Policy, Site
from sanjiang.policies.terms import same_place

Relation = Literal["add", "conflict", "repeat"]


class Overlap(NamedTuple):
    """Two policies that one visit may meet.

    Parameters
    ----------
    relation : str
        add (both count), conflict (one counts) or repeat (the same benefit twice).
    certain : bool
        False where a text gives no time, so that they may never meet.
    """

    first: Policy
    second: Policy
    relation: Relation
    start: date | None
    end: date | None
    certain: bool
    zh: str
    en: str

    def to_json(self) -> dict[str, object]:
        """Return the two ids, the relation, the common days and the reason."""
        return {
            "policies": [self.first.id, self.second.id],
            "relation": self.relation,
            "from": self.start.isoformat() if self.start else None,
            "to": self.end.isoformat() if self.end else None,
            "certain": self.certain,
            "because": f"{self.zh} {self.en}",
            "evidence": [self.first.evidence[0].to_json(), self.second.evidence[0].to_json()],
        }


def overlaps(policies: Sequence[Policy], regions: Regions) -> Iterator[Overlap]:
    """Yield every pair of policies that one person's visit may meet."""
    for first, second in combinations(policies, 2):
        if not (_places_meet(regions, first, second) and _people_meet(regions, first, second)):
            continue
        start = max(filter(None, (first.days.start, second.days.start)), default=None)
        end = min(filter(None, (first.days.end, second.days.end)), default=None)
        if (start and end and end < start) or not _weekdays(first) & _weekdays(second):
            continue
        certain = all(p.days.told and not p.days.start_unknown for p in (first, second))
        yield Overlap(first, second, *_related(first, second, start, end, certain))


def _weekdays(policy: Policy) -> set[int]:
    """Return the days of the week on which a policy may hold, 0 for Monday."""
    days = set(range(7))
    for exclusion in policy.exclusions:
        if exclusion.kind == "other_weekdays":
            days &= set(exclusion.weekdays)
        elif exclusion.kind == "weekends":
            days -= {5, 6}
        elif exclusion.kind == "weekdays" and exclusion.on_holidays is None and exclusion.in_month is None:
            days -= set(exclusion.weekdays)
    return days


def _related(
    first: Policy, second: Policy, start: date | None, end: date | None, certain: bool
) -> tuple[Relation, date | None, date | None, bool, str, str]:
    days = (start, end, certain)
    if False in (first.combinable, second.combinable):
        return ("conflict", *days, "原文不许同享，只能用一项", "the text forbids combining: one of them counts")
    if True in (first.combinable, second.combinable):
        return ("add", *days, "原文写明可以同享", "the text lets them be combined")
    if first.benefit.on != second.benefit.on:
        what = f"{first.benefit.on}, {second.benefit.on}"
        return ("add", *days, f"优惠的不是同一样东西（{what}）", f"they are granted on different things ({what})")
    if first.benefit[:3] == second.benefit[:3]:
        return ("repeat", *days, "同样的优惠给了两次", "the same benefit is granted twice")
    better = min(first, second, key=pays)
    return (
        "conflict",
        *days,
        f"同一张票两种优惠，原文没说能否同享；较优的是“{better.benefit.as_written}”",
        f"two benefits on one ticket, whether they combine is not told; the better is {better.benefit.as_written}",
    )


def _people_meet(regions: Regions, first: Policy, second: Policy) -> bool:
    ours, theirs = _groups(first), _groups(second)
    return any(_groups_meet(regions, a, b) for a in ours for b in theirs)


def _groups(policy: Policy) -> tuple[Group, ...]:
    if policy.mutual:
        codes = tuple(p.adcode for p in policy.partners if p.adcode)
        return (Group(codes, (), (), None, None, None, policy.evidence[0]),)
    return policy.groups or (Group((), (), (), None, None, None, policy.evidence[0]),)


def _groups_meet(regions: Regions, a: Group, b: Group) -> bool:
    if a.residences and b.residences and not any(_inside(regions, x, y) for x in a.residences for y in b.residences):
        return False
    for inner, outer in ((a, b), (b, a)):
        if inner.residences and outer.not_from and all(_within(regions, r, outer.not_from) for r in inner.residences):
            return False
    if a.kinds and b.kinds and not set(a.kinds) & set(b.kinds):
        return False
    low = max(a.age_from or 0, b.age_from or 0)
    under = min(a.age_under or 999, b.age_under or 999)
    return low < under


def _within(regions: Regions, code: str, outer: tuple[str, ...]) -> bool:
    region = regions.by_code(code)
    return any(region == regions.by_code(o) or regions.contains(regions.by_code(o), region) for o in outer)


def _inside(regions: Regions, one: str, other: str) -> bool:
    return _within(regions, one, (other,)) or _within(regions, other, (one,))


def _places_meet(regions: Regions, first: Policy, second: Policy) -> bool:
    ours, theirs = first.partners or first.sites, second.partners or second.sites
    return not ours or not theirs or any(_sites_meet(regions, a, b) for a in ours for b in theirs)


def _sites_meet(regions: Regions, a: Site, b: Site) -> bool:
    if a.name and b.name:
        return same_place(a.name, b.name)
    return a.adcode is not None and b.adcode is not None and _inside(regions, a.adcode, b.adcode)
