"""Where the partners lie: points by longitude and latitude, no borders; a solid line where capacity runs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sanjiang.brief.charts.style import ACCENT, INK, LINE, MUTED, Option, frame, literal
from sanjiang.brief.numbers import amount
from sanjiang.brief.report import Language
from sanjiang.brief.steps import Json

WORDS = {
    "zh": {"home": "本地", "running": "有在产产能", "announced": "只有已公布的产能"},
    "en": {"home": "here", "running": "capacity runs", "announced": "announced only"},
}
SIZE = (640, 300)
"""Width and height in pixels at which a kilometre is as long across as down."""
APART: Option = {"labelLayout": {"moveOverlap": "shiftY"}}
"""Names that would lie on each other are moved apart."""
LEAST = 1.2
"""Degrees of latitude shown at least."""


def partner_map(region: Json, partners: Sequence[Json], language: Language) -> Option:
    """Draw the home as a diamond and every partner whose place is known as a circle, one a region.

    Returns
    -------
    dict
        An ECharts option; ``row`` in a data item is ``partner-N``. No series where no place is known.
    """
    known: dict[object, tuple[int, Json]] = {}
    for place, partner in enumerate(partners):
        if partner.get("lat") is not None and partner.get("lon") is not None:
            known.setdefault(partner.get("region"), (place, partner))
    if region.get("lat") is None or region.get("lon") is None or not known:
        return {**frame(), "series": []}
    home = (float(region["lon"]), float(region["lat"]))
    places = [home, *((float(p["lon"]), float(p["lat"])) for _, p in known.values())]
    words = WORDS[language]
    name = str(region.get("name_en") if language == "en" and region.get("name_en") else region.get("name") or "")
    return {
        **frame(),
        "legend": {"data": [words["running"], words["announced"]], "top": 0, "left": 0, "selectedMode": False},
        "grid": {"left": 46, "right": 24, "top": 40, "bottom": 34},
        **axes(places),
        "series": [
            *(_line(home, place, partner) for place, partner in known.values()),
            *(_circles(known, words[kind], kind == "running", language) for kind in ("running", "announced")),
            {
                "type": "scatter",
                "name": words["home"],
                "symbol": "diamond",
                "symbolSize": 18,
                "itemStyle": {"color": INK},
                "label": label(name, "bottom"),
                "data": [list(home)],
                "silent": True,
                **APART,
            },
        ],
    }


def _circles(known: dict[object, tuple[int, Json]], name: str, running: bool, language: Language) -> Option:
    style = {"color": ACCENT if running else "#ffffff", "borderColor": ACCENT, "borderWidth": 2}
    data = []
    for place, partner in known.values():
        if bool(partner.get("operating")) is not running:
            continue
        said = str(partner.get("name_en") if language == "en" and partner.get("name_en") else partner.get("name") or "")
        far = getattr(amount(partner.get("distance_km"), "km"), language)
        named = label(f"{said} {far}", "right")
        data.append({"row": f"partner-{place}", "value": [partner["lon"], partner["lat"]], "label": named})
    return {"type": "scatter", "name": name, "symbolSize": 14, "itemStyle": style, "data": data, **APART}


def _line(home: tuple[float, float], place: int, partner: Json) -> Option:
    kind = "solid" if partner.get("operating") else "dashed"
    return {
        "type": "line",
        "symbol": "none",
        "silent": True,
        "data": [list(home), [partner["lon"], partner["lat"]]],
        "lineStyle": {"color": MUTED, "width": 1.5, "type": kind},
    }


def label(text: str, position: str) -> Option:
    """Return a name beside a point."""
    return {"show": True, "formatter": literal(text), "position": position, "color": INK, "fontSize": 12, "distance": 8}


def axes(places: Sequence[tuple[float, float]]) -> Option:
    """Return axes on which a kilometre is as long across as down, at `SIZE`."""
    lons, lats = [p[0] for p in places], [p[1] for p in places]
    middle = (max(lons) + min(lons)) / 2, (max(lats) + min(lats)) / 2
    shrink = math.cos(math.radians(middle[1]))
    across, down = SIZE[0] - 70, SIZE[1] - 74
    # names stand beside the points: a fifth of room on every side
    height = max(LEAST, (max(lats) - min(lats)) * 1.4, (max(lons) - min(lons)) * 1.5 * shrink * down / across)
    width = height / shrink * across / down
    text = {
        "color": MUTED,
        "fontSize": 11,
        "hideOverlap": True,
        "showMinLabel": False,
        "showMaxLabel": False,
    }
    style: Option = {
        "type": "value",
        "axisLine": {"show": True, "lineStyle": {"color": LINE}},
        "splitLine": {"lineStyle": {"color": LINE, "type": "dotted"}},
    }

    def axis(at: float, length: float, letter: str) -> Option:
        label = {**text, "formatter": "{value}°" + letter}
        ends = {"min": round(at - length / 2, 2), "max": round(at + length / 2, 2)}
        return {**style, **ends, "axisLabel": label}

    return {"xAxis": axis(middle[0], width, "E"), "yAxis": axis(middle[1], height, "N")}
