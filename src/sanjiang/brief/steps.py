"""The steps of a brief's ladder: its chains, what is here, and where a chain breaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sanjiang.brief.numbers import Text

Json = Mapping[str, Any]
Steps = Sequence[tuple[int, Json]]
"""The steps of one chain, each with its place in the brief's ladder."""


def chains(brief: Json) -> list[tuple[Text, Steps]]:
    """Return the name of each chain of the ladder, and its steps."""
    found: dict[str, list[tuple[int, Json]]] = {}
    for place, step in enumerate(brief.get("ladder") or ()):
        found.setdefault(str(step.get("chain") or ""), []).append((place, step))
    return [(_name(steps[0][1], chain), steps) for chain, steps in found.items()]


def _name(step: Json, chain: str) -> Text:
    zh = str(step.get("chain_name_zh") or chain or "—")
    return Text(zh, str(step.get("chain_name_en") or chain or zh))


def final_product(steps: Steps) -> Text:
    """Return the name of the product in whose units the steps are counted."""
    last = steps[-1][1]
    zh = str(last.get("final_name_zh") or "终端产品")
    return Text(zh, str(last.get("final_name_en") or "final product"))


def final_range(step: Json) -> tuple[float, float]:
    """Return a step's capacity in units of the final product, low and high; unknown is zero."""
    final = step.get("final") or {}
    low = float(final.get("low") or 0)
    high = final.get("high")
    return low, low if high is None else float(high)


def is_here(step: Json) -> bool:
    """Say whether any plant stands at a step, with or without a figure."""
    return bool(step.get("plants"))


def links(steps: Steps) -> list[tuple[int, int]]:
    """Return which step feeds which, as positions among `steps`; a step that does not say follows the one before it."""
    positions = {step.get("process"): i for i, (_, step) in enumerate(steps)}
    found: list[tuple[int, int]] = []
    for i, (_, step) in enumerate(steps):
        before = step.get("before")
        sources = [i - 1] if before is None else [positions[b] for b in before if b in positions]
        found += [(source, i) for source in sources if 0 <= source != i]
    return found


def breaks(steps: Steps, place: int) -> bool:
    """Say whether the step at `place` is absent while some step before it and some step after it are here."""
    at = next((i for i, (p, _) in enumerate(steps) if p == place), None)
    if at is None or is_here(steps[at][1]):
        return False
    pairs = links(steps)

    def any_here(toward: Callable[[int], list[int]]) -> bool:
        seen, rest = set[int](), [at]
        while rest:
            fresh = [n for n in toward(rest.pop()) if n not in seen]
            seen.update(fresh)
            rest += fresh
        return any(is_here(steps[n][1]) for n in seen)

    return any_here(lambda n: [a for a, b in pairs if b == n]) and any_here(lambda n: [b for a, b in pairs if a == n])
