"""Two people on one row at once: one is kept, the other is told, and nothing is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from django.db import connections, transaction
from workbooks import HEADINGS, ROW, workbook

from sanjiang.core.errors import ConflictError, RegisterError
from sanjiang.documents.gather import Found
from sanjiang.grammar.reader import read_statements
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.import_file import import_file
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Document, Judgement, Statement
from sanjiang.workbench.register.reread import reread
from sanjiang.workbench.register.undo_import import undo

TEXT = "乐山市某项目签约\n2021-04-01\n4月1日，甲公司在乐山签约总投资10亿元的光伏玻璃项目。\n".encode()


def test_of_many_at_once_one_is_kept_and_the_others_are_told(register):
    add(Found("a.txt", TEXT), load_library(), "甲")
    uid = Statement.objects.first().uid

    def person(number):
        try:
            judge(uid, "accept" if number % 2 else "reject", by=f"{number}", seen=0)
            return "kept"
        except ConflictError as error:
            return str(error)

    told = at_once(6, person)
    kept = Judgement.objects.get()
    assert told.count("kept") == 1
    assert len(told) == 6
    assert all(f"({kept.by} {kept.decision}" in each for each in told if each != "kept")
    assert Statement.objects.get(uid=uid).decision == kept.decision


def test_the_same_document_from_two_at_once_is_there_once(register):
    library = load_library()
    told = at_once(4, lambda number: add(Found("a.txt", TEXT), library, f"{number}").known)
    assert sorted(told) == [False, True, True, True]
    assert Statement.objects.filter(void=False).count() == Statement.objects.count()


def test_near_copies_from_several_at_once_count_once(register):
    library = load_library()
    clauses = (f"4月{i}日，甲公司在乐山签约总投资{i}0亿元的光伏玻璃项目，占地{i}00亩。\n" for i in range(1, 25))
    text = "乐山市一批项目签约\n2021-04-01\n" + "".join(clauses)
    told = at_once(4, lambda i: add(Found(f"{i}.txt", f"{text}来源：网站{i}\n".encode()), library, f"{i}").to_json())
    (first,) = Document.objects.filter(copy_of=None)
    assert sorted(str(each["copy_of"]) for each in told) == sorted(["None", *[first.name] * 3])
    assert set(Statement.objects.filter(void=False).values_list("document", flat=True)) == {first.id}


def test_one_workbook_from_several_at_once_is_imported_once(register, tmp_path):
    path = workbook(tmp_path / "a.xlsx", ROW)
    assert sorted(at_once(4, lambda i: import_file(path, f"{i}").known)) == [False, True, True, True]


def test_one_row_from_several_at_once_is_there_once(register, tmp_path):
    paths = [workbook(tmp_path / f"{i}.xlsx", ["表" * i], HEADINGS, ROW, headings=None) for i in range(4)]
    assert sorted(at_once(4, lambda i: import_file(paths[i], f"{i}").new)) == [0, 0, 0, 1]
    assert Statement.objects.count() == 1


def test_an_import_is_taken_back_once(register, tmp_path):
    import_file(workbook(tmp_path / "a.xlsx", ROW), "甲")
    told = at_once(4, lambda i: refused(lambda: undo("1", f"{i}")))
    assert sorted(told) == [False, True, True, True]


def test_who_judges_while_it_is_read_again_sees_the_new_reading(register, monkeypatch):
    library = load_library()
    document = add(Found("a.txt", TEXT), library, "甲").document
    uid = Statement.objects.first().uid
    person = threading.Thread(target=lambda: alone(lambda: judge(uid, "accept", by="乙")))

    def otherwise(*given):
        found = read_statements(*given)
        return replace(found, statements=tuple(replace(each, name="别名") for each in found.statements))

    monkeypatch.setattr("sanjiang.workbench.register.reread.read_statements", otherwise)
    with transaction.atomic():
        reread(document, library, "丙")
        person.start()
        person.join(0.5)
    person.join()
    row = Statement.objects.get(uid=uid)
    assert (row.name, row.decision, row.changed) == ("别名", "accept", False)


def test_judging_many_rows_and_one_of_them_waits_and_never_locks_up(register, tmp_path):
    import_file(workbook(tmp_path / "a.xlsx", *[(f"{i}号项目", *ROW[1:]) for i in range(40)]), "甲")
    undo("1", "甲")
    uids = list(Statement.objects.values_list("uid", flat=True))

    def person(i):
        if i == 0:
            undo("1", "甲", back=True)
        for uid in uids[i::4]:
            judge(uid, "amend", by=f"{i}", fields={"name": f"又名{i}{uid}", "organisation": f"公司{i}"})

    assert at_once(4, person) == [None] * 4
    assert Judgement.objects.count() == 40


def refused(do):
    try:
        do()
    except RegisterError:
        return True
    return False


def alone(do):
    """Do something on a connection of its own."""
    try:
        return do()
    finally:
        connections["default"].close()


def at_once(count, do):
    """Return what comes of doing something with each of these numbers at the same time."""
    ready = threading.Barrier(count)

    def person(number):
        ready.wait(20)
        return alone(lambda: do(number))

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(person, range(count)))
