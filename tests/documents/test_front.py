from datetime import date

import pytest

from sanjiang.documents import document_from_text

PROSE = "当前，某市正加快建设产业园区，总投资三十亿元的光伏项目已经在2018年7月14日建成投产。"


def read(*lines, name="a.txt"):
    return document_from_text("\n".join(lines), name)


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2021年04月27日 14时41分", date(2021, 4, 27)),
        ("发布时间：2011-03-29", date(2011, 3, 29)),
        ("2011-08-17", date(2011, 8, 17)),
        ("2011/8/7 10:00", date(2011, 8, 7)),
        ("２０１１．８．１７", date(2011, 8, 17)),
        ("[查看原文](https://news.example.cn/2023/02/04/V23.shtml)", date(2023, 2, 4)),
        ("https://www.example.cn/xw/202104/t20210427_123.html", date(2021, 4, 27)),
        ("某报5月6日讯", None),
        ("某报2019年5月6日讯 记者从某局获悉，去年全市工业投资增长了百分之十二，增速居全省第三位。", date(2019, 5, 6)),
        ("Published 2 November 2021", date(2021, 11, 2)),
        ("Posted on Nov. 2, 2021", date(2021, 11, 2)),
        ("Posted on 17/05/2023", date(2023, 5, 17)),
        ("Posted on 05/17/2023", date(2023, 5, 17)),
        ("Posted on 02/11/2021", None),
        ("发布时间：2011-02-30", None),
        ("发布时间：1949-10-01", None),
        ("发布时间：20110-03-29", None),
        ("今天是2024年5月1日 星期三", None),
        ("2020年6月1日起施行", None),
        ("电话：2011-03-2912", None),
    ],
)
def test_published(line, published):
    assert read("产业合作赢未来", line, PROSE).published == published


def test_the_first_date_counts():
    assert read("标题", PROSE, "2019-05-06", "更新时间：2019-05-08").published == date(2019, 5, 6)


def test_on_a_page_the_day_below_the_title_counts():
    page = f"<html><title>标题四字</title><ul><li>注册：2009-07-01</ul><h1>标题四字</h1><p>2019-05-06</p><p>{PROSE}</p>"
    assert read(page, name="a.html").published == date(2019, 5, 6)


def test_prose_and_lines_far_below_do_not_date_the_document():
    assert read("标题", PROSE).published is None
    assert read("标题", *[f"第{i}条：建设" for i in range(20)], "2018年7月14日，项目开工").published is None
    assert read("标题", *[f"第{i}条：建设" for i in range(20)], "2018年7月14日").published == date(2018, 7, 14)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源: 某某市府", "某某市府"),
        ("2019-05-06 08:00 信息来源：市经信局　浏览：3", "市经信局"),
        ("作者：张某 来源：某某日报 【字体：大 中 小】", "某某日报"),
        ("信息来源：市经信局浏览次数：3", "市经信局"),
        ("来源：", None),
        ("图片来源：某某社", None),
        ("资金来源：企业自筹", None),
    ],
)
def test_source(line, source):
    assert read("标题", line, PROSE).source == source


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["• 微信", "2019-05-06", "产业合作赢未来", PROSE], "产业合作赢未来"),
        (["### 某市：不断增强发展新动能", PROSE], "某市：不断增强发展新动能"),
        (["投资１２０亿", PROSE], "投资１２０亿"),
        ([PROSE], None),
        (["• 微信", "2019-05-06"], None),
    ],
)
def test_title_of_a_text(lines, title):
    assert read(*lines).title == title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>产业合作赢未来_某某市人民政府</title><h1>产业合作赢未来</h1>", "产业合作赢未来"),
        ("<title>产业合作赢未来 - 某某网</title><h2>产业合作赢未来</h2>", "产业合作赢未来"),
        ("<title>产业合作赢未来-某某日报</title><h1>某某日报</h1><p>产业合作赢未来</p>", "产业合作赢未来"),
        ("<title>某某市人民政府</title><h1>产业合作赢未来</h1>", "产业合作赢未来"),
        ("<h1>产业合作赢未来</h1>", "产业合作赢未来"),
        ("<p>产业合作赢未来</p>", "产业合作赢未来"),
    ],
)
def test_title_of_a_page(head, title):
    assert read(head, f"<p>{PROSE}</p>", name="a.html").title == title
