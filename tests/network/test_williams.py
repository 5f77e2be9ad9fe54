"""Williams, Model Building in Mathematical Programming: facts are the book's, tables ours; and a location problem."""

from __future__ import annotations

import itertools

import pytest

from sanjiang.network import Network, solve

MONTHS = ("1", "2", "3", "4", "5", "6")
PER_PERIOD = [{"key": "quantities", "value": "per_period"}]


def one_place(**tables):
    return Network.from_rows({"regions": [{"region": "r"}], "periods": [{"period": "1"}], **tables})


def units(*names, unit="t"):
    return [{"product": name, "unit": unit} for name in names]


def running(processes):
    """Tables of processes, each with what it takes and makes, that plants of no capacity limit run."""
    return {
        "processes": [{"process": name, "unit": "t"} for name in processes],
        "coefficients": [
            {"process": name, "product": product, "amount": amount}
            for name, amounts in processes.items()
            for product, amount in amounts.items()
        ],
        "plants": [{"plant": name, "process": name, "region": "r"} for name in processes],
    }


def market(table, product, price=0.0, **row):
    return {"region": "r", "product": product, "price": price, **row}


def limit(name, sense, amount, terms, period=None):
    """A limit and its terms, of nothing left out."""
    rows = [
        {"limit": name, "table": "processes", "key": key, "per_unit": value} for key, value in terms.items() if value
    ]
    return {"limit": name, "sense": sense, "amount": amount, "period": period}, rows


def limits(*told):
    """Tables of limits; the terms of one name stand once."""
    terms = {(row["limit"], row["key"]): row for _, rows in told for row in rows}
    return {"limits": [row for row, _ in told], "limit_terms": list(terms.values())}


def test_food_manufacture():
    """Problem 12.1: oils bought, stored, refined and blended over six months; the profit is 107,843."""
    prices = {
        "veg1": (110, 130, 110, 120, 100, 90),
        "veg2": (120, 130, 140, 110, 120, 100),
        "oil1": (130, 110, 130, 120, 150, 140),
        "oil2": (110, 90, 100, 120, 110, 80),
        "oil3": (115, 115, 95, 125, 105, 135),
    }
    hardness = {"veg1": 8.8, "veg2": 6.1, "oil1": 2.0, "oil2": 4.2, "oil3": 5.0}
    solution = solve(
        one_place(
            products=units("food", *prices),
            periods=[{"period": month} for month in MONTHS],
            settings=PER_PERIOD,
            **running({oil: {oil: -1, "food": 1} for oil in prices}),
            **limits(
                limit("refine veg", "<=", 200, {"veg1": 1, "veg2": 1}),
                limit("refine oil", "<=", 250, {"oil1": 1, "oil2": 1, "oil3": 1}),
                limit("not too hard", "<=", 0, {oil: told - 6 for oil, told in hardness.items()}),
                limit("hard enough", ">=", 0, {oil: told - 3 for oil, told in hardness.items()}),
            ),
            supplies=[
                *(
                    market("supplies", oil, price, period=month)
                    for oil, told in prices.items()
                    for month, price in zip(MONTHS, told, strict=True)
                ),
                *(market("supplies", oil, 0, period="1", quantity=500) for oil in prices),
            ],
            # what is left at the end must be 500 of each, and was stored for a month
            demands=[
                market("demands", "food", 150),
                *(market("demands", oil, -5, period="6", quantity=500, minimum=500) for oil in prices),
            ],
            stores=[{"region": "r", "product": oil, "capacity": 1000, "cost": 5} for oil in prices],
        )
    )
    assert round(solution.objective) == 107_843


def test_factory_planning():
    """Problem 12.3: seven products on machines that are mended in turn, over six months; the profit is 93,715."""
    profits = (10, 6, 8, 4, 11, 9, 3)
    hours = {
        "grind": ((0.5, 0.7, 0, 0, 0.3, 0.2, 0.5), (3, 4, 4, 4, 3, 4)),
        "drill upright": ((0.1, 0.2, 0, 0.3, 0, 0.6, 0), (2, 2, 2, 1, 1, 2)),
        "drill level": ((0.2, 0, 0.8, 0, 0, 0, 0.6), (3, 1, 3, 3, 3, 2)),
        "bore": ((0.05, 0.03, 0, 0.07, 0.1, 0, 0.08), (1, 1, 0, 1, 1, 1)),
        "plane": ((0, 0, 0.01, 0, 0.05, 0, 0.05), (1, 1, 1, 1, 1, 0)),
    }
    most = (
        (500, 1000, 300, 300, 800, 200, 100),
        (600, 500, 200, 0, 400, 300, 150),
        (300, 600, 0, 0, 500, 400, 100),
        (200, 300, 400, 500, 200, 0, 100),
        (0, 100, 500, 100, 1000, 300, 0),
        (500, 500, 100, 300, 1100, 500, 60),
    )
    products = [f"p{n}" for n in range(1, 8)]
    solution = solve(
        one_place(
            products=units(*products, unit="1"),
            periods=[{"period": month} for month in MONTHS],
            settings=PER_PERIOD,
            **{
                **running({f"make {p}": {p: 1} for p in products}),
                "processes": [{"process": f"make {p}", "unit": "1"} for p in products],
            },
            **limits(
                *(
                    limit(
                        work,
                        "<=",
                        384 * machines,
                        {f"make {p}": each for p, each in zip(products, told, strict=True)},
                        period=month,
                    )
                    for work, (told, running_machines) in hours.items()
                    for month, machines in zip(MONTHS, running_machines, strict=True)
                )
            ),
            demands=[
                *(
                    market("demands", p, price, period=month, quantity=quantity)
                    for month, quantities in zip(MONTHS, most, strict=True)
                    for p, price, quantity in zip(products, profits, quantities, strict=True)
                ),
                *(market("demands", p, -0.5, period="6", quantity=50, minimum=50) for p in products),
            ],
            stores=[{"region": "r", "product": p, "capacity": 100, "cost": 0.5} for p in products],
        )
    )
    assert round(solution.objective) == 93_715


def blended(product, share, names):
    """Processes that put one thing each into a blend."""
    return {f"{name} to {product}": {name: -share, product: share} for name in names}


def test_refinery_optimisation():
    """Problem 12.6: two crudes into fractions, reformed, cracked and blended; the profit is 211,365."""
    octane = {"light naphtha": 90, "medium naphtha": 80, "heavy naphtha": 70, "reformed": 115, "cracked petrol": 105}
    pressure = {"light oil": 1.0, "heavy oil": 0.6, "cracked oil": 1.5, "residuum": 0.05}
    fractions = ("light naphtha", "medium naphtha", "heavy naphtha", "light oil", "heavy oil", "residuum")
    crudes = {"crude 1": (0.1, 0.2, 0.2, 0.12, 0.2, 0.13), "crude 2": (0.15, 0.25, 0.18, 0.08, 0.19, 0.12)}
    reformed = {"light naphtha": 0.6, "medium naphtha": 0.52, "heavy naphtha": 0.45}
    sold = {"premium": 7, "regular": 6, "jet fuel": 4, "fuel oil": 3.5, "lube oil": 1.5}
    fuel = {"light oil": 10, "cracked oil": 4, "heavy oil": 3, "residuum": 1}
    processes = {
        **{f"distil {c}": {c: -1, **dict(zip(fractions, told, strict=True))} for c, told in crudes.items()},
        **{f"reform {n}": {n: -1, "reformed": made} for n, made in reformed.items()},
        "crack light oil": {"light oil": -1, "cracked oil": 0.68, "cracked petrol": 0.28},
        "crack heavy oil": {"heavy oil": -1, "cracked oil": 0.75, "cracked petrol": 0.2},
        "make lube oil": {"residuum": -1, "lube oil": 0.5},
        "make fuel oil": {**{n: -part / 18 for n, part in fuel.items()}, "fuel oil": 1},
        **blended("premium", 1, octane),
        **blended("regular", 1, octane),
        **blended("jet fuel", 1, pressure),
    }
    petrol = {name: {f"{n} to {name}": 1 for n in octane} for name in ("premium", "regular")}
    solution = solve(
        one_place(
            products=units(*crudes, *fractions, "reformed", "cracked oil", "cracked petrol", *sold),
            **running(processes),
            supplies=[market("supplies", "crude 1", quantity=20_000), market("supplies", "crude 2", quantity=30_000)],
            demands=[
                market(
                    "demands",
                    name,
                    price,
                    minimum=500 if name == "lube oil" else 0,
                    quantity=1000 if name == "lube oil" else None,
                )
                for name, price in sold.items()
            ],
            **limits(
                limit("distil", "<=", 45_000, {f"distil {c}": 1 for c in crudes}),
                limit("reform", "<=", 10_000, {f"reform {n}": 1 for n in reformed}),
                limit("crack", "<=", 8_000, {"crack light oil": 1, "crack heavy oil": 1}),
                limit("premium octane", ">=", 0, {f"{n} to premium": told - 94 for n, told in octane.items()}),
                limit("regular octane", ">=", 0, {f"{n} to regular": told - 84 for n, told in octane.items()}),
                limit("vapour", "<=", 0, {f"{n} to jet fuel": told - 1 for n, told in pressure.items()}),
                limit("enough premium", ">=", 0, {**petrol["premium"], **dict.fromkeys(petrol["regular"], -0.4)}),
            ),
        )
    )
    assert round(solution.objective) == 211_365


FREIGHT = (
    (4000, 2000, 3000, 2500, 4500),
    (2500, 2600, 3400, 3000, 4000),
    (1200, 1800, 2600, 4100, 3000),
    (2200, 2600, 3100, 3700, 3200),
)


def test_plants_with_fixed_costs():
    """Gurobi's facility example: which of five plants serve four warehouses; the least cost is 210,500."""
    size, fixed, asked = (20, 22, 17, 19, 18), (12_000, 15_000, 17_000, 13_000, 16_000), (15, 18, 14, 20)
    plants, houses = [f"plant {n}" for n in range(5)], [f"warehouse {n}" for n in range(4)]
    tables = {
        "regions": [{"region": name} for name in (*plants, *houses)],
        "products": units("goods"),
        "processes": [{"process": "make", "unit": "t", "life_years": 1}],
        "coefficients": [{"process": "make", "product": "goods", "amount": 1}],
        "plants": [],
        "candidates": [
            {"region": p, "process": "make", "max_size": most, "fixed_cost": cost}
            for p, most, cost in zip(plants, size, fixed, strict=True)
        ],
        "lanes": [
            {"origin": p, "destination": house, "mode": "road", "distance_km": FREIGHT[h][i]}
            for (h, house), (i, p) in itertools.product(enumerate(houses), enumerate(plants))
        ],
        "freight": [{"product": "goods", "mode": "road", "per_km": 1}],
        "demands": [
            {"region": house, "product": "goods", "quantity": most, "minimum": most}
            for house, most in zip(houses, asked, strict=True)
        ],
    }
    solution = solve(Network.from_rows(tables))
    assert solution.objective == pytest.approx(-210_500)
    shut = solution.builds.filter(solution.builds["amount"] < 1e-6)["region"].to_list()
    assert shut == ["plant 2"]
