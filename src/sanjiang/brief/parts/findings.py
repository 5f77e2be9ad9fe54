"""The first page: the chain in one sentence, then the three steps that matter, ranked by what mending them is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanjiang.brief.numbers import Text
from sanjiang.brief.parts.partners import why_none
from sanjiang.brief.report import Number, Point, Sentence
from sanjiang.brief.sentences import capital, counted, joined, named, prose, quantity, say, span, words
from sanjiang.brief.steps import Json, Steps, breaks, chains, is_here
from sanjiang.brief.words import KINDS, STAGES, VERDICTS

POINTS = 3
"""As many findings as a first page holds."""
COMPANIES = 3
"""As many companies as a line names."""


def lead(brief: Json) -> Sentence:
    """Say the brief at once: how far the chain goes, where it breaks, the first gap's worth, the partner."""
    said = [_reach(steps, name) for name, steps in chains(brief)]
    if not said:
        return words(
            "所读文件中没有可以归入产业链的项目，因此不作缺口判断。",
            "The documents hold no project that could be placed on a chain, so no gap is judged.",
        )
    gaps: Sequence[Json] = brief.get("gaps") or ()
    if not gaps:
        return joined([*said, words("按所读文件，没有发现缺口。", "By the documents read, no gap was found.")])
    said.append(joined([words("首要缺口：", "The first gap:"), _worth_of_gap(gaps[0], 0, named(gaps[0]))]))
    if not brief.get("partners"):
        said.append(why_none(brief))
    said += [_worth_of_partner(p, place) for place, p in _partners_of(brief, gaps[0])[:1]]
    return joined(said)


def points(brief: Json) -> tuple[Point, ...]:
    """Return the findings, the one worth most first; the first gap is always among them."""
    gaps: Sequence[Json] = brief.get("gaps") or ()
    valued = [(place, gap) for place, gap in enumerate(gaps) if gap.get("kind") != "supporting" or place == 0]
    ranked = sorted(valued, key=lambda item: -_most(brief, item[1]))
    chosen = ranked[:POINTS]
    if valued and valued[0] not in chosen:
        chosen[-1] = valued[0]
    return tuple(_point(brief, place, gap) for place, gap in chosen)


def _reach(steps: Steps, name: Text) -> Sentence:
    here = [step for _, step in steps if is_here(step)]
    key = f"ladder-{steps[0][0]}"
    missing = [(place, step) for place, step in steps if breaks(steps, place)]
    slots: dict[str, Text | Number] = {
        "chain": name,
        "steps": counted(len(steps), "环", "steps", Text("环节数", "Steps"), key),
        "here": counted(len(here), "环", "", Text("本地有的环节数", "Steps that are here"), key),
    }
    if not missing:
        return say(
            "{chain}链{steps}，本地有{here}，中间没有断开。",
            "The {chain} chain has {steps}, {here} of them here, with no break between.",
            key,
            **slots,
        )
    names = Text("、".join(named(s).zh for _, s in missing), ", ".join(named(s).en for _, s in missing))
    return say(
        "{chain}链{steps}，本地有{here}，断在{missing}。",
        "The {chain} chain has {steps}, {here} of them here; it breaks at {missing}.",
        key,
        missing=names,
        **slots,
    )


def _most(brief: Json, gap: Json) -> float:
    """Return what mending a gap is worth at most, by building it or by joining the best partner."""
    worths = [gap.get("worth"), *(p.get("worth") for _, p in _partners_of(brief, gap))]
    return max((float(w) for w in worths if w is not None), default=float("-inf"))


def _partners_of(brief: Json, gap: Json) -> list[tuple[int, Json]]:
    partners = enumerate(brief.get("partners") or ())
    return [(place, p) for place, p in partners if p.get("process") == gap.get("process")]


def _point(brief: Json, place: int, gap: Json) -> Point:
    key, name = f"gap-{place}", named(gap)
    kind = KINDS.get(str(gap.get("kind")), Text(str(gap.get("kind")), str(gap.get("kind"))))
    partners = _partners_of(brief, gap)
    parts = [_worth_of_gap(gap, place, capital(name)), *(_worth_of_partner(p, at) for at, p in partners[:1])]
    lines = [
        (Text("下一步", "Next"), _next(gap, place, partners)),
        (Text("谁来做", "Who"), _who(brief, gap, partners)),
        (Text("什么会改变结论", "What would change it"), _change(gap, key)),
    ]
    return Point(
        Text(f"{kind.zh} · {name.zh}", f"{kind.en} · {name.en}"),
        joined(parts),
        prose(gap.get("because"), gap.get("because_en"), key, name),
        tuple((label, sentence) for label, sentence in lines if sentence is not None),
    )


def _worth_of_gap(gap: Json, place: int, name: Text) -> Sentence:
    key, money = f"gap-{place}", str(gap.get("worth_unit") or "CNY/a")
    size = quantity(gap.get("size"), str(gap.get("size_unit") or ""), Text("规模", "Size"), key)
    if gap.get("worth") is None:
        return say("{name}：缺{size}，未估值。", "{name}: short by {size}, not valued.", key, name=name, size=size)
    return say(
        "{name}：新建{size}，年净值{worth}（低至高：{range}），{verdict}。",
        "{name}: {size} more are worth {worth} net (low to high: {range}); {verdict}.",
        key,
        name=name,
        size=size,
        worth=quantity(gap["worth"], money, Text("年净值", "Worth a year"), key, strong=True),
        range=span(gap.get("worth_low"), gap.get("worth_high"), money, Text("净值低至高", "Worth, low to high"), key),
        verdict=VERDICTS.get(str(gap.get("verdict")), Text(str(gap.get("verdict")), str(gap.get("verdict")))),
    )


def _worth_of_partner(partner: Json, place: int) -> Sentence:
    key, money = f"partner-{place}", str(partner.get("worth_unit") or "CNY/a")
    if partner.get("worth") is None:
        return say("与{name}合作未估值。", "Cooperating with {name} was not valued.", key, name=_region(partner))
    return say(
        "不建而与{name}合作，年净值{worth}（低至高：{range}）。",
        "Not building but joining {name} is worth {worth} net (low to high: {range}).",
        key,
        name=_region(partner),
        worth=quantity(partner["worth"], money, Text("合作净值", "Worth of cooperating"), key, strong=True),
        range=span(
            partner.get("worth_low"), partner.get("worth_high"), money, Text("合作净值低至高", "Low to high"), key
        ),
    )


def _next(gap: Json, place: int, partners: Sequence[tuple[int, Json]]) -> Sentence | None:
    key, name = f"gap-{place}", named(gap)
    size = quantity(gap.get("size"), str(gap.get("size_unit") or ""), Text("规模", "Size"), key)
    deals = [_deal(p, at) for at, p in partners[:1]]
    verdict = gap.get("verdict")
    if verdict == "pays" and not deals:
        return say(
            "按{size}招引{name}项目，先核实报价和用地用电。",
            "Recruit {size} of {name}; first check offers, land and power.",
            key,
            size=size,
            name=name,
        )
    if verdict == "pays":
        build = say("或招引{size}自建。", "Or recruit {size} of its own.", key, size=size)
        return joined([*deals, build])
    if deals:
        later = say("谈不成再招引{size}。", "Should that fail, recruit {size}.", key, size=size)
        return joined([*deals, later] if verdict == "pays only if no partner serves" else deals)
    if verdict == "does not pay at these prices":
        return words(
            "按这些价格不新建，价格或投资变动后重算。",
            "Build nothing at these prices; solve again when prices or capital costs move.",
        )
    return say("先查明{name}的造价和价格。", "First find what {name} costs and sells for.", key, name=name)


def _deal(partner: Json, place: int) -> Sentence:
    key = f"partner-{place}"
    flows: Sequence[Json] = partner.get("exchanged") or ()
    if not flows:
        return say("先与{name}商谈供货。", "First talk to {name} about supply.", key, name=_region(partner))
    goods = [
        say(
            "{product}{amount}",
            "{amount} of {product}",
            key,
            product=Text(str(f.get("product_zh") or "—"), str(f.get("product_en") or f.get("product_zh") or "—")),
            amount=quantity(f.get("amount"), f"{f.get('unit') or ''}/a", Text("一年交换量", "Exchanged a year"), key),
        )
        for f in flows[:2]
    ]
    talk = say("先与{name}商谈：交换", "First talk to {name}: exchange ", key, name=_region(partner))
    return joined([talk, joined(goods, "、", ", "), words("。", ".")], "", "")


def _who(brief: Json, gap: Json, partners: Sequence[tuple[int, Json]]) -> Sentence | None:
    """Name the neighbours that hold the step, and the companies that make it elsewhere."""
    holders = [_holder(partner, place) for place, partner in partners[:2]]
    known = [*holders, *_makers(brief, gap)]
    return joined([joined(known, "；", "; "), words("。", ".")], "", "") if known else None


def _holder(partner: Json, place: int) -> Sentence:
    key, unit = f"partner-{place}", str(partner.get("unit") or "")
    return say(
        "{name}（在产{running}、已公布{announced}）",
        "{name} ({running} running, {announced} announced)",
        key,
        name=_region(partner),
        running=quantity(partner.get("operating"), unit, Text("在产", "Running"), key),
        announced=quantity(partner.get("announced"), unit, Text("已公布", "Announced"), key),
    )


def _makers(brief: Json, gap: Json) -> Iterator[Sentence]:
    for outer, visit in enumerate(brief.get("visits") or ()):
        if visit.get("process") != gap.get("process"):
            continue
        for inner, company in enumerate((visit.get("companies") or ())[:COMPANIES]):
            key, plants = f"visit-{outer}-{inner}", company.get("plants") or ()
            name = Text(str(company.get("name") or "—"), str(company.get("name") or "—"))
            if not plants:
                yield say("{name}", "{name}", key, name=name)
                continue
            plant = plants[0]
            stage = STAGES.get(str(plant.get("stage")), Text("", ""))
            place = Text(str(plant.get("place_zh") or "—"), str(plant.get("place_en") or plant.get("place_zh") or "—"))
            size = quantity(plant.get("capacity"), str(plant.get("unit") or ""), Text("产能", "Capacity"), key)
            yield say(
                f"{{name}}（{place.zh}{stage.zh}{{size}}）",
                f"{{name}} ({{size}} {stage.en} in {place.en})",
                key,
                name=name,
                size=size,
            )


def _change(gap: Json, key: str) -> Sentence | None:
    """Say what moves the worth most, and whether it turns the verdict."""
    items: Sequence[Json] = gap.get("sensitivity") or ()
    moved = [_moved(item, gap, key) for item in items[:2]]
    return joined(moved) if moved else None


def _moved(item: Json, gap: Json, key: str) -> Sentence:
    money = str(gap.get("worth_unit") or "CNY/a")
    low, high, base = item.get("worth_at_low"), item.get("worth_at_high"), gap.get("worth")
    turns = any(w is not None and base is not None and (w > 0) != (base > 0) for w in (low, high))
    slots: dict[str, Text | Number] = {
        "name": named(item),
        "worth": span(low, high, money, Text("净值", "Worth"), key),
    }
    tail = Text("，结论随之翻转。", ", and the verdict turns.") if turns else Text("。", ".")
    if item.get("low") is None:
        return say(
            "{name}在高低之间变动，净值为{worth}" + tail.zh,
            "With {name} at its ends the worth is {worth}" + tail.en,
            key,
            **slots,
        )
    slots["range"] = span(item.get("low"), item.get("high"), str(item.get("unit") or ""), named(item), key)
    return say(
        "{name}为{range}时，净值为{worth}" + tail.zh,
        "With {name} at {range} the worth is {worth}" + tail.en,
        key,
        **slots,
    )


def _region(partner: Json) -> Text:
    zh = str(partner.get("name") or "—")
    return Text(zh, str(partner.get("name_en") or zh))
