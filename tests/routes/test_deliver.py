"""Deliveries: sixty outlets, feasible by the independent checker; freshness, loss and reasons by hand."""

from pathlib import Path

import pytest
from feasible import delivery_faults, drive
from route_tables import write

from sanjiang.core.errors import SanjiangError
from sanjiang.network import TableError
from sanjiang.routes.deliver import plan_deliveries

DOCS = Path(__file__).parents[2] / "docs/deliver"
FARM = {"farm": "f", "name_zh": "f", "name_en": "f", "lat": 29.5, "lon": 103.7}


def outlet(name, lat, **more):
    return {"outlet": name, "name_zh": name, "name_en": name, "lat": lat, "lon": 103.7, "unload_minutes": 10, **more}


def folder(tmp_path, *, outlets=None, orders=None, vehicle=None, product=None, **tables):
    """One farm, one plain vehicle, one product that keeps five hours and loses a tenth an hour."""
    outlets = outlets or [outlet("s1", 29.6)]
    lorry = {"vehicle": "v", "farm": "f", "count": 1, "body": "plain", "capacity_kg": 100, "departs": "05:00"}
    lorry |= {"returns": "15:00", "driving_hours": 8, "fixed_cost": 50, "cost_per_km": 2, **(vehicle or {})}
    good = {"product": "p", "name_zh": "p", "name_en": "peas", "fresh_hours": 5, "fresh_hours_cool": 10, "price": 4}
    good |= {"loss_per_hour": 0.1, "loss_per_hour_cool": 0.02, **(product or {})}
    orders = orders or [
        {"order": f"o{i}", "outlet": o["outlet"], "product": "p", "kg": 40} for i, o in enumerate(outlets)
    ]
    told = {
        "farms": [FARM], "stock": [{"farm": "f", "product": "p", "kg": 1000}], "vehicles": [lorry], "produce": [good],
        "outlets": outlets, "orders": orders,
    }  # fmt: skip
    return write(tmp_path / "d", **{**told, **tables})


@pytest.fixture(scope="module")
def day():
    return plan_deliveries(DOCS)


def test_a_day_to_sixty_outlets_is_feasible(day):
    assert delivery_faults(DOCS, day) == []
    assert len({stop["outlet"] for route in day["routes"] for stop in route["stops"]}) == 60
    assert day["unserved"] == []


def test_cost_and_loss_are_sums_of_what_is_told(day):
    stops = [stop for route in day["routes"] for stop in route["stops"]]
    assert day["cost"] == pytest.approx(sum(route["cost"] for route in day["routes"]), abs=0.01)
    assert day["loss"] == pytest.approx(sum(stop["loss"] for stop in stops), abs=0.01)
    assert sum(each["loss"] for each in day["loss_by_hour"]) == pytest.approx(day["loss"], abs=0.5)
    assert sum(each["kg"] for each in day["loss_by_hour"]) == pytest.approx(day["loss_kg"], abs=0.1)


def test_every_point_of_the_map_has_evidence(day):
    assert len(day["points"]) == 60 + len({route["farm"] for route in day["routes"]})
    assert all(point["evidence"] for point in day["points"])


def test_the_same_seed_gives_the_same_routes(tmp_path):
    here = folder(tmp_path, outlets=[outlet(f"s{i}", 29.5 + i / 40) for i in range(1, 6)], vehicle={"capacity_kg": 400})
    assert plan_deliveries(here, 4) == plan_deliveries(here, 4)


def test_cost_and_loss_of_one_trip_by_hand(tmp_path):
    """0.1° of latitude are 11.12 km; by road 14.46 km at 30 km/h: 29 whole minutes. 40 kg × 10 % × 29/60 h × 4 CNY."""
    answer = plan_deliveries(folder(tmp_path))
    (route,) = answer["routes"]
    (stop,) = route["stops"]
    assert drive(FARM, outlet("s1", 29.6)) == pytest.approx(28.91, abs=0.01)
    assert (route["leave"], stop["arrive"], stop["leave"], route["return"]) == ("05:00", "05:29", "05:39", "06:08")
    assert route["cost"] == pytest.approx(50 + 2 * 2 * 14.455, abs=0.01)
    assert stop["loss_kg"] == pytest.approx(40 * 0.1 * 29 / 60, abs=0.001)
    assert answer["loss"] == pytest.approx(40 * 0.1 * 29 / 60 * 4, abs=0.01)
    assert answer["loss_by_hour"] == [{"hour": 1, "kg": pytest.approx(1.933), "loss": pytest.approx(7.73)}]


def test_a_refrigerated_vehicle_takes_what_a_plain_one_would_spoil(tmp_path):
    far = [outlet("s1", 29.6), outlet("s2", 29.7, hours="11:00-12:00")]
    plain = {"vehicle": "v", "farm": "f", "body": "plain", "capacity_kg": 100, "departs": "05:00", "returns": "15:00"}
    cool = {**plain, "vehicle": "c", "body": "refrigerated", "fixed_cost": 300}
    answer = plan_deliveries(folder(tmp_path, outlets=far, vehicles=[plain, cool]))
    carried = {stop["outlet"]: route["vehicle"] for route in answer["routes"] for stop in route["stops"]}
    assert carried["s2"] == "c"
    assert answer["unserved"] == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outlets": [outlet("s1", 29.6, hours="11:00-12:00")]}, "360 minutes old and stays fresh for 300"),
        ({"outlets": [outlet("s1", 29.6, hours="04:00-05:10")]}, "misses its hours; one by 04:41 would do"),
        ({"outlets": [outlet("s1", 33.6)]}, "minutes at the wheel, of 480; a nearer cold store would do"),
        ({"vehicle": {"returns": "05:50"}}, "would not be back by 05:50"),
        ({"stock": [{"farm": "f", "product": "p", "kg": 25}]}, "25 at most; 15 kg more would do"),
        ({"product": {"fresh_hours": 0.25, "fresh_hours_cool": 1}}, "29 minutes old and stays fresh for 15"),
    ],
)
def test_what_is_unserved_says_why_and_what_would_do(tmp_path, changes, told):
    answer = plan_deliveries(folder(tmp_path, **changes))
    assert answer["routes"] == []
    (left,) = answer["unserved"]
    assert told in left["because_en"]
    assert left["because"]


def test_what_the_fleet_has_no_room_for_is_unserved(tmp_path):
    answer = plan_deliveries(folder(tmp_path, outlets=[outlet(f"s{i}", 29.5 + i / 40) for i in range(1, 5)]))
    assert len(answer["unserved"]) == 2
    assert "one more, or longer hours, would do" in answer["unserved"][0]["because_en"]
    assert delivery_faults(tmp_path / "d", answer) == []


def test_an_order_larger_than_any_vehicle_is_an_error_with_what_would_do(tmp_path):
    orders = [{"order": "o1", "outlet": "s1", "product": "p", "kg": 250}]
    with pytest.raises(SanjiangError, match=r"o1 is larger than any vehicle: 250 > 100 kg.*split it into 3 orders"):
        plan_deliveries(folder(tmp_path, orders=orders))


def test_a_fleet_of_none_is_an_error_with_what_would_do(tmp_path):
    with pytest.raises(SanjiangError, match=r"a fleet of none — vehicles.csv count .*the orders weigh 40 kg"):
        plan_deliveries(folder(tmp_path, vehicle={"count": 0}))


def test_a_vehicle_that_returns_before_it_departs_is_an_error(tmp_path):
    with pytest.raises(SanjiangError, match="an impossible window: 05:00–04:00"):
        plan_deliveries(folder(tmp_path, vehicle={"returns": "04:00"}))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outlets": [outlet("s1", 29.6), outlet("s2", 29.6)]}, "'s1' and 's2' stand at one point"),
        ({"outlets": [outlet("s1", 29.6, hours="9-8")]}, "not a time of day"),
        ({"outlets": [outlet("s1", 29.6, hours="09:00-08:00")]}, "an impossible window"),
        ({"vehicle": {"body": "open"}}, "not one of"),
        ({"vehicle": {"farm": "g"}}, "unknown farm 'g'"),
        ({"orders": [{"order": "o1", "outlet": "s9", "product": "p", "kg": 1}]}, "unknown outlet 's9'"),
        ({"orders": [{"order": "o1", "outlet": "s1", "product": "p", "kg": -1}]}, "out of range"),
    ],
)
def test_wrong_cells_are_each_told_with_their_place(tmp_path, changes, told):
    with pytest.raises(TableError) as caught:
        plan_deliveries(folder(tmp_path, **changes))
    assert any(told in problem and ".csv:" in problem for problem in caught.value.problems)


def test_the_checker_sees_what_is_wrong(day):
    """Too early, too full, too many, lost, twice: each change of a feasible day is a fault."""
    import copy

    def broken(change):
        answer = copy.deepcopy(day)
        change(answer["routes"])
        return delivery_faults(DOCS, answer)

    assert broken(lambda routes: routes[0]["stops"][0].update(arrive="00:10"))
    assert broken(lambda routes: routes[0]["stops"][0].update(begin="13:59"))
    assert broken(lambda routes: routes[1]["stops"].extend(routes[2]["stops"]))
    assert broken(lambda routes: routes[0]["stops"].pop())
    assert broken(lambda routes: routes[0].update({"return": "23:59"}))


def test_a_slow_road_is_no_reason_to_leave_an_order_behind(tmp_path):
    """Ten kilometres of 225 minutes among others of five: three vehicles, eight hours each."""
    outlets = [outlet(f"s{i}", 29.6 + i / 1000) for i in range(10)]
    roads = [{"from": "f", "to": f"s{i}", "km": 10, "minutes": 5 if i else 225} for i in range(10)]
    roads += [
        {"from": f"s{i}", "to": f"s{j}", "km": 10, "minutes": 5 if i else 230}
        for i in range(10)
        for j in range(i + 1, 10)
    ]
    vehicle = {"count": 3, "capacity_kg": 500, "fixed_cost": 0}
    answer = plan_deliveries(
        folder(tmp_path, outlets=outlets, vehicle=vehicle, roads=roads, product={"price": 0, "fresh_hours": 9})
    )
    assert answer["unserved"] == []


def test_vehicles_that_are_alike_are_one_way_to_bring_an_order(tmp_path):
    from sanjiang.routes import deliver

    lorry = {"farm": "f", "body": "plain", "capacity_kg": 100, "departs": "05:00", "returns": "15:00"}
    here = folder(tmp_path, vehicles=[{"vehicle": f"v{i}", **lorry} for i in range(9)])
    tables = deliver.read_tables(here, deliver.DELIVER)
    roads = deliver._roads(tables, deliver.load_travel())
    (visit,) = deliver._problem(tables, deliver.consignments(tables, roads)[0], roads).visits
    assert visit.fleet == tuple(range(9))


def test_a_capacity_exactly_met_is_enough(tmp_path):
    order = [{"order": "o", "outlet": "s1", "product": "p", "kg": 1.005}]
    assert plan_deliveries(folder(tmp_path, orders=order, vehicle={"capacity_kg": 1.005}))["unserved"] == []
