"""A document becomes statements: mentions, works and patterns, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Place, Statement, statement_id
from sanjiang.documents import Document, sentences
from sanjiang.grammar.complete import complete
from sanjiang.grammar.confidence import confidence
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.encode import Layer, encode, phases
from sanjiang.grammar.narrative import Paragraph
from sanjiang.grammar.patterns import load_patterns, match_patterns
from sanjiang.grammar.restated import without_restatements
from sanjiang.grammar.said_twice import without_repeats
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
    "place",
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
    setting = Setting(document.text, Place(home.short, home.adcode) if home else None)
    text = document.text
    layers = (
        Layer(DateFinder(document.published).find(text)),
        Layer(QuantityFinder().find(text)),
        Layer(OrganisationFinder().find(text)),
        Layer(phases(text)),
        Layer(PlaceFinder(regions, home).find(text)),
        Layer(product_finder(tuple(chains)).find(text)),
    )
    drafts: list[Draft] = []
    for _, group in groupby(sentences(document), key=lambda s: s.paragraph):
        paragraph = Paragraph(setting, earlier=list(drafts))
        for sentence in group:
            encoded = encode(text, (sentence.start, sentence.end), layers)
            paragraph.read(encoded)
            drafts += match_patterns(encoded, setting, load_patterns())
        drafts += (d for d in paragraph.drafts if not d.pending)
    drafts.sort(key=lambda d: d.spans[0])
    complete(document, drafts)
    return Reading(document, home, tuple(_statements(document, _without_doubles(drafts, _headline(document)))))


def _without_doubles(drafts: list[Draft], headline: int) -> Iterator[Draft]:
    """Yield each claim once: what is said again in the same words adds its span to the first."""
    seen: dict[tuple[object, ...], Draft] = {}
    for draft in without_repeats(without_restatements(drafts, headline)):
        key = (draft.kind, *(_key(draft.fields.get(f)) for f in FIELDS_OF_A_DOUBLE))
        if key in seen:
            first = seen[key]
            first.fields = {**draft.fields, **first.fields}
            first.spans += [s for s in draft.spans if s not in first.spans]
        else:
            seen[key] = draft
            yield draft


def _headline(document: Document) -> int:
    """Return where the first line of the body ends."""
    first = next(document.body(), None)
    return first.end if first else 0


def _key(value: object) -> object:
    return value.name if isinstance(value, Place) else value


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
            **draft.fields,  # type: ignore[arg-type]  # the fields are named and typed as Statement's by whoever drafts
        )
        yield replace(statement, part_of=ids.get(id(draft.whole))) if draft.whole else statement
