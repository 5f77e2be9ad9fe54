"""The pipeline of projects by quarter and stage, and what of the announced came to run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sanjiang.brief.charts.pipeline import pipeline_chart
from sanjiang.brief.numbers import Text
from sanjiang.brief.report import Block, Chart, Column, Listing, Options, Paragraph, Row, Section, Sentence, Table
from sanjiang.brief.sentences import capital, counted, joined, named, quantity, say, words
from sanjiang.brief.steps import Json
from sanjiang.brief.words import MILESTONES, STAGES

PARTS = (
    ("announced", Text("宣布", "Announced")),
    ("came_to_run", Text("投产", "Came to run")),
    ("open", Text("未投产", "Open")),
    ("given_up", Text("放弃", "Given up")),
    ("running", Text("在产", "Running")),
)


def section(brief: Json) -> Section | None:
    """Lay out projects by quarter, and, where documents are of several days, what came of the announced."""
    blocks = (*_pipeline(brief), *_came(brief))
    if not blocks:
        return None
    title = Text("项目进度：各季度到了哪一步", "Projects: how far they were, by quarter")
    return Section("realisation", title, Text("进度", "Progress"), blocks)


def told(brief: Json) -> dict[str, dict[str, list[Json]]]:
    """Return the projects with a stage by the quarter of the document that tells of them, then by stage."""
    published = {d.get("name"): str(d.get("published") or "") for d in brief.get("documents") or ()}
    found: dict[str, dict[str, list[Json]]] = {}
    for statement in brief.get("statement_list") or ():
        day = published.get(statement.get("document"), "")
        if statement.get("kind") == "project" and statement.get("stage") in STAGES and day:
            quarter = f"{day[:4]}Q{(int(day[5:7]) + 2) // 3}"
            found.setdefault(quarter, {}).setdefault(str(statement["stage"]), []).append(statement)
    return dict(sorted(found.items()))


def _pipeline(brief: Json) -> Iterator[Block]:
    quarters = told(brief)
    if not quarters:
        return
    stages = [s for s in STAGES if any(s in of for of in quarters.values())]
    counts = {s: Counter({q: len(of.get(s, ())) for q, of in quarters.items()}) for s in stages}
    caption = Text("文件提到的项目，按发布季度和进度", "Projects told of, by quarter of publication and stage")
    options: Options = {
        "zh": pipeline_chart(list(quarters), counts, "zh"),
        "en": pipeline_chart(list(quarters), counts, "en"),
    }
    yield Chart("pipeline", caption, options, 260, "pipeline-table")
    columns = (Column(Text("季度", "Quarter")), *(Column(STAGES[s], numeric=True) for s in stages))
    rows = tuple(_quarter(quarter, stages, counts) for quarter in quarters)
    yield Table("pipeline-table", Text("各季度的项目数", "Projects by quarter"), columns, rows)


def _quarter(quarter: str, stages: Sequence[str], counts: Mapping[str, Mapping[str, int]]) -> Row:
    key = f"pipeline-{quarter}"
    told = (Text(f"{quarter}{STAGES[s].zh}", f"{quarter}, {STAGES[s].en}") for s in stages)
    cells = (counted(counts[s][quarter], "", "", what, key) for s, what in zip(stages, told, strict=True))
    return Row((Text(quarter, quarter), *cells), key)


def _came(brief: Json) -> Iterator[Block]:
    realisation = brief.get("realisation") or {}
    days = {d.get("published") for d in brief.get("documents") or () if d.get("used") and d.get("published")}
    steps = realisation.get("steps") or ()
    if not steps or len(days) < 2:
        return
    yield Paragraph(
        words(
            "按各文件的发布日期先后看同一项目；“未投产”是到最后一份文件为止。没有写产能的项目只计个数。",
            "The same project followed through documents by their dates; open means not yet running by the last of "
            "them. A project without a stated capacity counts as a project only.",
        ),
        "note",
    )
    columns = (Column(Text("环节", "Step")), *(Column(title, numeric=True) for _, title in PARTS))
    rows = tuple(_row(step, f"realisation-{place}") for place, step in enumerate(steps))
    caption = Text("兑现：宣布的有多少投产", "Realisation: what of the announced came to run")
    yield Table("realisation-table", caption, columns, rows)
    durations = realisation.get("durations") or ()
    if durations:
        yield Listing(tuple(_duration(span, f"duration-{place}") for place, span in enumerate(durations)))


def _row(step: Json, key: str) -> Row:
    name = named(step)
    return Row((capital(name), *(_part(step, field, title, key) for field, title in PARTS)), key)


def _part(step: Json, field: str, title: Text, key: str) -> Sentence:
    part, name = step.get(field) or {}, named(step)
    what = Text(f"{name.zh}{title.zh}", f"{name.en}, {title.en.lower()}")
    plants = counted(part.get("plants"), "个", "", what, key)
    if not part.get("capacity"):
        return say("{plants}", "{plants}", key, plants=plants)
    capacity = quantity(part["capacity"], str(step.get("unit") or ""), what, key)
    return say("{plants} · {capacity}", "{plants} · {capacity}", key, plants=plants, capacity=capacity)


def _duration(span: Json, key: str) -> Sentence:
    start = MILESTONES.get(str(span.get("from")), Text(str(span.get("from")), str(span.get("from"))))
    end = MILESTONES.get(str(span.get("to")), Text(str(span.get("to")), str(span.get("to"))))
    head = words(f"{start.zh}到{end.zh}：", f"{capital(start).en} to {end.en}:")
    if span.get("median_months") is None:
        median = words("未完成的太多，说不出中位数", "too many are open to tell a median")
    else:
        months = counted(span["median_months"], "个月", "months", Text("月数", "Months"), key)
        median = say("中位数{months}", "median {months}", key, months=months)
    tail = say(
        "（完成{done}，未完{open}）。",
        "({done} done, {open} open).",
        key,
        done=counted(span.get("done"), "", "", Text("完成的项目数", "Projects done"), key),
        open=counted(span.get("open"), "", "", Text("未完的项目数", "Projects open"), key),
    )
    sentence = joined([head, median, tail])
    return Sentence(sentence.zh, sentence.en, key)
