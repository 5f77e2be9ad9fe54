"""A farm system such as "8+3" as a table: an industry a row, and which statements tell of what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sanjiang.brief.numbers import Text
from sanjiang.brief.references import Reference
from sanjiang.brief.report import Block, Column, Paragraph, Row, Sentence, Table
from sanjiang.brief.sentences import counted, say
from sanjiang.library.farms import load_industries, load_needs
from sanjiang.systems.coverage import systems
from sanjiang.systems.told import Row as Found
from sanjiang.systems.told import Told

MOST = 3
"""Statements of a cell that are named."""
NONE = Text("无", "none")
NEEDS = {"park": Text("园区", "Park"), "brand": Text("品牌", "Brand")}


def blocks(references: Sequence[Reference]) -> Iterator[Block]:
    """Yield the table of each farm system that a brief's statements tell of, and a sentence below it."""
    needs = {**NEEDS, **{n.id: Text(n.zh, n.en) for n in load_needs()}}
    anchors = {str(r.content.get("id")): r for r in references}
    items = [
        Told(uid, dict(r.content), None, str(r.content.get("sector")), r.content.get("document"), "")
        for uid, r in anchors.items()
    ]
    columns = (Column(Text("产业", "Industry")), *map(Column, needs.values()))
    for place, system in enumerate(systems(items, load_industries(), load_needs(), ())):
        key = anchors[system["statements"][0]].anchor
        rows = tuple(_row(i, needs, anchors, key) for i in system["industries"] if not i["support"])
        title = system["name"] or "+".join(map(str, system["declared"]))
        yield Table(f"farm-system-{place}", Text(f"“{title}”体系", f"The system “{title}”"), columns, rows)
        yield Paragraph(_counts(system, key), "note")


def _row(industry: Found, needs: Mapping[str, Text], anchors: Mapping[str, Reference], key: str) -> Row:
    labels = {need: [anchors[uid].label for uid in industry["covered"][need]] for need in needs}
    cells = (_named(found) for found in labels.values())
    return Row((Text(industry["name"], industry["name"]), *cells), key)


def _named(labels: Sequence[str]) -> Text:
    """Return the labels of statements as a cell; none says that no document tells of any, not that there is none."""
    more = "…" if len(labels) > MOST else ""
    return Text("、".join(labels[:MOST]) + more, ", ".join(labels[:MOST]) + more) if labels else NONE


def _counts(system: Found, key: str) -> Sentence:
    declared, found = sum(system["declared"]), sum(system["found"])
    told, named = Text("称有的产业", "Industries declared"), Text("点名的产业", "Industries named")
    return say(
        "称有{declared}产业，点名{named}；“无”是文件没有说到。",
        "{declared} declared, {named} named; “none” means that no document tells of any.",
        key,
        declared=counted(declared, "个", "industries", told, key),
        named=counted(found, "个", "", named, key),
    )
