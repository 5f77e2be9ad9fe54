"""Copies and corrected versions: one of them counts, on each day and by what was known."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.utils import timezone

from sanjiang.documents.gather import Found
from sanjiang.pipeline import load_library
from sanjiang.workbench.register.add import add
from sanjiang.workbench.register.clocks import NOW, Clocks, documents_at, standing
from sanjiang.workbench.register.models import Document, Original, Statement

TEXT = (Path(__file__).parents[2] / "examples/leshan-2021-04.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def library():
    return load_library()


def come(library, name, text):
    return add(Found(name, text.encode()), library, "甲").document


def names(clocks=NOW):
    found = documents_at(clocks)
    for each in Document.objects.all():
        assert documents_at(clocks, {each.id}) == found & {each.id}
    return {Document.objects.get(id=id_).name for id_ in found}


def counted(clocks=NOW):
    return {each.row.document.name for each in standing(clocks)}


def test_a_copy_from_elsewhere_is_kept_and_not_counted_twice(register, library):
    first = come(library, "a.txt", TEXT)
    before = len(list(standing()))
    copy = come(library, "b.txt", TEXT + "\n（转载）\n")
    assert copy.copy_of == first
    assert len(list(standing())) == before
    assert names() == counted() == {"a.txt"}
    assert Statement.objects.filter(document=copy, void=False).count() == 0
    assert Statement.objects.filter(document=copy).count() > 0


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_a_corrected_version_keeps_the_earlier(register, library, order):
    texts = {"old": TEXT, "new": TEXT.replace("2021年4月27日", "2021年6月1日").replace("12个", "13个")}
    came = {name: come(library, f"{name}.txt", texts[name]) for name in order}
    for document in came.values():
        document.refresh_from_db()
    assert came["new"].published == date(2021, 6, 1)
    assert came["new"].supersedes == came["old"]
    assert names() == counted() == {"new.txt"}
    assert names(Clocks(as_of=date(2021, 5, 1))) == counted(Clocks(as_of=date(2021, 5, 1))) == {"old.txt"}
    knew = min(document.came for document in came.values())
    assert names(Clocks(known=knew)) == {f"{order[0]}.txt"}
    assert names(Clocks(known=knew - timedelta(seconds=1))) == set()
    assert counted(Clocks(as_of=date(2022, 1, 1), known=max(d.came for d in came.values()))) == {"new.txt"}


def test_some_documents_count_as_they_do_among_all(register):
    """Random copies and versions, days and arrivals: asked of any few, the same ones count."""
    random, came = Random(7), timezone.now()
    for number in range(60):
        sha256, kept = f"{number:064}", list(Document.objects.filter(copy_of=None))
        Document.objects.create(
            original=Original.objects.create(sha256=sha256, data=b""),
            name=sha256,
            published=random.choice([None, *(date(2020, month, 1) for month in range(1, 13))]),
            came=came + timedelta(hours=random.randrange(60)),
            copy_of=random.choice([None, None, *random.sample(kept, min(len(kept), 2))]),
            supersedes=random.choice([None, None, *random.sample(kept, min(len(kept), 1))]),
        )
    counting = set()
    for _ in range(100):
        as_of = random.choice([None, date(2020, random.randrange(1, 13), 15)])
        clocks = Clocks(as_of, random.choice([None, came + timedelta(hours=random.randrange(60))]))
        some = set(random.sample(range(1, 61), random.randrange(0, 20)))
        found = documents_at(clocks)
        assert documents_at(clocks, some) == found & some
        counting.add(len(found))
    assert len(counting) > 10
