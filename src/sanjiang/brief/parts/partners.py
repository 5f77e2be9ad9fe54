"""The partners: which neighbour holds what is missing, where it lies, and what would be exchanged."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.charts.partner_map import SIZE, partner_map
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Block, Chart, Column, Options, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import capital, counted, joined, named, prose, quantity, say, span, words
from sanjiang.brief.steps import Json

COLUMNS = (
    Column(Text("地区", "Region")),
    Column(Text("环节", "Step")),
    Column(Text("在产", "Running"), numeric=True),
    Column(Text("已公布", "Announced"), numeric=True),
    Column(Text("距离", "Distance"), numeric=True),
    Column(Text("合作净值", "Worth of cooperating"), numeric=True),
    Column(Text("低至高", "Low to high"), numeric=True),
)


def section(brief: Json) -> Section:
    """Lay the partners out, the one worth most first, or say why there is none."""
    title = Text("伙伴：谁有所缺的环节", "Partners: who holds what is missing")
    return Section("partners", title, Text("伙伴", "Partners"), tuple(_blocks(brief)))


def why_none(brief: Json) -> Sentence:
    """Say why there is no partner."""
    note = brief.get("partners_note")
    if note:
        return words(str(note.get("zh") or ""), str(note.get("en") or note.get("zh") or ""))
    if not brief.get("ladder"):
        return words("没有产业链，因此没有寻找伙伴。", "Without a chain no partner was looked for.")
    return words("没有找到持有所缺环节的邻近地区。", "No neighbour was found that holds what is missing.")


def _blocks(brief: Json) -> Iterator[Block]:
    partners = brief.get("partners") or ()
    if not partners:
        yield Paragraph(why_none(brief), "empty")
        return
    region = brief.get("region") or {}
    options: Options = {"zh": partner_map(region, partners, "zh"), "en": partner_map(region, partners, "en")}
    if options["zh"]["series"]:
        caption = Text("伙伴的位置（只画点，不画界线）", "Where the partners lie (points, no borders)")
        yield Chart("map", caption, options, SIZE[1], "partners-table")
    caption = Text("按合作净值排序；在产与已公布分列", "By worth of cooperating; running and announced apart")
    rows = tuple(_row(p, place, region) for place, p in enumerate(partners))
    yield Table("partners-table", caption, COLUMNS, rows)


def _row(partner: Json, place: int, region: Json) -> Row:
    key, unit = f"partner-{place}", str(partner.get("unit") or "")
    money = str(partner.get("worth_unit") or "CNY/a")
    zh = str(partner.get("name") or "—")
    name = Text(zh, str(partner.get("name_en") or zh))

    def what(title_zh: str, title_en: str) -> Text:
        return Text(f"{name.zh}{title_zh}", f"{name.en}, {title_en}")

    cells = (
        name,
        capital(named(partner, "process_")),
        quantity(partner.get("operating"), unit, what("在产", "running"), key),
        quantity(partner.get("announced"), unit, what("已公布", "announced"), key),
        quantity(partner.get("distance_km"), "km", what("距离", "distance"), key),
        quantity(partner.get("worth"), money, what("合作净值", "worth of cooperating"), key, strong=True),
        span(
            partner.get("worth_low"), partner.get("worth_high"), money, what("合作净值低至高", "worth low to high"), key
        ),
    )
    return Row(cells, key, notes=tuple(_notes(partner, key, name, str(region.get("adcode") or ""))))


def _notes(partner: Json, key: str, name: Text, home: str) -> Iterator[Sentence]:
    because = prose(partner.get("because"), partner.get("because_en"), key, name)
    if partner.get("without_figure"):
        more = counted(partner["without_figure"], "处", "", Text("没有公布产能的工厂", "Plants without a figure"), key)
        unknown = say("另有{more}没有公布产能", "{more} more without a published capacity", key, more=more)
        because = joined([because, unknown], "，", "; ")
    yield because
    flows = [_flow(flow, key, home) for flow in partner.get("exchanged") or ()]
    if flows:
        yield joined([words("交换：", "Exchange:"), joined(flows, "；", "; ")])


def _flow(flow: Json, key: str, home: str) -> Sentence:
    zh = str(flow.get("product_zh") or "—")
    product = Text(zh, str(flow.get("product_en") or zh))
    amount = quantity(flow.get("amount"), str(flow.get("unit") or ""), product, key)
    if flow.get("from") == home:
        return say("送出{product} {amount}", "sends {amount} of {product}", key, product=product, amount=amount)
    return say("购入{product} {amount}", "receives {amount} of {product}", key, product=product, amount=amount)
