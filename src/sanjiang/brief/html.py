"""One self-contained HTML page of a brief: Chinese and English, offline, every figure leading to its evidence."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from sanjiang.brief.charts import Language, Option, breaks, is_here, ladder_chart, worth_chart
from sanjiang.brief.numbers import MISSING, Text, amount, between
from sanjiang.brief.references import number
from sanjiang.brief.words import FINDINGS, KINDS, MILESTONES, STAGES, VERDICTS

HERE = Path(__file__).parent
NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(\d{4}-\d\d-\d\d|[−-]?\d+(?:,\d{3})*(?:\.\d+)?"
    r"(?: ?(?:GWh?|MW|kt|km|%|[万亿]?(?:吨|元)(?:/年)?|公里|年))?)([，。；：、）”,.;:)]*)"
)
"""Numbers in a sentence with the unit that follows, not digits inside a name such as N2; then the punctuation."""

UNBROKEN = Markup('<span class="unbroken">{}{}</span>')
"""Keeps punctuation on the line of the figure that it follows: browsers may break a line after any button."""


def render(brief: Mapping[str, object]) -> str:
    """Write a brief as one HTML page that needs nothing else: no network, no fonts, no files beside it.

    Parameters
    ----------
    brief : Mapping
        What `sanjiang brief --json` prints. Keys and tables may be absent or empty; the page then says so.

    Returns
    -------
    str
        The page, to be written as UTF-8.
    """
    page: Mapping[str, Any] = brief
    references = number(page)
    texts = {
        name: (HERE / "templates" / name).read_text("utf-8") for name in ("page.css", "without_script.css", "page.js")
    }
    texts["echarts"] = (HERE / "vendor" / "echarts" / "echarts.min.js").read_text("utf-8")
    charts = _charts(page)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.ChainableUndefined,  # an absent key is an unknown, and shows as one
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        {f.__name__: f for f in (amount, between, both, figure, prose, named, is_here, breaks)},
        words=Text,
        references=references,
        kinds=KINDS,
        verdicts=VERDICTS,
        stages=STAGES,
        milestones=MILESTONES,
        finding_kinds=FINDINGS,
    )
    template = environment.get_template("page.html.jinja")
    return template.render(
        page,
        brief=page,
        chains=_chains(page),
        gap_kinds=_grouped(page.get("gaps") or ()),
        statement_kinds=[(kind, list(group)) for kind, group in groupby(references.kind("statement"), _kind)],
        charts=charts,
        charts_json=embed(charts),
        policy=policy((texts["echarts"], texts["page.js"]), (texts["page.css"], texts["without_script.css"])),
        **{
            name.replace(".", "_"): Markup(text) for name, text in texts.items()
        },  # our own files and the vendored one, never input
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


def named(row: Mapping[str, Any], prefix: str = "") -> Text:
    """Return a row's name in both languages, its process where it has none."""
    zh = row.get(f"{prefix}name_zh") or row.get(f"{prefix}name") or row.get("process") or MISSING
    en = str(row.get(f"{prefix}name_en") or zh)
    return Text(str(zh), en[:1].upper() + en[1:])


def figure(text: Text, target: str, what: Text, language: str | None = None) -> Markup:
    """Write a figure as a button that opens its evidence.

    Parameters
    ----------
    text : Text
        The number as it reads; an unknown one (—) is no button.
    target : str
        Id of the element that is the evidence, or that links to it.
    what : Text
        What the number is, for those who hear the page.
    language : {"zh", "en"}, optional
        Inside a sentence of one language, that language.
    """
    if text.zh == MISSING:
        return escape(MISSING)
    content = both(text.zh, text.en) if language is None else escape(getattr(text, language))
    labels = [f"{what.zh}：{text.zh}，查看依据", f"{what.en}: {text.en}, show evidence"]
    first = labels[1] if language == "en" else labels[0]
    attributes = Markup(' data-zh="{}" data-en="{}"').format(*labels) if language is None else ""
    button = '<button type="button" class="figure" data-evidence="{}" aria-label="{}"{}>{}</button>'
    return Markup(button).format(target, first, attributes, content)


def prose(zh: object, en: object, target: str, what: Text) -> Markup:
    """Write a sentence in both languages, every number in it a figure."""
    chinese = _sentence(str(zh or ""), target, what, "zh")
    english = _sentence(str(en or ""), target, what, "en")
    return both(chinese, english) if en else chinese


def _sentence(text: str, target: str, what: Text, language: str) -> Markup:
    parts, end = [], 0
    for match in NUMBER.finditer(text):
        button = figure(Text(match[1], match[1]), target, what, language)
        parts += [escape(text[end : match.start()]), UNBROKEN.format(button, match[2]) if match[2] else button]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _charts(brief: Mapping[str, Any]) -> dict[str, dict[str, object]]:
    """Return the charts that have something to show, in both languages, with their heights in pixels."""
    draws: dict[str, Callable[[Mapping[str, Any], Language], Option]] = {"worth": worth_chart}
    for place, (chain, _) in enumerate(_chains(brief)):
        draws[f"ladder-{place}"] = partial(ladder_chart, chain=chain)
    charts: dict[str, dict[str, object]] = {}
    for name, draw in draws.items():
        option = draw(brief, "zh")
        rows = len(option["yAxis"]["data"])
        if rows:
            charts[name] = {
                "zh": option,
                "en": draw(brief, "en"),
                "height": 108 + rows * (38 if name != "worth" else 48),
            }
    return charts


def _chains(brief: Mapping[str, Any]) -> list[tuple[str | None, list[tuple[int, Mapping[str, Any]]]]]:
    """Return each chain of the ladder with its steps and their places in it."""
    chains: dict[str | None, list[tuple[int, Mapping[str, Any]]]] = {}
    for place, step in enumerate(brief.get("ladder") or ()):
        chains.setdefault(step.get("chain"), []).append((place, step))
    return list(chains.items())


def _grouped(gaps: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[tuple[int, Mapping[str, Any]]]]]:
    """Return gaps by kind, in the order in which kinds first occur, with their places in the list."""
    kinds: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    for place, gap in enumerate(gaps):
        kinds.setdefault(str(gap.get("kind")), []).append((place, gap))
    return list(kinds.items())


def _kind(reference: object) -> str:
    return str(getattr(reference, "content", {}).get("kind"))
