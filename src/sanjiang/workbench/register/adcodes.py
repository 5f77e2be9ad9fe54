"""Codes of regions: which lie in which, by how they begin."""

from __future__ import annotations

from collections.abc import Iterable


def narrowest(codes: Iterable[str]) -> str:
    """Return the first code, made narrower by each that lies in it.

    Examples
    --------
    >>> narrowest(["500000", "511100", "500156"])
    '500156'
    """
    found = ""
    for code in codes:
        if code.startswith(inside(found)) and len(inside(code)) > len(inside(found)):
            found = code
    return found


def inside(code: str) -> str:
    """Return how the codes of all regions in a region begin.

    Examples
    --------
    >>> inside("500000"), inside("511100"), inside("511112")
    ('50', '5111', '511112')
    """
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
