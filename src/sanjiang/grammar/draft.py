"""A statement in the making: its fields and spans, before ids are given and doubles are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sanjiang.core.statement import Kind, Place
from sanjiang.mentions.mention import Mention


class Draft:
    """What a pattern found.

    Parameters
    ----------
    kind, rule : str
        The statement's kind and the pattern that said so.
    spans : list of (int, int)
        The clauses that say it, in the document's code points, the main one first.
    fields : dict
        Fields of `Statement` by name, each of its type there.
    whole : Draft or None
        The draft that this one is a part of.
    pending : bool
        A name that becomes a statement only if its paragraph tells more of it.
    id : str or None
        That of the statement made of it.
    content : bool
        What the project at hand consists of, and no project of its own ("该项目…建设年产5万吨生产线").
    """

    __slots__ = ("content", "fields", "id", "kind", "pending", "rule", "spans", "whole")

    def __init__(
        self,
        kind: Kind,
        rule: str,
        spans: list[tuple[int, int]],
        fields: dict[str, Any] | None = None,
        *,
        whole: Draft | None = None,
        pending: bool = False,
        content: bool = False,
    ) -> None:
        self.kind, self.rule, self.spans = kind, rule, spans
        self.fields: dict[str, Any] = {} if fields is None else fields
        self.whole, self.pending, self.content = whole, pending, content
        self.id: str | None = None


REGION: Final = ("市", "县", "区", "镇", "乡")
SHORT: Final = 3
"""No longer is the short name of a region."""


@dataclass(slots=True)
class Setting:
    """What a sentence may lean on when it does not say itself.

    Parameters
    ----------
    text : str
        The whole document.
    home : Place or None
        The region that the document is about.
    published : date or None
        The day of publication.
    places : tuple of Mention
        Every place that the document names, left to right.
    regions : frozenset of str
        The ends of the names of towns, counties and cities among them, without 市, 县, 区, 镇 or 乡.
    """

    text: str
    home: Place | None
    published: date | None
    places: tuple[Mention[Place], ...] = ()
    regions: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        stems = {m.value.name[:-1] for m in self.places if m.value.name.endswith(REGION)}
        ends = (stem[-size:] for stem in stems for size in range(1, SHORT + 1) if size <= len(stem))
        self.regions = frozenset(ends)

    def quote(self, span: tuple[int, int]) -> str:
        """Return the words of a span."""
        return self.text[span[0] : span[1]]


Groups = Mapping[str, tuple[int, int]]
