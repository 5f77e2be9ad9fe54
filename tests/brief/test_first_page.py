"""The first page: the first gap, its worth and its partner at once, then three steps ranked by worth."""

import json
from pathlib import Path

from sanjiang.brief.outline import lay_out
from sanjiang.brief.report import Number, plain

BRIEF = json.loads((Path(__file__).parent / "fixture" / "brief.json").read_text("utf-8"))


def test_the_lead_alone_tells_the_break_the_first_gap_its_worth_and_the_partner():
    report = lay_out(BRIEF)
    zh, en = report.lead.plain("zh"), report.lead.plain("en")
    for words in ("断在电池片", "12.4 亿元/年", "−2.1 至 23.5 亿元/年", BRIEF["partners"][0]["name"]):
        assert words in zh
    for words in ("breaks at", "CNY 1.24 bn/a", BRIEF["partners"][0]["name_en"]):
        assert words in en


def test_findings_are_ranked_by_worth_and_the_first_gap_is_among_them():
    gap = BRIEF["gaps"][0]
    gaps = [
        {**gap, "worth": 1.0},
        *({**gap, "process": f"p{n}", "name_zh": f"环节{n}", "worth": n * 1e8} for n in range(1, 5)),
    ]
    titles = [p.title.zh for p in lay_out({**BRIEF, "gaps": gaps, "partners": []}).points]
    assert [t.partition(" · ")[2] for t in titles] == ["环节4", "环节3", gap["name_zh"]]


def test_a_partner_worth_more_than_the_gap_ranks_its_finding():
    gap = BRIEF["gaps"][0]
    partner = {**BRIEF["partners"][0], "process": gap["process"], "worth": 9e9}
    gaps = [{**gap, "process": "a", "name_zh": "甲", "worth": 5e9}, {**gap, "worth": 1e8}]
    points = lay_out({**BRIEF, "gaps": gaps, "partners": [partner]}).points
    assert points[0].title.zh.endswith(gap["name_zh"])
    assert "90 亿元/年" in points[0].say.plain("zh")


def test_every_finding_says_what_to_do_who_could_and_what_would_change_it():
    for point in lay_out(BRIEF).points:
        labels = [label.zh for label, _ in point.lines]
        assert labels[0] == "下一步"
        assert all(sentence.plain(language) for _, sentence in point.lines for language in ("zh", "en"))


def test_every_figure_of_the_first_page_rests_on_something():
    report = lay_out(BRIEF)
    sentences = [report.lead, *(s for p in report.points for s in (p.say, p.because, *(line for _, line in p.lines)))]
    figures = [run for s in sentences for run in (*s.zh, *s.en) if isinstance(run, Number)]
    assert len(figures) > 40
    assert all(report.grounds(f.key).references or report.grounds(f.key).note for f in figures)


def test_a_verdict_that_turns_is_told():
    gap = {**BRIEF["gaps"][0], "worth": 1e8}
    moved = {"name": "x", "name_zh": "价", "name_en": "price", "unit": "CNY/t", "low": 1, "high": 2}
    for ends, turns in (((-1e8, 3e8), True), ((1e7, 3e8), False)):
        sensitivity = [{**moved, "worth_at_low": ends[0], "worth_at_high": ends[1], "evidence": []}]
        point = lay_out({**BRIEF, "gaps": [{**gap, "sensitivity": sensitivity}]}).points[0]
        assert ("翻转" in plain({k.en: v for k, v in point.lines}["What would change it"], "zh")) is turns


def test_without_a_chain_the_lead_says_so_and_there_is_no_finding():
    report = lay_out({})
    assert "没有可以归入产业链的项目" in report.lead.plain("zh")
    assert report.points == ()
