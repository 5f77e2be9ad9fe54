"""A brief as Markdown: reads as plain text, and on GitHub with its tables and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sanjiang.brief.labels import SOURCES
from sanjiang.brief.markdown_notes import Notes
from sanjiang.brief.markdown_text import escape, inline, paragraph
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import (
    Block,
    Cell,
    Chart,
    Heading,
    Language,
    Listing,
    Paragraph,
    Point,
    Report,
    Row,
    Section,
    Sentence,
    Table,
    plain,
    said,
)

FINDINGS = Text("要点", "Findings")
MARKS = {"breaks": Text("（缺 · 断链）", " (absent · break)"), "absent": Text("（缺）", " (absent)")}


def render(report: Report, language: Language = "zh") -> str:
    """Write a brief as GitHub Markdown, every sentence and row with its evidence.

    Parameters
    ----------
    report : Report
        From `lay_out`.
    language : {"zh", "en"}

    Returns
    -------
    str
        The text, to be written as UTF-8.
    """
    notes = Notes(report, language)
    return "\n\n".join([*_head(report, notes), *_body(report, notes), *notes.section()]) + "\n"


def _head(report: Report, notes: Notes) -> Iterator[str]:
    language = notes.language
    yield f"# {_words(report.title, language)}"
    colon = _colon(language)
    if report.facts:
        yield "\n".join(f"- {_words(label, language)}{colon}{_cell(value, language)}" for label, value in report.facts)
    yield f"## {said(FINDINGS, language)}"
    yield _sentence(report.lead, notes)
    for place, point in enumerate(report.points, 1):
        yield f"### {place}. {_words(point.title, language)}"
        yield from _point(point, notes)


def _point(point: Point, notes: Notes) -> Iterator[str]:
    """Yield a finding's paragraphs, each key's evidence where it first stands."""
    told: set[str | None] = set()

    def sentence(of: Sentence) -> str:
        text = inline(of.runs(notes.language), notes.language)
        mark = "" if of.key in told else notes.after(of.key)
        told.add(of.key)
        return text + mark

    yield paragraph(sentence(point.say))
    yield paragraph(sentence(point.because))
    lines = [
        f"- **{_words(label, notes.language)}**{_colon(notes.language)}{sentence(of)}" for label, of in point.lines
    ]
    if lines:
        yield "\n".join(lines)


def _body(report: Report, notes: Notes) -> Iterator[str]:
    annexes = [section for section in report.annexes if section.name == "documents"]  # footnotes say what the rest says
    for section in (*report.sections, *annexes):
        yield f"## {_words(section.title, notes.language)}"
        for block in section.blocks:
            yield from _block(block, section, notes)


def _block(block: Block, section: Section, notes: Notes) -> Iterator[str]:
    match block:
        case Heading():
            yield f"### {_words(block.text, notes.language)}"
        case Paragraph():
            yield _sentence(block.sentence, notes)
        case Listing():
            yield "\n".join(f"- {_sentence(item, notes)}" for item in block.items)
        case Chart():
            yield _chart(block, section, notes.language)
        case Table():
            yield from _table(block, notes)


def _chart(chart: Chart, section: Section, language: Language) -> str:
    """Name a chart, and the table that holds its numbers."""
    caption = _words(chart.caption, language)
    found = (b for b in section.blocks if isinstance(b, Table) and b.name == chart.table)
    table = _words(next((t.caption for t in found), Text("", "")), language)
    return f"图：{caption}。数字见表“{table}”。" if language == "zh" else f"Chart: {caption}. Its numbers: “{table}”."


def _table(table: Table, notes: Notes) -> Iterator[str]:
    """Yield a table's caption, the table, and what is said of its rows, if anything is."""
    language = notes.language
    yield f"**{said(Text('表：', 'Table: '), language)}{_words(table.caption, language)}**"
    titles = [_words(column.title, language) for column in table.columns]
    rules = ["---:" if column.numeric else "---" for column in table.columns]
    if table.sourced:
        titles.append(said(SOURCES, language))
        rules.append("---")
    lines = [_line(titles), _line(rules)]
    for group, rows in groupby(table.rows, lambda row: row.group):
        if group:
            lines.append(_line([f"**{_words(group, language)}**", *[""] * (len(titles) - 1)]))
        lines += [_line(_row(row, table, notes)) for row in rows]
    yield "\n".join(lines)
    said_of = [
        f"- {paragraph(_name(row, language))}{_colon(language)}{_notes(row, notes)}" for row in table.rows if row.notes
    ]
    if said_of:
        yield "\n".join(said_of)


def _row(row: Row, table: Table, notes: Notes) -> Iterator[str]:
    yield _name(row, notes.language)
    yield from (_cell(cell, notes.language) for cell in row.cells[1:])
    if table.sourced:
        yield notes.mark(notes.report.grounds(row.key))


def _name(row: Row, language: Language) -> str:
    mark = said(MARKS[row.mark], language) if row.mark else ""
    return _cell(row.cells[0], language) + mark


def _notes(row: Row, notes: Notes) -> str:
    return " ".join(inline(note.runs(notes.language), notes.language) for note in row.notes)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell, language: Language) -> str:
    if isinstance(cell, Sentence):
        return inline(cell.runs(language), language)
    return escape(plain(cell, language)).strip()


def _sentence(sentence: Sentence, notes: Notes) -> str:
    return paragraph(inline(sentence.runs(notes.language), notes.language)) + notes.after(sentence.key)


def _words(text: Text, language: Language) -> str:
    return escape(said(text, language)).strip()


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "
