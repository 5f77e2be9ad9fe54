"""Reads the figures of data files: each carries a source, or is a named assumption that the user can change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Assumption, Citation, Evidence
from sanjiang.core.figure import Figure
from sanjiang.core.units import factor

SET_BY_THE_USER = "set by the user 由用户设定"
MAY_BE_NOTHING = ("cost", "capex", "price", "typical_size", "electricity", "other_mass", "lead_years")
SHARES = ("market.spread", "finance.discount_rate", "market.vat", "market.further_discount")
SMALLEST = 1e-9
"""Coefficients, lives and weights that the user sets must be more than nothing: others are divided by them."""
FIELDS = frozenset({"value", "low", "high", "unit", "source", "assumption"})


def read_figure(record: Mapping[str, object], name: str, where: str, overrides: Mapping[str, float]) -> Figure:
    """Return the figure of a record ``{value, low, high, unit, source | assumption}``.

    Parameters
    ----------
    record : Mapping
        As in the data file; `low` and `high` default to `value`. `source` makes it cited, `assumption` assumed.
    name : str
        ``<record id>.<field>``, such as ``pv-cell.cost``: the name of the assumption and the key of `overrides`.
    where : str
        The file and record, for errors.
    overrides : Mapping
        Values that the user sets, in the record's own unit; such a figure is an assumption and has no range.

    Raises
    ------
    LibraryError
        Where a field is unknown, a number is none, the range is out of order, or it has no single reason.
    """
    unknown = sorted(set(record) - FIELDS)
    if unknown:
        raise LibraryError(
            f"没有这个字段 {name}: unknown field {unknown[0]!r}", where, f"可用 use {', '.join(sorted(FIELDS))}"
        )
    unit = record.get("unit")
    if not isinstance(unit, str) or not unit:
        raise LibraryError(f"没有单位 {name} has no unit", where, '加上 add unit = "…"')
    value = _number(record, "value", name, where)
    low = _number(record, "low", name, where) if "low" in record else value
    high = _number(record, "high", name, where) if "high" in record else value
    if not low <= value <= high:
        raise LibraryError(
            f"次序不对 {name}: {low:g} ≤ {value:g} ≤ {high:g} does not hold",
            where,
            "按低、值、高排列 put low, value and high in order",
        )
    because, evidence = _reason(record, name, where)
    if name in overrides:
        return overridden(name, overrides[name], unit)
    return Figure(value, unit, low, high, because, (evidence,))


def overridden(name: str, value: float, unit: str) -> Figure:
    """Return the figure that the user set under this name; LibraryError where the value is no finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LibraryError(
            f"{name} 不是数 is set to {value!r}, which is no number", "--assume", "给一个有限的数 give a finite number"
        )
    free = name.rsplit(".", 1)[-1] in MAY_BE_NOTHING or name.startswith(("market.", "finance.", "road.", "quota."))
    least = 0.0 if free else SMALLEST
    most = 1.0 if name in SHARES else math.inf
    if not least <= value < most:
        span = f"{least:g} ≤ … < {most:g}"
        raise LibraryError(f"{name} 不能是 cannot be {value:g}", "--assume", f"取值范围 take a value with {span}")
    return Figure(float(value), unit, float(value), float(value), SET_BY_THE_USER, (Assumption(name),))


def in_unit(figure: Figure, unit: str, name: str, where: str) -> Figure:
    """Return the figure in `unit`; LibraryError where its own unit does not convert."""
    scale = factor(figure.unit, unit)
    if scale is None:
        raise LibraryError(
            f"单位换算不了 {name} is in {figure.unit}, which does not convert to {unit}",
            where,
            f"改用 give it in {unit}",
        )
    if scale == 1.0:
        return replace(figure, unit=unit)
    return replace(figure, value=figure.value * scale, low=figure.low * scale, high=figure.high * scale, unit=unit)


def _number(record: Mapping[str, object], field: str, name: str, where: str) -> float:
    number = record.get(field)
    if isinstance(number, bool) or not isinstance(number, int | float) or not math.isfinite(number):
        raise LibraryError(
            f"不是数 {name}: {field} is {number!r}, which is no number",
            where,
            f"给一个有限的数 give {field} as a finite number",
        )
    return float(number)


def _reason(record: Mapping[str, object], name: str, where: str) -> tuple[str, Evidence]:
    source, assumption = record.get("source"), record.get("assumption")
    if isinstance(source, str) and source and assumption is None:
        return source, Citation(source)
    if isinstance(assumption, str) and assumption and source is None:
        return assumption, Assumption(name)
    raise LibraryError(
        f"没有来源 {name} needs a source or an assumption, and only one of them",
        where,
        "写明数字出处 say where the figure is from: source = … 或 or assumption = …",
    )
