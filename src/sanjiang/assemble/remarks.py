"""What assembling could not use, and what it had to do without."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A project statement that is no plant of the network, and why."""

    statement: str
    because: str
    because_en: str

    def to_json(self) -> dict[str, object]:
        """Return statement, because and because_en."""
        return {"statement": self.statement, "because": self.because, "because_en": self.because_en}


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that the network lacks, in Chinese and English."""

    zh: str
    en: str

    def to_json(self) -> dict[str, object]:
        """Return zh and en."""
        return {"zh": self.zh, "en": self.en}
