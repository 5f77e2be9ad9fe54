import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import OxmlElement

from sanjiang.core.errors import DocumentError
from sanjiang.documents import read_document
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.read import document_from_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(body, head="", name="word/document.xml"):
    """A docx of Word's own parts with another body."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as whole, zipfile.ZipFile(file, "w") as made:
        for part in whole.namelist():
            content = f"{head}<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode()
            made.writestr(part, content if part == name else whole.read(part))
    return file.getvalue()


def test_paragraphs_tables_and_a_title_in_order(tmp_path):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉不读"
    made.sections[0].footer.paragraphs[0].text = "页脚不读"
    made.add_paragraph("某市发改委")
    made.add_heading("重大项目清单", 1)
    made.add_heading("一、工业", 2)
    table = made.add_table(2, 3)
    for cell, text in zip(table._cells, ["指标", "单位", "", "甲厂\n二期", "乙公司", "在建"], strict=True):
        cell.text = text
    made.add_paragraph("第一行\n第二行")
    path = tmp_path / "清单.docx"
    made.save(path)
    document = read_document(path)
    assert document.text == "某市发改委\n重大项目清单\n一、工业\n指标\t单位\n甲厂 二期\t乙公司\t在建\n第一行\n第二行"
    assert document.title == "重大项目清单"
    assert document.name == "清单.docx"
    assert [note for note in document.notes if "docx" in note] == list(document.notes) != []


def test_the_title_style_goes_before_a_heading():
    made = docx.Document()
    made.add_heading("前言", 1)
    made.add_heading("某市规划", 0)
    assert document_from_bytes(saved(made), "a.docx").title == "某市规划"


def test_a_frame_of_one_cell_is_no_table():
    made = docx.Document()
    cell = made.add_table(1, 1).cell(0, 0)
    cell.text = "第一段。"
    cell.add_paragraph("第二段。")
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "甲", "乙"
    assert document_from_bytes(saved(made), "a.docx").text == "第一段。\n第二段。\n甲\t乙"


def test_text_boxes_once_and_changes_as_they_stand():
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>添上</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>"
        "<w:r><w:instrText>PAGE</w:instrText><w:tab/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert document_from_bytes(with_body(body), "a.docx").text == "框中\n正文添上\t-"


LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(12)
)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (LAUGHS + "]>", "<w:p><w:r><w:t>&m;</w:t></w:r></w:p>"),
        ('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>', "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"),
        ('<!DOCTYPE w SYSTEM "http://localhost:9/x.dtd">', "<w:p/>"),
    ],
)
def test_entities_are_refused(head, body):
    with pytest.raises(DocumentError, match="document type"):
        document_from_bytes(with_body(body, head), "a.docx")


def test_a_relation_to_the_outside_is_not_followed():
    made = docx.Document()
    made.add_paragraph("正文。")
    made.part.rels.get_or_add_ext_rel("http://schemas/x/styles", "http://localhost:9/styles.xml")
    assert document_from_bytes(saved(made), "a.docx").text == "正文。"


@pytest.mark.parametrize("depth", [3000, 300_000])
def test_nesting_costs_nothing(depth):
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>底</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    data = with_body(body)
    if depth < LIMITS.nesting:
        assert document_from_bytes(data, "a.docx").text == "底"
    else:
        with pytest.raises(DocumentError, match="limit: nesting"):
            document_from_bytes(data, "a.docx", replace(LIMITS, part_bytes=10**9, ratio=10**9, unpacked_bytes=10**9))


def test_a_paragraph_of_another_kind_of_markup_is_no_text():
    made = docx.Document()
    made.add_paragraph("正文。")
    stray = OxmlElement("a:p")
    made.element.body.append(stray)
    assert document_from_bytes(saved(made), "a.docx").text == "正文。"


def test_broken_markup_is_one_error():
    with pytest.raises(DocumentError, match="damaged") as caught:
        document_from_bytes(with_body("<w:p>"), "a.docx")
    assert caught.value.where == "a.docx/word/document.xml"
    assert "\n" not in str(caught.value)


def test_an_empty_document_says_so():
    with pytest.raises(DocumentError, match="no text"):
        document_from_bytes(saved(docx.Document()), "a.docx")


def test_a_tag_of_very_many_attributes():
    attributes = " ".join(f'a{number}=""' for number in range(200_000))
    with pytest.raises(DocumentError, match="damaged"):
        document_from_bytes(with_body(f"<w:p {attributes}/>"), "a.docx")


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def rows(*cells, before=""):
    return f"<w:tr>{before}" + "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in cells) + "</w:tr>"


def test_a_row_that_begins_further_right_keeps_its_columns():
    skipped = '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>'
    table = rows("项目名称", "建设单位", "总投资（亿元）") + rows("乙公司", before=skipped) + rows("丙", "丁", "5")
    lines = document_from_bytes(with_body(f"<w:tbl>{table}</w:tbl>"), "a.docx").text.split("\n")
    assert lines == ["项目名称\t建设单位\t总投资（亿元）", "\t乙公司\t", "丙\t丁\t5"]


def test_hidden_text_is_not_shown():
    shown = run("可见", '<w:vanish w:val="0"/>') + run("隐藏", "<w:vanish/>") + run("再见", '<w:vanish w:val="false"/>')
    assert document_from_bytes(with_body(f"<w:p>{shown}</w:p>"), "a.docx").text == "可见再见"
    mark = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>" + run("正文") + "</w:p>"
    assert document_from_bytes(with_body(mark), "a.docx").text == "正文"


def test_notes_at_the_foot_are_told():
    body = f"<w:p>{run('正文')}<w:r><w:footnoteReference w:id='2'/><w:endnoteReference w:id='2'/></w:r></w:p>"
    document = document_from_bytes(with_body(body), "a.docx")
    assert document.text == "正文"
    assert any("脚注 2 条" in note for note in document.notes)


def test_more_cells_than_the_limit():
    data = with_body("<w:tbl><w:tr>" + "<w:tc/>" * 60 + "</w:tr></w:tbl>")
    with pytest.raises(DocumentError, match="limit: cells"):
        document_from_bytes(data, "a.docx", replace(LIMITS, cells=50))
