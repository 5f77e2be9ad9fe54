"""What assembling could not use, and what it had to do without."""

from __future__ import annotations

from dataclasses import dataclass

from sanjiang.core.evidence import Evidence


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
    """Something that the network lacks, in Chinese and English, and what the figures in it rest on."""

    zh: str
    en: str
    evidence: tuple[Evidence, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return zh, en and evidence."""
        return {"zh": self.zh, "en": self.en, "evidence": [e.to_json() for e in self.evidence]}
