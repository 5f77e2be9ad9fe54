"""What one pass over a text replaced, and the way from either text to the other."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO


@dataclass(frozen=True, slots=True)
class Edits:
    """Replacements in order, as half-open spans before and after; between them both texts are the same length.

    Parameters
    ----------
    old_starts, old_ends, new_starts, new_ends : array of int
        One entry a replacement. A span that is empty after it was left out.
    """

    old_starts: array[int]
    old_ends: array[int]
    new_starts: array[int]
    new_ends: array[int]

    def old(self, place: int) -> tuple[int, int]:
        """Return the span of the text before that the code point at `place` of the text after stands for."""
        row = bisect_right(self.new_starts, place) - 1
        if row < 0:
            return place, place + 1
        if place < self.new_ends[row]:
            return self.old_starts[row], self.old_ends[row]
        start = place - self.new_ends[row] + self.old_ends[row]
        return start, start + 1

    def new_start(self, offset: int) -> int:
        """Return where the text after carries on with what starts at `offset` of the text before."""
        row = bisect_right(self.old_starts, offset) - 1
        if row < 0:
            return offset
        if offset < self.old_ends[row]:
            return self.new_starts[row]
        return offset - self.old_ends[row] + self.new_ends[row]

    def new_end(self, offset: int) -> int:
        """Return where in the text after ends what ends at `offset` of the text before."""
        row = bisect_left(self.old_starts, offset) - 1
        if row < 0:
            return offset
        if offset <= self.old_ends[row]:
            return self.new_ends[row]
        return offset - self.old_ends[row] + self.new_ends[row]


def edit(text: str, replaced: Iterable[tuple[int, int, str]]) -> tuple[str, Edits]:
    """Return `text` with the spans `replaced` by their words, in order and apart from each other, and the map of it."""
    edits = Edits(array("q"), array("q"), array("q"), array("q"))
    made = StringIO()  # millions of pieces would take a hundred times the text
    done = length = 0
    for start, end, words in replaced:
        made.write(text[done:start])
        made.write(words)
        length += start - done
        edits.old_starts.append(start)
        edits.old_ends.append(end)
        edits.new_starts.append(length)
        length += len(words)
        edits.new_ends.append(length)
        done = end
    made.write(text[done:])
    return made.getvalue(), edits
