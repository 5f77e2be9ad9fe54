"""Charts of a brief as ECharts options: plain values, no functions, so that they draw alike on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from sanjiang.brief.numbers import Scale, amount, between, scales

Language = Literal["zh", "en"]
Option = dict[str, Any]
Row = Mapping[str, Any]

INK, MUTED, LINE = "#1d2733", "#5d6875", "#d5dade"
ACCENT, ACCENT_LIGHT = "#1f5a6b", "#cfe0e4"
BREAK = "#c2272d"
"""The one red: where the chain breaks, and nowhere else."""
FONTS = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif'
LABEL_WIDTH = 96
"""Pixels kept for the names of the rows."""

HATCH = {"symbol": "rect", "color": ACCENT, "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": -0.785}
SURE = {"color": ACCENT, "borderColor": ACCENT, "borderWidth": 1}
UNSURE = {"color": ACCENT_LIGHT, "borderColor": ACCENT, "borderWidth": 1, "decal": HATCH}
ABSENT = {"color": "#ffffff", "borderColor": BREAK, "borderWidth": 2, "borderType": "dashed"}
"""Solid, hatched and dashed, so that black and white tells them apart."""
ON_WHITE = {"backgroundColor": "#ffffff", "padding": [3, 6]}

WORDS = {
    "zh": {
        "sure": "确定（低值）",
        "high": "至高值（产能未公布）",
        "break": "缺：本地没有这一环",
        "breaks": "缺 · 断链",
        "absent": "缺",
        "range": "低至高",
        "central": "中值",
    },
    "en": {
        "sure": "sure (low)",
        "high": "up to high (capacity unpublished)",
        "break": "absent here",
        "breaks": "absent · chain breaks",
        "absent": "absent",
        "range": "low to high",
        "central": "central value",
    },
}


def ladder_chart(brief: Row, language: Language = "zh", chain: str | None = None) -> Option:
    """Draw every step of a chain as a bar in units of its final product, raw material on top.

    Parameters
    ----------
    brief : Mapping
        What `sanjiang brief --json` prints; only ``ladder`` is used.
    language : {"zh", "en"}
        The language of names and legend.
    chain : str, optional
        The chain to draw; by default the first step's.

    Returns
    -------
    dict
        An ECharts option with one category per step; without categories where the brief has no such chain.
        ``row`` in a data item is ``ladder-N``, N being the step's place in ``brief["ladder"]``.
    """
    ladder: Sequence[Row] = brief.get("ladder") or ()
    if chain is None and ladder:
        chain = ladder[0].get("chain")
    steps = [(place, step) for place, step in enumerate(ladder) if step.get("chain") == chain]
    ends = [_final(step) for _, step in steps]
    unit = next((str(step["final"].get("unit", "")) for _, step in steps if step.get("final")), "")
    scale = _scale(unit, max((high for _, high in ends), default=0), language)
    ends = [(low / scale.divisor, high / scale.divisor) for low, high in ends]
    longest = max((high for _, high in ends), default=0) or 1
    words = WORDS[language]
    sure: list[Option] = []
    rest: list[Option] = []
    gaps: list[Option] = []
    for (place, step), (low, high) in zip(steps, ends, strict=True):
        row, here = f"ladder-{place}", is_here(step)
        label = {"show": here, "formatter": _literal(getattr(between(*_final(step), unit), language))}
        sure.append({"row": row, "value": low if here else None})
        rest.append({"row": row, "value": high - low if here else None, "label": label})
        gaps.append({"row": row, "value": None if here else longest, **_absent(breaks(steps, place), words)})
    series = [
        _bar(words["sure"], sure, SURE),
        _bar(words["high"], rest, UNSURE, {"position": "right", "color": INK, "distance": 6}),
        _bar(words["break"], gaps, ABSENT, {"position": "insideLeft", "color": BREAK, **ON_WHITE}),
    ]
    red = {"textStyle": {"color": BREAK, "fontWeight": "bold"}}
    names = [{"value": _name(step, language), **(red if breaks(steps, place) else {})} for place, step in steps]
    option = _rows(names, scale, series, right=104)
    option["xAxis"]["splitNumber"] = 4  # on a telephone the plot is 130 pixels wide
    return option


def worth_chart(brief: Row, language: Language = "zh") -> Option:
    """Draw the worth of every valued gap at each of its sizes: a bar from low to high, a diamond at the central value.

    Parameters
    ----------
    brief : Mapping
        What `sanjiang brief --json` prints; only ``gaps`` is used.
    language : {"zh", "en"}
        The language of names and legend.

    Returns
    -------
    dict
        An ECharts option with one category per gap and size, without categories where nothing was valued.
        ``row`` in a data item is ``gap-N``, N being the gap's place in ``brief["gaps"]``.
    """
    bars = [
        (f"gap-{place}", gap, tier)
        for place, gap in enumerate(brief.get("gaps") or ())
        for tier in gap.get("sizes") or [gap]
        if tier.get("worth") is not None
    ]
    unit = str(bars[0][1].get("worth_unit") or "CNY/a") if bars else "CNY/a"
    scale = _scale(unit, 0, language)
    words = WORDS[language]
    names: list[Option] = []
    base: list[Option] = []
    above: list[Option] = []
    below: list[Option] = []
    points: list[Option] = []
    for row, gap, tier in bars:
        worth = tier["worth"] / scale.divisor
        low, high = sorted(_or(tier.get(end), tier["worth"]) / scale.divisor for end in ("worth_low", "worth_high"))
        size = getattr(amount(tier.get("size"), gap.get("size_unit") or ""), language)
        label = {"formatter": _literal(getattr(amount(tier["worth"], unit), language))}
        names.append({"value": f"{_name(gap, language)}\n{size}"})
        base.append({"row": row, "value": max(low, 0) + min(high, 0)})
        above.append({"row": row, "value": max(high, 0) - max(low, 0)})
        below.append({"row": row, "value": min(low, 0) - min(high, 0)})
        points.append({"row": row, "value": [worth, len(points)], "label": label})
    series = [
        _bar("", base, {"color": "transparent"}),
        _bar(words["range"], above, UNSURE),
        _bar(words["range"], below, UNSURE),
    ]
    series.append(_points(words["central"], points))
    return _rows(names, scale, series, right=40)


def is_here(step: Row) -> bool:
    """Say whether any plant stands at a step, with or without a figure."""
    return bool(step.get("plants"))


def breaks(steps: Sequence[tuple[int, Row]], place: int) -> bool:
    """Say whether the step at `place` is absent and lies between steps that are here."""
    absent = any(p == place and not is_here(s) for p, s in steps)
    return absent and any(is_here(s) for p, s in steps if p < place) and any(is_here(s) for p, s in steps if p > place)


def _absent(breaks: bool, words: Mapping[str, str]) -> Option:
    """Return style and label of an absent step: red where it breaks the chain, grey at an end of it."""
    if breaks:
        return {"label": {"show": True, "formatter": words["breaks"]}}
    return {
        "label": {"show": True, "formatter": words["absent"], "color": MUTED},
        "itemStyle": {**ABSENT, "borderColor": MUTED},
    }


def _final(step: Row) -> tuple[float, float]:
    final = step.get("final") or {}
    low = _or(final.get("low"), 0.0)
    return low, _or(final.get("high"), low)


def _or(value: float | None, instead: float) -> float:
    return instead if value is None else float(value)


def _scale(unit: str, size: float, language: Language) -> Scale:
    both = scales(unit, size)
    return both.zh if language == "zh" else both.en


def _literal(text: str) -> str:
    return text.replace("{", "｛").replace("}", "｝")  # ECharts reads braces in a formatter as a template


def _name(row: Row, language: Language) -> str:
    name = str(row.get(f"name_{language}") or row.get("name_zh") or row.get("process") or "")
    return name[:1].upper() + name[1:]


def _bar(name: str, data: list[Option], style: Option, label: Option | None = None) -> Option:
    """Return one layer of the stacked bars; labels show where a data item says so."""
    return {
        "type": "bar",
        "name": name,
        "stack": "all",
        "barWidth": 22,
        "data": data,
        "itemStyle": style,
        "label": {"show": False, "fontWeight": "bold", **(label or {})},
        "emphasis": {"disabled": True},
    }


def _points(name: str, data: list[Option]) -> Option:
    """Draw diamonds, each with its number above, and the line of zero."""
    zero = {"silent": True, "symbol": "none", "label": {"show": False}, "data": [{"xAxis": 0}]}
    return {
        "type": "scatter",
        "name": name,
        "data": data,
        "symbol": "diamond",
        "symbolSize": 14,
        "itemStyle": {"color": INK, "opacity": 1},
        "label": {"show": True, "position": "top", "color": INK, "fontWeight": "bold", "distance": 7},
        "markLine": {**zero, "lineStyle": {"color": INK, "type": "solid"}},
    }


def _rows(names: list[Option], scale: Scale, series: list[Option], right: int) -> Option:
    """Lay series out as horizontal bars, the first row on top."""
    small = {"color": MUTED, "fontSize": 12}
    legend = list(dict.fromkeys(s["name"] for s in series if s["name"]))
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONTS, "fontSize": 13, "color": INK},
        "legend": {"data": legend, "top": 0, "left": 0, "itemGap": 14, "selectedMode": False, "textStyle": small},
        "grid": {"left": LABEL_WIDTH + 12, "right": right, "top": 58, "bottom": 44, "outerBoundsMode": "none"},
        "xAxis": {
            "type": "value",
            "name": f"{scale.prefix}{scale.suffix}".strip(),
            "nameLocation": "middle",
            "nameGap": 26,
            "nameTextStyle": small,
            "axisLabel": {**small, "hideOverlap": True},
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": names,
            "axisTick": {"show": False},
            "axisLine": {"lineStyle": {"color": MUTED}},
            "axisLabel": {"fontSize": 13, "color": INK, "width": LABEL_WIDTH, "overflow": "break", "interval": 0},
        },
        "series": series,
    }
