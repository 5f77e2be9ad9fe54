"""Finds the words that say whom a benefit is for: residences, kinds, ages, conditions that no question asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sanjiang.assemble.offers.text import Text, count, pattern, words
from sanjiang.assemble.offers.where import is_residence, lists_of, places_in
from sanjiang.library.regions import Region
from sanjiang.policies.asked import kinds

_N = r"(?P<{}>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})"
_AGE = re.compile(
    rf"(?:年满|年龄|满)?(?:在|为)?{_N.format('a')}(?:周?岁)?(?P<in_a>[（(]不?含[^（）()]{{0,6}}[)）])?(?:—|–|-|－|至|到|～|~)+"
    rf"{_N.format('b')}周?岁(?P<in_b>[（(]不?含[^（）()]{{0,6}}[)）])?(?P<below>以下)?"
    rf"|(?P<full>年满|不满|未满|满)?{_N.format('c')}周?岁(?P<in_c>[（(]不?含[^（）()]{{0,6}}[)）])?(?P<way>(?:及)?以上|(?:及)?以下|以内)?"
    r"(?P<in_d>[（(]不?含[^（）()]{0,6}[)）])?"
)
COMPANION = "companion"
YEARS_OF_BIRTH = 130


@dataclass(slots=True)
class Token:
    """One word of a list of people: a residence, a kind, an age, or a condition that no question answers."""

    start: int
    end: int
    residences: tuple[str, ...] = ()
    not_from: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: tuple[int | None, int | None] | None = None
    unread: str | None = None


@cache
def _kind_pattern() -> re.Pattern[str]:
    branches = ((name, "|".join(kind.words)) for name, kind in kinds().items())
    return re.compile("|".join(f"(?P<{name}>{expression})" for name, expression in branches))


def people_words(text: Text, start: int, end: int, named: bool) -> list[Token]:
    """Return the words of a stretch from left to right; in a list of people (`named`) every region counts."""
    tokens = sorted(_known(text, start, end, named), key=lambda t: (t.start, -t.end))
    kept: list[Token] = []
    for token in tokens:
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    for token in (*_conditions(text, start, end), *_others(text, start, end)):
        if not any(k.start < token.end and token.start < k.end for k in kept):
            kept.append(token)
    return sorted(kept, key=lambda t: t.start)


def _known(text: Text, start: int, end: int, named: bool) -> Iterator[Token]:
    yield from _regions(text, start, end, named)
    line = text.text
    for match in _kind_pattern().finditer(line, start, end):
        if match.lastgroup and not re.match(
            "[证卡]|优待证|票价?|专场|节(?!目)|大道", line[match.end() : match.end() + 3]
        ):
            yield Token(match.start(), match.end(), kinds=(match.lastgroup,))
    for match in _AGE.finditer(line, start, end):
        if (span := _age(match)) is not None:
            yield Token(match.start(), match.end(), age=span)
    for match in pattern("people", "height").finditer(line, start, end):
        yield Token(match.start(), match.end(), unread=match[0])


def _conditions(text: Text, start: int, end: int) -> Iterator[Token]:
    """Yield what people must be, wear or bring that no question asks: 属兔的游客, 身穿汉服, 持当日高铁票."""
    for match in pattern("people", "condition").finditer(text.text, start, end):
        yield Token(match.start(), match.end(), unread=match[0])
    for match in pattern("people", "described").finditer(text.text, start, end):
        if not pattern("people", "described_not").search(match["what"]):
            yield Token(*match.span("what"), unread=match["what"])


def _others(text: Text, start: int, end: int) -> Iterator[Token]:
    """Yield people whom no kind names (见义勇为者): nobody can say whether the one who asks is among them."""
    for match in pattern("people", "unread").finditer(text.text, start, end):
        if not pattern("people", "unread_not").search(match[0]) and text.text[match.end() : match.end() + 1] not in (
            "证",
            "卡",
        ):
            word = re.sub("^.*?(?:及其|以及|的|及)", "", match[0])
            yield Token(match.end() - len(word), match.end(), unread=word)


def _regions(text: Text, start: int, end: int, named: bool) -> Iterator[Token]:
    for group in lists_of(text, places_in(text, start, end)):
        if named or is_residence(text, group):
            for place in group:
                code = str(place.value.adcode)
                if re.match("以外|之外|外(?!来)", text.text[place.end : place.end + 2]):
                    yield Token(place.start, place.end + 1, not_from=(code,))
                else:
                    yield Token(place.start, place.end, residences=(code,))
    yield from _areas(text, start, end, named)
    for match in pattern("people", "prefix").finditer(text.text, start, end):
        if codes := _by_prefix(text, match["codes"]):
            yield Token(match.start(), match.end(), residences=codes)
    yield from _relative(text, start, end)
    yield from _anaphors(text, start, end)


def _areas(text: Text, start: int, end: int, named: bool) -> Iterator[Token]:
    """Yield regions under one word: 成渝, 长三角; and provinces by one sign each: 川渝滇黔四省市居民, 湘籍游客."""
    people, line = words()["people"], text.text
    found = [(m, tuple(codes)) for word, codes in people["areas"].items() for m in re.finditer(word, line[start:end])]
    signs = people["provinces"]
    for match in re.finditer(f"[{''.join(signs)}]+", line[start:end]):
        if (len(match[0]) > 1 and not text.regions.named(match[0])) or re.match(
            "籍(?![车牌])", line[start + match.end() :][:2]
        ):
            found.append((match, tuple(signs[sign] for sign in match[0])))
    for match, codes in found:
        at, stop = start + match.start(), start + match.end()
        if pattern("people", "after_place").match(line, stop) or (named and not line[stop : stop + 1].isalpha()):
            yield Token(at, stop, residences=codes)


def _by_prefix(text: Text, written: str) -> tuple[str, ...]:
    known = {region.adcode for region in text.regions}
    codes = [part.ljust(6, "0") for part in re.findall(r"\d+", written)]
    current = [(region.adcode if (region := text.regions.successor(code)) else code) for code in codes]
    return tuple(code for code in current if code in known)


def _relative(text: Text, start: int, end: int) -> Iterator[Token]:
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
                yield Token(match.start(), match.end(), codes if inside else (), () if inside else codes)


def _anaphors(text: Text, start: int, end: int) -> Iterator[Token]:
    """Yield 两地, 三市, 双方 as the last list of that many regions before them."""
    for match in pattern("people", "anaphor").finditer(text.text, start, end):
        if not pattern("people", "after_place").match(text.text, match.end()):
            continue
        codes = regions_before(text, match.start(), count(match["number"] or "两"))
        if codes:
            yield Token(match.start(), match.end(), residences=codes)


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
