"""How far a project is: words of progress beside dates to come."""

from dataclasses import replace
from datetime import date

import pytest

from sanjiang.documents import document_from_text
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

PUBLISHED = date(2021, 4, 27)


def stage(text, published=PUBLISHED):
    document = replace(document_from_text(text, "x"), title="乐山市", published=published)
    (project,) = (s for s in read_statements(document, load_regions(), load_chains()).statements if s.kind == "project")
    return project.stage


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2021年3月投产", "operating"),
        ("去年已建成投产", "operating"),
        ("2023年3月投产", None),
        ("明年投产", None),
        ("今年12月建成投产", None),
        ("明年3月开工", "planned"),
        ("今年3月开工", "under_construction"),
        ("正在建设,明年3月投产", "under_construction"),
        ("已量产", "operating"),
        ("量产后将带动就业", None),
    ],
)
def test_what_is_yet_to_come_has_not_come(told, expected):
    assert stage(f"金沙光伏5GW组件项目{told}。") == expected


def test_without_a_day_of_publication_no_date_lies_ahead():
    assert stage("金沙光伏5GW组件项目2023年3月投产。", None) == "operating"


def test_a_date_in_another_clause_is_not_that_of_the_progress():
    assert stage("2025年的规划里,金沙光伏5GW组件项目已投产。") == "operating"


def test_a_verb_of_planning_is_no_part_of_the_owners_name():
    document = replace(document_from_text("东江磷业拟建5GW组件项目。", "x"), title="乐山市", published=PUBLISHED)
    (project,) = read_statements(document, load_regions(), load_chains()).statements
    assert "拟建" not in (project.organisation or "")
    assert project.stage == "planned"


def test_what_a_base_yields_reaching_the_market_tells_that_it_runs():
    assert stage("犍为茉莉花基地的茉莉花大量上市。") == "operating"
