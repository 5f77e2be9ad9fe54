"""What a page puts around its article, told by the shape of a line (in half width) and never by the site."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.documents.page_words import LABELS, WORDS

_LABELLED: Final = 60  # longest line that its first word can make furniture
_FOOT: Final = 300  # longest page foot: owners, licences and addresses often share one line
_BESIDE_LINK: Final = 12  # characters that may stand beside an address
_MENU_WORD: Final = 8

_PROSE: Final = re.compile(r"(?:[^\u4e00-\u9fff]*+[\u4e00-\u9fff]){25}")
_WORDLIKE: Final = re.compile(r"[^\W_]")
_SENTENCE_END: Final = re.compile(r"[。!?”][)\]」』]*$")
_BULLETS: Final = " \t•·●○▪■◆◇★☆*>›»|-—"
_SMALL_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz")
_BETWEEN: Final = re.compile(r"[\s|/·、:()\[\]【】]+")

_LABEL: Final = re.compile(rf"[\[(【]*(?:{'|'.join(LABELS)})\s*(?:[:>\])】]|$)")
_FIELD: Final = re.compile(rf"(?<![^\s|])(?:{'|'.join(LABELS)})\s*:")
_OPENING: Final = re.compile(
    r"[\[(【]*(?:责任编辑|发布(?:时间|日期)|上一[篇条]|下一[篇条]|(?:微信)?扫一扫|图为|扫码|长按(?:识别|扫描)|今天是|首页\s*[\s>›»/|-]"
    r"|网站地图|Copyright|©)",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有(?![权者])|Copyright\b|©|All rights reserved", re.IGNORECASE
)
_CONTENTS: Final = re.compile(r"(?:…{3,}|(?:\.\s?){6,}|[·•]{6,})\s*\d{1,4}$")
"""Leaders and a page: a line of a table of contents, whose text says it again."""
_DATE: Final = (
    r"(?:(?:时间|日期)\s*:\s*)?(?:19|20)\d\d\s*(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)"
    r"|(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
)
_STAMP: Final = re.compile(
    rf"[\[(]?(?:{_DATE})(?:\s*星期[一二三四五六日天])?(\s*\d{{1,2}}[:时]\d{{1,2}}(?::\d{{1,2}}|分)?)?[\])]?\s*"
)
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_NAMED_STAMP: Final = re.compile(rf"[^\s\d。]{{2,12}}\s+(?:{_DATE})\s*\d{{1,2}}:\d{{1,2}}(?::\d{{1,2}})?")
_ENGLISH_STAMP: Final = re.compile(
    rf"(?:(?:Published|Posted|Updated|Date)(?: on)?:?\s+)?(?:{_MONTH} \d{{1,2}},?|\d{{1,2}} {_MONTH}) (?:19|20)\d\d",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+")
_LINKS: Final = re.compile(
    r"[\[(【]*(?:(?:相关|更多|推荐|热门|延伸|最新|往期)(?:链接|新闻|阅读|文章|报道|资讯|推荐|稿件|回顾|精选)|友情链接)[\])】]*:?"
)


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture by its own shape.

    Menus, which look like rows of a table, need their neighbours: see `menu_items`.
    """
    core = line.lstrip(_BULLETS)
    if not _WORDLIKE.search(core):
        return True
    if is_long_sentence(core) or len(core) > _FOOT:
        return False
    return bool(
        (len(core) <= _LABELLED and (_is_labelled(core) or _OPENING.match(core)))
        or _OWNER.search(core)
        or _CONTENTS.search(core)
        or _is_breadcrumb(core)
        or _is_date_stamp(core)
        or _is_address(core)
        or all(word in WORDS for word in _BETWEEN.split(core) if word)
    )


def is_long_sentence(line: str) -> bool:
    """Tell whether a line is prose: at least 25 Chinese characters, and a mark that ends a sentence."""
    return _SENTENCE_END.search(line, max(0, len(line) - 8)) is not None and _PROSE.match(line) is not None


def opens_links(line: str) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return _LINKS.fullmatch(line.lstrip(_BULLETS)) is not None


def cells(line: str) -> tuple[str, ...]:
    """Return what bars, or else white space, part in a line."""
    core = line.lstrip("•·●▪■◆* ")
    return tuple(cell.strip() for cell in core.split("|")) if "|" in core else tuple(core.split())


def menu_items(line: str) -> int:
    """Return how many items a line has if it looks like a menu: short words only, no figures; else 0."""
    items = cells(line)
    is_menu = len(items) >= (3 if "|" in line else 4) and "\t" not in line
    return len(items) if is_menu and all(0 < len(item) <= _MENU_WORD and _is_word(item) for item in items) else 0


def _is_word(item: str) -> bool:
    if item[0] in _SMALL_LETTERS or item[-1] == ".":  # of a sentence in English
        return False
    return not any(char.isdigit() or char in "。,;:!?、" for char in item)


def _is_labelled(core: str) -> bool:
    # "记者:今年投产几条线?" is a question in an interview, not a by-line.
    return (_LABEL.match(core) is not None or len(_FIELD.findall(core)) > 1) and not _SENTENCE_END.search(core)


def _is_breadcrumb(core: str) -> bool:
    steps = re.split(r"[>›»]+", core)
    return len(steps) >= 3 and all(0 < len(step.strip()) <= 40 and "。" not in step for step in steps)


def _is_date_stamp(core: str) -> bool:
    stamp = _STAMP.match(core)
    if not stamp:
        return (_ENGLISH_STAMP.fullmatch(core) or _NAMED_STAMP.fullmatch(core)) is not None
    rest = core[stamp.end() :]
    # A clock tells a news page's stamp from a chronicle's line, so only then may a plain name follow.
    named = stamp.group(1) is not None and len(rest) <= _BESIDE_LINK and not _SENTENCE_END.search(rest)
    return not rest or named or _LABEL.match(rest) is not None


def _is_address(core: str) -> bool:
    beside, found = _ADDRESS.subn("", core)
    beside = beside.strip(" []()<>")
    return found > 0 and "。" not in beside and (len(beside) <= _BESIDE_LINK or _is_date_stamp(beside))
