import datetime
import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
import xlsxwriter

from sanjiang.core.errors import DocumentError
from sanjiang.documents import as_read
from sanjiang.documents.limits import LIMITS
from sanjiang.documents.read import document_from_bytes
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

HEADER = ["序号", "项目名称", "建设单位", "建设地点", "建设规模及内容", "总投资（亿元）", "建设年限", "进度", "备注"]


def workbook(*sheets):
    """A workbook whose sheets have these rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for row, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"表{row}")
        for cells in rows:
            sheet.append(cells)
    return made


def saved(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def text(*sheets):
    return document_from_bytes(saved(workbook(*sheets)), "a.xlsx").text.split("\n")


def forms(made):
    """The rows of a table of projects, as the grammar reads them."""
    document = document_from_bytes(saved(made), "a.xlsx")
    return [line.strip() for line in as_read(document).text.split("\n") if line.startswith("项目名称：")]


def with_part(name, change, made=None):
    """A workbook with one part changed."""
    file = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(saved(made) if made else shared("乙", 1)))
    with whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for part in whole.namelist():
            content = whole.read(part)
            out.writestr(part, change(content.decode()).encode() if part == name else content)
    return file.getvalue()


def test_a_row_of_a_table_of_projects_is_a_form():
    row = [
        1,
        "青禾颗粒硅项目",
        "青禾新材料有限公司",
        "五通桥区",
        "年产10万吨颗粒硅；厂房",
        71.5,
        "2021-2023",
        "在建",
        "无",
    ]
    assert forms(workbook([HEADER, row])) == [
        "项目名称：青禾颗粒硅项目；建设单位：青禾新材料有限公司；建设地点：五通桥区；总投资：71.5亿元；"
        "建设规模：年产10万吨颗粒硅，厂房；进度：在建；建设年限：2021-2023年"
    ]


def test_the_grammar_reads_the_forms():
    rows = [
        HEADER,
        [1, "青禾颗粒硅项目", "青禾新材料有限公司", "五通桥区", "年产10万吨颗粒硅", 71.5, "2021-2023", "在建", None],
        [2, "远山硅片项目", "远山光伏科技有限公司", "五通桥区", "年产20GW硅片", 30, 2021, "已投产", "缺地"],
    ]
    document = document_from_bytes(saved(workbook(rows)), "a.xlsx")
    found = [s.to_json() for s in read_statements(document, load_regions(), load_chains()).statements]
    assert [(s["name"], s["investment"]["value"], s["capacity"]["value"], s["stage"]) for s in found] == [
        ("青禾颗粒硅项目", 71.5e8, 10e4, "under_construction"),
        ("远山硅片项目", 30e8, 20, "operating"),
    ]
    for statement in found:
        for span in statement["evidence"]:
            assert document.text[span["start"] : span["end"]] == span["quote"]


@pytest.mark.parametrize(
    ("heading", "cell", "field"),
    [
        ("总投资(万元)", 32000, "总投资：32000万元"),
        ("总投资（亿元）", "3.2", "总投资：3.2亿元"),
        ("总投资\n（单位：亿元）", "1,200", "总投资：1200亿元"),
        ("计划总投资/万元", 0.1 + 0.2, "总投资：0.3万元"),
        ("投资额（万元）", "3.2亿元", "总投资：3.2亿元"),
        ("产能(万吨/年)", 5.0, "建设规模：5万吨/年"),
        ("产能", "5万吨", "建设规模：5万吨"),
        ("业主", "甲公司", "建设单位：甲公司"),
        ("企业名称", "甲公司", "建设单位：甲公司"),
        ("目前进展", "签约", "进度：签约"),
        ("建设地址", "某区；某镇", "建设地点：某区，某镇"),
    ],
)
def test_headings_and_their_units(heading, cell, field):
    assert forms(workbook([["项目名称", heading], ["甲项目", cell]])) == [f"项目名称：甲项目；{field}"]


def test_the_unit_above_a_table():
    rows = [["重点项目表"], ["单位：万元"], ["项目名称", "业主", "总投资"], ["甲", "乙公司", 500], ["合计", None, 500]]
    assert text(rows) == ["重点项目表", "单位：万元", "项目名称\t业主\t总投资", "甲\t乙公司\t500", "合计\t\t500"]
    assert forms(workbook(rows)) == ["项目名称：甲；建设单位：乙公司；总投资：500万元"]
    assert document_from_bytes(saved(workbook(rows)), "a.xlsx").title == "重点项目表"


def test_columns_without_a_field_stand_after_the_form():
    heads = ["项目名称", "业主", "总投资(亿元)", "2021年计划投资(万元)", "责任单位"]
    assert forms(workbook([heads, ["甲", "乙公司", 5, 300, "某局"]])) == [
        "项目名称：甲；建设单位：乙公司；总投资：5亿元。2021年计划投资(万元)：300；责任单位：某局。"
    ]


def test_a_heading_in_two_rows_and_merged_cells_filled_down():
    made = workbook(
        [
            ["区县", "项目名称", "业主", "投资", None],
            [None, None, None, "总投资(万元)", "其中:到位"],
            ["东区", "甲项目", "甲公司", 100, 5],
            [None, "乙项目", "乙公司", 200, None],
        ]
    )
    for span in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "A3:A4"):
        made.active.merge_cells(span)
    assert document_from_bytes(saved(made), "a.xlsx").text.split("\n")[3] == "〃\t乙项目\t乙公司\t200\t"
    assert forms(made) == [
        "项目名称：甲项目；建设单位：甲公司；建设地点：东区；总投资：100万元。其中:到位：5。",
        "项目名称：乙项目；建设单位：乙公司；建设地点：东区；总投资：200万元",
    ]


def test_other_sheets_are_rows_of_cells():
    rows = [["指标", "2020年"], ["产值", 2003.43], ["增速", 0.041], [datetime.date(2021, 3, 1), True]]
    made = workbook(rows)
    made.active["B3"].number_format = "0.0%"
    assert document_from_bytes(saved(made), "a.xlsx").text.split("\n") == [
        "指标\t2020年",
        "产值\t2003.43",
        "增速\t4.1%",
        "2021年3月1日\t是",
    ]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ('General"年"', 2021, "2021年"),
        ('0"年"', 2021, "2021年"),
        ('#,##0.00"亿元"', 1234.5, "1234.5亿元"),
        ('0.0 "万吨";-0.0 "万吨"', 5, "5万吨"),
        ("#,##0\\亩", 500, "500亩"),
        ('0.00,"万元"', 123456, "123456"),
        ('0!.0,"万元"', 123456, "123456"),
        ('"约"0', 7, "7"),
        ('yyyy"年"m"月"', 44256, "2021年3月"),
        ('[$-804]yyyy"年"m"月"d"日"', 44256, "2021年3月1日"),
        ('e"年"', 44256, "2021年3月1日"),
        ('0"%"', 35, "35%"),
    ],
)
def test_what_a_number_format_writes_behind_a_number(code, number, shown):
    made = workbook([["甲", number]])
    made.active["B1"].number_format = code
    assert text_of(made) == [f"甲\t{shown}"]


def text_of(made):
    return document_from_bytes(saved(made), "a.xlsx").text.split("\n")


def test_characters_that_workbooks_write_by_their_numbers():
    data = with_part(
        "xl/sharedStrings.xml", lambda part: part.replace("乙", "甲_x000D_\n乙_x4E2D__xD83D__x0000_丙_x005F_x000D_")
    )
    assert document_from_bytes(data, "a.xlsx").text == "甲 乙中丙_x000D_"


def test_hidden_rows_and_columns_and_formulas_without_values_are_told():
    made = workbook([["甲", "乙", "=1+1"], ["丙", None, 3], [None]])
    made.active.row_dimensions[2].hidden = made.active.row_dimensions[3].hidden = True
    made.active.column_dimensions["B"].hidden = True
    document = document_from_bytes(saved(made), "a.xlsx")
    assert document.text == "甲\t乙\n丙\t3"
    assert any("隐藏的行 1、列 1" in note for note in document.notes)
    assert any("公式没有算出的值：1" in note for note in document.notes)
    assert len(document_from_bytes(saved(workbook([["甲"]])), "a.xlsx").notes) == 1


def test_hidden_sheets_are_told():
    made = workbook([["甲"]], [["乙"]])
    made["表2"].sheet_state = "hidden"
    document = document_from_bytes(saved(made), "a.xlsx")
    assert document.text == "甲\n乙"
    assert any("表2" in note for note in document.notes)


def test_a_million_empty_rows_cost_nothing():
    def grow(sheet):
        sheet = re.sub(r"<dimension[^>]*>", '<dimension ref="A1:XFD1048576"/>', sheet)
        last = '<row r="1048576"><c r="XFD1048576" t="str"><v>末</v></c></row></sheetData>'
        return sheet.replace("</sheetData>", last + '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')

    data = with_part("xl/worksheets/sheet1.xml", grow, workbook([["甲", "乙"]]))
    assert document_from_bytes(data, "a.xlsx").text == "甲\t乙\n甲\t末"


def test_merged_cells_that_lie_over_each_other_are_counted():
    spans = "".join(f'<mergeCell ref="A1:A{row}"/>' for row in range(2, 2002))
    data = with_part(
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace("</sheetData>", f"</sheetData><mergeCells>{spans}</mergeCells>"),
        workbook([["甲"], *([None, "乙"] for _ in range(2000))]),
    )
    with pytest.raises(DocumentError, match="limit: cells"):
        document_from_bytes(data, "a.xlsx", replace(LIMITS, cells=100_000))


def test_too_many_cells():
    data = saved(workbook([["甲"] * 10] * 10))
    with pytest.raises(DocumentError, match="limit: cells"):
        document_from_bytes(data, "a.xlsx", replace(LIMITS, cells=50))
    with pytest.raises(DocumentError, match="limit: characters"):
        document_from_bytes(data, "a.xlsx", replace(LIMITS, characters=50))


def shared(text, count):
    """A workbook that keeps its texts in one place, as offices do."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        sheet = made.add_worksheet()
        for row in range(count):
            sheet.write_row(row, 0, [text] * count)
    return file.getvalue()


def test_one_long_text_that_every_cell_shows():
    data = shared("甲" * 1000, 100)
    with pytest.raises(DocumentError, match="limit: characters"):
        document_from_bytes(data, "a.xlsx", replace(LIMITS, characters=1_000_000))


@pytest.mark.parametrize(
    "part", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
def test_entities_are_refused(part):
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))

    def bomb(content):
        body = content.partition("?>")[2] or content
        return f'<!DOCTYPE x [<!ENTITY a0 "哈">{laughs}]>{body}'.replace("乙", "&a12;")

    with pytest.raises(DocumentError, match="document type"):
        document_from_bytes(with_part(part, bomb), "a.xlsx")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="ZZZZ99999999999" s="999"><v>1e999</v></c>',
        '<c t="d"><v>x</v></c>',
        '<c r="A1"><v>nan</v></c>',
        '<c r="A1" t="e"><v>#REF!</v></c>',
    ],
)
def test_odd_cells_are_no_fault(cell):
    data = with_part(
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace("<sheetData>", f'<sheetData><row r="1">{cell}</row>'),
    )
    assert "乙" in document_from_bytes(data, "a.xlsx").text


def test_a_day_that_shows_as_a_month_is_read_as_one():
    from sanjiang.documents.number_formats import Format, written

    assert written("44256", Format("month"), False) == "2021年3月"
    assert written("44256", Format("day"), False) == "2021年3月1日"
