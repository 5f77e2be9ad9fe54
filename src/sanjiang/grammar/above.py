"""What a sentence stands under: the date and the place that its paragraph opened with, whether all of it is a plan."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sanjiang.core.dates import DateSpan
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import Encoded, expand
from sanjiang.mentions.mention import Mention

PLAN_TITLE = re.compile(
    r"(?:任务|目标|要点|规划|计划|方案|部署|安排|打算)(?!.{0,8}(?:完成|实现|超额|达成|通报|奖励|补贴|补助|资金下达))"
)
NO_PLAN = re.compile(r"完成|超额|总结|回顾|解读|签约|奖|补|措施|政策|办法|细则|规定|通过|揭牌|投产|竣工|落户")
PLAN_LEAD = re.compile(
    r"(?:工作报告|规划|计划|方案|意见)[》”]?(?:中)?(?:提出|明确|要求|确定)|会议(?:明确|要求|部署)|(?:任务|目标|清单|打算)(?:是|为)?[：:]\s*$"
)
OPENING = re.compile(expand(r"[\s—－\-·•]*(?:据统计[，,]|截至|截止|到)?(?P<date><date>)(?:[底末初]|全年)?[，,]"))
HEADING = re.compile(expand(r"[\s—－\-·•]*(?P<place><place>)(?:[（(][^（）()]*[）)])?[。：:]?\s*$"))
PERIODS = frozenset({"year", "years", "half_year", "quarter", "month", "open"})


@dataclass(slots=True)
class Above:
    """What a paragraph has said so far that its later sentences lean on.

    Parameters
    ----------
    plan : bool
        What is told is to be done.
    date : Mention or None
        The period that the paragraph's figures are of ("2011年，我县…").
    place : Place or None
        The place that heads the paragraph ("——临江县。").
    """

    plan: bool = False
    date: Mention[DateSpan] | None = None
    place: Place | None = None

    def hear(self, encoded: Encoded) -> None:
        """Take in a sentence once it has been read."""
        if heading := HEADING.match(encoded.letters):
            value = encoded.mentions[heading.start("place")].value
            self.place = value if isinstance(value, Place) else None
        elif opening := OPENING.match(encoded.letters):
            mention = encoded.mentions[opening.start("date")]
            if isinstance(mention.value, DateSpan) and mention.value.precision in PERIODS:
                self.date = Mention(mention.start, mention.end, mention.value)
        if PLAN_LEAD.search(encoded.letters):
            self.plan = True


NOTHING = Above()


def is_plan(title: str | None) -> bool:
    """Tell whether a document of this title tells what is to be done."""
    return bool(title and PLAN_TITLE.search(title) and not NO_PLAN.search(title))
