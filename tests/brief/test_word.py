"""The Word document: page and type, footnotes, figures, two pages before the annexes, hostile text as text."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.shared import Mm, Pt

from sanjiang.brief import word
from sanjiang.brief.outline import lay_out
from sanjiang.brief.paper.evidence import compressed
from sanjiang.brief.paper.front import front
from sanjiang.brief.report import Number, Sentence, plain
from sanjiang.core.errors import PictureError

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
REPORT = lay_out(BRIEF)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LANGUAGES = ("zh", "en")
HOSTILE = "</w:t><w:p/>]]>&amp;\"'=cmd|calc\x00\x08\x0b\x1f\ufffe\ud800{{7*7}}"


@pytest.fixture(scope="module")
def written():
    return {language: word.render(REPORT, language) for language in LANGUAGES}


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(name))


def words(content):
    """Everything that stands in the document and its footnotes, paragraph by paragraph."""
    found = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in part(content, name).iter(f"{W}p"):
            pieces = []
            for element in paragraph.iter():
                if element.tag == f"{W}t":
                    pieces.append(element.text or "")
                elif element.tag == f"{W}br":
                    pieces.append("\n")
            found.append("".join(pieces))
    return found


def test_page_and_type_are_those_of_chinese_offices(written):
    document = docx.Document(io.BytesIO(written["zh"]))
    page = document.sections[0]
    margins = (page.top_margin, page.right_margin, page.bottom_margin, page.left_margin)
    assert [round(m.mm) for m in margins] == [37, 26, 35, 28]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    for name, font, size in (
        ("Body Text", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("footer", "宋体", 14),
    ):
        style = document.styles[name]
        assert style.font.size == Pt(size)
        assert style.element.rPr.rFonts.get(f"{W}eastAsia") == font
    body = document.styles["Body Text"]
    assert body.font.name == "Times New Roman"
    assert body.paragraph_format.line_spacing == Pt(28)
    assert body.element.pPr.find(f"{W}ind").get(f"{W}firstLineChars") == "200"


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_numbers_stand_outside(written, language):
    document = docx.Document(io.BytesIO(written[language]))
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((document.sections[0].footer, "right"), (document.sections[0].even_page_footer, "left")):
        paragraph = footer.paragraphs[0]._p
        assert paragraph.pPr.find(f"{W}jc").get(f"{W}val") == side
        assert "".join(t.text for t in paragraph.iter(f"{W}t")) == "— 1 —"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_lie_on_their_side_have_their_margins(written, language):
    for page in docx.Document(io.BytesIO(written[language])).sections:
        wide = round(page.page_width.mm) == 297
        assert page.page_width - page.left_margin - page.right_margin == pytest.approx(
            Mm(227 if wide else 156), abs=9e4
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_footnotes_resolve_and_every_finding_has_one(written, language):
    text, notes = part(written[language], "word/document.xml"), part(written[language], "word/footnotes.xml")
    marks = [e.get(f"{W}id") for e in text.iter(f"{W}footnoteReference")]
    held = {e.get(f"{W}id"): "".join(t.text or "" for t in e.iter(f"{W}t")) for e in notes}
    assert marks == [str(n) for n in range(1, len(marks) + 1)]
    assert set(held) == {"-1", "0", *marks}
    assert len(marks) >= 1 + len(REPORT.points)
    labels = {r.label for r in REPORT.references.all.values()}
    for mark in marks:
        assert ("依据：" if language == "zh" else "Evidence: ") in held[mark]
        assert set(re.findall(r"\b[SACQ]\d+\b", held[mark].rpartition("”")[2])) <= labels
    bookmarks = {e.get(f"{W}name") for e in text.iter(f"{W}bookmarkStart")}
    again = {found for e in text.iter(f"{W}instrText") for found in re.findall(r"NOTEREF (\w+)", e.text)}
    assert again <= bookmarks
    relations = zipfile.ZipFile(io.BytesIO(written[language])).read("word/_rels/document.xml.rels").decode()
    assert "relationships/footnotes" in relations


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_those_of_the_report(written, language):
    document = docx.Document(io.BytesIO(written[language]))
    tables = [t for section in (*REPORT.sections, *REPORT.annexes) for t in section.blocks if hasattr(t, "rows")]
    tables = [t for t in tables if t.rows]
    assert len(document.tables) == len(tables)
    for item, shown in zip(tables, document.tables, strict=True):
        lines = [[cell.text for cell in row.cells] for row in shown.rows]
        for row in item.rows:
            texts = [plain(cell, language) for cell in row.cells]
            assert any(line[1 : len(texts)] == texts[1:] and line[0].startswith(texts[0]) for line in lines), texts
            for note in row.notes:
                assert any(note.plain(language) in line[0] for line in lines)
        assert shown.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in shown.rows)
        assert sum(int(c.get(f"{W}w")) for c in shown._tbl.tblGrid) <= Mm(227).twips + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_lead_to_their_evidence(written, language):
    document = docx.Document(io.BytesIO(written[language]))
    first = next(t for t in REPORT.tables() if t.sourced)
    expected = [compressed([r.label for r in REPORT.grounds(row.key).references], language) for row in first.rows]
    shown = [row.cells[-1].text for row in document.tables[0].rows[1:]]
    assert all(text.endswith(labels) for text, labels in zip(shown, expected, strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_in_front_stands_in_the_annex(written, language):
    text = "\n".join(words(written[language]))
    sentences: list[Sentence] = [REPORT.lead]
    for point in REPORT.points:
        sentences += [point.say, point.because, *(s for _, s in point.lines)]
    for sentence in sentences:
        assert sentence.plain(language) in text
    for number in (run for s in sentences for run in s.runs(language) if isinstance(run, Number)):
        assert plain(number, language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_report_gives_the_same_bytes(written, language):
    assert word.render(REPORT, language) == written[language]
    archive = zipfile.ZipFile(io.BytesIO(written[language]))
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(written[language])).core_properties
    assert properties.author == properties.last_modified_by == ""
    assert properties.created.date().isoformat() == BRIEF["as_of"]
    assert properties.language == {"zh": "zh-CN", "en": "en-US"}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_is_a_picture_with_words_for_those_who_hear_it(written, language):
    text = part(written[language], "word/document.xml")
    pictures = [e for e in text.iter() if e.tag.endswith("}docPr")]
    assert len(pictures) == len(REPORT.charts()) + 1
    assert len({e.get("id") for e in pictures}) == len(pictures)
    assert all(e.get("descr") for e in pictures)


def test_a_chart_that_cannot_be_drawn_is_told(monkeypatch):
    def fail(*_):
        raise PictureError("a", "b", "c")

    monkeypatch.setattr(word, "png", fail)
    assert any("图没有画出来" in text for text in words(word.render(REPORT)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_comes_out_as_text(language):
    text = json.dumps(BRIEF, ensure_ascii=False).replace("电池片", json.dumps(HOSTILE, ensure_ascii=False)[1:-1])
    brief = json.loads(text)
    brief["region"] |= {"name": HOSTILE, "name_en": HOSTILE}
    brief["gaps"][0] |= {"kind": HOSTILE, "verdict": HOSTILE, "size_unit": HOSTILE, "name_en": HOSTILE}
    brief["documents"][0] |= {"title": HOSTILE, "sha256": HOSTILE}
    found = "".join(words(word.render(lay_out(brief), language)))
    assert "</w:t><w:p/>]]>&amp;\"'=cmd|calc\ufffd\ufffd" in found
    assert not set("\x00\x08\x0b\x1f\ufffe\ud800") & set(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("brief", [{}, {"region": {"name": "空城"}, "as_of": "soon", "ladder": [], "gaps": []}])
def test_an_empty_brief_says_that_it_is_empty(brief, language):
    said = {"zh": "没有可以归入产业链的项目", "en": "hold no project that could be placed on a chain"}[language]
    assert any(said in text for text in words(word.render(lay_out(brief), language)))


def pages(content, folder):
    """The text of every page, as LibreOffice sets it."""
    office = shutil.which("soffice")
    if not office or not shutil.which("pdftotext"):
        pytest.skip("needs soffice and pdftotext (Debian: libreoffice-writer, poppler-utils)")
    (folder / "brief.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), "brief.docx"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    done = subprocess.run(["pdftotext", "-layout", "brief.pdf", "-"], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("long", [False, True])
def test_two_pages_at_most_stand_before_the_annexes(tmp_path, language, long):
    report = REPORT
    if long:
        points = tuple(replace(p, say=Sentence(p.say.zh * 6, p.say.en * 6, p.say.key)) for p in REPORT.points)
        report = replace(REPORT, points=points)
    shown = pages(word.render(report, language), tmp_path)
    first = next(n for n, page in enumerate(shown) if page.split()[:1] == [word.WORDS[language]["mark"]])
    assert 1 <= first <= 2
    if not long:
        squeezed = re.sub(r"\s", "", shown[0])
        for run in REPORT.lead.runs(language):
            assert re.sub(r"\s", "", plain(run, language)) in squeezed


def test_of_a_long_brief_as_much_is_kept_as_fits():
    endless = Sentence(("长" * 5000,), ("long " * 1000,), REPORT.lead.key)
    points = tuple(replace(p, say=endless, lines=tuple((t, endless) for t, _ in p.lines)) for p in REPORT.points)
    found = front(replace(REPORT, lead=endless, points=points), "zh")
    assert found.is_cut
    assert found.plan.longest <= 160
