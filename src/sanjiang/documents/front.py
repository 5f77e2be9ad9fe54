"""What the head of a document says of it: title, publication date, source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from sanjiang.documents.document import Block
from sanjiang.documents.furniture import is_long_sentence
from sanjiang.documents.html import Page
from sanjiang.documents.lines import half_width
from sanjiang.documents.page_words import LABELS

_HEAD_LINES = 15
_HEAD_LINE = 40  # longest line of the head that is no sentence, in characters
_FIRST_YEAR, _LAST_YEAR = 1990, 2100

# A day that something starts, ends or is due by is not the day of publication.
_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|([-/.])\s*(\d{1,2})\s*\4\s*(\d{1,2})(?!\d))"
    r"(?![起前后至到以])"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_ENGLISH_DAY = re.compile(
    rf"\b{_MONTH} (\d{{1,2}}),? ((?:19|20)\d\d)\b|(?<!\d)(\d{{1,2}}) {_MONTH} ((?:19|20)\d\d)\b", re.IGNORECASE
)
_DAY_FIRST = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")
_DATELINE = re.compile(r"[^。]{0,30}?(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:讯|电|消息)")
_ADDRESS = re.compile(r"https?://[\x21-\x7e]+")
_DAY_IN_ADDRESS = re.compile(r"/t?((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.]|$)")
_SOURCE = re.compile(rf"(?<!图片)(?:来源|稿源)\s*:[ \t]*([^\s|【\[:]+?)(?=(?:{'|'.join(LABELS)})\s*:|[\s|【\[:]|$)")
_TODAY = "今天是"
_SITE = re.compile(r"\s*[_|]\s*|\s+[-–—]+\s+|[-–—]+(?=[^-–—]*(?:网|网站|政府|门户|日报|频道|中心)$)")


def title(text: str, blocks: Sequence[Block], page: Page | None) -> str | None:
    """Return the title: an HTML page's heading or title, else the first line that is not furniture and no sentence."""
    if page and (named := _page_title(page)):
        return named
    if page and "title" in page.declared:
        return page.declared["title"]
    first = next((text[block.start : block.end] for block in blocks if block.label != "furniture"), None)
    if first is None or is_long_sentence(half_width(first)):
        return None
    return first.lstrip("#").strip() or None


def published(text: str, blocks: Sequence[Block], page: Page | None = None) -> date | None:
    """Return the day an HTML page declares, else the first real one of a text.

    It lies between 1990 and 2100 and stands in furniture, in the head's short lines or in an address.
    """
    if page and (said := next(_days(page.declared.get("published", "")), None)):
        return said[1]
    first = next((row for row, block in enumerate(blocks) if block.label != "furniture"), 0)
    rows = list(enumerate(blocks, -first))
    if page:  # the day stands below the title sooner than above it, where menus and today's date are
        rows = [*rows[first : first + _HEAD_LINES], *rows[:first], *rows[first + _HEAD_LINES :]]
    for row, block in rows:
        line = half_width(text[block.start : block.end])
        found: list[tuple[int, date]] = [
            *_days_in_addresses(line),
            *(_days(line) if _may_date(line, row, block) else ()),
        ]
        if found:
            return min(found)[1]
    return None


def source(text: str, blocks: Sequence[Block], page: Page | None = None) -> str | None:
    """Return what the first furniture line with 来源 names, else what an HTML page declares."""
    for block in blocks:
        if block.label == "furniture" and (match := _SOURCE.search(half_width(text[block.start : block.end]))):
            return text[block.start + match.start(1) : block.start + match.end(1)]
    return page.declared.get("source") if page else None


def _page_title(page: Page) -> str | None:
    """A heading may be the site's name, and so may a title: what both say, or title and text, is sure."""
    whole = page.title or ""
    short = next(filter(None, _SITE.split(whole)), "")
    both = [heading for heading in page.headings if whole.startswith(heading)]
    cut = [short] if short != whole and short in page.text else []
    return next(filter(None, (*both, *cut, *page.headings, short)), None)


def _may_date(line: str, row: int, block: Block) -> bool:
    if line.lstrip().startswith(_TODAY):  # the day of the visit
        return False
    if block.label == "furniture":
        return True
    short = len(_ADDRESS.sub("", line)) <= _HEAD_LINE and not line.endswith(("。", "!", "?", ";"))
    return row < _HEAD_LINES and (short or _DATELINE.match(line) is not None)


def _days(line: str) -> Iterator[tuple[int, date]]:
    for match in _DAY.finditer(_ADDRESS.sub(lambda address: " " * len(address.group()), line)):
        year, month, day, _, other_month, other_day = match.groups()
        if found := _real(year, month or other_month, day or other_day):
            yield match.start(), found
    for match in _ENGLISH_DAY.finditer(line):
        month = str(_MONTHS.index((match[1] or match[5])[:3].lower()) + 1)
        if found := _real(match[3] or match[6], month, match[2] or match[4]):
            yield match.start(), found
    for match in _DAY_FIRST.finditer(line):
        day, month = sorted((match[1], match[2]), key=int, reverse=True)
        if (int(day) > 12 or day == month) and (found := _real(match[3], month, day)):  # else who knows
            yield match.start(), found


def _days_in_addresses(line: str) -> Iterator[tuple[int, date]]:
    for address in _ADDRESS.finditer(line):
        for match in _DAY_IN_ADDRESS.finditer(address.group()):
            if found := _real(*match.groups()):
                yield address.start() + match.start(), found


def _real(year: str, month: str, day: str) -> date | None:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
