"""Tables on paper: columns as wide as they need, headings on every page, rows in one piece, evidence at the end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sanjiang.brief.html import grouped
from sanjiang.brief.paper.evidence import compressed, keys_of, references_of
from sanjiang.brief.paper.measure import ems
from sanjiang.brief.paper.runs import content, paragraph, run
from sanjiang.brief.paper.typography import MM
from sanjiang.brief.report import Language, Number, Report, Row, Sentence, Table, plain, said

EM = 9 * 20
"""Width of a Chinese character in a table, in twentieths of a point."""
PADDING = 2 * 70
WIDEST = 40
"""Ems beyond which a column's text counts as no wider."""
NAME, LABELS, READABLE = 6, 14, 17
"""Ems that the first column, the evidence and a column of long texts have at least, where they need them."""
LONGEST_WORD = 9.5
"""Ems beyond which a word may be broken."""
UNBROKEN = 1200
"""Characters up to which a row stays in one piece."""
WORD = re.compile(r"[^\s\u2e80-\uffef、，；/–]+[/–]?|[\u2e80-\uffef]")
EVIDENCE = {"zh": "依据", "en": "Evidence"}
MARKS = {
    "zh": {"breaks": " 缺 · 断链", "absent": " 缺"},
    "en": {"breaks": " absent · break", "absent": " absent"},
}
NOTES = {
    "zh": {"no-plant": "文件未说本地有此环节", "no-evidence": "无依据"},
    "en": {"no-plant": "no document places a plant here", "no-evidence": "unsupported"},
}
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    for side, size, colour in (
        ("top", 8, "000000"),
        ("bottom", 8, "000000"),
        ("insideH", 4, "A0A0A0"),
    )
)


def table(item: Table, report: Report, language: Language, width: float) -> str:
    """Write a table `width` millimetres wide."""
    heads, rows = _texts(item, report, language)
    columns = widths(_needs(item, heads, [r for _, r in rows]), round(width * MM))
    written = [_header(heads, columns)]
    texts = {id(row): texts for row, texts in rows}
    for group, members in grouped(item.rows):
        if group:
            written.append(_spanning([paragraph("CellGroup", run(said(group, language)))], columns, shade=True))
        for row in members:
            written += _row(item, row, texts[id(row)], columns, language)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


def is_wide(item: Table, report: Report, language: Language, width: float) -> bool:
    """Say whether a table's longest words do not fit side by side into `width` millimetres."""
    heads, rows = _texts(item, report, language)
    return sum(least for least, _ in _needs(item, heads, [r for _, r in rows])) > width * MM


def widths(needs: Sequence[tuple[int, int]], total: int) -> list[int]:
    """Share `total` among columns: each its least, the rest by how much text it holds, and no more than that."""
    least, most = sum(n for n, _ in needs), sum(m for _, m in needs)
    if least >= total:
        found = [round(total * n / least) for n, _ in needs]
    else:
        spare = min(1.0, (total - least) / max(1, most - least))
        found = [round(n + (m - n) * spare) for n, m in needs]
    if most >= total:
        found[max(range(len(found)), key=lambda i: needs[i][1])] += total - sum(found)  # what rounding left
    return found


def _needs(item: Table, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the least and the whole width of every column, in twentieths of a point.

    The least holds the longest word, a number with its unit, or a readable line of a long text.
    """
    found = []
    for place, head in enumerate(heads):
        texts = [head, *(row[place][:4000] for row in rows)]
        numeric = place < len(item.columns) and item.columns[place].numeric
        parts = texts[1:] if numeric else [word for text in texts for word in WORD.findall(text)]
        least = max(2.5, *(min(LONGEST_WORD, _wide(word)) for word in parts or [""]))
        least = max(least, *(1.15 * _wide(word) for word in WORD.findall(head[:40]) or [""]))  # bold
        most = max([least, *(min(WIDEST, _wide(text)) for text in texts)])
        if place in (0, len(item.columns)) or most == WIDEST:
            least = max(least, min(most, NAME if place == 0 else LABELS if place == len(item.columns) else READABLE))
        found.append((round(least * EM) + PADDING, round(most * EM) + PADDING))
    return found


def _wide(text: str) -> float:
    """Return the width of text in ems where western type runs wide."""
    return ems(text) + 0.14 * sum(c.isascii() for c in text)


def _texts(item: Table, report: Report, language: Language) -> tuple[list[str], list[tuple[Row, list[str]]]]:
    """Return the headings, and each row with its cells as mere text, the evidence last."""
    heads = [said(c.title, language) for c in item.columns] + ([EVIDENCE[language]] if item.sourced else [])
    rows = []
    for row in item.rows:
        cells = [plain(cell, language) for cell in row.cells]
        if row.mark and cells:
            cells[0] += MARKS[language][row.mark]
        rows.append((row, cells + ([evidence(row, report, language)] if item.sourced else [])))
    return heads, rows


def evidence(row: Row, report: Report, language: Language) -> str:
    """Write what a row rests on: labels, or why there are none."""
    keys = [row.key] if row.key else [key for cell in row.cells for key in _keys(cell, language)]
    labels = compressed((r.label for r in references_of(keys, report)), language)
    note = next((n for key in keys if (n := report.grounds(key).note)), None)
    parts = [NOTES[language][note] if note else "", labels]
    return ("；" if language == "zh" else "; ").join(filter(None, parts))


def _keys(cell: object, language: Language) -> list[str]:
    if isinstance(cell, Sentence):
        return keys_of(cell, language)
    return [cell.key] if isinstance(cell, Number) else []


def _header(heads: Sequence[str], columns: Sequence[int]) -> str:
    cells = "".join(_cell([paragraph("CellHead", run(h))], w, shade=True) for h, w in zip(heads, columns, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(item: Table, row: Row, texts: Sequence[str], columns: Sequence[int], language: Language) -> list[str]:
    inner = [content(cell, language) for cell in row.cells]
    if row.mark and inner:
        inner[0] += run(MARKS[language][row.mark], bold=True)
    inner += [run(text) for text in texts[len(inner) :]]
    numeric = [c.numeric for c in item.columns] + [False]
    cells = [
        _cell([paragraph("CellNumber" if n else "Cell", text)], width)
        for text, n, width in zip(inner, numeric, columns, strict=False)
    ]
    notes = [paragraph("CellNote", content(note, language)) for note in row.notes]
    whole = sum(map(len, texts)) <= UNBROKEN
    main = "".join(cells)
    if notes:
        main = main.replace("</w:pPr>", "<w:keepNext/></w:pPr>")  # the notes stay with their row
    split = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return [f"<w:tr>{split}{main}</w:tr>", *([_spanning(notes, columns)] if notes else [])]


def _spanning(paragraphs: Iterable[str], columns: Sequence[int], *, shade: bool = False) -> str:
    inner = list(paragraphs)
    split = "<w:trPr><w:cantSplit/></w:trPr>" if sum(map(len, inner)) < 4 * UNBROKEN else ""
    return f"<w:tr>{split}{_cell(inner, sum(columns), span=len(columns), shade=shade)}</w:tr>"


def _cell(paragraphs: Iterable[str], width: int, *, span: int = 1, shade: bool = False) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    if shade:
        properties += '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>'
    return f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>{"".join(paragraphs)}</w:tc>'
