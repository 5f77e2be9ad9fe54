"""A season of fresh goods as a network of weeks: what to send where, what to keep, which cold store to build when."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sanjiang.core.figure import Figure
from sanjiang.library.travel import load_travel
from sanjiang.network import Network, solve
from sanjiang.network.solution import Solution
from sanjiang.routes.contract import SEASON
from sanjiang.routes.tables import Row, Tables, assumptions, evidence, read_tables

FARM, COLD_STORE = "farm", "cold-store"
SMALL = 1e-6
USED = ("finance.discount_rate", "season.weeks_a_year")
"""The assumptions behind it."""


def plan_season(path: Path, assumed: Mapping[str, float] | None = None) -> dict[str, object]:
    """Answer `flow` for a season: sales and stock by week, the cold store to build, and what it gains.

    A cold store's annuity is spread over the weeks of a year and charged in each week of the season in which it stands.

    Raises
    ------
    TableError
        If tables are wrong.
    """
    figures = load_travel(assumed)
    tables = read_tables(path, SEASON)
    plan = solve(_network(tables, figures))
    without = solve(_network(tables, figures, build=False))
    builds = [(week, amount) for _, _, week, amount, *_ in plan.builds.iter_rows() if amount > SMALL]
    rents = {week: rent for name, week, rent, *_ in plan.limit_rents.iter_rows() if name == "cold"}
    return {
        "objective": round(plan.objective, 6),
        "currency": "CNY",
        "cold_store": {
            "size": round(sum(amount for _, amount in builds), 6),
            "unit": "t",
            "builds": [{"week": week, "size": round(amount, 6)} for week, amount in builds],
            "gain": round(plan.objective - without.objective, 6),
            "charge_per_week": round(_charge(_storage(tables).get("cold"), figures), 6),
            "rents": [{"week": week, "rent": round(rent, 6)} for week, rent in rents.items() if rent > SMALL],
        },
        "sent": _sent(plan),
        "stock": _stock(plan),
        "unharvested": _unharvested(tables, plan),
        "evidence": [evidence(row).to_json() for row in tables.of("storage")],
        "assumptions": assumptions(tables, {name: figures[name] for name in USED}),
    }


def _storage(tables: Tables) -> dict[str, Row]:
    return {row["store"]: row for row in tables.of("storage")}


def _charge(cold: Row | None, figures: Mapping[str, Figure]) -> float:
    """Return what a tonne of cold store costs in a week: its annuity over the weeks of a year."""
    if cold is None or cold["capex"] is None:
        return 0.0
    rate, life = figures["finance.discount_rate"].value, cold["life_years"]
    share = rate / (1 - (1 + rate) ** -life) if rate else 1 / life
    return float(cold["capex"] * share / figures["season.weeks_a_year"].value)


def _network(tables: Tables, figures: Mapping[str, Figure], *, build: bool = True) -> Network:
    """Return the season's network; a cold store is a process whose activity bounds the stock of cold goods."""
    goods = [row["product"] for row in tables.of("goods")]
    storage = _storage(tables)
    turns = [(f"chill:{g}", g, _cold(g)) for g in goods] + [(f"draw:{g}", _cold(g), g) for g in goods]
    cold = storage.get("cold")
    may_build = build and cold is not None and cold["capex"] is not None and cold["largest"] > 0
    candidate: dict[str, object] = {"region": FARM, "process": COLD_STORE}
    if cold is not None:
        candidate |= {"max_size": cold["largest"], "capex": _charge(cold, figures), "lead_periods": cold["lead_weeks"]}
    return Network.from_rows(
        {
            "regions": [{"region": FARM}, *({"region": row["market"]} for row in tables.of("markets"))],
            "products": [
                *({"product": g, "unit": "t"} for g in goods),
                *({"product": _cold(g), "unit": "t", "tradable": False} for g in goods),
                {"product": "room", "unit": "t", "tradable": False},
            ],
            "processes": [
                *({"process": name, "unit": "t", "life_years": 1} for name, _, _ in turns),
                {"process": COLD_STORE, "unit": "t", "life_years": 1},
            ],
            "coefficients": [
                *({"process": name, "product": of, "amount": -1.0} for name, of, _ in turns),
                *({"process": name, "product": to, "amount": 1.0} for name, _, to in turns),
                {"process": COLD_STORE, "product": "room", "amount": 1.0},
            ],
            "plants": [{"plant": name, "process": name, "region": FARM} for name, _, _ in turns],
            "candidates": [candidate] if may_build else [],
            **_trade(tables, goods),
            **_stores(storage, goods),
            "periods": [{"period": row["week"]} for row in tables.of("weeks")],
            "settings": [
                {"key": "quantities", "value": "per_period"},
                {"key": "discount_rate", "value": "0"},
                {"key": "currency", "value": "CNY"},
            ],
        }
    )


def _cold(product: str) -> str:
    return f"{product}:cold"


def _trade(tables: Tables, goods: list[str]) -> dict[str, list[dict[str, object]]]:
    """Return harvests as supplies, sales as demands, and a lane to each market at its freight."""
    return {
        "lanes": [
            {"origin": FARM, "destination": row["market"], "mode": row["market"], "distance_km": 0.0}
            for row in tables.of("markets")
        ],
        "freight": [
            {"product": good, "mode": row["market"], "fixed": row["freight"]}
            for row in tables.of("markets")
            for good in goods
        ],
        "supplies": [
            {
                "region": FARM,
                "product": row["product"],
                "quantity": row["quantity"],
                "price": row["cost"],
                "period": row["week"],
            }
            for row in tables.of("harvests")
        ],
        "demands": [
            {
                "region": row["market"],
                "product": row["product"],
                "quantity": row["quantity"],
                "price": row["price"],
                "period": row["week"],
            }
            for row in tables.of("sales")
        ],
    }


def _stores(storage: Mapping[str, Row], goods: list[str]) -> dict[str, list[dict[str, object]]]:
    """Return the stocks, and the limits that shed and cold store set them, all goods together."""
    stores: list[dict[str, object]] = []
    limits: list[dict[str, object]] = []
    terms: list[dict[str, object]] = []
    for kind, row in storage.items():
        kept = goods if kind == "shed" else [_cold(good) for good in goods]
        stores += [{"region": FARM, "product": good, "cost": row["cost"], "loss": row["loss"]} for good in kept]
        limits.append({"limit": kind, "sense": "<=", "amount": row["capacity"]})
        terms += [{"limit": kind, "table": "stores", "key": f"{FARM}|{good}", "per_unit": 1.0} for good in kept]
    if "cold" in storage:
        terms.append({"limit": "cold", "table": "processes", "key": COLD_STORE, "per_unit": -1.0})
    return {"stores": stores, "limits": limits, "limit_terms": terms}


def _sent(plan: Solution) -> list[dict[str, object]]:
    return [
        {"week": row["period"], "market": row["region"], "product": row["product"], "amount": round(row["amount"], 6)}
        for row in plan.sales.iter_rows(named=True)
        if row["amount"] > SMALL
    ]


def _stock(plan: Solution) -> list[dict[str, object]]:
    return [
        {
            "week": row["period"],
            "product": row["product"].removesuffix(":cold"),
            "store": "cold" if row["product"].endswith(":cold") else "shed",
            "amount": round(row["amount"], 6),
        }
        for row in plan.stock.iter_rows(named=True)
        if row["amount"] > SMALL
    ]


def _unharvested(tables: Tables, plan: Solution) -> list[dict[str, object]]:
    """Return what is better left in the field."""
    bought: dict[tuple[str, str], float] = {}
    for row in plan.purchases.iter_rows(named=True):
        key = row["period"], row["product"]
        bought[key] = bought.get(key, 0.0) + row["amount"]
    return [
        {"week": row["week"], "product": row["product"], "amount": round(left, 6)}
        for row in tables.of("harvests")
        if (left := row["quantity"] - bought.get((row["week"], row["product"]), 0.0)) > SMALL
    ]
