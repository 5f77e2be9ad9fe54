"""A quantity as a document wrote it: a value or a range, its unit, the time it is per, and the words themselves."""

from __future__ import annotations

from typing import NamedTuple


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
