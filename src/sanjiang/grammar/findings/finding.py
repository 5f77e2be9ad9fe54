"""A finding: something that the documents say and that cannot be so, with the quotes that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sanjiang.core.evidence import Span

FindingKind = Literal["two_figures", "sum", "implausible", "stage"]
FINDING_KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction or an implausible figure; it settles nothing and changes no statement.

    Parameters
    ----------
    kind : str
        One of `FINDING_KINDS`.
    because, because_en : str
        What does not fit, in Chinese and in English.
    evidence : tuple of Span
        The quotes that do not fit together, at least two; one may do for an implausible figure.
    statements : tuple of str
        Ids of the statements that say so.
    source : str or None
        What the range of plausible figures rests on, where that is what a figure goes against.
    """

    kind: FindingKind
    because: str
    because_en: str
    evidence: tuple[Span, ...]
    statements: tuple[str, ...]
    source: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the finding's shape in `sanjiang check --json` and in a brief; no `source` where there is none."""
        out: dict[str, object] = {
            "kind": self.kind,
            "because": self.because,
            "because_en": self.because_en,
            "evidence": [span.to_json() for span in self.evidence],
            "statements": list(self.statements),
        }
        return out if self.source is None else {**out, "source": self.source}
