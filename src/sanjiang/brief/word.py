"""The brief as a Word document: two pages that say it, then annexes that show what it rests on."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.section import CT_SectPr
from docx.section import Section as Pages
from docx.shared import Mm

from sanjiang.brief.characters import legal
from sanjiang.brief.paper.evidence import keys_of, note, references_of
from sanjiang.brief.paper.footnotes import Footnotes
from sanjiang.brief.paper.front import CHART_WIDTH, Front, front
from sanjiang.brief.paper.package import blank, describe, packed
from sanjiang.brief.paper.runs import paragraph, run, runs
from sanjiang.brief.paper.tables import is_wide, table
from sanjiang.brief.paper.typography import PAGE, TEXT_HEIGHT, TEXT_WIDTH, TURNED, TURNED_FOOTER, TURNED_WIDTH, styles
from sanjiang.brief.pictures import png
from sanjiang.brief.report import (
    Block,
    Chart,
    Heading,
    Language,
    Listing,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
    said,
)
from sanjiang.core.errors import PictureError

CAPTION = 14.0
"""Millimetres below a picture for its caption."""
WORDS = {
    "zh": {
        "mark": "附件",
        "title": "依据与明细",
        "more": "要点的理由",
        "labels": "编号：S 为文件中的陈述，A 为假设，C 为引用的出处，Q 为引文，用于脚注和各表的“依据”一栏。",
        "figure": "图",
        "table": "表",
        "no picture": "图没有画出来，数字见表。",
        "numbers": "；数字见表",
    },
    "en": {
        "mark": "Annex",
        "title": "Evidence and details",
        "more": "Why: the reasons of the findings",
        "labels": "Labels: S is a statement of a document, A an assumption, C a cited source, Q a quote. Footnotes and "
        "the last column of the tables use them.",
        "figure": "Figure ",
        "table": "Table ",
        "no picture": "The chart could not be drawn; its numbers stand in the table.",
        "numbers": "; its numbers stand in the table",
    },
}


def render(report: Report, language: Language = "zh") -> bytes:
    """Write a brief as a Word document.

    Parameters
    ----------
    report : Report
        From `lay_out`.
    language : {"zh", "en"}

    Returns
    -------
    bytes
        A .docx file. The first two pages say the brief; annexes follow. The same report gives the same bytes.
    """
    document = blank(styles(language), language)
    first = front(report, language)
    paper = _Paper(document, report, language, first.notes)
    paper.first_pages(first)
    paper.annexes(first)
    first.notes.attach(document)
    describe(document, report, language)
    return packed(document)


class _Paper:
    """A document as it is written, piece by piece; figures and tables are counted."""

    def __init__(self, document: Document, report: Report, language: Language, notes: Footnotes) -> None:
        self.document, self.report, self.language, self.notes = document, report, language, notes
        self.words = WORDS[language]
        self.body = document.element.body
        self.last = self.body.sectPr
        self.counts = {"figure": 0, "table": 0}
        self.turned = False
        self.below = 0

    def write(self, xml: str) -> None:
        """Append paragraphs or a table."""
        whole = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'pic', 'r')}>{xml}</w:body>")
        for element in list(whole):
            self.last.addprevious(element)

    def first_pages(self, first: Front) -> None:
        """Write what the front holds, and end its section."""
        for piece in first.pieces:
            self.write(self.chart(piece, first.plan.size) if isinstance(piece, Chart) else piece)
        self.end_section()

    def annexes(self, first: Front) -> None:
        """Write the sections as annexes; from the first wide table on, pages lie on their side."""
        self.turned = any(map(self.is_wide, self.report.sections[:1]))
        self.write(paragraph("AnnexMark", run(self.words["mark"])))
        self.write(paragraph("AnnexTitle", run(self.words["title"])))
        self.write(paragraph("AnnexBody", run(self.words["labels"])))
        rank = 0
        if not first.plan.because or first.is_cut:
            rank += 1
            self.heading(rank, self.words["more"])
            self.reasons(first)
        for part in (*self.report.sections, *self.report.annexes):
            rank += 1
            if not self.turned and self.is_wide(part):
                self.end_section()
                self.turned = True
            self.heading(rank, said(part.title, self.language))
            for block in part.blocks:
                self.write("".join(self.block(block, rank)))
        self.orient(self.last)

    def reasons(self, first: Front) -> None:
        """Write the reason of each finding, and whatever the first pages had no room for."""
        for point in self.report.points:
            self.write(paragraph("Heading3", run(said(point.title, self.language))))
            if first.is_cut:
                self.write(self.sentence("AnnexBody", point.say))
            self.write(self.sentence("AnnexBody", point.because))
            for label, sentence in point.lines if first.is_cut else ():
                head = f"{said(label, self.language)}{'：' if self.language == 'zh' else ': '}"
                self.write(self.sentence("AnnexBody", sentence, head))

    def heading(self, rank: int, title: str) -> None:
        """Write the numbered heading of an annex."""
        number = f"{numeral(rank)}、" if self.language == "zh" else f"{rank}. "
        self.write(paragraph("Heading2", run(number + title)))
        self.below = 0

    def block(self, block: Block, rank: int) -> Iterator[str]:
        """Write one block of a section."""
        match block:
            case Paragraph():
                yield self.sentence("AnnexBody", block.sentence)
            case Heading():
                self.below += 1
                number = f"（{numeral(self.below)}）" if self.language == "zh" else f"{rank}.{self.below} "
                yield paragraph("Heading3", run(number + said(block.text, self.language)))
            case Listing():
                for place, item in enumerate(block.items, 1):
                    yield self.sentence("Item", item, f"{place}. ")
            case Table():
                if block.rows:
                    yield self.caption("Caption", "table", said(block.caption, self.language))
                    yield table(block, self.report, self.language, self.width())
            case Chart():
                yield self.chart(block)

    def sentence(self, style: str, sentence: Sentence, label: str = "") -> str:
        """Write a sentence with a footnote of what it rests on."""
        found = references_of(keys_of(sentence, self.language), self.report)
        anchors = frozenset(r.anchor for r in found)
        if anchors in self.notes.ranks:
            mark = self.notes.again(self.notes.ranks[anchors])
        else:
            mark = self.notes.mark(note(found, self.report, self.language), anchors) if found else ""
        return paragraph(style, run(label) + runs(sentence.runs(self.language), self.language) + mark)

    def caption(self, style: str, kind: str, text: str) -> str:
        """Write the numbered caption of a figure or a table."""
        self.counts[kind] += 1
        gap = "　" if self.language == "zh" else ". "
        return paragraph(style, run(f"{self.words[kind]}{self.counts[kind]}{gap}{text}"))

    def chart(self, chart: Chart, size: float = 1) -> str:
        """Write a chart as a picture with its caption below, or say that it could not be drawn."""
        caption = said(chart.caption, self.language)
        height = round(chart.height * size)
        try:
            image = png(chart.options[self.language], CHART_WIDTH, height)
        except PictureError:
            return paragraph("AnnexBody", run(f"{caption}：{self.words['no picture']}"))
        room = (PAGE[0] - TURNED[1] - TURNED[3] if self.turned else TEXT_HEIGHT) - CAPTION
        shrunk = min(1.0, room / (TEXT_WIDTH * height / CHART_WIDTH))
        wide = Mm(TEXT_WIDTH * shrunk)
        inline = self.document.part.new_pic_inline(io.BytesIO(image), wide, int(wide * height / CHART_WIDTH))
        properties = inline.docPr
        properties.set("id", str(1000 + self.counts["figure"]))
        properties.set("name", legal(chart.name))
        properties.set("descr", legal(f"{caption}{self.words['numbers']}"))
        picture = paragraph("Picture", f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>")
        return picture + self.caption("AfterPicture", "figure", caption)

    def width(self) -> float:
        """Return the width of the text of this section, in millimetres."""
        return TURNED_WIDTH if self.turned else TEXT_WIDTH

    def is_wide(self, part: Section) -> bool:
        """Say whether a section holds a table too wide for an upright page."""
        tables = [block for block in part.blocks if isinstance(block, Table)]
        return any(is_wide(item, self.report, self.language, TEXT_WIDTH) for item in tables)

    def end_section(self) -> None:
        """End the section here: what follows begins on a new page."""
        self.write(paragraph("End", ""))
        own = copy.deepcopy(self.body.sectPr)
        self.orient(own)
        self.last.getprevious().get_or_add_pPr().append(own)

    def orient(self, section: CT_SectPr) -> None:
        """Lay the pages of a section on their side where its tables are wide."""
        if self.turned:
            page = Pages(section, self.document.part)
            page.orientation = WD_ORIENT.LANDSCAPE
            page.footer_distance = Mm(TURNED_FOOTER)
            page.page_width, page.page_height = Mm(PAGE[1]), Mm(PAGE[0])
            page.left_margin, page.top_margin, page.right_margin, page.bottom_margin = map(Mm, TURNED)


def numeral(number: int) -> str:
    """Write a number below a hundred in Chinese.

    Examples
    --------
    >>> numeral(12), numeral(20)
    ('十二', '二十')
    """
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")
