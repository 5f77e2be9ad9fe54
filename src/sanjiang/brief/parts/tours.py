"""The tour: each route's timetable with a map of its points, its cost, and why the rest was left out."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.charts.partner_map import SIZE
from sanjiang.brief.charts.route_map import route_map
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import (
    Block,
    Chart,
    Column,
    Heading,
    Number,
    Options,
    Paragraph,
    Row,
    Section,
    Sentence,
    Table,
)
from sanjiang.brief.sentences import named, prose, quantity, say
from sanjiang.brief.steps import Json

COLUMNS = (
    Column(Text("地点", "Place")),
    Column(Text("到", "Arrive"), numeric=True),
    Column(Text("离", "Leave"), numeric=True),
    Column(Text("车程（分钟）", "Drive (minutes)"), numeric=True),
)


def section(brief: Json) -> Section | None:
    """Lay the tour out, or nothing where none was asked for."""
    tour = brief.get("tour")
    if not tour:
        return None
    return Section("tour", Text("游线", "Tour"), Text("游线", "Tour"), tuple(_blocks(tour)))


ORDER = "甲乙丙丁戊己庚辛壬癸"
"""Routes are lettered, as a number on the page is a figure."""


def _blocks(tour: Json) -> Iterator[Block]:
    for place, route in enumerate(tour.get("routes") or ()):
        yield Heading(Text(f"路线{ORDER[place % len(ORDER)]}", f"Route {chr(ord('A') + place % len(ORDER))}"))
        yield Paragraph(_summary(route, f"tour-{place}"))
        yield from _route(route, place)
    left = tour.get("left_out") or ()
    if left:
        columns = (Column(Text("景区", "Attraction")), Column(Text("为什么没有列入", "Why it is left out")))
        rows = tuple(_left(each, f"tour-left-{place}") for place, each in enumerate(left))
        yield Table("tour-left", Text("没有列入的景区", "Attractions left out"), columns, rows)


def _left(each: Json, key: str) -> Row:
    return Row((named(each), prose(each.get("because"), each.get("because_en"), key, named(each))), key)


def _summary(route: Json, key: str) -> Sentence:
    cost = route.get("cost") or {}
    return say(
        "得分 {score}，全程 {length}，费用 {cost}，每人 {each}。",
        "Score {score}, {length} on the road, {cost} in all, {each} a person.",
        key,
        score=quantity(route.get("score"), "", Text("得分", "score"), key),
        length=quantity(route.get("length"), "km", Text("全程", "length"), key),
        cost=quantity(cost.get("total"), "CNY", Text("费用", "cost"), key),
        each=quantity(cost.get("per_person"), "CNY", Text("每人费用", "cost a person"), key),
    )


def _route(route: Json, place: int) -> Iterator[Block]:
    points = route.get("points") or ()
    names = {str(point["id"]): named(point) for point in points}
    rows: list[Row] = []
    at: dict[str, str] = {}
    line: list[str] = []
    for day, told in enumerate(route.get("days") or ()):
        start, end = (names.get(str(told[side]), Text(told[side], told[side])) for side in ("from", "to"))
        group = Text(f"{told['date']} {start.zh}至{end.zh}", f"{told['date']} {start.en} to {end.en}")
        line.append(str(told["from"]))
        for stop, each in enumerate(told.get("stops") or ()):
            key = f"tour-{place}-{day}-{stop}"
            at[str(each["id"])] = key
            line.append(str(each["id"]))
            rows.append(_stop(each, key, group))
        line.append(str(told["to"]))
    table = f"tour-table-{place}"
    options: Options = {
        "zh": route_map(points, [line], at, "zh"),
        "en": route_map(points, [line], at, "en"),
    }
    if options["zh"]["series"]:
        caption = Text("路线上的点（直线相连，不是道路）", "Points of the route (straight lines, no roads)")
        yield Chart(f"tour-map-{place}", caption, options, SIZE[1], table)
    yield Table(table, Text("时刻表", "Timetable"), COLUMNS, tuple(rows))


def _stop(each: Json, key: str, group: Text) -> Row:
    name = named(each)
    drive = quantity(each.get("drive_minutes"), "", Text(f"到{name.zh}的车程", f"drive to {name.en}"), key)
    return Row((name, time(each.get("arrive"), name, key), time(each.get("leave"), name, key), drive), key, group)


def time(written: object, what: Text, key: str) -> Number:
    """Return a time of day as a figure."""
    return Number(Text(str(written), str(written)), what, key)
