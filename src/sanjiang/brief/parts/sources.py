"""The annexes: assumptions with their values and reasons, every statement with its quote, every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sanjiang.brief.charts.kinds import kinds_chart
from sanjiang.brief.numbers import MISSING, Text
from sanjiang.brief.parts.sectors import figures
from sanjiang.brief.references import Reference, References
from sanjiang.brief.report import Cell, Chart, Column, Options, Quote, Row, Section, Sentence, Table
from sanjiang.brief.sentences import counted, quantity, span
from sanjiang.brief.steps import Json
from sanjiang.brief.words import KINDS, STAGES

NUMBERED = Column(Text("编号", "No."))
BASES = {"cited": Text("引用", "cited"), "rule": Text("规则", "rule")}


def statements(references: References) -> Section | None:
    """Lay out how many statements of each kind there are, or nothing where there is none."""
    counts = Counter(str(r.content.get("kind")) for r in references.kind("statement"))
    counts = Counter({kind: counts[kind] for kind in KINDS if counts[kind]})
    if not counts:
        return None
    title = Text("陈述：各类多少", "Statements: how many of each kind")
    options: Options = {"zh": kinds_chart(counts, "zh"), "en": kinds_chart(counts, "en")}
    rows = tuple(
        Row((KINDS[kind], counted(n, "", "", KINDS[kind], "documents")), "documents") for kind, n in counts.items()
    )
    columns = (Column(Text("类别", "Kind")), Column(Text("陈述", "Statements"), numeric=True))
    chart = Chart("kinds", title, options, 56 + 34 * len(counts), "kinds-table")
    return Section(
        "kinds", title, Text("类别", "Kinds"), (chart, Table("kinds-table", title, columns, rows, sourced=False))
    )


def annexes(brief: Json, references: References) -> Iterator[Section]:
    """Yield assumptions, statements, citations and documents as tables, for what is printed."""
    yield _annex("assumptions", Text("假设与引用的数值", "Assumptions and cited values"), _assumptions(references))
    yield _annex(
        "statements", Text("事实陈述：文件怎么说", "Statements: what the documents say"), _statements(references)
    )
    yield _annex("citations", Text("引用的出处", "Cited sources"), _citations(references))
    yield _annex("documents", Text("所读文件", "Documents"), _documents(brief))


def _annex(name: str, title: Text, table: tuple[tuple[Column, ...], tuple[Row, ...]]) -> Section:
    return Section(name, title, title, (Table(name, title, *table, sourced=False),))


def _assumptions(references: References) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    titles = (
        Text("名称", "Name"),
        Text("取值", "Value"),
        Text("低至高", "Low to high"),
        Text("性质", "Kind"),
        Text("理由或出处", "Reason or source"),
    )
    columns = (NUMBERED, *(Column(t, numeric=t.zh in ("取值", "低至高")) for t in titles))
    return columns, tuple(_assumption(r) for r in references.kind("assumption"))


def _assumption(reference: Reference) -> Row:
    item, key = reference.content, reference.anchor
    name = str(item.get("name"))
    what, unit = Text(name, name), str(item.get("unit") or "")
    because = str(item.get("because") or MISSING)
    cells: tuple[Cell, ...] = (
        _same(reference.label),
        what,
        quantity(item.get("value"), unit, what, key),
        span(item.get("low"), item.get("high"), unit, what, key),
        BASES.get(str(item.get("kind")), Text("假设", "assumption")),
        Text(because, str(item.get("because_en") or because)),
    )
    return Row(cells, key)


def _statements(references: References) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    titles = (Text("陈述", "Statement"), Text("数字", "Figures"), Text("原文", "Quote"), Text("出处", "Where"))
    return (NUMBERED, *map(Column, titles)), tuple(_statement(r) for r in references.kind("statement"))


def _statement(reference: Reference) -> Row:
    s, key = reference.content, reference.anchor
    kind, stage = str(s.get("kind")), STAGES.get(str(s.get("stage")))
    parties = [str(p.get("name")) for p in s.get("parties") or ()]
    place = (s.get("place") or {}).get("name")
    said = "，".join(dict.fromkeys(str(x) for x in (s.get("organisation"), s.get("name"), *parties, place) if x))
    day = (s.get("date") or {}).get("as_written")
    tail = "".join(f"，{x}" for x in (stage.zh if stage else None, day) if x)
    tail_en = "".join(f", {x}" for x in (stage.en if stage else None, day) if x)
    quotes = "……".join(str(e.get("quote")) for e in s.get("evidence") or ())
    spans = ", ".join(f"{e.get('start')}–{e.get('end')}" for e in s.get("evidence") or ())
    cells: tuple[Cell, ...] = (
        _same(reference.label),
        Text(f"{said or MISSING}{tail}", f"{said or MISSING}{tail_en}"),
        figures(s, key),
        Sentence((Quote(quotes),), (Quote(quotes),)),
        _same(f"{s.get('document')} {spans}"),
    )
    return Row(cells, key, group=KINDS.get(kind, Text(kind, kind)))


def _citations(references: References) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    rows = [Row((_same(r.label), _same(str(r.content.get("citation")))), r.anchor) for r in references.kind("citation")]
    for r in references.kind("quote"):
        item = r.content
        where = f"“{item.get('quote')}” {item.get('document')} {item.get('start')}–{item.get('end')}"
        rows.append(Row((_same(r.label), _same(where)), r.anchor))
    for r in references.kind("missing"):
        name = r.content.get("statement") or r.content.get("assumption")
        rows.append(Row((_same(r.label), Text(f"未随附：{name}", f"Not included: {name}")), r.anchor))
    return (NUMBERED, Column(Text("出处", "Source"))), tuple(rows)


def _documents(brief: Json) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    titles = (
        Text("标题", "Title"),
        Text("文件", "File"),
        Text("发布", "Published"),
        Text("来源", "Source"),
        Text("陈述", "Statements"),
        Text("说明", "Note"),
        Text("sha256", "sha256"),
    )
    columns = tuple(Column(t, numeric=t.zh == "陈述") for t in titles)
    return columns, tuple(_document(d, place) for place, d in enumerate(brief.get("documents") or ()))


def _document(document: Json, place: int) -> Row:
    key = f"document-{place}"
    note = [document["note"]] if document.get("note") else []
    unused = document.get("used") is False
    cells: tuple[Cell, ...] = (
        _same(str(document.get("title") or document.get("name") or MISSING)),
        _same(str(document.get("name") or MISSING)),
        _same(str(document.get("published") or MISSING)),
        _same(str(document.get("source") or MISSING)),
        quantity(document.get("statements"), "", Text("陈述", "Statements"), key),
        Text(
            "；".join([*(["未采用"] if unused else []), *note]) or MISSING,
            "; ".join([*(["not used"] if unused else []), *note]) or MISSING,
        ),
        _same(str(document.get("sha256") or MISSING)),
    )
    return Row(cells, key)


def _same(text: str) -> Text:
    return Text(text, text)
