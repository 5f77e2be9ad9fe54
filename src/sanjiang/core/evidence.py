"""Where a number comes from: a span of a document, a statement, a cited source or a named assumption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a document's text, in Unicode code points."""

    document: str
    start: int
    end: int
    quote: str

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of this evidence."""
        return {"document": self.document, "start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class StatementRef:
    """A statement, by its id; its own evidence is spans."""

    statement: str

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of this evidence."""
        return {"statement": self.statement}

    def __str__(self) -> str:
        return f"statement:{self.statement}"


@dataclass(frozen=True, slots=True)
class Citation:
    """A published source, in words that let a reader find it."""

    citation: str

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of this evidence."""
        return {"citation": self.citation}

    def __str__(self) -> str:
        return self.citation


@dataclass(frozen=True, slots=True)
class Assumption:
    """A named assumption that the user can see and change."""

    assumption: str

    def to_json(self) -> dict[str, object]:
        """Return the contract's shape of this evidence."""
        return {"assumption": self.assumption}

    def __str__(self) -> str:
        return f"assumption:{self.assumption}"


Evidence = Span | StatementRef | Citation | Assumption

SEPARATOR: Final = " ‖ "
"""Parts one evidence from the next in a ``source`` column."""


def to_source(evidence: tuple[Evidence, ...]) -> str:
    """Write evidence as the text of a network table's ``source`` column."""
    return SEPARATOR.join(dict.fromkeys(str(e) for e in evidence))


def from_source(source: str) -> tuple[Evidence, ...]:
    """Read the text of a ``source`` column back; the inverse of `to_source`."""
    return tuple(_parse(part) for part in source.split(SEPARATOR) if part)


def _parse(part: str) -> Evidence:
    head, colon, rest = part.partition(":")
    if colon and head == "statement":
        return StatementRef(rest)
    if colon and head == "assumption":
        return Assumption(rest)
    return Citation(part)
