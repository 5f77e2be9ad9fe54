"""The worth of every valued gap at each of its sizes."""

from __future__ import annotations

from collections.abc import Sequence

from sanjiang.brief.charts.style import (
    UNSURE,
    Option,
    bar,
    diamonds,
    literal,
    name_of,
    or_else,
    rows_layout,
    scale_of,
)
from sanjiang.brief.numbers import amount
from sanjiang.brief.report import Language
from sanjiang.brief.steps import Json

WORDS = {"zh": {"range": "低至高", "central": "中值"}, "en": {"range": "low to high", "central": "central value"}}


def worth_chart(gaps: Sequence[Json], language: Language) -> Option:
    """Draw worths as bars from low to high, a diamond at the central value.

    Parameters
    ----------
    gaps : sequence of Mapping
        The brief's gaps; those without a worth are left out.
    language : {"zh", "en"}

    Returns
    -------
    dict
        An ECharts option with one category per gap and size, without categories where nothing was valued.
        ``row`` in a data item is ``gap-N``, N being the gap's place.
    """
    bars = [
        (f"gap-{place}", gap, tier)
        for place, gap in enumerate(gaps)
        for tier in gap.get("sizes") or [gap]
        if tier.get("worth") is not None
    ]
    unit = str(bars[0][1].get("worth_unit") or "CNY/a") if bars else "CNY/a"
    scale = scale_of(unit, 0, language)
    words = WORDS[language]
    names: list[Option] = []
    base: list[Option] = []
    above: list[Option] = []
    below: list[Option] = []
    points: list[Option] = []
    for row, gap, tier in bars:
        worth = tier["worth"] / scale.divisor
        low, high = sorted(or_else(tier.get(end), tier["worth"]) / scale.divisor for end in ("worth_low", "worth_high"))
        size = getattr(amount(tier.get("size"), gap.get("size_unit") or ""), language)
        label = {"formatter": literal(getattr(amount(tier["worth"], unit), language))}
        names.append({"value": f"{name_of(gap, language)}\n{size}"})
        base.append({"row": row, "value": max(low, 0) + min(high, 0)})
        above.append({"row": row, "value": max(high, 0) - max(low, 0)})
        below.append({"row": row, "value": min(low, 0) - min(high, 0)})
        points.append({"row": row, "value": [worth, len(points)], "label": label})
    series = [
        bar("", base, {"color": "transparent"}),
        bar(words["range"], above, UNSURE),
        bar(words["range"], below, UNSURE),
    ]
    series.append(diamonds(words["central"], points))
    return rows_layout(names, scale, series, right=40)
