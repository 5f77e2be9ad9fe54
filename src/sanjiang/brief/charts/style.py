"""What the charts share: colours that black and white tells apart, and the frame of horizontal bars.

Options are plain values, no functions, so that they draw alike on a page, in a picture and in black and white.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanjiang.brief.numbers import Scale, scales
from sanjiang.brief.report import Language

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


def frame() -> Option:
    """Return what every chart begins with: no motion, our fonts and ink."""
    return {"animation": False, "textStyle": {"fontFamily": FONTS, "fontSize": 13, "color": INK}}


def or_else(value: float | None, instead: float) -> float:
    """Return a value, or another where there is none."""
    return instead if value is None else float(value)


def scale_of(unit: str, size: float, language: Language) -> Scale:
    """Return how one language writes numbers of a unit."""
    both = scales(unit, size)
    return both.zh if language == "zh" else both.en


def literal(text: str) -> str:
    """Return text that ECharts does not read as a template."""
    return text.replace("{", "｛").replace("}", "｝")  # ECharts reads braces in a formatter as a template


def name_of(row: Row, language: Language) -> str:
    """Return a row's name in one language."""
    name = str(row.get(f"name_{language}") or row.get("name_zh") or row.get("process") or "")
    return name[:1].upper() + name[1:]


def bar(name: str, data: list[Option], style: Option, label: Option | None = None) -> Option:
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


def diamonds(name: str, data: list[Option]) -> Option:
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


def rows_layout(names: list[Option], scale: Scale, series: list[Option], right: int) -> Option:
    """Lay series out as horizontal bars, the first row on top."""
    small = {"color": MUTED, "fontSize": 12}
    legend = list(dict.fromkeys(s["name"] for s in series if s["name"]))
    return {
        **frame(),
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
