"""A brief laid out: findings, sentences, tables and charts in reading order. Every rendering writes this one object.

A figure names the *key* of what it rests on; `Report.evidence` holds the references of each key. A key that is not
there is itself the anchor of a reference (a statement, an assumption), or of a section.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sanjiang.brief.numbers import Text
from sanjiang.brief.references import Reference, References

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it reads, and as it was solved.

    Parameters
    ----------
    text : Text
        With its unit, scaled for the reader.
    what : Text
        What it is, for those who hear the page.
    key : str
        Where its evidence stands.
    value, low, high : float or None
        Unscaled, in `unit`; a range has no value.
    unit : str
    strong : bool
        One of the few that the eye should find first.
    """

    text: Text
    what: Text
    key: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bold:
    """A name that stands out in its sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, as they stand there."""

    text: str


Run = str | Number | Bold | Quote


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in both languages, run by run; it rests on what stands under `key`."""

    zh: tuple[Run, ...]
    en: tuple[Run, ...]
    key: str | None = None

    def runs(self, language: Language) -> tuple[Run, ...]:
        """Return the sentence in one language."""
        return self.zh if language == "zh" else self.en

    def plain(self, language: Language) -> str:
        """Return the sentence in one language as mere text."""
        return "".join(plain(run, language) for run in self.runs(language))


Cell = Text | Number | Sentence
"""What stands in a table. Several figures in one cell are a sentence."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading; columns of numbers stand to the right."""

    title: Text
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Parameters
    ----------
    cells : tuple of Cell
        The first one names the row.
    key : str or None
        Where its evidence stands; the row's place on the page, too.
    group : Text or None
        Heading over this and the following rows of the same group.
    notes : tuple of Sentence
        What is said below the row.
    mark : {"absent", "breaks"} or None
        A step that is not here; one that breaks the chain.
    """

    cells: tuple[Cell, ...]
    key: str | None = None
    group: Text | None = None
    notes: tuple[Sentence, ...] = ()
    mark: Literal["absent", "breaks"] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `sourced` tables end with a column of evidence."""

    name: str
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    sourced: bool = True


Options = Mapping[Language, Mapping[str, Any]]
"""A chart's ECharts option in each language."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as an ECharts option in each language; the table beside it, named here, holds its numbers."""

    name: str
    caption: Text
    options: Options
    height: int
    table: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence that stands alone; a note explains, an empty one says that there is nothing."""

    sentence: Sentence
    style: Literal["body", "note", "empty"] = "body"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below a section's."""

    text: Text


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences as a list."""

    items: tuple[Sentence, ...]


Block = Paragraph | Heading | Listing | Table | Chart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief; `short` is its name in a table of contents."""

    name: str
    title: Text
    short: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One of the findings on the first page: what, and then what to do, who could, what would change it."""

    title: Text
    say: Sentence
    because: Sentence
    lines: tuple[tuple[Text, Sentence], ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a key rests on; `note` says why there is nothing, where there is nothing."""

    references: tuple[Reference, ...]
    note: Literal["no-plant", "no-evidence"] | None = None


@dataclass(frozen=True)
class Report:
    """A brief laid out.

    Parameters
    ----------
    title : Text
    facts : tuple of (Text, Text or Number)
        What stands under the title: as-of date, code, how many documents and statements.
    lead : Sentence
        The whole brief in one sentence.
    points : tuple of Point
        At most three.
    sections : tuple of Section
    annexes : tuple of Section
        What figures rest on, as tables: for what is printed.
    evidence : Mapping of str to Grounds
    references : References
    documents : tuple of Mapping
        As in the brief's JSON.
    version : str
        Of Sanjiang.
    """

    title: Text
    facts: tuple[tuple[Text, Text | Number], ...]
    lead: Sentence
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...]
    evidence: Mapping[str, Grounds]
    references: References
    documents: tuple[Mapping[str, Any], ...] = ()
    version: str = ""

    def grounds(self, key: str | None) -> Grounds:
        """Return what a key rests on: its references, or the one reference whose anchor it is."""
        if key is None:
            return Grounds(())
        found = self.evidence.get(key)
        return found or Grounds(tuple(r for r in self.references.all.values() if r.anchor == key))

    def tables(self) -> list[Table]:
        """Return every table, in reading order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Table)]

    def charts(self) -> list[Chart]:
        """Return every chart, in reading order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Chart)]


def plain(run: Run | Cell, language: Language) -> str:
    """Return a run or a cell as mere text in one language."""
    match run:
        case Number():
            return said(run.text, language)
        case Bold():
            return run.text
        case Quote():
            return f"“{run.text}”"
        case Text():
            return said(run, language)
        case Sentence():
            return run.plain(language)
        case str():
            return run


def said(text: Text, language: Language) -> str:
    """Return words in one language."""
    return text.zh if language == "zh" else text.en
