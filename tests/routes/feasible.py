"""An independent checker: reads tables and answers by itself, and lists every condition that an answer breaks.

It shares no code with the package: own clock, own distances, own reading of CSV.
"""

import csv
import math
import tomllib
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

ATLAS = Path(__file__).parents[2] / "src/sanjiang/data/atlas"


def table(folder, name):
    path = Path(folder) / f"{name}.csv"
    path = path if path.exists() else ATLAS / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def figures():
    told = tomllib.loads((ATLAS / "travel.toml").read_text("utf-8"))
    told["road"] = {"detour": tomllib.loads((ATLAS / "market.toml").read_text("utf-8"))["road"]["detour"]}
    return told


def minutes(text):
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def spans(text):
    return [tuple(minutes(end) for end in part.split("-")) for part in text.split("|")] if text else [(0, 1440)]


def kilometres(a, b):
    """The spherical law of cosines, times the detour."""
    (lat1, lon1), (lat2, lon2) = ([math.radians(float(p[k])) for k in ("lat", "lon")] for p in (a, b))
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(lon1 - lon2)
    return 6371 * math.acos(cosine if cosine < 1 - 1e-15 else 1.0) * figures()["road"]["detour"]["value"]


def drive(a, b):
    """Minutes at the wheel; a little less than a whole minute may be lost to rounding."""
    km, told = kilometres(a, b), figures()["travel"]
    local = min(km, told["local_km"]["value"])
    return 60 * (local / told["local_speed"]["value"] + (km - local) / told["speed"]["value"])


def tour_faults(folder, name, route):
    """Hours, weekdays, visits, driving, days, towns, capacity: what a route of a trip breaks."""
    trip = next(row for row in table(folder, "trips") if row["trip"] == name)
    sights = {row["attraction"]: row for row in table(folder, "attractions")}
    towns = {row["town"]: row for row in table(folder, "towns")}
    told, faults, seen = figures()["tour"], [], []
    pace = told["pace"][trip.get("pace") or "normal"]["value"]
    begins, ends = minutes(trip.get("begins") or "08:30"), minutes(trip.get("ends") or "18:00")
    chain = [day["from"] for day in route["days"]] + [route["days"][-1]["to"]]
    nights = (trip.get("overnight") or trip["start"]).split("|")
    if (chain[0], chain[-1]) != (trip["start"], trip["end"]) or len(route["days"]) != int(trip["days"]):
        faults.append(f"towns {chain}")
    faults += [f"night in {town}" for town in chain[1:-1] if town not in nights]
    pairs = pairwise(route["days"])
    faults += [f"{one['to']} is not {other['from']}" for one, other in pairs if one["to"] != other["from"]]
    for number, day in enumerate(route["days"]):
        on = date.fromisoformat(trip["date"]) + timedelta(days=number)
        now, place, driven = minutes(day["leave"]), towns[day["from"]], 0.0
        if day["date"] != on.isoformat() or now < begins:
            faults.append(f"{day['date']} leaves {day['leave']}")
        for stop in day["stops"]:
            row = sights[stop["id"]]
            arrive, begin, leave = (minutes(stop[key]) for key in ("arrive", "begin", "leave"))
            driven += drive(place, row)
            if arrive < now + drive(place, row) - 1e-6 or not arrive <= begin <= leave:
                faults.append(f"{stop['id']} is reached at {stop['arrive']}")
            if leave - begin < float(row["visit_minutes"]) * pace - 0.51:
                faults.append(f"{stop['id']} takes {leave - begin}")
            if not any(start <= begin and leave <= end for start, end in spans(row.get("hours"))):
                faults.append(f"{stop['id']} at {stop['begin']}–{stop['leave']} of {row.get('hours')}")
            closed = (row.get("closed_from") or "9999") <= on.isoformat() <= (row.get("closed_to") or "9999-99")
            if str(on.isoweekday()) in (row.get("closed_weekdays") or "").split("|") or closed:
                faults.append(f"{stop['id']} is closed on {on}")
            if float(trip.get("people") or 1) > float(row.get("capacity") or "inf"):
                faults.append(f"{stop['id']} is too small")
            if trip.get("group") and row.get("groups") and trip["group"] not in row["groups"].split("|"):
                faults.append(f"{stop['id']} takes no {trip['group']}")
            seen.append(stop["id"])
            now, place = leave, row
        driven += drive(place, towns[day["to"]])
        if minutes(day["arrive"]) < now + drive(place, towns[day["to"]]) - 1e-6 or minutes(day["arrive"]) > ends:
            faults.append(f"day {number + 1} ends {day['arrive']}")
        if driven > told["driving_hours"]["value"] * 60 + 1e-6:
            faults.append(f"day {number + 1} drives {driven}")
    faults += [f"{name} twice" for name in set(seen) if seen.count(name) > 1]
    return faults + [f"{must} is missing" for must in (trip.get("must") or "").split("|") if must and must not in seen]


def delivery_faults(folder, answer):
    """Hours, loads, fleet, freshness, driving, stock, each order once: what an answer breaks."""
    orders = {row["order"]: row for row in table(folder, "orders")}
    outlets = {row["outlet"]: row for row in table(folder, "outlets")}
    farms = {row["farm"]: row for row in table(folder, "farms")}
    fleet = {row["vehicle"]: row for row in table(folder, "vehicles")}
    produce = {row["product"]: row for row in table(folder, "produce")}
    faults, taken = [], {}
    for route in answer["routes"]:
        vehicle = fleet[route["vehicle"]]
        cool = "_cool" if vehicle["body"] == "refrigerated" else ""
        start, place, driven = minutes(route["leave"]), farms[vehicle["farm"]], 0.0
        now, load = start, sum(float(orders[stop["id"]]["kg"]) for stop in route["stops"])
        if start < minutes(vehicle["departs"]):
            faults.append(f"{route['vehicle']} leaves {route['leave']}")
        if load > float(vehicle["capacity_kg"]) + 1e-6:
            faults.append(f"{route['vehicle']} carries {load}")
        for stop in route["stops"]:
            order = orders[stop["id"]]
            outlet, product = outlets[order["outlet"]], produce[order["product"]]
            arrive, begin, leave = (minutes(stop[key]) for key in ("arrive", "begin", "leave"))
            driven += drive(place, outlet)
            if arrive < now + drive(place, outlet) - 1e-6 or not arrive <= begin:
                faults.append(f"{stop['id']} is reached at {stop['arrive']}")
            if leave - begin < float(outlet.get("unload_minutes") or 10):
                faults.append(f"{stop['id']} is unloaded in {leave - begin}")
            hours = order.get("hours") or outlet.get("hours")
            if not any(low <= begin <= high for low, high in spans(hours)):
                faults.append(f"{stop['id']} at {stop['begin']} of {hours}")
            if begin - start > float(product[f"fresh_hours{cool}"]) * 60:
                faults.append(f"{stop['id']} is {begin - start} minutes old")
            key = vehicle["farm"], order["product"]
            taken[key] = taken.get(key, 0.0) + float(order["kg"])
            now, place = leave, outlet
        driven += drive(place, farms[vehicle["farm"]])
        home = now + drive(place, farms[vehicle["farm"]])
        if minutes(route["return"]) < home - 1e-6 or minutes(route["return"]) > minutes(vehicle["returns"]):
            faults.append(f"{route['vehicle']} returns {route['return']}")
        if driven > float(vehicle["driving_hours"] or 8) * 60 + 1e-6:
            faults.append(f"{route['vehicle']} drives {driven}")
    used = [route["vehicle"] for route in answer["routes"]]
    faults += [f"{name}: {used.count(name)}" for name in set(used) if used.count(name) > int(fleet[name]["count"] or 1)]
    stock = {(row["farm"], row["product"]): float(row["kg"]) for row in table(folder, "stock")}
    faults += [f"{key} gives {kg}" for key, kg in taken.items() if kg > stock.get(key, 0.0) + 1e-6]
    told = [stop["id"] for route in answer["routes"] for stop in route["stops"]]
    told += [each["id"] for each in answer["unserved"]]
    return faults if sorted(told) == sorted(orders) else [*faults, "orders are lost or twice"]
