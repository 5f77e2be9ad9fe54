"""A document becomes statements: mentions, works and patterns, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from sanjiang.core.collector import collector_at_rest
from sanjiang.core.evidence import Span
from sanjiang.core.shown import html_table
from sanjiang.core.statement import Place, Statement, made, statement_id
from sanjiang.core.tuples import new
from sanjiang.documents import Document, Sentence, as_read, sentences
from sanjiang.grammar.above import Above, is_plan
from sanjiang.grammar.alliances import add_members
from sanjiang.grammar.complete import complete
from sanjiang.grammar.confidence import confidence
from sanjiang.grammar.draft import Draft, Setting
from sanjiang.grammar.due import NOTHING, Due, due_of_each
from sanjiang.grammar.encode import LETTERS, Encoded, Value, encode, phases, sift
from sanjiang.grammar.forms import Form, may_be_line
from sanjiang.grammar.issuer import name_issuer
from sanjiang.grammar.items import add_items
from sanjiang.grammar.lead import owners_in
from sanjiang.grammar.narrative import read_sentence
from sanjiang.grammar.owners import name_owner
from sanjiang.grammar.paragraph import Paragraph
from sanjiang.grammar.pattern_context import AMOUNT, unfold
from sanjiang.grammar.pattern_match import Matched, PatternFinder
from sanjiang.grammar.patterns import pattern_finder
from sanjiang.grammar.restated import without_restatements
from sanjiang.grammar.said_twice import without_figures_of, without_plain_parks, without_repeats
from sanjiang.library.processes import Chain
from sanjiang.library.regions import Region, Regions
from sanjiang.mentions.dates import DateFinder
from sanjiang.mentions.mention import Ahead, Mention
from sanjiang.mentions.numbers import plain
from sanjiang.mentions.organisations import OrganisationFinder
from sanjiang.mentions.places import PlaceFinder, find_home
from sanjiang.mentions.products import product_finder
from sanjiang.mentions.quantities import QuantityFinder

BATCH: Final = 256
"""So many sentences go through one step after the other together."""
FIELDS_OF_A_DOUBLE: Final = (
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

    def to_json(self) -> list[dict[str, object]]:
        """Return the statements as `sanjiang read` prints them: on a page, evidence has its place in the source too."""
        told = [statement.to_json() for statement in self.statements]
        if self.document.raw is not None:
            for statement, spans in zip(told, (s.evidence for s in self.statements), strict=True):
                statement["evidence"] = [
                    {"start": e.start, "end": e.end, "quote": e.quote, "raw": self.document.raw.place(e.start, e.end)}
                    for e in spans
                ]
        return told

    def _repr_html_(self) -> str:
        """Show the statements with their quotes, in a notebook."""
        rows = [
            {
                **{
                    field: getattr(s, field)
                    for field in ("kind", "organisation", "name", "product", "stage", "value", "unit")
                },
                **{
                    field: said.as_written
                    for field in ("capacity", "investment", "date")
                    if (said := getattr(s, field))
                },
                "place": s.place.name if s.place else None,
                "quote": "……".join(e.quote for e in s.evidence),
            }
            for s in self.statements
        ]
        return html_table(self.document.name, rows)


@collector_at_rest()
def read_statements(document: Document, regions: Regions, chains: Sequence[Chain]) -> Reading:
    """Read every statement of a document.

    Parameters
    ----------
    document : Document
        Only its body is read; furniture and repeats are not. What it says is taken from its view, the evidence from its
        text.
    regions, chains
        The library: region names and codes, product and process words.
    """
    seen = as_read(document)
    home = find_home(seen.title or "", seen.text)
    layers, places = _layers(seen, regions, chains, home)
    here = Place(home.short, home.adcode) if home else None
    setting = Setting(seen.text, here, document.published, places)
    drafts, organisations = _drafts(_read_ahead(seen, layers, setting), setting)
    complete(seen, here, drafts, organisations)
    name_issuer(seen, drafts)
    for alliance in (d for d in drafts if d.kind == "alliance"):
        add_members(seen, alliance)
    for task in (d for d in drafts if d.kind == "task"):
        add_items(seen, task)
        name_owner(seen, task)
    claims = list(_without_doubles(drafts, _headline(seen)))
    drafts.clear()
    return Reading(document, home, tuple(_statements(document, claims)))


def _layers(
    document: Document, regions: Regions, chains: Sequence[Chain], home: Region | None
) -> tuple[tuple[Ahead[Value], ...], tuple[Mention[Place], ...]]:
    """Return the mentions of every kind, those first that stand where two overlap; and the places by themselves."""
    text = document.text
    places, line = tuple(PlaceFinder(regions, home).find(text)), plain(text)
    layers = (
        Ahead(DateFinder(document.published).find(text, line)),
        Ahead(QuantityFinder().find(text, line)),
        Ahead(OrganisationFinder().find(text)),
        Ahead(phases(text)),
        Ahead(iter(places)),
        Ahead(product_finder(tuple(chains)).find(text)),
    )
    return layers, places


Line = tuple[Sentence, Encoded | None, Due, Sequence[Draft]]
"""A sentence, its letters (None where it has no mention and may hold nothing), what it may hold, and what the patterns
found in it."""


def _paragraph(line: Line) -> int:
    return line[0].paragraph


def _drafts(lines: Iterator[Line], setting: Setting) -> tuple[list[Draft], set[str]]:
    """Return what the lines of a document say, in their order, and the organisations that they name."""
    drafts: list[Draft] = []
    told: dict[str, list[Draft]] = {}
    organisations: set[str] = set()
    topic: Draft | None = None
    form = Form(setting)
    for _, group in groupby(lines, key=_paragraph):
        paragraph = Paragraph(setting, told=told, topic=topic)
        others: list[Draft] = []
        for sentence, letters, due, found in group:
            if letters is None and not paragraph.waits:
                form.pass_over()
                continue
            encoded = letters or encode(setting.text, sentence[:2], ())
            if LETTERS["org"] in encoded.letters:
                organisations.update(owners_in(encoded))
            before = len(paragraph.drafts)
            read_sentence(paragraph, encoded, due)
            told_by_form = form.read(encoded, paragraph.drafts[before:])
            if told_by_form is not None:
                paragraph.drafts[before:] = told_by_form
            others += found
        projects = [d for d in paragraph.drafts if not d.pending]
        drafts += projects
        topic = paragraph.whole or topic
        drafts += without_figures_of(projects, others) if others else ()
    drafts.sort(key=lambda d: d.spans[0])
    return drafts, organisations


def _read_ahead(document: Document, layers: Sequence[Ahead[Value]], setting: Setting) -> Iterator[Line]:
    """Yield the sentences as the patterns leave them.

    One step is done for a batch of sentences before the next: code and tables stay in the processor's caches, and the
    mentions of a batch are gone before the garbage collector has looked at them often. Most sentences have nothing to
    tell; for those no object is made that it would have to look at.
    """
    text, patterns, rest = document.text, pattern_finder(), sentences(document)
    above, paragraph = Above(is_plan(document.title)), -1
    while batch := list(islice(rest, BATCH)):
        mentions = sift(batch, [layer.until(batch[-1].end) for layer in layers])
        lines = [encode(text, s[:2], inside) if inside else None for s, inside in zip(batch, mentions, strict=True)]
        letters = [line.letters if line else text[s[0] : s[1]] for s, line in zip(batch, lines, strict=True)]
        dues = due_of_each(letters)
        for i, (sentence, words, due) in enumerate(zip(batch, letters, dues, strict=True)):
            if lines[i] is None and (due is not NOTHING or may_be_line(words)):
                lines[i] = encode(text, sentence[:2], ())
        unfolded, matched = _matched(patterns, lines, dues, text)
        found: list[Sequence[Draft]] = []
        for i, (sentence, words) in enumerate(zip(batch, letters, strict=True)):
            if sentence.paragraph != paragraph:
                paragraph, above = sentence.paragraph, above.below()
            line = unfolded[i]
            telling = line is not None and (matched[i] or AMOUNT.search(line.letters))
            found.append(list(patterns.find(line, setting, matched[i], above)) if line and telling else ())
            above.hear(words, lines[i])
        yield from zip(batch, lines, dues, found, strict=True)


def _matched(
    patterns: PatternFinder, lines: Sequence[Encoded | None], dues: Sequence[Due], text: str
) -> tuple[list[Encoded | None], list[list[Matched]]]:
    """Return the sentences with the words of their rates before the amounts, and what the patterns match in them."""
    unfolded = [line and unfold(line, text) for line in lines]
    letters, due = [line.letters if line else "" for line in unfolded], [due.patterns for due in dues]
    anew = [i for i, line in enumerate(unfolded) if line is not lines[i]]
    for i, found in zip(anew, due_of_each([letters[i] for i in anew]), strict=True):
        due[i] = found.patterns
    return unfolded, patterns.matches(letters, due)


def _without_doubles(drafts: list[Draft], headline: int) -> Iterator[Draft]:
    """Yield each claim once: what is said again in the same words adds its span to the first."""
    seen: dict[tuple[object, ...], dict[tuple[object, ...], Draft]] = {}
    alone: dict[tuple[object, ...], Draft] = {}  # whose whole claim nobody has asked for yet
    for draft in without_plain_parks(without_repeats(without_restatements(drafts, headline))):
        get = draft.fields.get
        part = (draft.kind, get("name"), get("organisation"), get("value"), get("count"))
        if alone.setdefault(part, draft) is draft:
            yield draft
            continue
        if part not in seen:
            seen[part] = {_claim(alone[part]): alone[part]}
        alike = seen[part]
        first = alike.setdefault(_claim(draft), draft)
        if first is draft or _benefits_apart(first, draft, headline):
            yield draft
        else:
            first.fields = {**draft.fields, **first.fields}
            first.spans += [s for s in draft.spans if s not in first.spans]


def _claim(draft: Draft) -> tuple[object, ...]:
    """Return what two drafts that claim the same share."""
    place = draft.fields.get("place")
    return (place.name if isinstance(place, Place) else None, *map(draft.fields.get, FIELDS_OF_A_DOUBLE))


def _benefits_apart(one: Draft, other: Draft, headline: int) -> bool:
    """Tell whether two benefits of one sum are two: both are told in the text, so each has its own condition."""
    return one.kind == "policy" and "value" in one.fields and headline <= min(one.spans[0][0], other.spans[0][0])


def _headline(document: Document) -> int:
    """Return where the first line of the body ends."""
    first = next(document.body(), None)
    return first.end if first else 0


def _statements(document: Document, drafts: list[Draft]) -> Iterator[Statement]:
    """Make statements of the drafts, in order; each draft is let go then, so that few objects are alive at a time."""
    ordinals: dict[tuple[str, tuple[int, int]], int] = {}
    name, text, digest = document.name, document.text, document.sha256
    view = document.view
    drafts.reverse()
    while drafts:
        draft = drafts.pop()
        if view and view.steps:
            draft.spans = list(dict.fromkeys(view.back(*span) for span in draft.spans))
        first = draft.spans[0]
        number = ordinals.get((draft.kind, first), 0)
        ordinals[draft.kind, first] = number + 1
        draft.id = statement_id(digest, draft.kind, first, number)
        told: dict[str, object] = {
            "id": draft.id,
            "document": name,
            "kind": draft.kind,
            "evidence": tuple([new(Span, (name, a, b, text[a:b])) for a, b in draft.spans]),
            "confidence": confidence(draft.rule),
            "rule": draft.rule,
            **draft.fields,
        }
        if draft.whole:
            told["part_of"] = draft.whole.id
        yield made(told)
