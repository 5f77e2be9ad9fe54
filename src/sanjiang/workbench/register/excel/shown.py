"""What a statement shows in each column: what is written into cells, and what cells are compared with."""

from __future__ import annotations

from functools import cache
from typing import Any

from sanjiang.brief.excel.grid import unit_word
from sanjiang.brief.excel.sheet import as_text
from sanjiang.brief.words import STAGES
from sanjiang.core.dates import DateSpan
from sanjiang.core.errors import LibraryError
from sanjiang.library.regions import load_regions
from sanjiang.workbench.register.excel.cells import clean
from sanjiang.workbench.register.excel.dates import show_date
from sanjiang.workbench.register.excel.values import Value

Said = dict[str, Any]
_PER = {"a": "/年", "month": "/月", "d": "/天"}


def shown(said: Said, remark: str = "") -> dict[str, Value]:
    """Return the values of a statement's columns; a column that it leaves blank is not there."""
    region, park = _place(said.get("place"))
    capacity = said.get("capacity")
    values = {
        "name": said.get("name"),
        "organisation": said.get("organisation"),
        "organisation_id": said.get("organisation_id"),
        "origin": (said.get("origin") or {}).get("name"),
        "region": region,
        "park": park,
        "product": said.get("product"),
        "capacity": _ends(capacity) if capacity else None,
        "unit": unit_word(capacity["unit"], "zh") + _PER.get(capacity.get("per") or "", "") if capacity else None,
        "investment": _money(said.get("investment")),
        "arrived": _money(said.get("arrived")),
        "stage": STAGES[said["stage"]].zh if said.get("stage") else None,
        "phase": said.get("phase"),
        "date": show_date(DateSpan.from_json(said["date"])) if said.get("date") else None,
        "remark": remark,
    }
    told = {key: clean(as_text(value)) if isinstance(value, str) else value for key, value in values.items()}
    return {key: value for key, value in told.items() if value not in (None, "")}


def remark_of(said: Said) -> str:
    """Return the remark with which an imported row came: its second quote."""
    evidence = said["evidence"]
    return str(evidence[1]["quote"]) if said["rule"] == RULE and len(evidence) > 1 else ""


RULE = "import"
"""The rule of a statement that a row of a workbook says."""


def _money(quantity: Said | None) -> Value | None:
    if not quantity:
        return None
    return _ends(quantity) if quantity["unit"] == "CNY" else str(quantity["as_written"])


def _ends(quantity: Said) -> float | tuple[float, float]:
    value = quantity["value"]
    return (float(value[0]), float(value[1])) if isinstance(value, list) else float(value)


def _place(place: Said | None) -> tuple[str | None, str | None]:
    """Return what a place shows as region and as park: the region by a name that finds it again."""
    if not place:
        return None, None
    name, code = place["name"], place.get("adcode")
    if code is None:
        return None, name
    if _found(name) == code:  # by its own name, so that cells name it as the register does
        return name, None
    return _unmistakable(code), name


@cache
def _found(name: str) -> str | None:
    try:
        return load_regions().find(name).adcode
    except LibraryError:
        return None


@cache
def _unmistakable(code: str) -> str:
    try:
        name = load_regions().by_code(code).name
    except LibraryError:
        return code
    return name if _found(name) == code else code
