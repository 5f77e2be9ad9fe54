"""The life of an import: previewed, kept, known again, changed by an export, taken back, put in force again."""

from datetime import date

import pytest
from workbooks import HEADINGS, ROW, cells, changed, workbook

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.clocks import NOW, Clocks, standing
from sanjiang.workbench.register.entities.known import entity_of
from sanjiang.workbench.register.export_file import export_file
from sanjiang.workbench.register.import_file import import_file
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Arrival, Document, Import, ImportDecision, Judgement, Name, Statement
from sanjiang.workbench.register.undo_import import undo

USCC = "91511100MA62800006"
MORE = ("绿茶加工", None, "沙湾区", 800, "签约", date(2020, 6, 1))


@pytest.fixture
def came(register, tmp_path):
    """Import two projects; return the workbook."""
    path = workbook(tmp_path / "a.xlsx", (*ROW, "看过"), (*MORE, None), headings=(*HEADINGS, "备注"))
    assert import_file(path, "甲").new == 2
    return path


@pytest.fixture
def export(came, tmp_path):
    """Return an export of them."""
    export_file(tmp_path / "e.xlsx")
    return tmp_path / "e.xlsx"


def counts(found):
    return found.new, found.changed, found.unchanged, len(found.faults)


def test_a_row_is_a_statement_with_its_evidence(came):
    document = Document.objects.get()
    first, second = Statement.objects.order_by("id")
    assert bytes(document.original.data) == came.read_bytes()
    assert Import.objects.get().document == document
    for statement in (first, second):
        for span in statement.said["evidence"]:
            assert document.text[span["start"] : span["end"]] == span["quote"]
    assert first.said["evidence"][1]["quote"] == "看过"
    assert (first.said["rule"], first.confidence, first.region) == ("import", 1.0, "511112")
    assert (first.sector, second.sector) == ("industry", "farming")
    assert (first.told, second.told) == (date(2021, 3, 1), date(2020, 6, 1))
    assert (first.starts, first.ends) == (date(2021, 3, 1), date(2021, 3, 31))
    assert first.invested_low == 4.1e9


def test_a_dry_run_writes_nothing(register, tmp_path):
    path = workbook(tmp_path / "a.xlsx", ROW)
    found = import_file(path, "甲", dry=True)
    assert (counts(found), found.number) == ((1, 0, 0, 0), None)
    assert found.rows == [{"where": "项目!2", "said": "new", "name": "多晶硅项目"}]
    assert not Document.objects.exists()


def test_the_same_bytes_again(came):
    found = import_file(came, "乙")
    assert (found.known, found.undone, found.number) == (True, False, Import.objects.get().id)
    assert Arrival.objects.count() == 2
    assert import_file(came, "乙", dry=True).known
    assert Arrival.objects.count() == 2


def test_rows_that_came_before_are_not_doubled(came, tmp_path):
    path = workbook(tmp_path / "b.xlsx", MORE, (*ROW, "看过"), ("新项目", *ROW[1:]), headings=(*HEADINGS, "备注"))
    assert counts(import_file(path, "甲")) == (1, 0, 2, 0)
    assert {each.row.name for each in standing(Clocks(date(2030, 1, 1)))} == {"多晶硅项目", "绿茶加工", "新项目"}


def test_organisations_of_one_credit_code_are_one(register, tmp_path):
    """Two come under two names and a third is amended: they are one as they come, and an export brings no change."""
    other = ("别的项目", "永祥公司", *ROW[2:])
    rows = ((*ROW, USCC), (*other, f" {USCC.lower()} "), ("又一个项目", "永祥集团", *ROW[2:], None))
    assert import_file(workbook(tmp_path / "a.xlsx", *rows, headings=(*HEADINGS, "统一社会信用代码")), "甲").new == 3
    assert {row.said.get("organisation_id") for row in Statement.objects.all()} == {USCC, None}
    judge(Statement.objects.get(name="又一个项目").uid, "amend", by="甲", fields={"organisation_id": USCC})
    names = Name.objects.filter(kind="organisation").exclude(code="")
    assert {(name.text, name.decides) for name in names} == {(o, USCC) for o in (ROW[1], "永祥公司", "永祥集团")}
    assert len(set(entity_of([name.id for name in names]).values())) == 1
    export_file(tmp_path / "e.xlsx")
    assert counts(import_file(tmp_path / "e.xlsx", "甲")) == (0, 0, 3, 0)


def test_a_document_is_not_imported_too(register, tmp_path):
    path = workbook(tmp_path / "a.xlsx", ROW)
    add(Found(path.name, path), load_library(), "甲")
    with pytest.raises(RegisterError, match="added as a document"):
        import_file(path, "甲")


def test_an_export_imports_unchanged(export):
    assert counts(import_file(export, "乙")) == (0, 0, 2, 0)
    assert (Import.objects.count(), Judgement.objects.count()) == (1, 0)


def test_a_changed_row_is_an_amendment_of_its_fields(export, tmp_path):
    head = [title.split("\n")[0] for title in cells(export)[0]]
    at = {title: "ABCDEFGHIJKLMNOPQRS"[place] for place, title in enumerate(head)}
    new = {f"{at['到位资金（万元）']}2": 1000, f"{at['阶段']}2": "投产", f"{at['投资额（万元）']}3": None}
    found = import_file(changed(export, tmp_path / "f.xlsx", **new), "乙")
    assert counts(found) == (0, 2, 0, 0)
    first, second = Statement.objects.order_by("id")
    judgement = first.judgements.get()
    assert (judgement.by, judgement.decision) == ("乙", "amend")
    assert set(judgement.fields) == {"arrived", "stage"}
    assert (first.stage, first.arrived_low, first.judged) == ("operating", 1e7, 1)
    assert second.judgements.get().fields == {"investment": None}
    assert second.invested_low is None
    assert found.rows[0]["fields"] == judgement.fields
    export_file(tmp_path / "g.xlsx")
    assert counts(import_file(tmp_path / "g.xlsx", "丙")) == (0, 0, 2, 0)


def test_a_remark_alone_is_kept(export, tmp_path):
    column = "ABCDEFGHIJKLMNOPQRS"[[title.split("\n")[0] for title in cells(export)[0]].index("备注")]
    found = import_file(changed(export, tmp_path / "f.xlsx", **{f"{column}3": "=已电话核实"}), "乙")
    assert counts(found) == (0, 1, 1, 0)
    assert Judgement.objects.get().note == "=已电话核实"
    export_file(tmp_path / "g.xlsx")
    assert counts(import_file(tmp_path / "g.xlsx", "丙")) == (0, 0, 2, 0)


def test_who_judged_since_the_export_is_told(export, tmp_path):
    first, second = Statement.objects.order_by("id")
    judge(first.uid, "accept", by="丙")
    path = changed(export, tmp_path / "f.xlsx", A2="改名", A3="也改名")
    found = import_file(path, "乙")
    assert [fault.where for fault in found.faults] == ["项目!S2"]
    assert "丙 accept" in found.faults[0].what
    assert Judgement.objects.count() == 1
    second.refresh_from_db()
    assert second.name == "绿茶加工"


def test_two_imports_at_once(export, tmp_path, monkeypatch):
    from sanjiang.workbench.register import import_file as module

    keep = module.keep

    def later(batch, by):
        judge(Statement.objects.first().uid, "accept", by="丙")
        return keep(batch, by)

    monkeypatch.setattr(module, "keep", later)
    path = changed(export, tmp_path / "f.xlsx", A2="改名")
    with pytest.raises(ConflictError, match="meanwhile"):
        import_file(path, "乙")
    assert Import.objects.count() == 1
    assert not Judgement.objects.filter(by="乙").exists()


def test_what_is_wrong_with_known_rows(export, tmp_path):
    ids = {f"R{row}": "f" * 10 for row in (2,)}
    assert import_file(changed(export, tmp_path / "f.xlsx", **ids), "乙").faults[0].where == "项目!R2"
    rows = cells(export)
    found = import_file(changed(export, tmp_path / "g.xlsx", R3=rows[1][17]), "乙")
    assert "编号重复" in found.faults[0].what
    found = import_file(changed(export, tmp_path / "h.xlsx", A2="改", S2=None), "乙")
    assert "judgements seen is blank" in found.faults[0].what
    found = import_file(changed(export, tmp_path / "i.xlsx", A2=None), "乙")
    assert "name was cleared" in found.faults[0].what
    undo("latest", "甲")
    found = import_file(changed(export, tmp_path / "j.xlsx", A2="改"), "乙")
    assert "does not count" in found.faults[0].what


def names(clocks=NOW):
    return {each.current.said["name"] for each in standing(clocks)}


def test_an_import_is_taken_back_as_a_whole(export, tmp_path):
    first = Statement.objects.order_by("id").first()
    before = Clocks(known=Judgement.objects.count() or Import.objects.get().at)
    path = changed(export, tmp_path / "f.xlsx", A2="改名", A4="丁项目", E4="乐山")
    found = import_file(path, "乙")
    assert counts(found) == (1, 1, 1, 0)
    judge(first.uid, "amend", by="丙", fields={"phase": "二期"})
    assert names() == names(Clocks(date(2030, 1, 1))) == {"改名", "绿茶加工", "丁项目"}
    undo(str(found.number), "甲")
    assert names() == names(Clocks(date(2030, 1, 1))) == {"多晶硅项目", "绿茶加工"}
    assert Statement.objects.get(uid=first.uid).said["phase"] == "二期"
    undone = ImportDecision.objects.get().at
    with pytest.raises(RegisterError, match="undone already"):
        undo(str(found.number), "甲")
    undo(str(found.number), "甲", back=True)
    assert names() == {"改名", "绿茶加工", "丁项目"}
    assert names(Clocks(known=undone)) >= {"绿茶加工"}
    assert names(before) == {"多晶硅项目", "绿茶加工"}
    assert import_file(path, "乙").undone is False
    undo("latest", "甲")
    assert names() == {"多晶硅项目", "绿茶加工"}
    undo("latest", "甲")
    assert names() == set()
    with pytest.raises(RegisterError, match="no such import"):
        undo("latest", "甲")


def test_a_growing_table_is_no_copy(came, tmp_path):
    rows = [(f"项目{i}", "甲公司", "乐山", i, "在建", "2021") for i in range(60)]
    import_file(workbook(tmp_path / "b.xlsx", *rows), "甲")
    import_file(workbook(tmp_path / "c.xlsx", *rows, ("项目61", "甲公司", "乐山", 1, "在建", "2021")), "甲")
    assert not Document.objects.exclude(copy_of=None).exists()
    assert sum(1 for _ in standing(Clocks(date(2030, 1, 1)))) == 63
