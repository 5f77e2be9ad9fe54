"""The members of an alliance, and their number, from the sentences about it."""

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.alliances import add_members
from sanjiang.grammar.draft import Draft


def told(text: str, name: str, **fields) -> Draft:
    document = document_from_text(f"动态\n{text}\n", "test")
    start = document.text.index(name)
    draft = Draft("alliance", "rule", [(start, start + len(name))], {"name": name, **fields})
    add_members(document, draft)
    return draft


@pytest.mark.parametrize(
    ("text", "parties", "count"),
    [
        ("沱江旅游联盟成立，成员包括内江、资阳、自贡等地。", ("内江", "资阳", "自贡"), None),
        ("沱江旅游联盟成立。该联盟由富江集团和四川大学共同发起，首批成员单位45家。", ("富江集团", "四川大学"), 45),
        ("沱江旅游联盟揭牌，内江、资阳、自贡等6市加盟。", ("内江", "资阳", "自贡"), 6),
        ("30家博物馆加入沱江旅游联盟。", None, 30),
        ("内江、资阳、自贡等地的协会负责人聚首，倡议成立沱江旅游联盟。", ("内江", "资阳", "自贡"), None),
    ],
)
def test_reads_members_and_their_number(text, parties, count):
    fields = told(text, "沱江旅游联盟").fields
    assert fields.get("parties") == parties
    assert fields.get("count") == count


def test_the_members_that_the_clause_itself_names_stay():
    fields = told("沱江旅游联盟成立，成员包括内江、资阳、自贡等地。", "沱江旅游联盟", parties=("甲市", "乙市")).fields
    assert fields["parties"] == ("甲市", "乙市")


def test_every_find_is_evidence():
    draft = told("沱江旅游联盟成立，成员包括内江、资阳、自贡等地。", "沱江旅游联盟")
    assert len(draft.spans) == 2


def test_a_later_paragraph_is_another_matter():
    fields = told("沱江旅游联盟成立。\n\n另有12家企业参与展会。", "沱江旅游联盟").fields
    assert "count" not in fields


def test_who_proposed_it_is_a_member_too():
    text = "由内江市倡议，资阳、自贡、泸州共同发起的沱江旅游联盟成立。"
    fields = told(text, "，资阳、自贡、泸州共同发起的沱江旅游联盟", parties=("资阳", "自贡", "泸州")).fields
    assert fields["parties"] == ("内江市", "资阳", "自贡", "泸州")


def test_a_number_that_rose_is_the_later_one():
    assert told("沱江旅游联盟年会举行，联盟成员城市由6个增至8个。", "沱江旅游联盟").fields["count"] == 8


def test_who_left_is_joined_by_nobody():
    text = "自贡市退出沱江旅游联盟。联盟现有成员包括内江、资阳、泸州等地。"
    fields = told(text, "沱江旅游联盟", parties=("自贡市",), stage="cancelled").fields
    assert fields["parties"] == ("自贡市",)
