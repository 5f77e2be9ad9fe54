"""Every fault of a workbook is told by sheet and cell, all at once, and nothing is imported."""

from datetime import date

import pytest
from workbooks import HEADINGS, ROW, workbook

from sanjiang.core.errors import DocumentError, RegisterError
from sanjiang.workbench.register.import_file import import_file
from sanjiang.workbench.register.models import Document, Import, Original, Statement

AT = dict(zip(("name", "organisation", "region", "investment", "stage", "date"), "ABCDEF", strict=True))


def row(**values):
    return [values.get(key, cell) for key, cell in zip(AT, ROW, strict=True)]


def faults(path):
    return {fault.where: f"{fault.what} {fault.mend}" for fault in import_file(path, "甲").faults}


def nothing_is_there():
    return not any(model.objects.exists() for model in (Document, Import, Original, Statement))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("name", None, "name is blank"),
        ("name", "合计", "no project"),
        ("region", "五通侨区", "五通桥区"),
        ("region", "五通桥区工业路8号", "五通桥区"),
        ("region", "鼓楼区", "几处|不止一处"),
        ("investment", "3亿", "found text: 3亿"),
        ("investment", "41亿元", "unit in the heading"),
        ("investment", -5, "negative"),
        ("investment", "20–10", "turned round"),
        ("investment", 9e14, "too large"),
        ("investment", date(2021, 3, 5), "found the day 2021-03-05"),
        ("investment", True, "TRUE"),
        ("investment", "约三", "found text"),
        ("stage", "快了", "已签约、拟建、在建"),
        ("date", "3/5/21", "no clear date"),
        ("date", "去年", "no clear date"),
        ("date", "2021-02-30", "no clear date"),
        ("date", "2021.13", "no clear date"),
        ("date", 44260, "found the number 44260"),
        ("date", 2021.1, "January or October"),
        ("date", "1492-10-12", "beyond 1949–2099"),
        ("date", date(2921, 3, 5), "beyond 1949–2099"),
        ("date", "2023—2021", "no clear date"),
    ],
)
def test_a_wrong_cell(sqlite_register, tmp_path, key, value, said):
    found = faults(workbook(tmp_path / "a.xlsx", row(name="别的项目"), row(**{key: value})))
    assert list(found) == [f"项目!{AT[key]}3"]
    assert any(word in next(iter(found.values())) for word in said.split("|"))
    assert nothing_is_there()


@pytest.mark.parametrize(
    ("heading", "value", "where", "said"),
    [
        ("投资额（亿元）", 4.1, "项目!G2", "D2 与 and G2"),
        ("投资额（亿元）", 42, "项目!G2", "do not agree"),
        ("总投资/亿元", 42, "项目!G2", "do not agree"),
        ("到位资金", 5, "项目!G1", "元 万元 亿元"),
        ("到位资金（美元）", 5, "项目!G1", "元 万元 亿元"),
        ("产能", 5, "项目!G2", "without a unit"),
        ("产能单位", "万吨", "项目!G2", "without a capacity"),
        ("产能（吨）", "年产10万吨", "项目!G2", "expected a number"),
        ("来源地", "重亲市", "项目!G2", "重庆市"),
        ("统一社会信用代码", "91511100MA62800007", "项目!G2", "not a credit code"),
        ("信用代码", 91511100628000, "项目!G2", "not a credit code"),
        ("编号", "17", "项目!G2", "序号"),
        (None, "多出来", "项目!G2", "beyond the header"),
    ],
)
def test_a_further_column(sqlite_register, tmp_path, heading, value, where, said):
    found = faults(workbook(tmp_path / "a.xlsx", (*ROW, value), headings=(*HEADINGS, heading)))
    assert list(found) == [where]
    assert said in found[where]
    assert nothing_is_there()


def test_units_of_headings_are_honoured(sqlite_register, tmp_path):
    headings = (*HEADINGS, "总投资（亿元）", "到位资金（元）")
    assert not import_file(workbook(tmp_path / "a.xlsx", (*ROW, 41, 5000), headings=headings), "甲").faults
    said = Statement.objects.get().said
    assert (said["investment"]["value"], said["investment"]["unit"]) == (4.1e9, "CNY")
    assert said["arrived"]["value"] == 5000


def test_the_unit_of_capacities_may_stand_in_the_heading(sqlite_register, tmp_path):
    headings = (*HEADINGS, "产能（万吨/年）", "产能单位")
    path = workbook(tmp_path / "a.xlsx", (*ROW, 4.5), [*row(name="乙"), 3, "GW"], headings=headings)
    assert list(faults(path)) == ["项目!H3"]
    path = workbook(tmp_path / "b.xlsx", (*ROW, 4.5), headings=headings[:-1])
    assert not import_file(path, "甲").faults
    capacity = Statement.objects.get().said["capacity"]
    assert (capacity["value"], capacity["unit"], capacity["per"]) == (45000, "t", "a")


def test_a_unit_above_the_table_counts(sqlite_register, tmp_path):
    headings = ("项目名称", "所在地", "投资额")
    path = workbook(tmp_path / "a.xlsx", ["", "", "单位：亿元"], headings, ("甲项目", "乐山", 2), headings=None)
    assert not import_file(path, "甲").faults
    assert Statement.objects.get().said["investment"]["value"] == 2e8


def test_missing_columns(sqlite_register, tmp_path):
    found = faults(workbook(tmp_path / "a.xlsx", ("多晶硅", 5), headings=("项目名称", "投资额（万元）")))
    assert list(found) == ["项目!1:1"]
    assert "所在地" in found["项目!1:1"]
    assert list(faults(workbook(tmp_path / "b.xlsx", ("甲", 5), headings=("姓名", "年龄")))) == ["b.xlsx"]


@pytest.mark.parametrize("merged", ["B2:B3", "A1:B1", "D3:E3"])
def test_merged_cells(sqlite_register, tmp_path, merged):
    path = workbook(tmp_path / "a.xlsx", ROW, row(name="乙"), touch=lambda sheet: sheet.merge_cells(merged))
    assert f"项目!{merged}" in faults(path)
    assert nothing_is_there()


def test_a_merged_title_above_the_table_is_fine(sqlite_register, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", ["重点项目表"], HEADINGS, ROW, headings=None, touch=lambda s: s.merge_cells("A1:F1")
    )
    assert not import_file(path, "甲").faults
    assert Statement.objects.get().name == "多晶硅项目"


def test_formulas(sqlite_register, tmp_path):
    found = faults(workbook(tmp_path / "a.xlsx", row(investment="=40+1"), row(name="乙", investment="#DIV/0!")))
    assert "without a result" in found["项目!D2"]
    assert "D3" in "".join(found)


def test_rows_that_are_there_twice(sqlite_register, tmp_path):
    found = faults(workbook(tmp_path / "a.xlsx", ROW, ROW, row(investment=5), row(stage="在产", date="2022年")))
    assert "the same row as 项目!2" in found["项目!A3"]
    assert "the same project, day and stage" in found["项目!A4"] or "stand in 项目!2" in found["项目!A4"]
    assert list(found) == ["项目!A3", "项目!A4"]


def test_all_faults_at_once_and_nothing_half(register, tmp_path):
    rows = [row(name=f"项目{i}") for i in range(20)] + [row(name="坏", investment="3亿", stage="快了", date="去年")]
    assert list(faults(workbook(tmp_path / "a.xlsx", *rows))) == ["项目!D22", "项目!E22", "项目!F22"]
    assert nothing_is_there()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a workbook"),
        (b"plain text", "not a workbook"),
        (b"%PDF-1.7", "not a workbook"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_what_is_no_workbook(sqlite_register, tmp_path, data, said):
    (tmp_path / "a.xlsx").write_bytes(data)
    with pytest.raises((DocumentError, RegisterError), match=said):
        import_file(tmp_path / "a.xlsx", "甲")


def test_a_sheet_beyond_the_limit(sqlite_register, tmp_path, monkeypatch):
    from dataclasses import replace

    from sanjiang.workbench.register.excel import cells

    monkeypatch.setattr(cells, "IMPORT_LIMITS", replace(cells.IMPORT_LIMITS, cells=10))
    with pytest.raises(DocumentError, match="cells"):
        import_file(workbook(tmp_path / "a.xlsx", ROW, ROW), "甲")
    assert nothing_is_there()


def test_hidden_rows_are_told_and_columns_headed_alike_are_kept(sqlite_register, tmp_path):
    def hide(sheet):
        sheet.row_dimensions[2].hidden = True

    path = workbook(tmp_path / "a.xlsx", (*ROW, "李四", "王五"), headings=(*HEADINGS, "联系人", "联系人"), touch=hide)
    found = import_file(path, "甲")
    assert (found.new, found.faults) == (1, [])
    assert any("hidden rows are read, too: 项目: 1" in note for note in found.notes)
    assert "联系人：李四、王五" in Statement.objects.get().said["evidence"][0]["quote"]


def test_other_sheets_and_columns_are_named(sqlite_register, tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        (*ROW, "李四", 1),
        headings=(*HEADINGS, "联系人", "序号"),
        touch=lambda sheet: sheet.parent.create_sheet("统计").append(["随便", "写写"]),
    )
    found = import_file(path, "甲")
    assert not found.faults
    assert any("联系人" in note and "序号" not in note for note in found.notes)
    assert any("统计" in note for note in found.notes)
    assert "联系人：李四" in Statement.objects.get().said["evidence"][0]["quote"]
