"""What every finder returns, and the protocol that all of them share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Mention(Generic[Value_co]):
    """A half-open span of a text and what it means there."""

    start: int
    end: int
    value: Value_co


class Finder(Protocol[Value_co]):
    """Finds the mentions of one kind, left to right, never overlapping."""

    def find(self, text: str) -> Iterator[Mention[Value_co]]:
        """Yield the mentions in `text`."""
        ...
