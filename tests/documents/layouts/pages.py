"""Every layout around several articles."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import english
import government
import newspapers
import old_tables
import unseen
from around import Around
from article import ENGLISH, Article, LaidOut, chinese, turns

ROUNDS = 3
"""So many articles stand in each layout."""
CODECS = {"print_version": "gb18030", "three_columns": "utf-8"}


def known() -> list[LaidOut]:
    """Return the pages of the layouts that the reading was made better with."""
    modules = (government, newspapers, old_tables)
    found = _laid_out([layout for module in modules for layout in module.LAYOUTS], chinese())
    return found + _laid_out(english.LAYOUTS, list(ENGLISH))


def fresh() -> list[LaidOut]:
    """Return the pages of the layouts that nobody looked at meanwhile."""
    return _laid_out(unseen.LAYOUTS, chinese()) + _laid_out(unseen.ENGLISH_LAYOUTS, list(ENGLISH))


def _laid_out(layouts: Iterable[object], articles: list[Article]) -> list[LaidOut]:
    found = []
    for layout in layouts:
        name = f"{layout.__module__}.{layout.__name__}"
        seed = crc32(name.encode())
        around = Around(seed)
        for row, article in zip(range(ROUNDS), turns(articles, seed), strict=False):
            page, body = layout(article, around)
            codec = CODECS.get(layout.__name__, "utf-8")
            found.append(LaidOut(f"{name} {row}", page.encode(codec), article, body))
    return found
