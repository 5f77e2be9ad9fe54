"""Which industry of a farm system has no park, seed base, cold chain, brand or channel."""

import pytest

from sanjiang.library.farms import load_industries, load_needs
from sanjiang.library.processes import load_chains
from sanjiang.systems.coverage import industry_of, systems


def cover(items):
    return systems(items, load_industries(), load_needs(), load_chains())


def lists(told, *names, count=None):
    return told("task", "优势特色产业", count=count or len(names), items=list(names))


def lacking(items):
    [row] = cover(items)
    return {i["name"]: i["lacking"] for i in row["industries"]}


def test_each_need_is_covered_by_what_tells_of_it(told):
    items = [
        lists(told, "茶叶", "蔬菜"),
        told("park", "新场茶叶园区", product="茶叶"),
        told("brand", "竹叶青", product="春茶"),
        told("project", "蔬菜冷链物流中心"),
        told("agreement", "进入", product="蔬菜", quote="蔬菜进入超市"),
        told("project", "蔬菜育苗工厂"),
    ]
    assert lacking(items) == {"茶叶": ["seed_base", "cold_chain", "channel"], "蔬菜": ["park", "brand"]}


def test_a_product_goes_before_a_name(told):
    """竹叶青 is a tea and no bamboo."""
    assert "brand" in lacking([lists(told, "竹业", "茶叶"), told("brand", "竹叶青", product="春茶")])["竹业"]


def test_the_list_covers_nothing_itself(told):
    assert lacking([lists(told, "茶叶", "水产")])["茶叶"] == ["park", "brand", "seed_base", "cold_chain", "channel"]


def test_declared_and_found_and_the_systems_name(told):
    items = [
        lists(told, "粮油", "畜牧", count=8),
        told("task", "先导性产业", count=3, items=["种业", "装备", "冷链"]),
        told("policy", "现代农业8+3产业体系"),
    ]
    [row] = cover(items)
    assert (row["name"], row["declared"], row["found"]) == ("8+3", [8, 3], [2, 3])
    assert [i["support"] for i in row["industries"]] == [False, False, True, False, True]
    assert cover([*items[:2], told("policy", "现代农业5+2产业体系")])[0]["name"] is None


def test_industries_of_works_are_no_farm_system(told):
    assert cover([told("task", "支柱产业", count=2, items=["钢铁", "光伏"], sector="industry")]) == []


@pytest.mark.parametrize(
    ("item", "industry", "chains"),
    [
        ("水果", "fruit", ("citrus", "fruit")),
        ("荔枝", "fruit", ("fruit",)),
        ("柑橘", "citrus", ("citrus",)),
        ("现代农业种业", "seed", ()),
        ("桑黄", "桑黄", ()),
    ],
)
def test_an_item_is_an_industry(item, industry, chains):
    found = industry_of(item, load_industries())
    assert (found.id, found.chains) == (industry, chains)


def test_years_from_nursery_to_orchard(told):
    [row] = cover([lists(told, "柑橘", "茶叶")])
    [citrus] = row["industries"][0]["lead_years"]
    assert [p["process"] for p in citrus["processes"]] == ["citrus-nursery", "citrus-orchard"]
    assert (citrus["low"], citrus["value"], citrus["high"]) == (4, 5.5, 7)
