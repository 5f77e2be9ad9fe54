"""What every finder returns, and the protocol that all of them share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Mention(Generic[Value]):
    """A half-open span of a text and what it means there."""

    start: int
    end: int
    value: Value


class Finder(Protocol[Value]):
    """Finds the mentions of one kind, left to right, never overlapping."""

    def find(self, text: str) -> Iterator[Mention[Value]]:
        """Yield the mentions in `text`."""
        ...
