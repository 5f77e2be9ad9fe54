"""Hours and days as tables write them: ``08:00-12:00|14:00-17:30``, weekdays ``1`` (Monday) to ``7``; in minutes."""

from __future__ import annotations

import re
from itertools import pairwise

CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
DAY = 24 * 60
"""Minutes."""


class HoursError(ValueError):
    """A cell that says no hours: what is wrong, and how to mend it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


def clock(text: str) -> int:
    """Return minutes since midnight of ``HH:MM``, at most 24:00."""
    found = CLOCK.fullmatch(text.strip())
    minutes = int(found[1]) * 60 + int(found[2]) if found else DAY + 1
    if not found or int(found[2]) > 59 or minutes > DAY:
        raise HoursError(f"not a time of day: {text!r} / 不是时刻", "write 08:30 / 写成 08:30")
    return minutes


def windows(text: str | None) -> list[tuple[int, int]]:
    """Return the windows of a cell, in order, those that touch as one; all day where it is blank."""
    if not text:
        return [(0, DAY)]
    found = []
    for part in text.split("|"):
        start, dash, end = part.partition("-")
        if not dash:
            raise HoursError(f"not hours: {part!r} / 不是时间段", "write 08:00-17:30 / 写成 08:00-17:30")
        span = clock(start), clock(end)
        if span[0] >= span[1]:
            raise HoursError(
                f"an impossible window: {part!r} ends before it begins / 时间段先结束后开始",
                f"exchange them: {end.strip()}-{start.strip()}, or past midnight write "
                f"00:00-{end.strip()}|{start.strip()}-24:00 / 请对调, 跨午夜的分成两段",
            )
        found.append(span)
    found.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(found)):
        raise HoursError(f"windows overlap: {text!r} / 时间段重叠", "join them / 请合并")
    bounds = [bound for span in found for bound in span]
    edges = [bound for bound in bounds if bounds.count(bound) == 1]  # where two windows touch is no edge
    return list(zip(edges[::2], edges[1::2], strict=True))


def weekdays(text: str | None) -> set[int]:
    """Return the weekdays of a cell, Monday being 1."""
    words = [word.strip() for word in (text or "").split("|") if word.strip()]
    if not all(re.fullmatch("[1-7]", word) for word in words):
        raise HoursError(f"not weekdays: {text!r} / 不是星期", "write 1 for Monday to 7 for Sunday / 写 1 至 7")
    return {int(word) for word in words}


def told(minutes: float) -> str:
    """Return ``HH:MM`` of minutes since midnight, ``24:00`` at the end of the day."""
    whole = round(minutes)
    return f"{whole // 60:02d}:{whole % 60:02d}"
