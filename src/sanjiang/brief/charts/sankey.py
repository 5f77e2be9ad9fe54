"""A chain as a Sankey diagram: what capacities let pass from step to step, and in red where it breaks."""

from __future__ import annotations

from sanjiang.brief.charts.style import ACCENT, ACCENT_LIGHT, BREAK, INK, LINE, MUTED, Option, frame, literal, name_of
from sanjiang.brief.numbers import between
from sanjiang.brief.report import Language
from sanjiang.brief.steps import Json, Steps, breaks, final_range, is_here, links

WORDS = {"zh": {"breaks": "缺 · 断链", "absent": "缺"}, "en": {"breaks": "absent · break", "absent": "absent"}}
LABEL = {"fontSize": 11, "lineHeight": 15, "width": 88, "overflow": "break"}
THIN = 0.04
"""A band that nothing bounds is drawn this wide, as a share of the widest."""


def sankey_chart(steps: Steps, language: Language) -> Option:
    """Draw one chain: a band between two steps is as wide as the narrower of them, by its high.

    Parameters
    ----------
    steps : sequence of (int, Mapping)
        Rows of the brief's ladder with their places in it.
    language : {"zh", "en"}

    Returns
    -------
    dict
        An ECharts option; ``row`` in a node is ``ladder-N``.
    """
    widest = max((final_range(step)[1] for _, step in steps), default=0) or 1
    return {
        **frame(),
        "series": [
            {
                "type": "sankey",
                "left": 8,
                "right": 118,
                "top": 22,
                "bottom": 34,
                "nodeWidth": 12,
                "nodeGap": 14,
                "draggable": False,
                "emphasis": {"disabled": True},
                "data": [_node(steps, i, language) for i in range(len(steps))],
                "links": [_link(steps, a, b, widest) for a, b in links(steps)],
            }
        ],
    }


def _node(steps: Steps, at: int, language: Language) -> Option:
    place, step = steps[at]
    row, words = f"ladder-{place}", WORDS[language]
    name = name_of(step, language)
    if is_here(step):
        low, high = final_range(step)
        width = getattr(between(low, high, str((step.get("final") or {}).get("unit") or "")), language)
        label: Option = {"formatter": literal(f"{name}\n{width}"), "color": INK}
        style: Option = {"color": ACCENT, "borderColor": ACCENT}
    else:
        broken = breaks(steps, place)
        label = {
            "formatter": literal(f"{name}\n{words['breaks' if broken else 'absent']}"),
            "color": BREAK if broken else MUTED,
            "fontWeight": "bold",
        }
        style = {
            "color": "#ffffff",
            "borderColor": BREAK if broken else MUTED,
            "borderType": "dashed",
            "borderWidth": 2,
        }
    return {"name": str(at), "row": row, "label": {**label, **LABEL}, "itemStyle": style}


def _link(steps: Steps, source: int, target: int, widest: float) -> Option:
    ends = (steps[source], steps[target])
    widths = [final_range(step)[1] for _, step in ends if is_here(step)]
    value = min(widths, default=0) or widest * THIN
    return {"source": str(source), "target": str(target), "value": value, "lineStyle": _line(steps, ends)}


def _line(steps: Steps, ends: tuple[tuple[int, Json], tuple[int, Json]]) -> Option:
    if any(breaks(steps, place) for place, _ in ends):
        return {"color": BREAK, "opacity": 0.28}
    if all(is_here(step) for _, step in ends):
        return {"color": ACCENT_LIGHT, "opacity": 1}
    return {"color": LINE, "opacity": 0.6}
