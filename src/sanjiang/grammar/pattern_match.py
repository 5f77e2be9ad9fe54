"""One sentence's statements by pattern: matches, with what they lean on, and every figure used once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Kind, Place
from sanjiang.core.tuples import new
from sanjiang.grammar.above import NOTHING, Above
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.expression import naming
from sanjiang.grammar.figures import in_turn, is_one, is_planned, last_named, name_in_full, stage_of_projects
from sanjiang.grammar.leftover import General
from sanjiang.grammar.openings import glance
from sanjiang.grammar.parties import acting, both_before, clean, is_home
from sanjiang.grammar.pattern import Pattern
from sanjiang.grammar.pattern_context import (
    HORIZON,
    Subject,
    carried_date,
    event_date,
    fits,
    grown,
    leans,
    scope_before_date,
    subject,
    topic,
)
from sanjiang.grammar.pattern_fields import Groups, Reader, listed
from sanjiang.grammar.pattern_sentence import FIGURES, Sentence
from sanjiang.grammar.series import IN_TURN
from sanjiang.grammar.tiers import tiers

SHORT_NAME: Final = 6
"""A name no longer than this may lack what it is about."""
DATE: Final = LETTERS["date"]
PRODUCT: Final = LETTERS["product"]
NO_OWNER: Final = re.compile(r"[共拥现还已]有|投产|^农民|^专业合作|首家|多家|全[市县省区]|借助|目前")
FIGURED: Final[frozenset[Kind]] = frozenset({"indicator", "task"})
UNDATED: Final[frozenset[Kind]] = frozenset({"brand"})


Search = tuple[Callable[..., re.Match[str] | None], list[tuple[int, str]]]
"""The search of a compiled pattern, and the numbers and names of its groups in the order in which they open."""
Matched = tuple[Pattern, tuple[int, int], Groups]
"""A pattern, the letters that it matches, and those of its groups."""


class PatternFinder:
    """Finds what patterns say, sentence by sentence.

    Parameters
    ----------
    patterns : tuple of Pattern
        In the order in which they are tried.
    """

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self._patterns = [pattern for pattern in patterns if not pattern.general]
        self._searches: dict[int, Search] = {}
        self._general = General(p for p in patterns if p.general)

    def matches(self, sentences: Sequence[str], due: Sequence[Sequence[int]]) -> list[list[Matched]]:
        """Return what the patterns that are not general match in each sentence, in the order of the patterns.

        A pattern is tried in all sentences before the next, so that it stays in the processor's caches.

        Parameters
        ----------
        sentences : sequence of str
            Their letters.
        due : sequence of sequence of int
            The indices, among the patterns that are not general, of those that each may hold.
        """
        holders: dict[int, list[int]] = {}
        for i, indices in enumerate(due):
            for index in indices:
                holders.setdefault(index, []).append(i)
        found: list[list[Matched]] = [[] for _ in sentences]
        for index in sorted(holders):
            pattern = self._patterns[index]
            search, names = self._searches.get(index) or self._compile(index)
            for i in holders[index]:
                match = search(sentences[i])
                while match:  # most often there is none, and a search costs less than an iterator
                    spans = match.regs
                    groups = {name: spans[n] for n, name in names if spans[n][0] < spans[n][1]}
                    found[i].append((pattern, spans[0], groups))
                    match = search(sentences[i], max(spans[0][1], spans[0][0] + 1))
        return found

    def _compile(self, index: int) -> Search:
        """Compile a pattern: a document needs few of them, and all take longer than most documents."""
        pattern = self._patterns[index]
        with naming(pattern.id):
            regex = re.compile(glance(pattern.source))
        names = sorted((number, name) for name, number in regex.groupindex.items())
        return self._searches.setdefault(index, (regex.search, names))

    def find(
        self, encoded: Encoded, setting: Setting, matched: Iterable[Matched], above: Above = NOTHING
    ) -> Iterator[Draft]:
        """Yield what each pattern finds, but nothing within an earlier pattern's find of its kind or of its figures.

        Parameters
        ----------
        encoded : Encoded
            A sentence, its rates unfolded.
        setting : Setting
            The document around it.
        matched : iterable of Matched
            What `matches` returned for it.
        above : Above
            What stands above it in its paragraph.
        """
        sentence, letters = Sentence(new(Reader, (encoded, setting)), above), encoded.letters
        for pattern, span, groups in chain(matched, self._left_over(sentence)):
            figures = {groups[name][0] for name in FIGURES if name in groups}
            if sentence.told(pattern.kind, span) or (figures and figures <= sentence.used):
                continue
            if pattern.unless and pattern.unless.search(letters, max(0, span[0] - HORIZON), span[0]):
                continue
            drafts = _statements(sentence, pattern, span, groups)
            if IN_TURN in letters and "value" in groups and pattern.kind in FIGURED:
                drafts = [one for draft in drafts for one in in_turn(sentence, draft, span[0], groups["value"][0])]
            if drafts:
                sentence.names |= dict.fromkeys(figures, str(drafts[-1].fields.get("name", "")))
                sentence.tell(pattern.kind, span)
                sentence.used |= figures
                sentence.last = drafts[-1]
            yield from drafts

    def _left_over(self, sentence: Sentence) -> Iterator[Matched]:
        """Yield what the general patterns match of the figures that no other pattern has taken."""
        for pattern, match in self._general.matches(sentence.reader.encoded, sentence.claims):
            groups = {name: match.span(name) for name, text in match.groupdict().items() if text}
            yield pattern, (min(start for start, _ in groups.values()), match.end()), groups


def _statements(sentence: Sentence, pattern: Pattern, match: tuple[int, int], groups: Groups) -> list[Draft]:
    """Return the statement of a match, or one for each entry of the list that it holds."""
    items = list(listed(sentence.letters, *groups.pop(pattern.each))) if pattern.each in groups else []
    if pattern.each is None or not items:
        draft = _draft(sentence, pattern, groups, match)
        return [draft] if draft else []
    spans = items if len(items) > 1 else [match]
    named = tiers(sentence.letters, match[0], len(items)) if pattern.each == "value" else []
    drafts = [
        _draft(sentence, pattern, {**groups, **name, pattern.each: item}, span)
        for item, span, name in zip(items, spans, _names_of(named, len(items)), strict=True)
    ]
    return [draft for draft in drafts if draft]


def _names_of(named: list[tuple[int, int]], number: int) -> list[Groups]:
    return [{"name": span} for span in named] if named else [{}] * number


def _draft(sentence: Sentence, pattern: Pattern, groups: Groups, span: tuple[int, int]) -> Draft | None:
    letters, reader = sentence.letters, sentence.reader
    start, end = span
    if pattern.grow and "name" in groups:
        core, last = groups["name"]
        first = grown(letters, max(core, last - 2) if pattern.general else core)
        groups = {**groups, "name": (first, last)}
        start = first if pattern.general and start == core else min(start, first)
        if core > first and letters[core - 1] == PRODUCT and "product" not in groups:
            groups["product"] = (first + 2 * letters.startswith("新增", first), core)
    fields = reader.fields(groups)
    if fields is None or not name_in_full(sentence, pattern, groups, fields):
        return None
    spans = [reader.encoded.span(start, end)]
    leaning = pattern.subject or pattern.home_place
    about = subject(letters, max(start, groups.get("name", span)[0]) + 1) if leaning else None
    _add_date(sentence, pattern, fields, (start, end), spans)
    if pattern.subject and not _add_park(sentence, about, fields, spans):
        return None
    kind = pattern.kind
    stage = pattern.stage
    if pattern.planned and is_planned(sentence, (start, end), fields.get("date")):
        kind, stage = pattern.planned, stage or "planned"
    elif pattern.planned == kind:
        return None
    _add_topic(sentence, pattern, groups, fields, start)
    if pattern.kind in ("park", "alliance") and "name" in groups:
        _add_own_place(sentence, groups["name"], fields)
    _add_owner(sentence, pattern, about, fields)
    if not _add_parties(sentence, pattern, fields, start):
        return None
    if pattern.general and kind == "indicator" and is_one(fields):
        return None
    if stage is None and kind in FIGURED:
        stage = stage_of_projects(letters, start, end, str(fields.get("name", "")))
    if stage:
        fields["stage"] = stage
    if pattern.ratio is not None and "value" not in fields:
        fields |= {"value": pattern.ratio, "unit": "ratio"}
    return Draft(kind, pattern.id, spans, fields)


def _add_date(
    sentence: Sentence,
    pattern: Pattern,
    fields: dict[str, object],
    span: tuple[int, int],
    spans: list[tuple[int, int]],
) -> None:
    """Date the statement by what its clause stands under, an agreement also by a date among its own words."""
    if "date" in fields or pattern.undated or pattern.kind in UNDATED:
        return
    at = carried_date(sentence.letters, span[0])
    if at is None:
        at = event_date(sentence.letters, span[0])
    if at is None and pattern.kind == "agreement":
        inside = sentence.letters.find(DATE, *span)
        at = inside if inside >= 0 else None
    above = sentence.above.date
    if at is None and above and leans(sentence.letters, span[0]):
        fields["date"] = above.value
        spans.append((above.start, above.end))
    if at is None:
        return
    value = sentence.reader.encoded.mentions[at].value
    if isinstance(value, DateSpan):
        fields["date"] = value
        spans.append(sentence.reader.encoded.span(at, at + 1))


def _add_park(
    sentence: Sentence, about: Subject | None, fields: dict[str, object], spans: list[tuple[int, int]]
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


def _add_topic(sentence: Sentence, pattern: Pattern, groups: Groups, fields: dict[str, object], start: int) -> None:
    """Put before a bare "产值" what the sentence opens with ("烟叶产业方面，"), or what stands before its date."""
    if not pattern.grow or "name" not in groups:
        return
    about = scope_before_date(sentence.letters, groups["name"][0]) or topic(sentence.letters, start)
    name = fields.get("name")
    if about and isinstance(name, str) and len(name) <= SHORT_NAME:
        topic_name = sentence.reader.words(*about)
        fields["name"] = name if name.startswith(topic_name) else topic_name + name


def _add_own_place(sentence: Sentence, name: tuple[int, int], fields: dict[str, object]) -> None:
    """Say where a park or an alliance is if its name does ("绵阳高新区")."""
    mentions = (sentence.reader.encoded.mentions.get(i) for i in range(*name))
    own = next((m.value for m in mentions if m and isinstance(m.value, Place)), None)
    if own:
        fields.setdefault("place", own)


def _add_owner(sentence: Sentence, pattern: Pattern, about: Subject | None, fields: dict[str, object]) -> None:
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
    elif about and about.kind == "place" and (named := last_named(sentence, about.word)):
        fields["place"] = named


def _names(sentence: Sentence, home: Place) -> bool:
    """Tell whether the sentence itself names the document's region."""
    encoded = sentence.reader.encoded
    start, end = encoded.span(0, len(encoded.letters))
    return home.name in sentence.reader.setting.text[start:end]


def _add_parties(sentence: Sentence, pattern: Pattern, fields: dict[str, object], start: int) -> bool:
    """Add who acts, or the document's region, or the parties of the statement before; False where there are none."""
    parties = fields.get("parties", ())
    named: tuple[str, ...] = parties if isinstance(parties, tuple) else ()
    home = sentence.reader.setting.home
    named = tuple(dict.fromkeys(home.name if home and is_home(party) else clean(party) for party in named))
    both = both_before(sentence.letters, start) if pattern.kind == "agreement" and not named else None
    if both:
        named = tuple(sentence.reader.words(*span) for span in both)
    if pattern.same_party:
        before = sentence.last.fields.get("parties") if sentence.last else None
        if not isinstance(before, tuple):
            return False
        named = tuple(dict.fromkeys((*before, *named)))
    actor = acting(sentence.letters, start) if pattern.home_party and pattern.kind == "agreement" else None
    if actor:
        named = tuple(dict.fromkeys((sentence.reader.words(*actor), *named)))
    elif pattern.home_party and home and (pattern.kind != "alliance" or _names(sentence, home)):
        named = tuple(dict.fromkeys((home.name, *named)))
    if named:
        fields["parties"] = named
    return True
