"""The gaps: what is absent or narrow, what mending it is worth at each size, and what moves that most."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.charts.worth import worth_chart
from sanjiang.brief.numbers import MISSING, Text
from sanjiang.brief.report import Block, Chart, Column, Heading, Options, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import capital, joined, named, prose, quantity, say, span, words
from sanjiang.brief.steps import Json
from sanjiang.brief.words import KINDS, VERDICTS

COLUMNS = (
    Column(Text("环节", "Step")),
    Column(Text("规模", "Size"), numeric=True),
    Column(Text("年净值", "Worth a year"), numeric=True),
    Column(Text("低至高", "Low to high"), numeric=True),
    Column(Text("回收期", "Payback"), numeric=True),
    Column(Text("结论", "Verdict")),
)


def section(brief: Json) -> Section:
    """Lay the gaps out, by kind, and the widest step made wider apart from them."""
    title = Text("缺口：补什么、值多少", "Gaps: what to build and what it is worth")
    return Section("gaps", title, Text("缺口", "Gaps"), (*_gaps(brief), *_deepen(brief)))


def _gaps(brief: Json) -> Iterator[Block]:
    gaps = brief.get("gaps") or ()
    if not gaps:
        none = words("空：没有发现缺口。", "Empty: no gap was found.")
        no_chain = words("空：没有产业链，不作缺口判断。", "Empty: without a chain no gap is judged.")
        yield Paragraph(none if brief.get("ladder") else no_chain, "empty")
        return
    yield Paragraph(
        words(
            "净值为每年值，已扣除投资年金；低至高来自价格、价差和未公布产能的范围。",
            "Worth is per year, net of the annuity of the investment; low to high spans prices, spreads and "
            "unpublished capacities.",
        ),
        "note",
    )
    options: Options = {"zh": worth_chart(gaps, "zh"), "en": worth_chart(gaps, "en")}
    bars = len(options["zh"]["yAxis"]["data"])
    if bars:
        caption = Text("各规模下的年净值", "Worth a year, by size")
        yield Chart("worth", caption, options, 108 + 48 * bars, "gaps-table")
    caption = Text("缺口、净值与结论", "Gaps, their worth and the verdict")
    yield Table("gaps-table", caption, COLUMNS, tuple(_row(gap, place) for place, gap in enumerate(gaps)))


def _row(gap: Json, place: int) -> Row:
    key, name, money = f"gap-{place}", named(gap), str(gap.get("worth_unit") or "CNY/a")
    verdict = str(gap.get("verdict") or MISSING)
    kind = str(gap.get("kind"))
    return Row(
        (
            capital(name),
            quantity(gap.get("size"), str(gap.get("size_unit") or ""), _of(name, "规模", "size"), key),
            quantity(gap.get("worth"), money, _of(name, "净值", "worth"), key, strong=True),
            span(gap.get("worth_low"), gap.get("worth_high"), money, _of(name, "净值低至高", "worth low to high"), key),
            quantity(gap.get("payback_years"), "a", _of(name, "回收期", "payback"), key),
            VERDICTS.get(verdict, Text(verdict, verdict)),
        ),
        key,
        group=KINDS.get(kind, Text(kind, kind)),
        notes=tuple(_notes(gap, key, name, money)),
    )


def _notes(gap: Json, key: str, name: Text, money: str) -> Iterator[Sentence]:
    if gap.get("because"):
        yield prose(gap.get("because"), gap.get("because_en"), key, name)
    tiers = [_tier(tier, gap, key, name, money) for tier in gap.get("sizes") or ()]
    if tiers:
        yield joined([words("分档：", "By size: "), joined(tiers, "；", "; "), words("。", ".")], "", "")
    moved = (gap.get("sensitivity") or ())[:1]
    for most in moved:
        yield _most(most, key, name, money)


def _tier(tier: Json, gap: Json, key: str, name: Text, money: str) -> Sentence:
    return say(
        "{size} → {worth}（{range}）",
        "{size} → {worth} ({range})",
        key,
        size=quantity(tier.get("size"), str(gap.get("size_unit") or ""), _of(name, "规模", "size"), key),
        worth=quantity(tier.get("worth"), money, _of(name, "净值", "worth"), key),
        range=span(tier.get("worth_low"), tier.get("worth_high"), money, _of(name, "净值低至高", "low to high"), key),
    )


def _most(most: Json, key: str, name: Text, money: str) -> Sentence:
    what = named(most)
    worth = span(most.get("worth_at_low"), most.get("worth_at_high"), money, _of(name, "净值", "worth"), key)
    if most.get("low") is None:
        return say("最敏感：{what} → {worth}。", "Moved most by {what} → {worth}.", key, what=what, worth=worth)
    return say(
        "最敏感：{what} {range} → {worth}。",
        "Moved most by {what} {range} → {worth}.",
        key,
        what=what,
        range=span(most.get("low"), most.get("high"), str(most.get("unit") or ""), what, key),
        worth=worth,
    )


def _deepen(brief: Json) -> Iterator[Block]:
    items = brief.get("deepen") or ()
    if not items:
        return
    yield Heading(Text("做强：把最宽的环节再做宽", "Deepening: the widest step made wider"))
    yield Paragraph(words("另一种读法，不算缺口。", "Another reading; no gap."), "note")
    rows = []
    for place, item in enumerate(items):
        key, name, money = f"deepen-{place}", named(item), str(item.get("worth_unit") or "CNY/a")
        cells = (
            capital(name),
            quantity(item.get("size"), str(item.get("size_unit") or ""), _of(name, "规模", "size"), key),
            quantity(item.get("worth"), money, _of(name, "净值", "worth"), key, strong=True),
            span(item.get("worth_low"), item.get("worth_high"), money, _of(name, "净值低至高", "low to high"), key),
        )
        rows.append(Row(cells, key, notes=(prose(item.get("because"), item.get("because_en"), key, name),)))
    yield Table("deepen-table", Text("做强", "Deepening"), COLUMNS[:4], tuple(rows))


def _of(name: Text, zh: str, en: str) -> Text:
    return Text(f"{name.zh}{zh}", f"{name.en}, {en}")
