"""The holiday of docs/routes.md, and that the network's answer is the best of all whole flows of small ones."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from route_tables import sight, write

from sanjiang.core.errors import SanjiangError
from sanjiang.network import TableError
from sanjiang.routes.holiday import plan_holiday

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "routes.md").read_text("utf-8")


@pytest.fixture(scope="module")
def holiday():
    return plan_holiday(DOCS / "holiday")


def stands_on_the_page(number):
    return f"**{number:,.10g}**".replace("-", "−") in PAGE


def test_visits_and_objective_are_those_worked_out_by_hand(holiday):
    flows = {(flow["origin"], flow["product"]): flow["visitors"] for flow in holiday["flows"]}
    assert flows == {
        ("chongqing", "classic"): 12_000,
        ("chengdu", "classic"): 8_000,
        ("chengdu", "old-town"): 8_000,
        ("chengdu", "bamboo"): 2_000,
    }
    assert holiday["turned_away"] == [{"origin": "chengdu", "visitors": 12_000}]
    assert holiday["objective"] == 14_960_000
    assert stands_on_the_page(14_960_000)
    assert stands_on_the_page(12_000)


def test_binding_attractions_and_their_worth_are_those_worked_out_by_hand(holiday):
    worth = {each["id"]: each["worth"] for each in holiday["attractions"] if each["binding"]}
    assert worth == {"leshan-buddha": 600, "luocheng": 180}
    assert all(map(stands_on_the_page, worth.values()))
    moved = {each["id"]: (each["wished"], each["visits"]) for each in holiday["attractions"]}
    assert moved["leshan-buddha"] == (42_000, 20_000)
    assert moved["luocheng"] == (0, 8_000)
    assert moved["muchuan-bamboo"] == (0, 2_000)


def test_measures_are_worth_what_is_worked_out_by_hand(holiday):
    gains = {each["measure"]: (each["gain"], each["pays"]) for each in holiday["measures"]}
    assert gains == {
        "second-entrance": (3_000_000, True),
        "tea-day": (900_000, True),
        "bamboo-discount": (330_000, True),
        "old-town-discount": (-320_000, False),
    }
    assert all(stands_on_the_page(gain) for gain, _ in gains.values())
    nets = [each["net"] for each in holiday["measures"]]
    assert nets == sorted(nets, reverse=True)


def names(**more):
    return {"name_zh": "甲", "name_en": "a", **more}


def small(folder, seed):
    rng = np.random.default_rng(seed)
    gates = rng.integers(1, 6, size=2).tolist()
    visitors = rng.integers(1, 5, size=2).tolist()
    spends = rng.integers(1, 30, size=(2, 2)).tolist()
    ways = {"p": "s0", "q": "s1"}
    write(
        folder,
        origins=[names(origin=f"o{i}", visitors=n) for i, n in enumerate(visitors)],
        attractions=[sight(f"s{i}", 29 + i, 103, capacity=n) for i, n in enumerate(gates)],
        products=[names(product=p, attractions=a) for p, a in ways.items()],
        choices=[
            {"origin": f"o{i}", "product": p, "spends": spends[i][j]} for i in range(2) for j, p in enumerate(ways)
        ],
    )
    best = 0
    for flow in product(range(5), repeat=4):
        p0, q0, p1, q1 = flow
        kept = p0 + q0 <= visitors[0] and p1 + q1 <= visitors[1] and p0 + p1 <= gates[0] and q0 + q1 <= gates[1]
        earned = sum(n * s for n, s in zip(flow, [*spends[0], *spends[1]], strict=True))
        best = max(best, earned if kept else 0)
    return best


@pytest.mark.parametrize("seed", range(4))
def test_a_small_holiday_earns_the_most_of_all_whole_flows(tmp_path, seed):
    """Where each product visits one place, the programme is a transport problem and its optimum whole."""
    best = small(tmp_path / "h", seed)
    assert plan_holiday(tmp_path / "h")["objective"] == pytest.approx(best)


@pytest.mark.parametrize(
    ("table", "rows", "told"),
    [
        ("products", [names(product="p", attractions="nowhere")], "unknown name 'nowhere'"),
        ("choices", [{"origin": "o9", "product": "p", "spends": 1}], "unknown origin 'o9'"),
        ("measures", [names(measure="m", kind="entrance", target="p")], "unknown name 'p'"),
        ("measures", [names(measure="m", kind="bribe", target="s0")], "not one of"),
        ("origins", [names(origin="o0", visitors=-1)], "out of range"),
    ],
)
def test_wrong_cells_are_each_told_with_their_place(tmp_path, table, rows, told):
    small(tmp_path / "h", 0)
    write(tmp_path / "h", **{table: rows})
    with pytest.raises(TableError) as caught:
        plan_holiday(tmp_path / "h")
    assert any(told in problem and f"{table}.csv:2" in problem for problem in caught.value.problems)


def test_a_product_that_visits_a_place_twice_is_an_error(tmp_path):
    small(tmp_path / "h", 0)
    write(tmp_path / "h", products=[names(product=p, attractions="s0|s0") for p in ("p", "q")])
    with pytest.raises(SanjiangError, match="visits a place twice"):
        plan_holiday(tmp_path / "h")


@pytest.mark.parametrize("seed", range(12))
def test_the_flows_earn_what_the_objective_says_and_keep_takers(tmp_path, seed):
    rng = np.random.default_rng(seed)
    small(tmp_path / "h", seed)
    takers = {(o, p): int(rng.integers(0, 3)) for o in ("o0", "o1") for p in ("p", "q")}
    rows = [{"origin": o, "product": p, "spends": int(rng.integers(0, 4)), "takers": n} for (o, p), n in takers.items()]
    answer = plan_holiday(write(tmp_path / "h", choices=rows))
    spends = {(row["origin"], row["product"]): row["spends"] for row in rows}
    flows = {(flow["origin"], flow["product"]): flow["visitors"] for flow in answer["flows"]}
    assert sum(n * spends[key] for key, n in flows.items()) == pytest.approx(answer["objective"])
    assert all(n <= takers[key] for key, n in flows.items())
