"""A figure: a number with its unit, its range, the reason for it and the evidence of all that went into it."""

from __future__ import annotations

from dataclasses import dataclass

from sanjiang.core.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Figure:
    """What every answer is made of.

    Parameters
    ----------
    value : float
        The central value.
    unit : str
        A unit of `sanjiang.core.units`, or a word of its own.
    low, high : float
        The range within which the value is known; both equal `value` where it is known exactly.
    because : str
        One sentence on how the figure came about.
    evidence : tuple of Evidence
        Everything that went into it; never empty.
    """

    value: float
    unit: str
    low: float
    high: float
    because: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a figure without evidence: {self.value} {self.unit} ({self.because})")
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"a figure outside its range: {self.low} ≤ {self.value} ≤ {self.high} does not hold ({self.because})"
            )

    def to_json(self) -> dict[str, object]:
        """Return value, unit, low, high, because and evidence as plain values."""
        return {
            "value": self.value,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "because": self.because,
            "evidence": [e.to_json() for e in self.evidence],
        }
