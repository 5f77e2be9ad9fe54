"""What is wrong with a cell, a row or a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the tables: what was found and expected, where, and how to mend it."""

    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} — {self.where} — {self.mend}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like `word`, or None where none comes near."""
    import difflib  # only where a name is not known

    close = difflib.get_close_matches(word, list(known), n=1)
    return close[0] if close else None


def suggest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the mend for an unknown `word`: the nearest known one, or else `otherwise`."""
    close = nearest(word, known)
    return f"did you mean {close!r}? / 是否应为 {close!r}?" if close else otherwise
