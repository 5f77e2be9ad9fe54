"""A document's life in the register: added, judged, amended, undone, read again."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.clocks import Clocks, readings_at, standing
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Arrival, Document, Judgement, Statement, Version
from sanjiang.workbench.register.reread import reread

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = max(EXAMPLES.glob("*.txt"), key=lambda path: path.stat().st_size)


@pytest.fixture(scope="module")
def library():
    return load_library()


def added(library, path=EXAMPLE):
    return add(Found(path.name, path), library, "甲")


def test_what_is_added_is_what_is_read(register, library):
    from sanjiang.pipeline import read

    found = added(library)
    told = [s.to_json() for s in read(Found(EXAMPLE.name, EXAMPLE), library).statements]
    assert not found.known
    assert [each.current.said for each in standing()] == told
    assert bytes(found.document.original.data) == EXAMPLE.read_bytes()
    assert [reading.statements for reading in readings_at(Clocks(), library.regions)] == [
        read(Found(EXAMPLE.name, EXAMPLE), library).statements
    ]


def test_a_known_text_is_noted_and_not_doubled(register, library):
    first, again = added(library), added(library)
    assert again.known
    assert again.document == first.document
    assert Arrival.objects.filter(document=first.document).count() == 2
    assert Statement.objects.count() == first.statements


def test_judgements_are_appended_and_undone(register, library):
    added(library)
    uid = Statement.objects.first().uid
    judge(uid, "accept", by="甲")
    judge(uid, "amend", by="乙", fields={"stage": "operating"})
    assert Statement.objects.get(uid=uid).said["stage"] == "operating"
    judge(uid, "undo", by="甲")
    row = Statement.objects.get(uid=uid)
    assert row.decision == "accept"
    assert row.said == row.versions.get().said
    judge(uid, "reject", by="甲")
    assert uid not in {each.row.uid for each in standing()}
    judge(uid, "undo", by="甲")
    assert Statement.objects.get(uid=uid).decision == "accept"
    assert Judgement.objects.count() == 5


def test_the_second_of_two_is_told(register, library):
    added(library)
    uid = Statement.objects.first().uid
    judge(uid, "accept", by="甲", seen=0)
    with pytest.raises(ConflictError, match="甲 accept"):
        judge(uid, "reject", by="乙", seen=0)
    assert Statement.objects.get(uid=uid).decision == "accept"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"id": "x"},
        {"stage": "soon"},
        {"colour": "red"},
        {"count": "7"},
        {"count": 10**30},
        {"value": [1, 1e300]},
        {"product_id": "x" * 65},
        {"organisation": "永祥", "organisation_id": "91511100MA62800007"},
        {"organisation": "永祥", "organisation_id": "91511100MA" + " " * 50 + "62800006"},
        {"organisation": None, "organisation_id": "91511100MA62800006"},
        {"investment": {"value": 1}},
        {"investment": {"value": 1e300, "unit": "CNY", "as_written": "许多"}},
        {"investment": {"value": 10**400, "unit": "CNY", "as_written": "许多"}},
        {"capacity": {"value": [2, 1], "unit": "GW", "as_written": "2—1GW"}},
        {"place": {"name": "五通桥", "adcode": "5111120000"}},
        {"place": {"name": "五通桥", "adcode": "511199"}},
        {"origin": {"name": "某地", "adcode": "quatsch"}},
    ],
)
def test_an_amendment_keeps_to_the_contract(register, library, fields):
    added(library)
    with pytest.raises(RegisterError):
        judge(Statement.objects.first().uid, "amend", by="甲", fields=fields)
    assert not Judgement.objects.exists()


def test_reading_again_keeps_what_people_decided(register, library, monkeypatch):
    document = added(library).document
    accepted, rejected, open_ = Statement.objects.order_by("id")[:3]
    judge(accepted.uid, "accept", by="甲")
    judge(rejected.uid, "reject", by="甲")
    from sanjiang.workbench.register import reread as module

    read = module.read_statements

    def better(*arguments):
        from dataclasses import replace

        reading = read(*arguments)
        kept = [s for s in reading.statements if s.id not in (accepted.uid, open_.uid)]
        changed = [replace(s, stage="cancelled") if s.id == rejected.uid else s for s in kept]
        return replace(reading, statements=tuple(changed))

    monkeypatch.setattr(module, "read_statements", better)
    came = reread(document, library, "甲")
    assert (came.new, came.changed, came.gone) == (0, 1, 2)
    for row in (accepted, rejected, open_):
        row.refresh_from_db()
    assert (accepted.decision, accepted.gone, accepted.changed) == ("accept", False, True)
    assert (rejected.decision, rejected.gone, rejected.changed) == ("reject", False, True)
    assert (open_.decision, open_.gone) == ("", True)
    monkeypatch.undo()
    came = reread(document, library, "甲")
    assert (came.new, came.changed, came.gone) == (0, 3, 0)
    assert not Statement.objects.filter(changed=True).exists()
    assert Version.objects.filter(statement=open_).count() == 3


def test_both_clocks(register, library):
    document = added(library).document
    before = document.came - timedelta(seconds=1)
    assert list(standing(Clocks(known=before))) == []
    uid = Statement.objects.first().uid
    knew = judge(uid, "reject", by="甲").at - timedelta(microseconds=1)
    assert uid in {each.row.uid for each in standing(Clocks(known=knew))}
    assert uid not in {each.row.uid for each in standing(Clocks(known=knew + timedelta(seconds=1)))}
    told = document.published
    assert list(standing(Clocks(as_of=told - timedelta(days=1)))) == []
    assert [e.row.uid for e in standing(Clocks(as_of=told))] == [e.row.uid for e in standing()]
    assert Document.objects.filter(published__lt=date(2030, 1, 1)).exists()


def test_a_brief_of_the_register_is_that_of_its_documents(register, library):
    from sanjiang.pipeline import Request, brief

    paths = tuple(sorted(EXAMPLES.glob("*.txt")))
    for path in paths:
        add(Found(str(path), path), library, "甲")
    asked = Request(paths, "乐山", None, False, {})
    of_register = Request((), "乐山", None, False, {}, tuple(readings_at(Clocks(), library.regions)))
    assert brief(of_register)[0].to_json() == brief(asked)[0].to_json()
