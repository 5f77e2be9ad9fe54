import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.numbers import NUMBER, find_numbers, parse_number, plain

TRUTH = Path(__file__).parents[2] / "../shared/truth"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10万", 100_000),
        ("4.5", 4.5),
        ("４．９５", 4.95),
        ("1,123", 1123),
        ("3712万", 37_120_000),
        ("62.98亿", 6_298_000_000),
        ("百亿", 10_000_000_000),
        ("千亿", 100_000_000_000),
        ("1亿2千万", 120_000_000),
        ("3万4000", 34_000),
        ("一百二十三", 123),
        ("一百零五", 105),
        ("一千零一十", 1010),
        ("两", 2),
        ("十二", 12),
        ("二十", 20),
        ("两万三", 23_000),
        ("一万五千亿", 1_500_000_000_000),
        ("四万万", 400_000_000),
        ("二〇二一", 2021),
        ("三点五万", 35_000),
        ("三分之一", 1 / 3),
        ("百分之十二", 0.12),
        ("百分之百", 1),
        ("半", 0.5),
        ("壹佰贰拾万", 1_200_000),
        ("兩萬", 20_000),
        ("负3.5", -3.5),
        ("一千六点五", 1600.5),
        ("一千六点零", 1600),
        ("两百亿点零五", 20_000_000_000.05),
        ("三又四分之一", 3.25),
        ("1 3/5", 1.6),
        ("2e5", 200_000),
        ("2.5^-1", 0.4),
        ("40k", 40_000),
        ("五打", 60),
        ("４，５６５", 4565),
        ("７万5 千4 百", 75_400),
    ],
)
def test_numeral(text, value):
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "吨",
        "大约10",
        "10万吨",
        "1..2",
        "万一2吨",
        "三分之",
        "零分之一",
        "十四五",
        "一千二三百",
        "9" * 40,
        "四十五十",
        "3五",
        "1.2.3",
        "0^-1",
        "9^999",
    ],
)
def test_no_numeral(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [("装机100千瓦", ["100"]), ("一百千瓦", ["一百"]), ("占百分之五", ["百分之五"]), ("万一", ["一"])],
)
def test_number_leaves_the_unit(text, found):
    assert re.findall(NUMBER, text) == found


CHINESE = "零一二三四五六七八九"


def spell(number):
    """Write a whole number below 100 million in Chinese."""
    if number >= 10**4:
        rest = number % 10**4
        zero = "零" if 0 < rest < 1000 else ""
        return spell(number // 10**4) + "万" + zero + (spell(rest) if rest else "")
    out = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            out += CHINESE[digit] + name
        elif out and number % scale and not out.endswith("零"):
            out += "零"
    return out


@given(st.integers(1, 10**8 - 1))
def test_spelt_number_reads_back(number):
    assert parse_number(spell(number)) == number
    assert re.fullmatch(NUMBER, spell(number))


@given(st.floats(0.001, 1e9), st.integers(0, 3))
def test_formatted_number_reads_back(number, decimals):
    written = f"{number:,.{decimals}f}"
    assert parse_number(written) == float(written.replace(",", ""))


@given(st.text())
def test_plain_keeps_the_length(text):
    assert len(plain(text)) == len(text)


@given(st.text("零一二三四五六七八九十百千万亿两半点分之0９.,．，负-", max_size=12))
def test_any_text_is_a_number_or_none(text):
    value = parse_number(text)
    assert value is None or math.isfinite(value)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("销量1,234台，占三成", [("1,234", 1234)]),
        ("一百 五 十 二和五十千", [("一百 五 十 二", 152), ("五十", 50)]),
        ("二十几万人，四百多户", [("二十几万", 200_000), ("四百", 400)]),
        ("1, 234, 567.3", [("1", 1), ("234", 234), ("567.3", 567.3)]),
        ("1.2.3与.5", [("1", 1), ("2", 2), ("3", 3), (".5", 0.5)]),
        ("-2.5 M，5-20", [("-2.5 M", -2_500_000), ("5", 5), ("20", 20)]),
        ("百分之十二，一百分之十二", [("十二", 12), ("一百分之十二", 0.12)]),
        ("两百点两，四十、五十", [("两百", 200), ("两", 2), ("四十", 40), ("五十", 50)]),
        ("装机一百千瓦", [("一百", 100)]),
        ("三个，十分重要，一打开，两打铅笔", [("三", 3), ("两打", 24)]),
    ],
)
def test_numbers_by_themselves(text, found):
    assert [(text[m.start : m.end], m.value) for m in find_numbers(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "一切",
        "四川",
        "我一看",
        "万",
        "千家",
        "十足",
        "队伍",
        "大陆百货",
        "收拾行李",
        "四十五十",
        "唯一的",
        "G93",
        "M10",
        "九九",
        "十四五",
    ],
)
def test_no_number(text):
    assert list(find_numbers(text)) == []


@given(st.text("零一二三四五六七八九十百千万亿两半点分之又几打0９.,．，负-/^ek %", max_size=30))
def test_numbers_are_in_order_and_read_back(text):
    done = 0
    for mention in find_numbers(text):
        assert done <= mention.start < mention.end <= len(text)
        assert math.isfinite(mention.value)
        done = mention.end


@given(st.integers(1, 10**8 - 1), st.integers(0, 3))
def test_spaced_number_is_found_whole(number, gap):
    text = (" " * gap).join(spell(number))
    ((found),) = find_numbers(f"共{text}。")
    assert (found.start, found.end, found.value) == (1, 1 + len(text), number)


def test_outside_number_cases():
    """A case holds when exactly its numbers are found, at its characters (both ends count) and with its values.

    Every entry of the file is a case, 365 in all: those without a number and those marked NotSupported for some
    language too. The one that does not hold passes over the 二 of 二％ although it takes a number before other units.
    """
    path = TRUTH / "NumberModel.json"
    if not path.exists():
        pytest.skip("the outside cases are not here: NumberModel.json")
    cases = json.loads(path.read_text(encoding="utf-8"))
    held = 0
    for case in cases:
        ours = [(m.start, m.end - 1, pytest.approx(m.value, rel=1e-12)) for m in find_numbers(case["Input"])]
        held += ours == [(r["Start"], r["End"], float(r["Resolution"]["value"])) for r in case["Results"]]
    assert held >= 364  # of 365
