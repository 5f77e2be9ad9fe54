"""Calibration: of the statements said with a confidence, how many did people accept?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sanjiang.workbench.register.clocks import NOW, Clocks, counting_now, standing
from sanjiang.workbench.register.current import Said, in_force
from sanjiang.workbench.register.models import Judgement, Statement

BINS = 10
ANSWERS = ("accept", "amend", "reject", "open")
Heard = tuple[str, str, float, str]
"""Kind, rule and confidence of a statement as its reader said it, and what people answered."""


def calibration(clocks: Clocks = NOW) -> dict[str, list[dict[str, Any]]]:
    """Return by tenths of confidence, by kind and by rule how many statements people accepted, amended and rejected.

    A judged statement counts with the confidence of the version that was judged, also where its document was corrected
    since; an open one if it stands. Rows of imports, which no reader said, are left out.

    Returns
    -------
    dict
        `confidence`, `kind` and `rule`: rows with `accept`, `amend`, `reject`, `open`, the mean `confidence` of those
        judged, and the share of them that was `accepted` as read; None where none was judged.
    """
    heard = Counter((*_judged(clocks), *_open(clocks)))
    return {
        "confidence": _rows(heard, lambda each: bin_of(each[2])),
        "kind": _rows(heard, lambda each: each[0]),
        "rule": _rows(heard, lambda each: each[1]),
    }


def bin_of(confidence: float) -> str:
    """Return the tenth in which a confidence lies; 1 lies in the last.

    Examples
    --------
    >>> bin_of(0.0), bin_of(0.3), bin_of(1.0)
    ('0.0–0.1', '0.3–0.4', '0.9–1.0')
    """
    tenth = min(int(round(confidence * BINS, 9)), BINS - 1)
    return f"{tenth / BINS:.1f}–{(tenth + 1) / BINS:.1f}"


def _judged(clocks: Clocks) -> Iterator[Heard]:
    rows = (
        Judgement.objects.filter(statement__source=None).order_by("statement_id", "ordinal").select_related("version")
    )
    if clocks.known:
        rows = rows.filter(at__lte=clocks.known)
    if clocks.as_of:
        rows = rows.exclude(statement__told__gt=clocks.as_of)
    of_statement: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in rows:
        of_statement[judgement.statement_id].append(judgement)
    for judgements in of_statement.values():
        if kept := in_force(judgements):
            answer = kept[-1].decision
            if answer == "accept" and any(judgement.decision == "amend" for judgement in kept):
                answer = "amend"
            yield _heard(kept[-1].version.said or {}, answer)


def _open(clocks: Clocks) -> Iterator[Heard]:
    rows = Statement.objects.filter(source=None)
    if clocks == NOW:
        said = counting_now(rows).filter(decision="").values_list("kind", "said__rule", "confidence").iterator(2000)
        yield from ((kind, rule, confidence, "open") for kind, rule, confidence in said)
        return
    for each in standing(clocks, rows):
        if not each.current.decision:
            yield _heard(each.current.said, "open")


def _heard(said: Said, answer: str) -> Heard:
    return said["kind"], said["rule"], said["confidence"], answer


def _rows(heard: Counter[Heard], key: Any) -> list[dict[str, Any]]:
    found: dict[str, list[tuple[Heard, int]]] = defaultdict(list)
    for each, count in heard.items():
        found[key(each)].append((each, count))
    return [{"of": of, **_row(found[of])} for of in sorted(found)]


def _row(heard: Iterable[tuple[Heard, int]]) -> dict[str, Any]:
    counts = dict.fromkeys(ANSWERS, 0)
    said = 0.0
    for (_, _, confidence, answer), count in heard:
        counts[answer] += count
        said += confidence * count if answer != "open" else 0
    judged = sum(counts.values()) - counts["open"]
    return {
        **counts,
        "confidence": said / judged if judged else None,
        "accepted": counts["accept"] / judged if judged else None,
    }
