"""`sanjiang share` on tables: the contract's JSON, what people read, and one line for each fault."""

import re

import pytest

from sanjiang.network import Network


def write(network, folder):
    network.write(folder)
    return folder


@pytest.fixture
def owen_folder(owen, tmp_path):
    return write(owen, tmp_path / "owen")


def members(**players):
    return [{"region": region, "player": player} for region, player in players.items()]


def test_the_json_is_the_contracts(sanjiang, owen_folder):
    value = sanjiang("share", owen_folder, "--json").value
    assert value["total"] == 992
    assert value["players"] == ["one", "two", "three"]
    assert value["coalitions"]["one,two"] == 170
    assert value["shares"]["dual_allocation"] == {"one": 230, "two": 282, "three": 480}
    assert set(value["shares"]) == {"dual_allocation", "shapley", "nucleolus"}
    for shares in value["shares"].values():
        assert sum(shares.values()) == pytest.approx(992, rel=1e-9)
    core = value["core"]["dual_allocation"]
    assert core["inside"] is True
    assert core["worst"]["excess"] == 0
    first = value["synergy"][0]
    assert (first["pair"], first["worth"], first["worth_low"], first["worth_high"]) == (["two", "three"], 660, 660, 660)
    sent = {(e["product"], e["from"], e["to"]): e["amount"] for e in first["exchanged"]}
    assert sent["r1", "three", "two"] == pytest.approx(60)
    assert {e["unit"] for e in first["exchanged"]} == {"unit"}
    assert value["recommendation"]["share"] == "shapley"


def test_partners_are_ranked_for_one(sanjiang, owen_folder):
    value = sanjiang("share", owen_folder, "--region", "one", "--json").value
    assert [(row["pair"], row["worth"]) for row in value["synergy"]] == [(["one", "three"], 642), (["one", "two"], 0)]


def test_only_the_players_who_are_asked_for(sanjiang, owen_folder):
    value = sanjiang("share", owen_folder, "--players", "one, two", "--json").value
    assert (value["total"], value["left_out"]) == (170, ["three"])
    assert value["recommendation"]["share"] is None  # they gain nothing


def test_a_workbook_answers_the_same(sanjiang, owen, tmp_path):
    owen.write(tmp_path / "owen.xlsx")
    assert sanjiang("share", tmp_path / "owen.xlsx", "--json").value["total"] == 992


def test_people_read_chinese_and_english(sanjiang, owen_folder):
    told = sanjiang("share", owen_folder)
    assert told.code == 0
    for word in ("992 money", "影子价格分配", "dual allocation", "在核内 in the core", "two–three: 660 money", "建议"):
        assert word in told.out
    assert re.search(r"three→two r1 60 unit", told.out)


def test_a_deal_is_tested(sanjiang, owen_folder):
    value = sanjiang("share", owen_folder, "--price", "three,two,r1=9", "--json").value
    deal = value["deal"]
    assert deal["parties"] == ["two", "three"]
    assert deal["gain"] == pytest.approx(660)
    assert sum(deal["side_payments"].values()) == pytest.approx(0, abs=1e-9)
    assert "拟议 deal" in sanjiang("share", owen_folder, "--price", "three,two,r1=9").out


def test_people_read_of_a_deal_what_it_moves_and_what_its_project_adds(sanjiang, towns, tmp_path):
    """The smelter sells all its steel at c already: works of 10 t more cost 30 a year and add nothing."""
    steel = {"name_zh": "钢", "name_en": "Steel"}
    network = towns(
        products=[{"product": p, "unit": "t", **names} for p, names in (("ore", {}), ("steel", steel))],
        demands=[{"region": "c", "product": "steel", "quantity": 10, "price": 40}],
        members=members(a="*", b="smelter", c="seller"),
    )
    folder = write(network, tmp_path / "n")
    deal = ("--project", "smelt@b=10", "--paid-by", "seller", "--price", "smelter,seller,steel=30")
    told = " ".join(sanjiang("share", folder, *deal).out.split())
    assert "smelter→seller 钢 Steel 10 吨, 单价 each 30 money/吨" in told
    assert "· smelter: +210 money" in told
    assert "项目年金 annuities of the project 30 money (折现率 discount rate 0)" in told
    assert "项目本身使各方合计 the project itself adds −30 money" in told
    assert sanjiang("share", folder, *deal, "--json").value["deal"]["project_adds"] == pytest.approx(-30)
    idle = sanjiang("share", folder, "--price", "smelter,seller,ore=9").out
    assert "smelter→seller ore: 没有货走 nothing moves" in idle


def test_a_member_table_that_misses_a_region(sanjiang, towns, tmp_path):
    what, where, mend = sanjiang("share", write(towns(members=members(a="x", b="x")), tmp_path / "n")).fault
    assert "'c' has no player" in what
    assert where == "members.csv region"
    assert "c,PLAYER" in mend


def test_a_member_table_that_doubles_a_region(sanjiang, towns, tmp_path):
    folder = write(towns(members=members(a="x", b="y", c="y")), tmp_path / "n")
    with (folder / "members.csv").open("a", encoding="utf-8") as file:
        file.write("a,y\n")
    what, where, _ = sanjiang("share", folder).fault
    assert "'a' stands twice" in what
    assert where == "members.csv:5 region"


def test_a_player_without_anything_counts_and_is_told_after_the_answer(sanjiang, towns, tmp_path):
    regions = [{"region": r} for r in "abcd"]
    run = sanjiang("share", write(towns(regions=regions), tmp_path / "n"), "--json")
    assert run.value["shares"]["shapley"]["d"] == 0
    what, where, mend = run.fault
    assert "the player d has nothing of its own" in what
    assert where == "regions.csv"
    assert "counts as a player all the same" in mend


def test_a_coalition_that_cannot_meet_a_minimum_is_told_after_the_answer(sanjiang, towns, tmp_path):
    demands = [{"region": "c", "product": "steel", "quantity": 30, "minimum": 2, "price": 40}]
    run = sanjiang(
        "share", write(towns(demands=demands, members=members(a="x", b="x", c="y")), tmp_path / "n"), "--json"
    )
    assert run.value["coalitions"] == {"x": 0, "y": None, "x,y": 300}
    assert run.value["gain"] is None
    assert set(run.value["shares"]) == {"dual_allocation"}
    assert run.value["cannot_stand"][0]["coalition"] == "y"
    what, where, mend = run.fault
    assert "the coalition y cannot stand: infeasible / 无可行解: steel at c: short by / 缺口 2 t" in what
    assert "no Shapley value" in mend
    assert where == "demands.csv minimum"


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (("--players", "one,four"), "--players"),
        (("--players", ""), "--players"),
        (("--players", "one,one"), "--players"),
        (("--region", "four"), "--region"),
        (("--project", "make-a@one"), "--project make-a@one"),
        (("--assume", "market.spread=0.1"), "--assume"),
    ],
)
def test_options_that_are_wrong_are_told_in_one_line(sanjiang, owen_folder, options, where):
    run = sanjiang("share", owen_folder, *options)
    assert run.fault[1] == where
    assert run.out == ""


def test_a_name_that_two_regions_bear_means_neither(sanjiang, towns, tmp_path):
    regions = [{"region": "a", "name": "市中区"}, {"region": "b", "name": "市中区"}, {"region": "c", "name": "北碚"}]
    folder = write(towns(regions=regions), tmp_path / "n")
    what, where, mend = sanjiang("share", folder, "--players", "市中区,北碚").fault
    assert "or more than one" in what
    assert (where, "a, b, c" in mend) == ("--players", True)
    assert sanjiang("share", folder, "--region", "市中区").fault[1] == "--region"
    assert sanjiang("share", folder, "--price", "市中区,北碚,ore=3").fault[1] == "--price 市中区,北碚,ore=3"
    assert sanjiang("share", folder, "--players", "a,北碚", "--json").value["players"] == ["a", "c"]


def test_documents_need_a_region(sanjiang, tmp_path):
    (tmp_path / "a.txt").write_text("乐山", "utf-8")
    assert sanjiang("share", tmp_path / "a.txt").fault[1] == "--region"


def test_many_players_are_sampled(sanjiang, made, tmp_path):
    network = made("S")
    regions = network.table("regions")["region"]
    few = network.replace(members=[{"region": r, "player": f"p{i % 14}"} for i, r in enumerate(regions)])
    value = sanjiang("share", write(few, tmp_path / "n"), "--region", "p3", "--json").value
    assert set(value["shares"]) == {"dual_allocation", "shapley"}
    assert sum(value["shares"]["shapley"].values()) == pytest.approx(value["total"], rel=1e-9)
    assert all(error > 0 for error in value["errors"]["shapley"].values())
    check = value["core"]["dual_allocation"]
    assert (check["inside"], check["every"]) == (True, False)
    assert check["looked_at"] >= 200
    assert len(value["synergy"]) == 13
    assert any("too many coalitions" in note["en"] for note in value["notes"])


def test_what_is_common_is_said(sanjiang, towns, tmp_path):
    network = towns(members=members(a="*", b="x", c="y"))
    assert isinstance(network, Network)
    value = sanjiang("share", write(network, tmp_path / "n"), "--json").value
    assert value["common"] == ["a"]
    assert any("open to all" in note["en"] or "equal parts" in note["en"] for note in value["notes"])


def test_documents_without_a_chain_share_nothing(sanjiang, tmp_path):
    (tmp_path / "tea.txt").write_text("宜宾春茶上市\n2021年4月20日\n\n春分过后,宜宾进入采摘季。\n", "utf-8")
    assert sanjiang("share", "tea.txt", "--region", "宜宾", "--json").value == {}
    run = sanjiang("share", "tea.txt", "--region", "宜宾")
    assert run.code == 0
    assert "没有产业链可以合作" in run.out
