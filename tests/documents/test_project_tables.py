"""Tables of projects say the same in every format."""

import io
from html import escape

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents import as_read
from sanjiang.documents.project_tables import DITTO, forms, table_lines
from sanjiang.documents.read import document_from_bytes
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

UP, LEFT = DITTO, "<"
"""A cell that the one above it covers, and one that the one to its left covers."""


def spans(rows, at, place):
    """How many rows and columns a cell covers."""
    down = next((i for i in range(at + 1, len(rows)) if rows[i][place] != UP), len(rows)) - at
    wide = next((i for i in range(place + 1, len(rows[at])) if rows[at][i] != LEFT), len(rows[at])) - place
    return down, wide


def covered(rows, at, place):
    return rows[at][place] in (UP, LEFT)


def as_html(rows):
    def cell(at, place):
        down, wide = spans(rows, at, place)
        said = (f' rowspan="{down}"' if down > 1 else "") + (f" colspan={wide}" if wide > 1 else "")
        return f"<td{said}>\n<p><span>{escape(rows[at][place])}</span></p>\n</td>"

    lines = (
        "".join(cell(at, place) for place in range(len(row)) if not covered(rows, at, place))
        for at, row in enumerate(rows)
    )
    return f"<html><body><table><tbody>{''.join(f'<tr>{line}</tr>' for line in lines)}</tbody></table>".encode()


def as_word(rows, before=()):
    made = docx.Document()
    for line in before:
        made.add_paragraph(line)
    table = made.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            if covered(rows, at, place):
                continue
            down, wide = spans(rows, at, place)
            cell = table.cell(at, place).merge(table.cell(at + down - 1, place + wide - 1))
            cell.text = text
    return saved(made)


def as_book(rows):
    made = openpyxl.Workbook()
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            if covered(rows, at, place) or not text:
                continue
            down, wide = spans(rows, at, place)
            made.active.cell(at + 1, place + 1, text)
            if down > 1 or wide > 1:
                made.active.merge_cells(
                    start_row=at + 1, start_column=place + 1, end_row=at + down, end_column=place + wide
                )
    return saved(made)


def as_markdown(rows):
    lines = ["| " + " | ".join("" if text == LEFT else text for text in row) + " |" for row in rows]
    return "\n".join([lines[0], "|--" * len(rows[0]) + "|", *lines[1:]]).encode()


def as_text(rows):
    return "\n".join("\t".join("" if text == LEFT else text for text in row) for row in rows).encode()


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


FORMATS = {"a.html": as_html, "a.docx": as_word, "a.xlsx": as_book, "a.md": as_markdown, "a.txt": as_text}

PLAIN = [
    ["序号", "项目名称", "建设单位", "建设地点", "建设规模及内容", "总投资（亿元）", "建设年限", "进度"],
    ["1", "青禾颗粒硅项目", "青禾新材料有限公司", "五通桥区", "年产10万吨颗粒硅", "71.5", "2021-2023", "在建"],
    ["2", "远山硅片项目", "远山光伏科技有限公司", "五通桥区", "年产20GW硅片", "30", "2021", "已投产"],
    ["合计", LEFT, "", "", "", "101.5", "", ""],
]
SAID = [
    ("青禾颗粒硅项目", "青禾新材料有限公司", 71.5e8, 10e4, "under_construction"),
    ("远山硅片项目", "远山光伏科技有限公司", 30e8, 20, "operating"),
]
TABLES = {
    "plain": PLAIN,
    "a title above, sections between": [
        ["2021年重点项目表", *[LEFT] * 7],
        PLAIN[0],
        ["一、硅材料", *[LEFT] * 7],
        PLAIN[1],
        ["二、光伏", *[LEFT] * 7],
        PLAIN[2],
        ["", "小计", "", "", "", "101.5", "", ""],
    ],
    "headings in two rows": [
        ["序号", "项目名称", "业主单位", "项目概况", LEFT, "投资额（万元）", LEFT, "形象进度"],
        [UP, UP, UP, "建设地点", "产能", "总投资", "其中：2021年", UP],
        ["1", "青禾颗粒硅项目", "青禾新材料有限公司", "五通桥区", "10万吨颗粒硅", "715000", "2000", "在建"],
        ["2", "远山硅片项目", "远山光伏科技有限公司", UP, "20GW硅片", "300,000", "", "已投产"],
    ],
    "other names": [
        ["工程名称", "投资主体", "年产能", "计划总投资/亿元", "目前进展"],
        ["青禾颗粒硅项目", "青禾新材料有限公司", "10万吨颗粒硅", "71.5", "正在建设"],
        ["远山硅片项目", "远山光伏科技有限公司", "20GW硅片", "30.00", "已投产"],
    ],
    "name late, headings traditional": [
        ["區縣", "建設單位", "項目名稱", "建設規模", "總投資（億元）", "進度"],
        ["五通桥区", "青禾新材料有限公司", "青禾颗粒硅项目", "年产10万吨颗粒硅", "71.5", "在建"],
        [UP, "远山光伏科技有限公司", "远山硅片项目", "年产20GW硅片", "30", "已投产"],
    ],
    "English": [
        ["No.", "Project name", "Developer", "Location", "Capacity", "Total investment (CNY million)", "Status"],
        ["1", "青禾颗粒硅项目", "青禾新材料有限公司", "五通桥区", "10万吨颗粒硅", "7,150", "Under construction"],
        ["2", "远山硅片项目", "远山光伏科技有限公司", "五通桥区", "20 GW硅片", "3000", "In operation"],
        ["Total", LEFT, "", "", "", "10,150", ""],
    ],
}


def said(document):
    """The statements of a document; every quote stands where it is said to."""
    found = read_statements(document, load_regions(), load_chains()).statements
    for statement in found:
        for span in statement.evidence:
            assert document.text[span.start : span.end] == span.quote
    return found


def projects(document):
    return [
        (s.name, s.organisation, s.investment and s.investment.low, s.capacity and s.capacity.low, s.stage)
        for s in said(document)
        if s.kind == "project"
    ]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_the_same_in_every_format(table, name):
    document = document_from_bytes(FORMATS[name](TABLES[table]), name)
    assert projects(document) == SAID
    assert [s.kind for s in said(document)] == ["project"] * 2


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "group",
    [["一", "工业项目（2个）"], ["（一）", "工业项目"], ["", "一、工业项目（共 2 个）"], ["二、", "续建项目"]],
)
def test_a_row_that_heads_a_group_is_no_project(group, name):
    rows = [PLAIN[0], [*group, "", "", "", "101.5", "", ""], *PLAIN[1:3]]
    assert projects(document_from_bytes(FORMATS[name](rows), name)) == SAID


def test_a_project_numbered_in_chinese_is_one():
    rows = [PLAIN[0], ["一", *PLAIN[1][1:]], ["二", *PLAIN[2][1:]]]
    assert projects(document_from_bytes(as_text(rows), "a.txt")) == SAID


@pytest.mark.parametrize("name", FORMATS)
def test_the_evidence_of_a_row_is_the_row(name):
    document = document_from_bytes(FORMATS[name](PLAIN), name)
    quotes = [[span.quote for span in statement.evidence] for statement in said(document)]
    assert quotes == [["\t".join(row)] for row in PLAIN[1:3]]
    assert any("项目表 2 行" in note for note in document.notes)
    assert [document.text[b.start : b.end].split("\t")[0] for b in document.blocks] == ["序号", "1", "2", "合计"]


def test_a_sentence_and_a_table_say_a_project_once():
    sentence = "青禾新材料有限公司青禾颗粒硅项目总投资71.5亿元，年产10万吨颗粒硅，正在建设。"
    document = document_from_bytes(as_word(PLAIN, [sentence]), "a.docx")
    assert [project[0] for project in projects(document)] == ["青禾颗粒硅项目", "远山硅片项目"]


@pytest.mark.parametrize("name", FORMATS)
def test_rows_that_go_on_with_a_project_are_no_others(name):
    rows = [
        ["项目名称", "业主", "总投资(亿元)", "产品"],
        ["青禾颗粒硅项目", "青禾新材料有限公司", "71.5", "颗粒硅"],
        [UP, UP, UP, "三氯氢硅"],
    ]
    assert [project[:3] for project in projects(document_from_bytes(FORMATS[name](rows), name))] == [SAID[0][:3]]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "rows",
    [
        [["名称", "地址", "电话"], ["甲商场", "东区", "123"]],
        [["名称", "产能"], ["多晶硅", "10万吨"]],
        [["指标", "2020年", "2021年"], ["项目", "3", "5"]],
        [["事项", "项目类型", "办理地点"], ["许可", "行政", "大厅"]],
        [["1", "2"], ["3", "4"]],
    ],
)
def test_other_tables_stay_as_they_are(rows, name):
    document = document_from_bytes(FORMATS[name](rows), name)
    assert as_read(document).text == document.text
    assert document.text.split() == [text for row in rows for text in row]


def test_what_a_year_costs_is_not_what_a_project_costs():
    rows = [
        ["项目名称", "业主", "进度", "2021年计划", ""],
        ["", "", "", "投资（万元）", "目标"],
        ["青禾颗粒硅项目", "青禾公司", "在建", "500", "开工"],
    ]
    document = document_from_bytes(as_text(rows), "a.txt")
    assert as_read(document).text.split("\n")[2] == (
        "项目名称：青禾颗粒硅项目；建设单位：青禾公司；进度：在建。2021年计划投资（万元）：500；2021年计划目标：开工。"
    )


def test_a_table_ends_where_lines_have_other_cells():
    lines = ["项目名称\t业主\t总投资(亿元)", "甲项目\t甲公司\t5", "注：不含税。", "某指标\t某地\t7"]
    assert [form for *_, form in forms("\n".join(lines))] == ["项目名称：甲项目；建设单位：甲公司；总投资：5亿元"]


def test_a_table_inside_a_layout():
    inner = as_html(PLAIN).decode().removeprefix("<html><body>") + "</table>"
    source = f"<html><table><tr><td>首页</td><td><p>导航</p></td></tr><tr><td colspan=2>{inner}</td></tr></table>"
    assert projects(document_from_bytes(source.encode(), "a.html")) == SAID


def test_cells_and_rows_that_are_never_ended():
    rows = "".join("<tr>" + "".join(f"<td>{text.replace(LEFT, '')}" for text in row) for row in PLAIN)
    document = document_from_bytes(f"<html><table>{rows}".encode(), "a.html")
    assert projects(document) == SAID


CELL = st.sampled_from(
    ["项目名称", "业主", "总投资(万元)", "甲项目", "5", "", UP, "合计", "同上", "单位：万元", "x" * 70]
)


@given(st.lists(st.lists(CELL, max_size=5), max_size=6))
def test_any_table_is_read_and_forms_are_in_order(rows):
    lines = table_lines(rows)
    text = "\n".join(lines if lines is not None else ["\t".join(row) for row in rows])
    end = 0
    for start, stop, form in forms(text):
        assert end <= start < stop <= len(text)
        assert form.startswith("项目名称：")
        assert "\n" not in text[start:stop] + form
        end = stop


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_any_table_in_html_is_a_document(rows):
    cells = "".join("<tr>" + "".join(f"<td rowspan=2 colspan={len(text)}>{text}" for text in row) for row in rows)
    document = document_from_bytes(f"<html>字<table>{cells}".encode(), "a.html")
    assert [document.text[b.start : b.end] for b in document.blocks] == [
        line.strip() for line in document.text.split("\n")
    ]
