"""One self-contained HTML page of a brief: Chinese and English, offline, every figure leading to its evidence."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.report import LANGUAGES, Bold, Cell, Language, Number, Quote, Report, Row, Run, Sentence, said
from sanjiang.brief.words import KINDS, STAGES

HERE = Path(__file__).parent
PUNCTUATION = re.compile(r"[，。；：、）”,.;:)]+")
UNBROKEN = Markup('<span class="unbroken">{}{}</span>')
"""Keeps punctuation on the line of the figure that it follows: browsers may break a line after any button."""
TEXTS = ("page.css", "without_script.css", "page.js")


def render(report: Report, language: Language = "zh") -> str:
    """Write a brief as one HTML page that needs nothing else: no network, no fonts, no files beside it.

    Parameters
    ----------
    report : Report
        From `lay_out`.
    language : {"zh", "en"}
        The language in which the page opens; a button changes it.

    Returns
    -------
    str
        The page, to be written as UTF-8.
    """
    texts = {name: (HERE / "templates" / name).read_text("utf-8") for name in TEXTS}
    texts["echarts"] = (HERE / "vendor" / "echarts" / "echarts.min.js").read_text("utf-8")
    charts = {c.name: {**c.options, "height": c.height} for c in report.charts()}
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,  # an absent key is an unknown, and shows as one
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update({f.__name__: f for f in (amount, between, both, content, figure, grouped, tell)})
    statements = report.references.kind("statement")
    return environment.get_template("page.html.jinja").render(
        report=report,
        language=language,
        words=Text,
        kind_of=lambda block: type(block).__name__,
        kinds=KINDS,
        stages=STAGES,
        statement_kinds=[(k, list(group)) for k, group in groupby(statements, lambda r: r.content.get("kind"))],
        charts_json=embed(charts),
        policy=policy((texts["echarts"], texts["page.js"]), (texts["page.css"], texts["without_script.css"])),
        # our own files and the vendored one, never input
        **{name.replace(".", "_"): Markup(text) for name, text in texts.items()},
    )


def embed(value: object) -> Markup:
    """Write a value as JSON that no text in it can break out of a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # safe: escaped just above


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the content security policy under which only these very scripts and styles run, and nothing is fetched."""
    return (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts)


def both(zh: object, en: object = None) -> Markup:
    """Write words in both languages; the page shows one of them. Without English, the Chinese serves both."""
    if not en or en == zh:
        return escape(zh or "")
    return Markup('<span class="zh" lang="zh-CN">{}</span><span class="en" lang="en">{}</span>').format(zh, en)


def tell(text: Text) -> Markup:
    """Write words in both languages."""
    return both(text.zh, text.en)


def content(cell: Cell) -> Markup:
    """Write what stands in a table or a paragraph, every figure a button that opens its evidence."""
    match cell:
        case Number():
            return figure(cell.text, cell.key, cell.what)
        case Sentence():
            zh, en = (_sentence(cell.runs(language), language) for language in LANGUAGES)
            return both(zh, en)
        case _:
            return tell(cell)


def figure(text: Text, key: str, what: Text, language: Language | None = None, *, strong: bool = False) -> Markup:
    """Write a figure as a button that opens its evidence.

    Parameters
    ----------
    text : Text
        The number as it reads; an unknown one (—) is no button.
    key : str
        Where its evidence stands.
    what : Text
        What the number is, for those who hear the page.
    language : {"zh", "en"}, optional
        Inside a sentence of one language, that language.
    strong : bool
        It is one of the few that the eye should find first.
    """
    if text.zh == MISSING:
        return escape(MISSING)
    words = tell(text) if language is None else escape(said(text, language))
    labels = [f"{what.zh}：{text.zh}，查看依据", f"{what.en}: {text.en}, show evidence"]
    first = labels[1] if language == "en" else labels[0]
    attributes = Markup(' data-zh="{}" data-en="{}"').format(*labels) if language is None else ""
    button = '<button type="button" class="{}" data-evidence="{}" aria-label="{}"{}>{}</button>'
    return Markup(button).format("figure large" if strong else "figure", key, first, attributes, words)


def _sentence(runs: Sequence[Run], language: Language) -> Markup:
    parts: list[Markup] = []
    for run in runs:
        match run:
            case Number():
                parts.append(figure(run.text, run.key, run.what, language, strong=run.strong))
            case Bold():
                parts.append(Markup("<b>{}</b>").format(run.text))
            case Quote():
                parts.append(Markup("<q>{}</q>").format(run.text))
            case str():
                mark = PUNCTUATION.match(run)
                if parts and mark:
                    parts[-1] = UNBROKEN.format(parts[-1], mark[0])
                parts.append(escape(run[mark.end() :] if parts and mark else run))
    return Markup("").join(parts)


def grouped(rows: Iterable[Row]) -> list[tuple[Text | None, list[Row]]]:
    """Return rows by their group, in the order in which groups first occur."""
    groups: dict[Text | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return list(groups.items())
