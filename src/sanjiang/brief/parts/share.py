"""Sharing the gain: what partners earn together, shares of it and what each promises, and ties that stand already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sanjiang.brief.numbers import Text
from sanjiang.brief.references import References
from sanjiang.brief.report import Block, Column, Listing, Number, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import full_width, joined, named, prose, quantity, say, span, words
from sanjiang.brief.share_words import PROMISES, SHARES, filled, group_of, name_of
from sanjiang.brief.steps import Json

KEY = "share-0"
"""The first player's row: what is said beside the tables rests on the same as every row."""
KINDS = {"agreement": Text("协议", "agreement"), "alliance": Text("联盟", "alliance")}


def keys(brief: Json) -> Iterator[str]:
    """Yield every key under which the evidence of shares stands."""
    sharing = brief.get("share") or {}
    for table, key in (("players", "share"), ("synergy", "synergy")):
        for place, _ in enumerate(sharing.get(table) or ()):
            yield f"{key}-{place}"


def section(brief: Json, references: References) -> Section | None:
    """Lay out how a gain could be shared, or nothing where there is nobody to share with."""
    sharing = brief.get("share") or {}
    if not sharing.get("players"):
        return None
    title = Text("分享：合作的增益怎样分", "Sharing: how to divide the gain of cooperating")
    return Section("share", title, Text("分享", "Sharing"), tuple(_blocks(sharing, references)))


def _blocks(sharing: Json, references: References) -> Iterator[Block]:
    yield Paragraph(_lead(sharing))
    yield Paragraph(_over(sharing), "note")
    cases = list(_cases(sharing))
    if len(cases) > 1:
        yield Paragraph(joined([words("合作增益：", "Gain of cooperating:"), joined(cases, "；", "; ")]), "note")
    yield Listing(tuple(replace(item, key=None) for item in _proposed(sharing)))
    caption = Text("各方单干所得，以及各种分法下多得的", "What each earns alone, and its gain under each share")
    known = list(sharing.get("shares") or ())
    columns = (
        Column(Text("地区", "Region")),
        Column(Text("单干", "Alone"), numeric=True),
        *(Column(_capital(SHARES[name]), numeric=True) for name in known),
    )
    rows = tuple(_player(sharing, player, known, f"share-{i}") for i, player in enumerate(sharing["players"]))
    yield Table("share-table", caption, columns, rows)
    pairs = sharing.get("synergy") or ()
    if pairs:
        caption = Text("两两协同", "Synergy of pairs")
        headings = (
            Column(Text("伙伴", "Partner")),
            Column(Text("协同", "Synergy"), numeric=True),
            Column(Text("低至高", "Low to high"), numeric=True),
        )
        listed = tuple(_pair(sharing, row, f"synergy-{place}") for place, row in enumerate(pairs))
        yield Table("synergy-table", caption, headings, listed)
    yield from _ties(sharing, references)
    yield Listing(tuple(words(f"{SHARES[n].zh}：{PROMISES[n].zh}。", _said(n)) for n in known))


def _said(name: str) -> str:
    return f"{_capital(SHARES[name]).en}: {PROMISES[name].en}."


def _capital(text: Text) -> Text:
    return Text(text.zh, text.en[:1].upper() + text.en[1:])


def _unit(sharing: Json) -> str:
    return str(sharing.get("unit") or "")


def _lead(sharing: Json) -> Sentence:
    unit = _unit(sharing)
    what = Text("共同所得", "earned together"), Text("合作增益", "gain of cooperating")
    ends = ("total_low", "total_high"), ("gain_low", "gain_high")
    total, gain = (quantity(sharing.get(n), unit, w, KEY) for n, w in zip(("total", "gain"), what, strict=True))
    low, more = (span(sharing.get(a), sharing.get(b), unit, w, KEY) for (a, b), w in zip(ends, what, strict=True))
    return say(
        "{names}合起来一年得 {total}（{low}），比各自单干多 {gain}（{more}）。",
        "{names} together earn {total} ({low}), {gain} ({more}) more than each alone.",
        KEY,
        names=group_of(sharing, sharing["players"]),
        total=total,
        low=low,
        gain=gain,
        more=more,
    )


def _over(sharing: Json) -> Sentence:
    if len(sharing.get("cases") or ()) < 2:
        return words("数字取自网络表，没有区间。", "Figures are the tables' own, without ranges.")
    return words(
        "低至高随外部市场的买卖价差和未写明的产能变。外部市场在这里按其价格要多少收多少。",
        "Low to high is over the spread of the outside market and over capacities that nobody states. Here the outside "
        "market takes any quantity at its price.",
    )


def _cases(sharing: Json) -> Iterator[Sentence]:
    """Say what is gained in each case: how much the spread carries."""
    for case in sharing.get("cases") or ():
        name = Text(str(case.get("name_zh") or "—"), str(case.get("name_en") or "—"))
        gain = quantity(case.get("gain"), _unit(sharing), Text(f"{name.zh}增益", f"{name.en}, gain"), KEY)
        yield say("{name} {gain}", "{name} {gain}", KEY, name=name, gain=gain)


def _proposed(sharing: Json) -> Iterator[Sentence]:
    told = sharing.get("recommendation") or {}
    name = told.get("share")
    if name in SHARES:
        yield say("建议：{share}。", "Proposed: the {share}.", share=SHARES[name])
    for reason in told.get("reasons") or ():
        yield _reason(sharing, reason)
    for share, rows in (sharing.get("extreme") or {}).items():
        for row in rows:
            player, what = name_of(sharing, str(row.get("player"))), filled(sharing, row)
            zh = full_width(f"{SHARES[share].zh}偏：{player.zh}{what.zh}。")
            yield words(zh, f"{_capital(SHARES[share]).en} is extreme: {player.en} {what.en}.")
    for row in sharing.get("cannot_stand") or ():
        group = group_of(sharing, str(row.get("coalition")).split(","))
        yield words(f"撑不住：{group.zh}。", f"Cannot stand: {group.en}.")
    for note in sharing.get("notes") or ():
        yield _reason(sharing, note)


def _reason(sharing: Json, reason: Json) -> Sentence:
    text = filled(sharing, reason)
    english = text.en[:1].upper() + text.en[1:]
    if reason.get("amount") is None:
        return words(full_width(f"{text.zh}。"), f"{english}.")
    return prose(f"{text.zh}。", f"{english}.", KEY, Text("理由", "reason"))


def _player(sharing: Json, player: str, known: list[str], key: str) -> Row:
    unit, name = _unit(sharing), name_of(sharing, player)
    cells = [
        quantity(
            sharing["gains"][share].get(player),
            unit,
            Text(f"{name.zh}{SHARES[share].zh}多得", f"{name.en}, gain by {SHARES[share].en}"),
            key,
            strong=share == (sharing.get("recommendation") or {}).get("share"),
        )
        for share in known
    ]
    alone = quantity(sharing["alone"].get(player), unit, Text(f"{name.zh}单干", f"{name.en}, alone"), key)
    return Row((name, alone, *cells), key, notes=tuple(_ranges(sharing, player, name, key)))


def _ranges(sharing: Json, player: str, name: Text, key: str) -> Iterator[Sentence]:
    share = (sharing.get("recommendation") or {}).get("share")
    low, high = ((sharing.get("ranges") or {}).get(f"{share}_gain") or {}).get(player) or (None, None)
    if share in SHARES and low != high:
        what = Text(f"{name.zh}多得低至高", f"{name.en}, gain low to high")
        ends = span(low, high, _unit(sharing), what, key)
        yield say("按建议多得低至高：{ends}", "gain as proposed, low to high: {ends}", key, ends=ends)


def _partner(sharing: Json, row: Json) -> Text:
    return group_of(sharing, [p for p in row["pair"] if p != sharing.get("of")])


def _pair(sharing: Json, row: Json, key: str) -> Row:
    unit, name = _unit(sharing), _partner(sharing, row)
    what = Text(f"{name.zh}协同", f"{name.en}, synergy")
    cells = (
        name,
        quantity(row.get("worth"), unit, what, key, strong=True),
        span(row.get("worth_low"), row.get("worth_high"), unit, what, key),
    )
    goods = [_flow(sharing, flow, key) for flow in row.get("exchanged") or ()]
    notes = (joined([words("交换：", "Exchange:"), joined(goods, "；", "; ")]),) if goods else ()
    return Row(cells, key, notes=notes)


def _ties(sharing: Json, references: References) -> Iterator[Block]:
    """Lay out what documents already show between the region and each other, beside what is computed."""
    rows = [
        _tie(_partner(sharing, row), _worth(sharing, row, f"synergy-{place}"), tie, references)
        for place, row in enumerate(sharing.get("synergy") or ())
        for tie in row.get("documented") or ()
    ]
    not_computed = Text("未计算", "not computed")
    for row in sharing.get("other_ties") or ():
        rows += [_tie(named(row), not_computed, tie, references) for tie in row.get("documented") or ()]
    if not rows:
        yield Paragraph(
            words(
                "文件没有写到与这些地区的协议、联盟或考察。", "No document tells of an agreement, alliance or visit."
            ),
            "note",
        )
        return
    caption = Text("文件中已有的往来", "Ties that documents already show")
    columns = (
        Column(Text("伙伴", "Partner")),
        Column(Text("算得的协同", "Computed synergy"), numeric=True),
        Column(Text("种类", "Kind")),
        Column(Text("原文", "Quote")),
    )
    yield Table("ties-table", caption, columns, tuple(rows))


def _worth(sharing: Json, row: Json, key: str) -> Number:
    name = _partner(sharing, row)
    return quantity(row.get("worth"), _unit(sharing), Text(f"{name.zh}协同", f"{name.en}, synergy"), key)


def _tie(name: Text, worth: Text | Number, tie: Json, references: References) -> Row:
    kind = KINDS.get(str(tie.get("kind")), Text("往来", "tie"))
    quote = f"“{tie.get('quote') or tie.get('name') or ''}”"
    cells = (name, worth, kind, Text(quote, quote))
    found = references.of([{"statement": tie.get("statement")}])
    return Row(cells, found[0].anchor if found else None)


def _flow(sharing: Json, flow: Json, key: str) -> Sentence:
    zh = str(flow.get("product_zh") or flow.get("product") or "—")
    product = Text(zh, str(flow.get("product_en") or zh))
    origin, destination = (name_of(sharing, str(flow.get(end))) for end in ("from", "to"))
    amount = quantity(flow.get("amount"), str(flow.get("unit") or ""), product, key)
    return say(
        "{origin}送{destination} {product} {amount}",
        "{origin} sends {destination} {amount} of {product}",
        key,
        origin=origin,
        destination=destination,
        product=product,
        amount=amount,
    )
