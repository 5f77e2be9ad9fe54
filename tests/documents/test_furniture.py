import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents.furniture import is_furniture, is_long_sentence, menu_items, opens_links
from sanjiang.documents.lines import half_width


def half_lines(text):
    return [line.strip() for line in half_width(text).strip().splitlines()]


FURNITURE = """
某公司年产10万吨多晶硅项目…………………………3
一、总体要求 ........ 12
第二章 主要任务 . . . . . . . . 5
  • 微信
手机版  电脑版
微信 微博 客户端
打印 | 关闭
【打印本页】 【关闭窗口】
【字体：大 中 小】
字体：
分享到：
扫一扫在手机打开当前页
责任编辑：王某
（编辑：李某）
责任编辑 王某
作者：张某　　来源：某某日报
来源： 某某市人民政府网
信息来源：市经济和信息化局
稿源：某某新闻网
发布时间：2019-05-06
发布人：-
发布日期 2019年5月6日
更新时间：2019/05/06 08:30
时间：2019年5月6日　来源：某某日报　点击数：356
https://news.example.cn/a.shtml 2019-05-06 10:11:12
Published 2 November 2021
某某日报 2019-05-06 10:11
图为项目建设现场。
Posted on Nov 2, 2021
2019年05月06日 14时41分
2019-05-06
2019-05-06 14:41:02  来源：某某日报  浏览次数：123
２０１９年５月６日
2019-05-06 09:12 某某发布
浏览次数：1024
索引号：008000/2019-00012
主办单位：某某市人民政府办公室
运行维护单位：某某通信公司
蜀ICP备05012345号-1
版权所有 某某市人民政府 网站标识码：5100000000
Copyright © 2001-2019 All Rights Reserved
网站地图
相关链接
上一篇：某某县召开经济工作会议
下一篇：没有了
当前位置：首页 > 新闻中心 > 部门动态
您现在的位置： 首页 >> 政务公开
首页 > 新闻 > 正文
首页 走进本市 政务公开 办事服务
[查看原文](https://news.example.cn/2019/05/06/a.shtml)
阅读原文
https://news.example.cn/2019/05/06/a.shtml
诚信企业名录；http://www.example.cn/list.jsp
————————
***
"""

BODY = """
某公司年产10万吨……20
区间为1...3
乐山:产业合作赢未来
携手共进建“走廊”
微信小程序产业园开园
客户端下载量突破100万
来源地结构进一步优化
编辑部设在市经济和信息化局
2019年5月6日，项目开工
2019-05-06 项目开工
时间：2019年5月6日
版权所有权登记30项
打印机产业园一期
主办单位增至12家
一、新材料产业
（一）光伏发电
多晶硅10万吨
建设地点：五通桥区
记者：今年有几条生产线投产？
Growers sell tea at home and by post.
投资额：3亿元
25
-5.3%
某公司官方网站设有专栏介绍项目的进展情况 https://www.example.cn/
见https://www.example.cn/。
"""


@pytest.mark.parametrize("line", half_lines(FURNITURE))
def test_furniture(line):
    assert is_furniture(line) or opens_links(line)


@pytest.mark.parametrize("line", half_lines(BODY))
def test_body(line):
    assert not is_furniture(line)
    assert not opens_links(line)


@pytest.mark.parametrize("line", half_lines(FURNITURE))
def test_prose_is_body_whatever_words_it_holds(line):
    prose = f"{line},这家企业去年在园区建成了年产十万吨的生产线,今年还要继续扩大产能。"
    assert is_long_sentence(prose)
    assert not is_furniture(prose)


def test_long_sentence_may_end_in_a_quotation():
    assert is_long_sentence("负责人表示：“去年我们在园区建成了年产十万吨的生产线，今年还要扩大。”")
    assert not is_long_sentence("去年我们在园区建成了年产十万吨的生产线，今年还要扩大产能")
    assert not is_long_sentence("去年建成。")


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("新闻中心 | 政务公开 | 互动交流", 3),
        ("走进本市 新闻中心 政务公开 互动交流", 4),
        ("产业合作 赢未来", 0),
        ("Growers sell tea at home", 0),
        ("News Sport Weather Jobs", 4),
        ("永祥股份 | 多晶硅 | 10万吨", 0),
        ("| 企业 | 产品 | 阶段 |", 0),
        ("企业\t产品\t阶段\t地点", 0),
    ],
)
def test_menu_items(line, items):
    assert menu_items(line) == items


@given(st.text("微信来源打印首页:>|[]() \t12-年月日。.©•…", max_size=80).map(str.strip))
def test_any_line_gets_an_answer(line):
    assert is_furniture(line) in (True, False)
    assert not (is_furniture(line) and is_long_sentence(line))
