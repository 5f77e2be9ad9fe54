"""Finds where a benefit is granted, and which places of a stretch are where people come from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sanjiang.assemble.offers.text import Text, pattern
from sanjiang.core.statement import Place
from sanjiang.mentions.mention import Mention
from sanjiang.policies.policy import Site

JOINED = re.compile(r"[、，,/和与及]|以及")
LONGEST_LIST = 60
"""Names before the one whose ending tells that they are attractions: more are cut off, so that reading stays linear."""
_HAN = r"[\u4e00-\u9fff·]"


def places_in(text: Text, start: int, end: int) -> list[Mention[Place]]:
    """Return the places with a known code that stand in a stretch."""
    return [m for m in text.places if start <= m.start and m.end <= end and m.value.adcode]


def lists_of(text: Text, places: Sequence[Mention[Place]]) -> Iterator[list[Mention[Place]]]:
    """Group places that 、 和 与 及 join."""
    group: list[Mention[Place]] = []
    for place in places:
        if group and not JOINED.fullmatch(text.text[group[-1].end : place.start]):
            yield group
            group = []
        group.append(place)
    if group:
        yield group


def is_residence(text: Text, group: Sequence[Mention[Place]]) -> bool:
    """Tell whether a list of places says where people come from: 重庆市民, 来自成都、眉山的游客."""
    last = group[-1]
    if pattern("people", "after_place").match(text.text, last.end):
        return True
    if pattern("where", "region_at").match(text.text[last.end : last.end + 16]) or _is_attraction(text, last):
        return False
    return pattern("people", "before_place").search(text.text[max(0, group[0].start - 16) : group[0].start]) is not None


def _is_attraction(text: Text, place: Mention[Place]) -> bool:
    following = re.compile(rf"{_HAN}{{0,8}}?(?:{pattern('where', 'suffix').pattern})")
    return following.match(text.text, place.end) is not None


def sites_in(text: Text, start: int, end: int, named: bool = False) -> tuple[Site, ...]:
    """Return the sites of a stretch.

    Parameters
    ----------
    text : Text
    start, end : int
    named : bool
        Whether the stretch is a list of sites, so that every region and name in it is one.
    """
    excepted = list(_exceptions(text, start, end))
    out = [found for found in _attractions(text, start, end) if not any(a <= found[1] < b for a, b in excepted)]
    taken = [(a, b) for _, a, b in out]
    sites = [site for site, _, _ in out]
    for group in lists_of(text, places_in(text, start, end)):
        if any(a <= group[-1].start < b for a, b in (*taken, *excepted)) or (not named and not _is_at(text, group)):
            continue
        sites += [Site(None, m.value.adcode, text.span(m.start, m.end)) for m in group]
    if not sites and text.home and (found := pattern("where", "everywhere").search(text.text, start, end)):
        sites.append(Site(None, text.home.adcode, text.span(found.start(), found.end())))
    if named and not sites:
        sites = [Site(name, _home(text), text.span(a, b)) for name, a, b in _items(text, start, end)]
    return tuple({(s.name, s.adcode): s for s in sites}.values())


def excepted_in(text: Text, start: int, end: int) -> tuple[Site, ...]:
    """Return the attractions that a stretch leaves out: （峨眉山景区除外）."""
    return tuple(site for stretch in _exceptions(text, start, end) for site, _, _ in _attractions(text, *stretch))


def _exceptions(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    for name in ("after", "before"):
        for match in pattern("exclusions", name).finditer(text.text, start, end):
            yield match.span("what")


def _home(text: Text) -> str | None:
    return text.home.adcode if text.home else None


def _is_at(text: Text, group: Sequence[Mention[Place]]) -> bool:
    if is_residence(text, group) or pattern("where", "not_at").match(text.text[group[-1].end : group[-1].end + 8]):
        return False
    before, last = text.text[max(0, group[0].start - 4) : group[0].start], group[-1].end
    if pattern("where", "region_at").match(text.text[last : last + 16]):
        return True
    return pattern("where", "at_region").search(before) is not None


def _attractions(text: Text, start: int, end: int) -> Iterator[tuple[Site, int, int]]:
    """Yield attractions by what their names end with, and those that a list joins to one."""
    suffix = pattern("where", "suffix").pattern
    every = re.compile(
        rf"(?:{_HAN}{{2,14}}[、和与及]){{0,{LONGEST_LIST}}}{_HAN}{{1,14}}?(?:{suffix})(?!{_HAN}{{0,3}}(?:{suffix}))"
    )
    no_name = re.compile(rf"{pattern('where', 'no_name').pattern}(?:{suffix})")
    general = pattern("where", "everywhere")
    for match in every.finditer(text.text, start, end):
        at = match.start()
        names: list[tuple[str, int, int]] = []
        for part in re.split(r"([、与及]|和(?!平))", match[0]):
            leads = list(pattern("where", "leads").finditer(part))
            cut = next((m.end() for m in reversed(leads) if 0 < m.end() < len(part)), 0)
            if cut:
                names = []
            name = re.sub(rf"等(?:{suffix})$", "", part[cut:])
            if len(name) > 1 and not no_name.fullmatch(name):
                names.append((name, at + cut, at + cut + len(name)))
            at += len(part)
        if names:
            for name, a, b in names:
                if not general.fullmatch(name):
                    region = next((m.value.adcode for m in text.places if (m.start, m.end) == (a, b)), None)
                    site = Site(None, region, text.span(a, b)) if region else None
                    yield site or Site(name, _region_of(text, a, b), text.span(a, b)), a, b


def _region_of(text: Text, start: int, end: int) -> str | None:
    inside = [m for m in places_in(text, start, end) if m.start == start]
    before = [m for m in text.places if m.end == start and m.value.adcode]
    known = inside or before
    return known[0].value.adcode if known else _county_of(text, text.text[start:end]) or _home(text)


def _county_of(text: Text, name: str) -> str | None:
    """Return the county whose short name an attraction's opens with, if the text names a region that holds it."""
    for length in (3, 2):
        found = text.regions.named(name[:length])
        if len(found) == 1 and len(name) > length:
            outer = {parent.adcode for parent in text.regions.parents(found[0])}
            return found[0].adcode if any(m.value.adcode in outer for m in text.places) else None
    return None


def visited(text: Text, start: int, end: int) -> tuple[Site, ...]:
    """Return what a verb of visiting is followed by: 免费游览三峡人家、清江画廊."""
    stop = re.search(r"[，,。；（(“”]|等|的", text.text[start:end])
    end = start + stop.start() if stop else end
    return tuple(Site(name, _region_of(text, a, b), text.span(a, b)) for name, a, b in _items(text, start, end))


def _items(text: Text, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for match in re.finditer(rf"{_HAN}{{2,14}}", text.text[start:end]):
        yield match[0], start + match.start(), start + match.end()
