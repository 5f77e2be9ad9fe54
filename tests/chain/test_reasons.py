"""Reasons say what stands beside a gap and what follows, in figures that the ladder holds."""

import pytest
from small_chain import BECAUSE, PRICES, make_chain, make_scene, plant

from sanjiang.chain.breaks import find_breaks
from sanjiang.chain.gaps import find_gaps
from sanjiang.chain.ladder import ladder
from sanjiang.chain.plant import Plant
from sanjiang.chain.reasons import VERDICTS, gap_reason, rounded, supporting_reason, width
from sanjiang.chain.worth import worth_of

CHAIN = make_chain()


def reason(*plants, step, verdict="not valued", best=None):
    item = next(b for b in find_breaks(ladder(CHAIN, plants, "here")) if b.rung.step.id == step)
    return gap_reason(item, best, verdict)


def test_a_width_is_one_number_where_it_is_known_and_two_where_it_is_not():
    a, _, c = ladder(CHAIN, [plant("make-a", 80), plant("make-c", 0, high=10)], "here")
    assert width(a) == "20"
    assert width(c) == "0–10"


def test_a_fill_names_both_sides_with_their_widths():
    for text in reason(plant("make-a", 80), plant("make-c", 2, high=9), step="step-b"):
        assert "20 t" in text
        assert "2–9 t" in text


def test_a_narrow_step_is_told_by_what_it_has_at_most_and_the_other_at_least():
    plants = [plant("make-a", 80), plant("make-b", 10), plant("make-b", 0, high=4), plant("make-c", 5)]
    for text in reason(*plants, step="step-b"):
        assert "7 t" in text  # (10 + 4) / 2
        assert "20 t" in text


def test_a_possibly_narrow_step_says_how_many_plants_give_no_figure():
    plants = [plant("make-a", 80), plant("make-b", 10), plant("make-b", 0, high=50), plant("make-c", 5)]
    zh, en = reason(*plants, step="step-b")
    assert "1 处没有产能数字" in zh
    assert "no figure" in en
    assert "5 t" in zh
    assert "5 t" in en


@pytest.mark.parametrize(("made", "step", "word"), [("make-a", "step-b", "上游"), ("make-b", "step-a", "下游")])
def test_an_extension_says_which_side_is_here(made, step, word):
    assert word in reason(plant(made, 4), step=step)[0]


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_its_words(verdict):
    zh, en = reason(plant("make-a", 80), step="step-b", verdict=verdict)
    assert VERDICTS[verdict][0] in zh
    assert VERDICTS[verdict][1] in en


def test_a_case_in_which_it_does_not_pay_is_named():
    cases = {"base": PRICES, "glut": {**PRICES, "b": 30.0}}
    scene = make_scene(CHAIN, [plant("make-a", 80), plant("make-c", 8)], cases=cases)
    best = worth_of(scene, 8, {"make-b": 16}, ["here"], scene.cases)
    assert best.base > 0 > best.low
    zh, en = reason(*scene.plants, step="step-b", verdict="pays", best=best)
    assert "glut" in zh
    assert "glut" in en
    steady = worth_of(scene, 8, {"make-b": 16}, ["here"], scene.cases[:1])
    assert "case" not in reason(*scene.plants, step="step-b", verdict="pays", best=steady)[1]


def test_a_side_material_names_itself_and_the_step_that_takes_it():
    rung = ladder(CHAIN, [plant("make-c", 8)], "here")[-1]
    zh, en = supporting_reason(CHAIN.supporting[0], rung)
    assert "玻璃" in zh
    assert "glass" in en
    assert rung.step.name_en in en


def test_every_gap_carries_its_reason_in_both_languages():
    for gap in find_gaps(make_scene(CHAIN, [plant("make-a", 80), plant("make-c", 8)])):
        assert gap.because
        assert gap.because_en
        assert gap.because.endswith("。")
        assert gap.because_en.endswith(".")


def test_a_stated_range_is_not_told_as_missing_figures():
    ranged = Plant("b", "make-b", "here", "", "operating", 10.0, 60.0, True, BECAUSE)
    zh, en = reason(plant("make-a", 80), ranged, plant("make-c", 4), step="step-b")
    assert "没有产能数字" not in zh
    assert "no figure" not in en


def test_one_plant_gives_no_figure_in_english():
    plants = [plant("make-a", 80), plant("make-b", 10), plant("make-b", 0, high=50), plant("make-c", 5)]
    assert "1 plants" not in reason(*plants, step="step-b")[1]


@pytest.mark.parametrize(
    ("number", "written"),
    [(892_857.1, "893,000"), (10_000.0, "10,000"), (35.46, "35.5"), (20.0, "20"), (0.01234, "0.0123"), (0.0, "0")],
)
def test_numbers_are_rounded_without_powers_of_ten(number, written):
    assert rounded(number) == written
