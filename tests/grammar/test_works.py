"""Works told in the many ways of the genre: whose they are, how much of what, for how much money, where, how far."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.documents import document_from_text
from sanjiang.grammar import works as reading
from sanjiang.grammar.reader import read_statements
from sanjiang.library.processes import load_chains
from sanjiang.library.regions import load_regions

PUBLISHED = date(2012, 6, 1)


def works(text):
    document = replace(document_from_text(text, "x"), published=PUBLISHED)
    said = (s.to_json() for s in read_statements(document, load_regions(), load_chains()).statements)
    return [shown(s) for s in said if s["kind"] == "project"]


def shown(statement):
    amounts = {k: statement[k]["as_written"] for k in ("capacity", "investment") if k in statement}
    place = {"place": statement["place"]["name"]} if "place" in statement else {}
    return {**{k: statement[k] for k in FIELDS if k in statement}, **amounts, **place}


FIELDS = ("name", "organisation", "product", "stage", "phase")

TOLD = [
    (
        "富江集团投资10亿美元在郑州建设的手机生产基地昨日正式开工。",
        {"organisation": "富江集团", "investment": "10亿美元", "stage": "under_construction", "place": "郑州"},
    ),
    (
        "投资30亿元为新能源汽车配套的青禾电池项目即将投产。",
        {"name": "青禾电池项目", "investment": "30亿元", "product": "电池"},
    ),
    (
        "总投资2亿元的远山电池项目落户苏州高新区。",
        {"name": "远山电池项目", "investment": "2亿元", "stage": "signed", "place": "苏州高新区"},
    ),
    (
        "9月8日,临河钾盐公司年产10万吨硫酸钾项目在若羌县罗布泊镇竣工投产。",
        {"organisation": "临河钾盐公司", "capacity": "年产10万吨", "stage": "operating", "place": "若羌县罗布泊镇"},
    ),
    (
        "青禾牧业在聊城投资1.2亿元建设的年屠宰3000万只肉鸡加工厂开工。",
        {"organisation": "青禾牧业", "investment": "1.2亿元", "capacity": "年屠宰3000万只", "place": "聊城"},
    ),
    (
        "由远山集团投资、总装机容量达10兆瓦的敦煌光伏电站日前并网发电。",
        {"name": "敦煌光伏电站", "capacity": "10兆瓦", "stage": "operating"},
    ),
    ("西岗区黄金湾度假中心计划总投资200亿元。", {"name": "西岗区黄金湾度假中心", "investment": "200亿元"}),
    ("云南省文山州临河港日前动工。", {"name": "云南省文山州临河港", "stage": "under_construction"}),
    ("临河市第二水厂投资5500万元，日供水3万吨。", {"name": "临河市第二水厂", "investment": "5500万元"}),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_one_works(text, expected):
    (project,) = works(text)
    assert expected.items() <= project.items()


def test_a_list_in_which_each_has_its_owner_and_money_before_it():
    told = works(
        "签约的项目有:由远山公司投资1.3亿元的广元宝石精深加工、由青禾家居有限公司总投资10.3亿元的广元装饰材料产业园、"
        "由临河材料有限公司总投资1.16亿元的广元年产5万吨铝合金锭生产3个产业项目。"
    )
    assert [(w["organisation"], w["investment"]) for w in told] == [
        ("远山公司", "1.3亿元"),
        ("青禾家居有限公司", "10.3亿元"),
        ("临河材料有限公司", "1.16亿元"),
    ]
    assert told[2]["capacity"] == "年产5万吨"


def test_a_list_in_which_only_money_stands_before_each():
    told = works(
        "开工的有:总投资2亿元远山塑业技改工程、投资8亿元临河市出口企业培育基地、投资1.2亿元年产1300条货柜生产项目。"
    )
    assert [(w["name"], w["investment"]) for w in told] == [
        ("远山塑业技改工程", "2亿元"),
        ("临河市出口企业培育基地", "8亿元"),
        ("年产1300条货柜生产项目", "1.2亿元"),
    ]


def test_phases_with_their_money_and_lists_joined_by_a_plus():
    told = works(
        "远山半导体材料有限公司年产20万吨高纯晶硅项目,总投资250亿元,分两期建设。"
        "一期投资150亿元建设年产10万吨高纯晶硅生产线+12.5万吨工业硅生产线;二期投资100亿元建设年产10万吨高纯晶硅生产线。"
    )
    assert [(w.get("phase"), w["capacity"], w.get("investment")) for w in told] == [
        (None, "年产20万吨", "250亿元"),
        ("一期", "年产10万吨", "150亿元"),
        ("一期", "12.5万吨", None),
        ("二期", "年产10万吨", "100亿元"),
    ]
    assert {w["organisation"] for w in told} == {"远山半导体材料有限公司"}


def test_phases_that_only_figures_tell_of_take_owner_and_product_from_their_whole():
    told = works(
        "远山国际集团铜杆加工项目总投资约60亿元。一期投资约40亿元,年产光亮铜杆25万吨;二期投资约20亿元,年产精密铜箔10万吨。"
    )
    assert [(w.get("phase"), w["investment"], w.get("capacity")) for w in told] == [
        (None, "60亿元", None),
        ("一期", "40亿元", "25万吨"),
        ("二期", "20亿元", "10万吨"),
    ]
    assert [w["product"] for w in told[1:]] == ["光亮铜杆", "精密铜箔"]


def test_a_works_before_a_phase_is_its_whole_and_no_owner():
    told = works("临河温泉旅游度假区一期工程日前动工。度假区计划总投资30亿元,一期投资3.8亿元。")
    assert [(w["name"], w["investment"]) for w in told] == [
        ("临河温泉旅游度假区一期工程", "3.8亿元"),
        ("临河温泉旅游度假区", "30亿元"),
    ]
    assert all("organisation" not in w for w in told)


def test_the_next_paragraph_goes_on_about_the_project():
    told = works("17日,年产3万吨白酒项目在临河开工。\n据了解,项目占地538亩,计划投资11.8亿元。")
    assert [(w["capacity"], w["investment"]) for w in told] == [("年产3万吨", "11.8亿元")]


def test_a_form_tells_of_one_project_line_by_line():
    told = works(
        "项目名称：年产600吨聚丙烯项目\n建设单位：临河生物科技有限公司\n建设地点：张掖市高台县工业园\n总投资：5000万元\n工期：12个月"
    )
    assert told == [
        {
            "name": "年产600吨聚丙烯项目",
            "organisation": "临河生物科技有限公司",
            "product": "聚丙烯",
            "capacity": "年产600吨",
            "investment": "5000万元",
            "place": "张掖市高台县工业园",
        }
    ]


def test_a_title_tells_what_it_reports_and_whose_it_is():
    (told,) = works("远山股份:拟投资10亿元建设工程塑料项目\n公司拟在绍兴市柯桥区建设工程塑料项目。")
    assert told["organisation"] == "远山股份"
    signed = works("临河签约三个纺织项目\n县里昨日介绍了情况。\n青禾纺织年产5万吨棉纱项目占地100亩。")
    assert [w["stage"] for w in signed] == ["signed"]


@pytest.mark.parametrize(
    "text",
    [
        "各级各部门要牢固树立抓项目就是抓发展的理念。",
        "推动一批好项目大项目落地见效。",
        "县委常委周某等参加现场签约的6个项目活动。",
        "现代装备制造项目，开复工23个，完成投资89.8亿元。",
        "续建项目61个，完成投资113亿元。",
        "按照项目生产性投资的20%给予补贴。",
        "对新建1000立方米以上冷库的，按每立方米200元给予补助。",
        "总装车间正在加紧建设。",
    ],
)
def test_no_works(text):
    assert works(text) == []


def test_a_contractor_owns_nothing():
    (told,) = works("临河工程公司承建的75万吨电石项目在阿拉尔开工。")
    assert "organisation" not in told


def test_a_kind_of_product_is_no_owner():
    (told,) = works("改性特种塑料年产5万吨项目开工。")
    assert told.get("organisation") is None


@pytest.mark.parametrize(
    "text",
    [
        "确保青禾公司10万吨硼酸、临河化工5万吨电石等6个项目年内建成投产。",
        "力争远山木业年产3万张板材项目竣工投产。",
        "青禾化工年产5万吨电石项目可全部建成投产。",
        "青禾化工年产5万吨电石项目定于10月投产。",
        "青禾化工年产5万吨电石项目明年6月竣工投产。",
        "力争到2015年，建成年产5万吨的电石生产线。",
    ],
)
def test_an_aim_or_a_day_to_come_is_no_running(text):
    assert all(w.get("stage") != "operating" for w in works(text))


def test_a_start_put_off_is_no_start():
    (told,) = works("因供电紧张，青禾化工年产5万吨电石项目推迟开工。")
    assert told["stage"] == "planned"


def test_parts_of_the_project_at_hand_are_none_of_their_own():
    text = "青禾化工年产5万吨电石项目开工。该项目厂区围墙、周边道路和雨排工程同时开工。项目精煮车间、蒸馏车间已建成。"
    assert [w["name"] for w in works(text)] == ["青禾化工年产5万吨电石项目"]


def test_a_list_of_uses_is_no_list_of_parks():
    text = "青禾产业园项目总投资10亿元，将建设成为集农业生产、加工、销售、观光于一体的现代农业产业园。"
    assert [w["name"] for w in works(text)] == ["青禾产业园项目"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1. 青禾食品产业园项目：该项目总投资5亿元。", "青禾食品产业园项目"),
        ("除青禾电容器项目外，远山纺织年产5万吨棉纱项目已开工。", "远山纺织年产5万吨棉纱项目"),
        ("重点抓好青禾化工5万吨电石项目，已开工建设。", "青禾化工5万吨电石项目"),
        ("青禾肉类精深加工基地建设项目，总投资3亿元，已开工。", "青禾肉类精深加工基地建设项目"),
    ],
)
def test_a_name_begins_behind_what_introduces_it(text, name):
    assert name in [w["name"] for w in works(text)]


def test_an_amount_told_before_a_product():
    (told,) = works("年产9.5万吨的蔗渣纸浆生产项目已在调风镇开工。")
    assert (told["capacity"], told["product"]) == ("年产9.5万吨", "蔗渣纸浆")
    assert "organisation" not in told


def test_a_firm_s_project_without_a_name():
    text = "青禾制药有限公司项目，总投资10亿元，占地277亩；远山航空科技有限公司项目，总投资12亿元，占地452亩。"
    assert [(w["organisation"], w["investment"]) for w in works(text)] == [
        ("青禾制药有限公司", "10亿元"),
        ("远山航空科技有限公司", "12亿元"),
    ]


def test_what_was_spent_so_far_is_not_what_a_works_costs():
    (told,) = works("青禾化工年产5万吨电石项目已开工，今年已完成投资3326万元。")
    assert "investment" not in told


def test_the_amount_that_a_project_will_make_is_its_own():
    (told,) = works("青禾食用菌工厂化示范基地项目，总投资3.2亿元，已开工，建成后可日产杏鲍菇120吨。")
    assert told["capacity"] == "120吨"


@pytest.mark.parametrize(
    "text",
    [
        "郑州两大招商引资项目签约。",
        "临河市云签约项目14个，总投资36亿元。",
        "郑州第三季度重大项目集中开工。",
        "正在进行蓄水池等主体工程施工。",
    ],
)
def test_a_class_of_projects_is_no_works(text):
    assert works(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "投资2.3亿元、日处理污水5万吨的城东污水处理厂投入运行。",
            {"name": "城东污水处理厂", "capacity": "5万吨", "investment": "2.3亿元", "stage": "operating"},
        ),
        (
            "总投资约1.5亿元，年产量5万吨的青禾钢结构生产项目一期已投产，二期工程正在加紧建设。",
            {
                "name": "青禾钢结构生产项目一期",
                "capacity": "年产量5万吨",
                "investment": "1.5亿元",
                "stage": "operating",
            },
        ),
        ("总长86公里的青远高速公路建成通车。", {"name": "青远高速公路", "stage": "operating"}),
        ("远山纺织新上的5万锭紧密纺项目，正在安装调试。", {"organisation": "远山纺织", "capacity": "5万锭"}),
    ],
)
def test_attributes_before_a_works_are_its_own(text, told):
    first = works(text)[0]
    assert told.items() <= first.items()


def test_one_firm_s_works_is_not_another_s():
    text = "青禾集团投资8亿元建设的年产30万吨精炼铝项目已完工。由远山国际投资3000万美元兴建的生物柴油项目已签订合同。"
    assert [w.get("organisation") for w in works(text)] == ["青禾集团", "远山国际"]


def test_names_nobody_where_the_owner_is_not_told():
    text = "青禾水产设备有限公司搬迁扩建项目，投资总额2500万元；年产5万吨的复合肥项目已开工。"
    assert [w.get("organisation") for w in works(text)] == ["青禾水产设备有限公司", None]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("远山电投集团湖北电力有限公司年产5万吨电石项目开工。", "远山电投集团湖北电力有限公司"),
        ("日前，对江苏联合水泥有限公司年产100万吨水泥熟料生产线项目进行了竣工验收。", "江苏联合水泥有限公司"),
        ("公司全资子公司青禾新材料有限公司拟投资建设年产12万吨陶瓷项目。", "青禾新材料有限公司"),
        ("重点抓好青禾公司年产5万吨电石项目建设。", "青禾公司"),
    ],
)
def test_a_firm_s_whole_name(text, owner):
    assert works(text)[0]["organisation"] == owner


def test_what_a_project_builds_is_its_own():
    (told,) = works("青禾保温材料项目正式动工。该项目占地35亩，拟投资3.1亿元，建设年产3万吨岩棉生产线2条。")
    assert (told["name"], told["capacity"], told["investment"]) == ("青禾保温材料项目", "年产3万吨", "3.1亿元")


def test_money_of_the_whole_is_not_its_phase_s():
    text = "青禾纺织品有限责任公司计划在郑州总投资6000万元，投资项目分两期推进，其中一期工程投资3500万元，已开工。"
    assert [(w.get("phase"), w["investment"]) for w in works(text)] == [(None, "6000万元"), ("一期", "3500万元")]


def test_a_builder_told_later_owns_what_its_name_seemed_to():
    text = "盘山半导体封测项目封顶\n县里昨日发布。\n盘山半导体封测项目由青禾科技有限公司控股，总投资30亿元。"
    (told,) = works(text)
    assert told["organisation"] == "青禾科技有限公司"


def test_a_title_s_progress_is_not_that_of_works_told_far_below():
    far = "该公司成立多年，产品销往各地，质量稳定。" * 30
    text = f"青禾纺织项目开工\n昨日，青禾纺织年产5万吨棉纱项目动工。\n{far}\n远山食品年屠宰100万头生猪项目也在谋划。"
    assert [w.get("stage") for w in works(text)][-1] != "under_construction"


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("青远铁路全长210公里，总投资98亿元。", "98亿元"),
        ("去年，青禾公司投资6000万元新建一座万头奶牛牧场。", "6000万元"),
    ],
)
def test_what_is_told_of_a_works_by_its_length_or_its_money(text, money):
    (told,) = works(text)
    assert told["investment"] == money


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "粤东大湾区（广东·惠州）绿色蔬菜供应基地今天在惠州市博罗县泰美镇动工。基地总投资约50亿元。",
            {"stage": "under_construction", "investment": "50亿元"},
        ),
        ("郑州港日前动工。项目总投资12亿元，分两期建设。", {"stage": "under_construction", "investment": "12亿元"}),
        (
            "四个项目分别是：青禾公司拟投9.6亿元，新增年出栏生猪100万头；远山公司投资4亿元。",
            {"organisation": "青禾公司", "investment": "9.6亿元"},
        ),
    ],
)
def test_a_works_told_by_when_and_where_it_starts(text, told):
    assert told.items() <= works(text)[0].items()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "新引进项目中包括计划总投资50亿元的青禾能源公司风电场开发项目，已签约。",
            {"name": "青禾能源公司风电场开发项目", "organisation": "青禾能源公司", "investment": "50亿元"},
        ),
        ("青禾化工还将建设30万吨/年乙二醇项目。", {"organisation": "青禾化工", "stage": "planned"}),
        ("一行还到青禾公司年产80万吨尿素项目查看投产情况。", {"name": "青禾公司年产80万吨尿素项目"}),
        ("临河水泥厂日产1000吨水泥生产线已拆除。", {"stage": "cancelled"}),
        ("青禾化工20万吨/年醋酸乙烯装置一次开车成功。", {"stage": "operating"}),
    ],
)
def test_works_in_running_text(text, told):
    assert told.items() <= works(text)[0].items()


def test_money_spent_so_far_is_no_total():
    assert all("investment" not in w for w in works("青禾年产5万吨柠檬酸扩产项目已投资1.2亿元，占计划的60%。"))


def test_a_firm_that_shares_its_name_with_a_place_does_not_own_all():
    text = "青禾新区规划\n加快建设临水湖国际会议中心、远山康养小镇项目、临河文创项目。\n支持青禾集团做大做强。"
    assert all("organisation" not in w for w in works(text))


def test_what_runs_of_a_project_is_its_phases_or_a_part_of_it():
    (phase,) = works("青禾硅材料公司40GW单晶硅一期项目建成投产20GW。")
    assert (phase["phase"], phase["capacity"], phase["stage"]) == ("一期", "20GW", "operating")
    (whole,) = works("青禾硅材料公司年产40GW单晶硅项目已投产20GW。")
    assert (whole["capacity"], whole["stage"]) == ("年产40GW", "partly_operating")
    (full,) = works("青禾硅材料公司年产40GW单晶硅项目已建成投产，年产值20亿元。")
    assert (full["capacity"], full["stage"]) == ("年产40GW", "operating")


PIECES = re.findall(
    r"\S+",
    "年产 10万吨 2万辆 多晶硅 一期 二期 项目 工程 基地 水库 生产线 富江集团 青禾电池 某地 乐山 在 的 等 、 和 "
    "， ； 总投资3亿元 投资2亿元建设的 占地500亩 日处理 产能 达 主要建设内容为 该项目 新建 已建成投产 年底前开工 "
    "2020年5月 两座",
)


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=12).map("".join))
def test_what_is_passed_over_would_have_come_to_nothing(sentence):
    passed_over = works(sentence)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_is_none", lambda *_: False)
        assert works(sentence) == passed_over
