"""What lies in what, many steps deep: the top of each, and no circle."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Tops(Generic[T]):
    """A forest that is asked for its tops only; paths are halved as they are walked (Tarjan and van Leeuwen 1984)."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def of(self, item: T) -> T:
        """Return the top above an item; itself where nothing is above it."""
        above = self._above
        while (up := above.get(item)) is not None:
            if (further := above.get(up)) is not None:
                above[item] = further
            item = up
        return item

    def put(self, top: T, below: T) -> bool:
        """Put a top below another item; False, and nothing is done, where that would close a circle."""
        if self.of(below) == top:
            return False
        self._above[top] = below
        return True
