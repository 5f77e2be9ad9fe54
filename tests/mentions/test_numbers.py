import json
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.numbers import NUMBER, parse_number, plain

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
    ],
)
def test_numeral(text, value):
    assert parse_number(text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["", "吨", "大约10", "10万吨", "1..2", "万一2吨", "三分之", "零分之一", "十四五", "一千二三百", "9" * 40]
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


def test_outside_number_cases():
    """Each written number of the cases by itself; powers, dozens, mixed fractions and inner 余 and 几 are not ours."""
    path = TRUTH / "NumberModel.json"
    if not path.exists():
        pytest.skip("the outside cases are not here: NumberModel.json")
    cases = json.loads(path.read_text(encoding="utf-8"))
    numbers = [r for case in cases for r in case["Results"]]
    held = sum(parse_number(r["Text"]) == pytest.approx(float(r["Resolution"]["value"])) for r in numbers)
    assert held >= 316  # of 392
