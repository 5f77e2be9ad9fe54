import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents.html import is_html, page


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("乐山", "a.html", True),
        ("乐山", "a.HTM", True),
        ("  <!DOCTYPE html>\n<p>乐山", "a.txt", True),
        ("<HTML lang=zh><p>乐山", "a.txt", True),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><p>乐山', "a.txt", True),
        ("<htmlx>", "a.txt", False),
        ("乐山 <html>", "a.txt", False),
    ],
)
def test_is_html(text, name, expected):
    assert is_html(text, name) is expected


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br>乙<br/>丙", "甲\n乙\n丙"),
        ("<div>总投资<b>62.98</b>亿元</div>", "总投资62.98亿元"),
        ("<p>重庆\n   两江新区</p>", "重庆两江新区"),
        ("<p>20\n GW</p>", "20 GW"),
        ("<a>首页</a>\n<a>新闻</a>", "首页 新闻"),
        ("<script>var a = '<p>x</p>';</script><style>p{}</style><template><p>t</p></template>甲", "甲"),
        ("a &lt; b &amp;nbsp; &#x4e50;&#23665;", "a < b &nbsp; 乐山"),
        ("<tr><td>企业</td><td>产能</td></tr><tr><td>永祥</td><td>15GW</td></tr>", "企业\t产能\n永祥\t15GW"),
        ("<tr><td><p>企业</p></td><td><p>产能</p></td></tr>", "企业\t产能"),
        ("<tr><td>建设<br>地点</td><td>total<br>cost</td></tr>", "建设地点\ttotal cost"),
        (f"<tr><td>甲<br>乙</td><td>{'丙' * 21}<br>丁</td></tr>", f"甲\n乙\n{'丙' * 21}\n丁"),
        ("<tr><td>甲</td><td><table><tr><td>乙</td><td>丙</td></tr></table></td></tr>", "甲\n乙\t丙"),
        ("<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>戊", "甲\t乙\n丙\t丁\n戊"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("甲<!-- 乙 --><![if !supportLists]>丙<![endif]><![unknown[丁", "甲丙<![unknown[丁"),
        ("<p>甲<a href='x>乙<p>丙", "甲<a href='x>乙\n丙"),
        ("<p>甲<!-- 乙<p>丙", "甲<!-- 乙\n丙"),
        ("<p>甲<script>乙", "甲"),
        ("", ""),
    ],
)
def test_text(source, text):
    assert page(source).text == text


def test_title_and_headings_are_apart():
    read = page("<head><title> 甲 \n 乙_网 </title></head><h1>甲<br>乙</h1><p>丙</p><h1></h1>")
    assert (read.title, read.headings, read.text) == ("甲乙_网", ("甲乙",), "甲\n乙\n丙")


def test_a_title_without_end_takes_no_body():
    read = page("<title>甲<body><p>乙</p>")
    assert (read.title, read.text) == ("甲", "乙")


def test_a_heading_without_end_is_no_heading():
    read = page("<h1>甲<p>" + "乙" * 200)
    assert read.headings == ()
    assert "乙" * 200 in read.text


PIECES = [
    "<",
    ">",
    "</",
    "<p>",
    "</p>",
    "<td>",
    "<!--",
    "-->",
    "<![",
    "<?",
    '<a b="',
    "'",
    "=",
    "&",
    "&#",
    "<script>",
    "\n",
    "字",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markup_is_read_and_lines_are_tidy(source):
    lines = page(source).text.split("\n")
    assert lines == [""] or all(line.strip() for line in lines)


@given(
    st.lists(st.text("乐山产业123", min_size=1, max_size=9), min_size=1, max_size=9),
    st.sampled_from(["p", "div", "li", "h2"]),
)
def test_every_paragraph_is_a_line(paragraphs, tag):
    assert page("".join(f"<{tag}>{line}</{tag}>" for line in paragraphs)).text.split("\n") == paragraphs


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "字",
        '<a href="' * 60_000,
        "<a" * 300_000,
        "<!--" * 100_000,
        "<a b='\">" * 60_000,
        "<p>" + "\t \n" * 300_000 + "字",
        "<script>" + "</" * 200_000,
        "<template>" * 100_000,
        "&#" * 300_000,
        "<table><tr><td>x" * 50_000,
        "<tr><td>x<td>y" * 50_000,
        "<div>x" * 50_000 + "</p></div>" * 50_000,
        "<ul><li>x" * 50_000 + "</li>" * 50_000,
        "<title>项目名称</title>" + "<p>项目名称" * 50_000,
        "".join(f"<h1>第{i}个项目</h1>" for i in range(20_000)),
        "<a href=x>甲" * 100_000,
        "<script></script>x" * 50_000,
        "<div " + "class = " * 200_000 + ">x",
        '<div class="' + "Ab" * 400_000 + '">x',
    ],
)
def test_hostile_markup_finishes(source):
    assert isinstance(page(source).text, str)


def test_a_tag_of_a_million_attributes():
    tracemalloc.start()
    try:
        assert page("<p " + "b " * 1_000_000 + ">字<p>乙").text == "字\n乙"
        assert page("字<p " + "b " * 1_000_000).text.startswith("字<p b b")
        assert page("<script " + "b " * 50_000 + "><p>字</p></script>乙").text == "乙"
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024**2
    finally:
        tracemalloc.stop()
