"""Projects by the quarter in which they were told of, and how far they then were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sanjiang.brief.charts.style import ACCENT, ACCENT_LIGHT, INK, LINE, MUTED, Option, frame
from sanjiang.brief.report import Language
from sanjiang.brief.words import STAGES

STYLES: Mapping[str, Option] = {
    "lead": {"color": "#ffffff", "borderColor": MUTED, "borderType": "dotted"},
    "signed": {"color": "#ffffff", "borderColor": ACCENT},
    "planned": {
        "color": "#ffffff",
        "borderColor": ACCENT,
        "decal": {"symbol": "rect", "color": ACCENT, "dashArrayX": [1, 0], "dashArrayY": [1, 6]},
    },
    "under_construction": {
        "color": ACCENT_LIGHT,
        "borderColor": ACCENT,
        "decal": {"symbol": "rect", "color": ACCENT, "dashArrayX": [1, 0], "dashArrayY": [2, 5], "rotation": -0.785},
    },
    "partly_operating": {
        "color": "#6d98a4",
        "borderColor": ACCENT,
        "decal": {"symbol": "circle", "color": "#ffffff", "dashArrayX": [[4, 6], [0, 5, 4, 1]], "dashArrayY": [4, 2]},
    },
    "operating": {"color": ACCENT, "borderColor": ACCENT},
    "suspended": {"color": "#b9c0c7", "borderColor": INK},
    "cancelled": {
        "color": "#ffffff",
        "borderColor": INK,
        "decal": {"symbol": "triangle", "color": INK, "symbolSize": 0.7},
    },
}
"""From empty over hatched to full: the further a project is, the darker it is; what stopped is grey or speckled."""


def pipeline_chart(quarters: Sequence[str], counts: Mapping[str, Mapping[str, int]], language: Language) -> Option:
    """Draw a stacked column a quarter.

    Parameters
    ----------
    quarters : sequence of str
        In order of time, such as ``2021Q2``.
    counts : mapping of stage to mapping of quarter to int
        Only stages that occur.
    language : {"zh", "en"}

    Returns
    -------
    dict
        An ECharts option; ``row`` in a data item is ``pipeline-QUARTER``.
    """
    names = {stage: getattr(STAGES[stage], language) for stage in counts}
    small = {"color": MUTED, "fontSize": 12}
    return {
        **frame(),
        "legend": {"data": list(names.values()), "top": 0, "left": 0, "selectedMode": False, "textStyle": small},
        "grid": {"left": 40, "right": 12, "top": 46, "bottom": 30},
        "xAxis": {"type": "category", "data": list(quarters), "axisLabel": small, "axisTick": {"show": False}},
        "yAxis": {
            "type": "value",
            "minInterval": 1,
            "axisLabel": small,
            "splitLine": {"lineStyle": {"color": LINE}},
        },
        "series": [
            {
                "type": "bar",
                "name": names[stage],
                "stack": "all",
                "barMaxWidth": 44,
                "itemStyle": {"borderWidth": 1, **STYLES[stage]},
                "emphasis": {"disabled": True},
                "data": [{"row": f"pipeline-{q}", "value": by_quarter.get(q, 0) or None} for q in quarters],
            }
            for stage, by_quarter in counts.items()
        ],
    }
