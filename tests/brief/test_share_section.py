"""The brief's section on sharing: shares with names, promises, ties beside synergy; nothing where there is nobody."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sanjiang.brief.html import render
from sanjiang.brief.outline import lay_out
from sanjiang.brief.report import LANGUAGES, Listing, Paragraph, Table, plain
from sanjiang.brief.saved import read_brief
from sanjiang.brief.share_words import PROMISES, SHARES
from sanjiang.core.errors import DocumentError
from sanjiang.pipeline import Request, brief

EXAMPLES = tuple(sorted((Path(__file__).parents[2] / "examples").glob("*.txt")))


@pytest.fixture(scope="module")
def value():
    return brief(Request(EXAMPLES, "乐山", date(2021, 4, 30), False, {}))[0].to_json()


@pytest.fixture(scope="module")
def report(value):
    return lay_out(value)


@pytest.fixture(scope="module")
def section(report):
    (found,) = [s for s in report.sections if s.name == "share"]
    return found


def tables(section):
    return {block.name: block for block in section.blocks if isinstance(block, Table)}


def text(section, language):
    said = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            said.append(block.sentence.plain(language))
        elif isinstance(block, Listing):
            said += [item.plain(language) for item in block.items]
    return "\n".join(said)


def test_it_stands_behind_the_partners(report):
    names = [s.name for s in report.sections]
    assert names.index("share") == names.index("partners") + 1


def test_every_player_has_a_row_with_its_name_and_a_column_for_each_share(value, section):
    table = tables(section)["share-table"]
    assert len(table.columns) == 2 + len(SHARES)
    names = [plain(row.cells[0], "en") for row in table.rows]
    assert names[0] == "Leshan"
    assert len(names) == len(value["share"]["players"]) == 5
    gain = sum(row.cells[-1].value for row in table.rows)
    assert gain == pytest.approx(value["share"]["gain"], rel=1e-9)


def test_partners_are_ranked_with_what_they_would_exchange(section):
    table = tables(section)["synergy-table"]
    worths = [row.cells[1].value for row in table.rows]
    assert worths == sorted(worths, reverse=True)
    first = table.rows[0]
    assert plain(first.cells[0], "zh") == "成都市"
    assert "乐山市送成都市 硅片 20 GW" in first.notes[0].plain("zh")


def test_promises_and_reasons_are_told_in_both_languages(value, section):
    for language in LANGUAGES:
        told = text(section, language)
        for name in SHARES:
            promise = PROMISES[name]
            assert (promise.zh if language == "zh" else promise.en) in told
        assert "511100" not in told  # names, no codes
    assert "Proposed: the nucleolus" in text(section, "en")
    assert "small spread" in text(section, "en")


def test_figures_rest_on_evidence(report):
    assert len(report.grounds("share-0").references) > 10


def test_ties_that_documents_tell_stand_below_their_partner(tmp_path):
    article = tmp_path / "zigong.txt"
    article.write_text(
        "自贡光伏企业投产\n2021年4月20日\n\n沱江硅业自贡20GW切片项目已建成投产。"
        "4月10日,自贡市与眉山市签订光伏产业战略合作协议。\n",
        "utf-8",
    )
    value = brief(Request((article,), "自贡", date(2021, 4, 30), False, {}))[0].to_json()
    report = lay_out(value)
    (section,) = [s for s in report.sections if s.name == "share"]
    (row,) = tables(section)["ties-table"].rows
    assert plain(row.cells[0], "zh") == "眉山市"
    (pair,) = [pair for pair in value["share"]["synergy"] if pair["pair"][1] == "511400"]
    assert row.cells[1].value == pair["worth"]
    assert "战略合作协议" in plain(row.cells[3], "zh")
    (reference,) = report.grounds(row.key).references
    assert reference.content["kind"] == "agreement"


def test_ties_with_others_who_do_not_play_are_told_too(section):
    """The examples tell of Leshan and districts of Chongqing, which has no plant on the chain."""
    (row,) = tables(section)["ties-table"].rows
    assert [plain(cell, "en") for cell in row.cells[:3]] == ["Chongqing", "not computed", "agreement"]


def test_where_no_document_tells_of_a_tie_it_says_so(value):
    untold = {**value, "share": {**value["share"], "other_ties": []}}
    (section,) = [s for s in lay_out(untold).sections if s.name == "share"]
    assert "No document tells of an agreement" in text(section, "en")
    assert "ties-table" not in tables(section)


def test_a_coalition_that_cannot_stand_is_told_by_its_names(value):
    lost = {**value["share"], "cannot_stand": [{"coalition": "511100,510100", "because": ""}]}
    (section,) = [s for s in lay_out({**value, "share": lost}).sections if s.name == "share"]
    assert "Cannot stand: Leshan, Chengdu." in text(section, "en")
    assert "撑不住：乐山市、成都市。" in text(section, "zh")


def test_every_row_has_a_place_of_its_own_on_the_page(report):
    keys = [row.key for table in report.tables() for row in table.rows if row.key in report.evidence]
    assert len(keys) == len(set(keys))
    page = render(report)
    ids = re.findall(r' id="([^"]+)"', page)
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert set(re.findall(r'data-evidence="(share[^"]*|synergy[^"]*)"', page)) <= {
        i.removeprefix("evidence-") for i in ids
    }


def test_nothing_where_there_is_nobody_to_share_with():
    alone = brief(Request(EXAMPLES, "乐山", date(2021, 4, 30), True, {}))[0].to_json()
    assert alone["share"] is None
    assert "share" not in [s.name for s in lay_out(alone).sections]


def test_a_saved_brief_with_something_else_for_shares_is_no_brief(tmp_path):
    path = tmp_path / "brief.json"
    path.write_text('{"region": {}, "as_of": "2021-04-30", "share": "broken"}', "utf-8")
    with pytest.raises(DocumentError, match="no brief"):
        read_brief(path)
