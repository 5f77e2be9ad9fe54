"""Which names of organisations, places or products may be one: blocked by their own words, then compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from rapidfuzz.fuzz import ratio

from sanjiang.workbench.register.entities.parts import Parts, nested, other_branch, parts_of
from sanjiang.workbench.register.entities.spelling import Words, spelled_alike, without_one

CROWD = 60
"""Names that have something in common with more others than these are not compared by it."""

LONGEST_INITIALS = 4
MOST_MEANT = 3
"""Of how many things at most a short name is proposed to be one."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name as written.

    Parameters
    ----------
    id : int
    text : str
    code : str
    within : str
        Of a project: its organisation and place, as `Name.within` has them.
    documents : frozenset of int
        Those that mention it.
    homes : frozenset of str
        Codes of the regions that these documents are about.
    """

    id: int
    text: str
    code: str = ""
    within: str = ""
    documents: frozenset[int] = frozenset()
    homes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likely:
    """Two names that may be one.

    Parameters
    ----------
    left, right : int
        Ids, the smaller first.
    rank : int
        Of the reason in `REASONS`, the surest being 0.
    likeness : float
        Of what was compared, from 0 to 1.
    together : bool
        Whether a document mentions both.
    """

    left: int
    right: int
    rank: int
    likeness: float
    together: bool


REASONS = (
    "同样的字 same characters",
    "只差法定形式 legal form differs only",
    "略去或写全地区 region left out or written in full",
    "一字之差 one slip of the pen",
    "项目写法不同 project written otherwise",
    "项目略去产能 project without its capacity",
    "名称的一部分 part of the name",
    "简称 initials",
    "略去地区，别无佐证 region left out, and nothing else tells",
)
SAME, FORM, REGION, SLIP, PROJECT, AMOUNT, PART, INITIALS, ALONE = range(len(REASONS))


class Names:
    """Names of one kind, taken apart and found by their words."""

    def __init__(self, names: Sequence[Written]) -> None:
        self.names = names
        self.plain = spelled_alike([name.text for name in names])
        self.parts = [parts_of(plain, name.code) for plain, name in zip(self.plain, names, strict=True)]
        self.bare = [plain.replace("(", "").replace(")", "") for plain in self.plain]
        self.words = Words(part.whole for part in self.parts)
        self.of_core: dict[str, list[int]] = defaultdict(list)
        for at, part in enumerate(self.parts):
            self.of_core[part.core].append(at)

    def likely(self, kind: str = "organisation") -> Iterator[Likely]:
        """Yield pairs that may be one; a pair may come for several reasons.

        Of places none is short for another (an area and a park in it), and products are one only if spelled alike: a
        word more is another product.
        """
        same = self._same_words()
        if kind == "product":
            yield from (each for each in same if each.rank == SAME)
            return
        yield from same
        yield from self._named_as_regions()
        yield from self._slips()
        if kind == "organisation":
            yield from self._short()

    def _pair(self, a: int, b: int, rank: int) -> Likely:
        one, other = self.names[a], self.names[b]
        likeness = ratio(self.bare[a], self.bare[b]) / 100
        left, right = sorted((one.id, other.id))
        return Likely(left, right, rank, likeness, self._together(a, b))

    def _together(self, a: int, b: int) -> bool:
        return not self.names[a].documents.isdisjoint(self.names[b].documents)

    def _same_words(self) -> Iterator[Likely]:
        for group in self.of_core.values():
            for a, b in self._meeting(group):
                rank = self._same(a, b, group)
                if rank is not None:
                    yield self._pair(a, b, rank)

    def _same(self, a: int, b: int, group: Sequence[int]) -> int | None:
        """Return the rank of the reason why two names of the same words may be one."""
        one, other = self.parts[a], self.parts[b]
        if self.bare[a] == self.bare[b]:
            return SAME
        if differ(one, other) or not self._same_inner(a, b, group):
            return None
        if bool(one.region) != bool(other.region):
            alone = len({self.parts[at].region for at in group if self.parts[at].region}) == 1
            return self._region_left_out(*((a, b) if one.region else (b, a)), alone)
        if bool(one.inner) == bool(other.inner):
            return FORM if one.form != other.form else REGION
        return REGION

    def _region_left_out(self, told: int, left_out: int, alone: bool) -> int | None:
        """Return the rank of the reason why a name with a region and one of the same words without may be one.

        Two full names in one document are two: a firm and its daughter. `alone` says that no other region is known.
        """
        one, other = self.parts[told], self.parts[left_out]
        full = one.full and other.full
        if full and one.form != other.form:
            return None
        if nested(one.region, self.names[left_out].homes):
            return REGION
        if full:
            return ALONE if alone and not self._together(told, left_out) else None
        return REGION if alone or self._together(told, left_out) else None

    def _named_as_regions(self) -> Iterator[Likely]:
        """Yield names whose own first word is a region's too: 淄博金水饲料, 金水饲料."""
        for at, part in enumerate(self.parts):
            if part.region and part.whole != part.core and not part.inner:
                for told in self.of_core.get(part.whole, ()):
                    other = self.parts[told]
                    if other.region and not other.inner and not differ(other, replace(part, region=frozenset())):
                        rank = self._region_left_out(told, at, alone=False)
                        if rank is not None:
                            yield self._pair(told, at, rank)

    def _same_inner(self, a: int, b: int, group: Sequence[int]) -> bool:
        """Tell whether the regions amid two names are one, or only a short name lacks it and nothing else is meant."""
        one, other = self.parts[a], self.parts[b]
        if bool(one.inner) == bool(other.inner):
            return True
        short = other if one.inner else one
        others = {self.parts[at].inner for at in group if self.parts[at].inner}
        return short.short and (self._together(a, b) or len(others) == 1)

    def _meeting(self, group: Sequence[int]) -> list[tuple[int, int]]:
        """Return pairs of names of the same words whose regions may be one, or of which one has none."""
        of_region: dict[str, list[int]] = defaultdict(list)
        for at in group:
            for code in self.parts[at].region or ("",):
                of_region[code].append(at)
        pairs = {pair for each in of_region.values() for pair in combinations(each, 2)}
        for a in of_region.get("", ()):
            pairs |= {(min(a, b), max(a, b)) for b in group if self.parts[b].region}
        return sorted(pairs)

    def _slips(self) -> Iterator[Likely]:
        """Yield names of which one is misspelt: in its own words, or in a region's name."""
        for a, b in self._one_slip_apart("core"):
            if self.parts[a].inner == self.parts[b].inner and self._only_slipped(a, b):
                yield self._pair(a, b, SLIP)
        for a, b in self._one_slip_apart("whole"):
            one, other = self.parts[a], self.parts[b]
            lost = (bool(one.region) != bool(other.region)) + (bool(one.inner) != bool(other.inner))
            if lost == 1 and one.form == other.form and not differ(one, other):
                yield self._pair(a, b, SLIP)

    def _only_slipped(self, a: int, b: int) -> bool:
        """Tell whether names that are a slip apart differ in nothing else, or are at least told of about one region."""
        one, other = self.parts[a], self.parts[b]
        same_form = one.form == other.form or not (one.full and other.full)
        same_region = bool(one.region) == bool(other.region)
        if differ(one, other) or not (same_form or same_region):
            return False
        if not same_region:
            return nested(one.region or other.region, self.names[b if one.region else a].homes)
        return same_form or not self.names[a].homes.isdisjoint(self.names[b].homes)

    def _one_slip_apart(self, key: str) -> list[tuple[int, int]]:
        bearing: dict[str, list[int]] = defaultdict(list)
        for at, part in enumerate(self.parts):
            bearing[getattr(part, key)].append(at)
        near: dict[str, list[str]] = defaultdict(list)
        for text in bearing:
            for less in set(without_one(text)) if len(text) > 2 else ():
                near[less].append(text)
        apart = {pair for texts in near.values() if len(texts) <= CROWD for pair in combinations(sorted(texts), 2)}
        slips = [pair for pair in apart if self.words.slip(*pair)]
        return sorted({(min(a, b), max(a, b)) for one, other in slips for a in bearing[one] for b in bearing[other]})

    def _short(self) -> Iterator[Likely]:
        """Yield short names with what they may be short for: names that begin so, or those they are initials of.

        The likeliest are those that a document mentions too, then those told of about the same region, then the only
        one there is.
        """
        beginning: dict[str, list[int]] = defaultdict(list)
        for at, part in enumerate(self.parts):
            for size in range(1, min(len(part.words), 9)):
                beginning[part.words[:size]].append(at)
            if part.whole[:1] != part.words[:1]:
                beginning[part.whole[:1]].append(at)
        for at, part in enumerate(self.parts):
            if not part.short:
                continue
            longer = [b for b in beginning.get(part.words, ()) if may_be_short(part, self.parts[b])]
            initials = beginning.get(part.words[0], ()) if len(part.words) <= LONGEST_INITIALS else ()
            spelt = [b for b in initials if spells(part, self.parts[b]) and may_be_short(part, self.parts[b])]
            rank, found = self._meant(at, longer, spelt)
            for b in found:
                yield self._pair(at, b, rank)

    def _meant(self, short: int, longer: Sequence[int], spelt: Sequence[int]) -> tuple[int, list[int]]:
        """Return the names that a short one stands for, and the rank of the reason."""
        own = self.names[short]
        for rank, names in ((PART, longer), (INITIALS, spelt)):
            shared = {at: len(own.documents & self.names[at].documents) for at in names}
            met = {key: sum(shared[at] for at in each) for key, each in self._things(names).items()}
            best = [key for key, times in met.items() if times and times == max(met.values())]
            if 0 < len(best) <= MOST_MEANT:
                return rank, [at for at in names if self._thing(at) in best and shared[at]]
        for rank, names in ((PART, longer), (INITIALS, spelt)):
            near = [at for at in names if not own.homes.isdisjoint(self.names[at].homes)]
            if 0 < len(self._things(near)) < MOST_MEANT:
                return rank, near
        return PART, list(longer) if len(self._things(longer)) == 1 else []

    def _thing(self, at: int) -> tuple[str, frozenset[str]]:
        return self.parts[at].words, self.parts[at].inner

    def _things(self, names: Sequence[int]) -> dict[tuple[str, frozenset[str]], list[int]]:
        things: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
        for at in names:
            things[self._thing(at)].append(at)
        return things


def differ(one: Parts, other: Parts) -> bool:
    """Tell whether something speaks against two names being one: numbers, a branch, regions apart."""
    if one.numbers != other.numbers or other_branch(one.branch, other.branch):
        return True
    if one.region and other.region and not one.region & other.region:
        return True
    return bool(one.inner and other.inner and not one.inner & other.inner)


def may_be_short(short: Parts, full: Parts) -> bool:
    """Tell whether nothing speaks against a short name: it tells no region and no form that the full one does not."""
    told = short.region <= full.region and short.inner <= full.inner and short.form in full.words + full.form
    return told and not differ(short, full)


def spells(short: Parts, full: Parts) -> bool:
    """Tell whether the characters of a short name stand in this order in a longer one, the first at its beginning."""
    return any(_spelled(short.words, letters) for letters in (full.words, full.whole))


def _spelled(short: str, full: str) -> bool:
    letters = iter(full)
    return len(full) > len(short) and full[0] == short[0] and all(char in letters for char in short)
