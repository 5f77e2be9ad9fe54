"""A view is read in place of its text, and each of its characters knows what it stands for there."""

import itertools
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents import as_read, document_from_text, simplified
from sanjiang.documents import view as views
from sanjiang.documents.view import view_of
from sanjiang.library.regions import load_regions

CLEAN = [
    "乐山市五通桥区，总投资62.98亿元。",
    "保利协鑫年产10万吨颗粒硅项目（一期10GW）建成投产；\n",
    "2020年5月 一汽大众启动建设。\n",
    "名称\t产能\n多晶硅\t10万吨\n",
    "真是太好了！！等等……——",
    "面积(m2)、容量(MW)、成本(t)、乐山(Leshan)",
    "毕昇东路、甘棠鄠邑、埇桥、昇辉科技与青龍山",
    "第一章 总则\n大 中 小\n",
    "他说：“好。”\r\n",
]
NOISY = [
    "年产10万吨",
    "乐(lè)山",
    "犍（qian）为",
    "，，",
    "。。。",
    "；；",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "⽔⼒",
    "\uf9d1",
    "１０ＧＷ",
    "國產業園區",
    "萬噸",
    "总 投 资",
    "\n",
    " ",
    "\u3000",
    "总投资，建成。",
    "\U000e0100",
]
texts = st.lists(st.sampled_from(NOISY), max_size=14).map("".join) | st.text("乐山(lè)， \u200b國产1。\n", max_size=30)


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_text_is_its_own_view(text):
    view = view_of(text)
    assert view.text is text
    assert (view.steps, view.notes) == ((), ())
    document = document_from_text(text, "a.txt")
    assert document.view is None
    assert as_read(document) is document


@given(texts)
def test_the_map_is_monotone_and_inside_the_text(text):
    view = view_of(text)
    spans = [view.back(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= two[0] or one == two for one, two in itertools.pairwise(spans))
    assert all(view.at(*span) == (i, i + 1) for i, span in enumerate(spans))


@given(texts)
def test_every_character_stands_for_what_becomes_it(text):
    view = view_of(text)
    for i, char in enumerate(view.text):
        start, end = view.back(i, i + 1)
        assert view_of(text[start:end]).text == view_of(char).text


@given(texts, st.data())
def test_a_span_goes_from_its_first_to_its_last_character(text, data):
    view = view_of(text)
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    back = view.back(start, end)
    if start == end:
        assert back[0] == back[1] <= len(text)
    else:
        assert back == (view.back(start, start + 1)[0], view.back(end - 1, end)[1])
        assert view.at(*back) == (start, end)


@given(texts)
def test_lines_stay_lines(text):
    assert view_of(text).text.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "seen", "note"),
    [
        ("乐(lè)山市犍（qian）为县", "乐山市犍为县", "注音 2 处"),
        ("总投资10亿元，，建成。。", "总投资10亿元，建成。", "标点"),
        ("年产\u200b10万\u00ad吨", "年产10万吨", "看不见"),
        ("年产１０．５万吨", "年产10.5万吨", "全角"),
        ("⽔⼒发电\uf9d1", "水力发电六", "变体字"),
        ("會議紀要：「樂山」專案著力推進", "会议纪要：“乐山”专案着力推进", "繁体字"),
        ("会 议 纪 要", "会议纪要", "空格 3 处"),
        ("去年，项目总 投资 10 亿元，已 建成。", "去年，项目总投资10亿元，已建成。", "空格 4 处"),
        ("吉林省乾安縣簽約項目", "吉林省乾安县签约项目", "繁体字"),
    ],
)
def test_what_is_normalised_is_told(text, seen, note):
    view = view_of(text)
    assert view.text == seen
    assert any(note in n and " / " in n for n in view.notes)


def test_spaces_are_judged_by_the_whole_document():
    prose = "全市 总投资10亿元的项 目已经建成，正 在试产，年底 前达产，效 益很好。"
    title, table = "乐山市签约 多晶硅项目", "农业 工业 文旅 商贸"
    assert view_of(f"{title}\n{prose}\n{table}").text.split("\n") == [
        "乐山市签约多晶硅项目",
        "全市总投资10亿元的项目已经建成，正在试产，年底前达产，效益很好。",
        table,
    ]
    assert view_of(title).text == title


def test_a_conversion_that_changes_the_length_is_mapped(monkeypatch):
    monkeypatch.setattr(simplified, "_converter", lambda: lambda words: words.replace("計算機", "电脑"))
    monkeypatch.setattr(simplified, "_traditional", simplified._foreign)
    text = "前言\n買計算機三臺"
    view = view_of(text)
    assert view.text == "前言\n買电脑三臺"
    assert [text[slice(*view.back(i, i + 1))] for i in range(4, 8)] == ["計算機", "計算機", "三", "臺"]


def test_the_document_keeps_what_was_published():
    text = "樂山市光電產業園\n來源：樂山日報\n保利協鑫年產(chǎn)10萬噸顆粒矽項目建成投產。。"
    document = document_from_text(text, "a.txt")
    assert document.text == text
    assert document.title == "樂山市光電產業園"
    assert [block.label for block in document.blocks] == ["body", "furniture", "body"]
    assert text[document.blocks[-1].start : document.blocks[-1].end] == text.rsplit("\n", maxsplit=1)[-1]
    assert len(document.notes) == 3
    seen = as_read(document)
    assert seen.title == "乐山市光电产业园"
    assert [seen.text[b.start : b.end] for b in seen.body()][-1] == "保利协鑫年产10万吨颗粒矽项目建成投产。"


def test_what_is_told_twice_in_another_dress_is_a_repeat():
    told = "当前，某市正加快建设产业园区，总投资三十亿元的光伏项目已经建成投产，带动就业三千人。"
    for again in (
        "當前，某市正加快建設產業園區，總投資三十億元的光伏項目已經建成投產，帶動就業三千人。",
        "当前，，某市正 加快建设产业园区，总投 资三十亿元的光伏项目已经建成投产，带动就业(yè)三千人。",
    ):
        document = document_from_text(f"{told}\n{again}", "a.txt")
        assert [block.label for block in document.blocks] == ["body", "repeat"]


def test_opencc_is_loaded_only_for_traditional_texts():
    code = (
        "import sys; from sanjiang.documents import document_from_text as read\n"
        "read('乐山(lè)市，，总投资', 'a'); assert 'opencc' not in sys.modules\n"
        "read('樂山市', 'a'); assert 'opencc' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.text("乐山，。了a1 \u00a0\u200b０．龍樂\U0002f800\U000e0100(lè)\n", max_size=30))
def test_the_look_for_what_is_rare_misses_nothing(text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(views, "_rare", lambda: re.compile(""))
        looked_for_all = view_of(text)
    assert view_of(text) == looked_for_all


def test_names_of_todays_places_do_not_look_traditional():
    simple = "".join(region.name for region in load_regions())
    assert simplified.simplified(simple) == (simple, None, 0)
    assert not set(simplified.foreign()) & set(simple)
