import sys
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sanjiang.documents.blocks import label
from sanjiang.documents.lines import LINE_ENDS

PROSE = "当前，某市正加快建设产业园区，总投资三十亿元的光伏项目已经建成投产。"
OTHER = "与此同时，农业合作不断深化，柑橘和茶叶等特色产品进入周边城市的超市销售。"
LINES = [
    PROSE,
    OTHER,
    "产业合作赢未来",
    "携手共进",
    "来源: 某某日报",
    "• 微信",
    "2019年5月6日",
    "相关新闻",
    "多晶硅|在建",
    "一、农业",
]

articles = st.lists(st.sampled_from(LINES), max_size=12)


def labels(text):
    return [block.label for block in label(text)]


@given(st.text(max_size=200) | st.text("甲乙。 \t\r\n\u3000\u2028|:", max_size=80))
def test_blocks_tile_the_lines_that_are_not_blank(text):
    blocks = label(text)
    shown = [text[block.start : block.end] for block in blocks]
    assert all(line == line.strip() != "" for line in shown)
    assert all(one.end < two.start for one, two in pairwise(blocks))
    assert "".join("".join(shown).split()) == "".join(text.split())


@given(articles, articles)
@example(["产业合作赢未来", "2019年5月6日"], ["携手共进"])
def test_the_second_of_two_equal_articles_is_a_repeat(head, tail):
    article = [*head, PROSE, *tail]
    second = labels("\n".join([*article, "责任编辑: 某", *article]))[len(article) + 1 :]
    assert "body" not in second
    assert second[len(head)] == "repeat"


@given(st.lists(st.integers(0, 99), unique=True, min_size=1, max_size=12))
def test_nothing_is_a_repeat_where_no_line_recurs(numbers):
    assert set(labels("\n".join(f"第{number}个项目" + PROSE for number in numbers))) == {"body"}


def test_width_and_white_space_do_not_hide_a_repeat():
    assert labels(f"{PROSE}\n\u3000\u3000{PROSE.replace('，', ',')}\n") == ["body", "repeat"]


def test_short_lines_fields_and_rows_may_recur():
    record = "建设地点：某某市某某区新型工业基地\n在建\n某某公司|多晶硅棒|某某基地|在建\n某某集团|电池片|某某新区|投产"
    first, second = f"甲项目：{PROSE}", f"乙项目：{OTHER}"
    assert set(labels(f"{first}\n{record}\n{second}\n{record}")) == {"body"}


def test_a_repeated_run_takes_its_short_lines_along_but_not_the_line_before_it():
    text = ["完", PROSE, "小标题", OTHER, "完", "另一个标题", PROSE, "小标题", OTHER, "完"]
    assert labels("\n".join(text)) == ["body"] * 6 + ["repeat"] * 4


def test_a_title_comes_again():
    assert labels("产业合作\n来源: 甲\n" + PROSE + "\n产业合作\n" + PROSE) == [
        "body",
        "furniture",
        "body",
        "repeat",
        "repeat",
    ]


def test_lines_outside_are_furniture_and_copies_of_body_repeats():
    text = f"标题\n{PROSE}\n{OTHER}\n{PROSE}"
    outside = {text.index(OTHER), text.rindex(PROSE)}
    assert [block.label for block in label(text, outside)] == ["body", "body", "furniture", "repeat"]
    outside = {text.index(PROSE), text.index(OTHER)}
    assert [block.label for block in label(text, outside)] == ["body", "repeat", "furniture", "body"]


def test_menus_are_furniture_but_rows_of_a_table_are_not():
    assert labels("新闻中心 政务公开 办事服务 互动交流\n" + PROSE) == ["furniture", "body"]
    table = "企业 产品 地点 阶段\n甲公司 多晶硅 五通桥 在建\n乙公司 电池片 市中区 投产"
    assert labels(table) == ["body"] * 3


def test_titles_of_other_articles_below_the_article_are_furniture():
    text = f"标题\n{PROSE}\n相关新闻：\n某县光伏项目开工\n某县茶叶节开幕\n{OTHER}\n小标题"
    assert labels(text) == ["body", "body", "furniture", "furniture", "furniture", "body", "body"]


def test_a_heading_of_links_above_the_article_does_not_swallow_the_title():
    assert labels(f"最新资讯\n产业合作赢未来\n{PROSE}") == ["furniture", "body", "body"]


def test_line_ends_are_those_at_which_splitlines_splits():
    ends = {char for char in map(chr, range(sys.maxunicode + 1)) if len(f"a{char}b".splitlines()) > 1}
    assert ends == set(LINE_ENDS)
