"""Chains with branches and by-products: what stands before a step is what leads to it, not what is listed above it."""

from dataclasses import replace

import pytest
from small_chain import BECAUSE, COSTS, figure

from sanjiang.chain.breaks import find_breaks
from sanjiang.chain.ladder import Rung, per_final
from sanjiang.library.processes import Chain, Input, Output, Process, Product, Step


def process(name: str, outputs: tuple[Output, ...] = (), **inputs: float) -> Process:
    return Process(
        id=f"make-{name}",
        unit="t",
        name_zh=name,
        name_en=name,
        output=name,
        inputs=tuple(Input(product, figure(each)) for product, each in inputs.items()),
        cost=figure(COSTS.get(name, 1.0)),
        capex=figure(1.0),
        life_years=figure(2.0),
        typical_size=figure(10.0),
        words=(),
        words_if=(),
        outputs=outputs,
    )


# salt ─────────────┐
# acid ─▶ phosphate ┴▶ cathode ─▶ cell
# A tonne of cells takes 2 t of cathode, a tonne of cathode 3 t of phosphate and 0.5 t of salt.
NAMES = ("salt", "acid", "phosphate", "cathode", "cell")
BEFORE = {"salt": (), "acid": (), "phosphate": None, "cathode": ("salt", "phosphate"), "cell": None}
MADE = (
    process("salt"),
    process("acid"),
    process("phosphate", acid=4.0),
    process("cathode", salt=0.5, phosphate=3.0),
    process("cell", cathode=2.0),
)
STEPS = tuple(Step(n, n, n, n, (f"make-{n}",), BEFORE[n]) for n in NAMES)
CHAIN = Chain("battery", "电池", "battery", STEPS, (), tuple(Product(n, "t", n, n, None) for n in NAMES), MADE)


def breaks(chain: Chain = CHAIN, **widths: float):
    rungs = [
        Rung(chain, s, "t", widths.get(s.id, 0.0), 0, 0, int(s.id in widths), 0, *[widths.get(s.id, 0.0)] * 2, BECAUSE)
        for s in chain.steps
    ]
    return {b.rung.step.id: b for b in find_breaks(rungs)}


def test_what_a_tonne_takes_is_counted_along_every_branch():
    assert [per_final(CHAIN, s) for s in STEPS] == pytest.approx([1.0, 24.0, 6.0, 2.0, 1.0])


def test_a_product_that_two_steps_take_counts_for_both():
    cell = process("cell", cathode=2.0, salt=0.25)
    chain = replace(CHAIN, processes=(*MADE[:4], cell))
    assert per_final(chain, STEPS[0]) == pytest.approx(1.0 + 0.25)


def test_a_step_whose_by_product_goes_on_is_measured_by_its_own_output():
    # a tonne of steel gives 0.03 t of slag, a tonne of oxide takes 9 t: 300 t of steel
    steel = process("steel", outputs=(Output("slag", figure(0.03)),))
    steps = (
        Step("slag", "渣", "slag", "slag", ("make-steel",)),
        Step("oxide", "钒", "oxide", "oxide", ("make-oxide",)),
    )
    products = tuple(Product(n, "t", n, n, None) for n in ("steel", "slag", "oxide"))
    chain = Chain("v", "钒", "v", steps, (), products, (steel, process("oxide", slag=9.0)))
    assert per_final(chain, steps[0]) == pytest.approx(300)


def test_a_branch_is_not_before_the_other_branch():
    found = breaks(salt=5.0, cell=1.0)
    assert found["cathode"].kind == "fill"  # salt before it, cells after it
    assert found["phosphate"].kind == found["acid"].kind == "extend"  # nothing before them is here
    assert found["phosphate"].before is None


def test_a_narrow_step_is_measured_against_what_leads_to_it():
    assert breaks(salt=5.0, acid=2.0, phosphate=2.0, cathode=2.0, cell=2.0) == {}  # not against 5 of salt
    assert breaks(salt=5.0, acid=2.0, phosphate=1.0, cathode=1.0, cell=1.0).keys() == {"phosphate"}


def test_an_absent_step_that_needs_a_deposit_is_no_break():
    mine = replace(CHAIN, steps=(replace(STEPS[0], resource=True), *STEPS[1:]))
    assert "salt" not in breaks(mine, cathode=1.0)
    assert "salt" in breaks(CHAIN, cathode=1.0)
    assert "salt" in breaks(mine, salt=0.5, cathode=1.0)  # where it stands it can be too narrow
