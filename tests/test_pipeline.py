"""From articles to answers: another city's article gives another answer, one without projects an honest empty one."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from sanjiang.brief.html import render as write
from sanjiang.brief.outline import lay_out
from sanjiang.core.errors import DocumentError, LibraryError
from sanjiang.pipeline import Request, brief, load_library

AS_OF = date(2021, 4, 30)

WHOLE_CHAIN = """保山光伏产业链成形
2021年4月20日

澜西硅业保山10万吨多晶硅项目、滇岚新材料保山20GW单晶拉棒切方项目、滇岚新材料保山20GW切片项目、云澜光能保山20GW电池片项目和云澜光能保山20GW组件项目均已建成投产。
"""
NO_WAFERS = """保山光伏企业建设提速
2021年4月20日

澜西硅业保山10万吨多晶硅项目、滇岚新材料保山20GW单晶拉棒切方项目已建成投产,云澜光能保山12GW电池片项目和云澜光能保山10GW组件项目正在施工。
"""
NO_WAFERS_NOR_CELLS = """宜宾光伏企业建设提速
2021年4月20日

东江硅业宜宾10万吨多晶硅项目、东江硅业宜宾20GW单晶拉棒切方项目已建成投产,青岚光能宜宾10GW组件项目正在施工。
"""
NO_FIGURES = """宜宾光伏企业投产
2021年4月20日

东江硅业宜宾多晶硅项目、青岚光能宜宾单晶拉棒切方项目已建成投产,青岚光能宜宾光伏组件项目正在施工。
"""
NO_PROJECTS = """宜宾春茶上市
2021年4月20日

春分过后,宜宾的茶山进入采摘季,茶农们起早贪黑。
"""
STOPPED = """宜宾光伏企业有进有退
2021年4月20日

东江硅业宜宾6万吨多晶硅项目已建成投产。青岚光能宜宾10GW组件项目已停建。金沙新材宜宾5GW切片项目已取消。
"""


def render(brief):
    return write(lay_out(brief))


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Write articles and return the brief of them, as JSON."""
    monkeypatch.chdir(tmp_path)

    def run(*articles, region, as_of=AS_OF, alone=True):
        paths = [Path(f"{sha256(article.encode()).hexdigest()[:8]}.txt") for article in articles]
        for path, article in zip(paths, articles, strict=True):
            path.write_text(article, "utf-8")
        content, failures = brief(Request(tuple(paths), region, as_of, alone, {}))
        assert failures == []
        return content.to_json()

    return run


def of_kind(value, kind):
    return [g["process"] for g in value["gaps"] if g["kind"] == kind]


def final(value):
    return {s["process"]: (s["final"]["low"], s["final"]["high"]) for s in value["ladder"] if s["plants"]}


def test_a_whole_chain_has_nothing_to_fill(ask):
    value = ask(WHOLE_CHAIN, region="保山")
    assert value["region"]["adcode"] == "530500"
    assert of_kind(value, "fill") == of_kind(value, "possibly narrow") == []
    assert of_kind(value, "strengthen") == ["pv-ingot"], "20 GW, below what 100,000 t of polysilicon make"
    assert of_kind(value, "extend") == ["industrial-silicon"]
    assert [final(value)[step] for step in ("pv-ingot", "pv-wafer", "pv-cell", "pv-module")] == [(20, 20)] * 4


def test_a_chain_that_breaks_at_wafers(ask):
    value = ask(NO_WAFERS, region="保山")
    assert of_kind(value, "fill") == ["pv-wafer"]
    gap = value["gaps"][0]
    assert [s["size"] for s in gap["sizes"]] == [12, 20]
    assert "together" not in gap
    assert of_kind(value, "strengthen")[:1] == ["pv-module"]
    assert set(of_kind(value, "strengthen")) == {"pv-ingot", "pv-cell", "pv-module"}


def test_a_chain_that_breaks_at_two_steps_in_a_row_values_them_together(ask):
    value = ask(NO_WAFERS_NOR_CELLS, region="宜宾")
    assert sorted(of_kind(value, "fill")) == ["pv-cell", "pv-wafer"]
    for gap in value["gaps"][:2]:
        assert [s["size"] for s in gap["sizes"]] == [10, 20]
        both = gap["together"]
        assert both["processes"] == ["pv-wafer", "pv-cell"]
        assert both["size"] == gap["size"]
        assert both["worth_low"] <= both["worth"] <= both["worth_high"]
    apart = {g["process"]: g["worth"] for g in value["gaps"][:2]}
    together = [g["together"]["worth"] for g in value["gaps"][:2]]
    assert max(together) > max(apart.values()), "wafers give cells their input, and cells give wafers a market"


def test_plants_without_any_figure_are_here_and_solved_low_and_high(ask):
    value = ask(NO_FIGURES, region="宜宾")
    assert set(final(value)) == {"polysilicon", "pv-ingot", "pv-module"}
    for low, high in final(value).values():
        assert low == 0 < high
    assert [s["without_figure"] for s in value["ladder"] if s["plants"]] == [1, 1, 1]
    assert sorted(of_kind(value, "fill")) == ["pv-cell", "pv-wafer"]
    assert of_kind(value, "strengthen") == [], "nothing is surely narrower than what may be nothing"
    assert all(g["worth_low"] < g["worth_high"] for g in value["gaps"] if g["kind"] == "fill")
    said = " ".join(k["zh"] for k in value["lacking"])
    assert [owner for owner in ("东江硅业", "青岚光能") if owner not in said] == []


@pytest.mark.parametrize(
    ("article", "region", "statements"),
    [(NO_PROJECTS, "宜宾", False), (NO_WAFERS_NOR_CELLS, "乐山", True)],
    ids=["no projects", "another city's projects"],
)
@pytest.mark.parametrize("alone", [True, False], ids=["alone", "with neighbours"])
def test_a_region_without_projects_gets_an_honest_empty_brief(ask, article, region, statements, alone):
    value = ask(article, region=region, alone=alone)
    assert value["ladder"] == value["gaps"] == value["partners"] == []
    assert bool(value["statement_list"]) is statements
    assert any(value["region"]["name"] in k["zh"] and value["region"]["name_en"] in k["en"] for k in value["lacking"])
    assert value["partners_note"]["zh"]
    page = render(value)
    assert page.rstrip().endswith("</html>")
    assert value["lacking"][0]["zh"] in page


def test_stopped_plants_are_not_counted_and_are_listed(ask):
    value = ask(STOPPED, region="宜宾")
    assert set(final(value)) == {"polysilicon"}
    stopped = {s["id"]: s["stage"] for s in value["statement_list"] if s["stage"] in ("suspended", "cancelled")}
    assert sorted(stopped.values()) == ["cancelled", "suspended"]
    assert {u["statement"] for u in value["unplaced"]} == set(stopped)
    assert {u["because_en"] for u in value["unplaced"]} == {"suspended or cancelled"}


def test_planned_plants_are_shown_apart_and_leave_the_gap(ask):
    value = ask(NO_WAFERS.replace("正在施工", "正在规划"), region="保山")
    cells = next(s for s in value["ladder"] if s["process"] == "pv-cell")
    assert (cells["planned"], cells["plants"], cells["final"]["high"]) == (12, 0, 0)
    assert "pv-cell" not in of_kind(value, "strengthen")
    assert "pv-cell" in of_kind(value, "extend")


STORY = [
    "宜宾硅材料企业开工\n2019年5月6日\n\n东江硅业宜宾一期4万吨多晶硅项目已开工建设。\n",
    "宜宾硅材料企业投产\n2020年9月8日\n\n东江硅业宜宾一期5万吨多晶硅项目已建成投产,青岚光能宜宾10GW组件项目正在施工。\n",
    "自贡光伏企业投产\n2021年3月2日\n\n金沙光电自贡6GW电池片项目已建成投产。\n",
]


def test_documents_in_any_order_give_one_answer(ask):
    orders = (STORY, STORY[::-1], STORY[1:] + STORY[:1])
    answers = [ask(*order, region="宜宾", alone=False) for order in orders]
    for answer in answers:
        answer["documents"].sort(key=lambda d: d["published"])
    assert answers[1] == answers[0]
    assert answers[2] == answers[0]


def test_of_one_plant_the_latest_document_holds(ask):
    value = ask(*STORY, region="宜宾", alone=False)
    silicon = next(s for s in value["ladder"] if s["process"] == "polysilicon")
    assert (silicon["operating"], silicon["under_construction"], silicon["plants"]) == (50_000, 0, 1)
    assert any("4万吨" in k["zh"] and "5万吨" in k["zh"] for k in value["lacking"])
    zigong = next(p for p in value["partners"] if p["name"] == "自贡市")
    assert (zigong["process"], zigong["operating"], zigong["announced"]) == ("pv-cell", 6, 0)
    cells = next(s for s in value["statement_list"] if s["organisation"] == "金沙光电")
    assert {"statement": cells["id"]} in zigong["evidence"]


def test_without_an_as_of_the_latest_document_s_day_holds(ask):
    assert ask(*STORY[:2], region="宜宾", as_of=None)["as_of"] == "2020-09-08"


def test_later_documents_are_left_out(ask):
    value = ask(*STORY[:2], region="宜宾", as_of=date(2019, 12, 31))
    assert [(d["used"], d["statements"]) for d in value["documents"]] == [(True, 1), (False, 0)]
    assert set(final(value)) == {"polysilicon"}
    with pytest.raises(DocumentError, match="later than 2018-12-31"):
        ask(*STORY, region="宜宾", as_of=date(2018, 12, 31))


def test_an_undated_document_is_used_and_said(ask):
    value = ask(NO_FIGURES.replace("2021年4月20日\n", ""), region="宜宾")
    assert value["documents"][0]["used"]
    assert "no date of publication" in value["documents"][0]["note"]


def test_what_cannot_be_read_is_handed_back(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(NO_FIGURES, "utf-8")
    content, failures = brief(Request((bad, good), "宜宾", AS_OF, True, {}))
    assert [d.name for d in content.documents] == [str(good)]
    assert [f.where for f in failures] == [str(bad)]
    with pytest.raises(DocumentError, match="no such file"):
        brief(Request((bad,), "宜宾", AS_OF, True, {}))


def test_progress_is_told(tmp_path):
    path = tmp_path / "good.txt"
    path.write_text(NO_PROJECTS, "utf-8")
    told = []
    brief(Request((path,), "宜宾", AS_OF, True, {}), told.append)
    assert str(path) in told[0]
    assert len(told) == 2


def test_an_assumption_must_have_a_known_name():
    with pytest.raises(LibraryError, match="no such assumption: wind"):
        load_library({"market.spread": 0.1, "wind": 1.0})
    assert load_library({"market.spread": 0.1}).atlas.figure("market.spread").value == 0.1
