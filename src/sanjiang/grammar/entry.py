"""One works in a list: whose it is, where, which phase, how much of what, and whether it is a statement of its own."""

from __future__ import annotations

import re
from typing import Final

from sanjiang.core.quantity import Quantity
from sanjiang.core.statement import Place
from sanjiang.grammar.encode import LETTERS
from sanjiang.grammar.heads import HeadClass, general_pattern
from sanjiang.grammar.openings import glance
from sanjiang.grammar.stages import StageWord

FUNCTION: Final = re.compile(
    glance(
        r"暨|仪式|标志着|一手抓|县委|市委|区委|常委|书记|部长|主任|实行|[于为]一体|[的了将把是在对从到被也都还又而于其之这]|并(?!网)|推进|加快|建设|通过|进行|开展|形成|实现|带动|成为|表示|获悉|根据|解决|预计|先后|最大|首个|首批|首座|符合|达成|举行|举办|召开|就(?=.{2})|产能(?!扩建|提升|建设)|现有|原有|加上|保证|确保|作为|列为|列入|纳入|属于|推动|牢固|树立|引导|支持|鼓励|力促|一批|各级|部门|(?<=[\ue000-\uf8ff])以[上下]|按照|不超过|有(?![限机色])|要(?![素塞])"
    )
)
INDEFINITE: Final = re.compile(r"(?:[一二两三四五六七八九十几多数\d]+[个座条批家项]|" + LETTERS["count"] + ")")
LONGEST_NAME: Final = 24
FULL: Final = 6
"""A name with so many letters says enough to be told of without its place or owner."""
SHORT: Final = 4
"""Or with so many, where a word of progress follows at once."""
AT_ONCE: Final = 4
"""Between a name and a word that follows at once stand so many letters at most."""
WHERE: Final = re.compile(
    f"(?:[{LETTERS['date']}{LETTERS['place']}，,在于已]|今天|昨天|昨日|日前|近日|[上下]午|正式|顺利|全面"
    "|[\u4e00-\u9fff]{1,8}[镇乡村区园])*"
)
"""When and where, between a name and a word of progress."""
PRODUCT: Final = LETTERS["product"]
PART: Final = re.compile("(?:主体|附属|土建|桩基|收尾|扫尾|装修|单体)(?:结构|建筑|厂房)?$")
"""What stands before the head of a part of a works."""
BUILDING: Final = re.compile(r"(?<=[\u4e00-\u9fff\ue000-\uf8ff])(?<!加快)(?<!推进)建设$")
"""What stands between a name and its head and says nothing ("某某基地|建设|项目")."""
AT_PLACE: Final = re.compile(rf"^在?{LETTERS['place']}*的?")
OTHER_LETTERS: Final = re.compile(f"[{''.join(letter for kind, letter in LETTERS.items() if kind != 'product')}]")


class Entry:
    """A works as its noun phrase gives it; spans are among the sentence's letters."""

    head_span: tuple[int, int] | None = None
    organisation: tuple[int, int] | None = None
    place: Place | None = None
    place_at: tuple[int, int] | None = None
    phase: str | None = None
    capacity: Quantity | None = None
    investment: Quantity | None = None
    product: tuple[int, int] | None = None
    processes: tuple[str, ...] = ()
    side: str | None = None
    counted: bool = False
    phase_only: bool = False
    follows: bool = False
    described: bool = False
    """Whether its amount stands before it as an attribute ("日处理5万吨的…")."""
    refers: bool = False
    """Whether "该项目" opens the phrase: then it tells of the project at hand, or of a part of it."""

    def __init__(self, span: tuple[int, int], first: str, head: HeadClass | None, stage: StageWord | None) -> None:
        self.start, self.end = span
        self.first, self.head, self.stage = first, head, stage
        self.parts: list[tuple[str, Quantity]] = []

    def moves(self, letters: str) -> bool:
        """Tell whether a word of progress follows at once, or behind when and where ("某某大桥|昨日在某地|动工")."""
        stage = self.stage
        if stage is None or stage.relative or stage.start < self.end:
            return False
        return stage.start - self.end <= AT_ONCE or WHERE.fullmatch(letters, self.end, stage.start) is not None

    @property
    def tells(self) -> bool:
        """Whether the phrase says more than a name."""
        return bool(self.phase or self.capacity or self.investment)

    @property
    def inherits(self) -> bool:
        """Whether the phrase begins with its number, so that its owner is the one before."""
        return self.first in ("capacity", "phase")

    def names_one(self, letters: str) -> bool:
        """Tell whether the phrase names one works rather than works in general ("一批重点项目")."""
        own = self._own(letters)
        if self.is_part(letters):
            return False
        if own == "" and self.organisation and self.head == "project":  # "某某公司项目"
            return True
        return bool(own and self.head_span and self._named(own))

    def is_part(self, letters: str) -> bool:
        """Tell whether the phrase names a part of a works ("蓄水池等主体|工程")."""
        return bool(self.head_span and PART.search(letters, self.start, self.head_span[0]))

    def _own(self, letters: str) -> str | None:
        """Return the name before the head, places and numbers left out; None where it is running text."""
        end = self.head_span[0] if self.head_span else self.end
        stem = letters[self.start : end]
        own = OTHER_LETTERS.sub("", stem)
        if stem.endswith("建设"):
            stem = BUILDING.sub("", stem)
        beside = stem
        if self.organisation:
            beside = AT_PLACE.sub("", BUILDING.sub("", letters[max(self.start, self.organisation[1]) : end]))
        indefinite = self.first != "capacity" and not (self.capacity or self.investment) and INDEFINITE.match(stem)
        if (
            letters[self.start] == "等"
            or self.counted
            or self.end - self.start > 40
            or FUNCTION.search(beside)
            or indefinite
        ):
            return None
        return own

    def specific(self, letters: str, located: bool) -> bool:
        """Tell whether the phrase is a statement of its own.

        Parameters
        ----------
        letters : str
            The sentence.
        located : bool
            Whether the sentence places it, or gives its money.
        """
        own = self._own(letters)
        if (
            self.is_part(letters) or own is None or (self.first == "head" and self.phase is None)
        ):  # "码头" is the one told of before
            return False
        if self.described and self.head == "facility" and self.stage is None:
            return False
        if self.investment and (self.organisation or self.head):
            return self._named(own)
        if self.capacity or self.phase:
            return self._measured(own)
        if self.head is None:
            return bool(self.processes and self.organisation and self.stage)
        if self.head == "project" and not own:
            return False
        if self.head == "project":
            located = self.place is not None or (located and PRODUCT in own)
            sure = located or len(own) >= FULL or (self.moves(letters) and len(own) >= SHORT)
            return self.stage is not None and (self.organisation is not None or (sure and self._named(own)))
        return self._named(own)

    def _measured(self, own: str) -> bool:
        """Tell whether an amount or a phase makes a statement with what stands around it."""
        bare = self.phase and not (self.capacity or self.stage or self.investment)
        if bare and self.head == "project" and own and general_pattern().fullmatch(own):
            return False
        owned = self.organisation is not None or self.follows
        listed = bool(self.processes) and (owned or self.phase is not None)
        sure = owned and self.capacity is not None and self.stage is not None
        return self.head is not None or listed or sure or bool(self.phase and self.capacity) or self._owned_phase

    def says_nothing(self, letters: str) -> bool:
        """Tell whether the phrase neither names a works nor says whose it is or how large ("这些项目")."""
        if self.tells or self.organisation:
            return False
        own = self._own(letters)
        return own is None or not self._named(own)

    def names_nothing_else(self, letters: str) -> bool:
        """Tell whether the phrase is an amount and its product and no running text."""
        return self._own(letters) is not None

    @property
    def _owned_phase(self) -> bool:
        """Whether it is a phase of somebody's that is somewhere on its way ("永祥新能源一期…已投产")."""
        return self.phase is not None and self.stage is not None and (self.organisation is not None or self.follows)

    @staticmethod
    def _named(own: str) -> bool:
        if len(own) > LONGEST_NAME:
            return False
        return (len(own) >= 2 or PRODUCT in own) and general_pattern().fullmatch(own) is None
