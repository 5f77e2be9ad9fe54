from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sanjiang.core.errors import NetworkError
from sanjiang.network import Network, TableError
from sanjiang.network.schema import TABLES


def problems(tables) -> tuple[str, ...]:
    with pytest.raises(TableError) as caught:
        Network.from_rows(tables)
    assert "\n" not in str(caught.value)
    return caught.value.problems


def assert_same(one: Network, other: Network) -> None:
    assert one.tables.keys() == other.tables.keys()
    for name in one.tables:
        assert_frame_equal(one.table(name), other.table(name), check_exact=True)


@pytest.fixture
def folder(chain, tmp_path: Path) -> Path:
    Network.from_rows(chain).write(tmp_path / "chain")
    return tmp_path / "chain"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(folder: Path) -> TableError:
    with pytest.raises(TableError) as caught:
        Network.read(folder)
    return caught.value


def test_the_schema_holds_together():
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert set(table.key) <= set(names)
        assert "source" in names
        for column in table.columns:
            assert column.names is None or TABLES[column.names].key[0] == TABLES[column.names].columns[0].name
            assert column.default is None or not column.required


def test_blanks_take_the_defaults_of_the_contract(chain):
    chain["plants"][0].pop("capacity")
    network = Network.from_rows(chain)
    assert network.table("products")["tradable"].to_list() == [False, True]
    assert network.table("processes").row(0, named=True) == {
        "process": "smelt",
        "unit": "t",
        "cost": 10.0,
        "capex": None,
        "life_years": 20.0,
        "name_zh": None,
        "name_en": None,
        "source": None,
    }
    plant = network.table("plants").row(0, named=True)
    assert plant["capacity"] is None
    assert plant["cost"] is None
    assert plant["source"] == "assumption:a"
    assert network.table("lanes")["loss"].to_list() == [0.0]
    assert network.table("supplies")["quantity"].to_list() == [None]
    assert network.table("members").height == 0
    assert network.setting("currency") == "CNY"
    assert network.setting("discount_rate") is None


def test_stage_and_owner_are_kept(chain):
    chain["plants"][0] |= {"owner": "some works", "stage": "planned"}
    plants = Network.from_rows(chain).table("plants")
    assert plants.select("owner", "stage").row(0) == ("some works", "planned")


words = st.text(
    st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=6
).filter(lambda word: pl.Series([word]).str.strip_chars()[0] != "")
numbers = st.none() | st.floats(0, 1e12) | st.integers(0, 10**9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(words, min_size=1, max_size=4), st.lists(numbers, min_size=4, max_size=4), words)
def test_writing_and_reading_lose_nothing(tmp_path_factory, names, capacities, source):
    names = sorted({name for name in pl.Series(names).str.strip_chars() if name})
    tables = {
        "regions": [{"region": name, "source": source, "lat": 0.1} for name in names],
        "products": [{"product": "p", "unit": "t"}],
        "processes": [{"process": "x", "unit": "t"}],
        "coefficients": [{"process": "x", "product": "p", "amount": 1 / 3}],
        "plants": [
            {"plant": name, "process": "x", "region": name, "capacity": capacity}
            for name, capacity in zip(names, capacities, strict=False)
        ],
    }
    network = Network.from_rows(tables)
    folder = tmp_path_factory.mktemp("network")
    network.write(folder)
    assert_same(Network.read(folder), network)
    assert_same(Network.from_rows(network.tables), network)


def test_a_header_alone_and_a_byte_order_mark_are_fine(folder):
    (folder / "demands.csv").write_bytes(b"\xef\xbb\xbfregion,product\r\n\r\n")
    network = Network.read(folder)
    assert network.table("demands").height == 0
    assert network.read_seconds > 0
    assert Network.from_rows(network.tables).read_seconds == 0


def test_replace_checks_anew(chain):
    network = Network.from_rows(chain)
    doubled = network.replace(plants=network.table("plants").with_columns(capacity=pl.col("capacity") * 2))
    assert doubled.table("plants")["capacity"].to_list() == [200.0]
    assert network.table("plants")["capacity"].to_list() == [100.0]
    with pytest.raises(TableError, match="unknown region 'north'"):
        network.replace(plants=[{"plant": "new", "process": "smelt", "region": "north"}])


def test_write_refuses_to_mix_with_other_tables(folder, chain):
    del chain["settings"]
    with pytest.raises(NetworkError, match=r"settings\.csv"):
        Network.from_rows(chain).write(folder)


@pytest.mark.parametrize("name", ["plants", "regions"])
def test_a_missing_table(folder, name):
    (folder / f"{name}.csv").unlink()
    error = refused(folder)
    assert f"no table {name!r}" in str(error)
    assert error.where == f"{name}.csv"
    assert "add it" in error.mend


def test_a_missing_folder(tmp_path):
    with pytest.raises(NetworkError, match="no such folder"):
        Network.read(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("table", "old", "new", "place", "what", "mend"),
    [
        (
            "coefficients",
            "smelt,steel",
            "smelt,steal",
            "coefficients.csv:3 product",
            "unknown product 'steal'",
            "'steel'",
        ),
        ("plants", "smelt", "smalt", "plants.csv:2 process", "unknown process 'smalt'", "'smelt'"),
        ("lanes", "east", "far", "lanes.csv:2 destination", "unknown region 'far'", "add it to regions.csv"),
        ("plants", "capacity", "capasity", "plants.csv:1", "unknown column 'capasity'", "'capacity'"),
        ("products", "product,", "thing,", "products.csv:1", "unknown column 'thing'", "remove it"),
        ("processes", ",unit,", ",source,", "processes.csv:1", "no column 'unit'", "add the column"),
        ("plants", "100.0", "NaN", "plants.csv:2 capacity", "not finite", "blank"),
        ("plants", "100.0", "-1e999", "plants.csv:2 capacity", "not finite", "blank"),
        ("plants", "100.0", "many", "plants.csv:2 capacity", "not a number of at least 0", "write digits"),
        ("plants", "100.0", '"1,000"', "plants.csv:2 capacity", "found / 实为 '1,000'", "thousands comma"),
        ("plants", "100.0", "-5", "plants.csv:2 capacity", "out of range, expected a number of at least 0", "digits"),
        ("lanes", "50.0", "-50", "lanes.csv:2 distance_km", "out of range", "digits"),
        ("demands", "80.0", "-80", "demands.csv:2 quantity", "out of range", "digits"),
        ("demands", "80.0,0.0", "80.0,90", "demands.csv:2 minimum", "minimum 90 exceeds the quantity 80", "lower it"),
        ("lanes", "50.0", "", "lanes.csv:2 distance_km", "blank", "fill in"),
        ("lanes", "east", "west", "lanes.csv:2 destination", "from 'west' to itself", "remove"),
        ("products", "true", "ja", "products.csv:3 tradable", "not true or false", "write true or false"),
        ("coefficients", "-0.002", "-1e-12", "coefficients.csv:2 amount", "beyond the solver", "unit"),
        ("regions", "east", "west", "regions.csv:3 region", "'west' stands twice, first in row 2", "merge"),
        ("processes", "smelt,t", "smelt,kt", "processes.csv:2 unit", "unit clash", "the amount 1000"),
        ("processes", "smelt,t", "smelt,GW", "processes.csv:2 unit", "'GW' and makes 1 'steel'", "write the unit 't'"),
    ],
)
def test_a_wrong_cell_is_named_with_its_place_and_mend(folder, table, old, new, *, place, what, mend):
    edit(folder / f"{table}.csv", old, new)
    (found,) = (problem for problem in refused(folder).problems if what in problem)
    _, where, remedy = found.split(" — ")
    assert where == place
    assert mend in remedy


def test_every_key_must_be_unique(chain):
    chain["demands"] += [dict(chain["demands"][0], quantity=5), dict(chain["demands"][0], price=30)]
    chain["lanes"] += [dict(chain["lanes"][0], mode="road"), dict(chain["lanes"][0], distance_km=1)]
    found = problems(chain)
    assert [problem.split(" — ")[1] for problem in found] == [
        "lanes.csv:4 origin|destination|mode",
        "demands.csv:3 region|product|period|price",
    ]


def test_a_lane_whose_mode_has_no_freight_is_allowed(chain):
    chain["freight"] = []
    assert Network.from_rows(chain).table("lanes").height == 1


def test_units_of_one_measure_agree(chain):
    chain["products"].append({"product": "slag", "unit": "unit"})
    chain["coefficients"].append({"process": "smelt", "product": "slag", "amount": 1})
    chain["processes"][0]["unit"] = "GW"
    Network.from_rows(chain)  # two outputs: neither is the measure of the activity


def test_all_problems_come_at_once(chain):
    chain["plants"].append({"plant": "works", "process": "smolt", "region": "west", "capacity": math.nan})
    chain["demands"][0]["price"] = "dear"
    del chain["regions"]
    found = problems(chain)
    assert {problem.split(" — ")[1] for problem in found} == {
        "regions.csv",
        "plants.csv:3 capacity",
        "plants.csv:3 plant",
        "plants.csv:3 process",
        "demands.csv:2 price",
    }
    with pytest.raises(TableError, match=r"^no table 'regions'.*\(and 4 more"):
        Network.from_rows(chain)


def test_periods_must_be_known_and_blank_ones_are_each(chain):
    chain["demands"] = [dict(chain["demands"][0], period=p) for p in ("", "2021", "2022")]
    found = problems(chain)
    assert [f.split(" — ")[1] for f in found] == ["demands.csv:3 period", "demands.csv:4 period"]
    chain["periods"] = [{"period": "2021"}, {"period": "2022"}]
    Network.from_rows(chain)


def test_without_periods_a_plant_s_window_is_carried_and_ignored(chain):
    chain["plants"][0] |= {"from": "2030", "to": "2020"}
    Network.from_rows(chain)


BAD_ROWS = [
    ("periods", {"period": "all"}, "periods.csv:2 period", "means every period"),
    ("periods", {"period": "2021", "years": 1.5}, "periods.csv:2 years", "not a whole number"),
    (
        "candidates",
        {"region": "west", "process": "smelt", "min_size": 5, "max_size": 2},
        "candidates.csv:2 min_size",
        "exceeds",
    ),
    ("candidates", {"region": "west", "process": "smelt", "fixed_cost": 2}, "candidates.csv:2 max_size", "needs one"),
    ("limits", {"limit": "money", "sense": "<", "amount": 1}, "limits.csv:2 sense", "not one of"),
    ("limits", {"limit": "money", "sense": "<=", "amount": 1}, "limits.csv:2 limit", "has no terms"),
    ("settings", {"key": "discount_rate", "value": "eight"}, "settings.csv:2 value", "not a number from 0 to 1"),
    ("settings", {"key": "discount_rate", "value": "8"}, "settings.csv:2 value", "not a number from 0 to 1"),
    ("periods", {"period": "2021", "years": 3e9}, "periods.csv:2 years", "out of range"),
    ("demands", {"region": "east", "product": "steel", "price": 1e16}, "demands.csv:2 price", "beyond the solver"),
    ("demands", {"region": "east", "product": "steel", "minimum": 1e22}, "demands.csv:2 minimum", "beyond the solver"),
    (
        "candidates",
        {"region": "west", "process": "smelt", "min_size": 1e-12, "max_size": 2},
        "candidates.csv:2 min_size",
        "beyond the solver",
    ),
    ("stores", {"region": "west", "product": "ore", "loss": 1 - 1e-12}, "stores.csv:2 loss", "leaves less"),
    (
        "lanes",
        {"origin": "west", "destination": "east", "mode": "rail", "distance_km": 5, "loss": 1 - 1e-12},
        "lanes.csv:2 loss",
        "leaves less",
    ),
    ("settings", {"key": "quantities", "value": "daily"}, "settings.csv:2 value", "neither per_year nor per_period"),
    ("stores", {"region": "west", "product": "ore", "loss": 2}, "stores.csv:2 loss", "out of range"),
]


@pytest.mark.parametrize(("table", "row", "where", "what"), BAD_ROWS, ids=[f"{w} {x}" for _, _, w, x in BAD_ROWS])
def test_what_a_table_asks_of_its_rows(chain, table, row, where, what):
    found = problems({**chain, table: [row]})
    assert [f for f in found if f" — {where} — " in f and what in f]


@pytest.mark.parametrize(
    ("table", "key", "what"),
    [
        ("plants", "works|east", "2 parts"),
        ("plants", "mill", "matches no row"),
        ("demands", "east|steel|*|7", "matches no row"),
        ("tours", "*", "not one of"),
    ],
)
def test_a_limit_s_term_must_mean_something(chain, table, key, what):
    chain["limits"] = [{"limit": "money", "sense": "<=", "amount": 1}]
    chain["limit_terms"] = [{"limit": "money", "table": table, "key": key, "per_unit": 1}]
    assert what in problems(chain)[0]


def test_periods_end_some_time_unless_quantities_are_per_period(chain):
    chain["periods"] = [{"period": str(place), "years": 400} for place in range(4)]
    (found,) = problems(chain)
    assert found.startswith("the periods reach beyond 1000 years")
    assert " — periods.csv:4 years — " in found
    chain["settings"] = [{"key": "quantities", "value": "per_period"}]
    Network.from_rows(chain)


def test_an_unknown_table_is_refused(folder):
    (folder / "suplies.csv").write_text("region\n", "utf-8")
    assert "did you mean 'supplies'?" in refused(folder).mend


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("region\n西\n".encode("gb18030"), "not UTF-8 text"),
        ("region\nwest\n".encode("utf-16-le"), "binary data"),
        (b"", "no header"),
        (b"region,\nwest,x\n", "column 2 has no name"),
        (b"region,region\nwest,x\n", "column 2 stands twice"),
        (b'region\n"west\n', "not a CSV table"),
    ],
)
def test_a_file_that_is_no_table(folder, content, what):
    (folder / "regions.csv").write_bytes(content)
    error = refused(folder)
    assert what in error.what
    assert error.where.startswith("regions.csv")
    assert len(error.problems) == 1


@pytest.mark.parametrize("quote", ["", '"'])
def test_every_ragged_row_is_told_and_the_others_are_checked(folder, quote):
    rows = ["region,name,lat", f"west,{quote}x{quote}", "east,,91", "south,,1,2"]
    (folder / "regions.csv").write_text("\n".join(rows), "utf-8")
    found = refused(folder).problems
    assert [p.split(" — ")[1] for p in found] == ["regions.csv:2", "regions.csv:4", "regions.csv:3 lat"]
    assert "2 cells, expected 3" in found[0]


def test_a_table_s_file_may_end_in_capitals(folder):
    (folder / "demands.csv").rename(folder / "demands.CSV")
    assert Network.read(folder).table("demands").height


def test_rows_are_lines_of_the_file(folder):
    (folder / "regions.csv").write_text('region,name\nwest,"two\nlines"\n\neast,\nsouth,x,y\n', "utf-8")
    assert refused(folder).where == "regions.csv:6"
    (folder / "regions.csv").write_text('region,name,lat\nwest,"two\nlines",\n\neast,,91\n', "utf-8")
    assert refused(folder).where == "regions.csv:5 lat"


def test_values_of_odd_types_are_refused_by_name(chain):
    chain["plants"][0]["capacity"] = [1]
    found = problems(chain)[0]
    assert found.startswith("not a number")
    assert " — plants.csv:2 capacity — " in found
    frame = pl.DataFrame({"plant": ["works"], "process": ["smelt"], "region": ["west"], "capacity": [[1.0]]})
    with pytest.raises(TableError, match="not a number"):
        Network.from_rows({**chain, "plants": frame})
