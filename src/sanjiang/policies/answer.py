"""Yes, no or unknown, with the reason in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

Truth = Literal["yes", "no", "unknown"]
OPPOSITE: dict[Truth, Truth] = {"yes": "no", "no": "yes", "unknown": "unknown"}


class Finding(NamedTuple):
    """What became of one condition."""

    truth: Truth
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


def all_of(findings: Sequence[Finding]) -> Truth:
    """Return no if one says no, else unknown if one is unknown, else yes."""
    truths = {finding.truth for finding in findings}
    return "no" if "no" in truths else "unknown" if "unknown" in truths else "yes"
