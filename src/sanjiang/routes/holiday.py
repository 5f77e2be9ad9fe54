"""A holiday's visitors as a network: who goes where, where capacity binds, and what a measure is worth."""

from __future__ import annotations

import math
from pathlib import Path

from sanjiang.core.errors import RouteError
from sanjiang.network import Network
from sanjiang.network.build import Programme
from sanjiang.network.solution import Solution
from sanjiang.routes.contract import HOLIDAY
from sanjiang.routes.tables import Row, Tables, assumptions, evidence, named, read_tables

HERE = "here"
"""The one region of the network: visitors count where they go, not how they travel."""
SMALL = 1e-6


def plan_holiday(path: Path) -> dict[str, object]:
    """Answer `flow` for a holiday: visits by attraction, the worth of capacity, and of measures.

    The programme maximises what visitors spend less what their trips cost, within gates and takers. An attraction's
    worth is the gain of solving again with room for one more visitor.

    Raises
    ------
    TableError, RouteError
        If tables are wrong, or a product visits nothing.
    """
    tables = read_tables(path, HOLIDAY)
    for row in tables.of("products"):
        visited = named(row["attractions"])
        if len(set(visited)) < len(visited):
            what = f"{row['product']!r} 重复 visits a place twice"
            raise RouteError(what, f"{row['where']} attractions", "去重 name each once")
    programme = Programme(_network(tables))
    plan = programme.solve()
    visits = _visits(tables, plan)
    gates = {row["attraction"]: row["capacity"] for row in _used(tables)}
    worth = {}
    for name, capacity in gates.items():
        worth[name] = 0.0
        if capacity is not None and visits[name] >= capacity - SMALL:
            programme.set_capacities({_gate(name): capacity + 1})
            worth[name] = max(0.0, programme.solve().objective - plan.objective)
            programme.set_capacities({_gate(name): capacity})
    programme.set_capacities({_gate(name): math.inf for name in gates})
    wished = _visits(tables, programme.solve())
    return {
        "objective": round(plan.objective, 6),
        "currency": "CNY",
        "attractions": [
            {
                "id": row["attraction"],
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "capacity": row["capacity"],
                "wished": round(wished[row["attraction"]], 6),
                "visits": round(visits[row["attraction"]], 6),
                "binding": worth[row["attraction"]] > SMALL,
                "worth": round(worth[row["attraction"]], 6),
                "worth_unit": "CNY/人次",
                "evidence": [evidence(row).to_json()],
            }
            for row in _used(tables)
        ],
        "flows": _flows(tables, plan),
        "turned_away": _turned_away(tables, plan),
        "measures": _measures(tables, plan.objective),
        "assumptions": assumptions(tables, {}),
    }


def _used(tables: Tables) -> list[Row]:
    """Return the attractions that some product visits."""
    used = {name for product in tables.of("products") for name in named(product["attractions"])}
    return [row for row in tables.of("attractions") if row["attraction"] in used]


def _gate(attraction: str) -> str:
    return f"gate:{attraction}"


def _trip(origin: str, product: str) -> str:
    return f"trip:{origin}:{product}"


def _network(tables: Tables, measure: Row | None = None) -> Network:
    """Return the network of a holiday, with a measure taken if one is given."""
    products = {row["product"]: named(row["attractions"]) for row in tables.of("products")}
    target = measure["target"] if measure else None
    open_to = [r["product"] for r in tables.of("products") if r["offered"] or r["product"] == target]
    choices = [row for row in tables.of("choices") if row["product"] in open_to]
    sights = _used(tables)
    trips = [(_trip(row["origin"], row["product"]), row) for row in choices]
    goods = [
        *(f"traveller:{row['origin']}" for row in tables.of("origins")),
        *(f"visit:{row['attraction']}" for row in sights),
        *(name for name, _ in trips),
    ]
    uses = [(name, f"traveller:{row['origin']}", -1.0) for name, row in trips]
    uses += [(name, f"visit:{sight}", -1.0) for name, row in trips for sight in products[row["product"]]]
    makes = [(_gate(row["attraction"]), f"visit:{row['attraction']}", 1.0) for row in sights]
    makes += [(name, name, 1.0) for name, _ in trips]
    return Network.from_rows(
        {
            "regions": [{"region": HERE}],
            "products": [{"product": good, "unit": "人次", "tradable": False} for good in goods],
            "processes": [
                *({"process": _gate(row["attraction"]), "unit": "人次", "cost": 0.0} for row in sights),
                *({"process": name, "unit": "人次", "cost": row["cost"]} for name, row in trips),
            ],
            "coefficients": [{"process": p, "product": g, "amount": a} for p, g, a in [*uses, *makes]],
            "plants": [
                *(_plant(_gate(row["attraction"]), _capacity(row, measure)) for row in sights),
                *(_plant(name, None) for name, _ in trips),
            ],
            "supplies": [
                {"region": HERE, "product": f"traveller:{row['origin']}", "quantity": row["visitors"], "price": 0.0}
                for row in tables.of("origins")
            ],
            "demands": [{"region": HERE, "product": name, **_taken(row, measure)} for name, row in trips],
            "settings": [{"key": "quantities", "value": "per_period"}, {"key": "currency", "value": "CNY"}],
        }
    )


def _plant(name: str, capacity: float | None) -> dict[str, object]:
    return {"plant": name, "process": name, "region": HERE, "capacity": capacity}


def _capacity(row: Row, measure: Row | None) -> float | None:
    capacity: float | None = row["capacity"]
    if measure and measure["kind"] == "entrance" and measure["target"] == row["attraction"] and capacity is not None:
        return capacity + float(measure["amount"])
    return capacity


def _taken(row: Row, measure: Row | None) -> dict[str, object]:
    """Return price and quantity of a choice; a discount takes from the one and adds to the other."""
    if measure and measure["kind"] == "discount" and measure["target"] == row["product"]:
        more = None if row["takers"] is None else row["takers"] + measure["takers"]
        return {"price": row["spends"] - measure["amount"], "quantity": more}
    return {"price": row["spends"], "quantity": row["takers"]}


def _visits(tables: Tables, plan: Solution) -> dict[str, float]:
    """Return the visits of each attraction; a gate may stand open for nobody, so trips are counted, not gates."""
    amounts, products = _amounts(plan), tables.by("products")
    visits = dict.fromkeys((str(row["attraction"]) for row in _used(tables)), 0.0)
    for row in tables.of("choices"):
        for sight in named(products[row["product"]]["attractions"]):
            visits[sight] += amounts.get(_trip(row["origin"], row["product"]), 0.0)
    return visits


def _amounts(plan: Solution) -> dict[str, float]:
    """Return the travellers of each trip: those it is sold to, as it may also run for nobody."""
    return dict(plan.sales.select("product", "amount").iter_rows())


def _flows(tables: Tables, plan: Solution) -> list[dict[str, object]]:
    amounts = _amounts(plan)
    return [
        {
            "origin": row["origin"],
            "product": row["product"],
            "visitors": round(amounts[_trip(row["origin"], row["product"])], 6),
            "evidence": [evidence(row).to_json()],
        }
        for row in tables.of("choices")
        if amounts.get(_trip(row["origin"], row["product"]), 0.0) > SMALL
    ]


def _turned_away(tables: Tables, plan: Solution) -> list[dict[str, object]]:
    amounts = _amounts(plan)
    away = []
    for origin in tables.of("origins"):
        gone = sum(
            amounts.get(_trip(row["origin"], row["product"]), 0.0)
            for row in tables.of("choices")
            if row["origin"] == origin["origin"]
        )
        if origin["visitors"] - gone > SMALL:
            away.append({"origin": origin["origin"], "visitors": round(origin["visitors"] - gone, 6)})
    return away


def _measures(tables: Tables, base: float) -> list[dict[str, object]]:
    """Return what each measure gains, solved again with it, less its cost; the largest net gain first."""
    found = []
    for row in tables.of("measures"):
        gain = Programme(_network(tables, row)).solve().objective - base
        net = gain - row["cost"]
        found.append(
            {
                "measure": row["measure"],
                "name_zh": row["name_zh"],
                "name_en": row["name_en"],
                "kind": row["kind"],
                "gain": round(gain, 6),
                "cost": row["cost"],
                "net": round(net, 6),
                "pays": net > 0,
                "evidence": [evidence(row).to_json()],
            }
        )
    return sorted(found, key=lambda each: -float(str(each["net"])))
