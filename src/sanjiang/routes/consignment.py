"""Orders as they can be sent: from which farm, by which vehicles, and how late at the latest to arrive fresh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sanjiang.core.errors import RouteError
from sanjiang.routes.hours import clock, told, windows
from sanjiang.routes.roads import Roads
from sanjiang.routes.tables import Row, Tables

Reason = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Consignment:
    """An order and the farm that it comes from.

    Parameters
    ----------
    order, product, outlet : Row
    farm : str
    ways : tuple of (int, int, int)
        Vehicle, and when it may begin to unload at the earliest and the latest, in minutes since midnight.
    """

    order: Row
    product: Row
    outlet: Row
    farm: str
    ways: tuple[tuple[int, int, int], ...]


def consignments(tables: Tables, roads: Roads) -> tuple[list[Consignment], dict[str, Reason]]:
    """Return the orders that some vehicle can bring fresh and in time, and why the others cannot be brought.

    Each order is taken from the nearest farm that has enough left of its product, the largest orders first.

    Raises
    ------
    RouteError
        If there are no vehicles, or an order is larger than any.
    """
    _check_fleet(tables)
    left = {(row["farm"], row["product"]): row["kg"] for row in tables.of("stock")}
    products, outlets = tables.by("produce"), tables.by("outlets")
    sent, unserved = [], {}
    for order in sorted(tables.of("orders"), key=lambda row: (-row["kg"], row["order"])):
        product, outlet = products[order["product"]], outlets[order["outlet"]]
        farms = [farm for (farm, name), kg in left.items() if name == order["product"] and kg >= order["kg"] - 1e-9]
        if not farms:
            unserved[order["order"]] = _out_of_stock(order, product, left)
            continue
        near = sorted(farms, key=lambda farm: (int(roads.minutes[_pair(roads, farm, order)]), farm))
        tried = {farm: _ways(tables, roads, order, farm) for farm in near}
        farm = next((farm for farm in near if tried[farm]), None)
        if farm is None:
            unserved[order["order"]] = _too_late(tables, roads, order, near[0])
            continue
        left[farm, order["product"]] -= order["kg"]
        sent.append(Consignment(order, product, outlet, farm, tried[farm]))
    return sorted(sent, key=lambda each: str(each.order["order"])), unserved


def _check_fleet(tables: Tables) -> None:
    fleet = [row for row in tables.of("vehicles") if row["count"] > 0]
    if not fleet:
        kg = sum(row["kg"] for row in tables.of("orders"))
        raise RouteError(
            "没有车 a fleet of none",
            "vehicles.csv count",
            f"至少写一辆 write a count of at least 1: 订单共 {kg:g} 公斤 the orders weigh {kg:g} kg",
        )
    largest = max(fleet, key=lambda row: row["capacity_kg"])
    for order in tables.of("orders"):
        if order["kg"] > largest["capacity_kg"]:
            parts = -(-order["kg"] // largest["capacity_kg"]) if largest["capacity_kg"] else None
            split = f"拆成 {parts:g} 单,或 split it into {parts:g} orders, or " if parts else ""
            raise RouteError(
                f"订单 {order['order']} 的 {order['kg']:g} 公斤超过任何车 "
                f"order {order['order']} is larger than any vehicle: {order['kg']:g} > {largest['capacity_kg']:g} kg",
                f"{order['where']} kg",
                f"{split}加一辆载重 {order['kg']:g} 公斤的车 add a vehicle of {order['kg']:g} kg",
            )
    for vehicle in fleet:
        if clock(vehicle["departs"]) >= clock(vehicle["returns"]):
            raise RouteError(
                f"时间不可能 an impossible window: {vehicle['departs']}–{vehicle['returns']}",
                f"{vehicle['where']} returns",
                "让车先出发后返回 let it depart before it returns",
            )


def fresh_minutes(product: Row, vehicle: Row) -> int:
    """Return how long a product stays fresh in a vehicle, in whole minutes."""
    return int(product["fresh_hours_cool" if vehicle["body"] == "refrigerated" else "fresh_hours"] * 60)


def loss_rate(product: Row, vehicle: Row) -> float:
    """Return the share of a product that is lost in an hour in a vehicle."""
    return float(product["loss_per_hour_cool" if vehicle["body"] == "refrigerated" else "loss_per_hour"])


def _ways(tables: Tables, roads: Roads, order: Row, farm: str) -> tuple[tuple[int, int, int], ...]:
    """Return the vehicles of a farm that reach an outlet fresh, in one of its windows, and are back in time."""
    product, outlet = tables.by("produce")[order["product"]], tables.by("outlets")[order["outlet"]]
    there, back = _pair(roads, farm, order), _pair(roads, farm, order)[::-1]
    found = []
    for number, vehicle in enumerate(tables.of("vehicles")):
        departs, returns = clock(vehicle["departs"]), clock(vehicle["returns"])
        drive, home = int(roads.minutes[there]), int(roads.minutes[back])
        if vehicle["farm"] != farm or not vehicle["count"] or order["kg"] > vehicle["capacity_kg"]:
            continue
        if drive + home > vehicle["driving_hours"] * 60:
            continue
        last = min(departs + fresh_minutes(product, vehicle), returns - home - int(outlet["unload_minutes"]))
        for start, end in windows(order["hours"] or outlet["hours"]):
            early, late = max(start, departs + drive), min(end, last)
            if early <= late:
                found.append((number, early, late))
    return tuple(found)


def _pair(roads: Roads, farm: str, order: Row) -> tuple[int, int]:
    return roads.places[farm], roads.places[order["outlet"]]


def _out_of_stock(order: Row, product: Row, left: Mapping[tuple[str, str], float]) -> Reason:
    most = max((kg for (_, name), kg in left.items() if name == order["product"]), default=0.0)
    short = order["kg"] - most
    return (
        f"{product['name_zh']}不够:没有一处还剩 {order['kg']:g} 公斤,最多 {most:g};再备 {short:g} 公斤即可",
        f"no farm has {order['kg']:g} kg of {product['name_en']} left, {most:g} at most; {short:g} kg more would do",
    )


def _too_late(tables: Tables, roads: Roads, order: Row, farm: str) -> Reason:
    """Say what keeps the vehicles of the nearest farm from an order, told of the one that comes nearest."""
    product, outlet = tables.by("produce")[order["product"]], tables.by("outlets")[order["outlet"]]
    fleet = [v for v in tables.of("vehicles") if v["farm"] == farm and v["count"]]
    if not fleet:
        return f"{farm} 没有车", f"{farm} has no vehicle"
    drive = int(roads.minutes[_pair(roads, farm, order)])
    vehicle = max(fleet, key=lambda v: (order["kg"] <= v["capacity_kg"], fresh_minutes(product, v)))
    if order["kg"] > vehicle["capacity_kg"]:
        return (
            f"{farm} 的车都装不下 {order['kg']:g} 公斤",
            f"no vehicle of {farm} holds {order['kg']:g} kg",
        )
    if 2 * drive > vehicle["driving_hours"] * 60:
        return (
            f"往返要开 {2 * drive} 分钟,最多 {vehicle['driving_hours'] * 60:g};从更近的冷库送",
            f"there and back takes {2 * drive} minutes at the wheel, of {vehicle['driving_hours'] * 60:g}; "
            "a nearer cold store would do",
        )
    departs = clock(vehicle["departs"])
    opens = windows(order["hours"] or outlet["hours"])
    begin = min((max(start, departs + drive) for start, end in opens if end >= departs + drive), default=None)
    if begin is None:
        latest = max(end for _, end in opens) - drive
        return (
            f"{vehicle['departs']} 出发赶不上收货时间;{told(latest)} 前出发即可",
            f"a start at {vehicle['departs']} misses its hours; one by {told(latest)} would do",
        )
    aged, most = begin - departs, fresh_minutes(product, vehicle)
    if aged > most:
        return (
            f"送到时已 {aged} 分钟,保鲜只有 {most};更晚出发、冷藏车或更近的冷库即可",
            f"it would be {aged} minutes old and stays fresh for {most}; "
            "a later start, a refrigerated vehicle or a nearer store would do",
        )
    return (
        f"赶不回来:{vehicle['returns']} 前要返回",
        f"the vehicle would not be back by {vehicle['returns']}",
    )
