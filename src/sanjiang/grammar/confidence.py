"""How far a pattern is to be trusted: how often it was right on labelled text, by Laplace's rule of succession."""

from __future__ import annotations

import tomllib
from functools import cache

from sanjiang.library.data_files import data_path


@cache
def _counts() -> dict[str, tuple[int, int]]:
    data = tomllib.loads(data_path("grammar", "confidence.toml").read_text(encoding="utf-8"))
    return {rule: (int(record["right"]), int(record["seen"])) for rule, record in data.get("rule", {}).items()}


@cache
def confidence(rule: str) -> float:
    """Return (right + 1) / (seen + 2) of a pattern; one half where it was never measured."""
    right, seen = _counts().get(rule, (0, 0))
    return round((right + 1) / (seen + 2), 2)
