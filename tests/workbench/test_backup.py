"""The whole register in a file and back, between databases too; what is damaged is refused whole."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.contrib.auth.models import User

from sanjiang.core.errors import RegisterError
from sanjiang.documents.gather import gather
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.backup import back_up, restore
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document, Original, Statement

STATEMENTS = "register.Statement.jsonl"
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def filled():
    """Fill the register in use."""

    def fill():
        library = load_library()
        for found in gather([EXAMPLES]):
            add(found, library, "甲")
        for row, decision in zip(Statement.objects.order_by("id"), ("accept", "amend", "reject", "undo"), strict=False):
            judge(row.uid, "accept" if decision == "undo" else decision, by="乙", fields={"name": "别名"})
            if decision == "undo":
                judge(row.uid, "undo", by="甲")
        User.objects.create_user("甲", password="a long enough phrase")

    return fill


@pytest.mark.parametrize("back", ["sqlite_register", "postgresql_register"])
@pytest.mark.parametrize("there", ["sqlite_register", "postgresql_register"])
def test_what_is_restored_is_equal(filled, there, back, tmp_path, request):
    request.getfixturevalue(there)
    filled()
    counts = back_up(tmp_path / "one.zip")
    assert counts["register.Statement"] > 20
    if there == back:
        _destroy()
    else:
        request.getfixturevalue(back)
    assert restore(tmp_path / "one.zip") == counts
    back_up(tmp_path / "two.zip")
    with ZipFile(tmp_path / "one.zip") as one, ZipFile(tmp_path / "two.zip") as two:
        assert one.namelist() == two.namelist()
        assert {name: one.read(name) for name in one.namelist()} == {name: two.read(name) for name in two.namelist()}
    judge(Statement.objects.last().uid, "accept", by="丙")  # ids go on after the last
    assert User.objects.get().check_password("a long enough phrase")


def _destroy():
    from django.core.management import call_command

    call_command("flush", verbosity=0, interactive=False)
    assert not Document.objects.exists()


def test_a_full_register_is_not_restored_over(register, filled, tmp_path):
    filled()
    back_up(tmp_path / "one.zip")
    with pytest.raises(RegisterError, match="not empty"):
        restore(tmp_path / "one.zip")
    with pytest.raises(RegisterError, match="there already"):
        back_up(tmp_path / "one.zip")


def test_what_is_damaged_is_refused_and_nothing_written(register, filled, tmp_path):
    filled()
    back_up(tmp_path / "one.zip")
    _destroy()
    whole = (tmp_path / "one.zip").read_bytes()
    with ZipFile(tmp_path / "one.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    statements = parts["register.Statement.jsonl"].splitlines(keepends=True)
    for name, spoiled in {
        "cut.zip": whole[: len(whole) // 2],
        "text.zip": b"not a backup",
        "lacks.zip": {**parts, "register.Statement.jsonl": b"".join(statements[:-1])},
        "other.zip": {**parts, "manifest.json": json.dumps({"format": 99, "tables": {}}).encode()},
        "bare.zip": {"manifest.json": b"[]"},
    }.items():
        path = tmp_path / name
        if isinstance(spoiled, bytes):
            path.write_bytes(spoiled)
        else:
            with ZipFile(path, "w") as archive:
                for part, data in spoiled.items():
                    archive.writestr(part, data)
        with pytest.raises(RegisterError):
            restore(path)
        assert not Original.objects.exists()
    with pytest.raises(RegisterError, match="cannot be read"):
        restore(tmp_path / "none.zip")


def test_what_is_wrong_with_a_backup_is_named(register, filled, tmp_path):
    filled()
    back_up(tmp_path / "one.zip")
    _destroy()
    with ZipFile(tmp_path / "one.zip") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = parts[STATEMENTS].splitlines(keepends=True)
    first = json.loads(rows[0])
    for said, spoiled in {
        "another version .99.": {"manifest.json": b'{"format": 99, "tables": {}}'},
        "ValueError": {"manifest.json": b" " * 2**21},
        "register.Statement": {STATEMENTS: b"".join(rows[:-1])},
        "register.Statement.": {STATEMENTS: parts["register.Arrival.jsonl"]},
        "Error": {STATEMENTS: b"".join([_row(first, judged=10**30), *rows[1:]])},
    }.items():
        with ZipFile(tmp_path / "spoiled.zip", "w") as archive:
            for part, data in {**parts, **spoiled}.items():
                archive.writestr(part, data)
        with pytest.raises(RegisterError, match=said):
            restore(tmp_path / "spoiled.zip")
        assert not Original.objects.exists()


@pytest.mark.parametrize(("at", "value"), [("deflate", 0x5A), (8, 1), (10, 99)])
def test_a_backup_with_spoiled_bytes(sqlite_register, filled, tmp_path, at, value):
    filled()
    back_up(tmp_path / "one.zip")
    _destroy()
    data = bytearray((tmp_path / "one.zip").read_bytes())
    if at == "deflate":
        with ZipFile(tmp_path / "one.zip") as archive:
            begin = archive.getinfo(STATEMENTS).header_offset + len(STATEMENTS) + 80
        data[begin : begin + 60] = bytes(byte ^ value for byte in data[begin : begin + 60])
    else:  # encrypted, or packed otherwise, says the index of its last part
        data[data.rfind(b"PK\x01\x02") + at] = value
    (tmp_path / "two.zip").write_bytes(data)
    with pytest.raises(RegisterError, match="not a sound backup"):
        restore(tmp_path / "two.zip")
    assert not Original.objects.exists()


def _row(row, **fields):
    return json.dumps({**row, "fields": {**row["fields"], **fields}}).encode() + b"\n"
