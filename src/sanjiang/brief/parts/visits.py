"""Whom to visit: the companies that make a missing or narrow step elsewhere."""

from __future__ import annotations

from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Column, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import capital, counted, joined, named, quantity, say, words
from sanjiang.brief.steps import Json
from sanjiang.brief.words import STAGES

PLANTS = 6
"""As many plants of a company as its row names."""


def section(brief: Json) -> Section | None:
    """Lay the companies out by step, or nothing where none is known."""
    rows = [
        _row(company, f"visit-{outer}-{inner}", capital(named(visit)))
        for outer, visit in enumerate(brief.get("visits") or ())
        for inner, company in enumerate(visit.get("companies") or ())
    ]
    if not rows:
        return None
    note = words(
        "在产的在前，其次按产能；停建和取消的不列。",
        "Those that run first, then by capacity; suspended and cancelled plants are left out.",
    )
    columns = (
        Column(Text("企业", "Company")),
        Column(Text("在哪里、到了哪一步、多大", "Where, how far and how large")),
    )
    return Section(
        "visits",
        Text("拜访谁：在别处做这一环节的企业", "Whom to visit: companies that make the step elsewhere"),
        Text("拜访", "Visits"),
        (
            Paragraph(note, "note"),
            Table("visits-table", Text("企业与装置", "Companies and plants"), columns, tuple(rows)),
        ),
    )


def _row(company: Json, key: str, step: Text) -> Row:
    name = str(company.get("name") or "—")
    plants = company.get("plants") or ()
    said = [_plant(plant, name, key) for plant in plants[:PLANTS]]
    if len(plants) > PLANTS:
        more = counted(len(plants) - PLANTS, "处", "more", Text(name, name), key)
        said.append(say("另有{more}", "{more}", key, more=more))
    return Row((Text(name, name), joined(said, "；", "; ")), key, group=step)


def _plant(plant: Json, company: str, key: str) -> Sentence:
    place = str(plant.get("place_zh") or "—")
    stage = STAGES.get(str(plant.get("stage")), Text("", ""))
    zh, en = f"{place}{stage.zh}", f"{plant.get('place_en') or place} {stage.en}".strip()
    if plant.get("capacity") is None:
        return words(zh, en)
    what = Text(f"{company}产能", f"{company}, capacity")
    size = quantity(plant.get("capacity"), str(plant.get("unit") or ""), what, key)
    return joined([words(zh, en), say("{size}", "{size}", key, size=size)], " ")
