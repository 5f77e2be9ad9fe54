"""What the documents say that cannot be so, what is unknown, and what was not placed."""

from __future__ import annotations

from collections.abc import Iterator

from sanjiang.brief.numbers import Text
from sanjiang.brief.references import References
from sanjiang.brief.report import Block, Column, Heading, Listing, Paragraph, Quote, Row, Section, Sentence, Table
from sanjiang.brief.sentences import prose, words
from sanjiang.brief.steps import Json
from sanjiang.brief.words import FINDINGS


def contradictions(brief: Json) -> Section | None:
    """Lay out the findings with both quotes, or nothing where there is none."""
    rows = tuple(_finding(f, f"finding-{place}") for place, f in enumerate(brief.get("findings") or ()))
    if not rows:
        return None
    note = words(
        "只列出，不裁定；上面的数字仍按原文计算。", "Listed, not settled; the figures above still follow the text."
    )
    columns = (Column(Text("类别", "Kind")), Column(Text("为什么存疑", "Why it is doubtful")))
    table = Table("contradictions-table", Text("存疑之处", "Doubtful statements"), columns, rows)
    title = Text(
        "存疑：文件自相矛盾或不合常理之处", "Doubtful: where the documents contradict themselves or are implausible"
    )
    return Section("contradictions", title, Text("存疑", "Doubtful"), (Paragraph(note, "note"), table))


def _finding(finding: Json, key: str) -> Row:
    kind = str(finding.get("kind"))
    name = FINDINGS.get(kind, Text(kind, kind))
    quotes = [Quote(str(span.get("quote"))) for span in finding.get("evidence") or ()]
    notes = [Sentence((quote,), (quote,)) for quote in quotes]
    if finding.get("source"):
        notes.append(prose(finding["source"], None, key, name))
    return Row((name, prose(finding.get("because"), finding.get("because_en"), key, name)), key, notes=tuple(notes))


def lacking(brief: Json, references: References) -> Section:
    """Lay out what was lacking, and the statements that found no place on a chain."""
    title = Text("未知与未归类", "What is unknown, and what was not placed")
    return Section("lacking", title, Text("未知", "Unknown"), tuple(_lacking(brief, references)))


def _lacking(brief: Json, references: References) -> Iterator[Block]:
    yield Heading(Text("缺少的资料", "Lacking"))
    items = tuple(_lack(item, f"lacking-{place}") for place, item in enumerate(brief.get("lacking") or ()))
    if items:
        yield Listing(items)
    else:
        yield Paragraph(words("没有记录到缺少的资料。", "Nothing was recorded as lacking."), "empty")
    yield Heading(Text("没有归入产业链的陈述", "Statements not placed on a chain"))
    rows = tuple(_unplaced(item, references) for item in brief.get("unplaced") or ())
    if rows:
        columns = (Column(Text("项目", "Project")), Column(Text("为什么", "Why")))
        yield Table("unplaced-table", Text("未归类的陈述", "Statements not placed"), columns, rows)
    else:
        yield Paragraph(words("没有。", "None."), "empty")


def _lack(item: Json, key: str) -> Sentence:
    return prose(item.get("zh"), item.get("en"), key, Text("缺少的资料", "Lacking"))


def _unplaced(item: Json, references: References) -> Row:
    reference = references.of([item])[0]
    name = str(reference.content.get("organisation") or reference.content.get("name") or "—")
    what = Text("未归类", "Not placed")
    why = prose(item.get("because"), item.get("because_en"), reference.anchor, what)
    return Row((Text(name, name), why), reference.anchor)
