"""A network in one workbook: read back equal, and every fault told by sheet and cell."""

from __future__ import annotations

from zipfile import ZipFile

import openpyxl
import openpyxl.styles
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from test_build import networks

from sanjiang.core.errors import NetworkError
from sanjiang.network import Network, TableError, solve
from sanjiang.network.workbook import UNWRITABLE


def book(path, sheets, **changes):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in {**sheets, **changes}.items():
        sheet = workbook.create_sheet(name)
        columns = (
            list(dict.fromkeys(key for row in rows for key in row)) if rows and isinstance(rows[0], dict) else None
        )
        for row in [columns, *([row.get(c) for c in columns] for row in rows)] if columns else rows:
            sheet.append(row)
    workbook.save(path)
    workbook.close()
    return path


def problems(path):
    with pytest.raises(TableError) as caught:
        Network.read(path)
    return list(caught.value.problems)


def test_a_workbook_is_the_same_network_as_its_folder(chain, tmp_path):
    chain["periods"] = [{"period": "2021", "years": 2}, {"period": "2024", "years": 1}]
    chain["plants"][0] |= {"from": "2024"}
    network = Network.from_rows(chain)
    network.write(tmp_path / "net.xlsx")
    network.write(tmp_path / "net")
    from_book, from_folder = Network.read(tmp_path / "net.xlsx"), Network.read(tmp_path / "net")
    for name, frame in network.tables.items():
        assert from_book.table(name).equals(frame), name
        assert from_folder.table(name).equals(frame), name
    assert solve(from_book).objective == solve(from_folder).objective == solve(network).objective


@settings(max_examples=15, deadline=None)
@given(networks())
def test_what_is_written_is_read_back_equal(tmp_path_factory, tables):
    network = Network.from_rows(tables)
    path = tmp_path_factory.mktemp("book") / "net.xlsx"
    network.write(path)
    again = Network.read(path)
    assert all(again.table(name).equals(frame) for name, frame in network.tables.items())


def test_numbers_and_texts_of_cells_mean_the_same(chain, tmp_path):
    chain["plants"][0]["capacity"] = "100"
    chain["periods"] = [{"period": 2021}]
    chain["products"][0]["tradable"] = "FALSE"
    network = Network.read(book(tmp_path / "net.xlsx", chain))
    assert network.table("plants")["capacity"].to_list() == [100.0]
    assert network.table("periods")["period"].to_list() == ["2021"]


def test_merged_cells_are_told(chain, tmp_path):
    path = book(tmp_path / "net.xlsx", chain)
    workbook = openpyxl.load_workbook(path)
    workbook["plants"].merge_cells("A2:B3")
    workbook.save(path)
    workbook.close()
    (found,) = [p for p in problems(path) if "merged cells" in p]
    assert " — net.xlsx plants:A2:B3 — unmerge" in found


def test_faults_of_all_sheets_are_told_by_sheet_and_row(chain, tmp_path):
    chain["plants"][0]["capacity"] = -1
    chain["demands"].append(dict(chain["demands"][0]))
    found = problems(book(tmp_path / "net.xlsx", chain))
    assert any(" — net.xlsx plants:2 capacity — " in p for p in found)
    assert any(" — net.xlsx demands:3 region|product|period|price — " in p for p in found)


def test_a_cell_beyond_the_header_is_told(chain, tmp_path):
    rows = [["region", "name"], ["west", "", "!"], ["east"]]
    (found,) = [p for p in problems(book(tmp_path / "net.xlsx", chain, regions=rows)) if "beyond" in p]
    assert "net.xlsx regions:2" in found


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html>", b"PK" + bytes(100)])
def test_what_is_no_workbook_is_one_line(tmp_path, content):
    (tmp_path / "net.xlsx").write_bytes(content)
    with pytest.raises(NetworkError, match="not an Excel workbook"):
        Network.read(tmp_path / "net.xlsx")


def changed_book(chain, tmp_path, sheet, place, value=None, style=None):
    """The chain's workbook with one cell written, or only marked."""
    path = book(tmp_path / "net.xlsx", chain)
    workbook = openpyxl.load_workbook(path)
    if value is None:
        workbook[sheet][place].font = openpyxl.styles.Font(bold=True)
    else:
        workbook[sheet][place] = value
    workbook.save(path)
    workbook.close()
    return path


def test_a_formula_without_a_value_is_not_taken_for_a_blank(chain, tmp_path):
    (found,) = problems(changed_book(chain, tmp_path, "plants", "D2", "=50*2"))
    assert found.startswith(
        "a formula without a value / 公式没有算出的值: D2: =50*2 — net.xlsx plants:2 — open and save"
    )


def test_a_formula_with_a_value_is_none_without_because_of_another_sheet(chain, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as made:
        for name, shown in (("regions", 91), ("plants", 7777)):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["region", "lat"])
            sheet.write_formula(1, 1, "=90+1", None, shown)
    with ZipFile(tmp_path / "made.xlsx") as made, ZipFile(tmp_path / "net.xlsx", "w") as changed:
        for part in made.namelist():
            changed.writestr(part, made.read(part).replace(b"<v>7777</v>", b""))
    found = [problem for problem in problems(tmp_path / "net.xlsx") if "without a value" in problem]
    assert [problem.split(" — ")[1] for problem in found] == ["net.xlsx plants:2"]


def test_a_mark_far_away_is_no_cell(chain, tmp_path):
    network = Network.read(changed_book(chain, tmp_path, "plants", "XFD1048576"))
    assert network.table("plants").height == 1


def test_a_blank_sheet_is_no_table(chain, tmp_path):
    assert Network.read(book(tmp_path / "net.xlsx", chain, Sheet1=[])).table("plants").height == 1
    (found,) = problems(book(tmp_path / "net.xlsx", chain, members=[]))
    assert "no header" in found


def test_every_row_with_a_cell_beyond_the_header_is_told_and_the_rest_is_checked(chain, tmp_path):
    rows = [["region", "lat"], ["west", 91, "!"], ["east", 92], ["south", 1, "?"]]
    found = problems(book(tmp_path / "net.xlsx", chain, regions=rows))
    assert [p.split(" — ")[1] for p in found] == ["net.xlsx regions:2", "net.xlsx regions:4", "net.xlsx regions:3 lat"]


@settings(max_examples=15, deadline=None)
@given(st.floats(0, 1e15), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8))
def test_a_workbook_holds_every_digit_and_says_what_it_cannot_hold(tmp_path_factory, capacity, note):
    tables = {
        "regions": [{"region": "r", "source": f"a{note}b"}],
        "products": [],
        "processes": [{"process": "x", "unit": "t"}],
        "coefficients": [],
        "plants": [{"plant": "w", "process": "x", "region": "r", "capacity": capacity}],
    }
    network, path = Network.from_rows(tables), tmp_path_factory.mktemp("book") / "net.xlsx"
    if UNWRITABLE.search(note):
        with pytest.raises(NetworkError, match=r"a workbook cannot hold regions\.source of row 2"):
            network.write(path)
        return
    network.write(path)
    again = Network.read(path)
    assert all(again.table(name).equals(frame) for name, frame in network.tables.items())


def test_a_text_too_long_for_a_cell_is_not_lost(chain, tmp_path):
    chain["regions"][0]["source"] = "x" * 40_000
    with pytest.raises(NetworkError, match=r"cannot hold regions\.source of row 2"):
        Network.from_rows(chain).write(tmp_path / "net.xlsx")
    assert not (tmp_path / "net.xlsx").exists()


def test_a_workbook_s_name_may_hold_anything(chain, tmp_path):
    chain["plants"][0]["capacity"] = -1
    path = book(tmp_path / "net.xlsx", chain).rename(tmp_path / r"a\d.xlsx")
    assert r" — a\d.xlsx plants:2 capacity — " in problems(path)[0]
