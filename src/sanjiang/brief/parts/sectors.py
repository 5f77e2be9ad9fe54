"""Farming and tourism: what their statements tell of parks, brands, channels and routes, alliances and policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.parts import farm_system
from sanjiang.brief.references import Reference, References
from sanjiang.brief.report import Block, Column, Number, Paragraph, Row, Run, Section, Sentence, Table
from sanjiang.brief.sectors import group_of
from sanjiang.brief.sentences import counted, say
from sanjiang.brief.steps import Json
from sanjiang.brief.words import KINDS, STAGES
from sanjiang.library.chains import Sector
from sanjiang.systems.parks import tier_of, tier_rank

TITLES: dict[Sector, Text] = {"farming": Text("农业", "Farming"), "tourism": Text("文旅", "Tourism")}
ORDER = ("park", "project", "brand", "alliance", "agreement", "policy", "indicator", "task")
LONGEST = 12
"""As many rows as a group shows; the rest stand among the statements."""

COLUMNS = (
    Column(Text("名称", "Name")),
    Column(Text("等级或阶段", "Tier or stage")),
    Column(Text("数字", "Figures")),
    Column(Text("地点或各方", "Place or parties")),
)


def sections(references: References) -> Iterator[Section]:
    """Yield the section of each of the two sectors that has statements."""
    told = references.kind("statement")
    for sector, title in TITLES.items():
        own = [r for r in told if r.content.get("sector") == sector]
        if own:
            yield Section(
                sector,
                Text(f"{title.zh}：文件怎么说", f"{title.en}: what the documents say"),
                title,
                (*_blocks(own, sector), *(farm_system.blocks(told) if sector == "farming" else ())),
            )


def _blocks(own: Sequence[Reference], sector: Sector) -> Iterator[Block]:
    groups: dict[Text, list[Reference]] = {}
    for reference in sorted(own, key=_order):
        kind = str(reference.content.get("kind"))
        group = group_of(reference.content, sector) or KINDS.get(kind, Text(kind, kind))
        groups.setdefault(group, []).append(reference)
    shown = {group: members[:LONGEST] for group, members in groups.items()}
    rows = tuple(_row(r, group) for group, members in shown.items() for r in members)
    yield Table(f"{sector}-table", TITLES[sector], COLUMNS, rows)
    left = len(own) - len(rows)
    if left:
        more = counted(left, "条", "more", Text("其余陈述", "Other statements"), "statements")
        yield Paragraph(say("其余{more}见“陈述”。", "{more} stand among the statements.", None, more=more), "note")


def _order(reference: Reference) -> tuple[int, int]:
    kind = reference.content.get("kind")
    rank = ORDER.index(kind) if kind in ORDER else len(ORDER)
    return rank, tier_rank(tier_of(reference.content)) if kind == "park" else 0


def _row(reference: Reference, group: Text) -> Row:
    s, key = reference.content, reference.anchor
    name = str(s.get("name") or s.get("product") or s.get("organisation") or MISSING)
    stage = STAGES.get(str(s.get("stage")))
    tier = tier_of(s) if s.get("kind") == "park" else None
    said = [t for t in (tier, stage) if t]
    named = dict.fromkeys([*_place(s), *(str(p.get("name")) for p in s.get("parties") or ())])
    where = "、".join(named) or MISSING
    cells = (
        Text(name, name),
        Text("，".join(t.zh for t in said) or MISSING, ", ".join(t.en for t in said) or MISSING),
        figures(s, key),
        Text(where, where),
    )
    return Row(cells, key, group=group)


def _place(statement: Json) -> list[str]:
    place = statement.get("place") or {}
    return [str(place["name"])] if place.get("name") else []


def figures(statement: Json, key: str) -> Sentence:
    """Return what a statement says in figures: capacity, investment, value, count; a dash where it says none."""
    runs: list[tuple[Text, Number]] = []
    for field, title in (("capacity", Text("产能", "Capacity")), ("investment", Text("投资", "Investment"))):
        said = statement.get(field)
        if said:
            written = str(said.get("as_written") or MISSING)
            runs.append((title, Number(Text(written, written), title, key, unit=str(said.get("unit") or ""))))
    value, unit = statement.get("value"), str(statement.get("unit") or "")
    title = Text("数值", "Value")
    if isinstance(value, int | float):
        runs.append((title, Number(amount(value, unit), title, key, value=value, unit=unit)))
    elif value:
        runs.append(
            (title, Number(between(value[0], value[1], unit), title, key, low=value[0], high=value[1], unit=unit))
        )
    if isinstance(statement.get("count"), int | float):
        title = Text("数量", "Count")
        runs.append((title, Number(amount(statement["count"]), title, key, value=statement["count"])))
    if not runs:
        return Sentence((MISSING,), (MISSING,))
    zh: list[Run] = []
    en: list[Run] = []
    for place, (title, figure) in enumerate(runs):
        zh += ["，" if place else "", f"{title.zh} ", figure]
        en += [", " if place else "", f"{title.en} ", figure]
    return Sentence(tuple(r for r in zh if r), tuple(r for r in en if r), key)
