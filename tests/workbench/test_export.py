"""What is exported comes back unchanged, and equal into an empty register."""

import json
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from workbooks import ROW, cells, workbook

from sanjiang.core.errors import RegisterError
from sanjiang.core.statement import STAGES, statement_from_json
from sanjiang.documents.gather import Found
from sanjiang.library.regions import load_regions
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.clocks import Clocks, standing
from sanjiang.workbench.register.current import claims
from sanjiang.workbench.register.export_file import export_file
from sanjiang.workbench.register.import_file import import_file
from sanjiang.workbench.register.imports import Batch, keep
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document, Statement
from sanjiang.workbench.register.storable import storable

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
OWN = ("编号\nid", "判定数\njudgements", "出处\ndocument", "原文\nquote")


@pytest.fixture(scope="module")
def library():
    return load_library()


def filled(library):
    """Add the examples and judge some of what they say."""
    for path in EXAMPLES:
        add(Found(path.name, path), library, "甲")
    uids = list(Statement.objects.filter(kind="project").order_by("id").values_list("uid", flat=True))
    judge(uids[0], "accept", by="甲", note="+核对过")
    judge(uids[1], "amend", by="乙", fields={"stage": "operating", "arrived": money(3e7)})
    judge(uids[2], "reject", by="乙")
    judge(uids[3], "amend", by="乙", fields={"origin": {"name": "重庆市", "adcode": "500000"}})
    judge(uids[3], "undo", by="乙")


def money(value):
    return {"value": value, "unit": "CNY", "per": None, "as_written": f"{value}元"}


def told(row):
    return {title: value for title, value in row.items() if title not in OWN}


def table(path):
    head, *rows = cells(path)
    return [told(dict(zip(head, row, strict=True))) for row in rows]


def test_a_workbook_comes_back_unchanged_and_equal_elsewhere(register, another_register, library, tmp_path):
    filled(library)
    count = export_file(tmp_path / "e.xlsx")
    assert count == Statement.objects.filter(kind="project").exclude(decision="reject").count() > 15
    found = import_file(tmp_path / "e.xlsx", "丙")
    assert (found.new, found.changed, found.unchanged, found.faults) == (0, 0, count, [])
    with another_register():
        found = import_file(tmp_path / "e.xlsx", "丙")
        assert (found.new, found.faults) == (count, [])
        export_file(tmp_path / "f.xlsx")
    assert table(tmp_path / "f.xlsx") == table(tmp_path / "e.xlsx")


def test_json_lines_come_back_unchanged_and_equal_elsewhere(register, another_register, library, tmp_path):
    filled(library)
    count = export_file(tmp_path / "e.jsonl")
    found = import_file(tmp_path / "e.jsonl", "丙")
    assert (found.new, found.changed, found.unchanged, found.faults) == (0, 0, count, [])
    before = equal_part(tmp_path / "e.jsonl")
    with another_register():
        found = import_file(tmp_path / "e.jsonl", "丙")
        assert (found.new, found.faults) == (count, [])
        text = Document.objects.get().text
        for statement in Statement.objects.all():
            for span in statement.said["evidence"]:
                assert text[span["start"] : span["end"]] == span["quote"]
        export_file(tmp_path / "f.jsonl")
        assert import_file(tmp_path / "f.jsonl", "丙").unchanged == count
        parts = {s.said["part_of"] for s in Statement.objects.all() if "part_of" in s.said}
        assert parts <= set(Statement.objects.values_list("uid", flat=True))
    assert equal_part(tmp_path / "f.jsonl") == before
    assert {row["decision"] for row in before} == {None, "accept", "amend"}


def equal_part(path):
    """Return what both registers have in common: not ids, names of files and offsets."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for row in rows:
        row["evidence"] = [span["quote"] for span in row["evidence"]]
        row["part_of"] = "part_of" in row
        for key in ("id", "document", "judged"):
            del row[key]
    return rows


def test_json_lines_amend_what_is_there(register, library, tmp_path):
    filled(library)
    export_file(tmp_path / "e.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "e.jsonl").read_text("utf-8").splitlines()]
    changed = next(row for row in rows if row["kind"] == "project" and row["judged"] == 0)
    changed["phase"] = "九期"
    write(tmp_path / "f.jsonl", rows)
    found = import_file(tmp_path / "f.jsonl", "丙")
    assert (found.new, found.changed, found.faults) == (0, 1, [])
    statement = Statement.objects.get(uid=changed["id"])
    assert statement.judgements.get().fields == {"phase": "九期"}
    changed["phase"] = "十期"
    write(tmp_path / "g.jsonl", rows)
    found = import_file(tmp_path / "g.jsonl", "丙")
    assert "since the export" in found.faults[0].what
    assert statement.judgements.count() == 1


def write(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


GOOD = {
    "id": "a" * 64,
    "document": "a.txt",
    "kind": "brand",
    "evidence": [{"start": 0, "end": 2, "quote": "甲茶"}],
    "confidence": 0.5,
    "rule": "x",
}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "not JSON"),
        ("{" * 100_000, "JSON"),
        ("[]", "{}"),
        (json.dumps({**GOOD, "confidence": float("nan")}), "NaN"),
        (json.dumps({**GOOD, "colour": "red"}), "colour"),
        (json.dumps({**GOOD, "kind": "x"}), "kind"),
        (json.dumps({**GOOD, "evidence": []}), "evidence"),
        (json.dumps({**GOOD, "decision": "maybe"}), "decision"),
        (json.dumps({**GOOD, "judged": "1"}), "judged"),
        (json.dumps({**GOOD, "told": "soon"}), "soon"),
        (json.dumps({k: v for k, v in GOOD.items() if k != "rule"}), "rule"),
        (json.dumps(GOOD), "the id stands in line 1"),
    ],
)
def test_a_wrong_line_is_told_by_its_number(sqlite_register, tmp_path, line, said):
    (tmp_path / "a.jsonl").write_text(json.dumps(GOOD) + "\n\n" + line + "\n", "utf-8")
    fault = import_file(tmp_path / "a.jsonl", "甲").faults[0]
    assert fault.where == "a.jsonl:3"
    assert said in fault.what
    assert not Statement.objects.exists()


def test_clocks_of_an_export(register, library, tmp_path):
    filled(library)
    known = Document.objects.order_by("-id").first().came
    export_file(tmp_path / "e.xlsx", Clocks(date(2020, 1, 1), known))
    rows = table(tmp_path / "e.xlsx")
    assert len(rows) == sum(each.row.kind == "project" for each in standing(Clocks(date(2020, 1, 1), known))) > 0
    assert {row[-1] for row in cells(tmp_path / "e.xlsx")[1:]} == {0}


def test_text_never_becomes_a_formula(register, tmp_path):
    names = ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=2", "'=3", "http://x.cn"]
    given_names = [name.strip() for name in names]
    rows = [(name, "=cmd|' /C calc'!A0", *ROW[2:]) for name in names]
    path = workbook(tmp_path / "a.xlsx", *rows, touch=as_text)
    assert not import_file(path, "甲").faults
    assert list(Statement.objects.order_by("id").values_list("name", flat=True)) == given_names
    export_file(tmp_path / "e.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx").worksheets[0]
    for row, name in enumerate(given_names, 2):
        assert sheet.cell(row, 1).data_type == "s"
        assert sheet.cell(row, 1).value == name
        assert sheet.cell(row, 1).quotePrefix is name.startswith(("=", "+", "-", "@"))
        assert sheet.cell(row, 1).hyperlink is None
    assert import_file(tmp_path / "e.xlsx", "甲").unchanged == len(names)


def as_text(sheet):
    for row in sheet.iter_rows(min_row=2, max_col=2):
        for cell in row:
            cell.data_type = "s"


def test_what_cannot_be_written(sqlite_register, tmp_path):
    with pytest.raises(RegisterError, match="not a kind"):
        export_file(tmp_path / "e.csv")
    with pytest.raises(RegisterError, match="cannot be written"):
        export_file(EXAMPLES[0] / "e.xlsx")


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=12).map(str.strip).filter(bool)
AMOUNT = st.floats(1e-6, 1e15) | st.just(0.0) | st.integers(0, 10**12) | st.decimals(0, 10**6, places=2).map(float)
REGIONS = list(load_regions())[::37]


@st.composite
def quantities(draw, units):
    low, high = sorted((draw(AMOUNT), draw(AMOUNT)))
    unit = draw(st.sampled_from(units))
    value = low if draw(st.booleans()) else [low, high]
    per = draw(st.sampled_from([None, "a", "month", "d"]))
    return {"value": value, "unit": unit, "per": per, "as_written": draw(TEXT)}


@st.composite
def places(draw):
    region = draw(st.sampled_from(REGIONS))
    name = draw(TEXT | st.sampled_from([region.name, region.short]))
    return {"name": name, "adcode": region.adcode} if draw(st.booleans()) else {"name": name}


@st.composite
def days(draw):
    start, end = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    ends = draw(st.sampled_from([(start, start), (start, end), (start, None), (None, end), (None, None)]))
    precision = draw(st.sampled_from(["day", "ten_days", "month", "quarter", "half_year", "year", "years", "open"]))
    known = {key: day.isoformat() for key, day in zip(("start", "end"), ends, strict=True) if day}
    return {**known, "precision": precision, "as_written": draw(TEXT)}


FIELDS = {
    "name": TEXT,
    "organisation": TEXT,
    "product": TEXT,
    "capacity": quantities(["t", "GW", "台", "mu", "万能单位", "ratio"]),
    "investment": quantities(["CNY", "USD"]),
    "arrived": quantities(["CNY"]),
    "stage": st.sampled_from(STAGES),
    "phase": TEXT,
    "place": places(),
    "origin": places(),
    "parties": st.lists(st.fixed_dictionaries({"name": TEXT}), min_size=1, max_size=2),
    "date": days(),
}
PROJECT = st.fixed_dictionaries({}, optional=FIELDS)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PROJECT, min_size=1, max_size=6))
@example([{"name": "_x0041_", "product": "=1", "phase": "_x005F_", "organisation": "a\r\nb"}])
def test_whatever_documents_say_comes_back_unchanged(register, tmp_path_factory, projects):
    folder = tmp_path_factory.mktemp("round")
    with a_transaction_that_is_taken_back():
        keep(batch(projects), "甲")
        for name in ("e.xlsx", "e.jsonl"):
            assert export_file(folder / name) == len(projects)
            found = import_file(folder / name, "乙")
            assert ([str(f) for f in found.faults], found.new, found.changed) == ([], 0, 0)


def batch(projects):
    new = []
    for place, fields in enumerate(projects):
        common = {"id": f"{place:064x}", "document": "a.txt", "kind": "project", "confidence": 0.5, "rule": "x"}
        evidence = [{"start": 0, "end": 2, "quote": "原文"}]
        new.append(storable(statement_from_json({**common, "evidence": evidence, **fields}).to_json()))
    return Batch("a.txt", b"a", "原文", new)


@contextmanager
def a_transaction_that_is_taken_back():
    from django.db import transaction

    class TakenBackError(Exception):
        pass

    try:
        with transaction.atomic():
            yield
            raise TakenBackError
    except TakenBackError:
        pass


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("investment", {"value": 10**400, "unit": "CNY", "as_written": "许多"}),
        ("count", 10**30),
        ("place", {"name": "五通桥", "adcode": "5111120000"}),
        ("date", {"start": "2021-02-01", "end": "2021-01-01", "precision": "years", "as_written": "倒置"}),
    ],
)
def test_lines_that_no_database_keeps(register, tmp_path, field, value):
    line = {"id": "a" * 64, "document": "a", "kind": "project", "confidence": 1, "rule": "x"}
    line |= {"evidence": [{"start": 0, "end": 2, "quote": "原文"}], field: value}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    (fault,) = import_file(tmp_path / "a.jsonl", "甲").faults
    assert (fault.where, field in fault.what) == ("a.jsonl:1", True)


def test_dates_of_cells_are_days(register, tmp_path):
    import_file(workbook(tmp_path / "a.xlsx", (*ROW[:5], date(2021, 3, 5))), "甲")
    assert claims(Statement.objects.get().said)["date"]["start"] == "2021-03-05"
    export_file(tmp_path / "e.xlsx")
    assert datetime(2021, 3, 5) in cells(tmp_path / "e.xlsx")[1]
