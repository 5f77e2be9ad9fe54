import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents.read import document_from_bytes

FIRST = "今年全市计划新开工重点工业项目四十二个，总投资三百二十亿元，其中光伏项目十五个，年内完成投资八十亿元。"
SECOND = "河东区的多晶硅项目已经完成厂房封顶，预计十月份投产，达产后年产值可达六十亿元，带动就业一千二百人。"
THIRD = "负责人表示，下一步将强化要素保障，建立项目专班，逐月调度进度，确保项目早日建成见效。"
SHORT = "西岭县将新建竹纤维生产线两条。"
LINES = [FIRST, SECOND, THIRD, SHORT]
ADVERT = '<i><a href="x">推广</a></i>'
TITLE = "全市工业提速"
MENU = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(10))
OTHERS = "".join(f'<li><a href="/n{i}">某县召开第{i}次工作会议部署下一步任务</a></li>' for i in range(10))
ROWS = "".join(f"<tr><td>{i}</td><td><p>光伏项目{i}</p></td><td>{i * 3}亿元</td></tr>" for i in range(1, 6))
TEASERS = "".join(
    f'<div><a href="/t{i}">某区举行项目推进会{i}</a><p>近日，某区举行推进会，听取第{i}组汇报，并作出安排。</p></div>'
    for i in range(5)
)


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def page(article, after=""):
    return (
        f"<html><head><title>{TITLE} - 门户</title></head><body><ul>{MENU}</ul><div class=m><h1>{TITLE}</h1>"
        f"<p>2024-03-05 来源：日报</p>{article}</div><div><h3>最新</h3><ul>{OTHERS}</ul></div>{after}"
        "<div>地址：人民路1号，电话：0800-1234567</div></body></html>"
    )


def labelled(source):
    document = document_from_bytes(source.encode(), "page.html")
    return [(document.text[block.start : block.end], block.label) for block in document.blocks]


def body(source):
    return [line for line, label in labelled(source) if label == "body"]


@pytest.mark.parametrize(
    "article",
    [
        paragraphs(LINES),
        "<br>".join(LINES),
        f"<pre>{chr(10).join(LINES)}</pre>",
        f"<ul>{''.join(f'<li>{line}</li>' for line in LINES)}</ul>",
        f"<table>{''.join(f'<tr><td>{line}</td></tr>' for line in LINES)}</table>",
        "".join(f"<table><tr><td>{line}</td></tr></table>" for line in LINES),
        f'<form name="f">{paragraphs(LINES)}</form>',
        f'<div class="has-sidebar share-wrap">{paragraphs(LINES)}</div>',
        f'<div style="display:none">{paragraphs(LINES)}</div>',
        f"<div class='x' hidden>{paragraphs(LINES)}</div>",
        f"<div style='visibility: hidden'>{paragraphs(LINES)}</div>",
        f"<textarea>{paragraphs(LINES)}</textarea>",
        f"<FONT SIZE=3>{''.join(f'<P>{line}' for line in LINES)}</FONT>",
        f"<div id=a>{paragraphs(LINES[:2])}</div><div id=b>{paragraphs(LINES[2:])}</div>",
        f"<div class=t>{paragraphs(LINES[:3])}</div><p>{SHORT}</p>",
        f"<div class=t>{paragraphs(LINES[:3])}</div>{ADVERT}<div class=t>{paragraphs(LINES[3:])}</div>",
        f"<div class=lead><p>{FIRST}</p></div><div class=t>{paragraphs(LINES[1:])}</div>",
        paragraphs(LINES).replace("项目", '<a href="x">项目</a>'),
    ],
)
def test_an_article_is_found_however_it_is_marked_up(article):
    assert body(page(article)) == [TITLE, *LINES]


def test_a_table_beside_the_text_is_body():
    rows = [f"{i}\t光伏项目{i}\t{i * 3}亿元" for i in range(1, 6)]
    assert body(page(f"<div>{paragraphs(LINES)}</div><table>{ROWS}</table>")) == [TITLE, *LINES, *rows]


@pytest.mark.parametrize(
    "around",
    [
        f'<div class="comments">{paragraphs(["希望项目早点建成，家门口就能上班！"] * 3)}</div>',
        f"<aside><p>{SHORT.replace('西岭', '北塘')}</p></aside>",
        f"<div>{TEASERS}</div>",
        f"<div class='hint' hidden><p>{SHORT.replace('西岭', '北塘')}</p></div>",
        f"<div style='visibility: hidden'><p>{SHORT.replace('西岭', '北塘')}</p></div>",
        f"<textarea><p>{SHORT.replace('西岭', '北塘')}</p></textarea>",
        "<p>免责声明：本文仅代表作者个人观点，与本网无关，请读者自行核实相关内容。</p>",
        "<p>本网站所有内容，凡转载须注明出处，违者将依法追究责任。</p>",
        '<p><a href="/next">下一篇：某区举行项目推进会，听取各部门工作汇报。</a></p>',
    ],
)
def test_what_stands_around_is_no_body(around):
    for source in (page(f"<div>{paragraphs(LINES)}</div>{around}"), page(paragraphs(LINES), around)):
        assert body(source) == [TITLE, *LINES]


def test_the_copy_for_telephones_is_a_repeat():
    source = page(f"<div>{paragraphs(LINES)}</div>", f"<div class=wap><h2>{TITLE}</h2>{paragraphs(LINES)}</div>")
    assert body(source) == [TITLE, *LINES]
    assert [line for line, label in labelled(source) if label == "repeat"] == LINES


def test_a_short_article_is_found_by_its_title():
    teasers = TEASERS.replace('<a href="', '<b title="').replace("</a>", "</b>")  # no links: scripts open them
    assert body(page(f"<div><p>{SECOND}</p></div>", f"<div>{teasers}</div>")) == [TITLE, SECOND]


def test_a_title_with_a_lead_of_its_own_does_not_hide_the_article():
    lead = f'<div class="head"><h1>{TITLE}</h1><p>{SHORT}</p></div>'
    remarks = "".join(f"<div><p>第{i}条意见：{THIRD}</p></div>" for i in range(2))
    found = body(f"<html><title>{TITLE}</title>{lead}<div>{paragraphs(LINES[:3])}</div><div>{remarks}</div></html>")
    assert found[:5] == [TITLE, SHORT, *LINES[:3]]


def test_teasers_longer_than_the_article_do_not_hide_it():
    stories = TEASERS.replace("作出安排。", f"作出安排。{THIRD}")
    source = f"<html><title>{TITLE}</title><div>{stories}</div><div><h1>{TITLE}</h1><p>{FIRST}</p></div></html>"
    assert body(source) == [TITLE, FIRST]


@pytest.mark.parametrize("link", ['<a href="x">{}</a>', '<a href="x"><div>{}</div>'])
def test_a_link_around_an_article_is_none(link):
    lines = [*LINES, f"与此同时，{FIRST}"]
    assert body(page(link.format(paragraphs(lines)))) == [TITLE, *lines]


def test_a_page_without_prose_has_no_outside():
    assert body("<html><p>光伏</p><p>茶叶</p></html>") == ["光伏", "茶叶"]


@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6, unique=True), st.integers(0, 3), st.integers(0, 3))
def test_depth_changes_nothing(lines, outer, inner):
    article = "<div>" * inner + paragraphs(lines) + "</div>" * inner
    source = "<div>" * outer + page(article) + "</div>" * outer
    assert body(f"<html>{source}") == [TITLE, *lines]
