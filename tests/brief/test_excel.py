"""The workbook: numbers are numbers beside their units, text is text whatever it begins with, statements filter."""

import json
import math
import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from sanjiang.brief.excel import render, workbook
from sanjiang.brief.excel.grid import finite
from sanjiang.brief.excel.measures import digits
from sanjiang.brief.excel.names import sheet_names
from sanjiang.brief.numbers import Text
from sanjiang.brief.outline import lay_out
from sanjiang.brief.references import number

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))
HOSTILE = [
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "+1",
    "-1+2",
    '=HYPERLINK("https://example.org","x")',
    "{=1+1}",
    "https://example.org/x",
    "12",
    "</t><b>|&amp;'\"",
    "_x0041_",
]
UNWRITABLE = ["a\x00b\x01c\x1f", "a\ud800b", "a\ufffeb\uffff"]


class Book:
    """What a workbook's sheets hold, row by row."""

    def __init__(self, content):
        read = openpyxl.load_workbook(BytesIO(content))
        self.names = read.sheetnames
        self.cells = {s.title: [list(row) for row in s.iter_rows()] for s in read.worksheets}
        self.panes = {s.title: s.freeze_panes for s in read.worksheets}
        self.filters = {s.title: s.auto_filter.ref for s in read.worksheets}
        self.setups = {s.title: (s.page_setup.orientation, s.page_setup.fitToHeight) for s in read.worksheets}
        self.repeated = {s.title: s.print_title_rows for s in read.worksheets}
        self.created = read.properties.created
        read.close()

    def rows(self, name):
        titles, *rows = ([cell.value for cell in row] for row in self.cells[name])
        return [dict(zip(titles, row, strict=True)) for row in rows]

    @property
    def every(self):
        return [cell for rows in self.cells.values() for row in rows for cell in row if cell.value is not None]


@pytest.fixture(scope="module")
def book():
    return Book(render(lay_out(BRIEF)))


def with_text(text):
    """The brief with a hostile text where documents, users and libraries write theirs."""
    brief = json.loads(json.dumps(BRIEF))
    brief["region"]["name"] = text
    brief["gaps"][0] |= {"kind": text, "verdict": text, "size_unit": text, "name_zh": text, "because": text}
    brief["documents"][0] |= {"name": text, "title": text, "source": text, "note": text}
    brief["statement_list"][0] |= {"name": text, "rule": text, "stage": text, "place": {"name": text, "adcode": text}}
    brief["statement_list"][0]["evidence"][0]["quote"] = text
    brief["assumptions"][0] |= {"name": text, "because": text, "unit": text}
    return brief


def test_every_sheet_is_named_in_the_reader_s_language(book):
    assert book.names[:5] == ["要点", "产业链", "缺口", "做强", "伙伴"]
    english = Book(render(lay_out(BRIEF), "en"))
    assert english.names[:5] == ["Findings", "Chain", "Gaps", "Deepening", "Partners"]
    assert all(len(name) <= 31 for name in book.names + english.names)
    assert len(english.names) == len(book.names)


def test_numbers_are_numbers_unscaled_beside_their_unit(book):
    gap, row = BRIEF["gaps"][0], book.rows("缺口")[0]
    assert (row["规模"], row["规模：单位"]) == (gap["size"], "GW")
    assert (row["年净值"], row["年净值：单位"]) == (gap["worth"], "元/年")
    assert (row["低至高：低"], row["低至高：高"]) == (gap["worth_low"], gap["worth_high"])
    assert isinstance(row["年净值"], int | float)


def test_counts_have_no_column_of_units(book):
    assert "工厂" in book.rows("产业链")[0]
    assert "工厂：单位" not in book.rows("产业链")[0]


def test_what_is_unknown_is_a_dash_and_never_a_zero():
    unknown = {**BRIEF["gaps"][0], "worth": None, "worth_low": float("nan"), "worth_high": float("inf")}
    row = Book(render(lay_out({**BRIEF, "gaps": [unknown]}))).rows("缺口")[0]
    assert (row["年净值"], row["低至高：低"], row["低至高：高"]) == ("—", "—", "—")
    assert row["年净值：单位"] is row["低至高：单位"] is None


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, 1e308, True, "1", None, [1]])
def test_what_no_cell_can_hold_as_a_number_is_none(value):
    assert finite(value) is None


def test_every_label_of_evidence_is_found_again(book):
    report = lay_out(BRIEF)
    labels = {r.label for grounds in report.evidence.values() for r in grounds.references}
    numbered = {cell.value for rows in book.cells.values() for row in rows for cell in row[:1]}
    assert labels <= numbered
    column = [row["依据"] for row in book.rows("缺口")]
    assert all(re.fullmatch(r"[SACQ?]\d+(–[SACQ?]\d+)?(, [SACQ?]\d+(–[SACQ?]\d+)?)*", text) for text in column)


def test_evidence_that_the_brief_does_not_hold_stands_among_the_sources():
    brief = {**BRIEF, "gaps": [{**BRIEF["gaps"][0], "evidence": [{"statement": "elsewhere"}]}]}
    sheet = Book(render(lay_out(brief))).rows("引用的出处")
    assert {"编号": "?1", "出处": "未随附：elsewhere"} in sheet


def test_every_statement_stands_with_all_its_fields(book):
    references = number(BRIEF).kind("statement")
    rows = book.rows("事实陈述")
    assert [row["编号"] for row in rows] == [r.label for r in references]
    for row, content in zip(rows, (r.content for r in references), strict=True):
        main = content["evidence"][0]
        assert (row["陈述代码"], row["文件"], row["原文"]) == (content["id"], content["document"], main["quote"])
        assert (row["原文：起"], row["原文：止"], row["把握"]) == (main["start"], main["end"], content["confidence"])
        capacity = content.get("capacity") or {}
        assert (row["产能"], row["产能：原文"]) == (capacity.get("value"), capacity.get("as_written"))
        assert row["地点"] == (content.get("place") or {}).get("name")
        assert row["各方"] == ("、".join(p["name"] for p in content.get("parties") or ()) or None)


def test_a_part_of_a_project_names_it_by_its_label():
    whole, part = {**BRIEF["statement_list"][0], "id": "w"}, {**BRIEF["statement_list"][1], "id": "p", "part_of": "w"}
    rows = Book(render(lay_out({"statement_list": [whole, part, {**part, "id": "q", "part_of": "x"}]}))).rows(
        "事实陈述"
    )
    assert [row["属于"] for row in rows] == [None, rows[0]["编号"], "x"]


def test_a_statement_s_range_fills_low_and_high():
    statement = {
        **BRIEF["statement_list"][0],
        "capacity": {"value": [1.5, 2.5], "unit": "t", "per": "a", "about": "at_least", "as_written": "1.5至2.5吨"},
        "value": [3, 4],
        "unit": "mu",
    }
    (row,) = Book(render(lay_out({"statement_list": [statement]}))).rows("事实陈述")
    assert (row["产能"], row["产能：低"], row["产能：高"], row["产能：单位"]) == (None, 1.5, 2.5, "吨/年")
    assert (row["产能：约数"], row["数值：低"], row["数值：高"], row["数值：单位"]) == ("不少于", 3, 4, "亩")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_out_as_text(hostile):
    content = render(lay_out(with_text(hostile)))
    read = Book(content)
    assert {cell.data_type for cell in read.every} <= {"s", "n"}
    found = [cell for cell in read.every if str(cell.value).replace("_x005F_", "_") == hostile]
    assert found
    assert any(cell.quotePrefix for cell in found) == hostile.startswith(("=", "+", "-", "@"))
    assert all(cell.hyperlink is None or cell.hyperlink.ref.startswith("A") for cell in read.every)
    with zipfile.ZipFile(BytesIO(content)) as files:
        for name in files.namelist():
            if name.endswith((".xml", ".rels")):
                tree = ElementTree.fromstring(files.read(name))
                assert not [element for element in tree.iter() if element.tag.endswith("}f")]
                assert "External" not in {element.get("TargetMode") for element in tree.iter()}


@pytest.mark.parametrize("text", UNWRITABLE)
def test_characters_that_xml_forbids_are_replaced(text):
    read = Book(render(lay_out(with_text(text))))
    assert any("\ufffd" in str(cell.value) for cell in read.every)


def test_text_longer_than_a_cell_ends_in_an_ellipsis():
    read = Book(render(lay_out(with_text("𠮷" * 40_000))))
    quote = read.rows("事实陈述")[0]["原文"]
    assert quote.endswith("…")
    assert len(quote.encode("utf-16-le")) // 2 <= 32_767


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("brief", [{}, {"region": {"name": "空城"}, "ladder": [], "statement_list": []}])
def test_an_empty_brief_says_that_it_is_empty(brief, language):
    read = Book(render(lay_out(brief), language))
    text = "\n".join(str(cell.value) for cell in read.every)
    assert {"zh": "没有可以归入产业链的项目", "en": "no project that could be placed on a chain"}[language] in text


def test_hostile_titles_make_names_that_excel_takes():
    hostile = [r"[]:*?/\'", "'quoted'", "History", "history", "a" * 40, "a" * 40, "𠮷" * 20, "", "\x00\ud800", "甲：乙"]
    names = sheet_names([Text(text, text) for text in hostile], "zh")
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name
        assert name.casefold() != "history"
        assert len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
    assert names[-1] == "甲"


def test_rows_beyond_what_a_sheet_holds_go_on_in_the_next(monkeypatch, book):
    monkeypatch.setattr(workbook, "ROWS", 2)
    read = Book(render(lay_out(BRIEF)))
    parts = [read.rows(name) for name in read.names if name.startswith("事实陈述")]
    assert len(parts) == math.ceil(len(BRIEF["statement_list"]) / 2)
    assert [row for part in parts for row in part] == book.rows("事实陈述")


def test_headers_stay_and_filter_and_print_again(book):
    for name in book.names[1:]:
        assert book.panes[name] in ("B2", "C2", "A2")
        assert book.repeated[name] == "$1:$1"
        assert book.setups[name][0] == "landscape"
        assert book.filters[name] is not None or not book.rows(name)


def test_the_same_brief_gives_the_same_bytes_dated_by_the_brief(book):
    assert render(lay_out(BRIEF)) == render(lay_out(BRIEF))
    assert book.created.date().isoformat() == BRIEF["as_of"]


@pytest.mark.parametrize(
    ("number", "pattern"),
    [(0, "#,##0"), (12, "#,##0"), (2e9, "#,##0"), (35.5, "0.0##"), (0.03, "0.0#####"), (1e-7, "0.000E+00")],
)
def test_numbers_show_the_digits_that_matter(number, pattern):
    assert digits(number) == pattern
