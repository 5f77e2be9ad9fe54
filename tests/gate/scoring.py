"""Statements against labels: what is found, which slots are right, what is wrong, what nobody labelled.

The meaning is that of the project's scorer: a statement is paired with at most one label of its kind and document, the
pairing that gets the most slots right among pairs that overlap or share a number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

Record = Mapping[str, Any]

NUMBERS = ("capacity", "investment", "count", "value")
SLOTS = (*NUMBERS, "organisation", "product", "stage", "phase", "place", "parties", "date", "name")
STAGES = {
    **dict.fromkeys(("talks", "intent"), "lead"),
    **dict.fromkeys(("approved", "ready_to_start", "awaiting_approval"), "planned"),
    **dict.fromkeys((f"feasibility_{s}" for s in ("reviewed", "drafted", "drafting", "done")), "planned"),
    **dict.fromkeys(("construction_started", "advancing", "equipment_installation"), "under_construction"),
    **dict.fromkeys(("reached_capacity", "full_capacity"), "operating"),
    "trial": "partly_operating",
}
"""Finer words of some labels for the stages of the contract."""
TIMES = {"千万": 1e7, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
UNITS = {
    **{"W": ("W", 1.0), "kW": ("W", 1e3), "KW": ("W", 1e3), "千瓦": ("W", 1e3), "MW": ("W", 1e6), "兆瓦": ("W", 1e6)},
    **{"GW": ("W", 1e9), "吉瓦": ("W", 1e9), "kWh": ("Wh", 1e3), "MWh": ("Wh", 1e6), "GWh": ("Wh", 1e9)},
    **{"吉瓦时": ("Wh", 1e9), "t": ("t", 1.0), "吨": ("t", 1.0), "tonne": ("t", 1.0), "kt": ("t", 1e3)},
    **{"kg": ("t", 1e-3), "公斤": ("t", 1e-3), "亩": ("mu", 1.0), "元": ("CNY", 1.0), "人民币": ("CNY", 1.0)},
    **{"人民币元": ("CNY", 1.0), "美元": ("USD", 1.0)},
}
ENOUGH = 0.6
"""A label is found by a statement that has this share of its slots right."""


@dataclass(frozen=True)
class Text:
    """A document's text, its labels, what was read from it, and whether all that it says is labelled."""

    name: str
    text: str
    labels: Sequence[Record]
    said: Sequence[Record]
    exhaustive: bool = True


@dataclass(frozen=True)
class Pair:
    """A label, a statement, or both, with the slots asked for, right, and filled otherwise."""

    text: Text
    label: Record | None
    said: Record | None
    want: tuple[str, ...] = ()
    got: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The kind of the claim."""
        return str((self.label or self.said or {})["kind"])

    @property
    def against(self) -> tuple[str, ...]:
        """The slots that both fill and that disagree."""
        said = self.said or {}
        return tuple(s for s in self.want if s not in self.got and said.get(s) not in (None, "", []))

    @property
    def found(self) -> bool:
        """Whether enough slots are right."""
        return self.said is not None and len(self.got) >= ENOUGH * len(self.want)

    @property
    def right(self) -> bool:
        """Whether the statement may be trusted: enough slots are right and no number is wrong."""
        return self.label is not None and self.found and not set(self.against) & set(NUMBERS)


@dataclass
class Score:
    """Sums over pairs, of which the rates are shares."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair) -> None:
        """Count one pair in."""
        n = self.counts
        if pair.said is not None and pair.text.exhaustive:
            n["said"] += 1
            n["spurious"] += pair.label is None
        if pair.label is None or pair.label.get("optional"):
            return
        n["labels"] += 1
        n["found"] += pair.found
        n["want"] += len(pair.want)
        n["got"] += len(pair.got)
        n["wrong"] += len(pair.against)
        n["filled"] += len(pair.got) + len(pair.against)

    def rates(self) -> dict[str, float]:
        """Return found and slots (the more the better), wrong and spurious (the less the better), where defined."""
        shares = (("found", "labels"), ("got", "want"), ("wrong", "filled"), ("spurious", "said"))
        names = {"got": "slots"}
        return {names.get(a, a): self.counts[a] / self.counts[b] for a, b in shares if self.counts[b]}


def score(pairs: Iterable[Pair]) -> dict[str, Score]:
    """Return the score of each kind, and of all."""
    scores: dict[str, Score] = {}
    for pair in pairs:
        for key in (pair.kind, "all"):
            scores.setdefault(key, Score()).add(pair)
    return scores


def pairs_of(text: Text) -> Iterator[Pair]:
    """Pair what was said with what was labelled; what stays alone comes alone."""
    for kind in sorted({str(r["kind"]) for r in (*text.labels, *text.said)}):
        labels = [r for r in text.labels if r["kind"] == kind]
        said = [r for r in text.said if r["kind"] == kind]
        hits = [[tuple(s for s in wanted(a) if right(s, a, b)) for b in said] for a in labels]
        partners = _assign(
            [
                [_weight(a, b, hit, text.text) for b, hit in zip(said, row, strict=True)]
                for a, row in zip(labels, hits, strict=True)
            ]
        )
        for i, label in enumerate(labels):
            j = partners.get(i)
            yield Pair(text, label, None if j is None else said[j], wanted(label), () if j is None else hits[i][j])
        taken = set(partners.values())
        yield from (Pair(text, None, b) for j, b in enumerate(said) if j not in taken)


def wanted(label: Record) -> tuple[str, ...]:
    """Return the slots that a label fills in the text's own words."""
    coined = label.get("coined") or ()
    return tuple(s for s in SLOTS if label.get(s) not in (None, "", []) and s not in coined) or ("name",)


def _weight(label: Record, said: Record, hit: Sequence[str], text: str) -> float:
    near = bool({"capacity", "investment", "value"} & set(hit)) or _overlap(label, said, text)
    return len(hit) + 0.01 if hit and near else 0.0


def _assign(weights: list[list[float]]) -> dict[int, int]:
    """Pair rows with columns, the heaviest first."""
    cells = sorted(((w, i, j) for i, row in enumerate(weights) for j, w in enumerate(row) if w > 0), reverse=True)
    partners: dict[int, int] = {}
    for _, i, j in cells:
        if i not in partners and j not in partners.values():
            partners[i] = j
    return partners


def _overlap(label: Record, said: Record, text: str) -> bool:
    quote = str(label.get("quote") or "")
    places = [(m.start(), m.end()) for m in re.finditer(f"(?={re.escape(quote)})", text)] if quote else []
    return any(
        a < span["end"] and span["start"] < a + len(quote) and span["end"] - span["start"] <= max(120, 3 * len(quote))
        for a, _ in places
        for span in said.get("evidence") or ()
    )


def right(slot: str, label: Record, said: Record) -> bool:
    """Tell whether a statement has a slot of a label right."""
    a, b = label.get(slot), said.get(slot)
    if slot in ("capacity", "investment"):
        return same_amount(a, b if b is not None else {"value": said.get("value"), "unit": said.get("unit")})
    if slot == "value":
        return _same_value(label, said)
    if slot == "count":
        b = said.get("value") if b is None else b
        return isinstance(b, int | float) and float(str(a)) == float(b)
    if slot == "stage":
        return b is not None and STAGES.get(str(a), a) == STAGES.get(str(b), b)
    if slot == "date":
        return _same_date(a, b)
    if slot == "parties":
        return all(any(alike(x, y) for y in b or ()) for x in a or ())
    others = {"phase": ("name",), "name": ("phase",)}.get(slot, ())
    both = f"{b or ''}{said.get('phase') or ''}" if slot == "name" else b
    return any(alike(a, x) for x in (b, both, *(said.get(other) for other in others)))


def _same_value(label: Record, said: Record) -> bool:
    a, b, unit = label["value"], said.get("value"), said.get("unit")
    if b is None:
        other = said.get("capacity") or said.get("investment")
        b, unit = (other.get("value"), other.get("unit")) if isinstance(other, dict) else (None, None)
    if isinstance(a, list):
        return (
            isinstance(b, list)
            and len(a) == len(b)
            and all(_same_value({**label, "value": x}, {"value": y, "unit": unit}) for x, y in zip(a, b, strict=True))
        )
    x, y = amount({"value": a, "unit": label.get("unit")}), amount({"value": b, "unit": unit})
    return x is not None and y is not None and _close(x[0], y[0])


def same_amount(a: object, b: object) -> bool:
    """Tell whether two quantities are equal after conversion."""
    x, y = amount(a), amount(b)
    return x is not None and y is not None and _close(x[0], y[0]) and x[1].lower() == y[1].lower()


def amount(quantity: object) -> tuple[float, str] | None:
    """Return a quantity as its number in the base unit, and that unit; the time it is per is dropped."""
    if not isinstance(quantity, dict) or not isinstance(quantity.get("value"), int | float):
        return None
    value, unit = float(quantity["value"]), re.split("[/／]", str(quantity.get("unit") or ""))[0].strip()
    prefix = next((p for p in TIMES if unit.startswith(p) and unit not in UNITS), "")
    base, times = UNITS.get(unit.removeprefix(prefix), (unit.removeprefix(prefix), 1.0))
    return value * TIMES.get(prefix, 1.0) * times, base


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(abs(a), abs(b), 1e-12)


def _same_date(a: object, b: object) -> bool:
    """Compare by the precision of the label."""
    mine, theirs = _days(a), _days(b)
    if not theirs[0] or len(theirs) < len(mine):
        return False
    return all(y.startswith(x) for x, y in zip(mine, theirs, strict=False))


def _days(x: object) -> list[str]:
    if isinstance(x, dict):
        return [str(x.get("start") or ""), *([str(x["end"])] if x.get("end") else [])]
    return str(x or "").split("/")


def alike(a: object, b: object) -> bool:
    """Tell whether two names are one: contained, or four fifths alike."""
    x, y = _letters(a), _letters(b)
    if not x or not y:
        return False
    if x in y or y in x:
        return abs(len(x) - len(y)) <= 12
    return SequenceMatcher(None, x, y).ratio() >= 0.8


def _letters(x: object) -> str:
    if isinstance(x, dict):
        x = x.get("name")
    if isinstance(x, list):
        return "".join(_letters(y) for y in x)
    return re.sub(r"[\s“”\"'《》()（）、,，]", "", str(x or ""))
