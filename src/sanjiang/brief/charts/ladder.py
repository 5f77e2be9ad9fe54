"""Every step of a chain as a bar in units of its final product."""

from __future__ import annotations

from collections.abc import Mapping

from sanjiang.brief.charts.style import (
    ABSENT,
    BREAK,
    INK,
    MUTED,
    ON_WHITE,
    SURE,
    UNSURE,
    Option,
    bar,
    literal,
    name_of,
    rows_layout,
    scale_of,
)
from sanjiang.brief.numbers import between
from sanjiang.brief.report import Language
from sanjiang.brief.steps import Steps, breaks, final_range, is_here

WORDS = {
    "zh": {
        "sure": "确定（低值）",
        "high": "至高值（产能未公布）",
        "break": "缺：本地没有这一环",
        "breaks": "缺 · 断链",
        "absent": "缺",
    },
    "en": {
        "sure": "sure (low)",
        "high": "up to high (capacity unpublished)",
        "break": "absent here",
        "breaks": "absent · chain breaks",
        "absent": "absent",
    },
}


def ladder_chart(steps: Steps, language: Language) -> Option:
    """Draw every step of one chain as a bar, raw material on top.

    Parameters
    ----------
    steps : sequence of (int, Mapping)
        Rows of the brief's ladder with their places in it.
    language : {"zh", "en"}

    Returns
    -------
    dict
        An ECharts option with one category per step; ``row`` in a data item is ``ladder-N``, N being the step's place.
    """
    ends = [final_range(step) for _, step in steps]
    unit = next((str(step["final"].get("unit", "")) for _, step in steps if step.get("final")), "")
    scale = scale_of(unit, max((high for _, high in ends), default=0), language)
    ends = [(low / scale.divisor, high / scale.divisor) for low, high in ends]
    longest = max((high for _, high in ends), default=0) or 1
    words = WORDS[language]
    sure: list[Option] = []
    rest: list[Option] = []
    gaps: list[Option] = []
    for (place, step), (low, high) in zip(steps, ends, strict=True):
        row, here = f"ladder-{place}", is_here(step)
        label = {"show": here, "formatter": literal(getattr(between(*final_range(step), unit), language))}
        sure.append({"row": row, "value": low if here else None})
        rest.append({"row": row, "value": high - low if here else None, "label": label})
        gaps.append({"row": row, "value": None if here else longest, **_absent(breaks(steps, place), words)})
    series = [
        bar(words["sure"], sure, SURE),
        bar(words["high"], rest, UNSURE, {"position": "right", "color": INK, "distance": 6}),
        bar(words["break"], gaps, ABSENT, {"position": "insideLeft", "color": BREAK, **ON_WHITE}),
    ]
    red = {"textStyle": {"color": BREAK, "fontWeight": "bold"}}
    names = [{"value": name_of(step, language), **(red if breaks(steps, place) else {})} for place, step in steps]
    option = rows_layout(names, scale, series, right=104)
    option["xAxis"]["splitNumber"] = 4  # on a telephone the plot is 130 pixels wide
    return option


def _absent(breaks: bool, words: Mapping[str, str]) -> Option:
    """Return style and label of an absent step: red where it breaks the chain, grey at an end of it."""
    if breaks:
        return {"label": {"show": True, "formatter": words["breaks"]}}
    return {
        "label": {"show": True, "formatter": words["absent"], "color": MUTED},
        "itemStyle": {**ABSENT, "borderColor": MUTED},
    }
