"""The examples of docs/farms.md, the article's own alliances, parks, system and plan, and bad input."""

from datetime import date
from pathlib import Path

import pytest

from sanjiang.core.errors import SanjiangError
from sanjiang.pipeline import Request
from sanjiang.surveys import alliances_of, channels_of, farms_of, parks_of, tasks_of

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/farms.md").read_text("utf-8")
TEXTS = tuple(sorted((ROOT / "docs/farms").glob("*.txt")))
ARTICLE = ROOT / "../shared/corpus/seed.txt"


def request(*documents, region="", as_of=None, **assumed):
    named = {name.replace("__", "."): value for name, value in assumed.items()}
    return Request(documents or TEXTS, region, as_of, False, named)


def test_the_system_of_five_and_two():
    [system] = farms_of(request(region="琼海")).value
    assert (system["name"], system["declared"], system["found"]) == ("5+2", [5, 2], [5, 2])
    lacking = {i["name"]: i["lacking"] for i in system["industries"] if not i["support"]}
    assert lacking == {
        "水稻": ["brand", "seed_base", "cold_chain", "channel"],
        "荔枝": ["cold_chain", "channel"],
        "蔬菜": ["seed_base"],
        "生猪": ["park", "brand", "seed_base", "cold_chain", "channel"],
        "水产": ["brand", "seed_base", "cold_chain", "channel"],
    }
    assert {i["name"]: len(i["covered"]["any"]) for i in system["industries"] if i["support"]} == {
        "种业": 1,
        "冷链物流": 1,
    }


def test_who_could_rise():
    rows = {row["name"][:4]: row for row in parks_of(request()).value}
    told = {
        name: (row["tier"] and row["tier"]["zh"], row["rise"]["answer"], row["rise"]["lacking"], row["rise"]["unknown"])
        for name, row in rows.items()
    }
    assert told == {
        "龙江荔枝": ("省级", "no", ["processing"], ["income"]),
        "潭门水产": ("市级", "yes", [], []),
        "大路蔬菜": ("县级", "no", ["processing"], ["area"]),
        "万泉水稻": (None, "unknown", [], ["tier"]),
    }
    short = {
        name: [c["short"] for c in rows[name]["conditions"] if c["met"] == "no" and c["tier"] == tier]
        for name, tier in (("龙江荔枝", "national"), ("大路蔬菜", "municipal"))
    }
    assert short["龙江荔枝"] == [{"low": pytest.approx(0.05), "high": pytest.approx(0.05)}]
    assert short["大路蔬菜"] == [{"low": pytest.approx(0.05), "high": pytest.approx(0.25)}]
    easier = {row["name"][:4]: row["rise"]["answer"] for row in parks_of(request(municipal__processing=0.4)).value}
    assert easier["大路蔬菜"] == "unknown"


def missing(*corridor):
    found = alliances_of(request(), corridor).value["corridor"]
    return [{"+".join(sorted(c["name"][:2] for c in way)) for way in joint} for joint in found["missing"]]


def test_corridors():
    assert missing("乐山", "成都") == [{"眉山", "雅安"}]
    assert missing("乐山", "重庆") == [{"泸州+自贡", "宜宾+泸州", "内江+自贡", "内江+眉山", "眉山+资阳"}]


def test_an_alliance_over_time():
    [row] = alliances_of(request()).value["alliances"]
    assert {m["name"]: m["first"] for m in row["members"]} == {
        "琼海": "2021-03-10",
        "文昌": "2021-03-10",
        "万宁": "2021-03-10",
        "陵水": "2022-04-20",
    }
    assert [s["name"] for s in row["since"]] == ["旅游线路共建协议"]
    [then] = alliances_of(request(as_of=date(2021, 12, 31))).value["alliances"]
    assert (len(then["members"]), then["since"]) == (3, [])


def test_margins_of_channels():
    rows = {row["channel"]: row["margin"] for row in channels_of(request()).value}
    worked = {"wholesale": 0.06875, "supermarket": 0.2936, "direct": 0.3455, "community": 0.4025}
    assert {name: row["value"] for name, row in rows.items()} == pytest.approx(worked)
    assert all(f"**{value:g}**" in PAGE for value in worked.values())
    assert (rows["wholesale"]["low"], rows["wholesale"]["high"]) == pytest.approx((-0.3175, 0.4432))
    assert rows["community"]["low"] == pytest.approx(-0.31)
    assert all(row["may_lead"] for row in channels_of(request()).value)


def test_tasks_on_a_day():
    [plan] = tasks_of(request(as_of=date(2021, 7, 15))).value
    fields, tasks = plan["counts"]
    assert (fields["declared"], fields["found"], fields["agrees"]) == (3, 3, True)
    assert (tasks["declared"], tasks["found"], tasks["list"]) == (6, 3, False)
    first, second, *_ = [t for t in plan["tasks"] if t["count"] is None]
    assert (first["name"], first["owner"], first["due"], first["late"]) == (
        "《乡村旅游手册》",
        "市旅游和文化局",
        "2021-06-29",
        True,
    )
    assert (second["owner"], second["value"], second["late"]) == ("市农业农村局", 20_000, False)
    assert plan["late"] == 1


@pytest.fixture
def article():
    if not ARTICLE.is_file():
        pytest.skip("the shared corpus is not beside this checkout")
    return request(ARTICLE)


def test_the_articles_alliances(article):
    rows = {row["name"]: row for row in alliances_of(article).value["alliances"]}
    assert len([r for r in rows.values() if r["kind"] == "alliance"]) == 4
    [numbered] = [r for r in rows.values() if r["kind"] == "cooperation"]
    assert numbered["name"].startswith("1+6")
    assert (numbered["declared"], numbered["unnamed"]) == (7, 3)
    assert {m["adcode"] for m in numbered["members"]} == {"511100", "500156", "500111", "500119"}


def test_the_articles_parks(article):
    parks = {row["name"]: row["product"] for row in parks_of(article).value if row["name"].endswith("现代农业园区")}
    assert sorted(parks.values()) == sorted(["茶叶", "茉莉花茶", "晚熟柑橘", "水产", "茶叶"])
    assert all(r["rise"]["answer"] == "unknown" for r in parks_of(article).value if r["name"] in parks)


def test_the_articles_farm_system(article):
    [system] = farms_of(article).value
    assert (system["name"], system["declared"], system["found"]) == ("8+3", [8, 3], [8, 3])
    lacking = {i["name"]: i["lacking"] for i in system["industries"]}
    assert lacking["茶叶"] == ["seed_base", "cold_chain", "channel"]
    assert "seed_base" not in lacking["水果"]


def test_the_articles_plan(article):
    [plan] = tasks_of(article).value
    fields, tasks = plan["counts"]
    assert (fields["declared"], len(fields["named"]), fields["agrees"]) == (7, 7, True)
    assert (tasks["declared"], tasks["list"]) == (20, False)


def test_bad_input_is_one_line(sanjiang):
    text = TEXTS[0]
    assert "twice" in sanjiang("alliances", text, "--corridor", "乐山,眉山,乐山市").fault[0]
    assert "火星" in sanjiang("alliances", text, "--corridor", "乐山,火星").fault[0]
    assert "火星" in sanjiang("parks", text, "--region", "火星").fault[0]
    assert "wholesale.colour" in sanjiang("channels", text, "--assume", "wholesale.colour=1").fault[0]
    assert "999999" in sanjiang("tasks", text, "--region", "999999").fault[0]


def test_a_member_twice_in_a_document_is_told_after_the_answer(sanjiang, tmp_path):
    path = tmp_path / "twice.txt"
    path.write_text("三市结盟\n\n2021-03-10\n\n眉山、雅安、眉山市三市共同组建茶马旅游联盟。\n", "utf-8")
    told = sanjiang("alliances", path, "--json")
    assert told.value["alliances"][0]["name"] == "茶马旅游联盟"
    assert "眉山市" in told.fault[0]


@pytest.mark.parametrize("verb", ["alliances", "parks", "farms", "channels", "tasks"])
def test_every_verb_prints_for_people(sanjiang, verb):
    told = sanjiang(verb, *TEXTS)
    assert (told.code, told.err) == (0, "")
    assert len(told.out.splitlines()) > 3


def test_nothing_told_is_said(sanjiang, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text("天气晴好。\n", "utf-8")
    for verb in ("alliances", "parks", "farms", "tasks"):
        assert sanjiang(verb, path).out.count(" no ") == 1


def test_a_region_leaves_others_out():
    assert parks_of(request(region="乐山")).value == []
    with pytest.raises(SanjiangError):
        parks_of(request(region="无此地"))
