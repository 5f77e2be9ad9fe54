"""Page and type of the paper: GB/T 9704-2012 for Chinese, the same page with western type for English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sanjiang.brief.report import Language

MM = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
PAGE = (210.0, 297.0)
MARGINS = (37.0, 26.0, 35.0, 28.0)
"""Top, right, bottom, left, in millimetres."""
TEXT_WIDTH = PAGE[0] - MARGINS[1] - MARGINS[3]
TEXT_HEIGHT = PAGE[1] - MARGINS[0] - MARGINS[2]
TURNED = (MARGINS[2], MARGINS[3], MARGINS[2], MARGINS[1])
"""Left, top, right, bottom of a page that lies on its side."""
TURNED_WIDTH = PAGE[1] - TURNED[0] - TURNED[2]
FOOTER, TURNED_FOOTER = 25.0, 15.0
"""From the edge of the paper to the page's number, upright and on its side."""

Align = Literal["left", "right", "center", "both"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style.

    Parameters
    ----------
    id, name : str
        As Word knows it; headings and footnotes keep Word's own names.
    east, west : str
        Fonts of Chinese and of western characters.
    size, line : float
        Of the type and of a line, in points; a line of 0 is single spacing.
    before, after : float
        Space around the paragraph, in points.
    indent : int
        Characters by which the first line stands in.
    keep : bool
        It stays on the page of what follows.
    level : int or None
        Of the outline, from 0.
    """

    id: str
    name: str
    east: str
    west: str
    size: float
    line: float
    bold: bool = False
    align: Align = "both"
    before: float = 0
    after: float = 0
    indent: int = 0
    keep: bool = False
    level: int | None = None

    def xml(self) -> str:
        """Write the style as an element of `styles.xml`."""
        spacing = f'w:before="{twips(self.before)}" w:after="{twips(self.after)}"'
        rule = f'w:line="{twips(self.line)}" w:lineRule="exact"' if self.line else 'w:line="240" w:lineRule="auto"'
        indent = f'<w:ind w:firstLineChars="{self.indent * 100}" w:firstLine="{twips(self.indent * self.size)}"/>'
        based = "" if self.id == "Normal" else '<w:basedOn w:val="Normal"/>'
        default = "" if based else ' w:default="1"'
        level = "" if self.level is None else f'<w:outlineLvl w:val="{self.level}"/>'
        return (
            f'<w:style {W} w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{self.name}"/>{based}'
            f"<w:qFormat/><w:pPr>"
            f"{'<w:keepNext/><w:keepLines/>' if self.keep else ''}<w:widowControl/>"
            f'<w:spacing {spacing} {rule}/>{indent if self.indent else ""}<w:jc w:val="{self.align}"/>'
            f"{level}</w:pPr>"
            f"<w:rPr>{fonts(self.east, self.west)}{'<w:b/><w:bCs/>' if self.bold else ''}"
            f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/></w:rPr></w:style>'
        )


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def twips(points: float) -> int:
    """Return points in twentieths."""
    return round(points * 20)


def fonts(east: str, west: str) -> str:
    """Write which fonts a run takes."""
    return f'<w:rFonts w:ascii="{west}" w:hAnsi="{west}" w:eastAsia="{east}" w:cs="{west}" w:hint="eastAsia"/>'


SONG, HEI, KAI, FANG, TITLE = "宋体", "黑体", "楷体_GB2312", "仿宋_GB2312", "方正小标宋简体"
TIMES, ARIAL = "Times New Roman", "Arial"


def styles(language: Language) -> tuple[Style, ...]:
    """Return the paragraph styles of a language."""
    return tuple(_chinese() if language == "zh" else _english())


def _chinese() -> Iterator[Style]:
    yield Style("Normal", "Normal", FANG, TIMES, 16, 28)
    yield Style("Title", "Title", TITLE, TIMES, 22, 32, align="center", after=4, keep=True)
    yield Style("Facts", "Facts", KAI, TIMES, 14, 22, align="center", after=4)
    yield Style("Body", "Body Text", FANG, TIMES, 16, 28, indent=2)
    yield Style("Lines", "Lines", FANG, TIMES, 14, 20, indent=2)
    yield Style("Fine", "Fine lines", FANG, TIMES, 12, 18, indent=2)
    yield Style("Heading1", "heading 1", HEI, TIMES, 16, 28, indent=2, keep=True, align="left", level=0)
    yield Style("AnnexMark", "Annex mark", HEI, TIMES, 16, 28, align="left", keep=True)
    yield Style("AnnexTitle", "Annex title", TITLE, TIMES, 18, 32, align="center", after=6, keep=True)
    yield Style("Heading2", "heading 2", HEI, TIMES, 12, 22, before=10, after=4, keep=True, align="left", level=1)
    yield Style("Heading3", "heading 3", KAI, TIMES, 12, 20, before=6, after=2, keep=True, align="left", level=2)
    yield Style("AnnexBody", "Annex body", FANG, TIMES, 10.5, 17, indent=2, before=3, after=3)
    yield Style("Item", "Item", FANG, TIMES, 10.5, 17, indent=2, before=2)
    yield Style("Caption", "caption", HEI, TIMES, 9, 14, align="center", before=4, after=3, keep=True)
    yield from _small(SONG, SONG)


def _english() -> Iterator[Style]:
    yield Style("Normal", "Normal", SONG, TIMES, 12, 16.5)
    yield Style("Title", "Title", TITLE, TIMES, 20, 26, bold=True, align="center", after=4, keep=True)
    yield Style("Facts", "Facts", SONG, TIMES, 11, 16, align="center", after=8)
    yield Style("Body", "Body Text", SONG, TIMES, 12, 16.5, after=4)
    yield Style("Lines", "Lines", SONG, TIMES, 11, 14.5, after=3, align="left")
    yield Style("Fine", "Fine lines", SONG, TIMES, 10, 13, after=2, align="left")
    yield Style("Heading1", "heading 1", HEI, ARIAL, 12, 16, bold=True, before=7, after=3, keep=True, level=0)
    yield Style("AnnexMark", "Annex mark", HEI, ARIAL, 12, 18, bold=True, align="left", keep=True)
    yield Style("AnnexTitle", "Annex title", HEI, TIMES, 17, 24, bold=True, align="center", after=6, keep=True)
    yield Style("Heading2", "heading 2", HEI, ARIAL, 11, 15, bold=True, before=12, after=4, keep=True, level=1)
    yield Style("Heading3", "heading 3", HEI, ARIAL, 10, 14, bold=True, before=8, after=3, keep=True, level=2)
    yield Style("AnnexBody", "Annex body", SONG, TIMES, 10, 13.5, before=3, after=4)
    yield Style("Item", "Item", SONG, TIMES, 10, 13.5, before=2, after=2)
    yield Style("Caption", "caption", HEI, ARIAL, 8.5, 12, align="center", before=4, after=4, keep=True)
    yield from _small(SONG, SONG)


def _small(east: str, head: str) -> Iterator[Style]:
    """Yield what both languages set alike: tables, pictures, footnotes, the page's number."""
    yield Style("Cell", "Cell", east, TIMES, 9, 12, align="left")
    yield Style("CellNumber", "Cell number", east, TIMES, 9, 12, align="right")
    yield Style("CellHead", "Cell head", head, TIMES, 9, 12, bold=True, align="center", keep=True)
    yield Style("CellGroup", "Cell group", head, TIMES, 9, 12, bold=True, align="left", keep=True)
    yield Style("CellNote", "Cell note", FANG if east == SONG else east, TIMES, 9, 12, align="left")
    yield Style("Picture", "Picture", east, TIMES, 9, 0, align="center", before=4, keep=True)
    yield Style("AfterPicture", "After picture", HEI, TIMES, 9, 14, align="center", after=4)
    yield Style("FootnoteText", "footnote text", east, TIMES, 7.5, 10)
    yield Style("Footer", "footer", SONG, SONG, 14, 0, align="left")
    yield Style("End", "Section end", east, TIMES, 1, 1)
