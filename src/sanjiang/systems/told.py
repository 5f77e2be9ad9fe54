"""Statements with the day on which they were told, and what the latest of several says."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement and when it was told.

    Parameters
    ----------
    uid : str
    said : dict
        As the contract of `sanjiang read` has it.
    told : date or None
        The day from which it stands; None where its document bears no date.
    sector : str
    document : hashable
        Which document says it.
    home : str
        The code of the region that its document is about; empty if unknown.
    """

    uid: str
    said: Row
    told: date | None
    sector: str
    document: Hashable
    home: str

    @property
    def name(self) -> str:
        """What it calls its thing; empty where it gives no name."""
        return str(self.said.get("name") or "")

    @property
    def kind(self) -> str:
        """Its kind; empty where it was told without one."""
        return str(self.said.get("kind") or "")

    @property
    def adcode(self) -> str:
        """The code of the narrowest region known to hold its place; empty where it gives none."""
        return (self.said.get("place") or {}).get("adcode") or ""

    @property
    def place_name(self) -> str:
        """Its place as written; empty where it gives none."""
        return (self.said.get("place") or {}).get("name") or ""

    @property
    def told_on(self) -> str | None:
        """The day on which it was told, as JSON has it."""
        return self.told.isoformat() if self.told else None

    @property
    def parties(self) -> list[str]:
        """The names of its parties."""
        return [party["name"] for party in self.said.get("parties", ())]

    @property
    def words(self) -> str:
        """Its names and quotes, to look words up in."""
        fields = ("name", "product", "organisation")
        quotes = (str(e.get("quote") or "") for e in self.said.get("evidence") or ())
        return " ".join((*(str(self.said.get(f) or "") for f in fields), *self.parties, *quotes))

    def day(self, end: str) -> date | None:
        """Return the `start` or the `end` of its date; None where it is open or unsaid."""
        value = (self.said.get("date") or {}).get(end)
        return date.fromisoformat(value) if value else None


T = TypeVar("T", bound=Told)


def last(items: Sequence[Told], field: str) -> Any:
    """Return what the latest statement that fills a field says in it; None where none does."""
    return next((s.said[field] for s in reversed(items) if s.said.get(field) is not None), None)


def uids(items: Iterable[Told]) -> list[str]:
    """Return the ids of statements, which are the evidence of what is made of them."""
    return [item.uid for item in items]


def within(items: Iterable[Told], prefix: str | None) -> bool:
    """Say whether one of the statements is of the regions whose codes begin so; None takes any.

    One that gives no place is of the region that its document is about.
    """
    return prefix is None or any((item.adcode or item.home).startswith(prefix) for item in items)


def by_name(items: Sequence[T]) -> list[list[T]]:
    """Return statements of one name together; one without a name stands alone."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(item.name or item.uid, []).append(item)
    return list(found.values())
