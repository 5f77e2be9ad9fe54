"""Where a works stands, narrower than a region: a town, a village, a zone or a park that its sentence names."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, expand

ENDINGS: Final = (
    *(
        "经济技术开发区",
        "高新技术产业开发区",
        "高新技术产业园区",
        "经济开发区",
        "高新区",
        "经开区",
        "开发区",
        "工业园区",
    ),
    *(
        "工业园",
        "产业园区",
        "产业园",
        "科技园",
        "物流园区",
        "物流园",
        "化工园区",
        "工业区",
        "工业城",
        "工业集中区",
        "集中区",
    ),
    *("园区", "新区", "新城", "科学城", "科技城", "港区", "保税区", "街道", "社区", "镇", "乡", "村"),
)
_STOP: Final = "的了、，,。；;：:（）()“”将拟已并把被为与和及投开举召签建正"
_NAME: Final = rf"<place>{{0,2}}(?:(?![{_STOP}])[\u4e00-\u9fffA-Za-z]){{0,12}}?(?:{'|'.join(ENDINGS)})"
_INNER: Final = r"(?:[\u4e00-\u9fff]{1,6}?(?:产业园区|工业园区|产业园|工业园|园区|片区|村|社区)|[东西南北][区部])?"


@cache
def _sites() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what names a site after a word of place, and what names one at the head of a works' name."""
    at = "位于|落户于?|落地|入驻|坐落[于在]|选址[于在]?|地处|设在|建在|放在|(?<!正)(?<!现)(?<!旨)在"
    told = rf"(?:{at})(?P<site>{_NAME}{_INNER})"
    return re.compile(expand(told)), re.compile(expand(rf"(?P<site>{_NAME}{_INNER})的?(?=.{{2}})"))


def site(encoded: Encoded, phrase: tuple[int, int], bounds: tuple[int, int]) -> tuple[int, int] | None:
    """Return the letters that name the site of a works, or None.

    Parameters
    ----------
    encoded : Encoded
    phrase : (int, int)
        The letters of the works' own name.
    bounds : (int, int)
        The stretch that is about this works alone.
    """
    told, own = _sites()
    found = [m.span("site") for m in told.finditer(encoded.letters, *bounds)]
    if found:
        before = [s for s in found if s[1] <= phrase[0]]
        return before[-1] if before else found[0]
    head = own.match(encoded.letters, *phrase)
    return head.span("site") if head and head.end() < phrase[1] else None


def placed(encoded: Encoded, span: tuple[int, int], words: str, wider: object) -> Place:
    """Return a site as a place: its code is that of the region in its name, or else of the region around it."""
    inside = [encoded.mentions[i].value for i in range(*span) if encoded.letters[i] == LETTERS["place"]]
    codes = [p.adcode for p in inside if isinstance(p, Place)]
    return Place(words, codes[-1] if codes else wider.adcode if isinstance(wider, Place) else None)
