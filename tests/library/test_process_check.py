"""`sanjiang process check`: the shipped chains hold; each fault of a user's file is named in one line."""

import json
from pathlib import Path

import pytest

from sanjiang.library.data_files import data_path
from sanjiang.library.process_check import check_processes

FIGURES = """cost = { value = 1, unit = "CNY/UNIT", source = "s" }
capex = { value = 1, unit = "CNY/UNIT", source = "s" }
life_years = { value = 1, unit = "a", source = "s" }
typical_size = { value = 1, unit = "UNIT", source = "s" }
"""


def product(name: str, unit: str = "t", more: str = "") -> str:
    return f'[[product]]\nid = "{name}"\nunit = "{unit}"\nname_zh = "{name}"\nname_en = "{name}"\n{more}\n'


def step(name: str, more: str = "") -> str:
    names = f'id = "{name}"\nname_zh = "{name}"\nname_en = "{name}"\nproduct = "{name}"\n'
    return f'[[step]]\n{names}processes = ["make-{name}"]\n{more}\n'


def flows(unit: str, **amounts: float) -> str:
    made = (
        f'{{ product = "{p}", amount = {{ value = {a}, unit = "UNIT/{unit}", source = "s" }} }}'
        for p, a in amounts.items()
    )
    return "[" + ", ".join(made) + "]"


def process(output: str, unit: str = "t", more: str = "", **inputs: float) -> str:
    names = f'id = "make-{output}"\nunit = "{unit}"\nname_zh = "{output}"\nname_en = "{output}"\noutput = "{output}"\n'
    taken = f"inputs = {flows(unit, **inputs)}\n".replace("UNIT/", f"{unit}/") if inputs else ""
    return f"[[process]]\n{names}{taken}{FIGURES.replace('UNIT', unit)}{more}\n"


HEAD = '[chain]\nid = "own"\nname_zh = "自有"\nname_en = "own"\n'
ORE = 'other_mass = { value = 3, unit = "t/t", source = "ore" }\n'
GOOD = HEAD + step("ore") + step("metal") + product("ore") + product("metal") + process("ore", more=ORE)
GOOD += process("metal", ore=1.5)


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return [str(f) for f in check_processes([path]).faults]


def test_the_shipped_chains_hold():
    checked = check_processes()
    assert checked.faults == ()
    assert checked.chains == len(list(data_path("processes").glob("*.toml")))
    assert checked.figures > 400
    assert json.loads(json.dumps(checked.to_json()))["faults"] == []


@pytest.mark.parametrize("path", sorted(data_path("processes").glob("*.toml")), ids=lambda p: p.stem)
def test_a_copy_of_a_shipped_chain_is_checked_by_its_path(tmp_path, path):
    assert faults(tmp_path, path.read_text(encoding="utf-8")) == []


def test_a_user_s_chain_may_use_the_package_s_products(tmp_path):
    power = '\ninputs = [{ product = "electricity", amount = { value = 9, unit = "kWh/t", source = "s" } }]\n'
    assert faults(tmp_path, GOOD.replace(ORE, ORE + power)) == []


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        (ORE, "", "a process without inputs", "own.toml:make-ore"),
        ("value = 1.5", "value = 0.9", "outputs weigh 1 t a t, inputs only 0.9 t", "own.toml:make-metal"),
        (ORE, ORE.replace("3", "0.5"), "outputs weigh 1 t a t, inputs only 0.5 t", "own.toml:make-ore"),
        ('unit = "CNY/t", source = "s"', 'unit = "CNY/t"', "needs a source or an assumption", "own.toml:make-ore"),
        (
            'life_years = { value = 1, unit = "a"',
            'life_years = { value = 1, unit = "t"',
            "does not convert to a",
            "own",
        ),
        ('unit = "t/t", source = "s" } }]', 'unit = "GW/t", source = "s" } }]', "does not convert to t/t", "own"),
        ("[[process]]", product("idle") + "[[process]]", "nobody makes it or takes it", "own.toml:idle"),
        ('name_en = "ore"\nproduct', 'name_en = "ore"\nbeside = 1\nproduct', "unknown field 'beside'", "own.toml:ore"),
        ('product = "ore", amount', 'product = "oar", amount', "unknown product 'oar'", "own.toml:make-metal"),
        ('processes = ["make-metal"]', "processes = []", "it belongs to no step", "own.toml:make-metal"),
    ],
)
def test_each_fault_is_one_line_of_what_where_mend(tmp_path, old, new, what, where):
    assert old in GOOD
    found = faults(tmp_path, GOOD.replace(old, new, 1))
    [line] = [f for f in found if what in f]
    assert line.count(" — ") == 2
    assert where in line
    assert "\n" not in line
    assert any("\u4e00" <= c <= "\u9fff" for c in line)


def test_every_record_that_cannot_be_read_is_told(tmp_path):
    found = faults(tmp_path, GOOD.replace('unit = "CNY/t", source = "s"', 'unit = "CNY/t"'))
    assert [f.split(" — ")[1] for f in found] == ["own.toml:make-ore", "own.toml:make-metal"]


def test_a_cycle_that_makes_something_from_nothing_is_named(tmp_path):
    loop = HEAD + step("a", "before = []") + step("b") + product("a", "GW") + product("b", "GW")
    gain = loop + process("a", "GW", b=0.5) + process("b", "GW", a=1)
    [line] = faults(tmp_path, gain)
    assert "a cycle makes something from nothing: make-a, make-b — own.toml:own" in line
    assert faults(tmp_path, gain.replace("value = 0.5", "value = 1.0")) == []


def test_a_cycle_fed_from_outside_is_none(tmp_path):
    scrap = f"outputs = {flows('t', scrap=0.2)}\n".replace("UNIT/", "t/")
    text = (
        HEAD + step("metal", "before = []") + step("sheet") + "".join(map(product, ("metal", "sheet", "scrap", "ore")))
    )
    text += process("metal", ore=1.0, scrap=0.1) + process("sheet", more=scrap, metal=1.3)
    assert faults(tmp_path, text) == []


def test_a_captive_product_that_nobody_makes_or_takes_is_told(tmp_path):
    captive = GOOD.replace('name_en = "ore"\n\n', 'name_en = "ore"\ncaptive = true\n')
    assert faults(tmp_path, captive) == []
    bought = captive.replace(step("ore"), "").replace(process("ore", more=ORE), "")
    [line] = faults(tmp_path, bought)
    assert "it has no market, and nobody makes it — own.toml:ore" in line


def test_a_file_that_is_not_there_is_told(tmp_path):
    [fault] = check_processes([tmp_path / "none.toml"]).faults
    assert "cannot be read" in fault.what


@pytest.mark.parametrize("text", [GOOD, (data_path("processes") / "jasmine-tea.toml").read_text(encoding="utf-8")])
def test_a_file_with_any_line_missing_or_spoilt_gives_faults_and_never_breaks(tmp_path, text):
    lines = text.splitlines()
    for number, line in enumerate(lines):
        rest = [*lines[:number], *lines[number + 1 :]]
        for spoilt in (rest, [*rest[:number], line.replace("=", "= 7 #", 1), *rest[number:]]):
            for fault in faults(tmp_path, "\n".join(spoilt)):
                assert fault.count("\n") == 0
                assert len(fault.split(" — ")) == 3
