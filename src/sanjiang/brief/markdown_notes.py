"""Footnotes of a Markdown brief: few references stand as footnotes, many as ranges of labels that an index leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sanjiang.brief.labels import NOTES, SOURCES, compact
from sanjiang.brief.markdown_text import escape
from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.references import Reference
from sanjiang.brief.report import Grounds, Language, Report, said

FEW = 4
"""As many footnotes as stand after a sentence; more are said as ranges."""
LETTERS = Text(
    "S 是文件里的陈述，A 是可以更改的假设，C 是引用的出处，Q 是文件原文。",
    "S is a statement of a document, A an assumption that can be changed, C a cited source, Q words of a document.",
)
BY_LABEL = Text("按编号找：", "By number: ")


@dataclass
class Notes:
    """The references that a text names, gathered while it is written."""

    report: Report
    language: Language
    noted: set[str] = field(default_factory=set)
    """Labels that stand as footnotes somewhere."""
    ranged: set[str] = field(default_factory=set)
    """Labels that stand in a range somewhere."""

    def mark(self, grounds: Grounds) -> str:
        """Return what stands after a sentence or in a row for its evidence."""
        labels = [reference.label for reference in grounds.references]
        if not labels:
            return said(NOTES[grounds.note], self.language) if grounds.note else ""
        if len(labels) <= FEW:
            self.noted |= set(labels)
            return "".join(f"[^{label}]" for label in labels)
        self.ranged |= set(labels)
        return compact(labels)

    def after(self, key: str | None) -> str:
        """Return a key's mark as it follows a sentence: footnotes at once, ranges and reasons in brackets."""
        mark = self.mark(self.report.grounds(key))
        if not mark or mark.startswith("[^"):
            return mark
        return f"（{mark}）" if self.language == "zh" else f" ({mark})"

    def section(self) -> Iterator[str]:
        """Yield the last section's paragraphs: what the letters mean, an index of labels in ranges, the footnotes."""
        every = [r for r in self.report.references.all.values() if r.label in self.noted | self.ranged]
        if not every:
            return
        yield f"## {said(SOURCES, self.language)}"
        yield said(LETTERS, self.language)
        index = " · ".join(f"{r.label} [^{r.label}]" for r in every if r.label in self.ranged)
        if index:
            yield f"{said(BY_LABEL, self.language)}{index}"
        for reference in every:
            yield f"[^{reference.label}]: **{reference.label}** {self._says(reference)}"

    def _says(self, reference: Reference) -> str:
        item = reference.content
        match reference.anchor.partition("-")[0]:
            case "statement":
                return _quotes(item.get("evidence") or (), item.get("document"))
            case "assumption":
                return self._assumption(item)
            case "citation":
                return escape(str(item.get("citation")))
            case "quote":
                return _quotes((item,), item.get("document"))
            case _:
                name = escape(str(item.get("statement") or item.get("assumption")))
                return said(Text(f"未随附：{name}", f"not included: {name}"), self.language)

    def _assumption(self, item: Any) -> str:
        unit, zh = str(item.get("unit") or ""), str(item.get("because") or MISSING)
        value = said(amount(item.get("value"), unit), self.language)
        span = said(between(item.get("low"), item.get("high"), unit), self.language)
        because = said(Text(zh, str(item.get("because_en") or zh)), self.language)
        known = f" ({escape(span)})" if span not in (MISSING, value) else ""
        return f"{escape(str(item.get('name')))} = {escape(value)}{known}. {escape(because)}"


def _quotes(spans: Iterable[Any], document: object) -> str:
    """Write the clauses, each with where it begins and ends, and the document that they stand in."""
    clauses = (f"“{escape(str(span.get('quote')))}” {span.get('start')}–{span.get('end')}" for span in spans)
    return f"{', '.join(clauses) or MISSING} — {escape(str(document))}"
