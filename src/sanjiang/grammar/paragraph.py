"""What has been read of a paragraph so far: its projects, whose they are, and which of them is at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sanjiang.core.statement import Place
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import Encoded
from sanjiang.grammar.heads import head_classes
from sanjiang.grammar.stages import StageWord, dates_ahead, stage_words

INHERITED: Final = ("organisation", "place", "product", "process_id", "product_id")
"""What a phase takes from its whole."""
FIRMS: Final = ("厂", "总部", "中心")
"""What a firm's name may end with like a works'."""
PUBLIC: Final = ("处理厂", "水厂", "焚烧厂", "发电厂", "热电厂")
"""What names a works all the same."""


@dataclass(slots=True)
class Paragraph:
    """The state of a paragraph's story.

    Parameters
    ----------
    setting : Setting
    place : Place or None
        Where the sentence before has placed what follows.
    subject : (int, int) or None
        The span of the firm that the story is about.
    current : Draft or None
        The project at hand.
    drafts, group : list of Draft
        All projects and parks so far, and the sentence's own projects.
    told : dict of str to list of Draft
        The document's projects that only an investor and a sum name, by investor.
    made : dict
        What the subject makes, until it has a project.
    weak : Draft or None
        A project whose product is only taken over.
    whole : Draft or None
        The last project that is no phase.
    topic : Draft or None
        The project that the paragraph before told of.
    dated : (Encoded, list of int) or None
        The sentence at hand, and where its dates stand that lie ahead.
    """

    setting: Setting
    place: Place | None = None
    subject: tuple[int, int] | None = None
    current: Draft | None = None
    drafts: list[Draft] = field(default_factory=list)
    group: list[Draft] = field(default_factory=list)
    told: dict[str, list[Draft]] = field(default_factory=dict)
    made: dict[str, object] = field(default_factory=dict)
    weak: Draft | None = None
    whole: Draft | None = None
    topic: Draft | None = None
    dated: tuple[Encoded, list[int]] | None = None

    @property
    def waits(self) -> bool:
        """Whether any word of progress may be about the project at hand, for only the paragraph tells of it."""
        current = self.current
        return current is not None and "stage" not in current.fields and current.rule == "works-topic"

    def begin(self, draft: Draft) -> None:
        """Add a project and go on about it."""
        self.drafts.append(draft)
        self.current = draft
        if "phase" not in draft.fields:
            self.whole = draft

    def covers(self, span: tuple[int, int]) -> bool:
        """Tell whether a stretch lies within the name of one of the sentence's projects."""
        return any(a < span[1] and span[0] < b for d in self.group for a, b in d.spans[:1])

    def place_in(self, encoded: Encoded, start: int, end: int) -> object:
        """Return the first place among letters `start` to `end`, or else the paragraph's, or the document's."""
        inside = (encoded.mentions[i].value for i in range(start, end) if i in encoded.mentions)
        return next((p for p in inside if isinstance(p, Place)), self.place or self.setting.home)

    def ahead(self, encoded: Encoded) -> list[int]:
        """Return where a sentence's dates stand that are yet to come; each of its clauses asks."""
        if self.dated is None or self.dated[0] is not encoded:
            self.dated = encoded, dates_ahead(encoded, self.setting.published)
        return self.dated[1]

    def progress(self, encoded: Encoded, start: int, end: int) -> list[StageWord]:
        """Return the words of progress among letters `start` to `end`."""
        return stage_words(encoded.letters, start, end, self.ahead(encoded))

    def own(self, draft: Draft, organisation: str) -> None:
        """Set whose a project is, and remember it if only its investor and its money name it."""
        draft.fields["organisation"] = organisation
        if draft.rule == "narrative-investment":
            self.told.setdefault(organisation, []).append(draft)

    @property
    def sibling(self) -> Draft | None:
        """Another phase, if that is the project at hand."""
        return self.current if self.current is not None and "phase" in self.current.fields else None

    def inherit(self, phase: Draft) -> None:
        """Give a phase the owner, the place and, where it says none, the product of its whole."""
        related = self.whole or self.sibling
        fields = related.fields if related else {}
        kept = ["organisation", "place"] if {"product", "process_id"} & set(phase.fields) else list(INHERITED)
        if "organisation" in phase.fields and phase.fields["organisation"] != fields.get("organisation"):
            return
        phase.fields = {**{k: fields[k] for k in kept if k in fields}, **phase.fields}

    def absorb(self, content: Draft) -> bool:
        """Give the project at hand what it builds, if there is one; the content is no project then."""
        at_hand = self.current
        if at_hand is None or at_hand is content or at_hand not in self.known():
            return False
        told = {"capacity": content.fields.get("capacity")}
        if not {"product", "process_id"} & set(at_hand.fields):
            told |= {k: content.fields.get(k) for k in ("product", "process_id", "product_id")}
        at_hand.fields = {**filled(told), **at_hand.fields}
        tell(at_hand, content.spans[0])
        self.drafts.remove(content)
        self.group.remove(content)
        return True

    def known(self) -> tuple[Draft, ...]:
        """Return the projects that the paragraph or the one before tells of."""
        return (*self.drafts, *((self.topic,) if self.topic else ()))

    def part_from_whole(self, phase: Draft) -> None:
        """Take what stands before a phase for its whole, where it is no owner but a works ("某某度假区|一期")."""
        name = str(phase.fields.get("organisation", ""))
        if not name.endswith(tuple(head_classes())) or (name.endswith(FIRMS) and not name.endswith(PUBLIC)):
            return
        del phase.fields["organisation"]
        place = {"place": phase.fields["place"]} if "place" in phase.fields else {}
        self.whole = Draft("project", "narrative-whole", phase.spans[:1], {"name": name, **place}, pending=True)
        self.drafts.append(self.whole)


def tell(draft: Draft, span: tuple[int, int]) -> None:
    """Add a clause that tells of a project: it is a statement from now on."""
    draft.pending = False
    if span not in draft.spans:
        draft.spans.append(span)


def filled(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value}
