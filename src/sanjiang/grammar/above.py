"""What a sentence stands under: the date and the place that its paragraph opened with, whether all of it is a plan."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS, Encoded, Value, expand
from sanjiang.grammar.pattern_context import AMOUNTS
from sanjiang.grammar.pattern_words import word_list
from sanjiang.mentions.mention import Mention

DATE: Final = LETTERS["date"]
PLACE: Final = LETTERS["place"]
PLAN_TITLE: Final = re.compile(
    r"(?:任务|目标|要点|规划|计划|方案|清单|打算)[》”]?"
    r"(?:$|来了|出炉|发布|公布|印发|出台|敲定|明确|确定|定[了下]|[：:，,！!（(]|\s)"
)
NO_PLAN: Final = re.compile(r"完成|超额|总结|回顾|解读|签约|奖|补|措施|政策|办法|细则|规定|通过|揭牌|投产|竣工|落户")
PLAN_LEAD: Final = re.compile(
    r"(?:工作报告|规划|计划|方案|意见)[》”]?(?:中)?(?:提出|明确|要求|确定)|会议(?:明确|要求|部署)|(?:任务|目标|清单|打算)(?:是|为)?[：:]\s*$"
)
OPENING: Final = re.compile(expand(r"[\s—－\-·•]*(?:据统计[，,]|截至|截止|到)?(?P<date><date>)(?:[底末初]|全年)?[，,]"))
FIGURES_OF: Final = re.compile(
    expand(
        r"(?:[^，,。<date>]{2,8}[，,])?(?P<date><date>)(?:<place>|[全我本该][市县区省州])?"
        rf"[\u4e00-\u9fff<place><product>]{{2,24}}[{AMOUNTS}]"
    )
)
"""How a paragraph opens whose figures are all of one period ("初步核算，前三季度生产总值…")."""
HEADING: Final = re.compile(expand(r"[\s—－\-·•]*(?P<place><place>)(?:[（(][^（）()]*[）)])?[。：:]?\s*$"))
_ONE: Final = "[一二三四五六七八九十]{1,3}"
NUMBER: Final = rf"[\s—－\-·•]*(?:{_ONE}、|[（(]{_ONE}[）)]|第{_ONE}(?:部分|章)\s?)"
LOOKED_BACK: Final = re.compile(
    rf"(?:{NUMBER})?[^，,。；：:]{{2,40}}(?:情况|回顾|公报|总结|成就|成效|成绩|现状)"
    r"(?:[和及与暨][^，,。；：:]{2,20})?[：:]?\s*$"
)
LOOKED_AHEAD: Final = re.compile(rf"{NUMBER}[^，,。；：:]{{0,40}}(?:目标|任务|计划|打算|安排|举措|要求)[：:]?\s*$")
"""How a heading ends under which all is told of the past, or is to be done."""
REACH: Final = 200
"""So many letters before a figure may lead to it."""
LEADING: Final = re.compile("提出|明确|要求|确定|部署|：|:")
"""Without one of these nothing leads."""
MEANT: Final = re.compile(expand(rf"{word_list('plan')}|将(?:实施|新建|建设|新增|安排)"))
HEADED: Final = 60
"""No longer is a heading."""
CONTINUES: Final = re.compile(r"(?:按|从|分)[^，,。]{1,6}(?:看|分|划分)|其中|具体(?:来看|来说|包括)|包括|一是")
CONTINUING: Final = frozenset("按从分其具包一")
"""What those open with."""
PERIODS: Final = frozenset({"year", "years", "half_year", "quarter", "month", "open"})


class Above:
    """What a paragraph has said so far that its later sentences lean on.

    Parameters
    ----------
    plan : bool
        What the document tells is to be done.
    date : Mention or None
        The period that the paragraph's figures are of ("2011年，我县…").
    place : Place or None
        The place that heads the paragraph ("——临江县。").
    meant : str
        The sentence before: where it tells what is to be done, its parts ("其中…") are too.
    led : bool
        A sentence said that what follows is to be done ("工作报告提出，…").
    section : Mention or None
        The year or years that the heading above is of ("一、2023年工作回顾").
    heard : list of str
        The sentences that may have said so.
    """

    place: Place | None = None
    led: bool = False

    def __init__(self, plan: bool = False, section: Mention[DateSpan] | None = None, meant: str = "") -> None:
        self.plan, self.section, self.meant = plan, section, meant
        self.date = section
        self.heard: list[str] = []

    def frames(self, letters: str, at: int) -> bool:
        """Tell whether what a sentence says at a letter is to be done, for it, or all above it, is a plan."""
        if self.plan or self.led or _leads(letters[max(0, at - REACH) : at]):
            return True
        self.led = any(_leads(sentence) for sentence in self.heard)
        self.heard.clear()
        return self.led or (CONTINUES.match(letters) is not None and MEANT.search(self.meant) is not None)

    def below(self) -> Above:
        """Return what the next paragraph stands under."""
        below = Above(self.plan, self.section, self.meant)
        if self.plan and self.date:
            below.date = self.date
        return below

    def hear(self, letters: str, encoded: Encoded | None) -> None:
        """Take in a sentence once it has been read: its letters, and what they stand for if any do."""
        if len(letters) <= HEADED and self._head(letters, encoded):
            return
        if encoded is not None and encoded.positions:
            self._open(encoded, letters[encoded.positions[0]])
        self.heard.append(letters)
        if letters[0] not in CONTINUING or not CONTINUES.match(letters):
            self.meant = letters

    def _open(self, encoded: Encoded, first: str) -> None:
        """Take the place or the date that a sentence opens with, if its first mention is one."""
        letters = encoded.letters
        if first == PLACE and (heading := HEADING.match(letters)):
            value = encoded.mentions[heading.start("place")].value
            self.place = value if isinstance(value, Place) else None
        elif first == DATE and (opening := OPENING.match(letters)):
            self.date = _period(encoded.mentions[opening.start("date")]) or self.date
        elif self.plan and self.date is None and letters.startswith(DATE):
            self.date = _period(encoded.mentions[0])
        elif not self.heard and (opening := FIGURES_OF.match(letters)):
            self.date = _period(encoded.mentions[opening.start("date")]) or self.date

    def _head(self, letters: str, encoded: Encoded | None) -> bool:
        """Take in a heading that tells what all below is of; False if the sentence is none."""
        if "，" in letters or "。" in letters:
            return False
        back = LOOKED_BACK.match(letters)
        if back is None and LOOKED_AHEAD.match(letters) is None:
            return False
        self.plan = back is None
        at = letters.find(DATE)
        if at >= 0 and encoded is not None:
            self.date = self.section = _period(encoded.mentions[at])
        return True


def _period(mention: Mention[Value]) -> Mention[DateSpan] | None:
    """Return the mention if it is a date that figures can be of."""
    start, end, value = mention
    return Mention(start, end, value) if isinstance(value, DateSpan) and value.precision in PERIODS else None


def _leads(letters: str) -> bool:
    """Tell whether words say that what follows is to be done."""
    return LEADING.search(letters) is not None and PLAN_LEAD.search(letters) is not None


NOTHING: Final = Above()


def is_plan(title: str | None) -> bool:
    """Tell whether a document of this title tells what is to be done."""
    return bool(title and PLAN_TITLE.search(title) and not NO_PLAN.search(title))
