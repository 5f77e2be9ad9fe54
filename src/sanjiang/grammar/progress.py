"""Which word of progress is about a works, and what stands beside it: a date, a place."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, expand
from sanjiang.grammar.entry import Entry
from sanjiang.grammar.heads import head_pattern
from sanjiang.grammar.stages import StageWord

OTHER_SUBJECT: Final = re.compile(r"项目|工程|公司|企业|产业|全市|全县|全区|全省|我[市县区省]|.{13}")
GOODS: Final = re.compile(r"^[^，,。；]{1,12}、.*等(?:农)?产品")
"""What a place yields, listed before its progress ("黄瓜、番茄等产品|新鲜上市"): no subject of its own."""
OPENING_DATE: Final = re.compile(expand(r"(?:[\u4e00-\u9fff]{2,4}讯)?\s?(?P<date><date>)[，, ]"))
AT: Final = re.compile(expand(r"(?:在|于)(?P<place><place>)[^，,。；<date>]{0,14}$"))
MEANT: Final = re.compile(r"(?:将|拟|计划|规划)[^，,。；]{0,16}(?:建设|新建|建立|投资)")


def stage_of(letters: str, words: list[StageWord], work: Entry, bounds: tuple[int, int, int]) -> StageWord | None:
    """Return the word of progress that is about the works, or None.

    The first after them in their segment (a park's: in its piece), the last of those when building is followed by
    running ("开工建设，…并网发电"); else the last before them.

    Parameters
    ----------
    bounds : (int, int, int)
        Where their piece begins and ends, and where the list that they stand in ends.
    """
    start, end, listed_to = bounds
    after = [w for w in words if w.start >= work.end and not w.relative]
    about = [
        w for w in after if w.end <= end or (work.head != "park" and _carries_on(letters, listed_to, end, w.start))
    ]
    if about and about[0] is after[0]:
        running = [
            w for w in about if w.stage == "operating" and not head_pattern().search(letters, about[0].end, w.start)
        ]
        return running[0] if about[0].stage == "under_construction" and running else about[0]
    before = [w for w in words if start <= w.start and w.end <= work.start]
    if before:
        return before[-1]
    meant = MEANT.search(letters, start, work.start)
    return StageWord(*meant.span(), "planned") if meant else None


def _carries_on(letters: str, listed_to: int, end: int, word: int) -> bool:
    """Tell whether a word of progress in a later piece is about works that stand before it.

    It is where the works end their piece and the later one goes on listing works, or where the later one names no
    subject of its own ("也已全面开工").
    """
    begin = max(letters.rfind(mark, end, word) for mark in "，,：:") + 1 or end
    listing = listed_to >= end - 1 and head_pattern().search(letters, begin, word) is not None
    piece = GOODS.sub("", letters[begin:word])
    return (listing and not piece.startswith(("该", "此", "本", "这"))) or not OTHER_SUBJECT.search(piece)


def settled(encoded: Encoded, stage: StageWord) -> dict[str, object]:
    """Return the date told with the progress ("于2010年…达产"), and the place that it names ("落户花都")."""
    found: dict[str, object] = {}
    begin = max(encoded.letters.rfind(mark, 0, stage.start) for mark in "，,；;。") + 1
    dates = [encoded.mentions[i].value for i in range(begin, stage.start) if encoded.letters[i] == LETTERS["date"]]
    opening = OPENING_DATE.match(encoded.letters)
    if not dates and opening and opening.end() <= begin:
        dates = [encoded.mentions[opening.start("date")].value]
    if dates:
        found["date"] = dates[-1]
    at = AT.search(encoded.letters, begin, stage.start)
    site = encoded.mentions[at.start("place")].value if at else None
    if isinstance(site, Place):
        found["place"] = site
    following = encoded.mentions.get(stage.end)
    if (
        following
        and isinstance(following.value, Place)
        and encoded.letters[stage.start : stage.end] in ("落户", "落地")
    ):
        found["place"] = following.value
    return found


def part_of_amount(encoded: Encoded, stage: StageWord, whole: Quantity | None) -> Quantity | None:
    """Return the amount right behind a word of progress where it is less than the whole ("投产|20GW" of 40GW)."""
    told = encoded.mentions.get(stage.end)
    value = told.value if told else None
    if whole is None or not isinstance(value, Quantity) or value.unit != whole.unit:
        return None
    return value if value.high < whole.low else None
