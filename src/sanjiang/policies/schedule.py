"""What is in force on a day, what expires soon, what begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sanjiang.policies.policy import Days, Policy, later


def _may_not_have_begun(days: Days, day: date) -> bool:
    over = days.end is not None and day > days.end
    return days.start_unknown and not over and (days.start is None or day < days.start)


def calendar_of(policies: Sequence[Policy], day: date, ahead: int) -> dict[str, object]:
    """Return the policies by what the day is to them.

    Parameters
    ----------
    policies : sequence of Policy
    day : date
    ahead : int
        Days to look ahead; what ends or begins on the last of them is listed.

    Returns
    -------
    dict
        ``in_force`` (with the days left), ``expiring`` (those of them that end within `ahead` days, the first first),
        ``beginning``, ``later``, ``over`` and ``unknown``, where the text gives no time or no beginning.
    """
    parts: dict[str, list[tuple[date, dict[str, object]]]] = {
        name: [] for name in ("in_force", "expiring", "beginning", "later", "over", "unknown")
    }
    last = later(day, ahead)
    for policy in policies:
        days = policy.days.at(day)
        row: dict[str, object] = {"policy": policy.to_json()}
        if not days.told or _may_not_have_begun(days, day):
            parts["unknown"].append((date.max, row))
        elif days.end and day > days.end:
            parts["over"].append((days.end, {**row, "days_since": (day - days.end).days}))
        elif days.start and day < days.start:
            parts["beginning" if days.start <= last else "later"].append(
                (days.start, {**row, "days_to": (days.start - day).days})
            )
        else:
            left = (days.end - day).days if days.end else None
            parts["in_force"].append((days.end or date.max, {**row, "days_left": left}))
            if days.end and days.end <= last:
                parts["expiring"].append((days.end, {**row, "days_left": left}))
    listed = {name: [row for _, row in sorted(rows, key=lambda r: r[0])] for name, rows in parts.items()}
    return {"date": day.isoformat(), "days": ahead, **listed}
