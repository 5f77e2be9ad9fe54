"""Word footnotes: the part that holds them, the mark in the text, and a mark that points to an earlier one."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from sanjiang.brief.paper.typography import W
from sanjiang.brief.xml_text import escape

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MARK = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
LINE = '<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{}/></w:r></w:p>'
STYLE = (
    f'<w:style {W} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)


class Footnotes:
    """The footnotes of one document, in the order of their marks."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.ranks: dict[frozenset[str], int] = {}
        """The first footnote that rests on exactly these anchors."""

    def mark(self, text: str, anchors: frozenset[str]) -> str:
        """Add a footnote and write the runs of its mark, bookmarked so that others may point to it."""
        self.texts.append(text)
        rank = len(self.texts)
        self.ranks.setdefault(anchors, rank)
        return (
            f'<w:bookmarkStart w:id="{rank}" w:name="_Note{rank}"/>'
            f'<w:r>{MARK}<w:footnoteReference w:id="{rank}"/></w:r><w:bookmarkEnd w:id="{rank}"/>'
        )

    def again(self, rank: int) -> str:
        """Write the runs of a mark that points to an earlier footnote."""
        return (
            f'<w:r>{MARK}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{MARK}<w:instrText xml:space="preserve"> NOTEREF _Note{rank} \\f \\h </w:instrText></w:r>'
            f'<w:r>{MARK}<w:fldChar w:fldCharType="separate"/></w:r>'
            f"<w:r>{MARK}<w:t>{rank}</w:t></w:r>"
            f'<w:r>{MARK}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    def attach(self, document: Document) -> None:
        """Put the footnotes into a document, with the settings that they need."""
        notes = "".join(_note(rank, text) for rank, text in enumerate(self.texts, 1))
        blob = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {W}>'
            f'<w:footnote w:type="separator" w:id="-1">{LINE.format("separator")}</w:footnote>'
            f'<w:footnote w:type="continuationSeparator" w:id="0">{LINE.format("continuationSeparator")}</w:footnote>'
            f"{notes}</w:footnotes>"
        )
        package = document.part.package
        assert package is not None
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE, blob.encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        own = f'<w:footnotePr {W}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        before = settings.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}compat")
        place = len(settings) if before is None else settings.index(before)
        settings.insert(place, parse_xml(own))


def _note(rank: int, text: str) -> str:
    return (
        f'<w:footnote w:id="{rank}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r>{MARK}<w:footnoteRef/></w:r>"
        f'<w:r><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )
