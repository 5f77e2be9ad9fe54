"""The delivery board: what each vehicle brings where and when, cost and loss, and what is unserved and why."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.charts.partner_map import SIZE
from sanjiang.brief.charts.route_map import route_map
from sanjiang.brief.numbers import Text
from sanjiang.brief.parts.tours import time
from sanjiang.brief.report import Block, Chart, Column, Options, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import named, prose, quantity, say
from sanjiang.brief.steps import Json

COLUMNS = (
    Column(Text("网点", "Outlet")),
    Column(Text("货", "Goods")),
    Column(Text("公斤", "kg"), numeric=True),
    Column(Text("到", "Arrive"), numeric=True),
    Column(Text("离", "Leave"), numeric=True),
    Column(Text("途中（分钟）", "Age (minutes)"), numeric=True),
    Column(Text("保鲜（分钟）", "Fresh for (minutes)"), numeric=True),
)
BODIES = {"refrigerated": Text("冷藏车", "refrigerated"), "plain": Text("普通车", "plain")}


def section(brief: Json) -> Section | None:
    """Lay the deliveries out, or nothing where none were asked for."""
    deliver = brief.get("deliver")
    if not deliver:
        return None
    title = Text("配送单", "Delivery board")
    return Section("deliver", title, title, tuple(_blocks(deliver)))


def _blocks(deliver: Json) -> Iterator[Block]:
    routes = deliver.get("routes") or ()
    yield Paragraph(_summary(deliver))
    at: dict[str, str] = {}
    rows: list[Row] = []
    for place, route in enumerate(routes):
        body = BODIES.get(str(route.get("body")), Text("", ""))
        group = Text(f"{route['vehicle']}（{body.zh}）", f"{route['vehicle']} ({body.en})")
        for stop, each in enumerate(route.get("stops") or ()):
            key = f"deliver-{place}-{stop}"
            at.setdefault(str(each.get("outlet")), key)
            rows.append(_stop(each, key, group))
    lines = [[str(r["farm"]), *(str(s.get("outlet")) for s in r.get("stops") or ()), str(r["farm"])] for r in routes]
    points = deliver.get("points") or ()
    options: Options = {
        "zh": route_map(points, lines, at, "zh"),
        "en": route_map(points, lines, at, "en"),
    }
    if options["zh"]["series"]:
        caption = Text("网点与路线（直线相连，不是道路）", "Outlets and routes (straight lines, no roads)")
        yield Chart("deliver-map", caption, options, SIZE[1], "deliver-table")
    if rows:
        yield Table("deliver-table", Text("每辆车的配送单", "Each vehicle's board"), COLUMNS, tuple(rows))
    unserved = deliver.get("unserved") or ()
    if unserved:
        columns = (Column(Text("订单", "Order")), Column(Text("为什么没有送", "Why it is unserved")))
        told = tuple(_unserved(each, f"deliver-unserved-{place}") for place, each in enumerate(unserved))
        yield Table("deliver-unserved", Text("没有送的订单", "Orders unserved"), columns, told)


def _summary(deliver: Json) -> Sentence:
    return say(
        "费用 {cost}，途中损耗 {loss}（{kg}）。",
        "Cost {cost}, lost on the way {loss} ({kg}).",
        "deliver",
        cost=quantity(deliver.get("cost"), "CNY", Text("费用", "cost"), "deliver"),
        loss=quantity(deliver.get("loss"), "CNY", Text("途中损耗", "loss on the way"), "deliver"),
        kg=quantity(deliver.get("loss_kg"), "kg", Text("途中损耗", "loss on the way"), "deliver"),
    )


def _stop(each: Json, key: str, group: Text) -> Row:
    name, goods = named(each), named(each, "product_")
    return Row(
        (
            name,
            goods,
            quantity(each.get("kg"), "", goods, key),
            time(each.get("arrive"), name, key),
            time(each.get("leave"), name, key),
            quantity(each.get("age_minutes"), "", Text(f"{goods.zh}在途", f"age of {goods.en}"), key),
            quantity(each.get("fresh_minutes"), "", Text(f"{goods.zh}保鲜", f"{goods.en} stays fresh"), key),
        ),
        key,
        group,
    )


def _unserved(each: Json, key: str) -> Row:
    order = Text(str(each.get("id")), str(each.get("id")))
    return Row((order, prose(each.get("because"), each.get("because_en"), key, order)), key)
