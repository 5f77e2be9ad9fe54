"""Lays a brief out: from the answers' JSON to the one report that every rendering writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sanjiang.brief.changes import changes, united
from sanjiang.brief.numbers import MISSING, Text, amount
from sanjiang.brief.parts import (
    chain,
    deliveries,
    doubts,
    findings,
    gaps,
    partners,
    realisation,
    sectors,
    share,
    sources,
    tours,
    visits,
)
from sanjiang.brief.parts.changes import heading, lead, section
from sanjiang.brief.references import References, number
from sanjiang.brief.report import Grounds, Number, Report, Section
from sanjiang.brief.steps import Json, is_here
from sanjiang.brief.with_routes import evidence_of


def lay_out(brief: Json) -> Report:
    """Lay a brief out.

    Parameters
    ----------
    brief : Mapping
        What `sanjiang brief --json` prints. Keys and tables may be absent or empty; the report then says so.
    """
    references = number(brief)
    region = brief.get("region") or {}
    zh = str(region.get("name") or MISSING)
    name = Text(zh, str(region.get("name_en") or zh))
    return Report(
        title=Text(f"{name.zh}产业链简报", f"{name.en}: industrial chain brief"),
        facts=tuple(_facts(brief)),
        lead=findings.lead(brief),
        points=findings.points(brief),
        sections=tuple(_sections(brief, references)),
        annexes=tuple(sources.annexes(brief, references)),
        evidence=dict(_evidence(brief, references)),
        references=references,
        documents=tuple(brief.get("documents") or ()),
        version=str(brief.get("sanjiang") or ""),
    )


def lay_out_changes(before: Json, after: Json) -> Report:
    """Lay out what changed between two briefs, each as `sanjiang brief --json` prints it."""
    found = changes(before, after)
    documents = united(before, after, "documents", "sha256")
    brief = {
        "changes": found,
        "documents": documents,
        "statement_list": united(before, after, "statement_list", "id"),
        "assumptions": united(before, after, "assumptions", "name"),
    }
    references = number(brief)
    compared = heading(found)
    return Report(
        title=Text(f"简报比较：{compared.zh}", f"Briefs compared: {compared.en}"),
        facts=(),
        lead=lead(found),
        points=(),
        sections=(section(found),),
        annexes=tuple(sources.annexes(brief, references)),
        evidence=dict(_evidence(brief, references)),
        references=references,
        documents=tuple(documents),
        version=str(after.get("sanjiang") or ""),
    )


def _facts(brief: Json) -> Iterator[tuple[Text, Text | Number]]:
    documents = Text("文件", "Documents")
    statements = Text("事实陈述", "Statements")
    as_of = str(brief.get("as_of") or MISSING)
    yield Text("基准日", "As of"), Text(as_of, as_of)
    code = (brief.get("region") or {}).get("adcode")
    if code:
        yield Text("区划代码", "Region code"), Text(str(code), str(code))
    count = len(brief.get("documents") or ())
    yield documents, Number(amount(count), documents, "documents", value=count)
    yield statements, Number(amount(brief.get("statements")), statements, "documents", value=brief.get("statements"))
    if brief.get("alone"):
        yield Text("范围", "Scope"), Text("不计入邻近地区", "Neighbours left out")


def _sections(brief: Json, references: References) -> Iterator[Section]:
    told = brief.get("changes")
    parts = (
        section(told) if told else None,
        chain.section(brief),
        gaps.section(brief),
        partners.section(brief),
        share.section(brief, references),
        visits.section(brief),
        realisation.section(brief),
        tours.section(brief),
        deliveries.section(brief),
        *sectors.sections(references),
        doubts.contradictions(brief),
        doubts.lacking(brief, references),
        sources.statements(references),
    )
    yield from (part for part in parts if part is not None)


def _evidence(brief: Json, references: References) -> Iterator[tuple[str, Grounds]]:
    """Yield what every key of the report's figures rests on."""

    def grounds(evidence: Iterable[Json]) -> Grounds:
        found = tuple(references.of(evidence))
        return Grounds(found, None if found else "no-evidence")

    for place, step in enumerate(brief.get("ladder") or ()):
        found = tuple(references.of(step.get("evidence") or ()))
        yield f"ladder-{place}", Grounds(found, "no-plant" if not is_here(step) else None if found else "no-evidence")
    for table, key in (("gaps", "gap"), ("deepen", "deepen"), ("partners", "partner"), ("lacking", "lacking")):
        for place, row in enumerate(brief.get(table) or ()):
            yield f"{key}-{place}", grounds(row.get("evidence") or ())
    shared = grounds((brief.get("share") or {}).get("evidence") or ())
    for key in share.keys(brief):
        yield key, shared
    for outer, visit in enumerate(brief.get("visits") or ()):
        for inner, company in enumerate(visit.get("companies") or ()):
            yield f"visit-{outer}-{inner}", grounds(company.get("evidence") or ())
    came: Mapping[str, Iterable[Json]] = brief.get("realisation") or {}
    for table, key in (("steps", "realisation"), ("durations", "duration")):
        for place, row in enumerate(came.get(table) or ()):
            yield f"{key}-{place}", grounds(row.get("evidence") or ())
    for quarter, stages in realisation.told(brief).items():
        told = [{"statement": s.get("id")} for of in stages.values() for s in of]
        yield f"pipeline-{quarter}", grounds(told)
    for table in ("steps", "gaps", "partners"):
        for place, row in enumerate((brief.get("changes") or {}).get(table) or ()):
            yield f"change-{table}-{place}", grounds(row.get("why") or ())
            for end in ("before", "after"):
                values = row.get(end)
                found_there = Grounds(()) if values is None else grounds(values.get("evidence") or ())
                yield f"change-{table}-{place}-{end}", found_there
    for place, finding in enumerate(brief.get("findings") or ()):
        yield f"finding-{place}", grounds({"statement": key} for key in finding.get("statements") or ())
    for key, evidence in evidence_of(brief):
        yield key, grounds(evidence)
