"""Adds a tour and a day's deliveries to a brief: their answers, and the assumptions that these rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def with_routes(brief: Json, answers: Mapping[str, Json]) -> dict[str, Any]:
    """Return a brief's JSON with the answers of ``tour`` and ``deliver`` under these names."""
    known = {str(each.get("name")) for each in brief.get("assumptions") or ()}
    added = {str(each["name"]): each for answer in answers.values() for each in answer["assumptions"]}
    new = [each for name, each in added.items() if name not in known]
    return {**brief, **answers, "assumptions": [*(brief.get("assumptions") or ()), *new]}


def evidence_of(brief: Json) -> Iterator[tuple[str, Iterable[Json]]]:
    """Yield what each key of the sections on routes rests on.

    A sum rests on every row that went into it, and on the answer's assumptions.
    """
    tour, deliver = brief.get("tour") or {}, brief.get("deliver") or {}
    for place, route in enumerate(tour.get("routes") or ()):
        stops = [(d, s, stop) for d, day in enumerate(route["days"]) for s, stop in enumerate(day["stops"])]
        for day, at, stop in stops:
            yield f"tour-{place}-{day}-{at}", [*stop["evidence"], *_assumed(tour)]
        yield f"tour-{place}", [*(item for *_, stop in stops for item in stop["evidence"]), *_assumed(tour)]
    for place, each in enumerate(tour.get("left_out") or ()):
        yield f"tour-left-{place}", [*each.get("evidence", ()), *_assumed(tour)]
    for place, route in enumerate(deliver.get("routes") or ()):
        for at, stop in enumerate(route["stops"]):
            yield f"deliver-{place}-{at}", [*stop["evidence"], *route["evidence"], *_assumed(deliver)]
    for place, _ in enumerate(deliver.get("unserved") or ()):
        yield f"deliver-unserved-{place}", _assumed(deliver)
    if deliver:
        yield "deliver", _assumed(deliver)


def _assumed(answer: Json) -> list[Json]:
    return [{"assumption": each["name"]} for each in answer.get("assumptions") or ()]
