"""Every pattern reads its own examples through the real reader, and nothing of its counter-examples."""

import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from sanjiang.core.errors import LibraryError
from sanjiang.core.statement import KINDS, STAGES
from sanjiang.documents import document_from_text, read_document
from sanjiang.grammar import patterns
from sanjiang.grammar.pattern_check import HEAD, failures
from sanjiang.grammar.pattern_match import PatternFinder
from sanjiang.grammar.pattern_words import read_lists, word_lists
from sanjiang.grammar.patterns import load_patterns, read_patterns
from sanjiang.grammar.reader import read_statements
from sanjiang.library.data_files import data_path
from sanjiang.pipeline import load_library

CORPUS = Path(__file__).parents[2] / "../shared/corpus"
GOOD = """[[pattern]]
id = "one"
kind = "task"
regex = '(?P<count><count>)(?P<name>任务)'
examples = ["部署3项任务。"]
counter = ["任务艰巨。"]
"""


@pytest.fixture(scope="module")
def library():
    return load_library()


def statements(library, sentence):
    return read_statements(
        document_from_text(f"{HEAD}{sentence}\n", "x.txt"), library.regions, library.chains
    ).statements


@pytest.mark.parametrize("pattern", load_patterns(), ids=lambda p: p.id)
def test_reads_its_examples_and_not_its_counters(library, pattern):
    assert not list(failures([pattern], library.regions, library.chains))


def test_a_wrong_example_and_a_wrong_counter_are_found(library):
    first = load_patterns()[0]
    swapped = replace(first, examples=first.counter, counter=first.examples)
    found = list(failures([swapped], library.regions, library.chains))
    assert {f.counter for f in found} == {True, False}
    assert {f.pattern for f in found} == {first.id}


def test_two_examples_and_two_counters_each():
    few = [p.id for p in load_patterns() if len(set(p.examples)) < 2 or len(set(p.counter)) < 2]
    assert not few


def test_ids_kinds_and_stages():
    every = load_patterns()
    assert len({p.id for p in every}) == len(every)
    assert {p.kind for p in every} | {p.planned for p in every if p.planned} <= set(KINDS)
    assert {p.stage for p in every if p.stage} <= set(STAGES)


CASES = [
    (
        "2020年完成工业产值20.5亿元，销售收入18亿元、税收1.2亿元。",
        [("工业产值", 2.05e9, "2020"), ("销售收入", 1.8e9, "2020"), ("税收", 1.2e8, "2020")],
    ),
    ("公司成立于2005年，拥有员工860人。", [("员工", 860.0, None)]),
    ("项目投产后，年销售收入300亿元。", [("年销售收入", 3e10, None)]),
    (
        "光伏产业2022年产值突破千亿元，同比增长120%。",
        [("光伏产业产值", 1e11, "2022"), ("光伏产业产值同比增长", 1.2, "2022")],
    ),
    ("烟叶产业方面，种植面积1.6万亩，产值6000万元。", [("烟叶种植面积", 1.6e4, None), ("烟叶产值", 6e7, None)]),
    ("据统计，2022年，全市围绕乡村振兴大力发展茶叶，茶园面积64万亩。", [("茶园面积", 6.4e5, "2022")]),
]


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:12] for c in CASES])
def test_figures_that_share_a_date(library, sentence, expected):
    found = [x for x in statements(library, sentence) if x.kind == "indicator"]
    year = [str(x.date.start.year) if x.date and x.date.start else None for x in found]
    assert [(x.name, x.value, y) for x, y in zip(found, year, strict=True)] == expected


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("到2025年，茶叶综合产值将突破百亿元。", "task"),
        ("2022年，茶叶综合产值突破百亿元。", "indicator"),
        ("今年计划实施88个重点项目，总投资超800亿元。", "task"),
        ("今年已实施88个重点项目，总投资超800亿元。", "indicator"),
        ("到去年10月份，全市有效发明专利216项。", "indicator"),
        ("项目建成后，预计新增就业岗位2万个。", "indicator"),
    ],
)
def test_plans_are_tasks_and_effects_are_not(library, sentence, kind):
    assert [x.kind for x in statements(library, sentence)] == [kind]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("犍为县茉莉花种植面积达3万亩。", "511123"),
        ("全市茉莉花种植面积达3万亩。", "511100"),
        ("茉莉花种植面积达3万亩。", "511100"),
        ("全国茉莉花种植面积达30万亩。", None),
        ("全县茉莉花种植面积达3万亩。", None),
        ("省内最大的茉莉花县犍为县，其茉莉花种植面积达3万亩。", "511123"),
    ],
)
def test_where_a_figure_holds(library, sentence, place):
    (found,) = statements(library, sentence)
    assert (found.place.adcode if found.place else None) == place


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[pattern]\n", "not TOML"),
        (GOOD.replace("task", "tusk"), "tusk"),
        (GOOD.replace('kind = "task"', 'kind = "task"\nstage = "soon"'), "soon"),
        (GOOD.replace("(?P<count>", "(?P<count"), "does not compile"),
        (GOOD.replace("<count><count>", "<number><count>"), "number"),
        (GOOD.replace("(?P<name>", "{nothing}(?P<name>"), "nothing"),
        (GOOD.replace('["部署3项任务。"]', "[]"), "without examples"),
        (GOOD.replace('counter = ["任务艰巨。"]', ""), "without counter"),
        (GOOD.replace('["部署3项任务。"]', '"部署3项任务。"'), "not a list"),
        (GOOD + "colour = 1\n", "colour"),
        (GOOD + GOOD, "two patterns"),
    ],
)
def test_broken_files_name_file_and_pattern(tmp_path, text, says):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        read_patterns(tmp_path)
    assert says in error.value.what
    assert error.value.where in ("mine.toml", "mine.toml:one")


def test_a_good_file_is_read(tmp_path):
    (tmp_path / "mine.toml").write_text(GOOD, encoding="utf-8")
    assert [p.id for p in read_patterns(tmp_path)] == ["one"]


def test_a_regex_that_parses_but_does_not_compile_is_named_when_it_is_tried(tmp_path):
    text = GOOD.replace("(?P<name>", "(?<=甲|乙丙)(?P<name>")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    finder = PatternFinder(read_patterns(tmp_path))
    assert finder.matches(["任务艰巨。"], [[]]) == [[]]
    with pytest.raises(LibraryError, match="look-behind") as error:
        finder.matches(["任务艰巨。"], [[0]])
    assert error.value.where == "one"
    (tmp_path / "mine.toml").write_text(f'{text}general = true\nneeds = ["<count>"]\n', encoding="utf-8")
    with pytest.raises(LibraryError, match="look-behind"):
        PatternFinder(read_patterns(tmp_path))


@pytest.mark.parametrize(
    ("text", "says"),
    [("a = [", "cannot be read"), ("a = []", "without words"), ('a = ["("]', "compile"), ('a = ["{b}"]', "no such")],
)
def test_broken_word_lists_name_the_list(tmp_path, text, says):
    (tmp_path / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LibraryError) as error:
        read_lists(tmp_path / "words.toml")
    assert says in error.value.what
    assert error.value.where.startswith("words.toml")


def test_every_word_list_is_used():
    package = Path(patterns.__file__).parents[1]
    files = [*package.joinpath("grammar").glob("pattern*.py"), *data_path("grammar", "patterns").glob("*.toml")]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    assert not [n for n in word_lists() if not re.search(rf"\{{{n}\}}|any_of\([\"']{n}[\"']\)", source)]


def test_long_sentences_take_time_in_proportion(library):
    clause = "全市规上工业企业实现产值12亿元，茶园面积30万亩，与成都、绵阳等地合作共建产业园区，"

    def seconds(times):
        text = clause * times + "。"
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            statements(library, text)
            best = min(best, time.process_time() - begun)
        return best

    seconds(4)
    assert seconds(64) < 16 * seconds(8)


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not at hand")
def test_quotes_are_the_text(library):
    for path in sorted(CORPUS.glob("*.txt")):
        document = read_document(path)
        for statement in read_statements(document, library.regions, library.chains).statements:
            for span in statement.evidence:
                assert document.text[span.start : span.end] == span.quote
