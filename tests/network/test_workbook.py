"""A network in one workbook: read back equal, and every fault told by sheet and cell."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given, settings
from test_build import networks

from sanjiang.core.errors import NetworkError
from sanjiang.network import Network, TableError, solve


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
