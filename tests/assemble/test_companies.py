"""The user's list of companies: which rows are read, and one line for each that cannot be."""

import openpyxl
import pytest

from sanjiang.assemble.companies import read_companies
from sanjiang.core.errors import DocumentError
from sanjiang.pipeline import load_library

LIBRARY = load_library()
LIST = "企业,产品,地区\n云汀光能,电池片、光伏组件,海口\n鹿湾光电,硅片切片,\n甲,牛奶,三亚\n,,\n乙,工业硅,没有这个地方\n"


@pytest.fixture
def read(tmp_path):
    def run(content, name="list.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_companies(path, LIBRARY.chains, LIBRARY.regions)

    return run


def told(makers):
    return [(m.company, m.processes, m.region, m.place_zh) for m in makers]


EXPECTED = [
    ("云汀光能", ("pv-cell", "pv-module"), "460100", "海口市"),
    ("鹿湾光电", ("pv-wafer",), None, ""),
    ("乙", ("industrial-silicon",), None, "没有这个地方"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_the_encodings_that_excel_writes(read, encoding):
    found = read(LIST.encode(encoding))
    assert told(found) == EXPECTED
    assert [str(m.evidence[0]) for m in found] == ["list.csv:2", "list.csv:3", "list.csv:6"]
    assert all(m.stage is None and m.capacity is None for m in found)


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    for line in LIST.splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(tmp_path / "list.xlsx")
    assert told(read_companies(tmp_path / "list.xlsx", LIBRARY.chains, LIBRARY.regions)) == EXPECTED


def test_english_headings(read):
    assert told(read("Company,Product,City\n云汀光能,电池片,海口\n"))[0][:2] == ("云汀光能", ("pv-cell",))


@pytest.mark.parametrize(
    ("content", "name", "word", "where"),
    [
        ("", "list.csv", "empty", "list.csv"),
        ("甲,乙\n1,2\n", "list.csv", "no column company", "list.csv:1"),
        ("企业,产地\n1,2\n", "list.csv", "no column product", "list.csv:1"),
        ("企业,产品\n,电池片\n", "list.csv", "no company", "list.csv:2"),
        ('企业,产品\n"甲,电池片\n', "list.csv", "no CSV", "list.csv"),
        (b"\xff\xff\xff\xff", "list.csv", "not a text", "list.csv"),
        ("企业,产品\n", "list.xlsx", "no Excel workbook", "list.xlsx"),
    ],
)
def test_a_list_that_cannot_be_read_is_one_line(read, content, name, word, where):
    with pytest.raises(DocumentError) as caught:
        read(content, name)
    assert word in caught.value.what
    assert caught.value.where == where


def test_a_list_that_is_not_there(tmp_path):
    for name in ("none.csv", "none.xlsx"):
        with pytest.raises(DocumentError, match="cannot be read"):
            read_companies(tmp_path / name, LIBRARY.chains, LIBRARY.regions)
