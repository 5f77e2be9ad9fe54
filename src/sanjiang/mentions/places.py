"""Finds the places that a text names, and which regions they are.

A full name (武隆区) always counts. A short name counts by itself if it is a province's, a prefecture's or long; a
county's two characters are too often a word, so they count after their parent (重庆武隆), in a list with a place
(乐山、武隆), at home, or once the text has named the place. `data/regions/readings.csv` holds the exceptions.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from sanjiang.core.statement import Place
from sanjiang.core.tuples import new
from sanjiang.library.data_files import data_path
from sanjiang.library.regions import Region, Regions, load_regions
from sanjiang.mentions.mention import Mention

JOINERS: Final = frozenset(("、", "和", "与", "及", "以及"))
SHORTEST_FORMER: Final = 3
"""A former name of two characters (郫县) is too often part of another word."""
OPENING: Final = 600
"""Where a document says what it is about, in characters."""
_STREET: Final = re.compile("路(?![桥网演径])|大街|大道|街(?![道头])")
# the last character of a full name and the next one are a word of their own: 重庆|市场, 沙湾|区域
_SPLITS: Final = frozenset(("市场", "市值", "区域", "区间", "区块", "旗下", "旗舰", "省会"))
_CONTEXT: Final = 4  # characters that `not_after` may look back, one more than its longest word


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """What a written word may name, and what speaks against it.

    `needs` is empty, "context" (as a county's short name), "resolved" (one known region) or "parent" (right before it).
    """

    full: tuple[Region, ...]
    short: tuple[Region, ...]
    needs: str
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None


class _View(NamedTuple):
    """What a word may name as the document's region sees it, whatever the text has named before."""

    candidates: tuple[Region, ...]
    picked: Region | None
    at_home: Region | None


class _Word:
    """A word of the text that may name a place; `region` and `accepted` are decided as the reading goes on."""

    joined: bool = False
    region: Region | None = None
    accepted: bool = False

    def __init__(self, span: tuple[int, int], entry: _Entry, regions: tuple[Region, ...], full: bool) -> None:
        self.start, self.end = span
        self.entry, self.regions, self.full = entry, regions, full


class _Dictionary:
    """Every name of every region, and one automaton over them."""

    def __init__(self, regions: Regions) -> None:
        self.entries = self._read(regions)
        self.values = tuple(self.entries.values())
        self.longest = max(map(len, self.entries))
        self._parts: dict[str | None, list[str]] = {}
        for region in regions:
            self._parts.setdefault(region.parent, []).append(region.adcode)
        self.automaton = AhoCorasick(list(self.entries), matchkind=MatchKind.LeftmostLongest)

    def inside(self, area: Region) -> frozenset[str]:
        """Return the codes of a region and of all that lies in it."""
        found = [area.adcode]
        for code in found:
            found += self._parts.get(code, [])
        return frozenset(found)

    @staticmethod
    def _read(regions: Regions) -> dict[str, _Entry]:
        full: dict[str, list[Region]] = {}
        short: dict[str, list[Region]] = {}
        for region in regions:
            for name in region.full_names:
                full.setdefault(name, []).append(region)
            if region.short != region.name:
                short.setdefault(region.short, []).append(region)
            if region.name.startswith("市") and region.parent:  # 乐山市中区 is 乐山 + 市中区
                full[regions.by_code(region.parent).short + region.name] = [region]
        for name, region in regions.former_names():
            if len(name) >= SHORTEST_FORMER and name not in full and name not in short:
                full[name] = [region]
        rules = _rules()
        entries = {}
        for word in {**full, **short}:
            needs, after, before = rules.get(word, ("", None, None))
            named = () if needs == "suffix" else tuple(short.get(word, ()))
            if named or word in full:
                entries[word] = _Entry(tuple(full.get(word, ())), named, needs, after, before)
        return entries


def _rules() -> dict[str, tuple[str, re.Pattern[str] | None, re.Pattern[str] | None]]:
    def compiled(alternatives: str, end: str) -> re.Pattern[str] | None:
        return re.compile(f"(?:{alternatives}){end}") if alternatives else None

    with data_path("regions", "readings.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["name"]: (row["needs"], compiled(row["not_after"], "$"), compiled(row["not_before"], ""))
            for row in csv.DictReader(file)
        }


@cache
def _dictionary(regions: Regions) -> _Dictionary:
    return _Dictionary(regions)


class PlaceFinder:
    """Finds places.

    Parameters
    ----------
    regions : Regions
        The regions to look for.
    home : Region or None
        The region that the document is about; its prefecture's counties go by their short names.
    """

    def __init__(self, regions: Regions, home: Region | None) -> None:
        self._regions = regions
        self._dictionary = _dictionary(regions)
        province = None if home is None else (home, *regions.parents(home))[-1]
        near = None if home is None else _neighbourhood(regions, home)
        self._province = self._dictionary.inside(province) if province else frozenset[str]()
        self._near = self._dictionary.inside(near) if near else frozenset[str]()
        self._views: dict[tuple[_Entry, bool], _View] = {}

    def find(self, text: str) -> Iterator[Mention[Place]]:
        """Yield the places from left to right; a parent and its part (重庆市武隆区) are one place, the part.

        The value's `adcode` is None where a full name (鼓楼区) fits several regions and nothing tells which.
        """
        seen: dict[str, Region] = {}
        for group in _lists(self._join(self._scan(text)), text):
            for word in group:
                self._settle(word, seen)
            _settle_list(group)
            for word in group:
                if word.accepted:
                    if word.region is not None:
                        seen[word.region.short] = seen[word.region.name] = word.region
                    code = None if word.region is None else word.region.adcode
                    yield new(Mention, (word.start, word.end, new(Place, (text[word.start : word.end], code))))

    def _scan(self, text: str) -> Iterator[_Word]:
        """Yield the dictionary's words that no rule speaks against."""
        values, automaton = self._dictionary.values, self._dictionary.automaton
        reached = 0
        for index, start, end in automaton.find_matches_as_indexes(text):
            if start < reached:
                continue
            word = self._read(text, values[index], start, end, reached)
            if word is None:
                word = self._rescan(text, start + 1, end, reached)  # 国|内江|苏 hides 江苏
            if word is not None:
                reached = word.end
                yield word

    def _rescan(self, text: str, start: int, end: int, reached: int) -> _Word | None:
        window = text[start : end + self._dictionary.longest]
        for index, left, right in self._dictionary.automaton.find_matches_as_indexes(window):
            if start + left >= end:
                break
            if word := self._read(text, self._dictionary.values[index], start + left, start + right, reached):
                return word
        return None

    def _read(self, text: str, entry: _Entry, start: int, end: int, reached: int) -> _Word | None:
        full = bool(entry.full)
        if full and text[end - 1 : end + 1] in _SPLITS:
            end, full = end - 1, False
            shorter = self._dictionary.entries.get(text[start:end])
            if shorter is None or not shorter.short:
                return None
            entry = shorter
        if entry.not_after and start != reached and entry.not_after.search(text[max(0, start - _CONTEXT) : start]):
            return None
        if full:
            return _Word((start, end), entry, entry.full, full)
        if (entry.not_before and entry.not_before.match(text, end)) or _STREET.match(text, end):
            return None
        return _Word((start, end), entry, entry.short, full)

    def _join(self, words: Iterable[_Word]) -> Iterator[_Word]:
        """Make one word of a region and a part of it that follows at once."""
        last: _Word | None = None
        for word in words:
            if last is not None and last.end == word.start:
                every = (*word.entry.full, *word.entry.short)
                parts = tuple(r for r in every if any(self._regions.contains(outer, r) for outer in last.regions))
                if parts:
                    last = _Word((last.start, word.end), word.entry, parts, word.full)
                    last.joined = True
                    continue
            if last is not None:
                yield last
            last = word
        if last is not None:
            yield last

    def _settle(self, word: _Word, seen: dict[str, Region]) -> None:
        """Decide what the word alone, the home and the text so far can tell."""
        entry = word.entry
        candidates, picked, at_home = self._view(word)
        if word.full or word.joined:
            word.region = picked or _only([r for r in candidates if seen.get(r.name) == r])
            word.accepted = word.joined or (entry.needs != "parent" and (word.region is not None or not entry.needs))
            return
        if not entry.needs and (candidates[0].level != "county" or len(candidates[0].short) >= 3):
            word.region, word.accepted = picked, True
            return
        word.region = at_home or _only([r for r in word.regions if seen.get(r.short) == r])
        word.accepted = word.region is not None

    def _view(self, word: _Word) -> _View:
        """Return what a word may name; a word that is no part of another is looked at once."""
        key = (word.entry, word.full)
        view = None if word.joined else self._views.get(key)
        if view is None:
            candidates = word.regions if word.full else _widest(word.regions)
            near = [r for r in word.regions if r.adcode in self._near]
            view = _View(candidates, self._pick(candidates), _only(near))
            if not word.joined:
                self._views[key] = view
        return view

    def _pick(self, candidates: tuple[Region, ...]) -> Region | None:
        """Return the candidate in the home's prefecture, else in its province, else the only one."""
        for area in (self._near, self._province):
            if inside := _only([r for r in candidates if r.adcode in area]):
                return inside
        return _only(candidates)


def _neighbourhood(regions: Regions, home: Region) -> Region | None:
    """Return where counties go by their short names: the home's prefecture, its municipality, else itself."""
    for region in (home, *regions.parents(home)):
        if region.level == "prefecture":
            return region
        if region.level == "province" and not any(
            r.parent == region.adcode and r.level == "prefecture" for r in regions
        ):
            return region
    return home if home.level == "county" else None


def _widest(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Return the provinces among the regions, else the prefectures, else all: 吉林 is the province, 荆州 the city."""
    for level in ("province", "prefecture"):
        if ranked := tuple(r for r in regions if r.level == level):
            return ranked
    return regions


def _only(regions: Sequence[Region]) -> Region | None:
    """Return the region if there is just one."""
    return regions[0] if len(regions) == 1 else None


def _lists(words: Iterable[_Word], text: str) -> Iterator[list[_Word]]:
    """Group the words that 、 or 和 joins."""
    group: list[_Word] = []
    for word in words:
        if group and text[group[-1].end : word.start] not in JOINERS:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _settle_list(group: list[_Word]) -> None:
    """Let the accepted members of a list vouch for the others; of several candidates the neighbours' sibling it is."""
    sure = [word.region for word in group if word.accepted and word.region is not None]
    if not sure:
        return
    parents = {region.parent for region in sure}
    for word in group:
        if word.region is None and word.entry.needs != "parent":
            word.region = _only([r for r in word.regions if r.parent in parents]) or _only(word.regions)
            word.accepted = word.accepted or word.region is not None


VISITOR: Final = re.compile(r"[\u4e00-\u9fff]{0,4}集团|对口|援建|支援|企业|客商")
"""What follows a place that is only named for who comes from it."""


def find_home(title: str, text: str) -> Region | None:
    """Guess the region that a document is about.

    The title's first prefecture or county. Else, of the first 600 characters and within the province that the title may
    name: a county named at least three times (twice, if no other region is) and more often than any other; or the
    prefecture (or province) named most often, its counties counted with it. None when they name none, or two equally
    often.
    """
    regions = load_regions()
    finder = PlaceFinder(regions, None)
    titled = [regions.by_code(m.value.adcode) for m in finder.find(title) if m.value.adcode]
    narrow = next((region for region in titled if region.level != "province"), None)
    if narrow:
        return narrow
    province = titled[0] if titled else None
    told = [
        regions.by_code(m.value.adcode)
        for m in finder.find(text[:OPENING])
        if m.value.adcode and not VISITOR.match(text, m.end)
    ]
    told = [r for r in told if province is None or (r != province and regions.contains(province, r))]
    alone = Counter(told)
    enough = 3 if len(alone) > 1 else 2
    county = next((r for r, n in alone.most_common(1) if r.level == "county" and n >= enough), None)
    if county and [n for _, n in alone.most_common(2)].count(alone[county]) == 1:
        return county
    counts = Counter(regions.parents(r)[0] if r.level == "county" else r for r in told)
    if not counts:
        return province
    often = [region for region, count in counts.items() if count == max(counts.values())]
    return _only([region for region in often if region.level == "prefecture"] or often) or province
