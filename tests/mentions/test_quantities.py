import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.numbers import plain
from sanjiang.mentions.quantities import QuantityFinder
from sanjiang.mentions.unit_words import unit_words

TRUTH = Path(__file__).parents[2] / "../shared/truth"


def quantities(text):
    return [m.value for m in QuantityFinder().find(text)]


def one(text):
    (quantity,) = quantities(text)
    return quantity


AMOUNTS = [
    ("新建10万吨颗粒硅装置", "10万吨", 100_000, "t"),
    ("形成24GW拉棒产能", "24GW", 24, "GW"),
    ("首批600MW已经并网", "600MW", 600, "MW"),
    ("扩建1.3GW电池车间", "1.3GW", 1.3, "GW"),
    ("容量３．７ＧＷ", "３．７ＧＷ", 3.7, "GW"),
    ("风电场装机2万千瓦", "2万千瓦", 20_000, "kW"),
    ("装机4．95万千瓦", "4．95万千瓦", 49_500, "kW"),
    ("装机150兆瓦", "150兆瓦", 150, "MW"),
    ("规划3吉瓦", "3吉瓦", 3, "GW"),
    ("出力30万KW", "30万KW", 300_000, "kW"),
    ("两台机组2×34万千瓦", "2×34万千瓦", 680_000, "kW"),
    ("千万千瓦级风电基地", "千万千瓦", 10_000_000, "kW"),
    ("储能3.2GWh", "3.2GWh", 3.2, "GWh"),
    ("上网电量3712万千瓦时", "3712万千瓦时", 37_120_000, "kWh"),
    ("用电15亿度", "15亿度", 1_500_000_000, "kWh"),
    ("金额达62.98亿元", "62.98亿元", 6_298_000_000, "CNY"),
    ("贷款１２０亿元", "１２０亿元", 12_000_000_000, "CNY"),
    ("税收1,123万元", "1,123万元", 11_230_000, "CNY"),
    ("投入两千五百万元", "两千五百万元", 25_000_000, "CNY"),
    ("募资8亿元人民币", "8亿元人民币", 800_000_000, "CNY"),
    ("出资人民币50亿元", "人民币50亿元", 5_000_000_000, "CNY"),
    ("外资12.1亿美元", "12.1亿美元", 1_210_000_000, "USD"),
    ("折合3000万欧元", "3000万欧元", 30_000_000, "EUR"),
    ("每股1.95港元", "1.95港元", 1.95, "HKD"),
    ("借款100亿日元", "100亿日元", 10_000_000_000, "JPY"),
    ("公斤级样品20公斤", "20公斤", 20, "kg"),
    ("三斤半", "三斤半", 1.75, "kg"),
    ("茶园64万亩", "64万亩", 640_000, "mu"),
    ("征地292.88公顷", "292.88公顷", 292.88, "ha"),
    ("厂房8.1万平方米", "8.1万平方米", 81_000, "m2"),
    ("园区12平方公里", "12平方公里", 12, "km2"),
    ("距机场28公里", "28公里", 28, "km"),
    ("水头261.8米", "261.8米", 261.8, "m"),
    ("库容2468万立方米", "2468万立方米", 24_680_000, "m3"),
    ("占全省的12%", "12%", 0.12, "ratio"),
    ("占比５．５％", "５．５％", 0.055, "ratio"),
    ("提高百分之十二", "百分之十二", 0.12, "ratio"),
    ("占三分之一", "三分之一", 1 / 3, "ratio"),
    ("门票“五折”", "五折", 0.5, "ratio"),
    ("按8.5折结算", "8.5折", 0.85, "ratio"),
    ("凭证九五折", "九五折", 0.95, "ratio"),
    ("占比七成", "七成", 0.7, "ratio"),
    ("占比三成五。", "三成五", 0.35, "ratio"),
    ("让利半成", "半成", 0.05, "ratio"),
    ("打对折", "对折", 0.5, "ratio"),
    ("打半折", "半折", 0.5, "ratio"),
    ("占百 分 之 五 十 二", "百 分 之 五 十 二", 0.52, "ratio"),
    ("回落千分之2.4", "千分之2.4", 0.0024, "ratio"),
    ("占万分之肆", "万分之肆", 0.0004, "ratio"),
    ("增长12k个百分点", "12k个百分点", 120, "ratio"),
    ("按六 点 五 折", "六 点 五 折", 0.65, "ratio"),
    ("新增１，１２３户", "１，１２３户", 1123, "户"),
    ("某市投资１２０亿建设新区", "１２０亿", 12_000_000_000, "CNY"),
    ("某厂50亿投资落户", "50亿", 5_000_000_000, "CNY"),
    ("收入500万。", "500万", 5_000_000, "CNY"),
    ("吸引资金三十亿", "三十亿", 3_000_000_000, "CNY"),
    ("收窄2个百分点", "2个百分点", 0.02, "ratio"),
    ("产值是五年前的30倍", "30倍", 30, "倍"),
    ("签约项目12个", "12个", 12, "个"),
    ("二十项具体任务", "二十项", 20, "项"),
    ("闸阀500台", "500台", 500, "台"),
    ("设备10台（套）", "10台（套）", 10, "台套"),
    ("产能36万辆", "36万辆", 360_000, "辆"),
    ("入驻企业55户", "55户", 55, "户"),
    ("员工12万人", "12万人", 120_000, "人"),
    ("接待300万人次", "300万人次", 3_000_000, "人次"),
    ("减少3道环节", "3道", 3, "道"),
    ("与武隆、大足等6区合作", "6区", 6, "区"),
    ("整治泵站等20处", "20处", 20, "处"),
    ("租期12个月", "12个月", 12, "month"),
    ("免租三年", "三年", 3, "a"),
    ("经营期20年", "20年", 20, "a"),
    ("三年半见效", "三年半", 3.5, "a"),
    ("生产PVC10万吨", "10万吨", 100_000, "t"),
    ("定价五元三毛", "五元三毛", 5.3, "CNY"),
    ("产能 5\u00a0万 吨", "5\u00a0万 吨", 50_000, "t"),
    ("温控2300小时", "2300小时", 2300, "h"),
]


@pytest.mark.parametrize(("text", "written", "value", "unit"), AMOUNTS)
def test_amount_is_scaled_to_its_unit(text, written, value, unit):
    quantity = [q for q in quantities(text) if q.as_written == written]
    assert [(q.value, q.unit, q.per, q.about) for q in quantity] == [
        (pytest.approx(value, rel=1e-15), unit, None, None)
    ]


RANGES = [
    ("交易额200亿—250亿元", "200亿—250亿元", [2e10, 2.5e10], "CNY"),
    ("交易额200—250亿元", "200—250亿元", [2e10, 2.5e10], "CNY"),
    ("租金140—160元", "140—160元", [140, 160], "CNY"),
    ("月薪8000～1.2万元", "8000～1.2万元", [8000, 12000], "CNY"),
    ("规划2～3个园区", "2～3个", [2, 3], "个"),
    ("培育3至5家公司", "3至5家", [3, 5], "家"),
    ("直径600-800毫米", "600-800毫米", [600, 800], "mm"),
    ("日照2300－3300小时", "2300－3300小时", [2300, 3300], "h"),
    ("增速3%-5%", "3%-5%", [0.03, 0.05], "ratio"),
    ("免租6—12个月", "6—12个月", [6, 12], "month"),
    ("单产100吨~1万吨", "100吨~1万吨", [100, 10000], "t"),
]


@pytest.mark.parametrize(("text", "written", "value", "unit"), RANGES)
def test_range_keeps_both_ends(text, written, value, unit):
    quantity = one(text)
    assert (quantity.as_written, quantity.value, quantity.unit) == (written, pytest.approx(value), unit)


RATES = [
    ("可年产4.5万吨精矿", "年产4.5万吨", 45_000, "t", "a"),
    ("年产量16万吨", "年产量16万吨", 160_000, "t", "a"),
    ("投产后年销售收入3000万元", "年销售收入3000万元", 3e7, "CNY", "a"),
    ("日处理5000吨垃圾", "日处理5000吨", 5000, "t", "d"),
    ("月产2万件", "月产2万件", 20_000, "件", "month"),
    ("每天8000人次", "每天8000人次", 8000, "人次", "d"),
    ("实现每年70亿的销售额", "每年70亿", 7_000_000_000, "CNY", "a"),
    ("工厂由48万台/年起步", "48万台/年", 480_000, "台", "a"),
    ("能力3万吨/天", "3万吨/天", 30_000, "t", "d"),
    ("补助2000元/亩", "2000元/亩", 2000, "CNY/mu", None),
    ("单产500公斤/亩", "500公斤/亩", 500, "kg/mu", None),
    ("收购价12元/斤", "12元/斤", 24, "CNY/kg", None),
    ("电价0.75元/度", "0.75元/度", 0.75, "CNY/kWh", None),
    ("每公斤25美元", "每公斤25美元", 25, "USD/kg", None),
    ("租金每平方米每年140元", "每平方米每年140元", 140, "CNY/m2", "a"),
    ("2019年产量5000吨", "5000吨", 5000, "t", None),
    ("今年产10万吨", "10万吨", 100_000, "t", None),
    ("6月产3万台", "3万台", 30_000, "台", None),
]


@pytest.mark.parametrize(("text", "written", "value", "unit", "per"), RATES)
def test_rate_keeps_the_time_it_is_per(text, written, value, unit, per):
    quantity = one(text)
    assert (quantity.as_written, quantity.value, quantity.unit, quantity.per) == (written, value, unit, per)


QUALIFIED = [
    ("约60亿元", "60亿元", "about"),
    ("近200家", "200家", "about"),
    ("近百亿元", "百亿元", "about"),
    ("5万亩左右", "5万亩", "about"),
    ("亩产四五百公斤", "四五百公斤", "about"),
    ("逾千亿元", "千亿元", "above"),
    ("超过10亿元", "10亿元", "above"),
    ("产能超万吨的基地", "万吨", "above"),
    ("产能过2GW的企业", "2GW", "above"),
    ("20多亿元", "20多亿元", "above"),
    ("2万余台", "2万余台", "above"),
    ("不少于五家", "五家", "at_least"),
    ("不低于2000亿元", "2000亿元", "at_least"),
    ("1000吨以上", "1000吨", "at_least"),
    ("投资亿元以上的企业", "亿元", "at_least"),
    ("不超过3%", "3%", "at_most"),
    ("25美元以下", "25美元", "at_most"),
    ("不到1年", "1年", "below"),
    ("达716亿元", "716亿元", None),
    ("总投资约60亿建成", "60亿", "about"),
    ("产值突破20多亿", "20多亿", "above"),
    ("不足半成", "半成", "below"),
    ("签约两个项目", "两个", None),
    ("经过5公里", "5公里", None),
]


@pytest.mark.parametrize(("text", "written", "about"), QUALIFIED)
def test_qualifier_is_kept_outside_the_span(text, written, about):
    quantity = one(text)
    assert (quantity.as_written, quantity.about) == (written, about)


@pytest.mark.parametrize(
    "text",
    [
        "第25届博览会", "2020年", "二〇二一年", "1123号文件", "G93高速", "M10硅片", "5G基站", "G12组件", "3C产品",
        "21700电池", "5A级景区", "一期和二期", "8大产业", "三元前驱体", "五台山", "近三年", "五年内", "2022-2025年",
        "6月", "上半年", "08年", "半成品", "search?q=30%25",
        "单位：万吨", "600×600毫米地砖", "2021/4/27", "1.2.3个", "数十亿元", "几十万亩", "人口38万", "一片繁忙",
        "前三名", "北纬30度", "“五个一”", "20项目", "三区三城", "888-000-9999台",
        "百亿产值企业", "投资3万股", "50亿投资者", "奖池36.57亿", "投资数十亿", "总额120",
        "收入38", "投资20亿—30亿", "投资10亿美刀", "大半成了", "对折", "打对折扣",
        "企业十 八成立", "1 234", "一百 二十 三",
    ],
)  # fmt: skip
def test_no_quantity(text):
    assert quantities(text) == []


def test_space_after_a_percentage_is_no_part_of_it():
    assert [q.as_written for q in quantities("占百分之五 、百 分 之 六 。")] == ["百分之五", "百 分 之 六"]


def test_from_to_is_two_quantities():
    assert [q.value for q in quantities("从10万吨到20万吨")] == [100_000, 200_000]
    assert [q.value for q in quantities("由48万台/年提升为100万台/年")] == [480_000, 1_000_000]


def test_whole_and_part_are_two_quantities():
    assert [q.as_written for q in quantities("20GW(一期10GW)切片")] == ["20GW", "10GW"]


def test_half_is_no_part_of_the_next_word():
    assert [q.as_written for q in quantities("三家半导体企业")] == ["三家"]


def test_table_of_units_is_sound():
    words = unit_words()
    assert len(words) > 150
    assert all(w.factor > 0 and w.unit and w.kind for w in words.values())
    assert {w.only for w in words.values()} == {"", "scaled", "listed", "final", "duration", "divisor"}


PIECES = [
    "年产",
    "约",
    "10万吨",
    "2—3个",
    "至",
    "第",
    "每亩",
    "半",
    "元",
    "亿",
    "。",
    "GW",
    "G12",
    "×",
    "余",
    "20",
    "％",
    "一期",
    "/年",
]
prose = st.lists(st.one_of(st.sampled_from(PIECES), st.text("万亿千百十一两0９.，年月人以上-", max_size=4))).map(
    "".join
)


@given(prose)
def test_spans_are_in_order_and_as_written(text):
    done = 0
    for mention in QuantityFinder().find(text):
        assert done <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.value.as_written
        assert mention.value.low <= mention.value.high or mention.value.low < 0
        done = mention.end


@given(
    st.integers(1, 10**7),
    st.integers(0, 3),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["吨", "元", "GW", "台", "亩"]),
)
def test_written_amount_reads_back(digits, decimals, scale, unit):
    number = f"{digits / 10**decimals:.{decimals}f}"
    quantity = one(f"建成{number}{scale}{unit}。")
    assert quantity.as_written == f"{number}{scale}{unit}"
    assert quantity.value == pytest.approx(float(number) * {"": 1, "万": 1e4, "亿": 1e8}[scale], rel=1e-12)


def truth(name):
    path = TRUTH / name
    if not path.exists():
        pytest.skip(f"the outside cases are not here: {name}")
    return json.loads(path.read_text(encoding="utf-8"))


def close(a, b):
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def units_of(*kinds):
    return {w.unit for w in unit_words().values() if w.kind in kinds}


def test_outside_currency_cases():
    """Only our money counts; a "Dollar" without a country is our USD, and "Bitcoin" our BTC."""
    names = {"Dollar": "USD", "Bitcoin": "BTC"}
    held = 0
    for case in truth("CurrencyModel.json"):
        ours = [
            (plain(q.as_written), q.value, q.unit) for q in quantities(case["Input"]) if q.unit in units_of("money")
        ]
        theirs = [
            (
                plain(r["Text"]),
                float(r["Resolution"]["value"] or "nan"),
                r["Resolution"].get("isoCurrency") or names[r["Resolution"]["unit"]],
            )
            for r in case["Results"]
        ]
        same = [a[0] == b[0] and close(a[1], b[1]) and a[2] == b[2] for a, b in zip(ours, theirs, strict=False)]
        held += len(ours) == len(theirs) and all(same)
    assert held >= 33  # of 35; a currency word without a number is no quantity (人民币 美元)


DIMENSIONS = {
    "Mu": "mu", "Kilogram": "kg", "Centimeter": "cm", "Ton": "t", "Meter": "m", "Kilometer": "km", "Gram": "g",
    "Jin": "kg", "Liang": "kg", "Kilobit": "kbit", "Megabyte": "MB", "Kilobyte": "kB", "Megahertz": "MHz",
    "Hertz": "Hz", "Kilowatt": "kW", "Kilocalorie": "kcal", "Microgram": "μg", "Bit": "bit",
}  # fmt: skip
KILOGRAMS = {"Jin": 0.5, "Liang": 0.05}


def test_outside_dimension_cases():
    """Only our measures count, not money, people and things; our span may start with a rate (日均20万公斤)."""
    measures = units_of("mass", "area", "length", "volume", "power", "energy", "frequency", "data")
    held = 0
    for case in truth("DimensionModel.json"):
        ours = [(plain(q.as_written).lower(), q.value, q.unit) for q in quantities(case["Input"]) if q.unit in measures]
        theirs = [
            (plain(r["Text"]).lower(), r["Resolution"]["value"], r["Resolution"]["unit"]) for r in case["Results"]
        ]
        held += len(ours) == len(theirs) and all(
            a[0].endswith(b[0]) and close(a[1], float(b[1]) * KILOGRAMS.get(b[2], 1)) and a[2] == DIMENSIONS[b[2]]
            for a, b in zip(ours, theirs, strict=True)
        )
    assert held >= 35  # of 36; 位 counts people here, and is no bit


def test_outside_percent_cases():
    """Our ratios count, at the same characters; 五百分之2.2 is a ratio of ours too, but no percentage.

    Four do not hold, and are to stay: an estimate and a range, which they drop or halve, keep both ends with us
    (二三十个百分点 in both scripts, 5-20%), and a digit that stands off from 七成 may be the head of a list (七成 六).
    """
    held = 0
    for case in truth("PercentModel.json"):
        ours = [
            (m.start, m.end - 1, pytest.approx(m.value.value))
            for m in QuantityFinder().find(case["Input"])
            if m.value.unit == "ratio" and not re.match("[^百千万佰仟萬].*分之", m.value.as_written)
        ]
        theirs = [(r["Start"], r["End"], float(r["Resolution"]["value"].rstrip("%")) / 100) for r in case["Results"]]
        held += ours == theirs
    assert held >= 148  # of 152


def test_what_is_plain_anywhere_is_what_weighing_finds(monkeypatch):
    """Digits before most units are read at once; weighed like the others they must be the same."""
    words = unit_words()
    around = [("", "，"), ("约", "。"), ("前", "的"), ("年产", "、"), ("上", "以上"), ("5×", "×4米"), ("投资", "左右")]
    around += [
        ("", behind)
        for behind in ("半", "多", "/亩", "·年", "5角", "又5分", "至9吨", " 到9吨", "-9吨", "A", "*3", "上下")
    ]
    numbers = "1", "3.5", "12万", "1,200", "5亿", "3千", "2万5", "1234567890123456789"
    lines = [f"{a}{n}{w.word}{b}" for w in words.values() for n in numbers for a, b in around]
    text = "\n".join(lines)
    at_once = list(QuantityFinder().find(text))
    weighed = {key: replace(word, anywhere=False) for key, word in words.items()}
    monkeypatch.setattr("sanjiang.mentions.quantities.unit_words", lambda: weighed)
    assert len(at_once) > len(lines) // 2
    assert at_once == list(QuantityFinder().find(text))
