"""Finds whom a benefit is for: residents of regions, kinds of people, ages; what joins and what parts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sanjiang.assemble.offers.text import Text, count, pattern, words
from sanjiang.assemble.offers.where import is_residence, lists_of, places_in
from sanjiang.library.regions import Region
from sanjiang.policies.asked import kinds
from sanjiang.policies.policy import Group

PARTED = re.compile(r"[、，,;；/]|和|与|以?及|或")
_N = r"(?P<{}>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})"
_IN = r"(?:周岁|岁)?(?:[（(]不?含[^（）()]{0,6}[)）])?"
_AGE = re.compile(
    rf"(?:年满|年龄|满)?(?:在|为)?{_N.format('a')}(?:周?岁)?(?P<in_a>[（(]不?含[^（）()]{{0,6}}[)）])?(?:—|–|-|－|至|到|～|~)+"
    rf"{_N.format('b')}周?岁(?P<in_b>[（(]不?含[^（）()]{{0,6}}[)）])?(?P<below>以下)?"
    rf"|(?P<full>年满|不满|未满|满)?{_N.format('c')}周?岁(?P<in_c>[（(]不?含[^（）()]{{0,6}}[)）])?(?P<way>(?:及)?以上|(?:及)?以下|以内)?"
    r"(?P<in_d>[（(]不?含[^（）()]{0,6}[)）])?"
)
YEARS_OF_BIRTH = 130


@dataclass(slots=True)
class _Token:
    """One word of a list of people: a residence, a kind, an age, or a condition that no question answers."""

    start: int
    end: int
    residences: tuple[str, ...] = ()
    not_from: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: tuple[int | None, int | None] | None = None
    unread: str | None = None


@dataclass(slots=True)
class _Segment:
    """What stands between two marks of a list."""

    tokens: list[_Token] = field(default_factory=list)
    generic: bool = False

    @property
    def residences(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for t in self.tokens for code in t.residences))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(kind for t in self.tokens for kind in t.kinds))

    @property
    def others(self) -> bool:
        return any(t.kinds or t.age or t.unread or t.not_from for t in self.tokens)


@cache
def _kind_pattern() -> re.Pattern[str]:
    branches = ((name, "|".join(kind.words)) for name, kind in kinds().items())
    return re.compile("|".join(f"(?P<{name}>{expression})" for name, expression in branches))


def groups_in(text: Text, start: int, end: int, named: bool = False) -> tuple[Group, ...]:
    """Return the groups that a stretch names; in a list of people (`named`) every region counts."""
    tokens = sorted(_tokens(text, start, end, named), key=lambda t: (t.start, -t.end))
    kept: list[_Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    kept += [t for t in _others(text, start, end) if not any(k.start < t.end and t.start < k.end for k in kept)]
    kept.sort(key=lambda t: t.start)
    return tuple(_groups(text, _segments(text.text, kept, end)))


def _tokens(text: Text, start: int, end: int, named: bool) -> Iterator[_Token]:
    yield from _regions(text, start, end, named)
    line = text.text
    for match in _kind_pattern().finditer(line, start, end):
        if match.lastgroup and not re.match(
            "[证卡]|优待证|票价?|专场|节(?!目)|大道", line[match.end() : match.end() + 3]
        ):
            yield _Token(match.start(), match.end(), kinds=(match.lastgroup,))
    for match in _AGE.finditer(line, start, end):
        if (span := _age(match)) is not None:
            yield _Token(match.start(), match.end(), age=span)
    for match in pattern("people", "height").finditer(line, start, end):
        yield _Token(match.start(), match.end(), unread=match[0])


def _others(text: Text, start: int, end: int) -> Iterator[_Token]:
    """Yield people whom no kind names (见义勇为者): nobody can say whether the one who asks is among them."""
    for match in pattern("people", "unread").finditer(text.text, start, end):
        if not pattern("people", "unread_not").search(match[0]):
            word = re.sub("^.*?(?:及其|以及|的|及)", "", match[0])
            yield _Token(match.end() - len(word), match.end(), unread=word)


def _regions(text: Text, start: int, end: int, named: bool) -> Iterator[_Token]:
    for group in lists_of(text, places_in(text, start, end)):
        if named or is_residence(text, group):
            for place in group:
                code = str(place.value.adcode)
                if re.match("以外|之外|外(?!来)", text.text[place.end : place.end + 2]):
                    yield _Token(place.start, place.end + 1, not_from=(code,))
                else:
                    yield _Token(place.start, place.end, residences=(code,))
    line, people = text.text, words()["people"]
    for word, codes in people["areas"].items():
        for match in re.finditer(word, line[start:end]):
            at = start + match.start()
            if named or pattern("people", "after_place").match(line, at + len(word)):
                yield _Token(at, at + len(word), residences=tuple(codes))
    for match in pattern("people", "prefix").finditer(line, start, end):
        if codes := _by_prefix(text, match["codes"]):
            yield _Token(match.start(), match.end(), residences=codes)
    yield from _relative(text, start, end)
    yield from _anaphors(text, start, end)


def _by_prefix(text: Text, written: str) -> tuple[str, ...]:
    known = {region.adcode for region in text.regions}
    codes = [part.ljust(6, "0") for part in re.findall(r"\d+", written)]
    current = [(region.adcode if (region := text.regions.successor(code)) else code) for code in codes]
    return tuple(code for code in current if code in known)


def _relative(text: Text, start: int, end: int) -> Iterator[_Token]:
    """Yield 本市, 省内, 市外 and the like, where the document's home tells which region they mean."""
    if text.home is None:
        return
    province = (text.home, *text.regions.parents(text.home))[-1]
    means: dict[str, tuple[Region, bool]] = {
        "outside": (text.home, False),
        "outside_province": (province, False),
        "home": (text.home, True),
        "home_province": (province, True),
    }
    for name, (region, inside) in means.items():
        for match in pattern("people", name).finditer(text.text, start, end):
            if pattern("people", "after_place").match(text.text, match.end()):
                codes = (region.adcode,)
                yield _Token(match.start(), match.end(), codes if inside else (), () if inside else codes)


def _anaphors(text: Text, start: int, end: int) -> Iterator[_Token]:
    """Yield 两地, 三市, 双方 as the last list of that many regions before them."""
    for match in pattern("people", "anaphor").finditer(text.text, start, end):
        if not pattern("people", "after_place").match(text.text, match.end()):
            continue
        codes = regions_before(text, match.start(), count(match["number"] or "两"))
        if codes:
            yield _Token(match.start(), match.end(), residences=codes)


def regions_before(text: Text, at: int, number: int) -> tuple[str, ...]:
    """Return the codes of the last list of `number` different regions before a place of the text."""
    for group in reversed(list(lists_of(text, places_in(text, 0, at)))):
        codes = tuple(dict.fromkeys(str(m.value.adcode) for m in group))
        if len(codes) == number and not JOINED_ON.match(text.text, group[-1].end, at):
            return codes
    return ()


JOINED_ON = re.compile("[、和与及]")
"""After the list, at once: 两地 behind 乐山、武隆 the two, not where the list goes on."""


def _age(match: re.Match[str]) -> tuple[int | None, int | None] | None:
    """Return at least and less than, in whole years. 以上 and 以下 include their number (民法典 第一千二百五十九条)."""
    if match["a"]:
        low, high = count(match["a"]), count(match["b"])
        if low >= high or high > YEARS_OF_BIRTH:
            return None
        return low + ("不含" in (match["in_a"] or "")), high + ("不含" not in (match["in_b"] or ""))
    years = count(match["c"])
    out = "不含" in ((match["in_c"] or "") + (match["in_d"] or ""))
    if years > YEARS_OF_BIRTH:
        return None
    way = match["way"] or ""
    if match["full"] in ("不满", "未满"):
        return None, years
    if "上" in way:
        return years + out, None
    if way:
        return None, years + (not out)
    return (years, None) if match["full"] else None


def _segments(line: str, tokens: Sequence[_Token], end: int) -> list[_Segment]:
    out: list[_Segment] = []
    for i, token in enumerate(tokens):
        between = line[tokens[i - 1].end : token.start] if i else ""
        if not i or PARTED.search(between):
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
    for segment in merged:
        yield _group(text, segment)


def _goes_on(last: _Segment, segment: _Segment) -> bool:
    """Tell whether a segment says more of the one before: another kind, or the other end of an age."""
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
        evidence=text.span(tokens[0].start, tokens[-1].end),
    )
