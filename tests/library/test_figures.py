"""Figures of data files: evidence is compulsory, ranges are ordered, the user's values are named assumptions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Assumption, Citation
from sanjiang.library.figures import in_unit, read_figure

CITED = {"value": 2813, "low": 2600, "high": 3000, "unit": "t/GW", "source": "a report of 2021"}
NUMBERS = st.floats(min_value=-1e12, max_value=1e12)


def test_a_source_makes_a_citation() -> None:
    figure = read_figure(CITED, "pv-ingot.polysilicon", "f.toml:pv-ingot", {})
    assert (figure.low, figure.value, figure.high, figure.unit) == (2600, 2813, 3000, "t/GW")
    assert figure.evidence == (Citation("a report of 2021"),)
    assert figure.because == "a report of 2021"


def test_an_assumption_is_named_and_low_and_high_default_to_the_value() -> None:
    record = {"value": 0.03, "unit": "ratio", "assumption": "general knowledge: traders' margins"}
    figure = read_figure(record, "market.spread", "f.toml", {})
    assert figure.low == figure.value == figure.high == 0.03
    assert figure.evidence == (Assumption("market.spread"),)
    assert figure.because == "general knowledge: traders' margins"


@given(st.floats(1e-6, 1e12))
def test_the_user_s_value_replaces_value_and_range(value: float) -> None:
    name = "pv-ingot.polysilicon"
    figure = read_figure(CITED, name, "f.toml", {name: value, "other.name": 1.0})
    assert figure.low == figure.value == figure.high == value
    assert figure.unit == "t/GW"
    assert figure.evidence == (Assumption(name),)
    assert figure.because == "set by the user 由用户设定"


@given(st.lists(NUMBERS, min_size=3, max_size=3))
def test_a_range_is_kept_when_in_order_and_refused_otherwise(numbers: list[float]) -> None:
    low, value, high = numbers
    record = {"value": value, "low": low, "high": high, "unit": "t", "source": "s"}
    if low <= value <= high:
        figure = read_figure(record, "a.b", "f.toml", {})
        assert [figure.low, figure.value, figure.high] == numbers
    else:
        with pytest.raises(LibraryError, match="does not hold"):
            read_figure(record, "a.b", "f.toml", {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"source": None}, "needs a source or an assumption"),
        ({"assumption": "both"}, "only one of them"),
        ({"source": ""}, "needs a source or an assumption"),
        ({"unit": None}, "no unit"),
        ({"value": "2813"}, "no number"),
        ({"value": True}, "no number"),
        ({"low": float("nan")}, "no number"),
        ({"hgih": 3}, "unknown field 'hgih'"),
    ],
)
def test_a_bad_record_is_refused_with_its_name_and_place(change: dict[str, object], message: str) -> None:
    with pytest.raises(LibraryError, match=message) as caught:
        read_figure({**CITED, **change}, "pv-ingot.polysilicon", "f.toml:pv-ingot", {})
    assert "pv-ingot.polysilicon" in caught.value.what
    assert caught.value.where == "f.toml:pv-ingot"


def test_the_user_s_value_must_be_a_number() -> None:
    with pytest.raises(LibraryError, match=r"a\.b .*is set to inf"):
        read_figure({"value": 1, "unit": "t", "source": "s"}, "a.b", "f.toml", {"a.b": float("inf")})


def test_in_unit_scales_value_and_range_or_refuses() -> None:
    figure = read_figure({"value": 2, "low": 1, "high": 3, "unit": "kt/GW", "source": "s"}, "a.b", "f.toml", {})
    scaled = in_unit(figure, "t/GW", "a.b", "f.toml:a")
    assert [scaled.low, scaled.value, scaled.high] == pytest.approx([1000, 2000, 3000])
    assert scaled.unit == "t/GW"
    with pytest.raises(LibraryError, match=r"kt/GW, which does not convert to m2/GW") as caught:
        in_unit(figure, "m2/GW", "a.b", "f.toml:a")
    assert caught.value.where == "f.toml:a"


@pytest.mark.parametrize(
    ("name", "value"),
    [("market.spread", -1), ("market.spread", 2), ("market.vat", -1), ("pv-ingot.polysilicon", 0), ("a.life_years", 0)],
)
def test_the_user_s_value_must_make_sense(name: str, value: float) -> None:
    with pytest.raises(LibraryError, match=name) as caught:
        read_figure({"value": 1, "unit": "t", "source": "s"}, name, "f.toml", {name: value})
    assert caught.value.where == "--assume"
