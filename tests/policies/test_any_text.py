"""Whatever a notice says, it is read without a fault, and every term stands in the text."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.assemble.offers import offers_of
from sanjiang.documents.read import document_from_text
from sanjiang.library.regions import load_regions
from sanjiang.policies.asked import Asked
from sanjiang.policies.entitled import judge
from sanjiang.policies.schedule import calendar_of

PIECES = [
    "重庆市民",
    "乐山、武隆两地市民",
    "65周岁以上老人",
    "不满0岁",
    "外地游客",
    "凭身份证",
    "免票",
    "半价",
    "七五折",
    "零折",
    "优惠120%",
    "立减9999999999元",
    "2021年4月1日",
    "至",
    "9999年12月31日",
    "即日起",
    "次年2月29日",
    "每年2月29日至3月1日",
    "起为期一万年",
    "起为期99999999天",
    "激活后99999999天可用",
    "激活后第九百万亿天可用",
    "除外",
    "（法定节假日",
    "）",
    "每日限量",
    "零张",
    "99999999999999万张",
    "总量10万张",
    "游览峨眉山景区",
    "、",
    "，",
    "。",
    "；",
    "\n",
    "优惠时间：",
    "优惠对象：",
    "激活后第九百天可用",
    "激活后次日生效",
    "首次购票",
    "身份证前四位为9999",
    "同等优惠",
    "互游",
    "对方",
    "两地景区",
    "国庆节期间",
    "本市居民",
    "每周一闭园",
    "（遇法定节假日顺延）",
    "周六至周二",
    "每月最后一个周日",
    "每月31日",
    "前后各九天",
    "下列人员免票：",
    "1名陪同人员",
    "川渝滇黔居民",
    "湘籍游客",
    "身高1.2米以下",
    "属龙的游客",
    "17:30后入园",
    "中秋、国庆期间",
    "峨眉山景区除外",
    "二、半价对象",
]
NOTICES = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@settings(max_examples=200)
@given(NOTICES, st.sampled_from(["2021年3月1日", "9998年12月31日", ""]))
def test_any_notice_is_read_and_asked(body, day):
    document = document_from_text(f"门票优惠公告\n{day}\n来源：乐山市文旅局\n\n{body}\n", "a.txt")
    regions = load_regions()
    policies, faults = offers_of(document, regions.find("乐山"), (), regions)
    for policy in policies:
        assert all(document.text[e.start : e.end] == e.quote for e in policy.evidence)
        assert policy.to_json()["evidence"]
        for asked in (date.min, date(2024, 2, 29), date.max):
            assert judge(policy, Asked(asked, regions.find("武隆"), activated=asked), regions).findings
            assert calendar_of([policy], asked, 3660)
    assert all(str(fault).count(" — ") == 2 for fault in faults)
