"""Farming and tourism have sections of their own, parks by tier, channels, brands and routes apart."""

import pytest

from sanjiang.brief.outline import lay_out
from sanjiang.brief.report import plain
from sanjiang.brief.sectors import sector_of
from sanjiang.core.evidence import Span
from sanjiang.core.statement import Statement
from sanjiang.library.processes import load_chains
from sanjiang.systems.parks import tier_of


def statement(name, quote="", **fields):
    return Statement(
        id=name,
        document="d.txt",
        kind=fields.pop("kind", "park"),
        name=name,
        evidence=(Span("d.txt", 0, len(quote or name), quote or name),),
        confidence=1.0,
        rule="r",
        **fields,
    )


@pytest.mark.parametrize(
    ("said", "sector"),
    [
        (statement("夹江茶叶现代农业园区"), "farming"),
        (statement("大渡河风景道联盟", kind="alliance"), "tourism"),
        (statement("茶旅融合示范区", "茶叶、旅游融合发展"), "tourism"),
        (statement("新型工业基地"), "industry"),
        (statement("一期工程", "一期工程建设民宿20栋", kind="project"), "tourism"),
        (statement("产线", kind="project", process_id=("tea-garden",)), "farming"),
        (statement("茶叶罐头的组件", kind="project", process_id=("pv-module",)), "industry"),
    ],
)
def test_a_statement_belongs_to_a_sector(said, sector):
    assert sector_of(said, load_chains()) == sector


@pytest.mark.parametrize(
    ("name", "tier"),
    [
        ("国家现代农业产业园", "国家级"),
        ("省级茶叶园区", "省级"),
        ("市级示范园", "市级"),
        ("县级园区", "县级"),
        ("白马园区", None),
    ],
)
def test_a_park_has_the_tier_that_its_name_tells(name, tier):
    found = tier_of({"name": name})
    assert (found and found.zh) == tier


def row(identity, kind, name, quote=None, sector="farming", **fields):
    evidence = [{"start": 0, "end": 2, "quote": quote or name}]
    return {
        "id": identity,
        "kind": kind,
        "name": name,
        "sector": sector,
        "document": "d",
        "evidence": evidence,
        **fields,
    }


def test_the_sections_group_what_they_list_the_highest_tier_first():
    statements = [
        row("1", "park", "县级园区"),
        row("2", "park", "国家现代农业产业园", stage="under_construction"),
        row("3", "policy", "农超对接"),
        row("4", "brand", "竹叶青"),
        row("5", "alliance", "大峨眉联盟", sector="tourism", parties=[{"name": "乐山"}, {"name": "眉山"}]),
        row("6", "agreement", "旅游精品线路", sector="tourism"),
        row("7", "project", "组件厂", sector="industry"),
    ]
    report = lay_out({"statement_list": statements})
    tables = {t.name: t for t in report.tables()}
    farming = [(r.group.zh, plain(r.cells[0], "zh"), plain(r.cells[1], "zh")) for r in tables["farming-table"].rows]
    assert farming == [
        ("园区", "国家现代农业产业园", "国家级，在建"),
        ("园区", "县级园区", "县级"),
        ("品牌", "竹叶青", "—"),
        ("销售渠道", "农超对接", "—"),
    ]
    tourism = [(r.group.zh, plain(r.cells[3], "zh")) for r in tables["tourism-table"].rows]
    assert tourism == [("联盟", "乐山、眉山"), ("线路", "—")]


def test_a_long_group_is_cut_and_says_how_many_are_left():
    statements = [row(str(n), "brand", f"品牌{n}") for n in range(20)]
    section = next(s for s in lay_out({"statement_list": statements}).sections if s.name == "farming")
    assert len(section.blocks[0].rows) == 12
    assert "8 条" in section.blocks[1].sentence.plain("zh")


def test_a_farm_system_is_a_table_of_what_covers_each_industry():
    statements = [
        row("1", "task", "特色产业", "做强茶叶、水产2大特色产业", count=2, items=["茶叶", "水产"]),
        row("2", "park", "新场茶叶园区", product="茶叶"),
        row("3", "brand", "雪芽", product="春茶", sector="industry"),  # whatever its own sector is
    ]
    report = lay_out({"statement_list": statements})
    [table] = [t for t in report.tables() if t.name == "farm-system-0"]
    labels = {r.content["id"]: r.label for r in report.references.kind("statement")}
    assert [[plain(cell, "zh") for cell in r.cells] for r in table.rows] == [
        ["茶叶", labels["2"], labels["3"], "无", "无", "无"],
        ["水产", "无", "无", "无", "无", "无"],
    ]
    assert all(report.grounds(r.key).references for r in table.rows)
    assert all("farm-system" not in t.name for t in lay_out({"statement_list": statements[1:]}).tables())
