"""What every finder returns, and the protocol that all of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class Mention(NamedTuple, Generic[Value_co]):
    """A half-open span of a text and what it means there."""

    start: int
    end: int
    value: Value_co


class Ahead(Generic[Value_co]):
    """Mentions found no further ahead than asked, so that few are alive at a time.

    Parameters
    ----------
    mentions : iterable of Mention
        Left to right.
    """

    def __init__(self, mentions: Iterable[Mention[Value_co]]) -> None:
        self._rest = iter(mentions)
        self._next = next(self._rest, None)

    def until(self, stop: int) -> list[Mention[Value_co]]:
        """Return those that begin before `stop` and have not been returned yet."""
        found: list[Mention[Value_co]] = []
        mention, rest = self._next, self._rest
        while mention is not None and mention.start < stop:
            found.append(mention)
            mention = next(rest, None)
        self._next = mention
        return found


class Finder(Protocol[Value_co]):
    """Finds the mentions of one kind, left to right, never overlapping."""

    def find(self, text: str) -> Iterator[Mention[Value_co]]:
        """Yield the mentions in `text`."""
        ...
