"""How many statements of each kind the documents hold."""

from __future__ import annotations

from collections.abc import Mapping

from sanjiang.brief.charts.style import INK, SURE, Option, bar, rows_layout
from sanjiang.brief.numbers import Scale
from sanjiang.brief.report import Language
from sanjiang.brief.words import KINDS

WORDS = {"zh": "条", "en": "statements"}


def kinds_chart(counts: Mapping[str, int], language: Language) -> Option:
    """Draw a bar a kind, in the order given; an ECharts option."""
    names: list[Option] = [{"value": getattr(KINDS[kind], language)} for kind in counts]
    data: list[Option] = [{"value": count, "label": {"show": True}} for count in counts.values()]
    series = [bar("", data, SURE, {"position": "right", "color": INK, "distance": 6})]
    option = rows_layout(names, Scale(1, "", WORDS[language]), series, right=40)
    option["xAxis"]["minInterval"] = 1
    option["grid"]["top"] = 12
    return option
