"""Which names are one, by the decisions that are in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from scipy.cluster.hierarchy import DisjointSet

from sanjiang.workbench.register.current import in_force
from sanjiang.workbench.register.models import Joining

Pair = tuple[int, int]


def decided(joinings: Iterable[Joining]) -> dict[Pair, Joining]:
    """Return the decision that counts on each pair of names: the last that is in force; none where all are undone."""
    of_pair: dict[Pair, list[Joining]] = defaultdict(list)
    for joining in joinings:
        of_pair[(joining.left_id, joining.right_id)].append(joining)
    last = {pair: in_force(each) for pair, each in of_pair.items()}
    return {pair: each[-1] for pair, each in last.items() if each}


def components(joined: Iterable[Pair], alone: Iterable[int] = ()) -> dict[int, int]:
    """Return the first (smallest) of the names that are one, for each name of these pairs and each that is alone.

    Examples
    --------
    >>> components([(2, 3), (1, 3)], [5])
    {5: 5, 2: 1, 3: 1, 1: 1}
    """
    sets: DisjointSet[int] = DisjointSet(dict.fromkeys(alone))
    for left, right in joined:
        sets.add(left)
        sets.add(right)
        sets.merge(left, right)
    return {name: min(each) for each in sets.subsets() for name in each}
