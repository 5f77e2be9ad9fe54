"""What a statement may say so that every database keeps it and every figure can be made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from sanjiang.core.statement import Statement as Told

LARGEST = 1e18
"""No amount is larger: China makes some 10^16 Wh of electricity in a year (general knowledge)."""
LONGEST_CODE = 64
_ADCODE = re.compile("[0-9]{6}")


def wrong_field(told: Told) -> str | None:
    """Return a field that cannot be so: an end before its beginning, an enormous amount, a code that is none."""
    if told.date and told.date.start and told.date.end and told.date.start > told.date.end:
        return "date"
    for name, (low, high) in _amounts(told):
        if low > high or max(abs(low), abs(high)) > LARGEST:
            return name
    for name, place in (("place", told.place), ("origin", told.origin)):
        if place and place.adcode is not None and not _ADCODE.fullmatch(place.adcode):
            return name
    code = told.organisation_id
    if code is not None and not (told.organisation and uscc.is_valid(code) and code == uscc.compact(code)):
        return "organisation_id"
    return "product_id" if told.product_id and len(told.product_id) > LONGEST_CODE else None


def _amounts(told: Told) -> Iterator[tuple[str, tuple[float, float]]]:
    for name in ("capacity", "investment", "arrived"):
        if quantity := getattr(told, name):
            yield name, (quantity.low, quantity.high)
    if told.count is not None:
        yield "count", (told.count, told.count)
    if told.value is not None:
        yield "value", told.value if isinstance(told.value, tuple) else (told.value, told.value)
