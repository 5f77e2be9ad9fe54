"""The file around the text: styles, settings, properties, page numbers; the same input gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Mm

from sanjiang.brief.characters import legal
from sanjiang.brief.paper import footnotes
from sanjiang.brief.paper.typography import FOOTER, MARGINS, PAGE, Style, W, fonts
from sanjiang.brief.report import Language, Report, plain, said
from sanjiang.brief.xml_text import shorten

LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in the archive: the first that a zip can hold."""
FIELD = (
    '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r>'
)
COMPATIBILITY = (
    f"<w:compat {W}><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
    "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def blank(styles: tuple[Style, ...], language: Language) -> Document:
    """Return an empty document of our page, with these styles and no other."""
    document = docx.Document()
    _set_styles(document, styles, language)
    _set_page(document)
    settings = document.settings.element
    for old in settings.xpath("./w:compat | ./w:themeFontLang"):
        settings.remove(old)
    before = next(iter(settings.xpath("./w:rsids | ./m:mathPr | ./w:clrSchemeMapping | ./w:shapeDefaults")), None)
    place = len(settings) if before is None else settings.index(before)
    settings.insert(place, parse_xml(COMPATIBILITY))
    document.settings.odd_and_even_pages_header_footer = True
    package = document.part.package
    assert package is not None
    for name, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]
    return document


def _set_styles(document: Document, styles: tuple[Style, ...], language: Language) -> None:
    element = document.styles.element
    kept = {"DefaultParagraphFont", "TableNormal", "NoList"}
    for old in element.xpath("./w:style"):
        if old.get(f"{{{element.nsmap['w']}}}styleId") not in kept:
            element.remove(old)
    for old in element.xpath("./w:docDefaults"):
        element.remove(old)
    spoken = LANGUAGES[language]
    normal = styles[0]
    element.insert(
        0,
        parse_xml(
            f"<w:docDefaults {W}><w:rPrDefault><w:rPr>{fonts(normal.east, normal.west)}"
            f'<w:lang w:val="{"en-US" if language == "zh" else spoken}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
            "</w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        ),
    )
    for style in styles:
        element.append(parse_xml(style.xml()))
    element.append(parse_xml(footnotes.STYLE))


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE[0]), Mm(PAGE[1])
    section.top_margin, section.right_margin = Mm(MARGINS[0]), Mm(MARGINS[1])
    section.bottom_margin, section.left_margin = Mm(MARGINS[2]), Mm(MARGINS[3])
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER)
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        element = footer.paragraphs[0]._p
        indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/>'
        new = parse_xml(
            f'<w:p {W}><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{FIELD}</w:p>'
        )
        element.getparent().replace(element, new)


def describe(document: Document, report: Report, language: Language) -> None:
    """Set the properties of the document: its title and day, nobody's name."""
    properties = document.core_properties
    properties.title = shorten(legal(said(report.title, language)), 200)
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.subject = properties.category = ""
    properties.language = LANGUAGES[language]
    properties.created = properties.modified = _day(report)
    properties.revision = 1


def _day(report: Report) -> datetime:
    """Return the brief's as-of date, the first of the days that its facts name."""
    for _, value in report.facts:
        try:
            return datetime.strptime(plain(value, "zh"), "%Y-%m-%d")
        except ValueError:
            continue
    return datetime(*EPOCH)


def packed(document: Document) -> bytes:
    """Return the document as bytes, every file in it of the same date."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, old.read(name))
    return out.getvalue()
