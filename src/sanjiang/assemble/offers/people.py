"""Finds whom a benefit is for: what joins and what parts the words of a list of people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sanjiang.assemble.offers.people_words import COMPANION, Token, people_words
from sanjiang.assemble.offers.text import Text, pattern
from sanjiang.policies.policy import Group

PARTED = re.compile(r"[、，,;；/]|和|与|以?及|或")
CHILD = "child"
OF = re.compile(r"(?:的|其)?(?:[\d一二两]+[名位个]?)?的?")
"""What joins people to those who come with them: 残疾人的1名陪同人员."""


@dataclass(slots=True)
class _Segment:
    """What stands between two marks of a list."""

    tokens: list[Token] = field(default_factory=list)
    generic: bool = False

    @property
    def residences(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for t in self.tokens for code in t.residences))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kind for t in self.tokens for kind in t.kinds))

    @property
    def companion(self) -> bool:
        return COMPANION in self.kinds

    @property
    def others(self) -> bool:
        return any(t.kinds or t.age or t.unread or t.not_from for t in self.tokens)


def groups_in(text: Text, start: int, end: int, named: bool = False) -> tuple[Group, ...]:
    """Return the groups that a stretch names; in a list of people (`named`) every region counts."""
    return tuple(_groups(text, _segments(text.text, people_words(text, start, end, named), end)))


def _segments(line: str, tokens: Sequence[Token], end: int) -> list[_Segment]:
    out: list[_Segment] = []
    for i, token in enumerate(tokens):
        between = line[tokens[i - 1].end : token.start] if i else ""
        if not i or PARTED.search(between) or (COMPANION in token.kinds and not OF.fullmatch(between)):
            out.append(_Segment())
        elif re.search(pattern("people", "generic").pattern, between):
            out[-1].generic = True
        out[-1].tokens.append(token)
        following = line[token.end : tokens[i + 1].start if i + 1 < len(tokens) else min(end, token.end + 16)]
        if re.search(pattern("people", "generic").pattern, PARTED.split(following)[0]):
            out[-1].generic = True
    return out


def _groups(text: Text, segments: Sequence[_Segment]) -> Iterator[Group]:
    """Yield a group for each segment. Regions alone wait for the next that has people: 成都、眉山两市居民."""
    merged: list[_Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        if last and last.residences and not last.others and not last.generic and (segment.residences or segment.others):
            last.tokens += segment.tokens
            last.generic = segment.generic
        elif last and _goes_on(last, segment):
            last.tokens += segment.tokens
        else:
            merged.append(segment)
    for segment, following in pairwise(merged):
        if all(t.unread for t in segment.tokens) and CHILD in following.kinds:  # 1.2米以下或6周岁以下儿童
            segment.tokens += [t for t in following.tokens if CHILD in t.kinds]
    for segment in merged:
        yield _group(text, segment)


def _goes_on(last: _Segment, segment: _Segment) -> bool:
    """Tell whether a segment says more of the one before: another kind, or the other end of an age."""
    if last.companion or segment.companion:
        return False
    if segment.residences and not segment.others and last.residences and not last.others:
        return True
    only_kinds = all(t.kinds for t in segment.tokens)
    if only_kinds and segment.tokens and all(t.kinds or t.residences for t in last.tokens) and last.kinds:
        return not (last.generic and last.residences)
    ages = [t.age for t in last.tokens if t.age]
    more = [t.age for t in segment.tokens if t.age]
    open_end = len(last.tokens) == 1 and len(ages) == 1 and len(more) == 1
    return open_end and ages[0][1] is None and more[0][0] is None and (ages[0][0] or 0) < (more[0][1] or 0)


def _group(text: Text, segment: _Segment) -> Group:
    tokens = segment.tokens
    span = text.span(tokens[0].start, tokens[-1].end)
    if segment.companion:  # whom they come with is nothing that a question tells
        return Group((), (), (COMPANION,), None, None, span.quote, span)
    ages = [t.age for t in tokens if t.age]
    low = max((a for a, _ in ages if a is not None), default=None)
    under = min((b for _, b in ages if b is not None), default=None)
    return Group(
        residences=segment.residences,
        not_from=tuple(dict.fromkeys(code for t in tokens for code in t.not_from)),
        kinds=segment.kinds,
        age_from=low,
        age_under=under,
        unread=next((t.unread for t in tokens if t.unread), None),
        evidence=span,
    )
