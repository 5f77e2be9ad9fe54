"""Whether a policy's terms other than its groups and exclusions fit: day, place, quotas, ticket, activation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sanjiang.library.regions import Region, Regions
from sanjiang.policies.answer import Finding, Truth
from sanjiang.policies.asked import Asked
from sanjiang.policies.people import named
from sanjiang.policies.policy import Policy, Quota, Site, later

_SUFFIX = re.compile(
    r"(?:风景名胜区|文化旅游区|旅游度假区|旅游风景区|风景旅游区|旅游景区|风景区|旅游区|度假区|景区|景点)$"
)


def core_name(name: str) -> str:
    """Return an attraction's name without what it is: 峨眉山风景名胜区 is 峨眉山."""
    return _SUFFIX.sub("", name.strip().strip("“”\"'")) or name


def same_place(one: str, other: str) -> bool:
    """Tell whether two names mean one attraction: one holds the other."""
    a, b = core_name(one), core_name(other)
    return bool(a and b) and (a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a)))


def day_finding(policy: Policy, asked: Asked) -> Finding:
    """Say whether the policy is in force on the day."""
    days, day = policy.days.at(asked.day), asked.day
    if not days.told:
        return Finding("unknown", "原文没有写明时间", "the text gives no time")
    if days.end and day > days.end:
        return Finding("no", f"已于{days.end}到期", f"expired on {days.end}")
    if days.start_unknown and (days.start is None or day < days.start):
        return Finding("unknown", "原文没有写明从何时起", "the text does not say from when")
    if days.start and day < days.start:
        return Finding("no", f"{days.start}才开始", f"not yet in force: it begins on {days.start}")
    if days.parts and not any(first <= day <= last for first, last in days.parts):
        zh, en = ("；".join(f"{first}{to}{last}" for first, last in days.parts) for to in ("至", " to "))
        return Finding("no", f"{day}不在{zh}", f"{day} is not within {en}")
    until = ("至今有效，未写截止日", "no end told") if days.end is None else (f"至{days.end}", f"until {days.end}")
    return Finding("yes", f"{day}在有效期内（{until[0]}）", f"in force on {day} ({until[1]})")


def site_finding(regions: Regions, asked: Asked, site: Site) -> Finding:
    """Say whether the visit is at a site. A region that holds the site counts: it is granted somewhere in it."""
    where = regions.by_code(site.adcode) if site.adcode else None
    told, at = site.name or (named(where) if where else ""), asked.at_name
    if at is None:
        return Finding("unknown", f"没有说明在哪里，限{told}", f"place not told; granted at {told}")
    if site.name and same_place(at, site.name):
        return Finding("yes", f"在{told}", f"granted at {told}")
    if asked.at is None and site.name:
        return Finding("no", f"{at}不是{told}", f"{at} is not {told}")
    if asked.at is None or where is None:
        return Finding("unknown", f"不知{at}与{told}是否一处", f"whether {at} and {told} are one place is not known")
    if asked.at == where or regions.contains(asked.at, where):
        return Finding("yes", f"在{told}", f"granted at {told}")
    if not regions.contains(where, asked.at):
        return Finding("no", f"{at}不在{told}", f"{at} is not at {told}")
    if site.name is None:
        return Finding("yes", f"{named(asked.at)}在{told}", f"{named(asked.at)} lies in {told}")
    return Finding("unknown", f"不知{told}是否在{at}", f"whether {told} lies in {at} is not known")


def not_at_findings(policy: Policy, asked: Asked) -> Iterator[Finding]:
    """Say where the visit is at a site that the policy leaves out."""
    for site in policy.not_at:
        if site.name and asked.at_name and same_place(asked.at_name, site.name):
            yield Finding("no", f"{site.name}除外", f"not granted at {site.name}")


def quota_findings(policy: Policy, asked: Asked) -> Iterator[Finding]:
    """Say of each quota whether something of it is left; where nobody tells what was used, nothing is taken as used."""
    counted = [q for q in policy.quotas if q.per != "person"]
    for quota in policy.quotas:
        if quota.per == "person":
            if quota.amount is not None and asked.ticket > quota.amount:
                yield Finding("no", f"每人限{quota.amount}张", f"{quota.amount} a person")
            continue
        yield _counted(quota, asked, alone=len(counted) == 1)


def _counted(quota: Quota, asked: Asked, alone: bool) -> Finding:
    zh, en = ("每日", "a day") if quota.per == "day" else ("总共", "in total")
    used = (asked.used or {}).get(quota.per)
    if used is None and asked.used and "any" in asked.used:
        used = asked.used["any"] if alone else None
        if used is None:
            return Finding(
                "unknown",
                "每日和总共都有限额，用 day= total= 分别写",
                "a quota a day and one in total: give day= and total=",
            )
    if quota.amount is None:
        return Finding(
            "yes", "先到先得，数量未写明（按有余计）", "first come, first served; amount not told (taken as left)"
        )
    if used is None:
        return Finding("yes", f"{zh}限{quota.amount}（按有余计）", f"{quota.amount} {en} (taken as left)")
    if used >= quota.amount:
        return Finding("no", f"{zh}限{quota.amount}，已用{used}", f"{quota.amount} {en}, {used} used")
    return Finding("yes", f"{zh}限{quota.amount}，已用{used}", f"{quota.amount} {en}, {used} used")


def ticket_findings(policy: Policy, asked: Asked) -> Iterator[Finding]:
    """Say whether the ticket is the first, and whether enough days have gone since the activation."""
    if policy.first_only is not None:
        truth: Truth = "yes" if asked.ticket == 1 else "no"
        zh, en = ("是", "is") if asked.ticket == 1 else ("不是", "is not")
        yield Finding(truth, f"只限首次（首张），这张{zh}", f"for the first ticket only; this {en} the first")
    if policy.delay is None:
        return
    if asked.activated is None:
        yield Finding(
            "unknown",
            f"激活后{policy.delay.low}天起可用，没有说明激活日",
            f"usable {policy.delay.low} days after activation; its day is not told",
        )
        return
    first, last = (later(asked.activated, n) for n in (policy.delay.low, policy.delay.high))
    if asked.day >= last:
        yield Finding(
            "yes", f"{asked.activated}激活，{last}起可用", f"activated on {asked.activated}, usable from {last}"
        )
    elif asked.day < first:
        yield Finding(
            "no",
            f"{asked.activated}激活，{first}起才可用",
            f"activated on {asked.activated}, not usable before {first}",
        )
    else:
        yield Finding(
            "unknown",
            f"原文可理解为{first}或{last}起可用",
            f"the words leave open whether usable from {first} or {last}",
        )


def at_of(text: str, regions: Regions, policies: tuple[Policy, ...]) -> tuple[Region | None, str]:
    """Return the region that a place's name means, None where it is an attraction of a policy.

    Raises
    ------
    LibraryError
        If it is neither.
    """
    named_sites = [s for p in policies for s in (*p.sites, *p.not_at) if s.name]
    if any(core_name(text) == core_name(s.name or "") for s in named_sites):
        return None, text
    if not regions.named(text) and any(same_place(text, s.name or "") for s in named_sites):
        return None, text
    return regions.find(text), text
