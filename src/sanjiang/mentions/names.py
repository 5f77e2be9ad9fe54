"""Whether two written names mean one organisation."""

from __future__ import annotations

import re
from typing import Final

LEGAL_FORM: Final = re.compile(r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|股份|集团|公司|项目)+$")
BRACKETS: Final = re.compile(r"[（(][^（()）]*[）)]")
SHORTEST: Final = 2


def core_name(name: str) -> str:
    """Return a name without its legal form and bracketed place."""
    return LEGAL_FORM.sub("", BRACKETS.sub("", name)).strip()


def same_organisation(a: str, b: str) -> bool:
    """Tell whether one name's core stands in the other ("晶科能源", "四川晶科能源有限公司").

    Examples
    --------
    >>> same_organisation("晶科能源", "四川晶科能源有限公司")
    True
    >>> same_organisation("晶科能源", "晶澳科技")
    False
    """
    short, long = sorted((core_name(a), core_name(b)), key=len)
    return len(short) >= SHORTEST and short in long
