"""What agreements, policies and parks take from their sentence besides their pattern's own groups."""

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

HEAD = "乐山市产业发展情况\n发布时间：2023-05-10\n"


def read(text: str, kind: str) -> list[dict]:
    document = document_from_text(f"{HEAD}{text}\n", "test")
    statements = read_statements(document, load_regions(), load_chains()).statements
    return [s.to_json() for s in statements if s.kind == kind]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("对获评国家级、省级的企业，分别奖励60万元、15万元。", [6e5, 1.5e5]),
        ("对一等奖、二等奖，分别奖励6万、3万元。", [6e4, 3e4]),
        ("按设备投资的8%给予补助，最高不超过90万元。", [0.08, 9e5]),
        ("冬季，云顶山景区门票半价。", [0.5]),
    ],
)
def test_each_sum_and_rate_is_a_policy(text, values):
    assert [s["value"] for s in read(text, "policy")] == values


def test_sums_of_a_list_are_named_by_what_they_are_for():
    found = read("对新评定的省级、市级示范社，分别奖励8万元、2万元。", "policy")
    assert [s["name"] for s in found] == ["省级", "市级示范社"]


def test_two_benefits_of_one_sum_are_two():
    text = "对新认定的甲类企业，给予5万元奖励。\n对新认定的乙类企业，给予5万元奖励。"
    assert len(read(text, "policy")) == 2


def test_a_date_among_an_agreement_s_words_is_its_date():
    (found,) = read("富江集团与南山集团于2022年3月8日签署合作协议。", "agreement")
    assert found["date"]["start"] == "2022-03-08"


def test_who_acts_in_an_earlier_clause_signs():
    (found,) = read("市林业局多次上门，与南山集团签订合作协议。", "agreement")
    assert [p["name"] for p in found["parties"]] == ["市林业局", "南山集团"]


def test_both_are_those_of_the_clause_before():
    (found,) = read("绵阳市与富江集团来往多年，双方签署战略合作协议。", "agreement")
    assert [p["name"] for p in found["parties"]] == ["绵阳市", "富江集团"]


def test_our_city_is_the_document_s():
    (found,) = read("5月8日，我市与富江集团签署合作协议。", "agreement")
    assert found["parties"][0]["name"] == "乐山"


def test_a_park_stands_where_its_name_says_and_has_no_date_of_another_s():
    (found,) = read("5月8日，记者走进绵阳高新区。", "park")
    assert found["name"] == "绵阳高新区"
    assert found["place"]["name"] == "绵阳"
    assert "date" not in found
