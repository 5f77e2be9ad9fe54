from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.mentions.numbers import plain
from sanjiang.mentions.percentages import spaced_percentage
from sanjiang.mentions.quantities import QuantityFinder


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("百 分 之 12。", "百 分 之 12", "0.12"),
        ("百分之15K", "百分之15K", "150"),
        ("仟分之贰", "仟分之贰", "0.002"),
        ("百万分之五", "百万分之五", "0.000005"),
        ("-一 百 二 十 个 百 分 点", "-一 百 二 十 个 百 分 点", "-1.2"),
        ("陸 點 五 折", "陸 點 五 折", "0.65"),
        ("七 五 折", "七 五 折", "0.75"),
        ("十 五成", None, None),
        ("七 成为", None, None),
        ("3 5折", None, None),
        ("百分之二三十", None, None),
        ("五百分之二", None, None),
    ],
)
def test_spaced_percentage(text, written, value):
    found = spaced_percentage(plain(text), 0)
    assert found == (written and (len(written), Decimal(value)))


def test_half_price_is_struck():
    assert spaced_percentage("打对折", 1) == (3, Decimal("0.5"))
    assert spaced_percentage("一对折扇", 1) is None


@given(st.text("百千万分之个点成折 一二五十0.9k对打", min_size=1, max_size=20), st.integers(0, 19))
def test_percentage_ends_inside_the_text(text, at):
    found = spaced_percentage(text, at % len(text))
    assert found is None or (at % len(text) < found[0] <= len(text) and text[found[0] - 1] != " ")


def test_a_fraction_without_its_number_is_none():
    assert list(QuantityFinder().find("0百分之.")) == []
