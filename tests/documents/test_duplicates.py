"""The same article under several names is found, what only looks alike is not."""

import random
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents import document_from_text
from sanjiang.documents.duplicates import Group, near_duplicates
from sanjiang.documents.fingerprint import fingerprint

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

import reading


def articles(count, seed, size=(1_500, 9_000)):
    blanks = reading.words(seed)
    return ["\n".join(reading.paragraphs(blanks.random.randint(*size), blanks)) for _ in range(count)]


def near(texts):
    return near_duplicates([document_from_text(text, f"{i:04}") for i, text in enumerate(texts)])


def changed(text, share, chance):
    letters = list(text)
    for at in chance.sample(range(len(letters)), int(len(letters) * share)):
        letters[at] = chr(chance.randint(0x4E00, 0x9000))
    return "".join(letters)


@given(st.integers(0, 10_000), st.integers(2, 5), st.randoms())
def test_identical_texts_always_join(seed, count, chance):
    text, *others = articles(4, seed, (300, 2_000))
    names = [f"copy {i}" for i in range(count)]
    documents = [document_from_text(text, name) for name in names]
    documents += [document_from_text(other, f"other {i}") for i, other in enumerate(others)]
    chance.shuffle(documents)
    assert near_duplicates(documents) == [Group(names[0], tuple(names[1:]))]


@given(st.integers(0, 10_000))
def test_punctuation_and_white_space_make_no_difference(seed):
    (text,) = articles(1, seed, (300, 2_000))
    other = text.replace("，", ",").replace("。", "。 ").replace("0", "０")
    assert near([text, other]) == [Group("0000", ("0001",))]


@given(st.integers(0, 10_000))
def test_unrelated_texts_never_join(seed):
    assert near(articles(12, seed)) == []


def test_unrelated_texts_never_join_in_a_large_pile():
    assert near(articles(1_000, 3)) == []


def test_texts_with_one_letter_in_twenty_changed_are_found():
    chance = random.Random(7)
    texts = articles(300, 5)
    found = near([*texts, *(changed(text, 0.05, chance) for text in texts)])
    pairs = [{group.first, *group.also} for group in found]
    assert sum({f"{i:04}", f"{i + 300:04}"} in pairs for i in range(300)) >= 0.95 * 300
    assert all(len(pair) == 2 for pair in pairs)


def test_the_order_makes_no_difference():
    texts = articles(30, 9)
    documents = [document_from_text(text, f"{i}") for i, text in enumerate([*texts, *texts[:9]])]
    assert near_duplicates(documents) == near_duplicates(documents[::-1]) != []


BULLETIN = "{place}统计公报\n发布时间：{day}\n\n" + "".join(
    f"{name}完成{{}}亿元，同比增长{{}}%，其中重点企业{{}}家、项目{{}}个。\n" for name in reading.TRADES * 2
)


def bulletin(seed, day="2021-05-06"):
    chance = random.Random(seed)
    return BULLETIN.format(*(chance.randint(10, 99_999) / 10 for _ in range(56)), place="乐山", day=day)


def test_the_same_words_with_other_figures_are_another_bulletin():
    assert near([bulletin(1), bulletin(2, "2021-06-06"), bulletin(3, "2021-07-06")]) == []


def test_a_later_version_supersedes_and_has_copies_of_its_own():
    text = bulletin(1)
    later = text.replace("2021-05-06", "2021-05-20").replace("新材料产业完成", "新材料产业共完成")
    documents = [
        document_from_text(body, name)
        for name, body in (("first", text), ("copy", text), ("later", later), ("copy of later", later + "\n\n"))
    ]
    assert near_duplicates(documents) == [Group("copy", ("first",)), Group("copy of later", ("later",), "copy")]


def test_documents_without_letters_are_left_alone():
    assert near(["……\n", "……\n", "。"]) == []


def test_a_fingerprint_has_one_size():
    assert {len(fingerprint(document_from_text(text, "x"))) for text in ("字", "字" * 10_000, "……")} == {400}
