"""Proposes pairs of names that people should decide on: likely ones, ranked; what is decided already is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sanjiang.workbench.register.entities.components import Pair, decided
from sanjiang.workbench.register.entities.pairs import REASONS, Likely, Names, Written
from sanjiang.workbench.register.entities.project_pairs import likely_projects
from sanjiang.workbench.register.listing import known_word
from sanjiang.workbench.register.models import Document, Joining, Mention, Name
from sanjiang.workbench.register.models.names import KINDS


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two names that may be one.

    Parameters
    ----------
    left, right : Name
    score : float
        How alike they are written, from 0 to 1, by rapidfuzz; proposals are ranked by their reason first.
    reason : str
    seen : int
        How many decisions there are on this pair.
    """

    left: Name
    right: Name
    score: float
    reason: str
    seen: int

    def to_json(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "kind": self.left.kind,
            "left": name_row(self.left),
            "right": name_row(self.right),
            "score": round(self.score, 3),
            "reason": self.reason,
            "seen": self.seen,
        }


def name_row(name: Name) -> dict[str, object]:
    """Return a name as JSON has it."""
    told = {"id": name.id, "text": name.text, "code": name.code, "within": name.within, "entity": name.entity_id}
    return {key: value for key, value in told.items() if value != ""}


def proposals(kind: str | None = None) -> list[Proposal]:
    """Return the pairs that people should decide on, the surest reason first; of two entities one pair.

    Parameters
    ----------
    kind : {"organisation", "project", "place", "product"}, optional
        Without it, of all kinds.

    Raises
    ------
    RegisterError
        If there is no such kind.
    """
    known_word(kind, KINDS, "--kind")
    counting = decided(Joining.objects.order_by("ordinal"))
    found = [each for one in KINDS if kind in (None, one) for each in _of_kind(one, counting)]
    return sorted(found, key=lambda each: (REASONS.index(each.reason.split("；")[0]), -each.score, each.left.id))


def _of_kind(kind: str, counting: dict[Pair, Joining]) -> Iterator[Proposal]:
    names = {name.id: name for name in Name.objects.filter(kind=kind).order_by("id")}
    apart = _parted(names, counting)
    codes = {name.entity_id: name.decides for name in names.values() if name.decides}
    best: dict[Pair, Likely] = {}
    for likely in sorted(_likely(kind, list(names.values())), key=lambda e: (e.rank, not e.together, -e.likeness)):
        left, right = names[likely.left], names[likely.right]
        pair = _entities(left, right)
        told = {codes.get(entity) for entity in pair} - {None}
        if pair[0] != pair[1] and pair not in apart and len(told) < 2 and not _lies_within(left, right):
            best.setdefault(pair, likely)
    times = Counter(Joining.objects.values_list("left", "right"))
    for likely in best.values():
        together = "；同一文件提到 a document mentions both" if likely.together else ""
        reason = REASONS[likely.rank] + together
        seen = times[(likely.left, likely.right)]
        yield Proposal(names[likely.left], names[likely.right], likely.likeness, reason, seen)


def _likely(kind: str, names: Sequence[Name]) -> Iterable[Likely]:
    documents: dict[int, set[int]] = defaultdict(set)
    rows = Mention.objects.filter(name__kind=kind).values_list("name", "statement__document")
    for name, document in rows.iterator(5000):
        documents[name].add(document)
    home = dict(Document.objects.exclude(home=None).values_list("id", "home"))
    written = [
        Written(
            name.id,
            name.text,
            name.code if kind == "place" else "",
            name.within,
            frozenset(documents[name.id]),
            frozenset(code for d in documents[name.id] if (code := home.get(d))),
        )
        for name in names
    ]
    if kind != "project":
        return Names(written).likely(kind)
    organisations = Name.objects.filter(kind="organisation").values_list("text", "entity")
    return likely_projects(written, {text: entity for text, entity in organisations if entity})


def _parted(names: dict[int, Name], counting: dict[Pair, Joining]) -> set[Pair]:
    """Return the entities of which people said that they are not one."""
    parted = [pair for pair, joining in counting.items() if joining.decision == "part" and pair[0] in names]
    return {_entities(names[left], names[right]) for left, right in parted}


def _entities(left: Name, right: Name) -> Pair:
    one, other = left.entity_id or left.id, right.entity_id or right.id
    return min(one, other), max(one, other)


def _lies_within(left: Name, right: Name) -> bool:
    """Tell whether one is a region and the other a place that lies in one: 五通桥, 五通桥光伏产业园."""
    inside, region = (left, right) if right.decides else (right, left)
    return left.kind == "place" and bool(region.decides and inside.code and not inside.decides)
