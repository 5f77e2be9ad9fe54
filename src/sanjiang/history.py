"""Stages over time: what of the announced came to run, how long each stage took, and by how much dates slipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sanjiang.core.evidence import Evidence
from sanjiang.core.statement import Stage

Milestone = Literal["signed", "started", "operating"]
MILESTONES: tuple[Milestone, ...] = get_args(Milestone)
RANK: dict[Stage, int] = {
    "lead": -1,
    "signed": 0,
    "planned": 0,
    "under_construction": 1,
    "partly_operating": 1,
    "operating": 2,
}
"""How many milestones a stage has passed, less one; suspended and cancelled plants have left the way."""
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one document tells of a plant.

    Parameters
    ----------
    stage : str
    told : date
        The day of publication.
    since, until : date or None
        First and last day on which the stage may have been reached, where the text dates it.
    due : tuple of (Milestone, date), optional
        What the text says is to come, and when.
    low, high : float
        Capacity; equal where stated.
    stated : bool
    evidence : tuple of Evidence
    """

    stage: Stage
    told: date
    since: date | None
    until: date | None
    due: tuple[Milestone, date] | None
    low: float
    high: float
    stated: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Life:
    """A plant with all that documents tell of it, the earliest first."""

    id: str
    owner: str
    step: str
    name_zh: str
    name_en: str
    region: str
    unit: str
    sightings: tuple[Sighting, ...]

    @property
    def last(self) -> Sighting:
        """What the latest document tells."""
        return self.sightings[-1]

    @property
    def status(self) -> Literal["operating", "open", "gone"]:
        """Whether it runs, is still to come as far as anybody told, or was given up."""
        if self.last.stage not in RANK:
            return "gone"
        return "operating" if RANK[self.last.stage] == 2 else "open"

    @property
    def announced(self) -> bool:
        """Whether somebody told of it before it ran."""
        return RANK.get(self.sightings[0].stage, -1) < 2

    def capacity(self) -> float | None:
        """Return the latest stated capacity, or None."""
        return next((s.low for s in reversed(self.sightings) if s.stated), None)

    def evidence(self) -> tuple[Evidence, ...]:
        """Return what all its sightings rest on."""
        return tuple(dict.fromkeys(e for s in self.sightings for e in s.evidence))


@dataclass(frozen=True, slots=True)
class Reached:
    """When a milestone was reached: `day` as told, not before `low` and not after `high`; None where nobody says."""

    day: date
    low: date | None
    high: date


@dataclass(frozen=True, slots=True)
class Span:
    """Months from one milestone to another.

    Parameters
    ----------
    months : float
        As told; of an open one, up to the last day on which somebody told that it was not there yet.
    low, high : float or None
        What the documents leave possible; None where they leave it without end.
    open : bool
    """

    start: Milestone
    end: Milestone
    months: float
    low: float
    high: float | None
    open: bool

    def to_json(self) -> dict[str, object]:
        """Return from, to, months, low, high and open."""
        span = {"months": self.months, "low": self.low, "high": self.high, "open": self.open}
        return {"from": self.start, "to": self.end, **span}


def reached(life: Life, milestone: Milestone) -> Reached | None:
    """Return when a plant reached a milestone, or None if nobody tells that it did.

    A milestone that only a later one implies was reached by then; a stage that the text does not date counts as of the
    day of publication.
    """
    rank = MILESTONES.index(milestone)
    before: date | None = None
    for sighting in life.sightings:
        passed = RANK.get(sighting.stage, -1)
        if passed >= rank:
            dated = passed == rank and sighting.since is not None
            high = sighting.until or sighting.told
            low = max(filter(None, (before, sighting.since if dated else None)), default=None)
            return Reached(max(high, low) if low else high, low, max(high, low) if low else high)
        before = sighting.told
    return None


def spans(life: Life) -> Iterator[Span]:
    """Yield the months between the milestones of a plant whose first is told of as it was reached.

    A plant given up has no open span: it will not get there.
    """
    first = RANK.get(life.sightings[0].stage, -1)
    for i, start in enumerate(MILESTONES):
        begun = reached(life, start)
        if begun is None or first > i or not any(RANK.get(s.stage) == i for s in life.sightings):
            continue
        for end in MILESTONES[i + 1 :]:
            ended = reached(life, end)
            if ended is not None:
                high = months(begun.low, ended.high) if begun.low else None
                least = months(begun.high, ended.low) if ended.low else 0.0
                yield Span(start, end, months(begun.day, ended.day), max(0.0, least), high, open=False)
            elif life.status == "open":
                so_far = max(0.0, months(begun.day, life.last.told))
                yield Span(start, end, so_far, so_far, None, open=True)


def slippage(life: Life) -> tuple[float, bool] | None:
    """Return by how many months operation is later than first told, negative if earlier, and whether it is still open.

    None where no text says when, where the plant was given up, or where nobody has told of it since the day was due.
    """
    due = next((s.due[1] for s in life.sightings if s.due and s.due[0] == "operating"), None)
    if due is None or life.status == "gone":
        return None
    ran = reached(life, "operating")
    late = months(due, ran.day if ran else life.last.told)
    return (late, ran is None) if ran or late > 0 else None


def months(start: date, end: date) -> float:
    """Return the months from one day to another, to a tenth.

    Examples
    --------
    >>> months(date(2020, 1, 1), date(2021, 1, 1))
    12.0
    """
    return round((end - start).days / DAYS_A_MONTH, 1)


def median(spans: Iterable[Span]) -> float | None:
    """Return the median of months by the product-limit estimate (Kaplan and Meier 1958), open ones as still open.

    None where too many are open to tell.
    """
    listed = sorted(spans, key=lambda s: (s.months, s.open))
    share = 1.0
    for i, span in enumerate(listed):
        if not span.open:
            share *= 1 - 1 / (len(listed) - i)
            if share <= 0.5 + 1e-12:
                return span.months
    return None


def to_json(lives: Sequence[Life]) -> dict[str, object]:
    """Return each plant's way, and by step what became of what was announced and how long it took."""
    steps = list(dict.fromkeys(life.step for life in lives))
    return {
        "plants": [_plant(life) for life in lives],
        "steps": [_step(step, [life for life in lives if life.step == step]) for step in steps],
        "durations": list(_durations(lives)),
    }


def _plant(life: Life) -> dict[str, object]:
    late = slippage(life)
    return {
        "plant": life.id,
        "organisation": life.owner,
        "process": life.step,
        "region": life.region,
        "status": life.status,
        "capacity": life.capacity(),
        "unit": life.unit,
        "stages": [{"stage": s.stage, "told": s.told.isoformat()} for s in life.sightings],
        "spans": [s.to_json() for s in spans(life)],
        "slippage": None if late is None else {"months": late[0], "open": late[1]},
        "evidence": [e.to_json() for e in life.evidence()],
    }


def _step(step: str, lives: Sequence[Life]) -> dict[str, object]:
    announced = [life for life in lives if life.announced]
    of = {status: [x for x in announced if x.status == status] for status in ("operating", "open", "gone")}
    running = [life for life in lives if life.status == "operating"]
    return {
        "process": step,
        "name_zh": lives[0].name_zh,
        "name_en": lives[0].name_en,
        "unit": lives[0].unit,
        "announced": {"plants": len(announced), "capacity": _capacity(announced)},
        "came_to_run": {"plants": len(of["operating"]), "capacity": _capacity(of["operating"])},
        "open": {"plants": len(of["open"]), "capacity": _capacity(of["open"])},
        "given_up": {"plants": len(of["gone"]), "capacity": _capacity(of["gone"])},
        "running": {"plants": len(running), "capacity": _capacity(running)},
        "without_figure": sum(life.capacity() is None for life in lives),
        "evidence": [e.to_json() for e in dict.fromkeys(e for life in lives for e in life.evidence())],
    }


def _capacity(lives: Iterable[Life]) -> float:
    return sum(life.capacity() or 0.0 for life in lives)


def _durations(lives: Sequence[Life]) -> Iterator[dict[str, object]]:
    found = [(span, life) for life in lives for span in spans(life)]
    for i, start in enumerate(MILESTONES):
        for end in MILESTONES[i + 1 :]:
            own = [(s, life) for s, life in found if (s.start, s.end) == (start, end)]
            if own:
                yield {
                    "from": start,
                    "to": end,
                    "done": sum(not s.open for s, _ in own),
                    "open": sum(s.open for s, _ in own),
                    "median_months": median(s for s, _ in own),
                    "evidence": [e.to_json() for e in dict.fromkeys(e for _, life in own for e in life.evidence())],
                }
