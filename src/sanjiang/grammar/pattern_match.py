"""One sentence's statements by pattern: matches, with what they lean on, and every figure used once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from sanjiang.core.dates import DateSpan
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Kind, Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.above import NOTHING, PLAN_LEAD, Above
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.figures import full_name, stage_of_projects
from sanjiang.grammar.leftover import General
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import (
    AMOUNT,
    HORIZON,
    Subject,
    carried_date,
    event_date,
    fits,
    grown,
    leans,
    planned,
    scope_before_date,
    subject,
    topic,
    unfold,
)
from sanjiang.grammar.pattern_fields import MEASURES, Groups, Reader, listed
from sanjiang.grammar.required import Triggers, required
from sanjiang.grammar.series import IN_TURN, row

FIGURES = ("count", "value", "investment", "capacity")
SHORT_NAME = 6
"""A name no longer than this may lack what it is about."""
PRODUCT = LETTERS["product"]
NO_OWNER = re.compile(r"[共拥现还]有|投产|^农民|^专业合作|首家|多家|全[市县省区]|借助|目前")
LOOK_BACK = 20
UP_TO = "截"
"""截至 and 截止 tell of what is there; a month after them that lies ahead is one of the year before."""
TIMES_AND_LENGTHS = MEASURES - {"ratio", "kg", "g", "m3", "L", "tce"}
EXACT = frozenset({"day", "ten_days", "month"})
"""How exact a date is that nobody writes of what is to come; with a year of publication the date itself tells."""
FIGURED: frozenset[Kind] = frozenset({"indicator", "task"})
UNDATED: frozenset[Kind] = frozenset({"brand", "alliance"})


@dataclass(slots=True)
class _Sentence:
    reader: Reader
    above: Above
    finds: dict[Kind, list[int]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    names: dict[int, str] = field(default_factory=dict)
    last: Draft | None = None

    @property
    def letters(self) -> str:
        return self.reader.encoded.letters

    def told(self, kind: Kind, span: tuple[int, int]) -> bool:
        """Tell whether a stretch lies within one find of a kind."""
        numbers = self.finds.get(kind)
        return bool(numbers and numbers[span[0]] and numbers[span[0]] == numbers[span[1] - 1])

    def claims(self, at: int) -> bool:
        """Tell whether the figure at a letter is a find's, or lies within one, or measures a time or a length."""
        value = self.reader.encoded.mentions[at].value
        measures = isinstance(value, Quantity) and value.unit in TIMES_AND_LENGTHS
        return measures or at in self.used or any(numbers[at] for numbers in self.finds.values())

    def tell(self, kind: Kind, span: tuple[int, int]) -> None:
        """Note a find: its letters take its number, which is where it begins, counted from one."""
        numbers = self.finds.setdefault(kind, [0] * len(self.letters))
        numbers[span[0] : span[1]] = [span[0] + 1] * (span[1] - span[0])


class PatternFinder:
    """Finds what patterns say, sentence by sentence.

    Parameters
    ----------
    patterns : tuple of Pattern
        In the order in which they are tried.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = tuple(p for p in patterns if not p.general)
        self._general = General(p for p in patterns if p.general)
        needs = [(*([p.needs] if p.needs else []), *required(p.regex)) for p in self._patterns]
        self._triggers = Triggers(needs)

    def find(self, encoded: Encoded, setting: Setting, above: Above = NOTHING) -> Iterator[Draft]:
        """Yield what each pattern finds, but nothing within an earlier pattern's find of its kind or of its figures."""
        encoded = unfold(encoded, setting.text)
        due = self._triggers.due(encoded.letters)
        if not due and not AMOUNT.search(encoded.letters):
            return
        sentence, letters = _Sentence(Reader(encoded, setting), above), encoded.letters
        for pattern, match in self._matches(sentence, due):
            groups = {name: match.span(name) for name, text in match.groupdict().items() if text}
            figures = {groups[name][0] for name in FIGURES if name in groups}
            span = (min(start for start, _ in groups.values()), match.end()) if pattern.general else match.span()
            if sentence.told(pattern.kind, span) or (figures and figures <= sentence.used):
                continue
            if pattern.unless and pattern.unless.search(letters, max(0, span[0] - HORIZON), span[0]):
                continue
            drafts = list(_statements(sentence, pattern, span, groups))
            if IN_TURN in letters and "value" in groups:
                drafts = [one for draft in drafts for one in _in_turn(sentence, draft, span[0], groups["value"][0])]
            if drafts:
                sentence.names |= dict.fromkeys(figures, str(drafts[-1].fields.get("name", "")))
                sentence.tell(pattern.kind, span)
                sentence.used |= figures
                sentence.last = drafts[-1]
            yield from drafts

    def _matches(self, sentence: _Sentence, due: list[int]) -> Iterator[tuple[Pattern, re.Match[str]]]:
        for pattern in (self._patterns[i] for i in due):
            for match in pattern.regex.finditer(sentence.letters):
                yield pattern, match
        yield from self._general.matches(sentence.letters, sentence.claims)


def _statements(sentence: _Sentence, pattern: Pattern, span: tuple[int, int], groups: Groups) -> Iterator[Draft]:
    """Yield the statement of a match, or one for each entry of the list that it holds."""
    items = list(listed(sentence.letters, *groups.pop(pattern.each))) if pattern.each in groups else []
    if pattern.each is None or not items:
        drafts = [_draft(sentence, pattern, groups, span)]
    else:
        spans = items if len(items) > 1 else [span]
        drafts = [
            _draft(sentence, pattern, {**groups, pattern.each: item}, span)
            for item, span in zip(items, spans, strict=True)
        ]
    yield from (draft for draft in drafts if draft)


def _in_turn(sentence: _Sentence, draft: Draft, start: int, figure: int) -> Iterator[Draft]:
    """Yield a statement for each figure of a row ("分别…"); none where nothing tells which figure is whose."""
    reader = sentence.reader
    items = row(reader.encoded, start, figure, carried_date(sentence.letters, start))
    if items is None:
        yield draft
        return
    for item in items:
        fields = {**draft.fields, **(reader.fields({"value": (item.figure, item.figure + 1)}) or {})}
        if item.place is not None:
            fields["place"] = reader.place(*item.place)
        if item.year is not None:
            fields["date"] = item.year
        if item.name is not None:
            fields["name"] = reader.words(*item.name)
        sentence.used.add(item.figure)
        yield Draft(draft.kind, draft.rule, [*draft.spans[:1], reader.encoded.span(item.figure, item.figure + 1)], fields)


def _draft(sentence: _Sentence, pattern: Pattern, groups: Groups, span: tuple[int, int]) -> Draft | None:
    letters, reader = sentence.letters, sentence.reader
    start, end = span
    if pattern.grow and "name" in groups:
        core, last = groups["name"]
        first = grown(letters, max(core, last - 2) if pattern.general else core)
        groups = {**groups, "name": (first, last)}
        start = min(start, first)
        if core > first and letters[core - 1] == PRODUCT and "product" not in groups:
            groups["product"] = (first, core)
    fields = reader.fields(groups)
    if fields is None or not _add_full_name(sentence, pattern, groups, fields):
        return None
    spans = [reader.encoded.span(start, end)]
    about = subject(letters, max(start, groups.get("name", span)[0]) + 1)
    _add_date(sentence, pattern, fields, start, spans)
    if pattern.subject and not _add_park(sentence, about, fields, spans):
        return None
    kind = pattern.kind
    stage = pattern.stage
    if pattern.planned and _is_planned(sentence, (start, end), fields.get("date")):
        kind, stage = pattern.planned, stage or "planned"
    elif pattern.planned == kind:
        return None
    _add_topic(sentence, pattern, groups, fields, start)
    _add_owner(sentence, pattern, about, fields)
    if not _add_parties(sentence, pattern, fields):
        return None
    if pattern.general and kind == "indicator" and fields.get("count") == 1:
        return None
    if stage is None and kind in FIGURED:
        stage = stage_of_projects(letters, start, end, str(fields.get("name", "")))
    if stage:
        fields["stage"] = stage
    return Draft(kind, pattern.id, spans, fields)


def _add_full_name(sentence: _Sentence, pattern: Pattern, groups: Groups, fields: dict[str, object]) -> bool:
    """Name a general pattern's figure in full; False where there is no name."""
    if pattern.general:
        at = max(groups[name][0] for name in FIGURES if name in groups)
        fields["name"] = full_name(str(fields.get("name", "")), sentence.letters, at, sentence.names)
        return fields["name"] is not None
    return fields.get("name") != ""


def _is_planned(sentence: _Sentence, span: tuple[int, int], date: object) -> bool:
    """Tell whether a figure is meant for later: its date says so, else its words do, else what it stands under."""
    published = sentence.reader.setting.published
    if isinstance(date, DateSpan):
        past = date.as_written.startswith(("去", "昨", "前", "上", "近", "过去", "最近"))
        if past or (published and date.end and date.end < published):
            return False
        if published and date.start and date.start > published:
            return UP_TO not in sentence.letters[: span[0]]
    framed = sentence.above.plan or PLAN_LEAD.search(sentence.letters, 0, span[0]) is not None
    exact = published is None and isinstance(date, DateSpan) and date.precision in EXACT
    return planned(sentence.letters, *span, dated=date is not None and not exact, framed=framed)


def _add_date(
    sentence: _Sentence, pattern: Pattern, fields: dict[str, object], start: int, spans: list[tuple[int, int]]
) -> None:
    """Date the statement by what its clause stands under."""
    if "date" in fields or pattern.kind in UNDATED:
        return
    at = carried_date(sentence.letters, start)
    if at is None:
        at = event_date(sentence.letters, start)
    above = sentence.above.date
    if at is None and above and leans(sentence.letters, start):
        fields["date"] = above.value
        spans.append((above.start, above.end))
    if at is None:
        return
    value = sentence.reader.encoded.mentions[at].value
    if isinstance(value, DateSpan):
        fields["date"] = value
        spans.append(sentence.reader.encoded.span(at, at + 1))


def _add_park(
    sentence: _Sentence, about: Subject | None, fields: dict[str, object], spans: list[tuple[int, int]]
) -> bool:
    """Name the park that the clause is about; False where it is about none that is named."""
    if about is None or about.kind != "park" or about.span is None or about.span[1] - about.span[0] < 4:
        return False
    place = sentence.reader.place(*about.span)
    if place.adcode is None:
        return False
    fields["name"] = place.name
    fields.setdefault("place", place)
    spans.append(sentence.reader.encoded.span(*about.span))
    return True


def _add_topic(sentence: _Sentence, pattern: Pattern, groups: Groups, fields: dict[str, object], start: int) -> None:
    """Put before a bare "产值" what the sentence opens with ("烟叶产业方面，"), or what stands before its date."""
    if not pattern.grow or "name" not in groups:
        return
    about = scope_before_date(sentence.letters, groups["name"][0]) or topic(sentence.letters, start)
    name = fields.get("name")
    if about and isinstance(name, str) and len(name) <= SHORT_NAME:
        fields["name"] = sentence.reader.words(*about) + name


def _add_owner(sentence: _Sentence, pattern: Pattern, about: Subject | None, fields: dict[str, object]) -> None:
    """Say whose or where it is: the clause's subject, else the document's region."""
    reader, home = sentence.reader, sentence.reader.setting.home
    if not pattern.home_place:
        return
    if about and about.kind == "organisation":
        owner = reader.words(*about.span) if about.span else ""
        if owner and "organisation" not in fields and not NO_OWNER.search(owner):
            fields["organisation"] = owner
    elif "place" in fields or (about and about.kind == "wider"):
        return
    elif about and about.span:
        fields["place"] = reader.place(*about.span)
    elif about is None and sentence.above.place:
        fields["place"] = sentence.above.place
    elif home and (about is None or fits(about.word, home.adcode or "")):
        fields["place"] = home
    elif about and about.kind == "place" and (named := _last_named(sentence, about.word)):
        fields["place"] = named


def _last_named(sentence: _Sentence, word: str) -> Place | None:
    """Return the last place named before the sentence that a word like 全县 may mean."""
    places = sentence.reader.setting.places
    first = sentence.reader.encoded.span(0, 0)[0]
    last = bisect_left(places, first, key=attrgetter("start"))
    near = (m.value for m in reversed(places[max(0, last - LOOK_BACK) : last]))
    return next((place for place in near if place.adcode and fits(word, place.adcode)), None)


def _names(sentence: _Sentence, home: Place) -> bool:
    """Tell whether the sentence itself names the document's region."""
    encoded = sentence.reader.encoded
    start, end = encoded.span(0, len(encoded.letters))
    return home.name in sentence.reader.setting.text[start:end]


def _add_parties(sentence: _Sentence, pattern: Pattern, fields: dict[str, object]) -> bool:
    """Add the document's region, or the parties of the statement before; False where there are none."""
    parties = fields.get("parties", ())
    named: tuple[str, ...] = parties if isinstance(parties, tuple) else ()
    home = sentence.reader.setting.home
    if pattern.same_party:
        before = sentence.last.fields.get("parties") if sentence.last else None
        if not isinstance(before, tuple):
            return False
        named = tuple(dict.fromkeys((*before, *named)))
    if pattern.home_party and home and (pattern.kind != "alliance" or _names(sentence, home)):
        named = tuple(dict.fromkeys((home.name, *named)))
    if named:
        fields["parties"] = named
    return True
