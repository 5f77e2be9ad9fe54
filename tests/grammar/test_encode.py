"""Mentions become letters, and letters map back to the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, encode, phases, sift
from sanjiang.mentions.mention import Mention

TEXT = "某某集团在乐山建设一期项目，总投资三亿元。" * 2
SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 6)).map(lambda s: (s[0], min(sum(s), len(TEXT))))
LAYERS = st.lists(st.lists(SPANS, max_size=8), max_size=4)
STRETCHES = [(0, 14), (14, 21), (22, 30), (30, 42)]


def layers_of(spans: list[list[tuple[int, int]]]) -> list[list[Mention[Place]]]:
    return [[Mention(a, b, Place(TEXT[a:b])) for a, b in sorted(layer)] for layer in spans]


@given(LAYERS)
def test_the_earlier_layer_stands_and_nothing_crosses_a_stretch(spans: list[list[tuple[int, int]]]):
    layers = layers_of(spans)
    for (start, end), found in zip(STRETCHES, sift(STRETCHES, layers), strict=True):
        kept: list[Mention[Place]] = []
        for mention in (m for layer in layers for m in layer if start <= m.start and m.end <= end):
            if all(mention.end <= k.start or k.end <= mention.start for k in kept):
                kept.append(mention)
        assert found == sorted(kept, key=lambda m: m.start)


@given(LAYERS)
def test_every_letter_maps_back_to_its_words(spans: list[list[tuple[int, int]]]):
    for stretch, mentions in zip(STRETCHES, sift(STRETCHES, layers_of(spans)), strict=True):
        encoded = encode(TEXT, stretch, mentions)
        assert encoded.span(0, len(encoded.letters)) == stretch
        for i, letter in enumerate(encoded.letters):
            start, end = encoded.span(i, i + 1)
            mention = encoded.mentions.get(i)
            if mention is None:
                assert TEXT[start:end] == letter
            else:
                assert (letter, (start, end)) == (LETTERS["place"], (mention.start, mention.end))


def test_phases_but_no_words_that_only_look_like_them():
    found = [m.value for m in phases("一期投产，第二期与首期、3期在建，13期间、学期、二期望和1.5期不是")]
    assert found == ["一期", "第二期", "首期", "3期"]
