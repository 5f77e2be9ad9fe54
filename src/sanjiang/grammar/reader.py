"""A document becomes statements: mentions, works and patterns, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Place, Statement, statement_id
from sanjiang.documents import Document, sentences
from sanjiang.grammar.alliances import add_members
from sanjiang.grammar.complete import complete
from sanjiang.grammar.confidence import confidence
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import encode, phases, sift
from sanjiang.grammar.issuer import name_issuer
from sanjiang.grammar.narrative import Paragraph
from sanjiang.grammar.patterns import pattern_finder
from sanjiang.grammar.restated import without_restatements
from sanjiang.grammar.said_twice import without_figures_of, without_plain_parks, without_repeats
from sanjiang.library.processes import Chain
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.dates import DateFinder
from sanjiang.mentions.organisations import OrganisationFinder
from sanjiang.mentions.places import PlaceFinder, find_home
from sanjiang.mentions.products import product_finder
from sanjiang.mentions.quantities import QuantityFinder

FIELDS_OF_A_DOUBLE = (
    "name",
    "organisation",
    "product",
    "phase",
    "capacity",
    "parties",
    "count",
    "value",
    "date",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The statements of one document, and the region it is about (None where nothing tells)."""

    document: Document
    home: Region | None
    statements: tuple[Statement, ...]


def read_statements(document: Document, regions: Regions, chains: Sequence[Chain]) -> Reading:
    """Read every statement of a document.

    Parameters
    ----------
    document : Document
        Only its body is read; furniture and repeats are not.
    regions, chains
        The library: region names and codes, product and process words.
    """
    home = find_home(document.title or "", document.text)
    setting = Setting(document.text, Place(home.short, home.adcode) if home else None, document.published)
    text = document.text
    layers = (
        DateFinder(document.published).find(text),
        QuantityFinder().find(text),
        OrganisationFinder().find(text),
        phases(text),
        PlaceFinder(regions, home).find(text),
        product_finder(tuple(chains)).find(text),
    )
    parts = list(sentences(document))
    mentions = sift([(s.start, s.end) for s in parts], layers)
    patterns = pattern_finder()
    drafts: list[Draft] = []
    told: dict[str, list[Draft]] = {}
    for _, group in groupby(zip(parts, mentions, strict=True), key=lambda s: s[0].paragraph):
        paragraph = Paragraph(setting, told=told)
        others: list[Draft] = []
        for sentence, inside in group:
            encoded = encode(text, (sentence.start, sentence.end), inside)
            paragraph.read(encoded)
            others += patterns.find(encoded, setting)
        projects = [d for d in paragraph.drafts if not d.pending]
        drafts += projects
        drafts += without_figures_of(projects, others)
    drafts.sort(key=lambda d: d.spans[0])
    complete(document, drafts)
    name_issuer(document, drafts)
    for alliance in (d for d in drafts if d.kind == "alliance"):
        add_members(document, alliance)
    return Reading(document, home, tuple(_statements(document, _without_doubles(drafts, _headline(document)))))


def _without_doubles(drafts: list[Draft], headline: int) -> Iterator[Draft]:
    """Yield each claim once: what is said again in the same words adds its span to the first."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in without_plain_parks(without_repeats(without_restatements(drafts, headline))):
        place = draft.fields.get("place")
        where = place.name if isinstance(place, Place) else None
        key = (draft.kind, where, *map(draft.fields.get, FIELDS_OF_A_DOUBLE))
        first = seen.get(key)
        if first and _benefits_apart(first, draft, headline):
            yield draft
        elif first:
            first.fields = {**draft.fields, **first.fields}
            first.spans += [s for s in draft.spans if s not in first.spans]
        else:
            seen[key] = draft
            yield draft


def _benefits_apart(one: Draft, other: Draft, headline: int) -> bool:
    """Tell whether two benefits of one sum are two: both are told in the text, so each has its own condition."""
    return one.kind == "policy" and "value" in one.fields and headline <= min(one.spans[0][0], other.spans[0][0])


def _headline(document: Document) -> int:
    """Return where the first line of the body ends."""
    first = next(document.body(), None)
    return first.end if first else 0


def _statements(document: Document, drafts: Iterator[Draft]) -> Iterator[Statement]:
    ordinals: Counter[tuple[str, tuple[int, int]]] = Counter()
    ids: dict[int, str] = {}
    for draft in list(drafts):
        first = draft.spans[0]
        number = ordinals[draft.kind, first]
        ordinals[draft.kind, first] += 1
        identity = statement_id(document.sha256, draft.kind, first, number)
        ids[id(draft)] = identity
        statement = Statement(
            id=identity,
            document=document.name,
            kind=draft.kind,
            evidence=tuple(Span(document.name, a, b, document.text[a:b]) for a, b in draft.spans),
            confidence=confidence(draft.rule),
            rule=draft.rule,
            **draft.fields,
        )
        yield replace(statement, part_of=ids.get(id(draft.whole))) if draft.whole else statement
