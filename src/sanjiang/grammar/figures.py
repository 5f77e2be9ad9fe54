"""What a figure leans on in its sentence: the figure before it, the word that says how far its projects are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Place, Stage
from sanjiang.grammar.conditions import is_condition
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.figure_names import full_name, of_points
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import HORIZON, carried_date, fits, planned
from sanjiang.grammar.pattern_fields import Groups
from sanjiang.grammar.pattern_sentence import FIGURES, Sentence
from sanjiang.grammar.series import row

SEGMENT: Final = re.compile("[，,；;。：:]")
STAGES: Final[tuple[tuple[re.Pattern[str], Stage], ...]] = (
    (re.compile(r"意向|在谈|洽谈"), "lead"),
    (re.compile(r"签约|签订|签下|签署"), "signed"),
    (re.compile(r"(?<!未)(?<!待)开工|动工|在建"), "under_construction"),
    (re.compile(r"竣工|投产(?!后)|投用"), "operating"),
)
OF_PROJECTS: Final = re.compile(r"项目|工程|签约|协议|意向|合同")
RATIO: Final = LETTERS["ratio"]
LOOK_BACK: Final = 20
BY_NOW: Final = re.compile("截[至止]|[目当]前|现[有已]")
"""What is there by now is no plan; a month that lies ahead is then one of the year before."""
EXACT: Final = frozenset({"day", "ten_days", "month"})
"""How exact a date is that nobody writes of what is to come; with a year of publication the date itself tells."""
BESIDE: Final = 10
"""So many letters before a figure's words may tell how far its projects are."""


def stage_of_projects(letters: str, start: int, end: int, name: str) -> Stage | None:
    """Return how far the projects are that a figure counts or sums, where its clause tells."""
    if not OF_PROJECTS.search(name):
        return None
    before = SEGMENT.split(letters[max(0, start - BESIDE) : start])[-1]
    clause = before + letters[start:end] + SEGMENT.split(letters[end : end + BESIDE])[0]
    return next((stage for word, stage in STAGES if word.search(clause)), None)


def name_in_full(sentence: Sentence, pattern: Pattern, groups: Groups, fields: dict[str, object]) -> bool:
    """Name a general pattern's figure in full; False where there is no name."""
    if pattern.kind == "indicator" and any(
        is_condition(sentence.letters, groups[g][0]) for g in FIGURES if g in groups
    ):
        return False
    if pattern.general:
        at = max(groups[name][0] for name in FIGURES if name in groups)
        name = of_points(sentence, str(fields.get("name", "")), at)
        fields["name"] = None if name is None else full_name(name, sentence.letters, at, sentence.names)
        return fields["name"] is not None
    return fields.get("name") != ""


def is_one(fields: Mapping[str, object]) -> bool:
    """Tell whether a figure is a single thing."""
    return fields.get("count", fields.get("value")) == 1 and fields.get("unit") != "ratio"


def is_planned(sentence: Sentence, span: tuple[int, int], date: object) -> bool:
    """Tell whether a figure is meant for later: its date says so, else its words do, else what it stands under."""
    published = sentence.reader.setting.published
    if isinstance(date, DateSpan):
        past = date.as_written.startswith(("去", "昨", "前", "上", "近", "过去", "最近"))
        if past or (published and date.end and date.end < published):
            return False
        if published and date.start and date.start > published:
            return not BY_NOW.search(sentence.letters, max(0, span[0] - HORIZON), span[0])
    exact = published is None and isinstance(date, DateSpan) and date.precision in EXACT
    return planned(
        sentence.letters,
        *span,
        dated=date is not None and not exact,
        framed=sentence.above.frames(sentence.letters, span[0]),
    )


def in_turn(sentence: Sentence, draft: Draft, start: int, figure: int) -> Iterator[Draft]:
    """Yield a statement for each figure of a row ("分别…"); none where nothing tells which figure is whose."""
    reader = sentence.reader
    near = (i for i in range(max(0, start - HORIZON), start) if sentence.letters[i] != RATIO)
    told = [sentence.names[i] for i in near if i in sentence.names]
    items = row(reader, start, figure, carried_date(sentence.letters, start), told)
    if items is None:
        yield draft
        return
    for item in items:
        fields = {**draft.fields, **(reader.fields({"value": (item.figure, item.figure + 1)}) or {})}
        own = {"place": item.place, "date": item.year, "name": item.name}
        fields |= {name: value for name, value in own.items() if value is not None}
        sentence.used.add(item.figure)
        sentence.names[item.figure] = str(fields.get("name", ""))
        spans = [*draft.spans[:1], reader.encoded.span(item.figure, item.figure + 1)]
        yield Draft(draft.kind, draft.rule, spans, fields)


def last_named(sentence: Sentence, word: str) -> Place | None:
    """Return the last place named before the sentence that a word like 全县 may mean."""
    places = sentence.reader.setting.places
    first = sentence.reader.encoded.span(0, 0)[0]
    last = bisect_left(places, first, key=attrgetter("start"))
    near = (m.value for m in reversed(places[max(0, last - LOOK_BACK) : last]))
    return next((place for place in near if place.adcode and fits(word, place.adcode)), None)
