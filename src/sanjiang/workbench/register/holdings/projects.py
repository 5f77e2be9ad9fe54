"""Projects: statements whose names are one make one project, and a part lies in its whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanjiang.systems.told import last
from sanjiang.workbench.register.adcodes import narrowest
from sanjiang.workbench.register.clocks import Clocks
from sanjiang.workbench.register.current import Said
from sanjiang.workbench.register.holdings.entities import entities
from sanjiang.workbench.register.holdings.seen import Seen, seen
from sanjiang.workbench.register.holdings.tops import Tops
from sanjiang.workbench.register.mentions import Key, names_in

PASSED = {
    "signed": ("signed", "under_construction", "partly_operating", "operating"),
    "started": ("under_construction", "partly_operating", "operating"),
    "operating": ("operating",),
}
"""The stages that show that a milestone was reached; a plan alone shows none."""
Group = int | str
"""A project by its name's entity; a statement that names none by its own id."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project.

    Parameters
    ----------
    seen : tuple of Seen
        What tells of it as a whole, the earliest first.
    parts : tuple of Project
        Its phases and sections, which never add to it.
    """

    seen: tuple[Seen, ...]
    parts: tuple[Project, ...] = ()

    @property
    def id(self) -> str:
        """The id of the first statement that tells of it."""
        return self.seen[0].uid

    @property
    def stage(self) -> str | None:
        """The latest stage that anybody told."""
        told = last(self.seen, "stage")
        return None if told is None else str(told)

    def region(self, field: str = "place") -> str:
        """Return the code of the latest `place` or `origin`, made narrower by those in it; empty if unknown."""
        codes = [(item.said.get(field) or {}).get("adcode") or "" for item in reversed(self.seen)]
        return narrowest([code for code in codes if code])

    def showing(self, milestone: str) -> tuple[Seen, ...]:
        """Return the statements that show that it was signed, started or came to run."""
        return tuple(item for item in self.seen if item.said.get("stage") in PASSED[milestone])

    def days(self) -> tuple[date, date] | None:
        """Return the first and last day on which it may have been signed; else of what is first told of it."""
        signed = [item for item in self.seen if item.said.get("stage") == "signed"]
        return next((found for item in (*signed, *self.seen) if (found := _days(item))), None)


def projects(clocks: Clocks, told: Sequence[Seen] | None = None) -> list[Project]:
    """Return the projects that count by two clocks, those first of which anybody told first; parts within their wholes.

    A statement that tells of several at once (`several`) is none of them. A part whose whole does not count is a
    project of its own.

    Parameters
    ----------
    clocks : Clocks
    told : sequence of Seen, optional
        The statements of projects by these clocks, where they are read already.
    """
    items = [item for item in (seen("project", clocks) if told is None else told) if not several(item)]
    groups = _groups(items, entities("project", clocks))
    in_group: dict[Group, list[Seen]] = {}
    for item in items:
        in_group.setdefault(groups[item.uid], []).append(item)
    tops = Tops[Group]()
    for item in items:
        whole, part = groups.get(str(item.said.get("part_of"))), groups[item.uid]
        if whole is not None and tops.of(part) == part:
            tops.put(part, whole)
    parts: dict[Group, list[Project]] = {}
    for group, own in in_group.items():
        if (top := tops.of(group)) != group:
            parts.setdefault(top, []).append(Project(tuple(own)))
    return [
        Project(tuple(own), tuple(parts.get(group, ()))) for group, own in in_group.items() if tops.of(group) == group
    ]


def several(item: Seen) -> bool:
    """Say whether a statement tells of several projects at once, or of none."""
    return item.said.get("count") not in (None, 1)


def _groups(items: Sequence[Seen], of_name: dict[Key, int]) -> dict[str, Group]:
    """Return the group of each statement; a part that bears its whole's name is a group of its own."""
    groups: dict[str, Group] = {item.uid: _group(item.said, item.uid, of_name) for item in items}
    named = dict(groups)
    for item in items:
        if item.said.get("part_of") != item.uid and named.get(str(item.said.get("part_of"))) == named[item.uid]:
            groups[item.uid] = item.uid
    return groups


def _group(said: Said, uid: str, of_name: dict[Key, int]) -> Group:
    key = next((key for role, key in names_in(said) if role == "project"), None)
    return uid if key is None else of_name.get(key, uid)


def _days(item: Seen) -> tuple[date, date] | None:
    start, end, told = item.day("start"), item.day("end"), item.told
    if start and (told is None or start <= told):
        end = end or told or start
        return start, max(start, min(end, told) if told else end)
    return (told, told) if told else None
