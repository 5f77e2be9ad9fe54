"""Where a statement stands: the clause, the sentence and the paragraph around its quote, and its document's day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.documents import Document, Sentence, as_read, sentences
from sanjiang.documents.view import View

CLAUSE_END = re.compile(r"[，,；;。：:！？!?]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: its document, its text, where it starts there, and its paragraph (None where nobody knows).

    Text and start are those of the document as it is read; `published` is the document itself, None where nobody has
    it. Evidence comes and goes in offsets of the published text.
    """

    document: str
    text: str
    start: int
    paragraph: int | None
    published: Document | None = field(default=None, compare=False, repr=False)

    def before(self, offset: int) -> str:
        """Return the sentence up to an offset of its document."""
        return self.text[: max(0, self._seen(offset, offset)[1] - self.start)]

    def clause(self, span: Span) -> str:
        """Return a quote together with what stands before it in its clause."""
        start, end = self._seen(span.start, span.end)
        said = self.text[start - self.start : end - self.start] if self._view else span.quote
        return CLAUSE_END.split(self.text[: max(0, start - self.start)])[-1] + said

    def cut(self, start: int, end: int) -> Span:
        """Return a stretch of the sentence, given in its own offsets, as evidence."""
        if self.published is None or self._view is None:
            return Span(self.document, self.start + start, self.start + end, self.text[start:end])
        first, last = self._view.back(self.start + start, self.start + end)
        return Span(self.document, first, last, self.published.text[first:last])

    @property
    def _view(self) -> View | None:
        return self.published.view if self.published else None

    def _seen(self, start: int, end: int) -> tuple[int, int]:
        return self._view.at(start, end) if self._view else (start, end)


class Passages:
    """The sentences of documents, found by offset. What no document holds is its own quote and nothing around it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {d.name: d for d in documents}
        self._seen = {name: as_read(d) for name, d in self._documents.items()}
        self._sentences: dict[str, list[Sentence]] = {name: list(sentences(d)) for name, d in self._seen.items()}

    def at(self, span: Span) -> Passage:
        """Return the sentence in which a quote starts."""
        found = self._sentences.get(span.document, [])
        view = self._documents[span.document].view if found else None
        start = view.at(span.start, span.end)[0] if view else span.start
        place = bisect_right(found, start, key=lambda s: s.start) - 1
        if place < 0 or found[place].end <= start:
            return Passage(span.document, span.quote, span.start, None)
        return self._passage(span.document, found[place])

    def all(self) -> Iterator[Passage]:
        """Yield every sentence, by the names of the documents."""
        for name in sorted(self._sentences):
            yield from (self._passage(name, sentence) for sentence in self._sentences[name])

    def published(self, document: str) -> date | None:
        """Return a document's day of publication, if it is known."""
        known = self._documents.get(document)
        return known.published if known else None

    def _passage(self, name: str, sentence: Sentence) -> Passage:
        text = self._seen[name].text[sentence.start : sentence.end]
        return Passage(name, text, sentence.start, sentence.paragraph, self._documents[name])


def shared_by_projects(statements: Sequence[Statement], passages: Passages) -> frozenset[Passage]:
    """Return the sentences that tell of two projects or more: a sum of money there may be of them all."""
    told = Counter(p for s in statements if s.kind == "project" for p in {passages.at(e) for e in s.evidence})
    return frozenset(passage for passage, projects in told.items() if projects > 1)
