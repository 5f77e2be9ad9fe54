"""A region's published totals: what is left beside the named plants runs too, and aims, additions and shares do not."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.chain.ladder import ladder
from sanjiang.pipeline import Request, study

HEAD = "滇南铝业发展\n2021年9月10日\n\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("totals")


def plants(folder: Path, *texts: str, process: str = "alumina", region: str = "文山"):
    files = []
    for i, text in enumerate(texts):
        files.append(folder / f"{i}.txt")
        files[-1].write_text(text if text.startswith("滇南") else HEAD + text, "utf-8")
    found = study(Request(tuple(files), region, date(2021, 12, 31), False, {}))
    return [p for s in found.assembly.scenes for p in s.plants if p.process == process]


def test_a_total_alone_is_a_running_plant_with_its_statement_and_the_rule(folder):
    (plant,) = plants(folder, "截至目前,文山州已建成氧化铝产能140万吨。")
    assert (plant.low, plant.high, plant.stage, plant.region) == (1.4e6, 1.4e6, "operating", "532600")
    kinds = {key for e in plant.evidence for key in e.to_json()}
    assert {"statement", "assumption"} <= kinds
    assert "region.total" in {e.to_json().get("assumption") for e in plant.evidence}


def test_named_running_plants_are_part_of_the_total(folder):
    text = "截至目前,文山州已建成氧化铝产能140万吨。滇岭铝业年产60万吨氧化铝项目已建成投产。"
    assert sorted((p.owner, p.low, p.high) for p in plants(folder, text)) == [
        ("", 8e5, 8e5),
        ("滇岭铝业", 6e5, 6e5),
    ]


def test_a_total_that_the_named_plants_fill_adds_nothing(folder):
    text = "截至目前,文山州已建成氧化铝产能140万吨。滇岭铝业年产140万吨氧化铝项目已建成投产。"
    assert [p.owner for p in plants(folder, text)] == ["滇岭铝业"]


def test_named_plants_without_a_figure_may_be_all_of_it(folder):
    text = "截至目前,文山州已建成氧化铝产能40万吨。滇岭铝业氧化铝项目已建成投产。"
    (named,) = plants(folder, text)
    assert (named.owner, named.stated) == ("滇岭铝业", False)


def test_what_is_under_construction_is_no_part_of_it(folder):
    text = "截至目前,文山州已建成氧化铝产能140万吨。滇岭铝业年产60万吨氧化铝项目正在建设。"
    assert sorted(p.low for p in plants(folder, text)) == [6e5, 1.4e6]


@pytest.mark.parametrize(
    "text",
    [
        "到2025年,文山州氧化铝产能将达到140万吨。",
        "文山州力争氧化铝产能达到140万吨。",
        "今年文山州新增氧化铝产能140万吨。",
        "文山州氧化铝产量占全国的4%。",
        "全国氧化铝产量7000万吨。",
        "云南省氧化铝产能160万吨。",
        "2010年,文山州氧化铝产能20万吨。",
        "南盘铝业氧化铝产能160万吨。",
    ],
)
def test_aims_additions_shares_and_wider_regions_are_no_totals(folder, text):
    told = plants(folder, text + "滇岭铝业在文山州砚山县的年产10万吨氧化铝项目已建成投产。")
    assert [(p.owner, p.low) for p in told if p.region == "532600"] == [("滇岭铝业", 1e5)]


def test_the_latest_document_holds_whatever_the_order(folder):
    old = "滇南铝业发展\n2019年9月10日\n\n文山州已建成氧化铝产能80万吨。"
    new = "文山州已建成氧化铝产能140万吨。"
    assert [p.low for p in plants(folder, old, new)] == [p.low for p in plants(folder, new, old)] == [1.4e6]


def test_an_area_counts_at_its_yield_and_an_output_before_it(folder):
    area = "秭归县柑橘种植面积40万亩。"
    (orchard,) = plants(folder, area, process="citrus-orchard", region="秭归")
    assert 0 < orchard.low < orchard.high
    (orchard,) = plants(folder, area + "全县柑橘产量60万吨。", process="citrus-orchard", region="秭归")
    assert (orchard.low, orchard.high) == (6e5, 6e5)


def test_a_step_with_a_published_total_is_not_absent(folder):
    text = "截至目前,文山州已建成氧化铝产能140万吨。滇岭铝业年产60万吨电解铝项目已建成投产。"
    path = folder / "whole.txt"
    path.write_text(HEAD + text, "utf-8")
    (scene,) = study(Request((path,), "文山", None, False, {})).assembly.scenes
    rungs = {r.step.id: r for r in ladder(scene.chain, scene.plants, scene.region)}
    assert rungs["alumina"].plants


@given(total=st.integers(1, 300), named=st.lists(st.integers(1, 200), max_size=3, unique=True))
def test_named_and_unnamed_make_the_total_or_more(tmp_path_factory, total, named):
    firms = ["滇岭铝业", "砚丰铝业", "普阳铝业"]
    text = f"截至目前,文山州已建成氧化铝产能{total}万吨。"
    text += "".join(f"{firm}年产{n}万吨氧化铝项目已建成投产。" for firm, n in zip(firms, named, strict=False))
    told = plants(tmp_path_factory.mktemp("t"), text)
    assert sum(p.low for p in told) == pytest.approx(max(total, sum(named)) * 1e4)


def test_plants_that_the_atlas_names_are_part_of_a_neighbours_total(folder):
    text = "滇南铝业发展\n2021年4月20日\n\n"
    text += "丰业硅材料公司在乐山市五通桥区的年产10GW单晶硅切片项目已建成投产。眉山市电池片产能15GW。"
    told = [p for p in plants(folder, text, process="pv-cell", region="乐山") if p.region == "511400"]
    running = [p for p in told if p.stage == "operating"]
    assert {p.owner for p in running} == {"通威太阳能"}
    assert sum(p.low for p in running) == 15
