"""The contract of the tables that tours, deliveries, visitor flows and seasons are made of, as data."""

from __future__ import annotations

from sanjiang.network.schema import Column, Table

PACES = ("relaxed", "normal", "packed")
BODIES = ("refrigerated", "plain")
MEASURES = ("entrance", "discount", "product")


def _key(name: str, names: str | None = None) -> Column:
    return Column(name, required=True, names=names)


def _amount(name: str, default: float | None = None, *, required: bool = False, high: float = 1e7) -> Column:
    return Column(name, "number", required, default, low=0.0, high=high)


MANY = 1e9
"""The most visitors, and the most money of a measure."""


def _count(name: str, low: float, default: float | None = None, high: float = 1e6) -> Column:
    return Column(name, "number", default is None, default, low=low, high=high, whole=True)


NAMES = (Column("name_zh", required=True), Column("name_en", required=True))
PLACE = (
    Column("lat", "number", True, low=-85.0, high=85.0),
    Column("lon", "number", True, low=-180.0, high=180.0),
)


def _table(name: str, key: str, *columns: Column, required: bool = True) -> Table:
    return Table(name, (*columns, Column("source")), tuple(key.split()), required)


ROADS = _table(
    "roads", "from to", _key("from"), _key("to"), _amount("km", required=True), _amount("minutes", required=True),
    required=False,
)  # fmt: skip
ATTRACTIONS = _table(
    "attractions",
    "attraction",
    _key("attraction"),
    *NAMES,
    Column("adcode"),
    *PLACE,
    Column("kind", words=("attraction", "base")),
    Column("hours"),
    Column("closed_weekdays"),
    Column("closed_from"),
    Column("closed_to"),
    Column("visit_minutes", "number", True, low=1.0, high=1440.0, whole=True),
    _amount("capacity", high=MANY),
    _amount("ticket"),
    Column("themes"),
    Column("groups"),
    _amount("score", 1.0),
)
TOUR: dict[str, Table] = {
    table.name: table
    for table in (
        _table("towns", "town", _key("town"), *NAMES, *PLACE, _amount("lodging")),
        ATTRACTIONS,
        ROADS,
        _table(
            "trips",
            "trip",
            _key("trip"),
            _key("date"),
            _count("days", 1, high=31),
            _key("start", "towns"),
            _key("end", "towns"),
            Column("overnight"),
            Column("begins"),
            Column("ends"),
            Column("pace", words=PACES),
            Column("group"),
            _count("people", 1, 1),
            Column("themes"),
            Column("must"),
            _count("routes", 1, 1, 10),
        ),
    )
}
DELIVER: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "produce",
            "product",
            _key("product"),
            *NAMES,
            _amount("fresh_hours", required=True),
            _amount("fresh_hours_cool", required=True),
            Column("loss_per_hour", "number", default=0.0, low=0.0, high=1.0),
            Column("loss_per_hour_cool", "number", default=0.0, low=0.0, high=1.0),
            _amount("price", required=True),
        ),
        _table("farms", "farm", _key("farm"), *NAMES, *PLACE, Column("kind", words=("farm", "cold_store"))),
        _table(
            "stock",
            "farm product",
            _key("farm", "farms"),
            _key("product", "produce"),
            _amount("kg", required=True),
        ),
        _table(
            "vehicles",
            "vehicle",
            _key("vehicle"),
            _key("farm", "farms"),
            _count("count", 0, 1, 1000),
            Column("body", required=True, words=BODIES),
            _amount("capacity_kg", required=True),
            _key("departs"),
            _key("returns"),
            _amount("driving_hours", 8.0),
            _amount("fixed_cost", 0.0),
            _amount("cost_per_km", 0.0),
        ),
        _table("outlets", "outlet", _key("outlet"), *NAMES, *PLACE, Column("hours"), _amount("unload_minutes", 10.0)),
        ROADS,
        _table(
            "orders",
            "order",
            _key("order"),
            _key("outlet", "outlets"),
            _key("product", "produce"),
            Column("kg", "number", True, low=0.001, high=1e6),
            Column("hours"),
        ),
    )
}
HOLIDAY: dict[str, Table] = {
    table.name: table
    for table in (
        _table("origins", "origin", _key("origin"), *NAMES, _amount("visitors", required=True, high=MANY)),
        ATTRACTIONS,
        _table(
            "products",
            "product",
            _key("product"),
            *NAMES,
            _key("attractions"),
            Column("offered", "bool", default=True),
        ),
        _table(
            "choices",
            "origin product",
            _key("origin", "origins"),
            _key("product", "products"),
            _amount("spends", required=True),
            _amount("cost", 0.0),
            _amount("takers", high=MANY),
        ),
        _table(
            "measures",
            "measure",
            _key("measure"),
            *NAMES,
            Column("kind", required=True, words=MEASURES),
            _key("target"),
            _amount("amount", 0.0, high=MANY),
            _amount("takers", 0.0, high=MANY),
            _amount("cost", 0.0, high=MANY),
            required=False,
        ),
    )
}
SEASON: dict[str, Table] = {
    table.name: table
    for table in (
        _table("weeks", "week", _key("week")),
        _table("goods", "product", _key("product"), *NAMES),
        _table(
            "harvests",
            "week product",
            _key("week", "weeks"),
            _key("product", "goods"),
            _amount("quantity", required=True),
            _amount("cost", 0.0),
        ),
        _table("markets", "market", _key("market"), *NAMES, _amount("freight", 0.0)),
        _table(
            "sales",
            "week market product",
            _key("week", "weeks"),
            _key("market", "markets"),
            _key("product", "goods"),
            _amount("price", required=True),
            _amount("quantity"),
        ),
        _table(
            "storage",
            "store",
            Column("store", required=True, words=("shed", "cold")),
            _amount("capacity", 0.0),
            Column("loss", "number", True, low=0.0, high=1.0),
            _amount("cost", 0.0),
            _amount("capex"),
            Column("life_years", "number", default=20.0, low=1.0),
            _amount("largest", 0.0),
            _count("lead_weeks", 0, 0),
        ),
    )
}
