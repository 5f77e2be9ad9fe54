"""Published models entered in these tables: blending, stock over months, lumps. Facts are the sources', tables ours."""

from __future__ import annotations

import pytest

from sanjiang.network import Network, solve

ALLOYS = "ABCDEFGHI"
LEAD = (10, 10, 40, 60, 30, 30, 30, 50, 20)
ZINC = (10, 30, 50, 30, 30, 40, 20, 40, 30)
TIN = (80, 60, 10, 10, 40, 30, 50, 10, 50)
PRICES = (4.1, 4.3, 5.8, 6.0, 7.6, 7.5, 7.3, 6.9, 7.3)


def one_place(**tables):
    return Network.from_rows({"regions": [{"region": "r"}], **tables})


def made(process, **amounts):
    return [{"process": process, "product": product, "amount": amount} for product, amount in amounts.items()]


def test_blending_an_alloy():
    """Dantzig 1963, section 3.4: a pound of 30 % lead, 30 % zinc and 40 % tin of nine alloys costs 4.98 at least."""
    melts = [
        row
        for a, lead, zinc, tin in zip(ALLOYS, LEAD, ZINC, TIN, strict=True)
        for row in made(f"melt {a}", **{a: -1, "lead": lead / 100, "zinc": zinc / 100, "tin": tin / 100})
    ]
    processes = [*(f"melt {a}" for a in ALLOYS), "mix"]
    solution = solve(
        one_place(
            products=[{"product": p, "unit": "lb"} for p in ("lead", "zinc", "tin", "blend", *ALLOYS)],
            processes=[{"process": p, "unit": "lb"} for p in processes],
            coefficients=[*melts, *made("mix", lead=-0.3, zinc=-0.3, tin=-0.4, blend=1)],
            plants=[{"plant": p, "process": p, "region": "r"} for p in processes],
            supplies=[{"region": "r", "product": a, "price": p} for a, p in zip(ALLOYS, PRICES, strict=True)],
            demands=[{"region": "r", "product": "blend", "quantity": 1, "minimum": 1}],
            limits=[{"limit": "a pound", "sense": "=", "amount": 1}],
            limit_terms=[{"limit": "a pound", "table": "supplies", "key": "*|*|*|*", "per_unit": 1}],
        )
    )
    assert solution.objective == pytest.approx(-4.98, rel=1e-9)


def test_production_and_stock_over_three_months():
    """Fourer 1983 (ACM TOMS 9, 2; GAMS Model Library: ROBERT): three products, two stocked materials; profit 11,025."""
    uses = {"low": (5, 1), "medium": (3, 2), "high": (1, 3)}
    profits = {"low": (25, 20, 10), "medium": (50, 50, 50), "high": (75, 80, 100)}
    stocked = {"scrap": (400, 0.5, 15), "new": (275, 2, 25)}
    months = ("1", "2", "3", "4")
    solution = solve(
        one_place(
            products=[{"product": p, "unit": "t"} for p in (*uses, *stocked)],
            processes=[{"process": p, "unit": "t"} for p in uses],
            coefficients=[row for p, (scrap, new) in uses.items() for row in made(p, scrap=-scrap, new=-new, **{p: 1})],
            plants=[{"plant": p, "process": p, "region": "r", "to": "3"} for p in uses],
            periods=[{"period": m} for m in months],
            settings=[{"key": "quantities", "value": "per_period"}],
            # what is there at the start is stored in the first month, too
            supplies=[
                {"region": "r", "product": p, "quantity": most, "price": cost, "period": "1"}
                for p, (most, cost, _) in stocked.items()
            ],
            stores=[{"region": "r", "product": p, "cost": cost} for p, (_, cost, _) in stocked.items()],
            # what is left is worth its residue, and was not stored in a fourth month
            demands=[
                *(
                    {"region": "r", "product": p, "period": month, "price": profit}
                    for p, told in profits.items()
                    for month, profit in zip(months, told, strict=False)
                ),
                *(
                    {"region": "r", "product": p, "period": "4", "price": residue + cost}
                    for p, (_, cost, residue) in stocked.items()
                ),
            ],
            limits=[{"limit": "hands", "sense": "<=", "amount": 40}],
            limit_terms=[{"limit": "hands", "table": "processes", "key": "*", "per_unit": 1}],
        )
    )
    assert solution.objective == pytest.approx(11_025, rel=1e-9)


def test_a_knapsack_of_whole_things():
    """Kellerer, Pferschy, Pisinger 2004, chapter 2: seven things and room for nine; the best profit is 15."""
    weights, profits = (2, 3, 6, 7, 5, 9, 4), (6, 5, 8, 9, 6, 7, 3)
    names = [f"i{n}" for n in range(len(weights))]
    solution = solve(
        one_place(
            products=[{"product": n, "unit": "1"} for n in names],
            processes=[{"process": f"make {n}", "unit": "1"} for n in names],
            coefficients=[row for n in names for row in made(f"make {n}", **{n: 1})],
            plants=[],
            candidates=[{"region": "r", "process": f"make {n}", "min_size": 1, "max_size": 1} for n in names],
            demands=[
                {"region": "r", "product": n, "quantity": 1, "price": p} for n, p in zip(names, profits, strict=True)
            ],
            limits=[{"limit": "room", "sense": "<=", "amount": 9}],
            limit_terms=[
                {"limit": "room", "table": "candidates", "key": f"r|make {n}", "per_unit": w}
                for n, w in zip(names, weights, strict=True)
            ],
        )
    )
    assert solution.objective == pytest.approx(15, rel=1e-9)
