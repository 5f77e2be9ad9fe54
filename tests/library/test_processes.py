"""The shipped chains hold together, and a file that does not is refused by name."""

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjiang.core.errors import LibraryError
from sanjiang.core.evidence import Assumption
from sanjiang.core.figure import Figure
from sanjiang.library.processes import Chain, load_chains, read_chain

MAIN = ["industrial-silicon", "polysilicon", "pv-ingot", "pv-wafer", "pv-cell", "pv-module"]


@pytest.fixture(scope="module")
def photovoltaics() -> Chain:
    """The shipped chain that the worked example is about."""
    return named(load_chains())


def named(chains: tuple[Chain, ...], name: str = "photovoltaics") -> Chain:
    return next(chain for chain in chains if chain.id == name)


def figures_of(value: object) -> list[Figure]:
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, tuple):
        return [figure for item in value for figure in figures_of(item)]
    if is_dataclass(value):
        return [figure for field in fields(value) for figure in figures_of(getattr(value, field.name))]
    return []


def test_steps_run_from_the_raw_material_to_the_module(photovoltaics: Chain) -> None:
    assert [step.id for step in photovoltaics.steps] == MAIN
    assert photovoltaics.step_of("polysilicon-granular").id == "polysilicon"
    assert photovoltaics.steps[1].processes == ("polysilicon-rod", "polysilicon-granular")


def test_a_hundred_thousand_tonnes_of_polysilicon_are_35_5_gw_of_modules(photovoltaics: Chain) -> None:
    per_gw = 1.0
    for process, product in [
        ("pv-module", "pv-cell"),
        ("pv-cell", "pv-wafer"),
        ("pv-wafer", "pv-brick"),
        ("pv-ingot", "polysilicon"),
    ]:
        amount = photovoltaics.process(process).input(product)
        assert amount is not None
        per_gw *= amount.value
    assert round(100_000 / per_gw, 1) == 35.5


def test_every_figure_has_a_reason_and_evidence_and_costs_are_positive(photovoltaics: Chain) -> None:
    found = figures_of(photovoltaics)
    assert len(found) > 50
    assert all(figure.because and figure.evidence for figure in found)
    assert all(figure.low > 0 for figure in found)


def test_general_knowledge_is_never_passed_off_as_a_source(photovoltaics: Chain) -> None:
    for figure in figures_of(photovoltaics):
        if "general knowledge" in figure.because:
            assert isinstance(figure.evidence[0], Assumption)


def test_only_bricks_are_captive_and_only_electricity_is_not_carried(photovoltaics: Chain) -> None:
    bought_only = [p.id for p in photovoltaics.products if p.bought_only]
    assert [p.id for p in photovoltaics.products if p.captive] == ["pv-brick"]
    assert [p.id for p in photovoltaics.products if p.tonnes_per_unit is None] == ["electricity"]
    assert bought_only == ["electricity", "quartz", "reductant"]
    assert [p.id for p in photovoltaics.products if p.on_the_spot] == bought_only


def test_side_materials_name_their_step(photovoltaics: Chain) -> None:
    assert {s.product: s.step for s in photovoltaics.supporting} == {
        "pv-glass": "pv-module",
        "eva-film": "pv-module",
        "backsheet": "pv-module",
        "aluminium-frame": "pv-module",
        "silver": "pv-cell",
        "quartz-crucible": "pv-ingot",
        "diamond-wire": "pv-wafer",
        "junction-box": "pv-module",
        "solder-ribbon": "pv-module",
        "sealant": "pv-module",
    }


@settings(deadline=None)
@given(st.floats(min_value=1.0, max_value=1e10))
def test_the_user_sets_one_figure_and_no_other(value: float) -> None:
    usual, changed = named(load_chains()), named(load_chains({"pv-cell.cost": value}))
    assert changed.process("pv-cell").cost.value == value
    assert changed.process("pv-cell").cost.evidence == (Assumption("pv-cell.cost"),)
    assert changed.process("pv-module") == usual.process("pv-module")
    assert changed.process("pv-cell").capex == usual.process("pv-cell").capex


def test_an_input_is_overridden_by_process_and_product() -> None:
    chain = named(load_chains({"pv-ingot.polysilicon": 2500.0}))
    amount = chain.process("pv-ingot").input("polysilicon")
    assert amount is not None
    assert (amount.low, amount.value, amount.high) == (2500.0, 2500.0, 2500.0)


def test_loading_twice_gives_the_same_object() -> None:
    assert load_chains() is load_chains({})
    assert load_chains({"pv-cell.cost": 1.0}) is load_chains({"pv-cell.cost": 1.0})


def test_unknown_names_are_refused(photovoltaics: Chain) -> None:
    with pytest.raises(LibraryError, match="unknown process 'pv-cel'"):
        photovoltaics.process("pv-cel")
    with pytest.raises(LibraryError, match="unknown product 'gold'"):
        photovoltaics.product("gold")
    with pytest.raises(LibraryError, match="no step has the process 'pv-cel'"):
        photovoltaics.step_of("pv-cel")


SMALL = """
[chain]
id = "tea"
name_zh = "茶"
name_en = "tea"
[[step]]
id = "leaf"
name_zh = "鲜叶"
name_en = "fresh leaf"
product = "leaf"
processes = ["growing"]
[[step]]
id = "dry"
name_zh = "干茶"
name_en = "dry tea"
product = "dry-tea"
processes = ["drying"]
[[supporting]]
id = "flower"
name_zh = "茉莉花"
name_en = "jasmine"
product = "flower"
step = "dry"
[[product]]
id = "leaf"
unit = "t"
name_zh = "鲜叶"
name_en = "fresh leaf"
[[product]]
id = "flower"
unit = "t"
name_zh = "茉莉花"
name_en = "jasmine"
[[product]]
id = "dry-tea"
unit = "t"
name_zh = "干茶"
name_en = "dry tea"
[[process]]
id = "growing"
unit = "t"
name_zh = "种植"
name_en = "growing"
output = "leaf"
cost = { value = 1, unit = "CNY/t", source = "s" }
capex = { value = 1, unit = "CNY/t", source = "s" }
life_years = { value = 1, unit = "a", source = "s" }
typical_size = { value = 1, unit = "t", source = "s" }
[[process]]
id = "drying"
unit = "t"
name_zh = "制茶"
name_en = "drying"
output = "dry-tea"
inputs = [
  { product = "leaf", amount = { value = 5000, unit = "kg/t", source = "s" } },
  { product = "flower", amount = { value = 1, unit = "t/t", source = "s" } },
]
cost = { value = 1, unit = "CNY/t", source = "s" }
capex = { value = 1, unit = "CNY/t", source = "s" }
life_years = { value = 1, unit = "a", source = "s" }
typical_size = { value = 1, unit = "kt", source = "s" }
"""


def read(folder: Path, text: str) -> Chain:
    path = folder / "tea.toml"
    path.write_text(text, encoding="utf-8")
    return read_chain(path, {})


def test_units_are_converted_on_reading(tmp_path: Path) -> None:
    drying = read(tmp_path, SMALL).process("drying")
    leaf = drying.input("leaf")
    assert leaf is not None
    assert leaf.value == pytest.approx(5.0)
    assert leaf.unit == "t/t"
    assert drying.typical_size.value == pytest.approx(1000.0)


@pytest.mark.parametrize(
    ("old", "new", "message", "record"),
    [
        ('{ product = "leaf", amount', '{ product = "leef", amount', "unknown product 'leef'", "drying"),
        ('output = "leaf"', 'output = "leef"', "unknown product 'leef'", "growing"),
        ('processes = ["drying"]', 'processes = ["dryin"]', "it belongs to no step", "drying"),
        ('processes = ["drying"]', 'processes = ["drying", "x"]', "unknown process 'x'", "dry"),
        ('processes = ["drying"]', 'processes = ["drying", "growing"]', "growing makes leaf, not dry-tea", "dry"),
        ('processes = ["drying"]', 'processes = "drying"', "no list of words", "dry"),
        ('unit = "kg/t"', 'unit = "GW/t"', "does not convert to t/t", "drying"),
        ('value = 1, unit = "kt"', 'value = 1, unit = "GW"', "does not convert to t", "drying"),
        ('step = "dry"', 'step = "dri"', "unknown step 'dri'", "flower"),
        ('step = "dry"', 'step = "leaf"', "leaf takes no flower", "flower"),
        (
            'product = "leaf", amount = { value = 5000',
            'product = "flower", amount = { value = 1',
            "takes no leaf",
            "dry",
        ),
        ('id = "drying"', 'id = "growing"', "'growing' stands twice", "growing"),
        ('cost = { value = 1, unit = "CNY/t", source = "s" }', "cost = 1", "growing.cost is missing", "growing"),
        ('source = "s"', 'sauce = "s"', "unknown field 'sauce'", "growing"),
        ('name_en = "drying"', "", "name_en is missing", "drying"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_record(
    tmp_path: Path, old: str, new: str, message: str, record: str
) -> None:
    assert old in SMALL
    with pytest.raises(LibraryError) as caught:
        read(tmp_path, SMALL.replace(old, new))
    assert message in caught.value.what
    assert caught.value.where == f"tea.toml:{record}"
    assert caught.value.mend


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"tea\.toml cannot be read"):
        read(tmp_path, "[[step")
