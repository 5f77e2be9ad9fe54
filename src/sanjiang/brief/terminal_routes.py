"""The answers of tour, deliver and flow in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from sanjiang.brief.terminal import table_of

Json = Mapping[str, Any]
MOST = 12
"""Reasons that are printed; the rest is counted."""


def tours(answer: Json) -> None:
    """Print each route as a timetable, with score, length and cost, and why the rest was left out."""
    console = Console(highlight=False)
    for number, route in enumerate(answer["routes"], 1):
        unit = route.get("length_unit", "")
        console.print(f"[bold]路线 route {number}[/bold]: 得分 score {route['score']:g}, {route['length']:g} {unit}")
        if "cost" not in route:
            console.print("  " + " → ".join(str(stop["id"]) for stop in route["days"][0]["stops"]))
            continue
        _days(console, route)
        cost = route["cost"]
        console.print(f"  费用 cost {cost['total']:,.0f} 元 CNY,每人 a person {cost['per_person']:,.0f}")
        if cost["without_price"]:
            console.print(f"  没有价格的 without a price: {escape('、'.join(cost['without_price']))}")
    if answer.get("asked", 0) > len(answer["routes"]):
        console.print(f"只找到 {len(answer['routes'])} 条不同的路线 only so many different routes were found")
    _reasons(console, "未列入 left out", answer["left_out"])


def _days(console: Console, route: Json) -> None:
    columns = ("日\nday", "到\narrive", "离\nleave", "地点 place", "车程(分)\ndrive (min)")
    table = table_of("", *columns, numbers=(4,))
    for day in route["days"]:
        where = f"{day['date']} {day['from']} → {day['to']} ({day['km']:g} km)"
        table.add_row(str(day["day"]), "", day["leave"], escape(where), "")
        for stop in day["stops"]:
            name = escape(f"{stop['name_zh']} {stop['name_en']}")
            table.add_row("", stop["arrive"], stop["leave"], name, f"{stop['drive_minutes']:g}")
    console.print(table)


def deliveries(answer: Json) -> None:
    """Print each vehicle's board, the cost and the loss by hour, and what is unserved with its reason."""
    console = Console(highlight=False)
    columns = ("到\narrive", "离\nleave", "网点 outlet", "货 goods", "途中/保鲜(分)\nage/fresh (min)")
    for route in answer["routes"]:
        if "km" not in route:
            stops = " → ".join(str(stop["id"]) for stop in route["stops"])
            console.print(f"[bold]车 vehicle {route['vehicle']}[/bold]: {route['cost']:g}  {stops}")
            continue
        head = f"{route['vehicle']} {route['leave']}–{route['return']}, {route['km']:g} km, {route['cost']:,.0f} 元 CNY"
        load = f"{route['load_kg']:g}/{route['capacity_kg']:g} kg"
        table = table_of(escape(f"{head}, {load}"), *columns)
        for stop in route["stops"]:
            name = escape(f"{stop['name_zh']} {stop['name_en']}")
            goods = escape(f"{stop['product']} {stop['kg']:g} kg")
            table.add_row(stop["arrive"], stop["leave"], name, goods, f"{stop['age_minutes']}/{stop['fresh_minutes']}")
        console.print(table)
    unit = "元 CNY" if "currency" in answer else ""
    console.print(f"费用 cost {answer['cost']:,.10g} {unit}")
    if answer["loss"] is not None:
        console.print(f"途中损耗 loss {answer['loss']:,.10g} {unit}, {answer['loss_kg']:g} kg")
        hours = ", ".join(f"{each['hour']}: {each['loss']:g}" for each in answer["loss_by_hour"])
        console.print(f"  按途中第几小时 by hour on the road: {hours}")
    _reasons(console, "未配送 unserved", answer["unserved"])


def flows(answer: Json) -> None:
    """Print a holiday's attractions, flows and measures, or a season's weeks."""
    console = Console(highlight=False)
    if "holiday" in answer:
        _holiday(console, answer["holiday"])
    if "season" in answer:
        _season(console, answer["season"])


def _holiday(console: Console, holiday: Json) -> None:
    columns = ("景区 attraction", "容量\ncapacity", "想去\nwished", "安排\nvisits", "多一人值 (元)\none more (CNY)")
    table = table_of("假日客流 holiday", *columns, numbers=(1, 2, 3, 4))
    for each in holiday["attractions"]:
        numbers = (each["capacity"], each["wished"], each["visits"])
        worth = f"{each['worth']:g}" if each["binding"] else "—"
        name = escape(f"{each['name_zh']} {each['name_en']}")
        table.add_row(name, *("—" if n is None else f"{n:,.10g}" for n in numbers), worth)
    console.print(table)
    for each in holiday["flows"]:
        console.print(escape(f"· {each['origin']} → {each['product']}: {each['visitors']:,.10g}"))
    for each in holiday["turned_away"]:
        console.print(escape(f"· 没有位置 no room: {each['origin']} {each['visitors']:,.10g}"))
    for each in holiday["measures"]:
        verdict = "划算 pays" if each["pays"] else "不划算 does not pay"
        told = f"多得 gain {each['gain']:,.10g}, 花费 cost {each['cost']:,.10g} 元 CNY — {verdict}"
        console.print(escape(f"· {each['name_zh']} {each['name_en']}: {told}"))


def _season(console: Console, season: Json) -> None:
    store = season["cold_store"]
    console.print(f"[bold]冷库 cold store[/bold]: {store['size']:g} t, 多得 gain {store['gain']:,.10g} 元 CNY")
    for each in store["builds"]:
        console.print(escape(f"· {each['week']}: 建 build {each['size']:g} t"))
    table = table_of("产季 season", "周 week", "去向 where", "产品 product", "t", numbers=(3,))
    for each in season["sent"]:
        table.add_row(*(escape(each[k]) for k in ("week", "market", "product")), f"{each['amount']:g}")
    for each in season["stock"]:
        where = "冷库 cold store" if each["store"] == "cold" else "棚库 shed"
        table.add_row(escape(each["week"]), where, escape(each["product"]), f"{each['amount']:g}")
    for each in season["unharvested"]:
        table.add_row(
            escape(each["week"]), "留在地里 left in the field", escape(each["product"]), f"{each['amount']:g}"
        )
    console.print(table)


def _reasons(console: Console, title: str, listed: Sequence[Json]) -> None:
    if listed:
        console.print(f"[bold]{title}[/bold]: {len(listed)}")
    for each in listed[:MOST]:
        name = f"{each['name_zh']} {each['name_en']}" if "name_zh" in each else str(each["id"])
        console.print(escape(f"· {name}: {each['because']} {each['because_en']}"))
    if len(listed) > MOST:
        console.print(f"… 另有 {len(listed) - MOST} more, see --json")
