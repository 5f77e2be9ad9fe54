"""Two people on one row at once: one is kept, the other is told, and nothing is lost."""

import threading

from sanjiang.core.errors import ConflictError
from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.judge import judge
from sanjiang.workbench.register.models import Judgement, Statement

TEXT = "乐山市某项目签约\n2021-04-01\n4月1日，甲公司在乐山签约总投资10亿元的光伏玻璃项目。\n".encode()


def test_of_many_at_once_one_is_kept_and_the_others_are_told(register):
    from django.db import connections

    add(Found("a.txt", TEXT), load_library(), "甲")
    uid = Statement.objects.first().uid
    told, ready = [], threading.Barrier(6)

    def person(number):
        ready.wait()
        try:
            judge(uid, "accept" if number % 2 else "reject", by=f"{number}", seen=0)
            told.append("kept")
        except ConflictError as error:
            told.append(str(error))
        finally:
            connections["default"].close()

    people = [threading.Thread(target=person, args=(number,)) for number in range(6)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    kept = Judgement.objects.get()
    assert told.count("kept") == 1
    assert len(told) == 6
    assert all(f"({kept.by} {kept.decision}" in each for each in told if each != "kept")
    assert Statement.objects.get(uid=uid).decision == kept.decision


def test_the_same_document_from_two_at_once_is_there_once(register):
    from django.db import connections

    library, told, ready = load_library(), [], threading.Barrier(4)

    def person(number):
        ready.wait()
        try:
            told.append(add(Found("a.txt", TEXT), library, f"{number}").known)
        finally:
            connections["default"].close()

    people = [threading.Thread(target=person, args=(number,)) for number in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert sorted(told) == [False, True, True, True]
    assert Statement.objects.filter(void=False).count() == Statement.objects.count()
