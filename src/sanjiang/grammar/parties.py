"""Who signs where the clause does not say: "县林业局上门,与某社签订…" is the bureau's agreement, not the county's."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.grammar.encode import expand

WITH: Final = re.compile(r"[，,；;。：:]?[\u4e00-\ue000]{0,6}?[与和同]")
"""How a clause without its own subject begins."""
SELF: Final = re.compile(r"[我本该全][市县区省州旗盟镇乡]|[市县区省州]里?|当地|该地")
"""Words for the document's own region."""
OPENING: Final = re.compile(
    expand(
        r"(?:^|[，,；;。：:])(?:<date>[，,]?)?(?:近日|日前|随后|此外|会上|其间|期间|近年来|今年以来)?[，,]?"
        r"(?P<actor>(?:<place>{1,2}|[市县区省州旗])[\u4e00-\u9fff<product>]{0,14}?"
        r"(?:局|委员会|[发工商改住农经]委|厅|政府|管委会|协会|商会|学会|合作社|集团|公司|<org>)|<org>{1,2})"
        r"(?![长的、及内]|[局厅主]|[\u4e00-\u9fff]{0,3}(?:领导|负责人|书记|主任))"
    )
)
AROUND: Final = re.compile(
    r"^(?:联合|携手|会同|包括|以及)(?=[^合会]{2})|(?<![高平同中初优])等[^、]*$"
    r"|(?<=[\u4e00-\u9fff]{2})[两三四五六七八九](?:地|市|县|区|省|州|方|校)$"
)
REACH: Final = 160
"""So many letters back an actor is looked for."""
BOTH: Final = re.compile(
    r"[，,；;。]?(?:会上|会后|期间|现场|会议期间)?[，,]?(?:双方|两[地市县区省州家校方]|[三四五六七八九]方|各方)"
)
"""How a clause begins whose parties an earlier one names."""
_NAMED: Final = r"(?:<place>{1,2}|<org>{1,2})(?:[\u4e00-\u9fff]{0,10}?(?:局|政府|管委会|委员会|协会))?"
_BETWEEN: Final = r"(?:[与同和到赴来]|前往|支援|帮扶|会见了?|考察|访问)"
PAIR: Final = re.compile(expand(rf"(?P<one>{_NAMED})[^，,。；;<place><org>]{{0,12}}?{_BETWEEN}(?P<other>{_NAMED})"))


def acting(letters: str, start: int) -> tuple[int, int] | None:
    """Return the span of who acts in a clause that begins at `start` with 与, where an earlier clause names them.

    Examples
    --------
    >>> words = "县林业局三次上门,终于与某社签约"
    >>> start, end = acting(words, words.index(",终于"))
    >>> words[start:end]
    '县林业局'
    """
    if WITH.match(letters, start) is None:
        return None
    found = None
    for match in OPENING.finditer(letters, max(0, start - REACH), start):
        found = match
    return found.span("actor") if found else None


def both_before(letters: str, start: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return the spans of the two that a clause beginning at `start` with 双方 speaks of; None if unnamed."""
    if BOTH.match(letters, start) is None:
        return None
    found = None
    for match in PAIR.finditer(letters, max(0, start - REACH), start):
        found = match
    return (found.span("one"), found.span("other")) if found else None


def clean(party: str) -> str:
    """Return a party's name without the verb before it or the "and others" behind it."""
    return AROUND.sub("", party)


def is_home(party: str) -> bool:
    """Tell whether a party is a word for the document's own region (我市, 县里)."""
    return SELF.fullmatch(party) is not None
