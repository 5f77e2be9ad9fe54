"""`sanjiang register merge`: pairs proposed, joined, parted, undone, and who came first."""

import pytest

from sanjiang.workbench.register.models import Joining, Name


@pytest.fixture
def names(register):
    from sanjiang.workbench.register.mentions import _names

    ids = _names({("organisation", text, "", "") for text in ("四川永祥股份有限公司", "永祥股份", "通威集团")})
    return {text: id_ for (_, text, _, _), id_ in ids.items()}


def test_join_show_undo(names, sanjiang):
    listed = sanjiang("register", "merge", "--json").value
    assert [(each["kind"], each["seen"]) for each in listed] == [("organisation", 0)]
    row = sanjiang(
        *("register", "merge", "永祥股份", names["四川永祥股份有限公司"], "--by", "甲", "--reason", "简称", "--json")
    ).value
    assert row["name"] == "四川永祥股份有限公司"
    assert {each["text"] for each in row["names"]} == {"永祥股份", "四川永祥股份有限公司"}
    assert [(each["by"], each["decision"], each["reason"]) for each in row["decisions"]] == [("甲", "join", "简称")]
    assert sanjiang("register", "merge", "--json").value == []
    shown = sanjiang("register", "merge", "永祥股份").out
    assert "简称" in shown
    row = sanjiang("register", "merge", "永祥股份", "四川永祥股份有限公司", "--undo", "--json").value
    assert [each["in_force"] for each in row["decisions"]] == [False, False]
    assert len(row["names"]) == 1
    assert "1 pairs" in sanjiang("register", "merge", "--kind", "organisation").out


def test_the_second_is_told(names, sanjiang):
    sanjiang("register", "merge", "永祥股份", "通威集团", "--part", "--seen", "0", "--by", "甲")
    what, _, mend = sanjiang("register", "merge", "永祥股份", "通威集团", "--seen", "0", "--by", "乙").fault
    assert "甲 part" in what
    assert "nothing was written" in mend
    assert Joining.objects.get().by == "甲"


@pytest.mark.parametrize(
    "words",
    [
        ("没有的名称",),
        ("永祥股份", "没有的名称"),
        ("永祥股份", "永祥股份"),
        ("永祥股份", "通威集团", "--part", "--undo"),
        ("永祥股份", "--part"),
        ("永祥股份", "通威集团", "--undo"),
        ("--kind", "planet"),
        ("99999999999999999999999",),
    ],
)
def test_faults_are_one_line(names, sanjiang, words):
    assert sanjiang("register", "merge", *words).fault
    assert not Joining.objects.exists()


def test_a_text_of_several_names_asks_for_the_id(names, sanjiang):
    Name.objects.create(kind="project", text="永祥股份", at=Name.objects.first().at)
    what, _, mend = sanjiang("register", "merge", "永祥股份").fault
    assert "several names" in what
    assert str(names["永祥股份"]) in mend
    assert sanjiang("register", "merge", "永祥股份", "--kind", "organisation").out
