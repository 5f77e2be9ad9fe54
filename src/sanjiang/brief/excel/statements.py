"""The statements as a sheet to be filtered: a column a field of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sanjiang.brief.excel.grid import HIGH, LOW, UNIT, Grid, Head, Value, finite, of_column, unit_word
from sanjiang.brief.numbers import Text
from sanjiang.brief.parts.sectors import TITLES
from sanjiang.brief.references import Reference
from sanjiang.brief.report import Language, Report, said
from sanjiang.brief.words import KINDS, STAGES

Content = Mapping[str, Any]
Field = tuple[Head, Callable[[Content], Value]]

SECTORS = {"industry": Text("工业", "Industry"), **TITLES}
ABOUT = {
    "about": Text("约", "about"),
    "at_least": Text("不少于", "at least"),
    "at_most": Text("不多于", "at most"),
    "above": Text("超过", "above"),
    "below": Text("不足", "below"),
}
AS_WRITTEN, QUALIFIED = Text("原文", "as written"), Text("约数", "qualifier")
START, END = Text("起", "start"), Text("止", "end")
CAPACITY, INVESTMENT = Text("产能", "Capacity"), Text("投资", "Investment")
VALUE, DATE, QUOTE = Text("数值", "Value"), Text("日期", "Date"), Text("原文", "Quote")


def statements(report: Report, caption: Text, language: Language) -> Grid:
    """Return every statement of a report with all its fields, numbered as the figures name them."""
    labels = {str(r.content.get("id")): r.label for r in report.references.kind("statement")}
    whole = Head(said(Text("属于", "Part of"), language))
    fields = [*_names(language), *_figures(language), *_rest(language)]
    fields.append((whole, lambda s: labels.get(str(s["part_of"]), str(s["part_of"])) if s.get("part_of") else None))
    fields += _source(language)

    def row(reference: Reference) -> tuple[Value, ...]:
        return (reference.label, *(of(reference.content) for _, of in fields))

    return Grid(
        said(caption, language),
        (Head(said(Text("编号", "No."), language)), *(head for head, _ in fields)),
        tuple(row(reference) for reference in report.references.kind("statement")),
        wide=True,
    )


def _names(language: Language) -> Iterator[Field]:
    yield _coded("kind", Text("类别", "Kind"), KINDS, language)
    yield _coded("sector", Text("行业", "Sector"), SECTORS, language)
    for key, title in (
        ("name", Text("名称", "Name")),
        ("organisation", Text("主体", "Organisation")),
        ("product", Text("产品", "Product")),
        ("product_id", Text("产品代码", "Product id")),
        ("process", Text("工艺", "Process")),
        ("process_id", Text("工艺代码", "Process id")),
    ):
        yield _plain(key, title, language)


def _figures(language: Language) -> Iterator[Field]:
    for key, title in (("capacity", CAPACITY), ("investment", INVESTMENT)):
        yield from _quantity(key, title, language)


def _quantity(key: str, title: Text, language: Language) -> Iterator[Field]:
    yield from _ends(title, lambda s: _part(s, key).get("value"), language)
    yield Head(of_column(title, UNIT, language)), lambda s: _unit(_part(s, key), language)
    about = Head(of_column(title, QUALIFIED, language))
    yield about, lambda s: _word(_part(s, key).get("about"), ABOUT, language)
    yield _inner(key, "as_written", of_column(title, AS_WRITTEN, language))


def _rest(language: Language) -> Iterator[Field]:
    yield _coded("stage", Text("阶段", "Stage"), STAGES, language)
    yield _plain("phase", Text("期次", "Phase"), language)
    yield _inner("place", "name", said(Text("地点", "Place"), language))
    yield _inner("place", "adcode", said(Text("区划代码", "Region code"), language))
    parties = Head(said(Text("各方", "Parties"), language))
    yield parties, lambda s: "、".join(str(p.get("name")) for p in s.get("parties") or ()) or None
    for key, part in (("start", START), ("end", END), ("as_written", AS_WRITTEN)):
        yield _inner("date", key, of_column(DATE, part, language))
    yield Head(said(Text("数量", "Count"), language), "number"), lambda s: finite(s.get("count"))
    yield from _ends(VALUE, lambda s: s.get("value"), language)
    yield Head(of_column(VALUE, UNIT, language)), lambda s: _unit(s, language)


def _source(language: Language) -> Iterator[Field]:
    yield Head(said(QUOTE, language), "long"), lambda s: _span(s).get("quote")
    yield _plain("document", Text("文件", "Document"), language)
    for key, part in (("start", START), ("end", END)):
        yield _place(key, of_column(QUOTE, part, language))
    yield Head(said(Text("其他原文", "Other quotes"), language), "long"), _others
    yield Head(said(Text("把握", "Confidence"), language), "number"), lambda s: finite(s.get("confidence"))
    yield _plain("rule", Text("规则", "Rule"), language)
    yield Head(said(Text("陈述代码", "Statement id"), language), "code"), lambda s: _text(s.get("id"))


def _ends(title: Text, of: Callable[[Content], object], language: Language) -> Iterator[Field]:
    """Yield the columns of a figure that is one number or a range: value, low, high."""
    yield Head(said(title, language), "number"), lambda s: finite(of(s))
    for place, name in enumerate((LOW, HIGH)):
        yield _end_of(of, place, of_column(title, name, language))


def _end_of(of: Callable[[Content], object], place: int, title: str) -> Field:
    return Head(title, "number"), lambda s: _end(of(s), place)


def _place(key: str, title: str) -> Field:
    return Head(title, "number"), lambda s: finite(_span(s).get(key))


def _end(value: object, place: int) -> float | None:
    return finite(value[place]) if isinstance(value, list | tuple) and len(value) > place else None


def _plain(key: str, title: Text, language: Language) -> Field:
    return Head(said(title, language)), lambda s: _text(s.get(key))


def _inner(outer: str, inner: str, title: str) -> Field:
    return Head(title), lambda s: _text(_part(s, outer).get(inner))


def _coded(key: str, title: Text, words: Mapping[Any, Text], language: Language) -> Field:
    return Head(said(title, language)), lambda s: _word(s.get(key), words, language)


def _word(code: object, words: Mapping[Any, Text], language: Language) -> Value:
    """Return what a code is called; a code without a name stands as it is."""
    found = words.get(code) if isinstance(code, str) else None
    return said(found, language) if found else _text(code)


def _unit(quantity: Content, language: Language) -> Value:
    """Return a quantity's unit with the time that it is per, or nothing where there is no quantity."""
    unit, per = str(quantity.get("unit") or ""), quantity.get("per")
    return unit_word(f"{unit}/{per}" if per else unit, language) or None


def _text(value: object) -> Value:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or None
    return None if value is None else str(value)


def _part(statement: Content, key: str) -> Content:
    part = statement.get(key)
    return part if isinstance(part, Mapping) else {}


def _span(statement: Content) -> Content:
    return (statement.get("evidence") or ({},))[0]


def _others(statement: Content) -> Value:
    """Return the clauses after the main one, each with its place in the document."""
    spans = (statement.get("evidence") or ())[1:]
    return "\n".join(f"“{s.get('quote')}” {s.get('start')}–{s.get('end')}" for s in spans) or None
