"""Which names of projects may be one: of one organisation and place, then by phase, capacity and what is made."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.fuzz import ratio

from sanjiang.mentions.quantities import QuantityFinder
from sanjiang.workbench.register.entities.pairs import AMOUNT, CROWD, PROJECT, SAME, SLIP, Likely, Written
from sanjiang.workbench.register.entities.parts import nested, off_regions, parts_of
from sanjiang.workbench.register.entities.spelling import Words, spelled_alike

_PHASE = re.compile(r"第?([零〇一二三四五六七八九十百\d]+)期")
_LAST = re.compile(r"(?:项目|工程|基地|生产线|建设|生产|产业化)+$")
_FIRST = re.compile(r"^(?:年产|产能|新建|扩建|建设)+")


@dataclass(frozen=True, slots=True)
class Project:
    """A project's name taken apart.

    Parameters
    ----------
    bare : str
        All of it, in one spelling.
    goods : str
        What it makes: without owner, region, capacity, phase and such words as 项目.
    phases : tuple of str
    amounts : mapping of str to tuple
        Low and high by unit.
    places : frozenset of str
        The code of its place, none where it is not told.
    """

    bare: str
    goods: str
    phases: tuple[str, ...]
    amounts: Mapping[str, tuple[float, float]]
    places: frozenset[str]


def likely_projects(names: Sequence[Written], owners: Mapping[str, int]) -> Iterator[Likely]:
    """Yield pairs of projects that may be one.

    Parameters
    ----------
    names : sequence of Written
    owners : mapping of str to int
        The entity of each organisation's name, where it has one.
    """
    told = [name.within.rpartition("|") for name in names]
    cores = [parts_of(plain).core for plain in spelled_alike([owner for owner, _, _ in told])]
    plain = spelled_alike([name.text for name in names])
    projects = [_taken_apart(*each) for each in zip(plain, cores, (place for _, _, place in told), strict=True)]
    words = Words(project.bare for project in projects)
    blocks: dict[object, list[int]] = defaultdict(list)
    for at, (owner, _, place) in enumerate(told):
        for key in {("core", cores[at]), ("entity", owners.get(owner))} if owner else {("place", place)}:
            if key[1]:
                blocks[key].append(at)
    pairs = {pair for block in blocks.values() if len(block) <= CROWD for pair in combinations(block, 2)}
    variants = _variants(blocks, projects)
    for a, b in sorted(pairs):
        rank = _reason(projects[a], projects[b], words)
        if rank == AMOUNT and max(variants[a], variants[b]) > 1:
            continue
        if rank is not None:
            left, right = sorted((names[a].id, names[b].id))
            together = not names[a].documents.isdisjoint(names[b].documents)
            yield Likely(left, right, rank, ratio(projects[a].bare, projects[b].bare) / 100, together)


def _taken_apart(plain: str, owner: str, place: str) -> Project:
    bare = plain.replace("(", "").replace(")", "")
    phases = tuple(_PHASE.findall(bare))
    rest = _PHASE.sub("", bare)
    found = list(QuantityFinder().find(rest))
    for mention in reversed(found):
        rest = rest[: mention.start] + rest[mention.end :]
    amounts = {mention.value.unit: (mention.value.low, mention.value.high) for mention in found}
    places = frozenset([place]) if re.fullmatch(r"\d{6}", place) else frozenset()
    after, region = off_regions(rest)
    own = after if nested(region, places) else rest  # 玄武岩 does not lie in 玄武
    goods = _LAST.sub("", _FIRST.sub("", _off_owner(own, owner)))
    return Project(bare, goods or rest, phases, amounts, places)


def _off_owner(text: str, owner: str) -> str:
    """Return a project's name without the words at its beginning that its owner begins with too."""
    size = 0
    while size < min(len(text), len(owner)) and text[size] == owner[size]:
        size += 1
    return text[size:] if size >= 2 else text


def _variants(blocks: Mapping[object, Sequence[int]], projects: Sequence[Project]) -> dict[int, int]:
    """Return how many capacities are told of projects that make the same in the same phase and block."""
    counts: dict[int, int] = defaultdict(int)
    for block in blocks.values():
        amounts: dict[tuple[str, tuple[str, ...]], set[object]] = defaultdict(set)
        for at in block:
            if projects[at].amounts:
                key = (projects[at].goods, projects[at].phases)
                amounts[key].add(tuple(sorted(projects[at].amounts.items())))
        for at in block:
            counts[at] = max(counts[at], len(amounts[(projects[at].goods, projects[at].phases)]))
    return counts


def _reason(one: Project, other: Project, words: Words) -> int | None:
    """Return the rank of the reason why two projects of one owner or place may be one."""
    if one.phases != other.phases or (one.places and other.places and not nested(one.places, other.places)):
        return None
    if words.slip(one.bare, other.bare):
        return SLIP
    if any(other.amounts.get(unit, amount) != amount for unit, amount in one.amounts.items()):
        return None
    if one.bare == other.bare:
        return SAME
    if one.goods == other.goods:
        return PROJECT if one.amounts.keys() == other.amounts.keys() else AMOUNT
    return SLIP if one.amounts == other.amounts and words.slip(one.goods, other.goods) else None
