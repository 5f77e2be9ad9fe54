"""Where in a page's source a span of its text stands: text nodes are shown in their order, so letters tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

_CHARACTER = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)|.", re.DOTALL)
"""A character of the source or a reference to one, as `html.unescape` takes references."""


@dataclass(frozen=True, eq=False)
class RawPlaces:
    """The text nodes that a page shows.

    Parameters
    ----------
    text : str
        What the page shows; white space and the marks of merged cells are its own, all else is of the nodes.
    nodes : sequence of (int, str)
        Where each begins in the source, in code points, and what stands there.
    """

    text: str = field(repr=False)
    nodes: Sequence[tuple[int, str]] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the source that a span of the text stands for; None where it shows nothing of it."""
        begins, ends = self._letters
        found = [i for i in range(start, end) if begins[i] >= 0]
        return (begins[found[0]], ends[found[-1]]) if found else None

    @cached_property
    def _letters(self) -> tuple[list[int], list[int]]:
        """Where each character of the text begins and ends in the source; −1 of those that are not of the source."""
        begins, ends = [-1] * len(self.text), [-1] * len(self.text)
        letters = self._of_nodes()
        letter = next(letters, None)
        for i, character in enumerate(self.text):
            if letter and not character.isspace() and character == letter[0]:
                _, begins[i], ends[i] = letter
                letter = next(letters, None)
        return begins, ends

    def _of_nodes(self) -> Iterator[tuple[str, int, int]]:
        for at, node in self.nodes:
            for found in _CHARACTER.finditer(node):
                for character in unescape(found[0]) if found[0][0] == "&" else found[0]:
                    if not character.isspace():
                        yield character, at + found.start(), at + found.end()
