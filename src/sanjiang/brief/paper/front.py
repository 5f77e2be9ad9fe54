"""The first two pages: title, the brief in one sentence, a chart, the findings; as much of each as fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sanjiang.brief.numbers import Text
from sanjiang.brief.paper.evidence import QUOTES, keys_of, note, references_of
from sanjiang.brief.paper.footnotes import Footnotes
from sanjiang.brief.paper.measure import Room, lines, pages
from sanjiang.brief.paper.runs import clipped, paragraph, run, runs
from sanjiang.brief.paper.typography import KAI, TEXT_HEIGHT, TEXT_WIDTH, Style, styles
from sanjiang.brief.report import Chart, Language, Point, Report, Sentence, plain, said
from sanjiang.brief.xml_text import shorten

POINT = 72 / 25.4
PAGES = 2
RESERVE = 24.0
"""Points of each page kept free: fonts and programs differ."""
NUMERALS = "一二三四五六七八九十"
CHART_WIDTH = 640
"""Pixels across, as on the page."""
SMALL, SMALL_LINE = 7.5, 10.0
"""Type and lines of footnotes, in points."""
WHOLE = 10**9
Own = tuple[int, frozenset[str]]
"""A finding's own footnote: its number, and the anchors of what it names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes onto the first pages.

    Parameters
    ----------
    chart : Chart or None
    because : bool
        The reason of each finding.
    kept, quotes : int
        Lines of each finding, and quotes of each footnote, at most.
    style : str
        Of the findings' lines.
    longest : int
        Characters of a sentence.
    size : float
        Height of the chart, as a share of its own.
    """

    chart: Chart | None
    because: bool = False
    kept: int = 3
    quotes: int = QUOTES
    style: str = "Body"
    longest: int = WHOLE
    size: float = 1


@dataclass
class Front:
    """The first pages as they are written, and the room that each piece takes."""

    report: Report
    language: Language
    plan: Plan
    notes: Footnotes
    pieces: list[str | Chart] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)

    @property
    def is_cut(self) -> bool:
        """Whether the plan leaves out lines, or parts of sentences."""
        return self.plan.kept < max((len(p.lines) for p in self.report.points), default=0) or self.plan.longest < WHOLE

    def add(self, style: Style, inner: str, text: str, notes: Sequence[str] = ()) -> None:
        """Add a paragraph: as it is written, and as mere text to be measured."""
        width = TEXT_WIDTH * POINT
        count = lines(text, width / style.size, style.indent)
        room = sum(lines(n, width / SMALL) for n in notes) * SMALL_LINE
        self.rooms.append(Room(count, style.line, style.before + style.after, room, style.keep))
        self.pieces.append(paragraph(style.id, inner))

    def draw(self, chart: Chart) -> None:
        """Add a chart with its caption."""
        height = TEXT_WIDTH * POINT * chart.height / CHART_WIDTH * self.plan.size
        self.rooms.append(Room(1, height + 26))
        self.pieces.append(chart)


def front(report: Report, language: Language) -> Front:
    """Return the first of the plans, from fullest to barest, that fits the first two pages."""
    found = None
    for plan in _plans(report):
        found = _write(report, language, plan)
        if pages(found.rooms, TEXT_HEIGHT * POINT - RESERVE) <= PAGES:
            break
    assert found is not None
    return found


def _plans(report: Report) -> Iterator[Plan]:
    charts = {c.name: c for c in report.charts()}
    ladder, chain = charts.get("ladder-0"), charts.get("chain-0")
    for style in ("Body", "Lines"):
        yield Plan(ladder, because=True, style=style)
        yield Plan(chain, because=True, style=style)
        yield Plan(ladder, style=style)
        yield Plan(chain, style=style)
    for style in ("Lines", "Fine"):
        for quotes, size in ((2, 0.85), (1, 0.85), (1, 0.75)):
            yield Plan(chain, style=style, quotes=quotes, size=size)
    for style in ("Lines", "Fine"):
        yield Plan(None, style=style, quotes=1)
    for kept in (2, 1, 0):
        yield Plan(None, style="Lines", quotes=0, kept=kept)
    for longest in (160, 80, 40):
        yield Plan(None, style="Lines", quotes=0, kept=0, longest=longest)


def _write(report: Report, language: Language, plan: Plan) -> Front:
    page = Front(report, language, plan, Footnotes())
    style = {s.id: s for s in styles(language)}
    title = shorten(said(report.title, language), min(plan.longest, 200))
    page.add(style["Title"], run(title), title)
    gap, colon = ("　", "：") if language == "zh" else ("  ·  ", ": ")
    facts = gap.join(f"{said(name, language)}{colon}{plain(value, language)}" for name, value in report.facts)
    page.add(style["Facts"], run(shorten(facts, 120) if plan.longest < WHOLE else facts), facts[: plan.longest])
    _say(page, style["Body"], report.lead)
    if plan.chart:
        page.draw(plan.chart)
    for rank, point in enumerate(report.points):
        name = shorten(said(point.title, language), min(plan.longest, 120))
        heading = f"{NUMERALS[rank]}、{name}" if language == "zh" else f"{rank + 1}. {name}"
        page.add(style["Heading1"], run(heading), heading)
        _point(page, style, point)
    return page


def _point(page: Front, style: dict[str, Style], point: Point) -> None:
    own = _say(page, style["Body"], point.say)
    if page.plan.because:
        _say(page, style[page.plan.style], point.because, own)
    for rank, (label, sentence) in enumerate(point.lines[: page.plan.kept]):
        _say(page, style[page.plan.style], sentence, own, _label(label, rank, page.language))


def _label(label: Text, rank: int, language: Language) -> str:
    return f"（{NUMERALS[rank]}）{label.zh}：" if language == "zh" else f"{label.en}: "


def _say(page: Front, style: Style, sentence: Sentence, own: Own | None = None, label: str = "") -> Own | None:
    """Add a sentence with its footnote, or a mark to its finding's own footnote where that holds all it rests on."""
    language, plan = page.language, page.plan
    sentence = clipped(sentence, language, plan.longest)
    found = references_of(keys_of(sentence, language), page.report)
    anchors = frozenset(r.anchor for r in found)
    head = run(label, bold=language == "en", font=KAI if language == "zh" else "")
    inner, notes = head + runs(sentence.runs(language), language), []
    if own and anchors and anchors <= own[1]:
        inner += page.notes.again(own[0])
    elif found:
        notes = [note(found, page.report, language, plan.quotes if own is None else 0)]
        inner += page.notes.mark(notes[0], anchors)
    page.add(style, inner, label + sentence.plain(language), notes)
    return (len(page.notes.texts), anchors) if notes else own
