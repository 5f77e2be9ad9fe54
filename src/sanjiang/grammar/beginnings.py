"""Clauses that begin a project of which no noun phrase with a head word tells."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.encode import LETTERS, Encoded
from sanjiang.grammar.narrative_patterns import DOES, NO_NAME, PLACE_LIKE
from sanjiang.grammar.paragraph import Paragraph, filled, tell

Match = re.Match[str]
FIGURES: Final = frozenset(LETTERS[kind] for kind in ("money", "capacity", "count"))
SHORTEST: Final = 4
"""So many letters at least has a name that no head word ends; of one that stands or is built, one less."""


def named(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Begin a project that a name without a head word and its money tell of ("某某水城投资3亿元")."""
    begin, end = match.span("named")
    if DOES.match(encoded.letters, match.end()) and not PLACE_LIKE.search(encoded.letters, begin, end):
        return
    draft = _of_name(paragraph, encoded, (begin, end), SHORTEST)
    if draft is None:
        return
    draft.rule = "narrative-named"
    draft.fields["investment"] = encoded.mentions[match.start("money")].value
    draft.spans.append(encoded.span(begin, match.end()))
    after = [w for w in paragraph.progress(encoded, match.end(), len(encoded.letters)) if not w.relative]
    if after:
        draft.fields["stage"] = after[0].stage
        tell(draft, encoded.span(after[0].start, after[0].end))
    paragraph.begin(draft)


def opened(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Begin a project that a name without a head word and its progress tell of ("某某港日前动工")."""
    words = paragraph.progress(encoded, match.start("opened"), match.end())
    draft = _of_name(paragraph, encoded, match.span("named"), SHORTEST - 1) if words else None
    if draft is not None:
        draft.fields["stage"] = words[0].stage
        draft.spans.append(encoded.span(match.start("named"), match.end()))
        paragraph.begin(draft)


def _of_name(paragraph: Paragraph, encoded: Encoded, letters: tuple[int, int], shortest: int) -> Draft | None:
    span = encoded.span(*letters)
    if span[1] - span[0] < shortest or NO_NAME.search(encoded.letters, *letters) or paragraph.covers(span):
        return None
    fields = {"name": paragraph.setting.quote(span), "place": paragraph.place_in(encoded, *letters)}
    return Draft("project", "narrative-opened", [span], filled(fields))


def started(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Begin the works of a firm that is said to start without a word for what it starts ("某某公司当天投产")."""
    if paragraph.group:
        return
    span = encoded.span(*match.span("firm"))
    fields = {"organisation": paragraph.setting.quote(span), "place": paragraph.place or paragraph.setting.home}
    words = paragraph.progress(encoded, match.start("started"), match.end())
    if words:
        fields["stage"] = words[0].stage
    paragraph.begin(Draft("project", "narrative-started", [span, encoded.span(*match.span())], filled(fields)))


def owners(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Read "甲、乙分别投资3亿元、2亿元": each owner's project with its sum."""
    begin = match.start("owners")
    names = [encoded.span(begin + m.start(), begin + m.end()) for m in re.finditer(r"[^、和]+", match["owners"])]
    moneys = [encoded.mentions[i] for i in range(*match.span("moneys")) if i in encoded.mentions]
    if len(names) != len(moneys):
        return
    site = encoded.mentions[match.start("place")].value if match["place"] else paragraph.place or paragraph.setting.home
    paragraph.group = []
    for name, money in zip(names, moneys, strict=True):
        fields = {"organisation": paragraph.setting.quote(name), "investment": money.value, "place": site}
        spans = [name, (money.start, money.end)]
        paragraph.group.append(Draft("project", "narrative-owners", spans, filled(fields)))
    paragraph.drafts += paragraph.group
    paragraph.current = paragraph.group[-1]


def phased(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Begin a phase that its money, its capacity or its progress tells of ("一期投资3亿元,今年7月动工")."""
    span, at = encoded.span(*match.span("phase")), match.start("phase")
    if paragraph.covers(span) or not (paragraph.whole or paragraph.subject or paragraph.sibling):
        return
    phase = paragraph.setting.quote(span)
    told = next((d for d in reversed(paragraph.drafts) if d.fields.get("phase") == phase), None)
    if told is not None:
        paragraph.current = told
        return
    draft = Draft("project", "narrative-phase", [span], {"name": phase, "phase": phase}, pending=True)
    if paragraph.whole is None and paragraph.subject:
        draft.fields["organisation"] = paragraph.setting.quote(paragraph.subject)
    paragraph.inherit(draft)
    beyond = match.end("phase")
    marks = [i for i in (encoded.letters.find(m, beyond) for m in ("；", ";", LETTERS["phase"])) if i >= 0]
    end = min(marks, default=len(encoded.letters))
    words = paragraph.progress(encoded, at, end)
    if not words and not FIGURES & set(encoded.letters[at:end]):
        return
    if words:
        draft.fields["stage"] = words[0].stage
        tell(draft, encoded.span(words[0].start, words[0].end))
    paragraph.weak = draft
    paragraph.begin(draft)


def invested(paragraph: Paragraph, encoded: Encoded, match: Match) -> Draft | None:
    """Begin a project that only its investor and its money name ("某公司计划投资2亿元扩大…")."""
    if paragraph.subject is None or paragraph.current is not None:
        return None
    places = [
        m.value
        for i, m in encoded.mentions.items()
        if i < match.start() and isinstance(m.value, Place) and m.start >= paragraph.subject[1]
    ]
    site = places[-1] if places else paragraph.place or paragraph.setting.home
    draft = Draft(
        "project", "narrative-investment", [encoded.span(*match.span())], filled({**paragraph.made, "place": site})
    )
    paragraph.own(draft, paragraph.setting.quote(paragraph.subject))
    paragraph.drafts.append(draft)
    paragraph.current = draft
    paragraph.weak = draft if paragraph.made else None
    return draft
