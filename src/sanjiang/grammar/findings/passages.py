"""Where a statement stands: the clause, the sentence and the paragraph around its quote, and its document's day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.documents import Document, Sentence, sentences

CLAUSE_END = re.compile(r"[，,；;。：:！？!?]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: its document, its text, where it starts there, and its paragraph (None where nobody knows)."""

    document: str
    text: str
    start: int
    paragraph: int | None

    def before(self, offset: int) -> str:
        """Return the sentence up to an offset of its document."""
        return self.text[: max(0, offset - self.start)]

    def clause(self, span: Span) -> str:
        """Return a quote together with what stands before it in its clause."""
        return CLAUSE_END.split(self.before(span.start))[-1] + span.quote

    def cut(self, start: int, end: int) -> Span:
        """Return a stretch of the sentence, given in its own offsets, as evidence."""
        return Span(self.document, self.start + start, self.start + end, self.text[start:end])


class Passages:
    """The sentences of documents, found by offset. What no document holds is its own quote and nothing around it."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {d.name: d for d in documents}
        self._sentences: dict[str, list[Sentence]] = {d.name: list(sentences(d)) for d in documents}

    def at(self, span: Span) -> Passage:
        """Return the sentence in which a quote starts."""
        found = self._sentences.get(span.document, [])
        place = bisect_right(found, span.start, key=lambda s: s.start) - 1
        if place < 0 or found[place].end <= span.start:
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
        text = self._documents[name].text[sentence.start : sentence.end]
        return Passage(name, text, sentence.start, sentence.paragraph)


def shared_by_projects(statements: Sequence[Statement], passages: Passages) -> frozenset[Passage]:
    """Return the sentences that tell of two projects or more: a sum of money there may be of them all."""
    told = Counter(p for s in statements if s.kind == "project" for p in {passages.at(e) for e in s.evidence})
    return frozenset(passage for passage, projects in told.items() if projects > 1)
