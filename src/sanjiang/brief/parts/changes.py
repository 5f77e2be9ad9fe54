"""What changed since another brief, and why: steps, gaps and partners with their values before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sanjiang.brief.numbers import MISSING, Text
from sanjiang.brief.report import Block, Cell, Column, Listing, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import capital, counted, joined, named, quantity, say, span, words
from sanjiang.brief.steps import Json
from sanjiang.brief.words import KINDS, VERDICTS

NAMED = 3
"""As many assumptions as a reason names."""


def section(changes: Json) -> Section:
    """Lay the changes out, or say that there is none."""
    title = Text(f"变化：{heading(changes).zh}", f"Changes: {heading(changes).en}")
    blocks = tuple(_blocks(changes))
    none = Paragraph(words("两份简报的结果相同。", "Both briefs say the same."), "empty")
    return Section("changes", title, Text("变化", "Changes"), (*_documents(changes), *(blocks or (none,))))


def heading(changes: Json) -> Text:
    """Say what is compared with what: region and date, only the date where the region is the same."""
    ends = [changes.get(end) or {} for end in ("before", "after")]
    regions = [end.get("region") or {} for end in ends]
    same = regions[0].get("adcode") == regions[1].get("adcode")
    zh = [
        f"{'' if same else region.get('name') or MISSING}{end.get('as_of')}"
        for region, end in zip(regions, ends, strict=True)
    ]
    en = [
        f"{'' if same else (region.get('name_en') or region.get('name') or MISSING) + ' '}{end.get('as_of')}"
        for region, end in zip(regions, ends, strict=True)
    ]
    return Text(" → ".join(zh), " → ".join(en))


def lead(changes: Json) -> Sentence:
    """Say in a sentence how much changed."""
    parts = [("steps", "个环节", "steps"), ("gaps", "个缺口", "gaps"), ("partners", "个伙伴", "partners")]
    told = [
        say(
            "{n}",
            "{n}",
            "changes",
            n=counted(len(changes.get(table) or ()), zh, en, Text("有变化的", "Changed"), "changes"),
        )
        for table, zh, en in parts
    ]
    first = (changes.get("gaps") or ())[:1]
    return joined([joined(told, "、", ", "), words("有变化。", "changed."), *map(_first, first)])


def _first(gap: Json) -> Sentence:
    """Tell what became of the first gap that changed."""
    name, money = _name(gap), str(gap.get("worth_unit") or "CNY/a")
    ends = {
        end: quantity((gap.get(end) or {}).get("worth"), money, _of(name, "净值", "worth"), f"change-gaps-0-{end}")
        for end in ("before", "after")
    }
    return say(
        "{name}的年净值由{before}变为{after}。",
        "The worth of {name} went from {before} to {after}.",
        None,
        name=name,
        **ends,
    )


def _documents(changes: Json) -> Iterator[Block]:
    documents = changes.get("documents") or {}
    lines = []
    for field, zh, en in (("added", "新增文件：", "Documents added: "), ("removed", "减少文件：", "Documents gone: ")):
        names = documents.get(field) or ()
        if names:
            lines.append(words(zh + "；".join(names), en + "; ".join(names)))
    if lines:
        yield Listing(tuple(lines))


def _blocks(changes: Json) -> Iterator[Block]:
    tables: Sequence[tuple[str, Text, Callable[[Json, Json, str], tuple[Cell, ...]], tuple[Column, ...]]] = (
        ("steps", Text("产业链各环节", "Steps of the chain"), _step, STEP),
        ("gaps", Text("缺口", "Gaps"), _gap, GAP),
        ("partners", Text("伙伴", "Partners"), _partner, PARTNER),
    )
    for table, title, cells, columns in tables:
        rows = [_row(item, f"change-{table}-{place}", cells) for place, item in enumerate(changes.get(table) or ())]
        if rows:
            yield Table(f"changes-{table}", title, columns, tuple(r for pair in rows for r in pair))
    moved = tuple(_assumption(item) for item in changes.get("assumptions") or ())
    if moved:
        title = Text("取值不同的假设", "Assumptions of another value")
        yield Table("changes-assumptions", title, ASSUMPTION, moved, sourced=False)


END = Column(Text("何时", "When"))
STEP = (
    Column(Text("环节", "Step")),
    END,
    Column(Text("在产", "Operating"), numeric=True),
    Column(Text("在建", "Under construction"), numeric=True),
    Column(Text("拟建", "Planned"), numeric=True),
    Column(Text("折合终端产品", "In final product"), numeric=True),
)
GAP = (
    Column(Text("环节", "Step")),
    END,
    Column(Text("类别", "Kind")),
    Column(Text("规模", "Size"), numeric=True),
    Column(Text("年净值", "Worth a year"), numeric=True),
    Column(Text("低至高", "Low to high"), numeric=True),
    Column(Text("结论", "Verdict")),
)
PARTNER = (
    Column(Text("地区与环节", "Region and step")),
    END,
    Column(Text("在产", "Running"), numeric=True),
    Column(Text("已公布", "Announced"), numeric=True),
    Column(Text("合作净值", "Worth of cooperating"), numeric=True),
    Column(Text("低至高", "Low to high"), numeric=True),
)
ASSUMPTION = (
    Column(Text("名称", "Name")),
    Column(Text("原值", "Before"), numeric=True),
    Column(Text("原来低至高", "Low to high before"), numeric=True),
    Column(Text("现值", "After"), numeric=True),
    Column(Text("现在低至高", "Low to high after"), numeric=True),
)


def _row(item: Json, key: str, cells: Callable[[Json, Json, str], tuple[Cell, ...]]) -> tuple[Row, Row]:
    """Return a row for before and one for after, which says why."""
    name = _name(item)
    width = len(cells(item, {}, key))
    ends = []
    for end, title in (("before", Text("原来", "before")), ("after", Text("现在", "after"))):
        values = item.get(end)
        told = (
            cells(item, values, f"{key}-{end}")
            if values is not None
            else (Text("没有", "none"), *(Text("", ""),) * (width - 1))
        )
        ends.append((name, title, *told))
    return Row(ends[0], f"{key}-before"), Row(ends[1], f"{key}-after", notes=(_why(item, key),))


def _why(item: Json, key: str) -> Sentence:
    evidence = item.get("why") or ()
    statements = sum("statement" in e for e in evidence)
    citations = sum("citation" in e for e in evidence)
    assumed = [str(e["assumption"]) for e in evidence if "assumption" in e]
    parts = []
    for count, zh, en in ((statements, "条陈述", "statements"), (citations, "个引用", "citations")):
        if count:
            parts.append(
                say("{n}不同", "{n} differ", key, n=counted(count, zh, en, Text("不同的依据", "Other evidence"), key))
            )
    if assumed:
        names = Text("、".join(assumed[:NAMED]), ", ".join(assumed[:NAMED]))
        count_of = counted(len(assumed), "项", "assumptions", Text("取值不同的假设", "Other assumptions"), key)
        parts.append(
            say("{n}假设取值不同（{names}等）", "{n} of another value ({names} …)", key, n=count_of, names=names)
        )
    if not parts:
        return words("原因：依据相同，因其他环节的变化而变。", "Why: the same evidence; other steps changed.")
    return joined([words("原因：", "Why:"), joined(parts, "，", ", "), words("。", ".")], "", " ")


def _step(item: Json, values: Json, key: str) -> tuple[Cell, ...]:
    name, unit = _name(item), str(item.get("unit") or "")
    fields = (
        ("operating", "在产", "operating"),
        ("under_construction", "在建", "under construction"),
        ("planned", "拟建", "planned"),
    )
    final = span(
        values.get("low"), values.get("high"), str(values.get("final_unit") or ""), _of(name, "折合", "in final"), key
    )
    return (*(quantity(values.get(f), unit, _of(name, zh, en), key) for f, zh, en in fields), final)


def _gap(item: Json, values: Json, key: str) -> tuple[Cell, ...]:
    name, money = _name(item), str(item.get("worth_unit") or "CNY/a")
    kind, verdict = str(values.get("kind") or MISSING), str(values.get("verdict") or MISSING)
    return (
        KINDS.get(kind, Text(kind, kind)),
        quantity(values.get("size"), str(item.get("size_unit") or ""), _of(name, "规模", "size"), key),
        quantity(values.get("worth"), money, _of(name, "净值", "worth"), key),
        span(values.get("worth_low"), values.get("worth_high"), money, _of(name, "净值低至高", "low to high"), key),
        VERDICTS.get(verdict, Text(verdict, verdict)),
    )


def _partner(item: Json, values: Json, key: str) -> tuple[Cell, ...]:
    name, unit, money = _name(item), str(item.get("unit") or ""), str(item.get("worth_unit") or "CNY/a")
    return (
        quantity(values.get("operating"), unit, _of(name, "在产", "running"), key),
        quantity(values.get("announced"), unit, _of(name, "已公布", "announced"), key),
        quantity(values.get("worth"), money, _of(name, "合作净值", "worth"), key),
        span(values.get("worth_low"), values.get("worth_high"), money, _of(name, "低至高", "low to high"), key),
    )


def _assumption(item: Json) -> Row:
    name, unit = str(item.get("name")), str(item.get("unit") or "")
    what, key = Text(name, name), f"assumption-{name}"
    cells: list[Cell] = [what]
    for end in ("before", "after"):
        values = item.get(end) or {}
        cells.append(quantity(values.get("value"), unit, what, key))
        cells.append(span(values.get("low"), values.get("high"), unit, what, key))
    return Row(tuple(cells), key)


def _name(item: Json) -> Text:
    if "process_name_zh" not in item:
        return capital(named(item))
    step = named(item, "process_")
    zh = str(item.get("name") or MISSING)
    return Text(f"{zh} · {step.zh}", f"{item.get('name_en') or zh} · {step.en}")


def _of(name: Text, zh: str, en: str) -> Text:
    return Text(f"{name.zh}{zh}", f"{name.en}, {en}")
