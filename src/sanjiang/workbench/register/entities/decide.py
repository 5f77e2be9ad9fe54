"""People decide that two names are one, or not one; each decision is kept, and undo takes back the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.entities.components import Pair, components, decided
from sanjiang.workbench.register.models import Joining, Name
from sanjiang.workbench.register.storable import storable
from sanjiang.workbench.register.turns import my_turn

DECISIONS = ("join", "part", "undo")


def decide(
    left: int,
    right: int,
    decision: str,
    *,
    by: str,
    seen: int | None = None,
    reason: str = "",
    score: float | None = None,
) -> Joining:
    """Keep a decision on two names, and set which names are one by it.

    Parameters
    ----------
    left, right : int
        Ids of two names of one kind, in any order.
    decision : {"join", "part", "undo"}
        ``undo`` takes back the last decision on this pair that is in force.
    by : str
        Who decides.
    seen : int, optional
        The number of decisions on the pair that the person saw; without it, whatever there is counts as seen.
    reason : str, optional
    score : float, optional
        What the pair was proposed with.

    Raises
    ------
    RegisterError
        If there are no such names, nothing to undo, or the decision contradicts another that stands: a parting, a
        joining, or two codes. Nothing is written then.
    ConflictError
        If somebody decided on the pair since.
    """
    if decision not in DECISIONS:
        raise RegisterError(f"没有这种判定 no such decision: {decision}", "merge", f"用其一 one of: {DECISIONS}")
    with my_turn():
        one, other = _two(left, right)
        earlier = list(Joining.objects.filter(left=one, right=other).order_by("ordinal"))
        if seen is not None and seen != len(earlier):
            raise _conflict(one, other, earlier[-1] if earlier else None)
        joining = Joining.objects.create(
            left=one,
            right=other,
            ordinal=len(earlier) + 1,
            decision=decision,
            undoes=_last(earlier, one, other) if decision == "undo" else None,
            reason=storable(reason),
            score=score,
            at=timezone.now(),
            by=by,
        )
        _follow({one.entity_id or one.id, other.entity_id or other.id})
    return joining


def _two(left: int, right: int) -> tuple[Name, Name]:
    found = list(Name.objects.filter(id__in=(left, right)).order_by("id"))
    where = f"{left}, {right}"
    mend = "见 see: sanjiang register merge"
    if len(found) < 2:
        raise RegisterError("不是两个在册的名称 not two names of the register", where, mend)
    if found[0].kind != found[1].kind:
        raise RegisterError(
            f"不是同一类 not of one kind: {found[0].text} ({found[0].kind}), {found[1].text} ({found[1].kind})",
            where,
            mend,
        )
    return found[0], found[1]


def _follow(entities: set[int]) -> None:
    """Set the entity of all names of these entities anew; raise where the decisions contradict each other."""
    names = {name.id: name for name in Name.objects.filter(entity__in=entities)}
    counting = decided(
        Joining.objects.filter(left__entity__in=entities, right__entity__in=entities).order_by("ordinal")
    )
    first = components((pair for pair, j in counting.items() if j.decision == "join"), names)
    for pair, joining in counting.items():
        if joining.decision == "part" and first[pair[0]] == first[pair[1]]:
            raise _parted(names, joining, counting)
    _one_code(names, first)
    changed = [name for name in names.values() if name.entity_id != first[name.id]]
    for name in changed:
        name.entity_id = first[name.id]
    Name.objects.bulk_update(changed, ["entity"], batch_size=500)


def _one_code(names: Mapping[int, Name], first: Mapping[int, int]) -> None:
    codes: dict[int, Name] = {}
    for name in names.values():
        if not name.decides:
            continue
        other = codes.setdefault(first[name.id], name)
        if other.decides != name.decides:
            raise RegisterError(
                f"代码不同，不是同一个 two codes, so not one: {other.text} {other.decides}, {name.text} {name.decides}",
                f"{other.id}, {name.id}",
                "先撤销连着它们的合并 undo the joinings between them first",
            )


def _parted(names: Mapping[int, Name], parting: Joining, counting: Mapping[Pair, Joining]) -> RegisterError:
    left, right = names[parting.left_id], names[parting.right_id]
    path = _path(left.id, right.id, [pair for pair, j in counting.items() if j.decision == "join"])
    by_way = " = ".join(names[id_].text for id_ in path)
    return RegisterError(
        f"已分开的会成为一个 parted names would be one: {left.text} ≠ {right.text} "
        f"({parting.by} {timezone.localtime(parting.at):%Y-%m-%d %H:%M}), {by_way}",
        f"{left.id}, {right.id}",
        "先撤销分开或其中一个合并 undo the parting or one of the joinings first",
    )


def _path(start: int, end: int, joined: Sequence[Pair]) -> list[int]:
    """Return names from `start` to `end`, each joined with the next, as few as can be."""
    came: dict[int, int] = {start: start}
    layer = [start]
    while layer and end not in came:
        reached = [(a, b) for here in layer for pair in joined if here in pair for a, b in [(here, sum(pair) - here)]]
        layer = [b for a, b in reached if b not in came and came.setdefault(b, a) == a]
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _last(earlier: Sequence[Joining], one: Name, other: Name) -> Joining:
    if standing := in_force(earlier):
        return standing[-1]
    raise RegisterError(
        f"没有可撤销的 nothing to undo: {one.text}, {other.text}",
        f"{one.id}, {other.id}",
        "见 see: register merge LEFT",
    )


def _conflict(one: Name, other: Name, last: Joining | None) -> ConflictError:
    said = f"{last.by} {last.decision} {timezone.localtime(last.at):%Y-%m-%d %H:%M}" if last else "—"
    return ConflictError(
        f"别人先处理了 somebody decided on it since ({said})",
        f"{one.text}, {other.text}",
        "看过之后再定，什么都没有写入 look at it again; nothing was written",
    )
