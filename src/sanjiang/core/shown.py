"""Tables as a notebook shows them: escaped HTML, the first rows, and how many more there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

MOST = 60
"""Rows of a table that are shown."""


def html_table(title: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Write rows as an HTML table.

    Parameters
    ----------
    title : str
    rows : sequence of Mapping
        Only plain values are shown: texts, numbers, yes and no; what is absent stays blank.

    Examples
    --------
    >>> html_table("二", [{"name": "<b>", "value": 2.0}]).count("&lt;b&gt;")
    1
    """
    columns = list(dict.fromkeys(key for row in rows for key, value in row.items() if _plain(value)))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(row.get(column)))}</td>" for column in columns) + "</tr>"
        for row in rows[:MOST]
    )
    more = f"<p>… {len(rows) - MOST} 行未列 more rows</p>" if len(rows) > MOST else ""
    return f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(value: object) -> bool:
    return isinstance(value, str | int | float | bool)


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}"
    return str(value) if _plain(value) else ""
