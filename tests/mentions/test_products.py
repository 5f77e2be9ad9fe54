"""Product words: the longest at a place, with the words of their kind, and none where another word holds them."""

import pytest

from sanjiang.library.data_files import data_path
from sanjiang.library.processes import load_chains
from sanjiang.mentions.products import general_words, product_finder

LISTS = "products.txt", "before_products.txt", "not_products.txt"


def products(text):
    return [text[m.start : m.end] for m in product_finder(tuple(load_chains())).find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("富江集团5万吨漆包线项目", ["漆包线"]),
        ("建设铝板带生产线", ["铝板带"]),
        ("铝板、铝板带箔", ["铝板", "铝板带箔"]),
        ("石墨烯不是石墨", ["石墨烯", "石墨"]),
        ("空调压缩机和空调", ["空调压缩机", "空调"]),
    ],
)
def test_the_longest_word_at_a_place_wins(text, expected):
    assert products(text) == expected


def test_the_words_before_a_product_that_tell_its_kind_are_its_own():
    assert products("富江新材料大丝束碳纤维项目") == ["大丝束碳纤维"]
    assert products("临河铝业绿色高端铝材项目") == ["绿色高端铝材"]
    assert products("水泥优质陶瓷") == ["水泥", "优质陶瓷"]


def test_a_word_before_nothing_is_no_product():
    assert products("推动绿色高端发展") == []


@pytest.mark.parametrize("text", ["临江风电场并网", "南山水电站", "300多人参加", "丝绸之路", "水泥厂", "国家电网"])
def test_a_word_that_holds_a_product_s_name_is_none(text):
    assert products(text) == []


def test_a_library_word_keeps_its_processes():
    (mention,) = product_finder(tuple(load_chains())).find("高纯多晶硅")
    assert (mention.start, mention.value.processes) == (0, ("polysilicon-rod",))


@pytest.mark.parametrize("name", LISTS)
def test_no_word_is_listed_twice(name):
    lines = data_path("words", name).read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert len(words) == len(set(words))
    assert all(len(word) > 1 for word in words if word != "钒")


OTHER_THINGS = {("氧化铝", "氢氧化铝")}
"""A longer word that means another product."""


def test_the_library_s_words_that_always_mean_a_process_are_not_hidden():
    chains = load_chains()
    hidden = [
        (word, general)
        for chain in chains
        for process in chain.processes
        for word in process.words
        for general in general_words()
        if word in general and word != general and (word, general) not in OTHER_THINGS
    ]
    assert hidden == []
