"""Where routes lead: points by longitude and latitude, a line along each route, no borders and no roads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sanjiang.brief.charts.partner_map import APART, axes, label
from sanjiang.brief.charts.style import ACCENT, INK, MUTED, Option, frame
from sanjiang.brief.report import Language
from sanjiang.brief.steps import Json

NAMED = 30
"""As many points at most carry their names."""
ENDS = ("town", "farm")


def route_map(
    points: Sequence[Json], lines: Sequence[Sequence[str]], rows: Mapping[str, str], language: Language
) -> Option:
    """Draw where vehicles start and sleep as diamonds, what they visit as circles, and the lines between.

    Parameters
    ----------
    points : sequence of Mapping
        Of the answers of `tour` and `deliver`, with ``id``, ``kind``, names, ``lat`` and ``lon``.
    lines : sequence of sequence of str
        The ids along each route.
    rows : mapping of str to str
        The table row of an id.
    language : str

    Returns
    -------
    dict
        An ECharts option; no series where there are no points.
    """
    at = {str(p["id"]): (float(p["lon"]), float(p["lat"])) for p in points}
    if not at:
        return {**frame(), "series": []}
    named = len(points) <= NAMED
    ends = [p for p in points if p.get("kind") in ENDS]
    stops = [p for p in points if p.get("kind") not in ENDS]
    circle = {"symbolSize": 12, "itemStyle": {"color": ACCENT}}
    diamond = {"symbol": "diamond", "symbolSize": 16, "itemStyle": {"color": INK}}
    return {
        **frame(),
        "grid": {"left": 46, "right": 24, "top": 16, "bottom": 34},
        **axes(list(at.values())),
        "series": [
            *(_line([at[i] for i in ids if i in at]) for ids in lines),
            _points(stops, circle, rows, language, "right" if named else None),
            _points(ends, diamond, rows, language, "bottom"),
        ],
    }


def _line(places: Sequence[tuple[float, float]]) -> Option:
    return {
        "type": "line",
        "symbol": "none",
        "silent": True,
        "data": [list(place) for place in places],
        "lineStyle": {"color": MUTED, "width": 1.5},
    }


def _points(
    points: Sequence[Json], style: Option, rows: Mapping[str, str], language: Language, position: str | None
) -> Option:
    layout: Option = APART if position == "bottom" else {"labelLayout": {"hideOverlap": True}}
    data = []
    for point in points:
        item: Option = {"value": [point["lon"], point["lat"]]}
        if str(point["id"]) in rows:
            item["row"] = rows[str(point["id"])]
        if position is not None:
            item["label"] = label(str(point.get(f"name_{language}") or point["id"]), position)
        data.append(item)
    return {"type": "scatter", **style, "data": data, **layout}
