"""A brief as a notebook shows it: findings, tables and charts as pictures, without scripts."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from html import escape

from sanjiang.brief.pictures import svg
from sanjiang.brief.report import Chart, Heading, Language, Listing, Paragraph, Report, Section, Table, plain, said
from sanjiang.core.errors import PictureError
from sanjiang.core.shown import html_table

WIDTH = 640
"""Of a chart, in pixels."""


def show(report: Report, language: Language = "zh") -> str:
    """Write a brief as HTML for a notebook's cell, in one language."""
    head = [f"<h2>{escape(said(report.title, language))}</h2>", _paragraph(report.lead.plain(language))]
    for point in report.points:
        head.append(f"<h3>{escape(said(point.title, language))}</h3>")
        head.append(_paragraph(point.say.plain(language)))
        head += [_paragraph(f"{said(label, language)}: {line.plain(language)}") for label, line in point.lines]
    return "".join([*head, *(part for section in report.sections for part in _section(section, language))])


def _section(section: Section, language: Language) -> Iterator[str]:
    yield f"<h3>{escape(said(section.title, language))}</h3>"
    for block in section.blocks:
        match block:
            case Paragraph():
                yield _paragraph(block.sentence.plain(language))
            case Heading():
                yield f"<h4>{escape(said(block.text, language))}</h4>"
            case Listing():
                yield "<ul>" + "".join(f"<li>{escape(item.plain(language))}</li>" for item in block.items) + "</ul>"
            case Chart():
                yield _picture(block, language)
            case Table():
                titles = [said(column.title, language) for column in block.columns]
                rows = [
                    dict(zip(titles, (plain(cell, language) for cell in row.cells), strict=True)) for row in block.rows
                ]
                yield html_table(said(block.caption, language), rows)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _picture(chart: Chart, language: Language) -> str:
    """Write a chart as an image, in which nothing can run; where it cannot be drawn, its caption alone."""
    caption = escape(said(chart.caption, language))
    try:
        drawn = svg(chart.options[language], WIDTH, chart.height)
    except PictureError:
        return f"<p>{caption}</p>"
    data = base64.b64encode(drawn.encode()).decode()
    image = f'<img alt="{caption}" src="data:image/svg+xml;base64,{data}">'
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
