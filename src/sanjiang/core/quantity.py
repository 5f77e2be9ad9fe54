"""A quantity as a document wrote it: a value or a range, its unit, the time it is per, and the words themselves."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, NamedTuple


class Quantity(NamedTuple):
    """A written amount, scaled to a plain unit.

    Parameters
    ----------
    low, high : float
        Equal for a single value ("10万吨"); the ends of a written range ("200亿—250亿元").
    unit : str
        ``t``, ``GW``, ``CNY``, ``mu`` … or the written word where nothing converts it (``台``).
    as_written : str
        The text, unchanged.
    per : str or None
        ``a``, ``month`` or ``d`` for a rate; None where the text gives no time.
    about : str or None
        ``about``, ``at_least``, ``at_most``, ``above`` or ``below`` where the text qualifies the number.
    """

    low: float
    high: float
    unit: str
    as_written: str
    per: str | None = None
    about: str | None = None

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Quantity:
        """Return the quantity that `to_json` told; TypeError or ValueError if it is none."""
        low, high = value if isinstance(value := told["value"], list) else (value, value)
        ends = [end for end in (low, high) if isinstance(end, int | float) and not isinstance(end, bool)]
        words = [told["unit"], told["as_written"], told.get("per"), told.get("about")]
        if len(ends) < 2 or not all(map(isfinite, ends)) or None in words[:2]:
            raise ValueError(told)
        if not all(word is None or isinstance(word, str) for word in words):
            raise TypeError(told)
        return cls(low, high, *words)

    @property
    def value(self) -> float | list[float]:
        """The single value, or [low, high] of a written range."""
        return self.low if self.low == self.high else [self.low, self.high]

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape: value, unit, per, as_written (and about, where the text qualifies)."""
        out: dict[str, object] = {
            "value": self.value,
            "unit": self.unit,
            "per": self.per,
            "as_written": self.as_written,
        }
        if self.about:
            out["about"] = self.about
        return out
