"""A counted task names what it counts, and who is to do it, where its sentence tells."""

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.reader import read_statements
from sanjiang.pipeline import load_library

LIBRARY = load_library()


def tasks(text):
    document = document_from_text(f"富江县工作安排\n\n2021-03-10\n\n{text}\n", "d.txt")
    reading = read_statements(document, LIBRARY.regions, LIBRARY.chains)
    return [s for s in reading.statements if s.kind == "task"]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("全县正加快发展茶叶、蔬菜、水产3大特色产业。", ("茶叶", "蔬菜", "水产")),
        ("做强茶叶、蔬菜、生猪和水产四大特色产业。", ("茶叶", "蔬菜", "生猪", "水产")),
        ("聚焦茶叶、蔬菜等5大特色产业。", ("茶叶", "蔬菜")),
        ("推进3大特色产业(茶叶、蔬菜、水产)发展。", ("茶叶", "蔬菜", "水产")),
        ("今年,农业工作围绕抓好园区、育好良种、卖好产品3个方面展开。", ("抓好园区", "育好良种", "卖好产品")),
        ("茶叶、蔬菜、水产产量增长,全县培育2大特色产业。", ()),
        ("推进茶叶、蔬菜、水产、竹子3大特色产业。", ()),
        ("推进3大特色产业发展。", ()),
    ],
)
def test_what_a_count_counts(text, items):
    [task] = [t for t in tasks(text) if t.count]
    assert task.items == items
    assert all(any(name in e.quote for e in task.evidence) for name in items)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("编制《富江旅游手册》,由县文旅局牵头。", "县文旅局"),
        ("编制《富江旅游手册》(责任单位:县文旅局、县财政局)。", "县文旅局"),
        ("编制《富江旅游手册》,牵头单位为清溪镇。", "清溪镇"),
        ("编制《富江旅游手册》。道路改造由县交通局牵头。", None),
        ("编制《富江旅游手册》,由来已久。", None),
        ("编制《富江旅游手册》。责任单位：县文旅局；完成时限：2022年6月底前。", "县文旅局"),
        ("编制《富江旅游手册》。道路改造。责任单位：县交通局。", None),
    ],
)
def test_who_is_to_do_it(text, owner):
    task = tasks(text)[0]
    assert task.organisation == owner
    assert owner is None or any(owner in e.quote for e in task.evidence)


def test_the_clause_that_counts_keeps_its_place():
    """The list stands behind it in the evidence, so that ids stay."""
    [task] = [t for t in tasks("全县正加快发展茶叶、蔬菜、水产3大特色产业。") if t.count]
    assert task.evidence[0].quote == "3大特色产业"
