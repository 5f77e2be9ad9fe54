"""A paragraph's story, sentence by sentence: its works, and what its clauses begin and add."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sanjiang.grammar import additions, beginnings
from sanjiang.grammar.draft import Draft
from sanjiang.grammar.due import NOTHING, Due
from sanjiang.grammar.encode import Encoded
from sanjiang.grammar.heads import head_classes
from sanjiang.grammar.narrative_patterns import ANAPHOR, BEGINS, CONTINUES, NO_OWNER, TOLD, Kind
from sanjiang.grammar.paragraph import Paragraph
from sanjiang.grammar.works import read_works

Match = re.Match[str]
OPENS: Final = re.compile("[年日月]产|[\\d一二三四两首全]|项目|工程|该|本|公司|新|扩")
"""What opens the name of a works that a sentence before may be about."""
BUILT_BY: Final = re.compile(r"由[\u4e00-\u9fff]{0,8}$")


def read_sentence(paragraph: Paragraph, encoded: Encoded, due: Due) -> None:
    """Read one sentence: its works, then what its clauses say of the project at hand.

    Parameters
    ----------
    paragraph : Paragraph
        What was read before; what is read now joins it.
    encoded : Encoded
        The sentence.
    due : Due
        What it may hold.
    """
    if due is NOTHING and not encoded.mentions:
        paragraph.group = []
        _progress(paragraph, encoded)
        return
    works, paragraph.place = read_works(encoded, paragraph.setting, paragraph.place, due.works)
    paragraph.drafts += works
    paragraph.group = [d for d in works if d.kind == "project" and d.whole is None]
    if paragraph.current is None and paragraph.topic and due.works and due.goes_on and _goes_on(encoded.letters):
        paragraph.current = paragraph.whole = paragraph.topic
    if paragraph.group or due.told:
        for _, kind, found in sorted(_events(paragraph, encoded, due.told), key=lambda e: (e[0], e[1] != "project")):
            if isinstance(found, Draft):
                _project(paragraph, found)
            else:
                CLAUSES[kind](paragraph, encoded, found)
    _progress(paragraph, encoded)


def _goes_on(letters: str) -> bool:
    """Tell whether a sentence with a head word goes on about the project of the paragraph before."""
    opening, inside = ANAPHOR
    return opening.match(letters) is not None or inside.search(letters) is not None


def _events(paragraph: Paragraph, encoded: Encoded, due: list[int]) -> Iterator[tuple[int, Kind, Draft | Match]]:
    for draft in paragraph.group:
        yield draft.spans[0][0], "project", draft
    lone = paragraph.current is None and not paragraph.group and not any(TOLD[i][0] in BEGINS for i in due)
    for i in due:
        kind, pattern, group = TOLD[i]
        if lone and kind in CONTINUES:
            continue
        for match in pattern.finditer(encoded.letters):
            yield encoded.span(match.start(group or 0), match.end())[0], kind, match


def _progress(paragraph: Paragraph, encoded: Encoded) -> None:
    """Let a project that only the paragraph tells of take the sentence's first word of progress."""
    current = paragraph.current
    if current is None or not paragraph.waits:
        return
    words = [w for w in paragraph.progress(encoded, 0, len(encoded.letters)) if not w.relative]
    if words:
        current.fields["stage"] = words[0].stage
        current.spans.append(encoded.span(words[0].start, words[0].end))


def _project(paragraph: Paragraph, draft: Draft) -> None:
    """Go on about a project of the sentence; its owner is the story's subject where it names none."""
    if draft.content and paragraph.absorb(draft):
        return
    own = {"phase", "capacity", "investment"} & set(draft.fields) or draft.rule != "works-facility"
    if "organisation" not in draft.fields and paragraph.subject and own and _is_subjects(paragraph, draft):
        draft.fields["organisation"] = paragraph.setting.quote(paragraph.subject)
        if not {"product", "process_id"} & set(draft.fields):
            draft.fields |= paragraph.made
            paragraph.weak = draft if paragraph.made else None
    if "phase" in draft.fields:
        paragraph.part_from_whole(draft)
        paragraph.inherit(draft)
    else:
        paragraph.whole = draft
    paragraph.current = draft


def _is_subjects(paragraph: Paragraph, draft: Draft) -> bool:
    """Tell whether a project may be the subject's: told in its sentence, or by an amount or a phase that opens it."""
    if paragraph.subject is None or draft.rule == "narrative-investment":
        return True
    between = paragraph.setting.text[paragraph.subject[1] : draft.spans[0][0]]
    if not re.search("[。；;]", between):
        return True
    return OPENS.match(paragraph.setting.quote(draft.spans[0])) is not None


def _subject(paragraph: Paragraph, encoded: Encoded, match: Match) -> None:
    """Make a firm the story's subject, and the project that only its money told of the one at hand."""
    span = encoded.span(*match.span("firm"))
    name, before = paragraph.setting.quote(span), paragraph.subject
    if NO_OWNER.search(name) or name in head_classes() or (before and paragraph.setting.quote(before) == name):
        return
    paragraph.subject, paragraph.made = span, {}
    builds = BUILT_BY.search(encoded.letters, max(0, match.start() - 10), match.start()) is not None
    if builds and paragraph.current is not None and "organisation" not in paragraph.current.fields:
        return  # it builds the project at hand
    if paragraph.current is None or paragraph.current.fields.get("organisation") != name:
        told = (d for d in paragraph.told.get(name, ()) if d.fields.get("organisation") == name)
        paragraph.current = min(told, key=lambda d: d.spans[0], default=None)


CLAUSES: Final[Mapping[Kind, Callable[[Paragraph, Encoded, Match], None]]] = {
    "named": beginnings.named,
    "opened": beginnings.opened,
    "started": beginnings.started,
    "owners": beginnings.owners,
    "phased": beginnings.phased,
    "subject": _subject,
    "builder": additions.builder,
    "founders": additions.founders,
    "money": additions.money,
    "capacity": additions.capacity,
    "product": additions.product,
}
"""What each kind of clause does to the story."""
