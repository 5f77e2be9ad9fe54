"""Source regions in the name of a figure: 资金来源于川渝的项目, 来自广东、浙江的企业."""

from __future__ import annotations

import re
from functools import cache

from sanjiang.library.regions import Regions, load_regions
from sanjiang.workbench.register.adcodes import inside

SOURCE = re.compile(r"(?:来源于|来自于?|源自)(.+?)(?:的|等地|籍|企业|项目|资金|投资|$)")
_LETTERS = (
    "京11津12冀13晋14蒙15辽21吉22黑23沪31苏32浙33皖34闽35赣36鲁37豫41鄂42湘43粤44桂45琼46"
    "渝50川51蜀51黔52贵52滇53云53藏54陕61秦61甘62陇62青63宁64新65台71港81澳82"
)
PROVINCES = dict(re.findall(r"(\D)(\d\d)", _LETTERS))
"""Characters that stand for provinces, and how their codes begin (GB/T 2260)."""


def sources_in(name: str) -> tuple[str, ...] | None:
    """Return how the codes of the source regions begin that a name gives; nothing where it gives none.

    Returns None where it gives one that is not understood.

    Examples
    --------
    >>> sources_in("工业招商签约资金来源于川渝的项目"), sources_in("签约项目"), sources_in("来自海外的项目")
    (('51', '50'), (), None)
    """
    found = SOURCE.search(name)
    if found is None:
        return ()
    words = [word for word in re.split("[、和与及,，]", found[1]) if word]
    codes = [_codes(word) for word in words]
    return None if not codes or not all(codes) else tuple(dict.fromkeys(code for some in codes for code in some))


def _codes(word: str) -> tuple[str, ...]:
    if regions := _regions().named(word):
        return (inside(regions[0].adcode),) if len(regions) == 1 else ()
    word = word.removesuffix("地区").removesuffix("两地")
    return tuple(PROVINCES[letter] for letter in word) if word and all(letter in PROVINCES for letter in word) else ()


@cache
def _regions() -> Regions:
    return load_regions()
