"""The verbs on policies: check, calendar, overlap; from documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sanjiang.answers import Answer
from sanjiang.assemble.offers import offers_of
from sanjiang.core.errors import SanjiangError
from sanjiang.library.regions import Regions
from sanjiang.pipeline import Progress, load_library, read_all
from sanjiang.policies.asked import Asked, kinds_of, refuse_identity, residence_of, ticket_of, used_of
from sanjiang.policies.entitled import answer, entitled
from sanjiang.policies.overlap import overlaps
from sanjiang.policies.policy import Policy
from sanjiang.policies.schedule import calendar_of
from sanjiang.policies.terms import at_of
from sanjiang.policies.worth import assumptions, worth


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a person and a visit, as written; None where not told."""

    day: date
    residence: str | None = None
    at: str | None = None
    born: date | None = None
    kinds: tuple[str, ...] = ()
    ticket: str = "first"
    activated: date | None = None
    used: tuple[str, ...] = ()

    def asked(self, regions: Regions, policies: tuple[Policy, ...]) -> Asked:
        """Return the question with its words looked up; SanjiangError where a word means nothing."""
        home, formerly = (None, None) if self.residence is None else residence_of(self.residence, regions)
        at, at_name = (None, None) if self.at is None else at_of(self.at, regions, policies)
        kinds = kinds_of(self.kinds) if self.kinds else None
        return Asked(
            self.day, home, formerly, at, at_name, self.born, kinds, ticket_of(self.ticket), self.activated,
            used_of(self.used),
        )  # fmt: skip


def read_policies(
    paths: Sequence[Path], progress: Progress = lambda _: None
) -> tuple[tuple[Policy, ...], Regions, list[SanjiangError]]:
    """Return the policies of documents, and what could not be read or cannot be."""
    library = load_library()
    readings, unread = read_all(paths, library, progress)
    failures: list[SanjiangError] = [*unread]
    found: dict[object, Policy] = {}
    for reading in readings:
        policies, faults = offers_of(reading.document, reading.home, reading.statements, library.regions)
        failures += faults
        for policy in policies:  # a text given twice under two names counts once
            found.setdefault((reading.document.sha256, policy.id.rpartition(":")[2]), policy)
    return tuple(found.values()), library.regions, failures


def check_policies(paths: Sequence[Path], question: Question, progress: Progress = lambda _: None) -> Answer:
    """Say whether a person is entitled, by which policy, and why.

    Raises
    ------
    SanjiangError
        If a residence, place, kind, ticket or count means nothing, or may be an identity number.
    """
    for text, option in ((question.residence, "--residence"), (question.at, "--at")):
        refuse_identity(text, option)
    policies, regions, failures = read_policies(paths, progress)
    asked = question.asked(regions, policies)
    if not policies and failures:
        raise failures[0]
    return Answer(answer(entitled(policies, asked, regions)), (), failures)


def policy_calendar(paths: Sequence[Path], day: date, ahead: int, progress: Progress = lambda _: None) -> Answer:
    """Say what is in force on a day, what expires within some days, what begins."""
    policies, _, failures = read_policies(paths, progress)
    return Answer(calendar_of(policies, day, ahead), (), failures)


def policy_overlap(paths: Sequence[Path], assumed: Mapping[str, float], progress: Progress = lambda _: None) -> Answer:
    """Say which policies meet, and what each ticket's discount costs and brings."""
    given = assumptions(assumed)
    policies, regions, failures = read_policies(paths, progress)
    valued = [(p, worth(p, given)) for p in policies]
    value = {
        "overlaps": [o.to_json() for o in overlaps(policies, regions)],
        "worth": [
            {"policy": p.to_json(), **{name: figure.to_json() for name, figure in figures.items()}}
            for p, figures in valued
            if figures is not None
        ],
        "assumptions": {f"policy.{name}": figure.to_json() for name, figure in given.items()},
    }
    return Answer(value, (), failures)
