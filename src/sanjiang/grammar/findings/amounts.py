"""The stretch in which a written figure may lie, and whether two such stretches meet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from sanjiang.core.evidence import Span
from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Statement
from sanjiang.core.units import factor
from sanjiang.mentions.quantities import QuantityFinder

Field = Literal["capacity", "investment", "count", "value"]


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` in a unit; an end that the words leave open (超, 以上) is infinite."""

    low: float
    high: float
    unit: str


def bounds(quantity: Quantity, about: float) -> Amount:
    """Return where a written quantity may lie; one called about may be off by the share `about`."""
    low, high = quantity.low, quantity.high
    match quantity.about:
        case "about":
            low, high = low * (1 - about), high * (1 + about)
        case "at_least" | "above":
            high = math.inf
        case "at_most" | "below":
            low = -math.inf
    return Amount(low, high, quantity.unit)


def amount_of(statement: Statement, field: Field, about: float) -> Amount | None:
    """Return the stretch of a statement's figure, None where it has none."""
    if field in ("capacity", "investment"):
        quantity = getattr(statement, field)
        return bounds(quantity, about) if quantity else None
    value = statement.count if field == "count" else statement.value
    if value is None:
        return None
    low, high = value if isinstance(value, tuple) else (value, value)
    written = quoted(statement, field)
    for mention in QuantityFinder().find(written.quote):
        if math.isclose(mention.value.low, low):
            return bounds(mention.value, about)
    return Amount(low, high, statement.unit or "")


def quoted(statement: Statement, field: str) -> Span:
    """Return the statement's quote that holds the figure of a field; its main quote where none is marked."""
    quantity = getattr(statement, field)
    if isinstance(quantity, Quantity):
        for span in statement.evidence:
            if quantity.as_written in span.quote:
                return span
    return statement.evidence[0]


def converted(amount: Amount, unit: str) -> Amount | None:
    """Return an amount in another unit, None where it does not convert."""
    scale = factor(amount.unit, unit)
    return None if scale is None else Amount(amount.low * scale, amount.high * scale, unit)


def exceeds(a: Amount, b: Amount, tolerance: float) -> bool:
    """Tell whether `a`, in the unit of `b`, is more than `b` by more than a share of `b`."""
    return a.low > b.high * (1 + tolerance)


def apart(a: Amount, b: Amount, tolerance: float) -> bool:
    """Tell whether two amounts cannot be the same, even rounded; those that do not convert are not apart."""
    same = converted(b, a.unit)
    return same is not None and (exceeds(a, same, tolerance) or exceeds(same, a, tolerance))


def ratio(a: Amount, b: Amount) -> float:
    """Return the larger over the smaller of two amounts of one kind, infinite where an end is open or nothing."""
    same = converted(b, a.unit)
    if same is None or not (math.isfinite(a.low) and math.isfinite(same.low)) or min(a.low, same.low) <= 0:
        return math.inf
    return max(a.low, same.low) / min(a.low, same.low)


def written(value: float, unit: str) -> tuple[str, str]:
    """Write a figure in Chinese and in English: money in 亿元 and bn, the rest in its unit."""
    if unit == "CNY" or unit.startswith("CNY/"):
        rest = unit.removeprefix("CNY")
        if abs(value) >= 1e8:
            return f"{value / 1e8:,.10g}亿元{rest}", f"CNY {value / 1e9:,.10g} bn{rest}"
        return f"{value:,.10g}元{rest}", f"CNY {value:,.10g}{rest}"
    name = {"ratio": "", "year": "年", "a": "年", "kg/mu": "公斤/亩", "kg": "公斤"}.get(unit, f" {unit}")
    name_en = {"ratio": "", "year": "", "a": " years"}.get(unit, f" {unit}")
    text = f"{value:.0f}" if unit == "year" else f"{value:,.10g}"
    return text + name, text + name_en
