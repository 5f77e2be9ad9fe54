"""Whether a group's conditions fit the person who asks: residence, kind, age."""

from __future__ import annotations

from datetime import date

from sanjiang.library.regions import Region, Regions
from sanjiang.policies.answer import OPPOSITE, Finding, Truth, all_of
from sanjiang.policies.asked import Asked, kinds
from sanjiang.policies.policy import Group

OLDEST = 999


def named(region: Region) -> str:
    """Return a region's name and code."""
    return f"{region.name}（{region.adcode}）"


def lives_in(regions: Regions, residence: Region, outer: Region) -> Truth:
    """Tell whether who lives in `residence` lives in `outer`: unknown where only something wider is known."""
    if residence == outer or regions.contains(outer, residence):
        return "yes"
    return "unknown" if regions.contains(residence, outer) else "no"


def residence_finding(regions: Regions, asked: Asked, codes: tuple[str, ...]) -> Finding:
    """Say whether the person lives in one of the regions."""
    wanted = [regions.by_code(code) for code in codes]
    listed = "、".join(map(named, wanted))
    if asked.residence is None:
        return Finding("unknown", f"没有说明户籍地，只给{listed}居民", f"residence not told; for residents of {listed}")
    home = named(asked.residence)
    if asked.formerly:
        home = f"{home}，旧代码 older code {asked.formerly}"
    truths = [lives_in(regions, asked.residence, outer) for outer in wanted]
    if "yes" in truths:
        outer = wanted[truths.index("yes")]
        inside = "" if outer == asked.residence else f"，属于{named(outer)}"
        return Finding("yes", f"户籍地{home}{inside}", f"residence {home} is of the group")
    if "unknown" in truths:
        return Finding(
            "unknown", f"只知道户籍地在{home}，对象是{listed}", f"residence known only as {home}; for {listed}"
        )
    return Finding("no", f"户籍地{home}不在{listed}", f"residence {home} is not in {listed}")


def not_from_finding(regions: Regions, asked: Asked, codes: tuple[str, ...]) -> Finding:
    """Say whether the person lives outside the regions."""
    inside = residence_finding(regions, asked, codes)
    listed = "、".join(named(regions.by_code(code)) for code in codes)
    return Finding(OPPOSITE[inside.truth], f"只给{listed}以外的居民", f"for residents of elsewhere than {listed}")


def age(born: date, day: date) -> int:
    """Return whole years of age on a day.

    Examples
    --------
    >>> age(date(1960, 10, 2), date(2020, 10, 1))
    59
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_finding(asked: Asked, low: int | None, under: int | None) -> Finding:
    """Say whether the person is old or young enough; a kind that the law defines by age counts, too."""
    zh = f"{'' if low is None else f'满{low}岁'}{'' if under is None else f'不满{under}岁'}"
    en = " and ".join(
        filter(None, ("" if low is None else f"at least {low}", "" if under is None else f"under {under}"))
    )
    if asked.born is not None:
        years = age(asked.born, asked.day)
        truth: Truth = "yes" if (low is None or years >= low) and (under is None or years < under) else "no"
        return Finding(truth, f"当天{years}岁，要求{zh}", f"aged {years} on the day; required: {en}")
    if asked.kinds is None:
        return Finding("unknown", f"没有说明出生日期，要求{zh}", f"birth date not told; required: {en}")
    least = max((kinds()[k].age_from or 0 for k in asked.kinds), default=0)
    most = min((kinds()[k].age_under or OLDEST for k in asked.kinds), default=OLDEST)
    if (low is None or least >= low) and (under is None or most <= under):
        return Finding("yes", f"按法律该类人员{zh}", f"by law such people are {en}")
    if (low is not None and most <= low) or (under is not None and least >= under):
        return Finding("no", f"该类人员不可能{zh}", f"such people are not {en}")
    return Finding("unknown", f"没有说明出生日期，要求{zh}", f"birth date not told; required: {en}")


def kind_finding(asked: Asked, wanted: tuple[str, ...]) -> Finding:
    """Say whether the person is of one of the kinds; some kinds follow from the age."""
    zh = "、".join(kinds()[k].zh for k in wanted)
    en = ", ".join(kinds()[k].en for k in wanted)
    if asked.kinds and set(asked.kinds) & set(wanted):
        return Finding("yes", f"属于{zh}", f"is among: {en}")
    aged = [k for k in wanted if kinds()[k].age_from or kinds()[k].age_under]
    if asked.born is not None and aged:
        found = [age_finding(asked, kinds()[kind].age_from, kinds()[kind].age_under) for kind in aged]
        if yes := next((f for f in found if f.truth == "yes"), None):
            return yes
        if len(aged) == len(wanted):
            return found[0]
    if asked.born is not None and all(_is_past(k, age(asked.born, asked.day)) for k in wanted):
        return Finding("no", f"当天{age(asked.born, asked.day)}岁，不是{zh}", f"too old on the day for: {en}")
    if asked.kinds is None:
        return Finding("unknown", f"没有说明身份，只给{zh}", f"kind not told; for {en}")
    return Finding("no", f"不属于{zh}", f"not among: {en}")


def _is_past(kind: str, years: int) -> bool:
    never = kinds()[kind].never_from
    return never is not None and years >= never


def group_findings(regions: Regions, asked: Asked, group: Group) -> list[Finding]:
    """Return a finding for each condition of a group."""
    out: list[Finding] = []
    if group.residences:
        out.append(residence_finding(regions, asked, group.residences))
    if group.not_from:
        out.append(not_from_finding(regions, asked, group.not_from))
    aged = group.age_from is not None or group.age_under is not None
    if aged:
        out.append(age_finding(asked, group.age_from, group.age_under))
    # 65周岁以上老人: the age says it, the word adds nothing
    told = tuple(k for k in group.kinds if not (aged and k in ("elderly", "minor", "child")))
    if told and len(told) == len(group.kinds):
        out.append(kind_finding(asked, told))
    if group.unread:
        out.append(Finding("unknown", f"另有条件：{group.unread}", f"a further condition: {group.unread}"))
    return out


def in_group(regions: Regions, asked: Asked, group: Group) -> tuple[Truth, list[Finding]]:
    """Tell whether the person is in a group, with the findings that decide it."""
    found = group_findings(regions, asked, group)
    truth = all_of(found)
    return truth, [f for f in found if f.truth == truth] or found
