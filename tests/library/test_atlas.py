"""The atlas: every fact cited, prices coherent and found for any day, refusals that name the row."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Assumption, Citation
from sanjiang.library.atlas import LOCAL_COLUMNS, PLANT_COLUMNS, PRICE_COLUMNS, load_atlas, read_atlas
from sanjiang.library.processes import load_chains

APRIL = date(2021, 4, 30)
PRODUCTS = [p for chain in load_chains() for p in chain.products]
TRADED = [p for p in PRODUCTS if not p.captive]


def test_every_traded_product_has_a_price_and_a_captive_one_has_none() -> None:
    atlas = load_atlas()
    for product in PRODUCTS:
        price = atlas.price(product.id, APRIL)
        assert (price is None) is product.captive, product.id
        if price:
            assert price.unit == f"CNY/{product.unit}"
            assert 0 < price.low <= price.value <= price.high
            assert price.because
            assert price.evidence


def test_a_quoted_price_loses_its_tax() -> None:
    atlas = load_atlas()
    price = atlas.price("polysilicon", date(2021, 7, 1))
    assert price is not None
    assert price.value == pytest.approx(210_000 / 1.13)
    assert atlas.figure("market.vat").evidence[0] in price.evidence
    assert "210,000" in price.because


def test_the_price_of_an_uncited_product_is_a_named_assumption() -> None:
    price = load_atlas().price("backsheet", APRIL)
    assert price is not None
    assert Assumption("backsheet.price") in price.evidence


@given(st.sampled_from(TRADED), st.dates(date(2020, 1, 1), date(2021, 12, 31)))
def test_each_day_of_the_two_years_has_its_own_row(product, day: date) -> None:
    price = load_atlas().price(product.id, day)
    assert price is not None
    assert "nearest" not in price.because


@given(st.sampled_from(TRADED), st.integers(1, 4000), st.booleans())
def test_outside_all_rows_the_nearest_row_holds_and_says_so(product, days: int, before: bool) -> None:
    edge = date(2020, 1, 1) if before else date(2021, 12, 31)
    far = load_atlas().price(product.id, edge - timedelta(days) if before else edge + timedelta(days))
    near = load_atlas().price(product.id, edge)
    assert far is not None
    assert near is not None
    assert (far.low, far.value, far.high) == (near.low, near.value, near.high)
    assert "nearest holds" in far.because


def test_the_scenarios_of_2021_rise_along_the_chain() -> None:
    for product in ("industrial-silicon", "polysilicon", "pv-wafer", "pv-cell", "pv-module"):
        ends = set()
        for month in range(1, 13):
            price = load_atlas().price(product, date(2021, month, 15))
            assert price is not None
            ends.add((price.low, price.high))
        [(low, high)] = ends
        assert low < high


@given(st.floats(min_value=0.01, max_value=1e9))
def test_the_user_sets_a_price_or_a_market_figure(value: float) -> None:
    atlas = load_atlas({"polysilicon.price": value, "road.freight": value})
    price = atlas.price("polysilicon", APRIL)
    assert price is not None
    assert price.low == price.value == price.high == value
    assert price.evidence == (Assumption("polysilicon.price"),)
    assert atlas.figure("road.freight").value == value
    assert atlas.price("pv-wafer", APRIL) == load_atlas().price("pv-wafer", APRIL)


def test_the_market_s_figures_are_there_and_hold_evidence() -> None:
    atlas = load_atlas()
    for name in ("market.spread", "market.distance_km", "market.takes.polysilicon", "road.freight", "road.fixed"):
        assert atlas.figure(name).evidence
    assert atlas.figure("road.detour").low >= 1
    assert atlas.figure("finance.discount_rate").unit == "ratio"
    with pytest.raises(LibraryError, match=r"unknown figure 'road\.freigth'"):
        atlas.figure("road.freigth")


@given(st.dates(date(2015, 1, 1), date(2024, 12, 31)))
def test_no_plant_is_known_before_its_fact_or_twice(day: date) -> None:
    plants = load_atlas().plants(day)
    assert all(p.as_of <= day for p in plants)
    names = [(p.organisation, p.process, p.adcode, p.place) for p in plants]
    assert len(set(names)) == len(names)


def test_a_later_fact_replaces_an_earlier_one_on_the_same_plant() -> None:
    def second_phase(day: date) -> str:
        [plant] = [p for p in load_atlas().plants(day) if p.adcode == "511400" and "二期" in p.place]
        return plant.stage

    assert second_phase(date(2020, 12, 31)) == "under_construction"
    assert second_phase(APRIL) == "operating"


def test_neighbours_hold_cells_running_and_announced_and_leshan_is_left_to_documents() -> None:
    plants = load_atlas().plants(APRIL)
    cells = [p for p in plants if p.process == "pv-cell"]
    assert {p.adcode[:4] for p in cells if p.stage == "operating"} >= {"5101", "5114"}
    assert {p.stage for p in cells if p.adcode == "510121"} == {"under_construction", "planned"}
    assert not [p for p in load_atlas().told if p.adcode.startswith("5111")]
    assert all(p.evidence and isinstance(p.evidence[0], Citation) for p in plants)


def test_an_unknown_capacity_stays_unknown_and_a_known_one_is_in_the_process_s_unit() -> None:
    plants = load_atlas().plants(APRIL)
    assert [p for p in plants if p.capacity is None]
    units = {p.id: p.unit for chain in load_chains() for p in chain.processes}
    assert all(p.capacity.unit == units[p.process] for p in plants if p.capacity)


PLANT = ("某公司", "pv-cell", "510100", "一期", "5000", "MW", "operating", "2021-01-01", "s")
PRICE = ("polysilicon", "2021-01-01", "2021-06-30", "100", "80", "120", "CNY/kg", "s", "")


Rows = list[tuple[str, ...]]


def folder_with(folder: Path, plants: Rows, prices: Rows, local: Rows | None = None) -> Path:
    for name, columns, rows in [
        ("plants.csv", PLANT_COLUMNS, plants),
        ("prices.csv", PRICE_COLUMNS, prices),
        ("local.csv", LOCAL_COLUMNS, local or []),
    ]:
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
    market = '[market]\nvat = { value = 0, unit = "ratio", source = "s" }\n'
    (folder / "market.toml").write_text(market, encoding="utf-8")
    return folder


def changed(row: tuple[str, ...], column: int, value: str) -> tuple[str, ...]:
    return (*row[:column], value, *row[column + 1 :])


def test_units_of_rows_are_converted(tmp_path: Path) -> None:
    atlas = read_atlas(folder_with(tmp_path, [PLANT], [PRICE]), {})
    [plant] = atlas.plants(APRIL)
    assert plant.capacity is not None
    assert (plant.capacity.value, plant.capacity.unit) == (pytest.approx(5.0), "GW")
    price = atlas.price("polysilicon", APRIL)
    assert price is not None
    assert [price.low, price.value, price.high] == pytest.approx([80_000, 100_000, 120_000])


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (1, "pv-cel", "unknown process 'pv-cel'"),
        (2, "成都", "no region code"),
        (4, "many", "capacity 'many' is no number"),
        (5, "t", "does not convert to GW"),
        (6, "running", "unknown stage 'running'"),
        (7, "2021-4", "as_of '2021-4' is no date"),
        (8, "", "without organisation or source"),
    ],
)
def test_a_wrong_plant_is_refused_with_its_row(tmp_path: Path, column: int, value: str, message: str) -> None:
    folder = folder_with(tmp_path, [PLANT, changed(PLANT, column, value)], [PRICE])
    with pytest.raises(LibraryError) as caught:
        read_atlas(folder, {})
    assert message in caught.value.what
    assert caught.value.where == "plants.csv:3"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        (0, "pv-brick", "'pv-brick' is no product with an outside market"),
        (2, "2020-01-01", "is before date_from"),
        (3, "", "price '' is no number"),
        (4, "110", "does not hold"),
        (6, "CNY/m2", "does not convert to CNY/t"),
        (8, "also assumed", "only one of them"),
        (7, "", "needs a source or an assumption"),
    ],
)
def test_a_wrong_price_is_refused_with_its_row(tmp_path: Path, column: int, value: str, message: str) -> None:
    with pytest.raises(LibraryError) as caught:
        read_atlas(folder_with(tmp_path, [PLANT], [changed(PRICE, column, value)]), {})
    assert message in caught.value.what
    assert caught.value.where == "prices.csv:2"


def test_overlapping_prices_and_broken_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="two prices of polysilicon overlap"):
        read_atlas(folder_with(tmp_path, [PLANT], [PRICE, changed(PRICE, 1, "2021-06-30")]), {})
    with pytest.raises(LibraryError, match="without just 9 fields"):
        read_atlas(folder_with(tmp_path, [PLANT[:-1]], [PRICE]), {})
    (tmp_path / "plants.csv").write_text("a,b\n", encoding="utf-8")
    with pytest.raises(LibraryError, match="columns are not the atlas's"):
        read_atlas(tmp_path, {})


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"plants\.csv cannot be read"):
        read_atlas(tmp_path, {})


def test_power_costs_what_the_narrowest_region_around_pays() -> None:
    atlas = load_atlas()

    def power(region: str) -> float:
        price = atlas.price("electricity", APRIL, region)
        assert price is not None
        return price.value * 1.13

    assert power("510402") == power("510400") == pytest.approx(0.36)  # Panzhihua and a district of it
    assert power("511100") == power("510000") == pytest.approx(0.40)  # the province's
    assert power("650100") < power("511100") < power("330100")
    assert power("") == power("110000") == pytest.approx(0.40)  # nothing nearer is known: everywhere's


def test_the_user_sets_power_everywhere_or_in_one_region() -> None:
    def value(overrides: dict[str, float], region: str) -> float:
        price = load_atlas(overrides).price("electricity", APRIL, region)
        assert price is not None
        return price.value

    assert value({"electricity.price": 0.2}, "511100") == 0.2
    assert value({"electricity.price.510000": 0.3}, "511100") == 0.3
    both = {"electricity.price": 0.2, "electricity.price.510000": 0.3}
    assert (value(both, "511100"), value(both, "530100")) == (0.3, 0.2)
    local = load_atlas({"electricity.price.510000": 0.3}).local_prices(APRIL)
    assert local["electricity.price.510000"].evidence == (Assumption("electricity.price.510000"),)


def test_a_price_that_holds_in_one_region_only_is_none_elsewhere(tmp_path: Path) -> None:
    row = ("polysilicon", "530000", *PRICE[1:])
    atlas = read_atlas(folder_with(tmp_path, [PLANT], [], [row]), {})
    assert atlas.price("polysilicon", APRIL) is None
    assert atlas.price("polysilicon", APRIL, "510100") is None
    price = atlas.price("polysilicon", APRIL, "530100")
    assert price is not None
    assert price.value == pytest.approx(100_000)


def test_growers_prices_are_without_tax_and_stay_as_they_are() -> None:
    price = load_atlas().price("citrus-fruit", APRIL)
    assert price is not None
    assert price.value == 4500
    assert "without VAT" in price.because


def test_quantities_on_the_market_name_products_that_are_sold() -> None:
    sold = {p.id for p in PRODUCTS if not (p.bought_only or p.captive)}
    takes = {name.removeprefix("market.takes.") for name in load_atlas().figures if name.startswith("market.takes.")}
    assert takes <= sold
