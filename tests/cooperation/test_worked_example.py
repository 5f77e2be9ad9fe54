"""The worked example: Leshan with Meishan, Chengdu, Chongqing, Yibin and Panzhihua, from documents and the atlas."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.answers import partners_of, share_of
from sanjiang.cooperation.deal_terms import Written
from sanjiang.pipeline import Request

EXAMPLES = tuple(sorted((Path(__file__).parents[2] / "examples").glob("*.txt")))
REQUEST = Request(EXAMPLES, "乐山", date(2021, 4, 30), False, {})
OTHERS = ("眉山", "成都", "重庆", "宜宾", "攀枝花")
LESHAN, MEISHAN, CHENGDU, CHONGQING = "511100", "511400", "510100", "500000"


@pytest.fixture(scope="module")
def answer():
    return share_of(REQUEST, OTHERS)


@pytest.fixture(scope="module")
def value(answer):
    assert answer.failures == []
    return answer.value


def test_the_partners_that_complete_the_photovoltaic_chain_come_first(value):
    """Chengdu and Meishan make cells, which Leshan lacks between its wafers and its modules; the others make none."""
    ranked = [row["pair"][1] for row in value["synergy"]]
    assert value["of"] == LESHAN
    assert ranked[:2] == [CHENGDU, MEISHAN]
    worths = [row["worth"] for row in value["synergy"]]
    assert worths[1] > 1e8
    assert worths[2:] == [0, 0, 0]
    first = value["synergy"][0]
    assert [(e["product"], e["from"], e["to"]) for e in first["exchanged"]] == [("pv-wafer", LESHAN, CHENGDU)]
    assert first["worth_low"] < first["worth"] < first["worth_high"]


def test_while_the_market_takes_all_synergy_is_what_the_partners_answer_says(value):
    partners = {p["region"]: p["worth"] for p in partners_of(REQUEST).value}
    for row in value["synergy"][:2]:
        assert row["worth"] == pytest.approx(partners[row["pair"][1]], rel=1e-6)


def test_shares_sum_to_the_total(value):
    assert set(value["shares"]) == {"dual_allocation", "shapley", "nucleolus"}
    for shares in value["shares"].values():
        assert abs(sum(shares.values()) - value["total"]) <= 1e-9 * value["total"]


def test_dual_allocation_passes_the_core_check_and_is_extreme(value):
    check = value["core"]["dual_allocation"]
    assert (check["inside"], check["every"], check["looked_at"]) == (True, True, 62)
    assert value["extreme"]["dual_allocation"][0]["player"] == LESHAN


def test_shapley_leaves_the_core_and_the_nucleolus_is_proposed(value):
    check = value["core"]["shapley"]
    assert check["inside"] is False
    assert check["worst"]["coalition"] == f"{LESHAN},{CHENGDU}"
    assert value["core"]["nucleolus"]["inside"] is True
    assert value["recommendation"]["share"] == "nucleolus"
    assert "Shapley leaves the core" in value["recommendation"]["reasons"][0]["en"]


def test_the_spread_carries_the_gain(value):
    gains = {case["name_en"]: case["gain"] for case in value["cases"]}
    assert gains["small spread"] < gains["base"] < gains["large spread"]
    assert value["gain_low"] == min(gains.values())
    assert value["gain_high"] == max(gains.values())


def test_ties_that_documents_show_stand_beside_computed_synergy(value):
    ties = {row["pair"][1]: [t["quote"] for t in row["documented"]] for row in value["synergy"]}
    assert ties[CHONGQING]
    assert all("大足" in quote for quote in ties[CHONGQING])
    assert ties[CHENGDU] == []


def test_regions_without_a_plant_on_the_chain_get_nothing(value):
    for shares in value["shares"].values():
        assert [shares[p] for p in value["players"][3:]] == pytest.approx([0, 0, 0], abs=1e-9 * value["total"])
    assert any("without a plant on these chains" in note["en"] for note in value["notes"])


def test_where_nobody_says_who_plays_neighbours_with_a_plant_do():
    """Qujing only plans to slice wafers: it could add nothing."""
    found = share_of(REQUEST).value
    assert found["players"][0] == LESHAN
    assert {CHENGDU, MEISHAN} < set(found["players"])
    assert "530300" not in found["players"]
    assert not any("without a plant on these chains" in note["en"] for note in found["notes"])


def test_every_figure_rests_on_evidence(value):
    assumed = {e["assumption"] for e in value["evidence"] if "assumption" in e}
    assert {"market.spread", "share.market", "road.freight"} <= assumed
    assert any("statement" in e for e in value["evidence"])


def test_a_project_is_paid_back_at_the_assumed_rate_and_life(value):
    """20 GW of cells at 320 million a GW (Meishan, 2020), 10 years and 8 %: a factor of 0.14903."""
    written = Written(project="pv-cell@乐山=20", paid_by="成都")
    found = share_of(REQUEST, ("成都",), written).value
    assert found["deal"]["capital"] == pytest.approx(20 * 3.2e8 * 0.08 / (1 - 1.08**-10))
    assert {"assumption": "finance.discount_rate"} in found["evidence"]
    assert {"assumption": "finance.discount_rate"} not in value["evidence"]  # without a project nothing is paid back
    dear = Request(EXAMPLES, "乐山", date(2021, 4, 30), False, {"finance.discount_rate": 0.1})
    assert share_of(dear, ("成都",), written).value["deal"]["capital"] > found["deal"]["capital"]


def test_the_spread_can_be_changed(value):
    wide = share_of(Request(EXAMPLES, "乐山", date(2021, 4, 30), False, {"market.spread": 0.1}), ("成都",)).value
    assert [case["gain"] for case in wide["cases"][::2]] == pytest.approx([wide["gain"]] * 3)  # one spread is set
    assert wide["synergy"][0]["worth"] != pytest.approx(value["synergy"][0]["worth"], rel=0.01)
