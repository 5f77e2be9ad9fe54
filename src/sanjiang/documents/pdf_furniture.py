"""Page headers, page footers and page numbers: lines at the edges of pages that repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sanjiang.documents.pdf_lines import Line

_EDGE = 2  # so many lines at the top and at the bottom may be furniture
_SHARE = 0.3  # of all pages: headers of left and right pages differ, and so do those of chapters
_NUMBER = re.compile(
    r"[-—–―·.\s]*(?:第\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*页)?(?:\s*[/,，共]\s*(?:共\s*)?\d{1,4}(?:\s*页)?)?[-—–―·.\s]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^[\s\d/|—-]+|[\s\d/|—-]+$")


@dataclass(frozen=True, slots=True)
class Parted:
    """Pages without their furniture, and the furniture: what stood above and below, once each."""

    pages: list[list[Line]]
    heads: list[str]
    feet: list[str]


def part_furniture(pages: Sequence[list[Line]]) -> Parted:
    """Part the lines of pages; numbers of pages are left out altogether."""
    edges = [_edges(page) for page in pages]
    counted = Counter(
        key
        for page, rows in zip(pages, edges, strict=True)
        for key in {(at, _key(page[row])) for row, at in rows.items()}
    )
    least = max(2, _SHARE * sum(map(bool, pages)))
    kept: list[list[Line]] = []
    told: dict[str, dict[str, str]] = {"top": {}, "bottom": {}}
    for page, rows in zip(pages, edges, strict=True):
        body = []
        for row, line in enumerate(page):
            at = rows.get(row)
            key = _key(line)
            if (
                at is None
                or "。" in line.text
                or not (_NUMBER.fullmatch(line.text) or (key and counted[at, key] >= least))
            ):
                body.append(line)
            elif key:
                told[at].setdefault(key, line.text)
        kept.append(body)
    return Parted(kept, list(told["top"].values()), list(told["bottom"].values()))


def _edges(page: Sequence[Line]) -> dict[int, str]:
    """Return the rows at the edges of a page, and at which; by where they stand, not by when they were written."""
    rows = sorted(range(len(page)), key=lambda row: -page[row].bottom)
    return {**dict.fromkeys(rows[-_EDGE:], "bottom"), **dict.fromkeys(rows[:_EDGE], "top")}


def _key(line: Line) -> str:
    """Return a line without the number of its page."""
    return _ENDS.sub("", line.text)
