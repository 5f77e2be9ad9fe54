from __future__ import annotations

import json
from pathlib import Path

import pytest

from sanjiang.network import Network, Solution, solve

CASES = Path(__file__).parents[2] / "../shared/cases"


@pytest.mark.parametrize(("name", "objective"), [("mexss", -538.8112), ("trnsport", -153.675), ("owen", 992.0)])
def test_published_optima(name, objective):
    if not CASES.is_dir():
        pytest.skip("the shared cases are not beside this repository")
    solution = solve(Network.read(CASES / name))
    assert solution.status == "optimal"
    assert round(solution.objective, 4) == objective
    assert solution.seconds["read"] > 0


def dantzig() -> Network:
    """Dantzig's transport problem (Dantzig 1963), at $90 per thousand cases and thousand miles."""
    miles = {
        ("seattle", "new-york"): 2.5,
        ("seattle", "chicago"): 1.7,
        ("seattle", "topeka"): 1.8,
        ("san-diego", "new-york"): 2.5,
        ("san-diego", "chicago"): 1.8,
        ("san-diego", "topeka"): 1.4,
    }
    made, sold = {"seattle": 350, "san-diego": 600}, {"new-york": 325, "chicago": 300, "topeka": 275}
    return Network.from_rows(
        {
            "regions": [{"region": region} for region in [*made, *sold]],
            "products": [{"product": "cases", "unit": "case"}],
            "processes": [],
            "coefficients": [],
            "plants": [],
            "lanes": [
                {"origin": origin, "destination": destination, "mode": "truck", "distance_km": distance}
                for (origin, destination), distance in miles.items()
            ],
            "freight": [{"product": "cases", "mode": "truck", "per_km": 0.09}],
            "supplies": [{"region": region, "product": "cases", "quantity": q} for region, q in made.items()],
            "demands": [
                {"region": region, "product": "cases", "quantity": q, "minimum": q} for region, q in sold.items()
            ],
        }
    )


def test_dantzigs_transport_problem():
    solution = solve(dantzig())
    assert solution.objective == pytest.approx(-153.675, rel=1e-9)
    prices = {region: price for region, _, price, _ in solution.prices.iter_rows()}
    assert prices["new-york"] - prices["seattle"] == pytest.approx(0.225)
    assert prices["topeka"] - prices["san-diego"] == pytest.approx(0.126)
    assert solution.activity.height == 0


def owen(players: list[str]) -> Network:
    """Owen's linear production game as the manual of the R package coopProductGame prints it."""
    owned = {"one": (4, 33), "two": (6, 39), "three": (60, 0)}
    makes = {"a": (68, 4, 6), "b": (52, 5, 2)}
    resources = ["r1", "r2"]
    return Network.from_rows(
        {
            "regions": [{"region": "pool"}],
            "products": [{"product": product, "unit": "unit"} for product in [*resources, *makes]],
            "processes": [{"process": f"make-{product}", "unit": "unit"} for product in makes],
            "coefficients": [
                {"process": f"make-{product}", "product": thing, "amount": amount}
                for product, (_, *uses) in makes.items()
                for thing, amount in [(product, 1.0), *((r, -use) for r, use in zip(resources, uses, strict=True))]
            ],
            "plants": [{"plant": product, "process": f"make-{product}", "region": "pool"} for product in makes],
            "supplies": [
                {"region": "pool", "product": r, "quantity": sum(owned[player][i] for player in players)}
                for i, r in enumerate(resources)
            ],
            "demands": [
                {"region": "pool", "product": product, "price": price} for product, (price, *_) in makes.items()
            ],
        }
    )


def test_owens_production_game():
    grand = solve(owen(["one", "two", "three"]))
    assert grand.objective == pytest.approx(992, rel=1e-9)
    assert solve(owen(["one", "two"])).objective == pytest.approx(170, rel=1e-9)
    prices = {product: price for _, product, price, _ in grand.prices.iter_rows()}
    shares = [r1 * prices["r1"] + r2 * prices["r2"] for r1, r2 in ((4, 33), (6, 39), (60, 0))]
    assert shares == pytest.approx([230, 282, 480], rel=1e-9)


def test_a_chain_by_hand(chain):
    solution = solve(Network.from_rows(chain))
    assert solution.objective == pytest.approx(80 * (40 - 10 - 10 - 6))
    assert dict(solution.purchases.row(0, named=True)) == (
        {"region": "west", "product": "ore", "price": 5000.0, "amount": 0.16, "unit": "kt"}
    )
    prices = {(region, product): price for region, product, price, _ in solution.prices.iter_rows()}
    assert prices == pytest.approx({("west", "ore"): 5000, ("west", "steel"): 20, ("east", "steel"): 26})
    assert solution.rents.rows() == [("works", 0.0, "t")]


def test_a_rent_is_what_one_more_unit_of_capacity_is_worth(chain):
    chain["plants"][0]["capacity"] = 50
    narrow = solve(Network.from_rows(chain))
    chain["plants"][0]["capacity"] = 51
    wider = solve(Network.from_rows(chain))
    assert narrow.rents["rent"].to_list() == pytest.approx([wider.objective - narrow.objective])


def test_to_json_is_the_contract_and_nothing_is_printed(chain, capfd):
    answer = json.loads(json.dumps(solve(Network.from_rows(chain)).to_json()))
    assert list(answer) == ["status", "objective", "currency", "rows", "columns", "seconds"]
    assert answer["currency"] == "CNY"
    assert (answer["rows"], answer["columns"]) == (3, 4)
    assert list(answer["seconds"]) == ["read", "build", "solve"]
    assert answer["seconds"]["read"] == 0.0
    assert capfd.readouterr() == ("", "")


def test_an_empty_network_earns_nothing():
    names = ("regions", "products", "processes", "coefficients", "plants")
    solution = solve(Network.from_rows({name: [] for name in names}))
    assert isinstance(solution, Solution)
    assert (solution.objective, solution.rows, solution.columns) == (0.0, 0, 0)
    assert solution.prices.height == solution.rents.height == solution.flows.height == 0
